// Whom an item is about just now: one of several, whoever has waited longest (S2), and nobody who is to have some space (G4).

#include <algorithm>

#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// A plan day has so many slots of one item at most; beyond them something else is wrong.
constexpr int choices_a_step = 128;

}   // namespace

std::vector<PersonIndex> Engine::Standing::candidates(std::size_t item) const {
    std::vector<PersonIndex> left = people(plan->touchpoints[item].audience);
    std::erase_if(left, [&](PersonIndex person) { return plan->people[person].distance; });
    return left;
}

std::optional<PersonIndex> Engine::Standing::picked(std::size_t item, Slot slot) const {
    if (const std::optional<Announces>& announces = plan->touchpoints[item].announces) item = announces->touchpoint;
    for (const Pick& pick : ledger.item(item).picked) {
        if (pick.slot != slot) continue;
        // An edit may have put a distance to them, or taken them out.
        const std::vector<PersonIndex> left = candidates(item);
        const auto found =
            std::find_if(left.begin(), left.end(), [&](PersonIndex person) { return plan->people[person].id == pick.person; });
        return found == left.end() ? std::nullopt : std::optional{*found};
    }
    return std::nullopt;
}

std::vector<PersonIndex> Engine::Standing::people_of(std::size_t item, Slot slot) const {
    if (!std::holds_alternative<OneOf>(plan->touchpoints[item].audience)) return people(plan->touchpoints[item].audience);
    if (const std::optional<PersonIndex> one = picked(item, slot)) return {*one};
    return candidates(item);
}

std::optional<Instant> Engine::Standing::space_ends(PersonIndex person) const {
    const std::optional<Duration>& space = plan->people[person].space;
    const PersonState& state = ledger.person(person);
    if (!space || (!state.last_contact && !state.last_nudge)) return std::nullopt;
    const Instant last = std::max(state.last_contact.value_or(Instant::min()), state.last_nudge.value_or(Instant::min()));
    // Its days are plan days: three days after Monday is Thursday.
    const bool days_only = space->months == 0 && space->seconds == 0;
    return days_only ? days.day_begin(days.day_of(last) + space->days) : days.plus(last, *space);
}

std::optional<Instant> Engine::Turn::space_ends(ItemIndex item, Slot slot) const {
    if (s_.plan->touchpoints[item].birthday) return std::nullopt;
    std::optional<Instant> latest;
    for (const PersonIndex person : s_.people_of(item, slot))
        if (const std::optional<Instant> ends = s_.space_ends(person); ends && *ends > now_)
            latest = latest ? std::max(*latest, *ends) : ends;
    return latest;
}

std::optional<PersonIndex> Engine::Turn::choose(ItemIndex item, const SlotTimes* slot) const {
    std::optional<PersonIndex> chosen;
    std::optional<Instant> longest;   // since then the chosen one has waited; none: for ever
    for (const PersonIndex person : s_.candidates(item)) {
        if (person_paused(person)) continue;
        if (slot != nullptr) {
            if (!s_.days.free_with(item, *slot, person)) continue;
            const Instant when = s_.days.about(item, *slot, person).moment;
            if (const std::optional<Instant> ends = s_.space_ends(person); ends && *ends > when) continue;
        }
        const PersonState& state = s_.ledger.person(person);
        const std::optional<Instant> since = std::max(state.last_contact, state.last_nudge);
        if (chosen && !(since < longest)) continue;
        chosen = person;
        longest = since;
    }
    return chosen;
}

// What undo opens again may be so old that it is forgotten whom it was about.
void Engine::Turn::choose_for_open(ItemIndex item) {
    const std::vector<Occurrence> opens = s_.ledger.item(item).open;
    for (const Occurrence& open : opens) {
        if (s_.picked(item, open.slot)) continue;
        if (const std::optional<PersonIndex> person = choose(item, nullptr))
            record(record::Picked{{id(item), open.slot}, s_.plan->people[*person].id});
    }
}

// When a slot's plan day begins: nothing happens between two events, so before the first event of the day is the same.
void Engine::Turn::pick() {
    for (const ItemIndex item : s_.choosing) {
        choose_for_open(item);
        for (int tried = 0; tried < choices_a_step; ++tried) {
            const std::optional<SlotTimes> slot = s_.look(item, now_).slot;
            if (!slot || (s_.picked(item, slot->slot) && !paused_one(item, slot->slot))) break;
            if (const Instant begins = s_.days.day_begin(s_.days.day_of(slot->moment)); begins > now_) {
                // What was chosen may come before the moment that is known until then.
                if (s_.days.choice_decides(item)) wake_at(begins);
                break;
            }
            const std::optional<PersonIndex> person = choose(item, &*slot);
            record(record::Picked{{id(item), slot->slot}, person ? s_.plan->people[*person].id : std::string{}});
            if (person) break;
        }
    }
    cause_ = 0;
}

std::vector<PersonIndex> Engine::people_of(std::size_t item, Slot slot) const { return standing_->people_of(item, slot); }

}   // namespace kith::core
