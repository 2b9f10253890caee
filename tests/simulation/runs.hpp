#pragma once
// Playing scripts: one, or many; and making a failing one small enough to read.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tests/simulation/script.hpp"
#include "tests/simulation/world.hpp"

namespace kith::simulation {

struct Outcome {
    std::string violation;   ///< "I1: …"; empty: none
    std::string invariant;
    std::uint64_t trace = 0;
    std::size_t faults = 0;
    std::int64_t ended = 0;   ///< seconds into the run
};

/// Plays a script from its beginning. `say`: a line of the timeline each; may be empty.
[[nodiscard]] Outcome play(const Script& script, Disk disk, const std::function<void(const std::string&)>& say = {});

/// The smallest script found that violates the same invariant: less that happens, fewer items, a quieter person, a shorter run. Plays it at most
/// `plays` times.
[[nodiscard]] Script shrink(Script script, Disk disk, const std::string& invariant, int plays = 3000);

}   // namespace kith::simulation
