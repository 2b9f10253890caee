#pragma once
// The line about kithd that `systemctl --user status` shows.

#include <string>

#include "daemon/app/plan_source.hpp"
#include "daemon/app/runtime.hpp"

namespace kith::adapters {

/// How the plan is and how long kithd sleeps: nobody's name, since the screen it is read on may be a shared one.
[[nodiscard]] std::string status_line(const app::Runtime& runtime, const app::PlanState& plan);

}   // namespace kith::adapters
