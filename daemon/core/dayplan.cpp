#include "daemon/core/dayplan.hpp"

#include <algorithm>
#include <map>
#include <variant>

#include "daemon/core/hash.hpp"
#include "daemon/core/periods.hpp"
#include "daemon/core/silence.hpp"
#include "daemon/core/unroll.hpp"

namespace kith::core {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t utc_day_of(Instant t) { return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count(); }

std::size_t hash_of(std::size_t item, Slot slot) { return item * 31 + static_cast<std::size_t>(slot.number()); }

Seconds in_seconds(const Duration& duration) { return Seconds{duration.seconds}; }

/// How far a slot with a free minute is looked for: a plan whose every window is quiet never has one. In a year each weekday has been met on
/// either side of all changes of clocks; what comes seldom meets each weekday in a dozen times.
class Horizon {
  public:
    [[nodiscard]] bool reaches(const std::optional<Place>& place) { return place && reaches(place->date); }
    [[nodiscard]] bool reaches(Date date) {
        if (tried_++ == 0) from_ = date;
        return tried_ <= 12 || (from_ - 370 < date && date < from_ + 370);
    }

  private:
    int tried_ = 0;
    Date from_;
};

}   // namespace

const std::vector<PersonIndex>& people(const Audience& audience) {
    return std::visit([](const auto& one) -> const std::vector<PersonIndex>& { return one.people; }, audience);
}

std::string joined_ids(const Plan& plan, const std::vector<PersonIndex>& people) {
    std::string ids;
    for (PersonIndex person : people) {
        if (!ids.empty()) ids += ',';
        ids += first_name(plan.people[person]);
    }
    return ids;
}

DayPlan::DayPlan(const Plan& plan, const Zone& zone, std::optional<Date> tired)
    : plan_{&plan}, zone_{&zone}, tired_{tired}, sleep_{plan, zone} {
    items_.resize(plan.touchpoints.size());
    std::map<Window, Weekdays> known;
    auto quiet_days = [&](Window window) {
        const auto [place, added] = known.try_emplace(window);
        if (added) place->second = wholly_quiet(plan, window);
        return place->second;
    };
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Touchpoint& touchpoint = plan.touchpoints[i];
        Item& item = items_[i];
        const std::vector<PersonIndex>& about = people(touchpoint.audience);
        const bool one_of = is_one_of(i);
        if (!one_of) item.people = joined_ids(plan, about);   // S8: one_of has no person in its identity
        item.rule = SlotRule{&touchpoint.when, item_of_series(first_name(touchpoint)), item.people};
        const auto distant = [&](PersonIndex p) { return plan.people[p].distance; };
        item.distant = one_of ? std::all_of(about.begin(), about.end(), distant) : std::any_of(about.begin(), about.end(), distant);
        item.exact = exact_time(touchpoint.when.every);
        const bool exact_when_tired = tired && touchpoint.smaller && touchpoint.smaller->at;
        if ((item.exact || exact_when_tired) && !item.distant) exact_items_.push_back(i);
        if (item.exact && !touchpoint.smaller) continue;
        item.quiet = quiet_days(window(i));
        item.company = one_of ? sleep_.any_of(about) : sleep_.all_of(about);
        item.choice_decides =
            one_of && std::any_of(about.begin(), about.end(), [&](PersonIndex p) { return sleep_.of(p) != item.company; });
    }
    for (const Checkin& checkin : plan.checkins)
        if (exact_time(checkin.when.every)) checkins_.push_back(SlotRule{&checkin.when, first_name(checkin), {}});
}

std::vector<std::string> DayPlan::people_of(std::size_t item) const {
    std::vector<std::string> ids;
    for (const PersonIndex person : people(plan_->touchpoints[item].audience)) ids.push_back(plan_->people[person].id);
    return ids;
}

Window DayPlan::window(std::size_t item) const { return plan_->touchpoints[item].when.between.value_or(plan_->waking); }

