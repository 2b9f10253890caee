#pragma once
// Which slots of an item are behind it: a sorted list of ranges. A clock set back ten years meets a gap between ranges and goes on
// nudging; a clock set back an hour meets the range and repeats nothing (T5).

#include <vector>

#include "daemon/core/state.hpp"

namespace kith::core {

[[nodiscard]] bool is_handled(const std::vector<SlotRange>& handled, Slot slot);

/// Adds the slots from `first` to `last`. `before`: the slot before `first`, if there is one; when it is handled the ranges become one.
void mark_handled(std::vector<SlotRange>& handled, Slot first, Slot last, std::optional<Slot> before);

/// Takes the slots from `first` to `last` out again (undo of what was still to come).
void unmark_handled(std::vector<SlotRange>& handled, Slot first, Slot last);
/// The same of those after `first`.
void unmark_after(std::vector<SlotRange>& handled, Slot first, Slot last);

}   // namespace kith::core
