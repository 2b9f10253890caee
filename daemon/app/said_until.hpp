#pragma once
// "2h", "until tomorrow", "until 18:00" → the moment up to which somebody wants quiet.

#include <string_view>

#include <tl/expected.hpp>

#include "daemon/core/engine.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::app {

/// [until|for] a duration; or tomorrow, a weekday (the next one), YYYY-MM-DD, each with or without HH:MM; or HH:MM (the next); or RFC 3339. A day
/// without a time is the beginning of that plan day. Whole minutes. Errors: invalid_params, for what is not understood, has passed, or lies
/// more than a year ahead.
[[nodiscard]] tl::expected<core::Instant, protocol::Error> parse_until(std::string_view text, const core::Engine& engine,
                                                                       core::Instant now);

}   // namespace kith::app
