// Cadences, S3, S8: which dates are due, by hand and against a walk over every day.

#include "daemon/core/slots.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "config/civil_text.hpp"
#include "daemon/core/hash.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

SlotRule rule_of(const Schedule& schedule) { return {&schedule, "call-mum", "mum"}; }

using Dates = std::vector<Date>;

Dates dates(std::initializer_list<const char*> texts) {
    Dates parsed;
    for (const char* text : texts) {
        const auto date = parse_date(text);
        if (!date) FAIL("not a date: " << text);
        parsed.push_back(*date);
    }
    return parsed;
}

CalendarCadence shaped(CalendarCadence::Shape shape) {
    CalendarCadence cadence;
    cadence.shape = shape;
    return cadence;
}

// The first `count` slots at or after `from`.
Dates slots(const Schedule& schedule, Date from, std::size_t count) {
    Dates found;
    auto date = next_slot_date(rule_of(schedule), from);
    for (; date && found.size() < count; date = next_slot_date(rule_of(schedule), *date + 1)) found.push_back(*date);
    return found;
}

TEST_CASE("S8: the hash is XXH3-64 of item NUL person NUL key, the same for ever") {
    // Computed by libxxhash from the bytes written out. Another value here would move everybody's moments.
    CHECK(identity_hash("voice-note", "mum", "2026-03-29") == 0xc76ef823a083ebf6);
    CHECK(identity_hash("", "", "") == 0x3325230e1f285505);
    CHECK(identity_hash("dinner", std::string(300, 'x'), "2026-03-29") == 0x7e87a6971056400d);
    CHECK(identity_hash("a", "bc", "d") != identity_hash("ab", "c", "d"));
}

TEST_CASE("S8: the key of a slot is its date, that of a quota's slot its period and part") {
    CHECK(slot_key(Date{2026, 3, 29}) == "2026-03-29");
    CHECK(slot_key(Date{9999, 12, 31}) == "9999-12-31");
    CHECK(slot_key(Slot::part_of(Date{2026, 3, 23}, 12)) == "2026-03-23/12");
}

TEST_CASE("Cadences: weeks begin on Monday and intervals count from the anchor's week") {
    Schedule fortnight = every(calendar(2, Unit::week, weekdays({Weekday::mon, Weekday::sun})));
    // 2024-01-01 is a Monday; its week and every second one on is due.
    CHECK(slots(fortnight, Date{2024, 1, 2}, 4) == dates({"2024-01-07", "2024-01-15", "2024-01-21", "2024-01-29"}));
    CHECK(slots(fortnight, Date{2023, 12, 12}, 3) == dates({"2023-12-18", "2023-12-24", "2024-01-01"}));
    fortnight.from = Date{2026, 6, 10};   // a Wednesday: its week counts, the Monday before it is too early
    CHECK(slots(fortnight, Date{2020, 1, 1}, 3) == dates({"2026-06-14", "2026-06-22", "2026-06-28"}));
}

TEST_CASE("Cadences: days, months and years count from the anchor's") {
    Schedule days = every(calendar(3, Unit::day));
    CHECK(slots(days, Date{2023, 12, 28}, 3) == dates({"2023-12-29", "2024-01-01", "2024-01-04"}));
    days.from = Date{2026, 2, 27};
    CHECK(slots(days, Date{2026, 1, 1}, 3) == dates({"2026-02-27", "2026-03-02", "2026-03-05"}));

    Schedule months = every(calendar(5, Unit::month, OnMonthDay{10}));
    months.from = Date{2026, 10, 11};
    CHECK(slots(months, Date{2026, 1, 1}, 3) == dates({"2027-03-10", "2027-08-10", "2028-01-10"}));

    Schedule years = every(calendar(3, Unit::year, MonthDay{3, 2}));
    CHECK(slots(years, Date{2026, 1, 1}, 2) == dates({"2027-03-02", "2030-03-02"}));
    CHECK(slots(years, Date{2019, 1, 1}, 2) == dates({"2021-03-02", "2024-03-02"}));
}

