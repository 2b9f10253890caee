// Exact times and what announces them: where they may stand, and which moments nudges keep the gap before (S1, S8, G2).

#include <algorithm>

#include "daemon/core/dayplan.hpp"
#include "daemon/core/silence.hpp"

namespace kith::core {

const std::vector<Instant>& DayPlan::exact_moments(Date date) const {
    return exact_moments_.get(date, static_cast<std::size_t>(date.day_number()), [&] { return find_exact_moments(date); });
}

std::vector<Instant> DayPlan::find_exact_moments(Date date) const {
    std::vector<Instant> moments;
    auto add = [&](const SlotRule& rule, TimeOfDay at) {
        if (!is_slot_date(rule, date)) return;
        if (auto times = exact_times(date, at)) moments.push_back(times->moment);
    };
    // A heads-up belongs to the date of what it announces.
    const auto add_heads_ups = [&](std::size_t item) {
        const Duration& lead = announces(item)->lead;
        const Date last = zone_->local(zone_->plus(zone_->at(date + 1, {}), lead)).date;
        for (Date slot = zone_->local(zone_->plus(zone_->at(date, {}), lead)).date; slot <= last; ++slot) {
            const std::optional<TimeOfDay> at = is_slot_date(items_[item].rule, slot) ? exact_on(item, slot) : std::nullopt;
            if (!at) continue;
            if (const auto times = heads_up_times(item, slot, *at)) moments.push_back(times->moment);
        }
    };
    for (std::size_t item : exact_items_) {
        if (announces(item)) {
            add_heads_ups(item);
        } else if (const std::optional<TimeOfDay> at = exact_on(item, date)) {
            add(items_[item].rule, *at);
        }
    }
    for (const SlotRule& rule : checkins_) add(rule, *exact_time(rule.when->every));
    std::sort(moments.begin(), moments.end());
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    return moments;
}

const std::optional<SlotTimes>& DayPlan::exact_times(Date slot, TimeOfDay at) const {
    const auto hash = static_cast<std::size_t>(slot.day_number()) * 1440 + static_cast<std::size_t>(at.minutes);
    return exact_times_.get({slot, at}, hash, [&] { return find_exact_times(slot, at); });
}

std::optional<Instant> DayPlan::free_minute_near(Instant wanted, Instant before) const {
    if (wanted.time_since_epoch() % Seconds{60} == Seconds{0} && !silent(wanted)) return wanted;
    return nearest_free_minute(silence_in(within_a_day(wanted)), wanted, before);
}

std::optional<SlotTimes> DayPlan::find_exact_times(Date slot, TimeOfDay at) const {
    const Instant due = zone_->at(slot, at);
    const std::optional<Instant> moment = free_minute_near(due);
    if (!moment) return std::nullopt;
    return SlotTimes{
        .slot = slot, .begin = std::min(due, *moment), .moment = *moment, .due = due, .expires = {}, .exact = true, .about = {}};
}

std::optional<SlotTimes> DayPlan::heads_up_times(std::size_t item, Date slot, TimeOfDay at) const {
    const std::optional<SlotTimes> event = exact_times(slot, at);
    if (!event) return std::nullopt;
    const Instant wanted = zone_->minus(event->due, announces(item)->lead);
    const std::optional<Instant> moment = free_minute_near(wanted, event->begin);
    if (!moment || *moment >= event->begin) return std::nullopt;
    return SlotTimes{
        .slot = slot, .begin = *moment, .moment = *moment, .due = event->due, .expires = event->moment, .exact = true, .about = {}};
}

}   // namespace kith::core
