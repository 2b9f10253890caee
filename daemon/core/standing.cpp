#include "daemon/core/standing.hpp"

#include <algorithm>
#include <limits>

#include "daemon/core/handled.hpp"

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

}   // namespace

Engine::Standing::Standing(std::shared_ptr<const Plan> the_plan, Zone the_zone, Saved saved)
    : plan{std::move(the_plan)}, zone{std::move(the_zone)}, days{*plan, zone}, ledger{*plan, std::move(saved)}, pending(ledger.items()) {}

void Engine::Standing::forget_all() {
    for (Pending& one : pending) one.known = false;
}

void Engine::Standing::move_to(Zone new_zone) {
    zone = std::move(new_zone);
    days = DayPlan{*plan, zone};
    forget_all();
    held.clear();
}

void Engine::Standing::adopt(std::shared_ptr<const Plan> new_plan, std::optional<Zone> new_zone) {
    if (new_zone) zone = std::move(*new_zone);
    plan = std::move(new_plan);
    days = DayPlan{*plan, zone};
    ledger = Ledger{*plan, ledger.save()};
    ledger.begin_step();
    pending.assign(ledger.items(), Pending{});
    held.clear();
}

std::optional<SlotTimes> Engine::Standing::find_pending(std::size_t item, Instant at) const {
    if (!days.acts_on(item) || days.at_distance(item)) return std::nullopt;
    const ItemState& state = ledger.item(item);
    // The slots until a snoozed one expires have joined it (L3), also when its time is over and a doubtful clock lets it stay open (T8).
    Instant from = Instant::min();
    for (const Occurrence& open : state.open)
        if (open.snoozed_until || open.occasion == Occasion::snoozed) from = std::max(from, open.expires);
    auto waits_for = [&](const SlotTimes& slot) {
        return slot.expires > at && slot.begin >= from && !is_handled(state.handled, slot.slot);
    };

    std::optional<SlotTimes> slot = days.current(item, at);
    for (int ahead = 0; ahead < handled_ahead; ++ahead) {
        if (slot && waits_for(*slot)) return slot;
        slot = slot ? days.next(item, slot->slot) : days.first_from(item, zone.local(at).date - 1);
        if (!slot) return std::nullopt;
    }
    return std::nullopt;
}

const Pending& Engine::Standing::look(std::size_t item, Instant at) {
    Pending& one = pending[item];
    const bool fresh = one.known && at >= one.since && (!one.slot || at < one.slot->expires);
    if (!fresh) one = Pending{.slot = find_pending(item, at), .known = true, .since = at, .held_by = Gate::none, .held_until = {}};
    return one;
}

std::optional<std::int64_t> PlaceOrder::waited(std::size_t item) const {
    std::optional<Instant> last = ledger_->item(item).last_nudge;
    std::optional<Instant> contact;
    const auto& people = std::visit([](const auto& audience) -> const std::vector<PersonIndex>& { return audience.people; },
                                    plan_->touchpoints[item].audience);
    for (PersonIndex person : people) {
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

bool PlaceOrder::operator()(std::size_t a, std::size_t b) const {
    const Touchpoint& first = plan_->touchpoints[a];
    const Touchpoint& second = plan_->touchpoints[b];
    const bool first_exact = exact_time(first.when.every).has_value();
    if (first_exact != exact_time(second.when.every).has_value()) return first_exact;
    // Nobody has waited longer than who was never in touch.
    auto share = [&](std::size_t item) {
        const std::optional<std::int64_t> seconds = waited(item);
        return seconds ? static_cast<double>(*seconds) / static_cast<double>(seconds_of(plan_->touchpoints[item].when.every))
                       : std::numeric_limits<double>::infinity();
    };
    const double first_share = share(a);
    const double second_share = share(b);
    if (first_share != second_share) return first_share > second_share;
    if (first.minimum != second.minimum) return first.minimum;
    return first.id < second.id;
}

}   // namespace kith::core