TEST_CASE("Cadences: weekday is Monday to Friday, weekend Saturday and Sunday, two slots") {
    using Shape = CalendarCadence::Shape;
    CHECK(slots(every(shaped(Shape::weekday)), Date{2026, 6, 4}, 3) == dates({"2026-06-04", "2026-06-05", "2026-06-08"}));
    CHECK(slots(every(shaped(Shape::weekend)), Date{2026, 6, 4}, 3) == dates({"2026-06-06", "2026-06-07", "2026-06-13"}));
    Schedule from_wednesday = every(shaped(Shape::weekday));
    from_wednesday.from = Date{2026, 6, 10};
    CHECK(slots(from_wednesday, Date{2026, 6, 1}, 4) == dates({"2026-06-10", "2026-06-11", "2026-06-12", "2026-06-15"}));
}

TEST_CASE("Cadences: day 29 to 31 of a shorter month is its last day") {
    const Schedule schedule = every(calendar(1, Unit::month, OnMonthDay{31}));
    CHECK(slots(schedule, Date{2024, 1, 31}, 4) == dates({"2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"}));
    CHECK(slots(every(calendar(1, Unit::month, OnMonthDay{29})), Date{2026, 2, 1}, 2) == dates({"2026-02-28", "2026-03-29"}));
    CHECK(slots(every(calendar(1, Unit::month, OnLastDay{})), Date{2026, 2, 1}, 2) == dates({"2026-02-28", "2026-03-31"}));
}

TEST_CASE("Cadences: 02-29 in a common year is 02-28") {
    const Schedule schedule = every(calendar(1, Unit::year, MonthDay{2, 29}));
    CHECK(slots(schedule, Date{2027, 1, 1}, 3) == dates({"2027-02-28", "2028-02-29", "2029-02-28"}));
    CHECK(slots(schedule, Date{2099, 6, 1}, 1) == dates({"2100-02-28"}));
}

TEST_CASE("Cadences: the nth weekday of a month, and of a year's month") {
    const auto nth = [](Nth which, Weekday day) { return every(calendar(1, Unit::month, OnNthWeekday{which, day})); };
    CHECK(slots(nth(Nth::first, Weekday::fri), Date{2026, 5, 1}, 2) == dates({"2026-05-01", "2026-06-05"}));
    CHECK(slots(nth(Nth::fourth, Weekday::thu), Date{2026, 5, 1}, 2) == dates({"2026-05-28", "2026-06-25"}));
    CHECK(slots(nth(Nth::last, Weekday::sun), Date{2026, 5, 1}, 2) == dates({"2026-05-31", "2026-06-28"}));
    const Schedule mothers_day = every(calendar(1, Unit::year, OnNthWeekdayOf{Nth::second, Weekday::sun, 5}));
    CHECK(slots(mothers_day, Date{2026, 5, 11}, 2) == dates({"2027-05-09", "2028-05-14"}));
}

TEST_CASE("Cadences: without `on` it is the day of `from`") {
    Schedule week = every(calendar(1, Unit::week));
    week.from = Date{2026, 6, 10};
    CHECK(slots(week, Date{2026, 1, 1}, 2) == dates({"2026-06-10", "2026-06-17"}));
    Schedule month = every(calendar(1, Unit::month));
    month.from = Date{2026, 1, 31};
    CHECK(slots(month, Date{2026, 1, 1}, 3) == dates({"2026-01-31", "2026-02-28", "2026-03-31"}));
    Schedule year = every(calendar(2, Unit::year));
    year.from = Date{2024, 2, 29};
    CHECK(slots(year, Date{2024, 3, 1}, 2) == dates({"2026-02-28", "2028-02-29"}));
}

TEST_CASE("Cadences, S8: without `on` and `from` it is a day of the period by hash") {
    const Schedule week = every(calendar(1, Unit::week));
    std::set<Weekday> seen;
    for (Date monday{2026, 1, 5}; monday < Date{2027, 1, 1}; monday += 7) {
        const std::uint64_t hash = identity_hash("call-mum", "mum", slot_key(monday));
        const Date date = monday + static_cast<int>(hash % 7);
        REQUIRE(slots(week, monday, 2)[0] == date);
        seen.insert(weekday_of(date));
    }
    CHECK(seen.size() == 7);
    const SlotRule other{&week, "call-mum", "dad"};
    std::size_t different = 0;
    for (Date monday{2026, 1, 5}; monday < Date{2027, 1, 1}; monday += 7)
        if (next_slot_date(other, monday) != next_slot_date(rule_of(week), monday)) ++different;
    CHECK(different > 30);
}

