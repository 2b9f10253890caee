// `was`: what is known of an item or a person goes on under the name the plan gives it now. Once: the former name is blank from then on.

#include <algorithm>

#include "daemon/core/holding.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// So many ways to call an item and its people are tried; with more of them renamed the item begins anew (L7).
constexpr std::size_t names_tried = 256;

bool is_blank(const ItemState& item) {
    return item.fingerprint == 0 && item.handled.empty() && item.open.empty() && !item.last_nudge && !item.elapsed && item.picked.empty();
}

template <class Things>
std::string now_called(const Things& things, const std::string& former) {
    const auto found = std::find_if(things.begin(), things.end(), [&](const auto& thing) { return is_called(thing, former); });
    return found == things.end() ? former : found->id;
}

}   // namespace

std::string Engine::Turn::item_called(const std::string& former) const {
    const std::optional<std::size_t> known = s_.ledger.find_item(former);
    return known && *known < s_.items() ? former : now_called(s_.plan->touchpoints, former);
}

std::string Engine::Turn::person_called(const std::string& former) const {
    const std::optional<PersonIndex> known = s_.ledger.find_person(former);
    return known && *known < s_.plan->people.size() ? former : now_called(s_.plan->people, former);
}

void Engine::Turn::follow_people() {
    for (const Person& person : s_.plan->people)
        for (const std::string& former : person.was) {
            const std::optional<PersonIndex> known = s_.ledger.find_person(former);
            if (!known || *known < s_.plan->people.size()) continue;
            const PersonState& state = s_.ledger.person(*known);
            if (!state.last_contact && !state.last_nudge && state.notes.empty()) continue;
            record(record::Renamed{.from = former, .to = person.id, .person = true, .fingerprint = 0});
        }
}

// Whether an item of this fingerprint has the same slots as this one, once its names and its people's are taken for one another.
bool Engine::Turn::fitted(std::uint64_t fingerprint, const Touchpoint& touchpoint) const {
    std::vector<std::vector<std::string_view>> names(1);
    for (const PersonIndex person : people(touchpoint.audience)) {
        const Person& one = s_.plan->people[person];
        const std::size_t before = names.size();
        if (before * (one.was.size() + 1) > names_tried) return false;
        for (const std::string& former : one.was)
            for (std::size_t i = 0; i < before; ++i) {
                names.push_back(names[i]);
                names.back().push_back(former);
            }
        for (std::size_t i = 0; i < before; ++i) names[i].push_back(one.id);
    }
    std::vector<std::string_view> ids{touchpoint.id};
    ids.insert(ids.end(), touchpoint.was.begin(), touchpoint.was.end());
    for (const std::string_view id : ids)
        for (const auto& called : names)
            if (schedule_fingerprint(touchpoint, *s_.plan, id, called) == fingerprint) return true;
    return false;
}

void Engine::Turn::follow_names(std::vector<NoticeId>& touched) {
    follow_people();
    for (ItemIndex item = 0; item < s_.items(); ++item) {
        const Touchpoint& touchpoint = s_.plan->touchpoints[item];
        const std::vector<PersonIndex>& about = people(touchpoint.audience);
        const auto was_called = [&](PersonIndex person) { return !s_.plan->people[person].was.empty(); };
        if (touchpoint.was.empty() && std::none_of(about.begin(), about.end(), was_called)) continue;
        const std::uint64_t known = s_.ledger.item(item).fingerprint;
        const std::uint64_t fingerprint = schedule_fingerprint(touchpoint, *s_.plan);
        if (known == fingerprint) continue;
        std::optional<std::string> from;
        if (known != 0) {
            if (fitted(known, touchpoint)) from = touchpoint.id;   // only its people are called otherwise
        } else {
            for (const std::string& former : touchpoint.was) {
                const std::optional<std::size_t> aside = s_.ledger.find_item(former);
                if (aside && *aside >= s_.items() && !is_blank(s_.ledger.item(*aside))) from = former;
                if (from) break;
            }
        }
        if (!from) continue;
        const bool same = fitted(s_.ledger.item(*s_.ledger.find_item(*from)).fingerprint, touchpoint);
        record(record::Renamed{.from = *from, .to = touchpoint.id, .person = false, .fingerprint = same ? fingerprint : 0});
        // Told of anew, by its new name.
        for (const Occurrence& open : s_.ledger.item(item).open)
            if (open.visible) touched.push_back(open.notice);
    }
}

}   // namespace kith::core
