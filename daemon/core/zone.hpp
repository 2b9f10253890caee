#pragma once
// Civil time ⇄ instants, in one zone. The only file of the core that knows of offsets; gap and fold are settled here (T1).

#include <array>
#include <chrono>
#include <string>

#include <absl/time/time.h>

#include "config/civil.hpp"

namespace kith::core {

/// UTC, in whole seconds. What the core plans lies on whole minutes (T7).
using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

/// A zone by value; cheap to copy. The caller finds the zone (an adapter follows /etc/localtime); this only asks it, and remembers what it
/// heard: one zone is not for two threads at once, copies are.
class Zone {
  public:
    Zone() : Zone{absl::UTCTimeZone(), "UTC"} {}
    Zone(absl::TimeZone zone, std::string name) : zone_{zone}, name_{std::move(name)} {}

    /// The IANA name it was made with, for people to read.
    [[nodiscard]] const std::string& name() const { return name_; }

    /// T1: inside a gap the first instant after it; inside a fold the first of the two. 24:00 is 00:00 of the next date.
    [[nodiscard]] Instant at(Date date, TimeOfDay time) const;

    /// The date and the time of day (to the minute, rounded down) that clocks show at `instant`.
    struct Local {
        Date date;
        TimeOfDay time;
    };
    [[nodiscard]] Local local(Instant instant) const;

    /// Seconds east of UTC at `instant`.
    [[nodiscard]] Seconds offset(Instant instant) const;

    /// T7: months, then days, on the civil calendar (the same time of day on the later date, a month's missing day is its last), then
    /// T1, then the elapsed seconds.
    [[nodiscard]] Instant plus(Instant start, const Duration& duration) const;
    [[nodiscard]] Instant minus(Instant end, const Duration& duration) const;

    /// RFC 3339 with the offset of that moment, to the second: 2026-03-29T03:00:00+02:00.
    [[nodiscard]] std::string rfc3339(Instant instant) const;

  private:
    /// From one change of the offset to the next.
    struct Stretch {
        Instant begin;
        Instant end;
        Seconds offset{0};
    };
    [[nodiscard]] const Stretch& stretch_at(Instant instant) const;
    /// Of seconds since 1970 as if the zone were UTC (T1).
    [[nodiscard]] Instant of_civil(Seconds civil) const;
    [[nodiscard]] Instant move_civil(Instant start, const Duration& duration, std::int64_t direction) const;

    absl::TimeZone zone_;
    std::string name_;
    mutable std::array<Stretch, 2> stretches_;   ///< the latest asked for first: work goes on about the same months
};

/// The plan day `instant` lies in: it begins at `day_starts` of its date and ends at that of the next (T2).
[[nodiscard]] Date plan_day(const Zone& zone, TimeOfDay day_starts, Instant instant);
[[nodiscard]] Instant plan_day_begin(const Zone& zone, TimeOfDay day_starts, Date day);

}   // namespace kith::core
