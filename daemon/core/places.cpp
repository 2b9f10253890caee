#include "daemon/core/places.hpp"

#include <algorithm>
#include <vector>

#include "daemon/core/periods.hpp"

namespace kith::core {
namespace {

using namespace periods;

// Exceptions may be long; what is excepted for ten years of days has no slots.
constexpr int periods_tried = 3660;

std::optional<Place> calendar_place(std::optional<Date> date) {
    if (!date) return std::nullopt;
    return Place{.slot = *date, .date = *date, .first = *date, .last = *date};
}

Place quota_place(const QuotaSlot& slot) {
    return Place{.slot = Slot::part_of(slot.period, slot.part),
                 .date = slot.date,
                 .first = slot.first,
                 .last = slot.last,
                 .slice = slot.slice,
                 .slices = slot.slices};
}

/// The first place from the period of `date` on that fits.
template <typename Fits>
std::optional<Place> forwards(const SlotRule& rule, const QuotaCadence& quota, Date date, Fits fits) {
    const DateRange limits = limits_of(*rule.when);
    date = std::max(date, limits.first);
    for (int tried = 0; tried < periods_tried && date <= limits.last; ++tried) {
        for (const QuotaSlot& slot : quota_slots(rule, date))
            if (const Place place = quota_place(slot); fits(place)) return place;
        date = to_date(period_start(quota.unit, period_of(quota.unit, to_day(date)) + 1));
    }
    return std::nullopt;
}

/// The last place up to the period of `date` that fits.
template <typename Fits>
std::optional<Place> backwards(const SlotRule& rule, const QuotaCadence& quota, Date date, Fits fits) {
    const DateRange limits = limits_of(*rule.when);
    date = std::min(date, limits.last);
    for (int tried = 0; tried < periods_tried && date >= limits.first; ++tried) {
        const std::vector<QuotaSlot> slots = quota_slots(rule, date);
        for (auto slot = slots.rbegin(); slot != slots.rend(); ++slot)
            if (const Place place = quota_place(*slot); fits(place)) return place;
        date = to_date(period_start(quota.unit, period_of(quota.unit, to_day(date)))) - 1;
    }
    return std::nullopt;
}

}   // namespace

std::optional<Place> first_place(const SlotRule& rule, Date from) {
    if (const auto* quota = std::get_if<QuotaCadence>(&rule.when->every))
        return forwards(rule, *quota, from, [&](const Place& place) { return place.date >= from; });
    return calendar_place(next_slot_date(rule, from));
}

std::optional<Place> last_place(const SlotRule& rule, Date until) {
    if (const auto* quota = std::get_if<QuotaCadence>(&rule.when->every))
        return backwards(rule, *quota, until, [&](const Place& place) { return place.date <= until; });
    return calendar_place(previous_slot_date(rule, until));
}

std::optional<Place> place_after(const SlotRule& rule, Slot slot) {
    if (const auto* quota = std::get_if<QuotaCadence>(&rule.when->every))
        return forwards(rule, *quota, slot.date(), [&](const Place& place) { return place.slot > slot; });
    return calendar_place(next_slot_date(rule, slot.date() + 1));
}

std::optional<Place> place_before(const SlotRule& rule, Slot slot) {
    if (const auto* quota = std::get_if<QuotaCadence>(&rule.when->every))
        return backwards(rule, *quota, slot.date(), [&](const Place& place) { return place.slot < slot; });
    return calendar_place(previous_slot_date(rule, slot.date() - 1));
}

std::optional<Place> place_of(const SlotRule& rule, Slot slot) {
    if (slot.is_elapsed()) return std::nullopt;
    if (!slot.is_part()) return is_slot_date(rule, slot.date()) ? calendar_place(slot.date()) : std::nullopt;
    for (const QuotaSlot& one : quota_slots(rule, slot.date()))
        if (const Place place = quota_place(one); place.slot == slot) return place;
    return std::nullopt;
}

}   // namespace kith::core