TEST_CASE("Cadences: until is the last date, except takes out dates and ranges") {
    Schedule daily = every(calendar(1, Unit::day));
    daily.until = Date{2026, 6, 12};
    daily.except = {{Date{2026, 6, 9}, Date{2026, 6, 10}}, {Date{2026, 6, 3}, Date{2026, 6, 3}}, {Date{2026, 6, 4}, Date{2026, 6, 8}}};
    CHECK(slots(daily, Date{2026, 6, 2}, 9) == dates({"2026-06-02", "2026-06-11", "2026-06-12"}));
    CHECK(previous_slot_date(rule_of(daily), Date{2030, 1, 1}) == Date{2026, 6, 12});
    CHECK(previous_slot_date(rule_of(daily), Date{2026, 6, 10}) == Date{2026, 6, 2});
    daily.from = Date{2026, 6, 20};
    CHECK_FALSE(next_slot_date(rule_of(daily), Date{2026, 6, 1}).has_value());
    CHECK_FALSE(previous_slot_date(rule_of(daily), Date{2026, 6, 30}).has_value());
}

TEST_CASE("An exception of thousands of years is passed in one step") {
    for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::year}) {
        Schedule schedule = every(calendar(1, unit));
        schedule.except = {{Date{1971, 1, 1}, Date{9998, 12, 31}}};
        for (int i = 0; i < 20'000; ++i) {
            const auto next = next_slot_date(rule_of(schedule), Date{2026, 1, 1} + i);
            if (!next || next->year() != 9999) FAIL("not in 9999");
            const auto previous = previous_slot_date(rule_of(schedule), Date{2026, 1, 1} + i);
            if (!previous || previous->year() != 1970) FAIL("not in 1970");
        }
        schedule.except = {{first_date, last_date}};
        CHECK_FALSE(next_slot_date(rule_of(schedule), Date{2026, 1, 1}).has_value());
        CHECK_FALSE(previous_slot_date(rule_of(schedule), Date{2026, 1, 1}).has_value());
    }
}

