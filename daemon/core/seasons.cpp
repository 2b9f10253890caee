#include "daemon/core/seasons.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/core/handled.hpp"
#include "daemon/core/slots.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

constexpr std::array energy_names{"low", "normal", "high"};

bool keeps_minimum(const Plan& plan, const InForce& what) {
    const Season* season = find_season(plan, what.season);
    return season != nullptr && season->keep == Season::Keep::minimum;
}

bool is_dated(const Season& season) { return season.from || season.until; }

bool holds(const Season& season, Date day) {
    return is_dated(season) && (!season.from || *season.from <= day) && (!season.until || day <= *season.until);
}

}   // namespace

const char* energy_name(Energy level) { return energy_names.at(static_cast<std::size_t>(level)); }

std::optional<Energy> parse_energy(std::string_view name) {
    const auto found = std::find(energy_names.begin(), energy_names.end(), name);
    if (found == energy_names.end()) return std::nullopt;
    return static_cast<Energy>(found - energy_names.begin());
}

void make_smaller(Touchpoint& touchpoint) {
    const MinimumVariant& smaller = *touchpoint.smaller;
    Schedule& when = touchpoint.when;
    if (smaller.action) touchpoint.action = *smaller.action;
    if (smaller.every) when.every = *smaller.every;
    auto* calendar = std::get_if<CalendarCadence>(&when.every);
    if (calendar != nullptr && smaller.at) calendar->at = smaller.at;
    if (calendar != nullptr && smaller.between) calendar->at.reset();
    if (smaller.between) when.between = smaller.between;
    if (exact_time(when.every)) when.between.reset();
    if (!std::holds_alternative<ElapsedCadence>(when.every)) touchpoint.latest.reset();
}

const Season* find_season(const Plan& plan, std::string_view id) {
    const auto found = std::find_if(plan.seasons.begin(), plan.seasons.end(), [&](const Season& one) { return one.id == id; });
    return found == plan.seasons.end() ? nullptr : &*found;
}

const Season* season_on(const Plan& plan, const std::optional<ChosenSeason>& chosen, Date chosen_on, Date day, Instant now) {
    const bool stands = chosen && (!chosen->until || now < *chosen->until);
    if (stands && !chosen->id.empty())
        if (const Season* season = find_season(plan, chosen->id)) return season;
    const Season* latest = nullptr;
    for (const Season& season : plan.seasons) {
        if (!holds(season, day)) continue;
        if (stands && chosen->id.empty() && (!season.from || *season.from <= chosen_on)) continue;
        if (latest == nullptr || (season.from && (!latest->from || *latest->from < *season.from))) latest = &season;
    }
    return latest;
}

std::optional<Date> next_turn(const Plan& plan, Date day) {
    std::optional<Date> next;
    const auto consider = [&](Date date) {
        if (date > day && (!next || date < *next)) next = date;
    };
    for (const Season& season : plan.seasons) {
        if (season.from) consider(*season.from);
        if (season.until) consider(*season.until + 1);
    }
    return next;
}

bool changes(const Plan& written, const InForce& what) { return what.low || find_season(written, what.season) != nullptr; }

Plan in_force(const Plan& written, const InForce& what) {
    Plan plan = written;
    const Season* season = find_season(written, what.season);
    if (season != nullptr && season->daily_limit) plan.daily_limit = *season->daily_limit;
    const bool minimum = keeps_minimum(written, what);
    for (Touchpoint& touchpoint : plan.touchpoints) {
        if (!touchpoint.smaller) continue;
        if (minimum)
            make_smaller(touchpoint);
        else if (what.low && touchpoint.smaller->action)
            touchpoint.action = *touchpoint.smaller->action;
    }
    return plan;
}

Gate withheld(const Plan& plan, const InForce& what, const Touchpoint& touchpoint) {
    if (touchpoint.minimum || touchpoint.smaller) return Gate::none;
    if (keeps_minimum(plan, what)) return Gate::season;
    return what.low ? Gate::energy : Gate::none;
}

Gate Engine::Standing::withheld(std::size_t item) const {
    const InForce& what = ledger.general().in_force;
    return what == InForce{} ? Gate::none : core::withheld(*plan, what, plan->touchpoints[item]);
}

std::optional<SlotTimes> Engine::Standing::first_after(std::size_t item, Instant at) const {
    if (days.is_elapsed(item)) return std::nullopt;
    std::optional<SlotTimes> slot = days.first_from(item, zone.local(at).date - 1);
    while (slot && (slot->moment < at || is_handled(ledger.item(item).handled, slot->slot))) slot = days.next(item, slot->slot);
    return slot;
}

const Season* Engine::season() const { return find_season(plan(), ledger().general().in_force.season); }

