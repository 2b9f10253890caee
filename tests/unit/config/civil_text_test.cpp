#include "config/civil_text.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace kith;

namespace {

TimeOfDay at(int hour, int minute = 0) { return {static_cast<std::int16_t>(hour * 60 + minute)}; }

MonthDay month_day(int month, int day) { return {static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)}; }

Duration seconds(std::int64_t count) { return {0, 0, count}; }
Duration days(std::int32_t count) { return {0, count, 0}; }
Duration months(std::int32_t count) { return {count, 0, 0}; }

/// The hint of a refused text. An accepted one fails the test; so does an error without words.
template <class Value>
std::string hint_of(const Parsed<Value>& parsed) {
    REQUIRE_FALSE(parsed.has_value());
    CHECK_FALSE(parsed.error().what.empty());
    CHECK_FALSE(parsed.error().expected.empty());
    return parsed.error().hint;
}

}   // namespace

TEST_CASE("a time is HH:MM or H:MM") {
    CHECK(parse_time("09:05") == at(9, 5));
    CHECK(parse_time("9:05") == at(9, 5));
    CHECK(parse_time(" 00:00 ") == at(0));
    CHECK(parse_time("\u00A023:59\u202F") == at(23, 59));
    for (const std::string text : {"", " ", ":", "9", "9:5", "24:01", "25:00", "12:60", "-1:00", "+1:00", "012:00", "12:000", "12:00x",
                                   "1 2:00", "99999999999999999999:00"})
        CHECK_FALSE(parse_time(text).has_value());
}

TEST_CASE("every minute of the day is printed as it is read") {
    for (int minute = 0; minute < 24 * 60; ++minute) {
        const TimeOfDay time{static_cast<std::int16_t>(minute)};
        REQUIRE(parse_time(to_text(time)) == time);
    }
    CHECK(to_text(at(9, 5)) == "09:05");
    CHECK(to_text(at(24)) == "24:00");
}

TEST_CASE("a time of another custom is explained in this one") {
    CHECK(hint_of(parse_time("5pm")) == "did you mean 17:00?");
    CHECK(hint_of(parse_time("5:30 PM")) == "did you mean 17:30?");
    CHECK(hint_of(parse_time("5.30 p.m.")) == "did you mean 17:30?");
    CHECK(hint_of(parse_time("12am")) == "did you mean 00:00?");
    CHECK(hint_of(parse_time("12pm")) == "did you mean 12:00?");
    CHECK(hint_of(parse_time("17h")) == "did you mean 17:00?");
    CHECK(hint_of(parse_time("17h30")) == "did you mean 17:30?");
    CHECK(hint_of(parse_time("17.00")) == "did you mean 17:00?");
    CHECK(hint_of(parse_time("1700")) == "did you mean 17:00?");
    CHECK(hint_of(parse_time("17:00:00")) == "did you mean 17:00?");
    CHECK(hint_of(parse_time("noon")) == "did you mean 12:00?");
    CHECK(hint_of(parse_time("17")) == "did you mean 17:00?");
    CHECK(hint_of(parse_time("5")) == "write 05:00, or 17:00 for the afternoon");
    CHECK(hint_of(parse_time("24:00")).find("00:00 of the next day") != std::string::npos);
    CHECK(hint_of(parse_time("soon")).empty());
    CHECK(hint_of(parse_time("17:xx")).empty());
    CHECK(hint_of(parse_time("9:5")).empty());
}

TEST_CASE("T3: a window may cross midnight and may end at 24:00") {
    CHECK(parse_window("09:00-21:00") == Window{at(9), at(21)});
    CHECK(parse_window(" 9:00 - 21:30 ") == Window{at(9), at(21, 30)});
    CHECK(parse_window("09:00-24:00") == Window{at(9), at(24)});
    CHECK(parse_window("00:00-24:00") == Window{at(0), at(24)});
    const auto night = parse_window("21:30-08:00");
    REQUIRE(night.has_value());
    CHECK(night->crosses_midnight());
    CHECK(to_text(*night) == "21:30-08:00");
    CHECK(parse_window("21:30-00:00") == Window{at(21, 30), at(0)});
}