bool DayPlan::daily(std::size_t item) const {
    const Cadence& cadence = plan_->touchpoints[item].when.every;
    if (const auto* calendar = std::get_if<CalendarCadence>(&cadence))
        return calendar->unit == Unit::day || plan_->touchpoints[item].birthday;
    const auto* quota = std::get_if<QuotaCadence>(&cadence);
    return quota != nullptr && quota->unit == Unit::day;
}

bool DayPlan::is_elapsed(std::size_t item) const { return std::holds_alternative<ElapsedCadence>(plan_->touchpoints[item].when.every); }

bool DayPlan::has_slot(std::size_t item, Slot slot) const { return has_slot(item, plan_->touchpoints[item], slot); }

bool DayPlan::has_slot(std::size_t item, const Touchpoint& written, Slot slot) const {
    if (std::holds_alternative<ElapsedCadence>(written.when.every)) return slot.is_elapsed();
    return place_of(SlotRule{&written.when, items_[item].rule.item, items_[item].people}, slot).has_value();
}

std::optional<Slot> DayPlan::slot_before(std::size_t item, Slot slot) const {
    const std::optional<Place> place = place_before(items_[item].rule, slot);
    return place && place->slot.same_kind(slot) ? std::optional{place->slot} : std::nullopt;
}

const Spans& DayPlan::silence_of(std::int64_t utc_day) const {
    return silences_.get(utc_day, static_cast<std::size_t>(utc_day), [&] {
        const Instant begin{Seconds{utc_day * day_seconds}};
        return silent_spans(*plan_, *zone_, begin, begin + Seconds{day_seconds});
    });
}

void DayPlan::subtract_silence(Spans& spans, Span range) const {
    if (range.empty()) return;
    const std::int64_t last = utc_day_of(range.end - Seconds{1});
    for (std::int64_t day = utc_day_of(range.begin); day <= last; ++day) spans.subtract(silence_of(day));
}

Spans DayPlan::silence_in(Span range) const {
    Spans silence;
    const std::int64_t last = utc_day_of(range.end - Seconds{1});
    for (std::int64_t day = utc_day_of(range.begin); day <= last; ++day)
        for (const Span& span : silence_of(day).list()) silence.add(span);
    return silence;
}

bool DayPlan::silent(Instant t) const { return silence_of(utc_day_of(t)).contains(t); }

Instant DayPlan::after_silence(Instant t) const {
    // A plan that is silent for a fortnight on end gives up there.
    const Instant horizon = t + Seconds{14 * day_seconds};
    while (t < horizon) {
        const std::optional<Span> span = silence_of(utc_day_of(t)).containing(t);
        if (!span) break;
        t = std::min(span->end, horizon);
    }
    return t;
}

Instant DayPlan::waking_begin(Date day) const { return zone_->at(day, plan_->waking.begin); }

const MinimumVariant* DayPlan::tired_on(std::size_t item, Date date) const {
    const Touchpoint& touchpoint = plan_->touchpoints[item];
    return date == tired_ && touchpoint.smaller ? &*touchpoint.smaller : nullptr;
}

std::optional<TimeOfDay> DayPlan::exact_on(std::size_t item, Date date) const {
    const MinimumVariant* smaller = tired_on(item, date);
    if (smaller == nullptr || (!smaller->at && !smaller->between)) return items_[item].exact;
    return smaller->at;
}

Span DayPlan::window_on(std::size_t item, Date date) const {
    const MinimumVariant* smaller = tired_on(item, date);
    Span span = window_span(*zone_, date, smaller != nullptr && smaller->between ? *smaller->between : window(item));
    // T1: what lies wholly inside a gap is the first minute after it, rather than lost.
    if (span.empty()) span.end = span.begin + std::chrono::minutes{1};
    return span;
}

