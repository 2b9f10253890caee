// Taking up a plan, at the start and after an edit (L7): what it no longer has is withdrawn, what is new or changed begins with its next slot.

#include <algorithm>

#include "config/civil_text.hpp"
#include "daemon/core/hash.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

void append(std::string& text, std::int64_t number) {
    text += std::to_string(number);
    text += ';';
}

void append(std::string& text, const std::optional<Date>& date) { append(text, date ? date->day_number() : -1); }

void append(std::string& text, const On& on) {
    append(text, static_cast<std::int64_t>(on.index()));
    struct Fields {
        std::string& text;
        void operator()(std::monostate) const {}
        void operator()(Weekdays days) const { append(text, days.bits()); }
        void operator()(OnMonthDay on) const { append(text, on.day); }
        void operator()(OnLastDay) const {}
        void operator()(OnNthWeekday on) const { append(text, static_cast<int>(on.nth) * 8 + static_cast<int>(on.weekday)); }
        void operator()(MonthDay on) const { append(text, on.month * 32 + on.day); }
        void operator()(OnNthWeekdayOf on) const {
            append(text, (on.month * 8 + static_cast<int>(on.nth)) * 8 + static_cast<int>(on.weekday));
        }
    };
    std::visit(Fields{text}, on);
}

void append(std::string& text, const Cadence& cadence) {
    append(text, static_cast<std::int64_t>(cadence.index()));
    if (const auto* calendar = std::get_if<CalendarCadence>(&cadence)) {
        append(text, static_cast<std::int64_t>(calendar->shape));
        append(text, calendar->interval);
        append(text, static_cast<std::int64_t>(calendar->unit));
        append(text, calendar->on);
        append(text, calendar->at ? calendar->at->minutes : -1);
    } else if (const auto* quota = std::get_if<QuotaCadence>(&cadence)) {
        append(text, quota->count);
        append(text, static_cast<std::int64_t>(quota->unit));
    } else {
        const auto& elapsed = std::get<ElapsedCadence>(cadence);
        append(text, elapsed.interval);
        append(text, static_cast<std::int64_t>(elapsed.unit));
    }
}

}   // namespace

std::uint64_t schedule_fingerprint(const Touchpoint& touchpoint, const Plan& plan) {
    std::vector<std::string_view> ids;
    for (const PersonIndex person : people(touchpoint.audience)) ids.push_back(plan.people[person].id);
    return schedule_fingerprint(touchpoint, plan, touchpoint.id, ids);
}

std::uint64_t schedule_fingerprint(const Touchpoint& touchpoint, const Plan& plan, std::string_view id,
                                   const std::vector<std::string_view>& ids) {
    std::string text;
    append(text, touchpoint.when.every);
    append(text, touchpoint.when.between ? touchpoint.when.between->begin.minutes * 2000 + touchpoint.when.between->end.minutes : -1);
    append(text, touchpoint.when.from);
    append(text, touchpoint.when.until);
    for (const DateRange& range : touchpoint.when.except) {
        append(text, std::optional{range.first});
        append(text, std::optional{range.last});
    }
    if (touchpoint.announces) text += to_text(touchpoint.announces->lead) + ';';
    append(text, static_cast<std::int64_t>(touchpoint.audience.index()));
    const std::vector<PersonIndex>& about = people(touchpoint.audience);
    for (std::size_t i = 0; i < about.size(); ++i) {
        text += ids[i];
        // Lifted, a distance lets the item begin anew.
        text += plan.people[about[i]].distance ? "!" : ",";
    }
    // 0 says "not in the plan".
    return std::max<std::uint64_t>(1, identity_hash(id, {}, text));
}

void Engine::Turn::appear_if_changed(ItemIndex item) {
    const std::uint64_t fingerprint = schedule_fingerprint(s_.plan->touchpoints[item], *s_.plan);
    if (s_.ledger.item(item).fingerprint == fingerprint) return count_on(item);
    std::optional<Slot> passed;
    if (const std::optional<SlotTimes> slot = s_.days.current(item, now_); slot && slot->moment <= now_) passed = slot->slot;
    record(record::Appeared{id(item), fingerprint, passed});
    begin_counting(item);
}

// S6: what was nudged before a season began, or in it, stays open.
bool Engine::Turn::may_be_open(ItemIndex item, Slot slot) const {
    if (s_.days.has_slot(item, slot)) return true;
    const Touchpoint& written = s_.written->touchpoints[item];
    if (!written.smaller) return false;
    Touchpoint smaller = written;
    make_smaller(smaller);
    return s_.days.has_slot(item, written, slot) || s_.days.has_slot(item, smaller, slot);
}

void Engine::Turn::take_up_plan() {
    // The notices are mended when all is closed: until then some would tell of what is no longer there.
    std::vector<NoticeId> touched;
    follow_names(touched);
    for (ItemIndex item = 0; item < s_.items(); ++item) {
        const bool has_slots = !s_.days.at_distance(item);
        // An open occurrence of the same key stays; any other goes without a word.
        const std::vector<Occurrence> opens = s_.ledger.item(item).open;
        for (const Occurrence& open : opens)
            if (!has_slots || !may_be_open(item, open.slot) || (s_.days.is_one_of(item) && !announces(item) && !s_.picked(item, open.slot)))
                touched.push_back(end(id(item), open, Ending::withdrawn, Gate::none, {}));
        appear_if_changed(item);
    }
    for (std::size_t aside = s_.items(); aside < s_.ledger.items_and_aside(); ++aside) {
        const ItemState gone = s_.ledger.item(aside);
        if (gone.fingerprint == 0) continue;
        for (const Occurrence& open : gone.open) touched.push_back(end(gone.id, open, Ending::withdrawn, Gate::none, {}));
        record(record::Vanished{gone.id});
    }
    for (NoticeId notice : touched) refresh(notice);
    withdraw_follow_ups();
}

}   // namespace kith::core
