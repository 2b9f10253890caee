// A date as a count of days: held against the standard library's calendar.

#include "config/date.hpp"

#include "config/civil.hpp"
#include "tests/support/catch.hpp"

namespace kith {

TEST_CASE("a date and its number of days are the same thing, over every day of four centuries") {
    Date date{1900, 1, 1};
    for (std::chrono::sys_days day{std::chrono::year{1900} / 1 / 1}; day < std::chrono::sys_days{std::chrono::year{2300} / 1 / 1};
         day += std::chrono::days{1}, ++date) {
        const std::chrono::year_month_day civil{day};
        const bool same = date.day_number() == day.time_since_epoch().count() && date.year() == int{civil.year()} &&
                          date.month() == static_cast<int>(unsigned{civil.month()}) &&
                          date.day() == static_cast<int>(unsigned{civil.day()}) && Date{date.year(), date.month(), date.day()} == date &&
                          static_cast<unsigned>(weekday_of(date)) + 1 == std::chrono::weekday{day}.iso_encoding();
        if (!same) FAIL("day " << date.day_number());
    }
}

TEST_CASE("what lies outside a month or a year is carried on") {
    CHECK(Date{2026, 13, 1} == Date{2027, 1, 1});
    CHECK(Date{2026, 0, 1} == Date{2025, 12, 1});
    CHECK(Date{2026, -11, 1} == Date{2025, 1, 1});
    CHECK(Date{2026, 3, 0} == Date{2026, 2, 28});
    CHECK(Date{2024, 2, 30} == Date{2024, 3, 1});
    CHECK(Date{-32767, 1, 1} == Date::min());
    CHECK(Date{32767, 12, 31} == Date::max());
    CHECK(Date{1'000'000, 1, 1} <= Date::max());
    CHECK(Date::max() + 1 == Date::max());
    CHECK(Date::min() - 1 == Date::min());
    CHECK(Date::max().year() == 32767);
    CHECK(Date::min().year() == -32767);
}

}   // namespace kith
