#pragma once
// A clock that runs ahead of another, for trying things out: a nudge seconds after the start, a DST change this afternoon.

#include <memory>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// `clock` itself when `ahead` is zero.
[[nodiscard]] std::unique_ptr<app::Clock> shifted(std::unique_ptr<app::Clock> clock, core::Seconds ahead);

}   // namespace kith::adapters