Span DayPlan::window_of(std::size_t item, const Place& place) const {
    const Span span = window_on(item, place.date);
    return place.slices == 1 ? span : slice(span, place.slice, place.slices);
}

const Spans& DayPlan::free_window(Span window, Sleep::Company company) const {
    const auto hash = static_cast<std::size_t>((window.begin.time_since_epoch().count() * 7 + window.end.time_since_epoch().count()) / 60);
    return free_windows_.get({window.begin, window.end, company}, hash + company, [&] { return find_free_window(window, company); });
}

Spans DayPlan::find_free_window(Span window, Sleep::Company company) const {
    Spans free{window};
    subtract_silence(free, window);
    if (company != Sleep::nobody && !free.empty()) free.subtract(sleep_.spans(company, window));
    const Seconds gap = in_seconds(plan_->gap);
    if (free.empty() || gap <= Seconds{0} || (exact_items_.empty() && checkins_.empty())) return free;
    // A moment may lie up to a day from the date that names it (G2), and its gap reaches back from there.
    const Date last = zone_->local(window.end + gap).date + 1;
    for (Date date = zone_->local(window.begin).date - 1; date <= last; ++date)
        for (Instant moment : exact_moments(date)) free.subtract(Span{moment - gap, moment});
    return free;
}

std::optional<SlotTimes> DayPlan::window_times(std::size_t item, const Place& place, Sleep::Company company) const {
    if (tired_on(item, place.date) == nullptr && items_[item].quiet.contains(weekday_of(place.date))) return std::nullopt;
    const Span span = window_of(item, place);
    const Spans& free = free_window(span, company);
    const std::int64_t minutes = free.minutes();
    if (minutes == 0) return std::nullopt;
    const std::uint64_t hash = identity_hash(items_[item].rule.item, items_[item].people, slot_key(place.slot));
    const Instant moment = free.minute(static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(minutes)));
    return SlotTimes{.slot = place.slot, .begin = span.begin, .moment = moment, .due = moment, .expires = {}, .exact = false, .about = {}};
}

std::optional<SlotTimes> DayPlan::times(std::size_t item, const Place& place) const {
    return times_.get({item, place.slot}, hash_of(item, place.slot), [&] { return find_times(item, place); });
}

std::optional<SlotTimes> DayPlan::find_times(std::size_t item, const Place& place) const {
    const std::optional<TimeOfDay> at = exact_on(item, place.date);
    if (announces(item)) return at ? heads_up_times(item, place.date, *at) : std::nullopt;
    return at ? exact_times(place.date, *at) : window_times(item, place, items_[item].company);
}

Instant DayPlan::earliest_begin(std::size_t item, const Place& place) const {
    // An exact time in a silent hour moves by a day at most (G2).
    if (const auto at = exact_on(item, place.date)) {
        const Instant time = zone_->at(place.date, *at);
        return (announces(item) ? zone_->minus(time, announces(item)->lead) : time) - Seconds{day_seconds};
    }
    return window_of(item, place).begin;
}

Instant DayPlan::expiry(std::size_t item, const Place& place, const SlotTimes& times) const {
    return expiries_.get({item, place.slot}, hash_of(item, place.slot), [&] { return find_expiry(item, place, times); });
}

Instant DayPlan::find_expiry(std::size_t item, const Place& place, const SlotTimes& times) const {
    // L1: it dies when what it announces begins.
    if (announces(item)) return before_next(item, place.slot, times.expires);
    const Instant expires = place.slot.is_part() ? quota_expiry(item, place) : calendar_expiry(item, times);
    return before_next(item, place.slot, expires);
}

// S3: to the end of its part; several a day divide the window among them.
Instant DayPlan::quota_expiry(std::size_t item, const Place& place) const {
    if (place.slices > 1) return window_of(item, place).end;
    return day_end(day_of(window_on(item, place.last).end - Seconds{1}));
}

