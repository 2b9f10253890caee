#pragma once
// A document's text with some values changed, and every other byte as it was. It knows YAML and nothing of plans.

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/value.hpp"

namespace kith {

/// The source of `document` after `changes`, all of them seen from the document as it is: comments, blank lines, quotes, order and line ends stay, and what is
/// new follows the habits of what stands beside it. The text has been read again, and says what the document said with exactly these changes; where that
/// can't be reached, a sentence that says so.
[[nodiscard]] tl::expected<std::string, std::string> edited(const Document& document, const std::vector<ValueChange>& changes);

}   // namespace kith
