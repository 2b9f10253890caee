#include "daemon/core/timetable.hpp"

namespace kith::core {

void Timetable::put(std::size_t item, const std::optional<SlotTimes>& slot, Instant now) {
    Instant& turn = turn_of_[item];
    const bool was_due = turn != never && due_.contains(item);
    const bool is_due = slot && slot->moment <= now;
    const Instant next = !slot ? never : is_due ? slot->expires : slot->moment;
    if (was_due == is_due && turn == next) return;
    if (turn != never) (was_due ? ending_ : coming_).erase({turn, item});
    if (was_due && !is_due) due_.erase(item);
    if (is_due && !was_due) due_.insert(item);
    if (slot) (is_due ? ending_ : coming_).emplace(next, item);
    turn = next;
}

std::optional<std::size_t> Timetable::turn(Instant now) const {
    for (const Turns* turns : {&coming_, &ending_})
        if (!turns->empty() && turns->begin()->first <= now) return turns->begin()->second;
    return std::nullopt;
}

}   // namespace kith::core
