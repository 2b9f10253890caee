#pragma once
// What the promises of a run are kept on: it outlives every process of the run.

#include <cstdint>
#include <functional>
#include <vector>

#include "daemon/app/ports.hpp"
#include "tests/simulation/script.hpp"

namespace kith::simulation {

/// How a process ended.
enum class End : std::uint8_t { orderly, killed, power_cut };

class Store {
  public:
    virtual ~Store() = default;

    /// Records are on the disk from now on. `surely`: synced, with all that was there before; else a power cut may take them away again.
    std::function<void(const std::vector<core::Record>&, bool surely)> landed;
    /// The power cut took them away: the next record has this number.
    std::function<void(core::Sequence next)> lost;

    /// As the process has it.
    virtual app::Journal& journal() = 0;
    /// What the disk holds, whatever is wrong with it for the process; an error where nobody can tell.
    virtual tl::expected<core::Saved, app::StoreError> load() = 0;
    virtual tl::expected<std::vector<app::ShownAs>, app::StoreError> shown() = 0;
    /// One of the disk's.
    virtual void happens(const Op& op) = 0;
    virtual void be_well() = 0;
    /// The process is gone. `seed`: of what a power cut leaves.
    virtual void process_ended(End end, std::uint64_t seed) = 0;
    /// The next one opens the journal.
    virtual void process_starts() = 0;
    /// Looks at everything; throws a Violation.
    virtual void verify() {}
};

}   // namespace kith::simulation
