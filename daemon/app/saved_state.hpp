#pragma once
// What is open, and the little of the past that decides the future, in the protocol's words. `ctl/saved_state` reads them back.

#include "daemon/core/state.hpp"
#include "daemon/protocol/state.hpp"

namespace kith::app {

/// `saved` in general, items and people; instants in `zone`. The rest of the result is the caller's.
[[nodiscard]] protocol::State state_of(const core::Saved& saved, const core::Zone& zone);

/// How many things it would tell of, for the limit on them.
[[nodiscard]] std::size_t entries_of(const core::Saved& saved);

}   // namespace kith::app
