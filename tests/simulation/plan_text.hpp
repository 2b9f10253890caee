#pragma once
// Plans for the simulator: drawn from numbers, written as people write them, read by the real reader.

#include <cstdint>
#include <memory>
#include <string>

#include "config/plan.hpp"

namespace kith::simulation {

/// The plan of a run as its `edit`-th edit leaves it; 0 is the first. Most of it stays the same from edit to edit.
[[nodiscard]] std::string plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items);
/// The same, broken in one of the ways people break a plan.
[[nodiscard]] std::string bad_plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items);

/// Null when the text is no good plan.
[[nodiscard]] std::shared_ptr<const Plan> read(const std::string& text);

}   // namespace kith::simulation
