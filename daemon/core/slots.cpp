#include "daemon/core/slots.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include "daemon/core/hash.hpp"
#include "daemon/core/periods.hpp"

namespace kith::core {
namespace {

namespace chr = std::chrono;

using namespace periods;

// Days of a month.

Day day_or_last(chr::year_month month, int day) { return std::min(Day{month / 1} + chr::days{day - 1}, Day{month / chr::last}); }

Day nth_weekday(chr::year_month month, Nth nth, Weekday weekday) {
    const chr::weekday day{static_cast<unsigned>(weekday) + 1};   // chrono counts from Sunday = 0
    return nth == Nth::last ? Day{month / day[chr::last]} : Day{month / day[static_cast<unsigned>(nth) + 1]};
}

// Whether this form of `on` goes with the unit; the reader refuses every other pair.
[[maybe_unused]] bool fits(Unit unit, const On& on) {
    if (std::holds_alternative<std::monostate>(on)) return true;
    if (std::holds_alternative<Weekdays>(on)) return unit == Unit::week && !std::get<Weekdays>(on).empty();
    if (std::holds_alternative<MonthDay>(on) || std::holds_alternative<OnNthWeekdayOf>(on)) return unit == Unit::year;
    return unit == Unit::month;
}

// A calendar cadence with everything filled in that was left out. It knows nothing of the schedule's limits and exceptions.
class Calendar {
  public:
    Calendar(const SlotRule& rule, const CalendarCadence& cadence)
        : rule_{rule}, unit_{cadence.unit}, interval_{cadence.interval}, on_{cadence.on} {
        assert(interval_ >= 1);
        using Shape = CalendarCadence::Shape;
        if (cadence.shape != Shape::plain) {
            unit_ = Unit::week;
            on_ = cadence.shape == Shape::weekday ? Weekdays::working() : Weekdays::weekend();
        } else if (rule.when->from && std::holds_alternative<std::monostate>(on_)) {
            on_ = day_of(unit_, *rule.when->from);
        }
        assert(fits(unit_, on_));
        anchor_ = period_of(unit_, to_day(rule.when->from.value_or(default_anchor)));
    }

    [[nodiscard]] bool holds(Day day) const {
        const std::int64_t period = period_of(unit_, day);
        return (period - anchor_) % interval_ == 0 && first_in(period, day) == day;
    }

    [[nodiscard]] std::optional<Day> at_or_after(Day day) const {
        const std::int64_t period = period_of(unit_, day);
        const std::int64_t since = floor_mod(period - anchor_, interval_);
        if (since == 0)
            if (const auto found = first_in(period, day)) return found;
        const std::int64_t next = period - since + interval_;
        const Day start = period_start(unit_, next);
        return start <= to_day(calendar_range.last) ? first_in(next, start) : std::nullopt;
    }

    [[nodiscard]] std::optional<Day> at_or_before(Day day) const {
        const std::int64_t period = period_of(unit_, day);
        const std::int64_t since = floor_mod(period - anchor_, interval_);
        if (since == 0)
            if (const auto found = last_in(period, day)) return found;
        const std::int64_t previous = since == 0 ? period - interval_ : period - since;
        return last_in(previous, period_start(unit_, previous + 1) - chr::days{1});
    }

  private:
    static On day_of(Unit unit, Date from) {
        switch (unit) {
            case Unit::day:
                return {};
            case Unit::week: {
                Weekdays days;
                days.add(weekday_of(from));
                return days;
            }
            case Unit::month:
                return OnMonthDay{static_cast<std::int8_t>(from.day())};
            case Unit::year:
                return MonthDay{static_cast<std::int8_t>(from.month()), static_cast<std::int8_t>(from.day())};
        }
        assert(false);
        return {};
    }

    // The first slot of the period at or after `day`, which lies in the period; the last at or before it.
    [[nodiscard]] std::optional<Day> first_in(std::int64_t period, Day day) const {
        if (const auto* weekdays = std::get_if<Weekdays>(&on_)) {
            const unsigned left = unsigned{weekdays->bits()} >> (day - period_start(unit_, period)).count();
            if (left == 0) return std::nullopt;
            return day + chr::days{std::countr_zero(left)};
        }
        const Day only = only_day(period);
        return only >= day ? std::optional{only} : std::nullopt;
    }
    [[nodiscard]] std::optional<Day> last_in(std::int64_t period, Day day) const {
        if (const auto* weekdays = std::get_if<Weekdays>(&on_)) {
            const Day start = period_start(unit_, period);
            const unsigned left = weekdays->bits() & ((2U << (day - start).count()) - 1U);
            if (left == 0) return std::nullopt;
            return start + chr::days{std::bit_width(left) - 1};
        }
        const Day only = only_day(period);
        return only <= day ? std::optional{only} : std::nullopt;
    }

    // The slot of a period that has but one.
    [[nodiscard]] Day only_day(std::int64_t period) const {
        if (std::holds_alternative<std::monostate>(on_)) return hashed_day(period);
        const chr::year_month month = month_of(unit_, period);
        const auto in_year = [&](int number) { return month.year() / number; };
        if (const auto* on = std::get_if<OnMonthDay>(&on_)) return day_or_last(month, on->day);
        if (const auto* on = std::get_if<OnNthWeekday>(&on_)) return nth_weekday(month, on->nth, on->weekday);
        if (const auto* on = std::get_if<MonthDay>(&on_)) return day_or_last(in_year(on->month), on->day);
        if (const auto* on = std::get_if<OnNthWeekdayOf>(&on_)) return nth_weekday(in_year(on->month), on->nth, on->weekday);
        return month / chr::last;
    }