TEST_CASE("A long list of exceptions is passed as a whole, in either direction and in whatever order it is written") {
    Schedule daily = every(calendar(1, Unit::day));
    for (int i = 0; i < 50'000; ++i) daily.except.push_back({Date{2026, 1, 1} + i, Date{2026, 1, 1} + i});
    std::mt19937_64 random{1};
    for (int order = 0; order < 3; ++order) {
        CHECK(next_slot_date(rule_of(daily), Date{2026, 1, 1}) == Date{2026, 1, 1} + 50'000);
        CHECK(previous_slot_date(rule_of(daily), Date{2026, 1, 1} + 49'999) == Date{2025, 12, 31});
        if (order == 0) std::reverse(daily.except.begin(), daily.except.end());
        if (order == 1) std::shuffle(daily.except.begin(), daily.except.end(), random);
    }
}

TEST_CASE("The calendar ends with 1970 and 9999, and nothing overflows there") {
    const CalendarCadence cadences[] = {calendar(1, Unit::day),   calendar(1000, Unit::day),
                                        calendar(1, Unit::week),  calendar(1000, Unit::week, weekdays({Weekday::thu})),
                                        calendar(1, Unit::month), calendar(1000, Unit::month, OnLastDay{}),
                                        calendar(1, Unit::year),  calendar(1000, Unit::year, MonthDay{12, 31})};
    for (const CalendarCadence& cadence : cadences) {
        const Schedule schedule = every(cadence);
        const SlotRule rule = rule_of(schedule);
        const auto first = next_slot_date(rule, Date::min());
        const auto last = previous_slot_date(rule, Date::max());
        REQUIRE(first.has_value());
        REQUIRE(last.has_value());
        CHECK(*first >= first_date);
        CHECK(*last <= last_date);
        CHECK(next_slot_date(rule, first_date) == first);
        CHECK(previous_slot_date(rule, last_date) == last);
        CHECK_FALSE(next_slot_date(rule, *last + 1).has_value());
        CHECK_FALSE(previous_slot_date(rule, *first - 1).has_value());
        CHECK_FALSE(next_slot_date(rule, Date::max()).has_value());
        CHECK_FALSE(previous_slot_date(rule, Date::min()).has_value());
    }
    // The anchor's year and each thousandth from it: 2024, 3024 … 9024.
    CHECK(slots(every(cadences[7]), first_date, 99).size() == 8);
}

TEST_CASE("A cadence that is no calendar has no dates of its own") {
    CHECK_FALSE(next_slot_date(rule_of(every(QuotaCadence{2, Unit::week})), Date{2026, 1, 1}).has_value());
    CHECK_FALSE(previous_slot_date(rule_of(every(ElapsedCadence{2, Unit::week})), Date{2026, 1, 1}).has_value());
    CHECK(quota_slots(rule_of(every(calendar(1, Unit::day))), Date{2026, 1, 1}).empty());
}

TEST_CASE("S3: a quota deals its period into runs as equal as can be, longer ones last, one slot in each") {
    const Schedule twice = every(QuotaCadence{2, Unit::week});
    const auto week = quota_slots(rule_of(twice), Date{2026, 6, 4});
    REQUIRE(week.size() == 2);
    CHECK(week[0].period == Date{2026, 6, 1});
    CHECK(week[0].first == Date{2026, 6, 1});
    CHECK(week[0].last == Date{2026, 6, 3});
    CHECK(week[1].first == Date{2026, 6, 4});
    CHECK(week[1].last == Date{2026, 6, 7});
    CHECK(week[1].part == 1);
    const auto hash = identity_hash("call-mum", "mum", "2026-06-01/1");
    CHECK(week[1].date == Date{2026, 6, 4} + static_cast<int>(hash % 4));

    for (const Unit unit : {Unit::day, Unit::week, Unit::month}) {
        for (std::int32_t count = 1; count <= 100; ++count) {
            const Schedule quota = every(QuotaCadence{count, unit});
            for (const Date date : {Date{2026, 2, 14}, Date{2024, 2, 29}, Date{2026, 12, 31}}) {
                const Date start = start_of(unit, date);
                const Date end = step(unit, start, 1);
                const auto parts = quota_slots(rule_of(quota), date);
                REQUIRE(parts.size() == static_cast<std::size_t>(count));
                std::vector<std::int64_t> lengths;   // of runs, or how many slots a day got
                Date next = start;
                for (const QuotaSlot& part : parts) {
                    const auto i = &part - parts.data();
                    if (part.period != start || part.part != i) FAIL("period or part");
                    if (part.date < part.first || part.date > part.last) FAIL("chosen outside its run");
                    if (part.slice < 0 || part.slice >= part.slices) FAIL("slice");
                    if (part.slice > 0 && (part.first != parts[i - 1].first || part.slice != parts[i - 1].slice + 1))
                        FAIL("slices in order");
                    if (part.slice > 0) continue;
                    if (part.first != next) FAIL("a hole or an overlap between runs");
                    next = part.last + 1;
                    if (part.slices > 1 && part.first != part.last) FAIL("slices share one day");
                    lengths.push_back(count > end - start ? part.slices : part.last - part.first + 1);
                }
                CHECK(next == end);
                CHECK(std::is_sorted(lengths.begin(), lengths.end()));
                CHECK(lengths.back() - lengths.front() <= 1);
            }
        }
    }
}

TEST_CASE("S3: from, until and except drop the parts whose day they exclude") {
    Schedule quota = every(QuotaCadence{7, Unit::week});
    quota.from = Date{2026, 6, 2};
    quota.until = Date{2026, 6, 6};
    quota.except = {{Date{2026, 6, 4}, Date{2026, 6, 4}}};
    Dates kept;
    for (const QuotaSlot& slot : quota_slots(rule_of(quota), Date{2026, 6, 1})) kept.push_back(slot.date);
    CHECK(kept == dates({"2026-06-02", "2026-06-03", "2026-06-05", "2026-06-06"}));
    CHECK(quota_slots(rule_of(quota), Date{2026, 6, 8}).empty());
    const Schedule open = every(QuotaCadence{7, Unit::week});
    CHECK(quota_slots(rule_of(open), first_date).size() == 4);   // 1970 began on a Thursday
    CHECK(quota_slots(rule_of(open), last_date).size() == 5);    // 9999 ends on a Friday
    CHECK(quota_slots(rule_of(open), Date::max()).empty());
    CHECK(quota_slots(rule_of(open), Date::min()).empty());
}

}   // namespace
}   // namespace kith::core
