#pragma once
// What the person wrote when they made a follow-up. It stands with that record, so that it can be forgotten, and is looked up when it is shown.

#include <string>

#include "daemon/app/ports.hpp"

namespace kith::app {

/// "" where the journal doesn't have it, or can't be read just now.
[[nodiscard]] std::string text_of(const core::FollowUpSpec& what, Journal& journal);

/// The same show; a follow-up's with its text.
[[nodiscard]] core::Show with_text(core::Show show, Journal& journal);

}   // namespace kith::app
