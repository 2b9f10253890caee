#pragma once
// The daemon's state as it came over the socket, back into the core's values. `daemon/app/saved_state` writes it.

#include <string>

#include <tl/expected.hpp>

#include "daemon/core/state.hpp"
#include "daemon/protocol/state.hpp"

namespace kith::ctl {

/// An error names the member that is none.
[[nodiscard]] tl::expected<core::Saved, std::string> saved_state(const protocol::State& state);

/// An instant of the protocol (RFC 3339).
[[nodiscard]] std::optional<core::Instant> instant_of(const std::string& rfc3339);

}   // namespace kith::ctl
