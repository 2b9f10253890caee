#include "daemon/app/upcoming.hpp"

#include <algorithm>

namespace kith::app {

using core::Instant;

Upcoming::Upcoming(const core::Engine& engine, Instant now, Instant until) : engine_{engine}, now_{now}, until_{until} {
    for (std::size_t item = 0; item < engine.plan().touchpoints.size(); ++item)
        if (const auto earliest = engine.earliest(item, now); earliest && *earliest < until)
            heap_.push_back({*earliest, static_cast<std::uint32_t>(item)});
    std::make_heap(heap_.begin(), heap_.end(), [this](const Candidate& a, const Candidate& b) { return later(a, b); });
}

bool Upcoming::later(const Candidate& a, const Candidate& b) const {
    if (a.at != b.at) return a.at > b.at;
    // What was not looked at yet may come at this very instant.
    if ((a.looked == not_yet) != (b.looked == not_yet)) return a.looked != not_yet;
    return engine_.plan().touchpoints[a.item].id > engine_.plan().touchpoints[b.item].id;
}

void Upcoming::push(const Next& looked) {
    if (looked.at >= until_) return;
    heap_.push_back({looked.at, static_cast<std::uint32_t>(looked.item), static_cast<std::uint32_t>(looked_.size())});
    looked_.push_back(looked);
    std::push_heap(heap_.begin(), heap_.end(), [this](const Candidate& a, const Candidate& b) { return later(a, b); });
}

Upcoming::Candidate Upcoming::pop() {
    std::pop_heap(heap_.begin(), heap_.end(), [this](const Candidate& a, const Candidate& b) { return later(a, b); });
    const Candidate first = heap_.back();
    heap_.pop_back();
    return first;
}

void Upcoming::look_at(std::size_t item) {
    const core::Outlook outlook = engine_.outlook(item, now_);
    if (!outlook.coming) return;
    const core::SlotTimes slot = *outlook.coming;
    const Instant at = outlook.shown_at.value_or(slot.moment);
    push({item, slot, at, outlook});
}

std::optional<Upcoming::Next> Upcoming::next() {
    while (!heap_.empty()) {
        const Candidate first = pop();
        if (first.looked == not_yet) {
            look_at(first.item);
            continue;
        }
        const Next next = looked_[first.looked];
        if (const auto slot = engine_.days().next(next.item, next.slot.slot)) push({next.item, *slot, slot->moment, {}});
        return next;
    }
    return std::nullopt;
}

}   // namespace kith::app
