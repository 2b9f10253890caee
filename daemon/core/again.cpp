// L5: what left the screen by itself is offered once more, when the person is back. It is a nudge like any other: every gate holds it, and it
// takes a place.

#include <algorithm>

#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// So long somebody was away who is back.
constexpr Seconds long_enough{600};

}   // namespace

bool Engine::Turn::may_come_again(const Occurrence& open) const {
    const bool waits = open.visible || open.queued || open.silent || open.snoozed_until;
    return open.unseen && !open.repeated && !waits && open.expires > now_;
}

void Engine::Turn::note_unseen(Seconds away) {
    if (away < long_enough) return;
    auto& unseen = s_.momentary.unseen;
    unseen.clear();
    for (const ItemIndex item : s_.ledger.items_open())
        for (const Occurrence& open : s_.ledger.item(item).open)
            if (!announces(item) && may_come_again(open)) unseen.push_back({id(item), open.slot});
}

void Engine::Turn::offer_again() {
    while (!s_.momentary.unseen.empty() && offer_one_again()) {
    }
}

bool Engine::Turn::offer_one_again() {
    std::vector<Shown> waiting;
    for (const SlotRef& what : s_.momentary.unseen)
        if (const std::optional<std::size_t> item = s_.ledger.find_item(what.item); item && *item < s_.items())
            for (std::size_t open = 0; open < s_.ledger.item(*item).open.size(); ++open)
                if (const Shown one{*item, open}; at(one).slot == what.slot && may_come_again(at(one))) waiting.push_back(one);
    const PlaceOrder order{*s_.plan, s_.days, s_.ledger, now_};
    std::stable_sort(waiting.begin(), waiting.end(), [&](Shown a, Shown b) { return order(a.item, b.item); });
    s_.momentary.unseen.clear();
    for (const Shown one : waiting) s_.momentary.unseen.push_back({id(one.item), at(one).slot});
    std::erase_if(waiting, [&](Shown one) { return held_apart(one); });
    for (const Shown first : waiting) {
        // What was told of together is told of together again.
        std::vector<Shown> together;
        for (const Shown one : waiting)
            if (at(one).notice == at(first).notice) together.push_back(one);
        if (held_for_all(first)) continue;
        reshow(together, Occasion::again, true);
        return true;
    }
    return false;
}

// A season, its window, and space for whom it is about.
bool Engine::Turn::held_apart(Shown one) {
    if (s_.withheld(one.item) != Gate::none) return true;   // S6: it stays open, unrepeated
    const Occurrence& open = at(one);
    const SlotTimes times{.slot = open.slot,
                          .begin = open.planned,
                          .moment = open.planned,
                          .due = open.due,
                          .expires = open.expires,
                          .exact = exact_time(s_.plan->touchpoints[one.item].when.every).has_value(),
                          .about = s_.picked(one.item, open.slot)};
    const std::optional<Instant> free = s_.days.next_free(one.item, times, now_);
    if (!free) return true;
    const std::optional<Instant> until = *free > now_ ? free : space_ends(one.item, open.slot);
    if (until) wake_at(*until);
    return until.has_value();
}

bool Engine::Turn::held_for_all(Shown one) {
    if (!has_place(one.item)) {
        wake_at(s_.days.day_end(s_.days.day_of(now_)));
        return true;
    }
    const std::optional<Instant> gap = gap_ends();
    if (gap) wake_at(*gap);
    return gap || out_of_sight() != Gate::none;
}

}   // namespace kith::core