Instant DayPlan::calendar_expiry(std::size_t item, const SlotTimes& times) const {
    const auto& cadence = std::get<CalendarCadence>(plan_->touchpoints[item].when.every);
    Instant expires;
    const bool to_the_end_of_its_day = daily(item) || (times.exact && !plan_->touchpoints[item].heads_up.empty());
    if (to_the_end_of_its_day) {
        const Instant last = times.exact ? std::max(times.due, times.moment) : window_on(item, times.slot.date()).end - Seconds{1};
        expires = day_end(day_of(last));
    } else {
        expires = zone_->plus(times.moment, Duration{.days = cadence.unit == Unit::week ? 3 : 7});
    }
    return expires;
}

// L1: at the latest it ends where the item's next slot begins.
Instant DayPlan::before_next(std::size_t item, Slot slot, Instant expires) const {
    for (Horizon horizon;;) {
        const std::optional<Place> following = place_after(items_[item].rule, slot);
        if (!horizon.reaches(following) || earliest_begin(item, *following) >= expires) break;
        // Without a free minute there is no slot that day (S1), and so nothing that ends this one.
        if (std::optional<SlotTimes> after = this->times(item, *following)) {
            expires = std::min(expires, after->begin);
            break;
        }
        slot = following->slot;
    }
    return expires;
}

std::optional<SlotTimes> DayPlan::with_expiry(std::size_t item, const Place& place, SlotTimes times) const {
    times.expires = expiry(item, place, times);
    return times;
}

std::optional<SlotTimes> DayPlan::current(std::size_t item, Instant now) const {
    if (items_[item].distant) return std::nullopt;
    // An exact time may have moved to the evening before its date, and a day that begins in a fold begins twice: the search begins beyond today.
    const bool exact = items_[item].exact || (tired_ && plan_->touchpoints[item].smaller);
    const Instant until = announces(item) ? zone_->plus(now, announces(item)->lead) : now;
    std::optional<Place> place = last_place(items_[item].rule, zone_->local(until).date + (exact ? 2 : 1));
    for (Horizon horizon; horizon.reaches(place);) {
        if (earliest_begin(item, *place) <= now)
            if (std::optional<SlotTimes> found = times(item, *place); found && found->begin <= now)
                return with_expiry(item, *place, *found);
        place = place_before(items_[item].rule, place->slot);
    }
    return std::nullopt;
}

std::optional<SlotTimes> DayPlan::elapsed(std::size_t item, Slot slot, Instant due, Instant at) const {
    constexpr Duration year{.months = 12, .days = 0, .seconds = 0};
    const Schedule& when = plan_->touchpoints[item].when;
    Date date = zone_->local(due).date;
    if (when.from) date = std::max(date, *when.from);
    for (Horizon horizon; horizon.reaches(date) && !(when.until && date > *when.until); ++date) {
        if (periods::excepted(when, date)) continue;
        std::optional<SlotTimes> found = find_times(item, Place{.slot = slot, .date = date, .first = date, .last = date});
        if (!found) continue;
        found->expires = zone_->plus(std::max(found->moment, at), year);
        return found;
    }
    return std::nullopt;
}

std::optional<SlotTimes> DayPlan::first_free(std::size_t item, std::optional<Place> place) const {
    for (Horizon horizon; horizon.reaches(place);) {
        if (std::optional<SlotTimes> found = times(item, *place)) return with_expiry(item, *place, *found);
        place = place_after(items_[item].rule, place->slot);
    }
    return std::nullopt;
}

std::optional<SlotTimes> DayPlan::next(std::size_t item, Slot after) const {
    if (items_[item].distant) return std::nullopt;
    return first_free(item, place_after(items_[item].rule, after));
}

std::optional<SlotTimes> DayPlan::first_from(std::size_t item, Date from) const {
    if (items_[item].distant) return std::nullopt;
    return first_free(item, first_place(items_[item].rule, from));
}

