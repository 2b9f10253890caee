// S4: an elapsed item counts from the last contact that qualifies. Each contact, and each return of what was skipped or lapsed, is a new slot.

#include <algorithm>

#include "daemon/core/handled.hpp"
#include "daemon/core/hash.hpp"
#include "daemon/core/turn.hpp"
#include "daemon/core/unroll.hpp"

namespace kith::core {
namespace {

/// `latest` comes before the interval's end only when it is so far off.
constexpr Duration latest_at_least{.months = 0, .days = 7, .seconds = 0};

}   // namespace

Instant Engine::Turn::after_interval(ItemIndex item, Instant from) const {
    return s_.days.plus(from, interval_of(std::get<ElapsedCadence>(s_.plan->touchpoints[item].when.every)));
}

// Over one interval from tomorrow on, so that a new circle of fifty does not arrive at once.
Instant Engine::Turn::spread(ItemIndex item) const {
    const Touchpoint& touchpoint = s_.plan->touchpoints[item];
    const std::int64_t days = std::max<std::int64_t>(1, (after_interval(item, now_) - now_) / Seconds{86'400});
    const bool one_of = std::holds_alternative<OneOf>(touchpoint.audience);
    const std::string ids = one_of ? std::string{} : joined_ids(*s_.plan, people(touchpoint.audience));
    const std::uint64_t hash = identity_hash(item_of_series(first_name(touchpoint)), ids, "new");
    return s_.days.plus(now_, {.months = 0, .days = 1 + static_cast<std::int32_t>(hash % static_cast<std::uint64_t>(days)), .seconds = 0});
}

void Engine::Turn::count(ItemIndex item, const Elapsed& now) { record(record::Counting{id(item), now, s_.ledger.item(item).elapsed}); }

// What is known of an item's people before it appeared is their last contact, whatever its kind was.
std::optional<Instant> Engine::Turn::last_contact(ItemIndex item) const {
    const Audience& audience = s_.plan->touchpoints[item].audience;
    std::optional<Instant> of_all, of_any;
    for (const PersonIndex person : people(audience)) {
        const std::optional<Instant>& with = s_.ledger.person(person).last_contact;
        const bool counts = with && *with <= now_;
        if (!counts && !std::holds_alternative<OneOf>(audience)) return std::nullopt;
        if (!counts) continue;
        of_all = of_all ? std::min(*of_all, *with) : with;
        of_any = std::max(of_any, with);
    }
    return std::holds_alternative<OneOf>(audience) ? of_any : of_all;
}

Elapsed Engine::Turn::never_contacted(ItemIndex item) const {
    const ItemState& state = s_.ledger.item(item);
    Elapsed begun{.slot = state.elapsed ? state.elapsed->slot : Slot::after_contact(0, 0), .from = {}, .due = now_};
    if (is_handled(state.handled, begun.slot)) begun.slot = Slot::after_contact(begun.slot.contact(), begun.slot.returns() + 1);
    return begun;
}

void Engine::Turn::count_anew(ItemIndex item) {
    if (!s_.days.is_elapsed(item) || s_.days.at_distance(item)) return;
    Elapsed begun = never_contacted(item);
    begun.due = spread(item);
    count(item, begun);
}

void Engine::Turn::begin_counting(ItemIndex item) {
    if (!s_.days.is_elapsed(item)) return;
    const std::optional<Elapsed> before = s_.ledger.item(item).elapsed;
    Elapsed begun = never_contacted(item);
    // Distance makes whoever it was kept from count as never contacted.
    if (s_.days.at_distance(item)) return count(item, begun);
    if (before)
        begun.from = before->from;
    else if (contact_rank(s_.plan->touchpoints[item].by) == 0)
        begun.from = last_contact(item);
    begun.due = begun.from ? after_interval(item, *begun.from) : now_;
    if (begun.due <= now_) begun.due = spread(item);
    count(item, begun);
}

void Engine::Turn::count_contact(const std::vector<std::string>& people, const std::string& kind, Instant when, Sequence contact) {
    for (const ItemIndex item : items_about(people)) {
        if (!s_.days.is_elapsed(item) || !counts_for(item, people, kind)) continue;
        const std::optional<Elapsed>& counting = s_.ledger.item(item).elapsed;
        if (counting && counting->from && when <= *counting->from && *counting->from <= now_) continue;
        // What asked for it has what it asked for, whenever that was.
        const std::vector<Occurrence> opens = s_.ledger.item(item).open;
        for (const Occurrence& open : opens) close(item, open_at(item, open.slot), Ending::covered);
        count(item, {.slot = Slot::after_contact(contact, 0), .from = when, .due = after_interval(item, when)});
    }
}

void Engine::Turn::count_on(ItemIndex item) {
    if (!s_.days.is_elapsed(item) || s_.days.at_distance(item)) return;
    const ItemState& state = s_.ledger.item(item);
    if (!state.elapsed || !state.open.empty()) return;
    Elapsed next = *state.elapsed;
    if (is_handled(state.handled, next.slot)) {
        next.slot = Slot::after_contact(next.slot.contact(), next.slot.returns() + 1);
        next.due = after_interval(item, now_);
        const std::optional<Duration>& latest = s_.plan->touchpoints[item].latest;
        if (latest && next.from)
            if (const Instant last = s_.days.plus(*next.from, *latest); last < next.due && last >= s_.days.plus(now_, latest_at_least))
                next.due = last;
    } else if (s_.momentary.clock_trusted && next.from && *next.from > now_) {
        // T8: a clock that was ahead has dated it after now; then nobody would be thought of for as long.
        next.from = now_;
        next.due = after_interval(item, now_);
    } else {
        return;
    }
    count(item, next);
}

void Engine::Turn::count_on() {
    const bool trusted_anew = s_.momentary.clock_trusted && !s_.momentary_before.clock_trusted;
    if (trusted_anew)
        for (ItemIndex item = 0; item < s_.items(); ++item) count_on(item);
    const std::vector<ItemIndex> touched = s_.ledger.touched_in_step();
    for (const ItemIndex item : touched)
        if (item < s_.items()) count_on(item);
}

void Engine::Turn::take_back_counting(const record::Counting& counting) {
    const std::optional<std::size_t> item = s_.ledger.find_item(counting.item);
    if (!item || !counting.before) return;
    const std::optional<Elapsed>& counts = s_.ledger.item(*item).elapsed;
    if (!counts || counts->slot.contact() != counting.now.slot.contact()) return;
    record(record::Counting{counting.item, *counting.before, counts});
}

}   // namespace kith::core
