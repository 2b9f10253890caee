// L4: a contact counts once for each item of that person, on the plan day it happened, whenever it is told of.

#include <algorithm>
#include <cstdlib>

#include "daemon/core/handled.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// So long before an exact time a contact still takes its place.
constexpr Seconds just_before{2 * 3600};

}   // namespace

bool Engine::Turn::counts_for(ItemIndex item, const std::vector<std::string>& people, const std::string& kind) const {
    if (s_.days.at_distance(item) || paused(item)) return false;
    const Touchpoint& touchpoint = s_.plan->touchpoints[item];
    if (announces(item)) return false;   // it closes with what it announces
    if (!touchpoint.birthday && contact_rank(kind) < contact_rank(touchpoint.by)) return false;
    const std::vector<PersonIndex>& about = core::people(touchpoint.audience);
    const auto named = [&](PersonIndex person) {
        return std::find(people.begin(), people.end(), s_.plan->people[person].id) != people.end();
    };
    // Any candidate will do (S2); of several together it must name all (S8).
    if (std::holds_alternative<OneOf>(touchpoint.audience)) return std::any_of(about.begin(), about.end(), named);
    return std::all_of(about.begin(), about.end(), named);
}

std::optional<SlotTimes> Engine::Turn::slot_covered_at(ItemIndex item, Instant when) {
    const Date day = s_.days.day_of(when);
    std::optional<SlotTimes> nearest;
    auto distance = [&](const SlotTimes& slot) { return std::chrono::abs(slot.moment - when); };
    std::vector<SlotTimes> slots = s_.days.around(item, day);
    // What a gate holds since an earlier day is as good as open.
    const std::optional<SlotTimes> waiting = s_.look(item, now_).slot;
    if (waiting && waiting->moment <= when) slots.push_back(*waiting);
    for (const SlotTimes& slot : slots) {
        if (is_handled(s_.ledger.item(item).handled, slot.slot) && open_at(item, slot.slot) == nullptr) continue;
        const bool later_exact =
            slot.exact && when <= slot.due && slot.due - when <= just_before && s_.plan->touchpoints[item].heads_up.empty();
        if (slot.expires <= now_ || (slot.exact && slot.moment > when && !later_exact)) continue;
        if (!nearest || distance(slot) < distance(*nearest)) nearest = slot;
    }
    return nearest;
}

void Engine::Turn::cover(ItemIndex item, Instant when) {
    // What was open then.
    const Occurrence* open = nullptr;
    for (const Occurrence& one : s_.ledger.item(item).open)
        if (one.planned <= when && (open == nullptr || open->slot < one.slot)) open = &one;
    if (open != nullptr) return close(item, open, Ending::covered);
    const std::optional<SlotTimes> slot = slot_covered_at(item, when);
    if (!slot) return;
    if (const Occurrence* later = open_at(item, slot->slot)) return close(item, later, Ending::covered);
    close_unopened(item, *slot, Ending::covered);
}

std::set<Engine::Turn::ItemIndex> Engine::Turn::items_about(const std::vector<std::string>& people) const {
    std::set<ItemIndex> about;
    for (const std::string& person : people) {
        const std::optional<PersonIndex> index = s_.ledger.find_person(person);
        if (index && *index < s_.about.size()) about.insert(s_.about[*index].begin(), s_.about[*index].end());
    }
    return about;
}

void Engine::Turn::cover_others(const std::vector<std::string>& people, const std::string& kind, Instant when, const std::string& except) {
    for (const ItemIndex item : items_about(people))
        if (id(item) != except && counts_for(item, people, kind)) cover(item, when);
}

}   // namespace kith::core
