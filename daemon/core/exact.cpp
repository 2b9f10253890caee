// S7: exact times of the same minute, and those of one gap, are one nudge.

#include <algorithm>

#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// A notice names at most three (S7, M1).
constexpr std::size_t named_at_most = 3;

}   // namespace

// Without a gap those of the same minute.
Instant Engine::Turn::gap_after(Instant time) const { return time + std::max(Seconds{s_.plan->gap.seconds}, Seconds{60}); }

// Those of one nudge, by their own times: from the first on as many as its gap holds. `times` in order.
template <typename Times, typename Group>
void Engine::Turn::each_nudge(const Times& times, Group group) const {
    for (auto first = times.begin(); first != times.end();) {
        const auto end = std::find_if(first, times.end(), [&](const auto& one) { return one.when >= gap_after(first->when); });
        group(first, end);
        first = end;
    }
}

// How many nudges the exact times come to that stand before the one a place is wanted for; what comes with that one takes no other place (S5).
std::int32_t Engine::Turn::nudges_before(std::vector<ExactTime> times) const {
    std::sort(times.begin(), times.end(), [](const ExactTime& a, const ExactTime& b) { return a.when < b.when; });
    std::int32_t nudges = 0;
    each_nudge(times, [&](auto first, auto end) {
        const bool own = std::any_of(first, end, [](const ExactTime& one) { return one.own; });
        if (!own && std::any_of(first, end, [](const ExactTime& one) { return one.before; })) ++nudges;
    });
    return nudges;
}

// Those of one nudge with `item`, whose time has come, in S5's order: each may be shown now, or at its own time later today.
std::vector<Engine::Turn::ItemIndex> Engine::Turn::exact_together(ItemIndex item) {
    struct Candidate {
        Instant when;
        ItemIndex item = 0;
    };
    s_.refresh(now_);
    const Instant own = s_.pending[item].slot->moment;
    const Instant until = std::min(gap_after(own), s_.days.day_end(s_.days.day_of(now_)));
    std::vector<Candidate> candidates;
    const auto add = [&](ItemIndex other) {
        const SlotTimes& slot = *s_.pending[other].slot;
        if (!slot.exact || announces(other) || gathers(other, slot) || s_.withheld(other) != Gate::none || space_ends(other, slot.slot))
            return;
        const Instant from = std::max(now_, slot.moment);
        if (s_.days.free_part(other, slot, Span{from, from + Seconds{1}}).empty()) return;
        candidates.push_back({slot.moment, other});
    };
    for (const ItemIndex other : s_.timetable.due()) add(other);
    for (const auto& [moment, other] : s_.timetable.coming()) {
        if (moment >= until) break;
        add(other);
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.when < b.when; });
    std::vector<ItemIndex> items;
    each_nudge(candidates, [&](auto first, auto end) {
        if (std::none_of(first, end, [&](const Candidate& one) { return one.item == item; })) return;
        for (; first != end; ++first) items.push_back(first->item);
    });
    const PlaceOrder order{*s_.plan, s_.days, s_.ledger, now_};
    std::sort(items.begin(), items.end(), [&](ItemIndex a, ItemIndex b) { return order(a, b); });
    return items;
}

// The others lapse, neutral: they were never offered.
std::vector<Engine::Turn::ItemIndex> Engine::Turn::first_of_exact(ItemIndex trigger) {
    std::vector<ItemIndex> items = exact_together(trigger);
    while (items.size() > named_at_most) {
        const ItemIndex item = items.back();
        items.pop_back();
        const SlotTimes slot = *s_.pending[item].slot;
        s_.held.erase(item);
        end_unopened(item, slot, Ending::lapsed, Gate::gap);
    }
    return items;
}

}   // namespace kith::core