    [[nodiscard]] Day hashed_day(std::int64_t period) const {
        const Day start = period_start(unit_, period);
        if (unit_ == Unit::day) return start;
        const std::uint64_t hash = identity_hash(rule_.item, rule_.people, slot_key(to_date(start)));
        return start + chr::days{hash % static_cast<std::uint64_t>(period_days(unit_, period))};
    }

    const SlotRule& rule_;
    Unit unit_;
    std::int64_t interval_;
    On on_;
    std::int64_t anchor_ = 0;   // the number of the period that intervals count from
};

// By their first dates. In this order, or in its reverse, one pass suffices: a range that was passed by can't hold a slot found later.
std::vector<DateRange> exceptions_in_order(const Schedule& when) {
    std::vector<DateRange> ranges = when.except;
    std::sort(ranges.begin(), ranges.end(), [](const DateRange& a, const DateRange& b) { return a.first < b.first; });
    return ranges;
}

void write_digits(char* to, std::int64_t number, int digits) {
    for (int i = digits - 1; i >= 0; --i, number /= 10) to[i] = static_cast<char>('0' + number % 10);
}

}   // namespace

Duration interval_of(const ElapsedCadence& cadence, std::int64_t times) {
    const std::int64_t units = times * cadence.interval;
    Duration duration;
    if (cadence.unit == Unit::month || cadence.unit == Unit::year)
        duration.months = static_cast<std::int32_t>(units * (cadence.unit == Unit::year ? 12 : 1));
    else
        duration.days = static_cast<std::int32_t>(units * (cadence.unit == Unit::week ? 7 : 1));
    return duration;
}

std::string slot_key(Slot slot) {
    if (slot.is_elapsed()) return (slot.contact() == 0 ? "new" : std::to_string(slot.contact())) + '/' + std::to_string(slot.returns());
    const Date date = slot.date();
    assert(date.year() >= 0 && date.year() <= 9999);
    std::string key(10, '-');
    write_digits(key.data(), date.year(), 4);
    write_digits(key.data() + 5, date.month(), 2);
    write_digits(key.data() + 8, date.day(), 2);
    return slot.is_part() ? key + '/' + std::to_string(slot.part()) : key;
}

std::optional<Date> next_slot_date(const SlotRule& rule, Date from) {
    const auto* cadence = std::get_if<CalendarCadence>(&rule.when->every);
    const DateRange limits = limits_of(*rule.when);
    if (cadence == nullptr || limits.last < limits.first) return std::nullopt;
    const Calendar calendar{rule, *cadence};
    const auto slot_from = [&](Date date) -> std::optional<Date> {
        if (date > limits.last) return std::nullopt;
        const auto day = calendar.at_or_after(to_day(date));
        const auto slot = day ? std::optional{to_date(*day)} : std::nullopt;
        return slot && *slot <= limits.last ? slot : std::nullopt;
    };

    // Past a whole exception at a time, however long it is.
    auto slot = slot_from(std::max(from, limits.first));
    if (!slot || !excepted(*rule.when, *slot)) return slot;
    for (const DateRange& exception : exceptions_in_order(*rule.when)) {
        if (!exception.contains(*slot)) continue;
        slot = exception.last < limits.last ? slot_from(exception.last + 1) : std::nullopt;
        if (!slot) break;
    }
    return slot;
}

bool is_slot_date(const SlotRule& rule, Date date) {
    const auto* cadence = std::get_if<CalendarCadence>(&rule.when->every);
    if (cadence == nullptr || !limits_of(*rule.when).contains(date)) return false;
    return Calendar{rule, *cadence}.holds(to_day(date)) && !excepted(*rule.when, date);
}

std::optional<Date> previous_slot_date(const SlotRule& rule, Date until) {
    const auto* cadence = std::get_if<CalendarCadence>(&rule.when->every);
    const DateRange limits = limits_of(*rule.when);
    if (cadence == nullptr || limits.last < limits.first) return std::nullopt;
    const Calendar calendar{rule, *cadence};
    const auto slot_until = [&](Date date) -> std::optional<Date> {
        if (date < limits.first) return std::nullopt;
        const auto day = calendar.at_or_before(to_day(date));
        const auto slot = day ? std::optional{to_date(*day)} : std::nullopt;
        return slot && *slot >= limits.first ? slot : std::nullopt;
    };

    auto slot = slot_until(std::min(until, limits.last));
    if (!slot || !excepted(*rule.when, *slot)) return slot;
    const std::vector<DateRange> exceptions = exceptions_in_order(*rule.when);
    for (auto exception = exceptions.rbegin(); exception != exceptions.rend(); ++exception) {
        if (!exception->contains(*slot)) continue;
        slot = exception->first > limits.first ? slot_until(exception->first - 1) : std::nullopt;
        if (!slot) break;
    }
    return slot;
}

}   // namespace kith::core
