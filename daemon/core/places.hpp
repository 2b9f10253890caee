#pragma once
// The slots of any calendar or quota cadence in the order of time, each with the dates it may be shown on.

#include <cstdint>
#include <optional>

#include "daemon/core/slots.hpp"

namespace kith::core {

/// A slot and its dates.
struct Place {
    Slot slot;
    Date date;                            ///< whose window it begins in
    Date first, last;                     ///< of a quota: the run of dates its part owns; else `date`
    std::int32_t slice = 0, slices = 1;   ///< of a quota with several a day: which equal part of the window (S3)
};

/// The first place dated at or after `from` / the last dated at or before `until`. None: there is none in the years of the calendar, or not within
/// some ten years of exceptions. An elapsed cadence has none: its slots follow from what happened (S4).
[[nodiscard]] std::optional<Place> first_place(const SlotRule& rule, Date from);
[[nodiscard]] std::optional<Place> last_place(const SlotRule& rule, Date until);
/// The neighbours of a slot, whether or not it is one of this rule's.
[[nodiscard]] std::optional<Place> place_after(const SlotRule& rule, Slot slot);
[[nodiscard]] std::optional<Place> place_before(const SlotRule& rule, Slot slot);
/// Where `slot` stands; none when it is not one of this rule's.
[[nodiscard]] std::optional<Place> place_of(const SlotRule& rule, Slot slot);

}   // namespace kith::core
