#pragma once
// Which slots of an item are behind it: a sorted list of date ranges. A clock set back ten years meets a gap between ranges and goes on
// nudging; a clock set back an hour meets the range and repeats nothing (T5).

#include <vector>

#include "daemon/core/state.hpp"

namespace kith::core {

[[nodiscard]] bool is_handled(const std::vector<DayRange>& handled, Date slot);

/// Adds the slots from `first` to `last`. `before`: the slot before `first`, if there is one; when it is handled the ranges become one.
void mark_handled(std::vector<DayRange>& handled, Date first, Date last, std::optional<Date> before);

/// Takes the slots from `first` to `last` out again (undo of what was still to come).
void unmark_handled(std::vector<DayRange>& handled, Date first, Date last);

}   // namespace kith::core
