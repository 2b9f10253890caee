#include "daemon/core/holding.hpp"

#include <algorithm>

#include "daemon/core/handled.hpp"
#include "daemon/core/turn.hpp"
#include "daemon/core/unroll.hpp"

namespace kith::core {
namespace {

/// A clock may be corrected by this much, and what was asked before still stands.
constexpr Seconds set_back_at_most{3600};

/// Whether `id` is what the plan now calls what was called `former`, or still is.
bool is_now_called(const Plan& plan, std::string_view former, std::string_view id) {
    const auto same = [&](const auto& thing) { return thing.id == id && is_called(thing, former); };
    return former == id || std::any_of(plan.people.begin(), plan.people.end(), same) ||
           std::any_of(plan.touchpoints.begin(), plan.touchpoints.end(), same) ||
           std::any_of(plan.checkins.begin(), plan.checkins.end(), same);
}

}   // namespace

void take_over(GeneralState& general, const RecordBody& body) {
    const auto place_of = [&](const std::string& id) {
        return std::lower_bound(general.pauses.begin(), general.pauses.end(), id,
                                [](const Pause& pause, const std::string& key) { return pause.id < key; });
    };
    if (const auto* hushed = std::get_if<record::Hushed>(&body)) general.hush = hushed->hush;
    if (const auto* paused = std::get_if<record::Paused>(&body)) {
        auto place = place_of(paused->id);
        if (place == general.pauses.end() || place->id != paused->id)
            place = general.pauses.insert(place, Pause{.id = paused->id, .until = {}});
        place->until = paused->until;
    }
    if (const auto* resumed = std::get_if<record::Resumed>(&body))
        if (const auto place = place_of(resumed->id); place != general.pauses.end() && place->id == resumed->id)
            general.pauses.erase(place);
    if (const auto* chosen = std::get_if<record::SeasonChosen>(&body)) general.season = chosen->season;
    if (const auto* set = std::get_if<record::EnergySet>(&body)) general.energy = set->energy;
    if (const auto* turned = std::get_if<record::Turned>(&body)) general.in_force = turned->now;
}

std::optional<Instant> end_of_hush(const std::optional<Hush>& hush, Instant now) {
    if (!hush || now >= hush->until || now < hush->since - set_back_at_most) return std::nullopt;
    return hush->until;
}

bool pause_holds(std::string_view id, const Plan& plan, std::size_t item) {
    const Touchpoint& touchpoint = plan.touchpoints[item];
    const auto of_it = [&](const std::string& name) { return name == id || item_of_series(name) == id; };
    if (of_it(touchpoint.id) || std::any_of(touchpoint.was.begin(), touchpoint.was.end(), of_it)) return true;
    const std::vector<PersonIndex>& about = people(touchpoint.audience);
    // Of several that it could be about the others remain (S2).
    if (std::holds_alternative<OneOf>(touchpoint.audience) && about.size() > 1) return false;
    return std::any_of(about.begin(), about.end(), [&](PersonIndex person) { return is_called(plan.people[person], id); });
}

std::optional<Instant> end_of_pauses(const std::vector<Pause>& pauses, const Plan& plan, std::size_t item) {
    std::optional<Instant> until;
    for (const Pause& pause : pauses)
        if (pause_holds(pause.id, plan, item)) until = std::max(until, std::optional{pause.until.value_or(Instant::max())});
    return until;
}

// --- Hush ----------------------------------------------------------------------------------------------------------------------------

std::optional<Instant> Engine::Turn::hushed() const { return end_of_hush(s_.ledger.general().hush, now_); }

Instant Engine::Turn::after_silence(Instant t) const {
    const std::optional<Instant> quiet = hushed();
    return s_.days.after_silence(quiet ? std::max(t, *quiet) : t);
}

void Engine::Turn::act(const event::Hush& hush) {
    action_ = true;
    if (!hush.until && !hushed()) return refuse(Refusal::Code::not_hushed, {});
    if (hush.until && *hush.until <= now_) return refuse(Refusal::Code::in_the_past, {});
    const std::optional<Hush> asked = hush.until ? std::optional{Hush{.since = now_, .until = *hush.until}} : std::nullopt;
    record(record::Hushed{.hush = asked, .before = s_.ledger.general().hush});
}

void Engine::Turn::hold_all(Instant until) {
    for (const bool late : {true, false})
        for (const ItemIndex item : due(late)) hold(item, Gate::hushed, until);
    wake_at(until);
}

void Engine::Turn::take_back(const record::Hushed& taken) { record(record::Hushed{.hush = taken.before, .before = taken.hush}); }

// --- Pause ---------------------------------------------------------------------------------------------------------------------------

bool Engine::Turn::paused(ItemIndex item) const {
    const std::optional<Instant> until = end_of_pauses(s_.ledger.general().pauses, *s_.plan, item);
    return until && *until > now_;
}

bool Engine::Turn::person_paused(PersonIndex person) const {
    const std::vector<Pause>& pauses = s_.ledger.general().pauses;
    return std::any_of(pauses.begin(), pauses.end(), [&](const Pause& pause) {
        return is_called(s_.plan->people[person], pause.id) && (!pause.until || *pause.until > now_);
    });
}

// S2: whom the slot is about, though others could be.
bool Engine::Turn::paused_one(ItemIndex item, Slot slot) const {
    if (!s_.days.is_one_of(item)) return false;
    const std::optional<PersonIndex> one = s_.picked(item, slot);
    return one && person_paused(*one);
}

bool Engine::Turn::may_pause(const std::string& id) const {
    const auto called = [&](const auto& thing) { return thing.id == id; };
    const Plan& plan = *s_.plan;
    return std::any_of(plan.people.begin(), plan.people.end(), called) || std::any_of(plan.checkins.begin(), plan.checkins.end(), called) ||
           std::any_of(plan.touchpoints.begin(), plan.touchpoints.end(),
                       [&](const Touchpoint& one) { return one.id == id || item_of_series(one.id) == id; });
}

void Engine::Turn::act(const event::Pause& pause) {
    action_ = true;
    const std::vector<Pause>& pauses = s_.ledger.general().pauses;
    const auto before = std::find_if(pauses.begin(), pauses.end(), [&](const Pause& one) { return one.id == pause.id; });
    const bool was_paused = before != pauses.end();
    if (!may_pause(pause.id)) return refuse(Refusal::Code::unknown_item, pause.id);
    if (pause.until && *pause.until <= now_) return refuse(Refusal::Code::in_the_past, pause.id);
    if (!was_paused && pauses.size() >= pauses_at_most) return refuse(Refusal::Code::too_many_pauses, pause.id);
    record(record::Paused{
        .id = pause.id, .until = pause.until, .was_paused = was_paused, .until_before = was_paused ? before->until : std::nullopt});
    close_paused();
    hide_paused_follow_ups();
}

void Engine::Turn::act(const event::Resume& resume) {
    action_ = true;
    const std::vector<Pause>& pauses = s_.ledger.general().pauses;
    const auto pause =
        std::find_if(pauses.begin(), pauses.end(), [&](const Pause& one) { return is_now_called(*s_.plan, one.id, resume.id); });
    if (pause == pauses.end()) return refuse(Refusal::Code::not_paused, resume.id);
    this->resume(Pause{*pause});
}

// What it holds waits for another slot than before.
void Engine::Turn::forget_held(const std::string& pause) {
    for (ItemIndex item = 0; item < s_.items(); ++item)
        if (pause_holds(pause, *s_.plan, item)) s_.forget(item);
}

// What is open closes, neutral in every measure; what was due and held was none of the item's.
void Engine::Turn::close_paused() {
    if (s_.ledger.general().pauses.empty()) return;
    std::erase_if(s_.held, [&](const auto& held) { return paused(held.first); });
    const std::vector<ItemIndex> items = s_.ledger.items_open();
    for (const ItemIndex item : items) {
        const std::vector<Occurrence> opens = s_.ledger.item(item).open;
        for (const Occurrence& open : opens)
            if (paused(item) || paused_one(item, open.slot)) close_open(item, open, Ending::lapsed, Gate::paused);
    }
}

// A pause whose date has come; a clock in doubt ends none for good (T8).
void Engine::Turn::end_pauses() {
    const std::vector<Pause> pauses = s_.ledger.general().pauses;
    for (const Pause& pause : pauses) {
        if (!pause.until) continue;
        if (*pause.until > now_)
            wake_at(*pause.until);
        else
            resume(pause);
    }
}

void Engine::Turn::resume(const Pause& pause) {
    const Instant end = pause.until ? std::min(*pause.until, now_) : now_;
    record(record::Resumed{.id = pause.id, .until = pause.until});
    // What came due in the pause may be alive still, and is not made up.
    for (ItemIndex item = 0; item < s_.items(); ++item) {
        if (!pause_holds(pause.id, *s_.plan, item) || paused(item)) continue;
        count_anew(item);
        const std::optional<SlotTimes> slot = s_.days.current(item, now_);
        if (!slot || slot->moment >= end || slot->expires <= now_ || is_handled(s_.ledger.item(item).handled, slot->slot)) continue;
        end_unopened(item, *slot, Ending::lapsed, Gate::paused);
    }
}

void Engine::Turn::take_back(const record::Paused& taken) {
    const std::vector<Pause>& pauses = s_.ledger.general().pauses;
    const auto now = std::find_if(pauses.begin(), pauses.end(), [&](const Pause& one) { return one.id == taken.id; });
    if (taken.was_paused)
        record(record::Paused{.id = taken.id, .until = taken.until_before, .was_paused = now != pauses.end(), .until_before = taken.until});
    else if (now != pauses.end())
        record(record::Resumed{.id = taken.id, .until = taken.until});
    hide_paused_follow_ups();
}

void Engine::Turn::take_back(const record::Resumed& taken) {
    record(record::Paused{.id = taken.id, .until = taken.until, .was_paused = false, .until_before = {}});
    hide_paused_follow_ups();
}

}   // namespace kith::core