TEST_CASE("a window that cannot be is refused with the one meant") {
    CHECK(hint_of(parse_window("09:00-09:00")) == "for the whole day write 00:00-24:00");
    CHECK(hint_of(parse_window("24:00-09:00")) == "did you mean 00:00-09:00?");
    CHECK(hint_of(parse_window("9am-5pm")) == "did you mean 09:00-17:00?");
    CHECK(hint_of(parse_window("9-17")) == "did you mean 09:00-17:00?");
    CHECK(hint_of(parse_window("09:00–21:00")) == "did you mean 09:00-21:00?");
    CHECK(hint_of(parse_window("9:00 to 21:00")) == "did you mean 09:00-21:00?");
    CHECK(hint_of(parse_window("between 9:00 and 21:00")) == "did you mean 09:00-21:00?");
    for (const std::string text : {"", "-", "09:00", "09:00-", "-09:00", "09:00-25:00", "09:00-21:00-22:00", "evening", "09:00--21:00"})
        CHECK(hint_of(parse_window(text)).empty());
    CHECK(parse_window("09:00-25:00").error().what == "\"25:00\" is not a time of day");
}

// Abseil's printer of dates is in a library that config doesn't need: hence the double parentheses, which keep Catch from printing them.
TEST_CASE("a date is on the calendar, from 1970 to 9999") {
    CHECK((parse_date("2026-03-29") == Date(2026, 3, 29)));
    CHECK((parse_date("2024-02-29") == Date(2024, 2, 29)));
    CHECK(parse_date("2000-02-29").has_value());
    CHECK_FALSE(parse_date("2100-02-29").has_value());
    CHECK(parse_date("1970-01-01").has_value());
    CHECK(parse_date("9999-12-31").has_value());
    CHECK_FALSE(parse_date("1969-12-31").has_value());
    for (const std::string text :
         {"", "2026", "2026-03", "2026-00-01", "2026-01-00", "2026-04-31", "+2026-01-01", "12026-01-01", "2026-01-01Z", "today"})
        CHECK_FALSE(parse_date(text).has_value());
    CHECK(parse_date("2026-02-29").error().expected == "a day from 01 to 28 in February 2026");
}

TEST_CASE("every day of four centuries is printed as it is read") {
    for (Date day(1970, 1, 1); day < Date(2370, 1, 1); ++day) REQUIRE((parse_date(to_text(day)) == day));
}

TEST_CASE("a date of another custom is explained in this one, unless it is ambiguous") {
    for (const std::string text :
         {"2026-3-9", "9.3.2026", "09.03.2026", "9 March 2026", "March 9th, 2026", "2026/03/09", "20260309", "9 mar 2026"})
        CHECK(hint_of(parse_date(text)) == "did you mean 2026-03-09?");
    CHECK(hint_of(parse_date("12/31/2026")) == "did you mean 2026-12-31?");
    CHECK(hint_of(parse_date("31/12/2026")) == "did you mean 2026-12-31?");
    CHECK(hint_of(parse_date("2026-31-12")) == "did you mean 2026-12-31?");
    CHECK(hint_of(parse_date("03/04/2026")).empty());
    CHECK(hint_of(parse_date("30.02.2026")).empty());
}

TEST_CASE("a range of dates is one date, or two with .. or to") {
    const DateRange fortnight{Date(2026, 7, 1), Date(2026, 7, 14)};
    for (const std::string text :
         {"2026-07-01..2026-07-14", "2026-07-01 .. 2026-07-14", "2026-07-01 to 2026-07-14", "2026-07-01  TO  2026-07-14"})
        CHECK((parse_date_range(text) == fortnight));
    CHECK(to_text(fortnight) == "2026-07-01..2026-07-14");
    const DateRange day{Date(2026, 7, 1), Date(2026, 7, 1)};
    CHECK(parse_date_range("2026-07-01") == day);
    CHECK(parse_date_range("2026-07-01..2026-07-01") == day);
    CHECK(to_text(day) == "2026-07-01");
    CHECK(hint_of(parse_date_range("2026-07-14..2026-07-01")) == "did you mean 2026-07-01..2026-07-14?");
    CHECK(hint_of(parse_date_range("2026-07-01 - 2026-07-14")) == "did you mean 2026-07-01..2026-07-14?");
    CHECK(hint_of(parse_date_range("2026-07-01–2026-07-14")) == "did you mean 2026-07-01..2026-07-14?");
    for (const std::string text : {"", "..", "2026-07-01..", "..2026-07-01", " to ", "to", "July", "2026-07-01..2026-02-30"})
        CHECK_FALSE(parse_date_range(text).has_value());
}