std::optional<SlotTimes> DayPlan::previous(std::size_t item, Slot before) const {
    if (items_[item].distant) return std::nullopt;
    std::optional<Place> place = place_before(items_[item].rule, before);
    for (Horizon horizon; horizon.reaches(place);) {
        if (std::optional<SlotTimes> found = times(item, *place)) return with_expiry(item, *place, *found);
        place = place_before(items_[item].rule, place->slot);
    }
    return std::nullopt;
}

std::optional<SlotTimes> DayPlan::at(std::size_t item, Slot slot) const {
    const std::optional<Place> place = items_[item].distant ? std::nullopt : place_of(items_[item].rule, slot);
    const std::optional<SlotTimes> found = place ? times(item, *place) : std::nullopt;
    return found ? with_expiry(item, *place, *found) : std::nullopt;
}

std::vector<SlotTimes> DayPlan::around(std::size_t item, Date day) const {
    std::vector<SlotTimes> found;
    if (items_[item].distant) return found;
    const SlotRule& rule = items_[item].rule;
    // A moved exact time, or a window of the small hours, may belong to the date before or after.
    std::optional<Place> place = last_place(rule, day - 1);
    if (!place) place = first_place(rule, day - 1);
    for (; place && place->date <= day + 1; place = place_after(rule, place->slot)) {
        const std::optional<SlotTimes> times = this->times(item, *place);
        if (!times) continue;
        const bool in_part = place->slices == 1 && place->first <= day && day <= place->last;
        if (in_part || day_of(times->moment) == day) found.push_back(*with_expiry(item, *place, *times));
    }
    // A quota's part may have its date later in the run.
    if (place && place->first <= day)
        if (const std::optional<SlotTimes> times = this->times(item, *place)) found.push_back(*with_expiry(item, *place, *times));
    return found;
}

Place DayPlan::place_in(std::size_t item, const SlotTimes& times) const {
    const Date begins = times.slot.is_elapsed() ? zone_->local(times.begin).date : times.slot.date();
    return place_of(items_[item].rule, times.slot).value_or(Place{.slot = times.slot, .date = begins, .first = begins, .last = begins});
}

Spans DayPlan::free_part(std::size_t item, const SlotTimes& times, Span range) const {
    range.begin = std::max(range.begin, times.moment);
    range.end = std::min(range.end, times.expires);
    Spans free;
    if (range.empty()) return free;
    if (announces(item)) {
        free.add(range);
        subtract_silence(free, range);
    } else if (times.exact) {
        const Date own_day = day_of(times.moment);
        free.add(Span{times.moment, day_end(own_day)});
        for (Date date = zone_->local(day_end(own_day)).date; zone_->at(date, {}) < range.end; ++date)
            free.add(window_span(*zone_, date, plan_->waking));
        // Waking may begin before the day does; what lies before the moment is no part of it.
        subtract_silence(free, range);
    } else {
        const Place place = place_in(item, times);
        const Sleep::Company company = company_of(item, times);
        if (place.slices > 1) free = free_window(window_of(item, place), company);
        // A window that began the day before may reach into the range.
        for (Date date = std::max(place.date, zone_->local(range.begin).date - 1); place.slices == 1 && zone_->at(date, {}) < range.end;
             ++date)
            for (const Span& span : free_window(window_on(item, date), company).list()) free.add(span);
    }
    free.subtract(Span{Instant::min(), range.begin});
    free.subtract(Span{range.end, Instant::max()});
    return free;
}

std::optional<Instant> DayPlan::next_free(std::size_t item, const SlotTimes& times, Instant from) const {
    // Mostly soon, so the next day is looked at before all that is left.
    for (const Instant until : {std::min(times.expires, std::max(from, times.moment) + Seconds{day_seconds}), times.expires}) {
        const Spans free = free_part(item, times, Span{from, until});
        if (!free.empty()) return free.list().front().begin;
    }
    return std::nullopt;
}

}   // namespace kith::core
