// What must hold when nothing goes wrong any more: everything due was shown or has ended, and what was put off is back.

#include <algorithm>
#include <chrono>

#include "daemon/core/handled.hpp"
#include "tests/simulation/checker.hpp"

namespace kith::simulation {

using core::Instant;

// T5: a clock that was ahead has taken the item past it, under another schedule perhaps; it does not come back for that.
bool Checker::was_past(const Slot& slot) const {
    const auto later = life_.upper_bound(slot);
    return later != life_.end() && later->first.first == slot.first;
}

// L3: the slots until a snoozed one's end join it, and end with it. Only what was put off once lives beyond its item's next slot (L1), also when the
// putting off was taken back.
bool Checker::joined(const core::ItemState& item, const core::SlotTimes& slot) const {
    if (std::any_of(item.open.begin(), item.open.end(),
                    [&](const core::Occurrence& open) { return open.slot < slot.slot && slot.begin < open.expires; }))
        return true;
    const auto ended = ended_.find(item.id);
    return ended != ended_.end() && std::any_of(ended->second.begin(), ended->second.end(),
                                                [&](const auto& one) { return one.first < slot.slot && slot.expires <= one.second; });
}

// L1: of what was over before, nothing is announced.
bool Checker::ended_ahead(const core::Engine& engine, const Touchpoint& touchpoint, const core::SlotTimes& slot) const {
    if (!touchpoint.announces) return false;
    const auto over = over_.find({engine.plan().touchpoints[touchpoint.announces->touchpoint].id, slot.slot});
    return over != over_.end() && over->second <= slot.moment + std::chrono::hours{1};
}

void Checker::nothing_waits(const core::Engine& engine, Instant now) const {
    FollowUpChecks::nothing_waits(engine, now);
    heads_ups_ended(engine);
    if (!engine.clock_trusted() || presence_.away || presence_.do_not_disturb) return;
    for (std::size_t item = 0; item < engine.ledger().items(); ++item)
        for (const core::Occurrence& open : engine.ledger().item(item).open)
            if (open.snoozed_until && *open.snoozed_until <= now && !silent(now) && now >= quiet_until_)
                throw Violation{"I5", words({engine.ledger().item(item).id, open.slot}) + " was put off until " +
                                          zone_.rfc3339(*open.snoozed_until) + " and has not come back"};
}

// S4: it waits for a slot, or for an answer; and what is due is held by something.
void Checker::goes_on_counting(const core::Engine& engine, std::size_t item, Instant now) {
    const core::ItemState& state = engine.ledger().item(item);
    if (engine.days().at_distance(item) || !state.open.empty()) return;
    if (!state.elapsed || core::is_handled(state.handled, state.elapsed->slot))
        throw Violation{"S4", state.id + " has ended and does not come again"};
    const core::Outlook outlook = engine.outlook(item, now);
    if (outlook.coming && outlook.coming->moment + std::chrono::days{1} < now && outlook.held_by == core::Gate::none)
        throw Violation{"I5", words({state.id, state.elapsed->slot}) + " is due since " + engine.zone().rfc3339(outlook.coming->moment) +
                                  ", and nothing holds it"};
}

void Checker::all_settled(const core::Engine& engine, Instant from, Instant now) const {
    for (std::size_t item = 0; item < engine.ledger().items(); ++item) {
        const std::string& id = engine.plan().touchpoints[item].id;
        // S6: which of its slots it had changed meanwhile.
        if (rested_ && (engine.plan().touchpoints[item].smaller || engine.days().is_elapsed(item))) continue;
        // G5: what would have come in a pause is none of its slots.
        const Touchpoint& touchpoint = engine.plan().touchpoints[item];
        const auto paused = [&](const std::string& one) { return names(one, touchpoint, core::people(touchpoint.audience)); };
        if (std::any_of(once_paused_.begin(), once_paused_.end(), paused)) continue;
        // S2: with whom is chosen then, its moment may be another of the same window, and its end moves with it.
        const std::chrono::hours later{engine.days().is_one_of(item) ? 48 : 0};
        for (auto slot = engine.days().first_from(item, zone_.local(from).date + 1); slot && slot->expires + later < now;
             slot = engine.days().next(item, slot->slot))
            if (!life_.contains({id, slot->slot}) && !ended_ahead(engine, touchpoint, *slot) && !was_past({id, slot->slot}) &&
                !joined(engine.ledger().item(item), *slot))
                throw Violation{"I5", words({id, slot->slot}) + " lived from " + zone_.rfc3339(slot->begin) + " to " +
                                          zone_.rfc3339(slot->expires) + " and was neither shown nor ended"};
        if (engine.days().is_elapsed(item)) goes_on_counting(engine, item, now);
        for (const core::Occurrence& open : engine.ledger().item(item).open)
            if (open.expires < now) throw Violation{"I5", words({id, open.slot}) + " is still open after its end"};
    }
}

}   // namespace kith::simulation
