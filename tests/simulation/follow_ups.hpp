#pragma once
// What must hold of follow-ups (F1 to F3), by what reaches the disk.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "daemon/core/engine.hpp"

namespace kith::simulation {

class FollowUpChecks {
  public:
    /// The world as it is when something lands.
    struct Around {
        const Plan& plan;
        const core::Zone& zone;
        core::event::Presence presence;
        std::function<bool(core::Instant)> silent;
        std::function<bool(core::Instant)> hushed;
        std::function<bool(const std::string&)> paused;   ///< a person, now
        bool fresh = true;                                ///< made just now
    };
    /// Throws a Violation.
    void landed(const core::Record& record, const Around& around);
    /// After an event: nothing is due that nothing holds.
    static void nothing_waits(const core::Engine& engine, core::Instant now);

  private:
    struct One {
        core::FollowUpSpec what;
        int offers = 0;
        std::optional<core::Instant> first, last;
        bool open = false;
        bool repair_due = false;
        bool repaired = false;
    };
    void offered(const core::record::FollowUpOffered& offered, core::Instant at, const Around& around);
    static void check_gates(const One& one, bool repairs, core::Instant at, const Around& around, const std::string& words);

    std::map<core::FollowUpNumber, One> all_;
};

}   // namespace kith::simulation
