#pragma once
// "yesterday 18:00", "2026-03-29", "18:00" → the moment somebody means when they tell of the past.

#include <string_view>

#include <tl/expected.hpp>

#include "daemon/core/zone.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::app {

/// RFC 3339; or local: [today|yesterday|a weekday (the last one)|YYYY-MM-DD] [T] [HH:MM]. A past day without a time is taken as its noon, today as
/// now. Errors: invalid_params, with the forms that are understood. Moments after now are the caller's to refuse.
[[nodiscard]] tl::expected<core::Instant, protocol::Error> parse_when(std::string_view text, const core::Zone& zone, core::Instant now);

}   // namespace kith::app
