#pragma once
// Cadence → slots: which dates are due. Computed directly, never by walking from an anchor; knows no zone and no time of day.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/slot.hpp"

namespace kith::core {

/// A schedule and the identity that S8 hashes. Holds views: the plan must outlive it.
struct SlotRule {
    const Schedule* when = nullptr;
    std::string_view item;
    std::string_view people;   ///< ids joined by ','; as identity_hash wants it
};

/// The first slot date at or after `from` / the last at or before `until`, of a calendar cadence (semantics.md, Cadences; L1).
/// `except`, `from:` and `until:` are respected. None: there is no such slot in years 1970 to 9999. Any other cadence: none.
[[nodiscard]] std::optional<Date> next_slot_date(const SlotRule& rule, Date from);
[[nodiscard]] std::optional<Date> previous_slot_date(const SlotRule& rule, Date until);
/// next_slot_date(rule, date) == date, without looking any further.
[[nodiscard]] bool is_slot_date(const SlotRule& rule, Date date);

/// One part of a quota's period (S3).
struct QuotaSlot {
    Date period;                          ///< first date of the day, week or month
    std::int32_t part = 0;                ///< 0-based
    Date first, last;                     ///< the run of days this part owns, both included
    Date date;                            ///< the day chosen in it by hash
    std::int32_t slice = 0, slices = 1;   ///< with more slots than days: which equal slice of that day's window
};

/// So many intervals of an elapsed cadence (S4).
[[nodiscard]] Duration interval_of(const ElapsedCadence& cadence, std::int64_t times = 1);

/// The parts of the period that `date` lies in, in order; empty when the schedule's cadence is no quota. `from:`, `until:` and
/// `except:` drop parts whose chosen date they exclude.
[[nodiscard]] std::vector<QuotaSlot> quota_slots(const SlotRule& rule, Date date);

}   // namespace kith::core
