// Cadences against an oracle: every day of twelve years, each decided by itself, for a thousand random rules.

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <variant>
#include <vector>

#include "daemon/core/hash.hpp"
#include "daemon/core/slots.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

using Dates = std::vector<Date>;

bool last_of_month(Date day) { return (day + 1).month() != day.month(); }

bool is_day_of_month(Date day, int wanted) { return day.day() == wanted || (last_of_month(day) && wanted > day.day()); }

bool is_nth(Date day, Nth nth, Weekday weekday) {
    if (weekday_of(day) != weekday) return false;
    return nth == Nth::last ? (day + 7).month() != day.month() : (day.day() - 1) / 7 == static_cast<int>(nth);
}

bool is_month_day(Date day, int month, int wanted) { return day.month() == month && is_day_of_month(day, wanted); }

bool matches(const SlotRule& rule, const CalendarCadence& cadence, Date start, Date day) {
    const auto& from = rule.when->from;
    if (const auto* on = std::get_if<Weekdays>(&cadence.on)) return on->contains(weekday_of(day));
    if (const auto* on = std::get_if<OnMonthDay>(&cadence.on)) return is_day_of_month(day, on->day);
    if (std::holds_alternative<OnLastDay>(cadence.on)) return last_of_month(day);
    if (const auto* on = std::get_if<OnNthWeekday>(&cadence.on)) return is_nth(day, on->nth, on->weekday);
    if (const auto* on = std::get_if<MonthDay>(&cadence.on)) return is_month_day(day, on->month, on->day);
    if (const auto* on = std::get_if<OnNthWeekdayOf>(&cadence.on)) return day.month() == on->month && is_nth(day, on->nth, on->weekday);
    if (cadence.unit == Unit::day) return true;
    if (!from) {
        const auto length = static_cast<std::uint64_t>(step(cadence.unit, start, 1) - start);
        const std::uint64_t hash = identity_hash(rule.item, rule.people, slot_key(start));
        return static_cast<std::uint64_t>(day - start) == hash % length;
    }
    if (cadence.unit == Unit::week) return weekday_of(day) == weekday_of(*from);
    return cadence.unit == Unit::month ? is_day_of_month(day, from->day()) : is_month_day(day, from->month(), from->day());
}

Dates walk(const SlotRule& rule, DateRange over) {
    const Schedule& when = *rule.when;
    auto cadence = std::get<CalendarCadence>(when.every);
    using Shape = CalendarCadence::Shape;
    if (cadence.shape != Shape::plain) {
        cadence.unit = Unit::week;
        cadence.on = cadence.shape == Shape::weekday ? Weekdays::working() : Weekdays::weekend();
    }
    // From the anchor's period to the one before the stretch, by whole intervals, in long strides and then in single ones.
    Date start = start_of(cadence.unit, when.from.value_or(default_anchor));
    for (const std::int64_t stride : {std::max(1, 1000 / cadence.interval), 1}) {
        while (start > over.first) start = step(cadence.unit, start, -stride * cadence.interval);
        while (step(cadence.unit, start, stride * cadence.interval) <= over.first)
            start = step(cadence.unit, start, stride * cadence.interval);
    }
    Dates found;
    for (; start <= over.last; start = step(cadence.unit, start, cadence.interval)) {
        const Date next = step(cadence.unit, start, 1);
        for (Date day = start; day < next; ++day) {
            bool due = over.contains(day) && matches(rule, cadence, start, day);
            if ((when.from && day < *when.from) || (when.until && day > *when.until)) due = false;
            for (const DateRange& range : when.except) due = due && !range.contains(day);
            if (due) found.push_back(day);
        }
    }
    return found;
}

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : random_{seed} {}
    int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
    bool one_in(int n) { return below(n) == 0; }
    Weekday weekday() { return static_cast<Weekday>(below(7)); }
    Nth nth() { return static_cast<Nth>(below(5)); }

    On on(Unit unit) {
        if (unit == Unit::day || one_in(4)) return {};
        if (unit == Unit::week) {
            Weekdays days;
            for (int i = below(4); i >= 0; --i) days.add(weekday());
            return days;
        }
        const auto month = static_cast<std::int8_t>(1 + below(12));
        if (unit == Unit::year) {
            if (one_in(3)) return OnNthWeekdayOf{nth(), weekday(), month};
            return one_in(3) ? MonthDay{2, 29} : MonthDay{month, static_cast<std::int8_t>(1 + below(28))};
        }
        if (one_in(4)) return OnLastDay{};
        if (one_in(2)) return OnNthWeekday{nth(), weekday()};
        return OnMonthDay{static_cast<std::int8_t>(one_in(2) ? 28 + below(4) : 1 + below(31))};
    }

    CalendarCadence cadence() {
        CalendarCadence cadence;
        if (one_in(12)) {
            cadence.shape = one_in(2) ? CalendarCadence::Shape::weekday : CalendarCadence::Shape::weekend;
            return cadence;
        }
        cadence.unit = static_cast<Unit>(below(4));
        cadence.interval = one_in(2) ? 1 : one_in(10) ? 1 + below(1000) : 2 + below(5);
        cadence.on = on(cadence.unit);
        return cadence;
    }

    Schedule schedule(DateRange over) {
        Schedule schedule = every(cadence());
        const auto date = [&] { return std::clamp(over.first + (below(5000) - 500), first_date, last_date); };
        if (one_in(3)) schedule.from = std::clamp(over.first + (below(6000) - 4000), first_date, last_date);
        if (schedule.from && one_in(3))
            schedule.from = std::max(first_date, Date{schedule.from->year(), schedule.from->month(), 1} - 1);   // a month's last day
        if (one_in(4)) schedule.until = date();
        for (int i = one_in(2) ? below(5) : 0; i > 0; --i) {
            const Date first = date();
            schedule.except.push_back({first, first + (one_in(2) ? 0 : below(400))});
        }
        return schedule;
    }

  private:
    std::mt19937_64 random_;
};

