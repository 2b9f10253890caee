#pragma once
// The texts of the last good plan, beside the journal: a restart with a plan that was just broken goes on with it (promises: 20).

#include <filesystem>
#include <memory>

#include "daemon/app/plan_source.hpp"

namespace kith::adapters {

/// Keeps them in `folder`/last-good-plan.json, mode 0600, replaced whole or not at all. A folder that can't be written keeps nothing.
[[nodiscard]] std::unique_ptr<app::PlanKeeper> make_plan_keeper(const std::filesystem::path& folder);

}   // namespace kith::adapters