TEST_CASE("a day of the year knows 29 February and no 30th") {
    CHECK(parse_month_day("03-02") == month_day(3, 2));
    CHECK(parse_month_day("02-29") == month_day(2, 29));
    CHECK(to_text(month_day(3, 2)) == "03-02");
    CHECK(parse_month_day("02-30").error().expected == "a day from 01 to 29 in February");
    for (const std::string text : {"", "3", "00-01", "01-00", "04-31", "13-13", "-3-2", "03-02-", "yesterday"})
        CHECK_FALSE(parse_month_day(text).has_value());
    for (const std::string text : {"3-2", "2 March", "march 2nd", "2.3.", "1990-03-02", "2 mar"})
        CHECK(hint_of(parse_month_day(text)) == "did you mean 03-02?");
    CHECK(hint_of(parse_month_day("25-12")) == "did you mean 12-25?");
    for (Date day(2024, 1, 1); day < Date(2025, 1, 1); ++day) {
        const auto value = month_day(static_cast<int>(day.month()), day.day());
        REQUIRE(parse_month_day(to_text(value)) == value);
    }
}

TEST_CASE("T7: months, days and elapsed time are three currencies") {
    CHECK(parse_duration("30m") == seconds(1'800));
    CHECK(parse_duration("2h") == seconds(7'200));
    CHECK(parse_duration("90s") == seconds(90));
    CHECK(parse_duration("1h30m") == seconds(5'400));
    CHECK(parse_duration("1 h 30 min") == seconds(5'400));
    CHECK(parse_duration("1 hour and 30 minutes") == seconds(5'400));
    CHECK(parse_duration("1 hour, 5 seconds") == seconds(3'605));
    CHECK(parse_duration("3d") == days(3));
    CHECK(parse_duration("3 days") == days(3));
    CHECK(parse_duration("6 weeks") == days(42));
    CHECK(parse_duration("1W") == days(7));
    CHECK(parse_duration("2 months") == months(2));
    CHECK(parse_duration("1 Year") == months(12));
    CHECK(parse_duration("2y") == months(24));
    CHECK(parse_duration("24h").value() != parse_duration("1 day").value());
    CHECK(parse_duration("1 month 3 days 2h") == Duration{1, 3, 7'200});
    for (const std::string unit : {"m", "min", "minute", "minutes"}) CHECK(parse_duration("5" + unit) == seconds(300));
    for (const std::string unit : {"h", "hour", "hours"}) CHECK(parse_duration("5 " + unit) == seconds(18'000));
    for (const std::string unit : {"s", "sec", "second", "seconds"}) CHECK(parse_duration("5 " + unit) == seconds(5));
    for (const std::string unit : {"d", "day", "days"}) CHECK(parse_duration("5" + unit) == days(5));
    for (const std::string unit : {"w", "week", "weeks"}) CHECK(parse_duration("5" + unit) == days(35));
    for (const std::string unit : {"month", "months"}) CHECK(parse_duration("5" + unit) == months(5));
    for (const std::string unit : {"y", "year", "years"}) CHECK(parse_duration("5" + unit) == months(60));
}

TEST_CASE("nothing at all is a duration of zero") {
    for (const std::string text : {"0m", "0 days", "0h 0m", "0 months"}) CHECK(parse_duration(text)->zero());
    CHECK(to_text(Duration{}) == "0m");
}

TEST_CASE("a number without a unit, or with half a unit, is asked about") {
    CHECK(hint_of(parse_duration("30")) == "write 30m for minutes, 30h for hours, or 30 days");
    CHECK(hint_of(parse_duration("3M")) == "write 3m or 3 months");
    CHECK(hint_of(parse_duration("1h30")) == "did you mean 1h30m?");
    CHECK(hint_of(parse_duration("1.5h")) == "did you mean 1h30m?");
    CHECK(hint_of(parse_duration("1,5 hours")) == "did you mean 1h30m?");
    CHECK(hint_of(parse_duration("1:30")) == "did you mean 1h30m?");
    CHECK(hint_of(parse_duration("3 mo")) == "did you mean 3 months?");
    CHECK(hint_of(parse_duration("3 dyas")) == "did you mean 3 days?");
    CHECK(hint_of(parse_duration("5 mintues")) == "did you mean 5m?");
    CHECK(hint_of(parse_duration("two weeks")) == "did you mean 2 weeks?");
    CHECK(hint_of(parse_duration("an hour")) == "did you mean 1h?");
    CHECK(hint_of(parse_duration("half an hour")) == "did you mean 30m?");
    CHECK(hint_of(parse_duration("3x")).empty());
}

TEST_CASE("a duration that cannot be is refused") {
    for (const std::string text :
         {"", " ", "-3d", "soon", "d", "1h 2h", "1m 5min", "1.5 weeks", "3 days 2", "--", ".", "1..5h", "\xFF", "3\xFF"})
        CHECK_FALSE(parse_duration(text).has_value());
    CHECK(parse_duration("-3d").error().what == "\"-3d\" is negative");
    CHECK(parse_duration("1h 2h").error().what == "\"1h 2h\" names a unit twice");
}

TEST_CASE("a duration has an end at a thousand years, and numbers beyond every integer don't wrap") {
    CHECK(parse_duration("1000 years") == months(12'000));
    CHECK(parse_duration("366000 days") == days(366'000));
    for (const std::string unit : {"s", "m", "h", "d", "w", " months", "y"})
        for (const std::string number : {"99999999999", "9223372036854775807", "9223372036854775808", "18446744073709551617",
                                         "340282366920938463463374607431768211457"})
            CHECK(parse_duration(number + unit).error().expected == "at most 1000 years");
    CHECK_FALSE(parse_duration("1000 years 1 month").has_value());
    CHECK_FALSE(parse_duration(std::string(50'000, '1') + "m").has_value());
}

TEST_CASE("the canonical duration") {
    CHECK(to_text(seconds(7'200)) == "2h");
    CHECK(to_text(seconds(5'400)) == "1h30m");
    CHECK(to_text(seconds(90)) == "1m30s");
    CHECK(to_text(seconds(86'400)) == "24h");
    CHECK(to_text(days(1)) == "1 day");
    CHECK(to_text(days(3)) == "3 days");
    CHECK(to_text(days(7)) == "1 week");
    CHECK(to_text(days(42)) == "6 weeks");
    CHECK(to_text(months(1)) == "1 month");
    CHECK(to_text(months(12)) == "1 year");
    CHECK(to_text(months(18)) == "18 months");
    CHECK(to_text(Duration{1, 3, 7'200}) == "1 month 3 days 2h");
}

TEST_CASE("a duration is printed as it is read") {
    for (const int month : {0, 1, 11, 12, 13, 24, 12'000})
        for (const int day : {0, 1, 6, 7, 8, 14, 366'000})
            for (const std::int64_t second : {0, 1, 59, 60, 61, 3'599, 3'600, 3'661, 86'400, 2'000'000'000}) {
                const Duration duration{month, day, second};
                REQUIRE(parse_duration(to_text(duration)) == duration);
            }
}

TEST_CASE("a weekday has a full and a short name, in the singular and the plural, in any case") {
    for (int index = 0; index < 7; ++index) {
        const auto day = static_cast<Weekday>(index);
        CHECK(parse_weekday(to_text(day)) == day);
        CHECK(parse_weekday(full_name(day)) == day);
        CHECK(parse_weekday(std::string{full_name(day)} + "s") == day);
    }
    CHECK(parse_weekday("TUES") == Weekday::tue);
    CHECK(parse_weekday("thur") == Weekday::thu);
    CHECK(parse_weekday("Thurs") == Weekday::thu);
    CHECK(hint_of(parse_weekday("sundey")) == "did you mean sun?");
    CHECK(hint_of(parse_weekday("week")).empty());
    for (const std::string text : {"", "s", "m", "monda y"}) CHECK_FALSE(parse_weekday(text).has_value());
}

TEST_CASE("an offending word is quoted, shortened and printable") {
    CHECK(parse_time("\x1B[2J").error().what == "\"\\x1B[2J\" is not a time of day");
    const auto error = parse_date(std::string(100'000, 'x')).error();
    CHECK(error.what.size() < 120);
    const auto cut = parse_weekday("aä" + std::string(57, 'b') + "ääää").error().what;
    CHECK(cut.find("\\x") == std::string::npos);
}