void check_against(const Dates& want, const SlotRule& rule, DateRange over, Dice& dice) {
    Dates forwards;
    for (auto date = next_slot_date(rule, over.first); date && *date <= over.last;) {
        forwards.push_back(*date);
        const auto next = next_slot_date(rule, *date + 1);
        if (next && *next <= *date) FAIL("the next slot is not later than " << slot_key(*date));
        date = next;
    }
    REQUIRE(forwards == want);
    Dates backwards;
    for (auto date = previous_slot_date(rule, over.last); date && *date >= over.first;) {
        backwards.push_back(*date);
        const auto previous = previous_slot_date(rule, *date - 1);
        if (previous && *previous >= *date) FAIL("the previous slot is not earlier than " << slot_key(*date));
        date = previous;
    }
    std::reverse(backwards.begin(), backwards.end());
    REQUIRE(backwards == want);
    for (int i = 0; i < 60; ++i) {
        const Date day = over.first + dice.below(static_cast<int>(over.last - over.first) + 1);
        const auto later = std::lower_bound(want.begin(), want.end(), day);
        const auto next = next_slot_date(rule, day);
        if (later != want.end() ? next != *later : next && *next <= over.last) FAIL("next from " << slot_key(day));
        const auto after = std::upper_bound(want.begin(), want.end(), day);
        const auto previous = previous_slot_date(rule, day);
        if (after != want.begin() ? previous != *std::prev(after) : previous && *previous >= over.first)
            FAIL("previous from " << slot_key(day));
    }
}

TEST_CASE("Cadences: a thousand random rules give what a walk over every day of twelve years gives, now and far away") {
    const DateRange stretches[] = {{Date{2020, 2, 10}, Date{2032, 2, 10}},
                                   {Date{2076, 1, 1}, Date{2087, 12, 31}},   // 50 years on
                                   {Date{2094, 6, 1}, Date{2106, 6, 1}},     // 2100 is a common year
                                   {first_date, Date{1981, 12, 31}},
                                   {Date{9988, 1, 1}, last_date}};
    std::size_t slots_seen = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Dice dice{seed};
        const DateRange over = stretches[seed % 5];
        const Schedule schedule = dice.schedule(over);
        const SlotRule rule{&schedule, "item", seed % 2 == 0 ? "sam" : "mum,kenji"};
        const Dates want = walk(rule, over);
        INFO("seed " << seed);
        check_against(want, rule, over, dice);
        slots_seen += want.size();
    }
    CHECK(slots_seen > 100'000);
}

}   // namespace
}   // namespace kith::core