std::optional<Instant> Engine::season_ends(Instant now) const {
    const Season* season = this->season();
    if (season == nullptr) return std::nullopt;
    const std::optional<ChosenSeason>& chosen = ledger().general().season;
    if (chosen && chosen->id == season->id && (!chosen->until || now < *chosen->until)) return chosen->until;
    return season->until ? std::optional{days().day_end(*season->until)} : std::nullopt;
}

Energy Engine::energy(Instant now) const {
    const std::optional<DayEnergy>& said = ledger().general().energy;
    return said && said->day == days().day_of(now).day_number() ? said->level : Energy::normal;
}

// --- Asked for -----------------------------------------------------------------------------------------------------------------------

void Engine::Turn::act(const event::Season& asked) {
    action_ = true;
    const GeneralState& general = s_.ledger.general();
    if (asked.id && find_season(*s_.plan, *asked.id) == nullptr) return refuse(Refusal::Code::unknown_season, *asked.id);
    if (!asked.id && general.in_force.season.empty()) return refuse(Refusal::Code::no_season, {});
    if (asked.until && *asked.until <= now_) return refuse(Refusal::Code::in_the_past, {});
    record(record::SeasonChosen{.season = ChosenSeason{.id = asked.id.value_or(""), .since = now_, .until = asked.until},
                                .before = general.season});
    turn_season();
    withhold();
}

void Engine::Turn::act(const event::Energy& asked) {
    action_ = true;
    const std::int32_t today = s_.days.day_of(now_).day_number();
    record(record::EnergySet{.energy = DayEnergy{.day = today, .level = asked.level}, .before = s_.ledger.general().energy});
    turn_season();
    withhold();
}

void Engine::Turn::take_back(const record::SeasonChosen& taken) {
    record(record::SeasonChosen{.season = taken.before, .before = taken.season});
    turn_season();
}

void Engine::Turn::take_back(const record::EnergySet& taken) {
    record(record::EnergySet{.energy = taken.before, .before = taken.energy});
    turn_season();
}

// --- In force ------------------------------------------------------------------------------------------------------------------------

void Engine::Turn::turn_season() {
    const GeneralState& general = s_.ledger.general();
    const Date today = s_.days.day_of(now_);
    const Date chosen_on = general.season ? s_.days.day_of(general.season->since) : today;
    const Season* season = season_on(*s_.plan, general.season, chosen_on, today, now_);
    const bool low = general.energy && general.energy->level == Energy::low && general.energy->day == today.day_number();
    const InForce now{.season = season != nullptr ? season->id : std::string{}, .low = low};
    const InForce before = general.in_force;
    if (now == before) return;

    std::vector<ItemIndex> freed;
    for (ItemIndex item = 0; item < s_.items(); ++item)
        if (s_.days.is_elapsed(item) && s_.withheld(item) != Gate::none) freed.push_back(item);
    record(record::Turned{.now = now, .before = before});
    for (ItemIndex item = 0; item < s_.items(); ++item)
        if (s_.plan->touchpoints[item].smaller) appear_if_changed(item);
    std::erase_if(freed, [&](ItemIndex item) { return s_.withheld(item) != Gate::none; });
    for (const ItemIndex item : freed) spread_after_rest(item);
}

// What came due meanwhile comes spread over one interval; `latest` counts from here.
void Engine::Turn::spread_after_rest(ItemIndex item) {
    const ItemState& state = s_.ledger.item(item);
    if (!state.elapsed || state.elapsed->due > now_ || !state.open.empty() || is_handled(state.handled, state.elapsed->slot)) return;
    count(item, {.slot = state.elapsed->slot, .from = now_, .due = spread(item)});
}

void Engine::Turn::wake_at_turn() {
    const GeneralState& general = s_.ledger.general();
    const Date today = s_.days.day_of(now_);
    if (const std::optional<Date> turn = next_turn(*s_.plan, today)) wake_at(s_.days.day_begin(*turn));
    if (general.season && general.season->until && *general.season->until > now_) wake_at(*general.season->until);
    if (general.in_force.low) wake_at(s_.days.day_end(today));
}

void Engine::Turn::withhold() {
    if (s_.ledger.general().in_force == InForce{}) return;
    // What it closes makes way for the item's next slot, which may be due as well.
    for (bool again = true; again;) {
        again = false;
        s_.refresh(now_);
        const std::vector<ItemIndex> due{s_.timetable.due().begin(), s_.timetable.due().end()};
        for (const ItemIndex item : due) {
            const Gate gate = s_.withheld(item);
            if (gate == Gate::none) continue;
            if (s_.days.is_elapsed(item) || !s_.momentary.clock_trusted) {
                hold(item, gate, std::nullopt);
                continue;
            }
            close_withheld(item, gate);
            again = true;
        }
    }
}

// Neutral in every measure, and not made up afterwards.
void Engine::Turn::close_withheld(ItemIndex item, Gate gate) {
    const SlotTimes slot = *s_.look(item, now_).slot;
    s_.held.erase(item);
    end_unopened(item, slot, Ending::lapsed, gate);
}

}   // namespace kith::core
