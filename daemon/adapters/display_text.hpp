#pragma once
// Text from a person's plan, made harmless for a place that draws it: a notification, a terminal. What it says is kept; what would act on
// the reader instead of being read (control characters, escape sequences, reversed writing, markup) is not.

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::adapters {

/// Valid UTF-8 on one line: invalid bytes become U+FFFD, line breaks and tabs a space, other control characters and the bidirectional
/// embeddings, overrides and isolates are left out. Longer than `most` characters (at least 1): cut, with an ellipsis as the last of them.
[[nodiscard]] std::string single_line(std::string_view text, std::size_t most);

/// The same, but line breaks of every kind stay, as '\n'.
[[nodiscard]] std::string multi_line(std::string_view text, std::size_t most);

/// & < > " ' as entities, for a body that is read as markup (Desktop Notifications specification, "body-markup").
[[nodiscard]] std::string escape_markup(std::string_view text);

}   // namespace kith::adapters
