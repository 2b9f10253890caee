#pragma once
// Plans for the simulator: drawn from numbers, written as people write them.

#include <cstdint>
#include <string>

namespace kith::simulation {

/// The plan of a run as its `edit`-th edit leaves it; 0 is the first. Most of it stays the same from edit to edit.
/// `edition`: 1 has calendar cadences `with:` somebody only.
[[nodiscard]] std::string plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition);
/// The same, broken in one of the ways people break a plan.
[[nodiscard]] std::string bad_plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition);
/// The beginning of it, as a reader finds it while an editor writes. It may be a good plan all the same.
[[nodiscard]] std::string torn_plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition);

}   // namespace kith::simulation
