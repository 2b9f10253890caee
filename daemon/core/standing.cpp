#include "daemon/core/standing.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "daemon/core/handled.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/seasons.hpp"

namespace kith::core {
namespace {

// Slots marked as done ahead of time are few; beyond this many in a row something else is wrong.
constexpr int handled_ahead = 1000;

std::int64_t seconds_of(const Cadence& cadence) {
    constexpr std::int64_t day = 86'400;
    auto unit_seconds = [](Unit unit) {
        switch (unit) {
            case Unit::day:
                return day;
            case Unit::week:
                return 7 * day;
            case Unit::month:
                return 30 * day;
            case Unit::year:
                break;
        }
        return 365 * day;
    };
    if (const auto* calendar = std::get_if<CalendarCadence>(&cadence)) return calendar->interval * unit_seconds(calendar->unit);
    if (const auto* quota = std::get_if<QuotaCadence>(&cadence)) return std::max<std::int64_t>(1, unit_seconds(quota->unit) / quota->count);
    const auto& elapsed = std::get<ElapsedCadence>(cadence);
    return elapsed.interval * unit_seconds(elapsed.unit);
}

std::vector<std::size_t> choosing_items(const Plan& plan) {
    std::vector<std::size_t> items;
    for (std::size_t item = 0; item < plan.touchpoints.size(); ++item)
        if (std::holds_alternative<OneOf>(plan.touchpoints[item].audience) && !plan.touchpoints[item].announces) items.push_back(item);
    return items;
}

std::vector<std::vector<std::size_t>> by_person(const Plan& plan) {
    std::vector<std::vector<std::size_t>> about(plan.people.size());
    for (std::size_t item = 0; item < plan.touchpoints.size(); ++item)
        for (const PersonIndex person : people(plan.touchpoints[item].audience)) about[person].push_back(item);
    return about;
}

std::multimap<std::size_t, std::size_t> heads_ups_of(const Plan& plan) {
    std::multimap<std::size_t, std::size_t> heads_ups;
    for (std::size_t item = 0; item < plan.touchpoints.size(); ++item)
        if (const std::optional<Announces>& announces = plan.touchpoints[item].announces) heads_ups.emplace(announces->touchpoint, item);
    return heads_ups;
}

std::shared_ptr<const Plan> lived(const std::shared_ptr<const Plan>& written, const InForce& what) {
    return changes(*written, what) ? std::make_shared<const Plan>(in_force(*written, what)) : written;
}

std::optional<Date> tired_day(const GeneralState& general) {
    if (!general.in_force.low || !general.energy) return std::nullopt;
    return Date::of_day_number(general.energy->day);
}

}   // namespace

Engine::Standing::Standing(std::shared_ptr<const Plan> the_plan, Zone the_zone, Saved saved)
    : written{std::move(the_plan)},
      plan{lived(written, saved.general.in_force)},
      zone{std::move(the_zone)},
      days{*plan, zone, tired_day(saved.general)},
      ledger{*plan, std::move(saved)},
      pending(ledger.items()),
      timetable{ledger.items()},
      choosing{choosing_items(*plan)},
      about{by_person(*plan)},
      heads_ups{heads_ups_of(*plan)} {
    forget_all();
}

void Engine::Standing::forget(std::size_t item) {
    pending[item].known = false;
    forgotten_.push_back(item);
    const auto [first, last] = heads_ups.equal_range(item);
    for (auto it = first; it != last; ++it) forget(it->second);
}

void Engine::Standing::forget_all() {
    forgotten_.clear();
    for (std::size_t item = 0; item < pending.size(); ++item) forget(item);
}

void Engine::Standing::not_later_than(Instant at) {
    if (at < looked_) forget_all();
    looked_ = at;
}

void Engine::Standing::move_to(Zone new_zone) {
    zone = std::move(new_zone);
    days = plan_days();
    forget_all();
    held.clear();
}

DayPlan Engine::Standing::plan_days() const { return DayPlan{*plan, zone, tired_day(ledger.general())}; }

void Engine::Standing::put_in_force() {
    plan = lived(written, ledger.general().in_force);
    days = plan_days();
    forget_all();
    std::erase_if(held, [&](const auto& one) { return plan->touchpoints[one.first].smaller.has_value(); });
}

void Engine::Standing::adopt(std::shared_ptr<const Plan> new_plan, std::optional<Zone> new_zone) {
    if (new_zone) zone = std::move(*new_zone);
    written = std::move(new_plan);
    plan = lived(written, ledger.general().in_force);
    days = plan_days();
    ledger = Ledger{*plan, ledger.save()};
    ledger.begin_step();
    pending.assign(ledger.items(), Pending{});
    timetable = Timetable{ledger.items()};
    choosing = choosing_items(*plan);
    about = by_person(*plan);
    heads_ups = heads_ups_of(*plan);
    forget_all();
    held.clear();
}

std::optional<SlotTimes> Engine::Standing::find_pending(std::size_t item, Instant at) const {
    if (days.at_distance(item)) return std::nullopt;
    // What would come in a pause does not come, and nothing of it is made up (G5).
    const Instant resumes = end_of_pauses(ledger.general().pauses, *plan, item).value_or(Instant::min());
    if (resumes == Instant::max()) return std::nullopt;
    const ItemState& state = ledger.item(item);
    if (days.is_elapsed(item)) {
        if (resumes > at) return std::nullopt;
        if (!state.elapsed || !state.open.empty() || is_handled(state.handled, state.elapsed->slot)) return std::nullopt;
        return about_one(item, days.elapsed(item, state.elapsed->slot, state.elapsed->due, at));
    }
    // The slots until a snoozed one expires have joined it (L3), also when its time is over and a doubtful clock lets it stay open (T8).
    Instant from = Instant::min();
    for (const Occurrence& open : state.open)
        if (open.put_off) from = std::max(from, open.expires);
    auto waits_for = [&](const SlotTimes& slot) {
        if (plan->touchpoints[item].announces && announced_is_over(item, slot.slot)) return false;
        return slot.expires > at && slot.begin >= from && slot.moment >= resumes && !is_handled(state.handled, slot.slot);
    };

    std::optional<SlotTimes> slot = resumes > at ? days.first_from(item, zone.local(resumes).date - 1) : days.current(item, at);
    for (int ahead = 0; ahead < handled_ahead; ++ahead) {
        slot = about_one(item, slot);
        if (slot && waits_for(*slot)) return slot;
        slot = slot ? days.next(item, slot->slot) : days.first_from(item, zone.local(at).date - 1);
        if (!slot) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<SlotTimes> Engine::Standing::about_one(std::size_t item, const std::optional<SlotTimes>& slot) const {
    if (!slot || !days.is_one_of(item)) return slot;
    const std::optional<PersonIndex> one = picked(item, slot->slot);
    return one ? days.about(item, *slot, *one) : slot;
}

const Pending& Engine::Standing::look(std::size_t item, Instant at) {
    Pending& one = pending[item];
    const bool fresh = one.known && at >= one.since && (!one.slot || at < one.slot->expires);
    looked_ = std::max(looked_, at);
    if (fresh) return one;
    one = Pending{.slot = find_pending(item, at), .known = true, .since = at, .held_by = Gate::none, .held_until = {}};
    timetable.put(item, one.slot, at);
    return one;
}

void Engine::Standing::refresh(Instant at) {
    for (const std::size_t item : std::exchange(forgotten_, {})) look(item, at);
    while (const std::optional<std::size_t> item = timetable.turn(at)) timetable.put(*item, look(*item, at).slot, at);
}

std::optional<std::int64_t> PlaceOrder::waited(std::size_t item) const {
    std::optional<Instant> last = ledger_->item(item).last_nudge;
    std::optional<Instant> contact;
    for (PersonIndex person : people(plan_->touchpoints[item].audience)) {
        const std::optional<Instant> with = ledger_->person(person).last_contact;
        if (!with) {
            contact.reset();
            break;
        }
        contact = contact ? std::min(*contact, *with) : with;
    }
    if (contact && (!last || *last < *contact)) last = contact;
    if (!last) return std::nullopt;
    return std::max<std::int64_t>(0, (now_ - *last).count());
}

PlaceOrder::Rank PlaceOrder::rank(std::size_t item) const {
    const Touchpoint& touchpoint = plan_->touchpoints[item];
    const std::optional<std::int64_t> seconds = waited(item);
    // Nobody has waited longer than who was never in touch.
    double share = seconds ? static_cast<double>(*seconds) / static_cast<double>(seconds_of(touchpoint.when.every))
                           : std::numeric_limits<double>::infinity();
    const std::optional<Elapsed>& counting = ledger_->item(item).elapsed;
    if (touchpoint.latest && counting && counting->from && days_->plus(*counting->from, *touchpoint.latest) < now_) share *= 2;
    return Rank{
        .exact = exact_time(touchpoint.when.every).has_value(), .share = share, .minimum = touchpoint.minimum, .id = &touchpoint.id};
}

bool operator<(const PlaceOrder::Rank& a, const PlaceOrder::Rank& b) {
    if (a.exact != b.exact) return a.exact;
    if (a.share != b.share) return a.share > b.share;
    if (a.minimum != b.minimum) return a.minimum;
    return *a.id < *b.id;
}

}   // namespace kith::core
