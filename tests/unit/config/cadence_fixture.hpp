#pragma once
// What the tests of cadences share.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>
#include "config/cadence_text.hpp"
#include "tests/support/catch.hpp"

namespace kith::cadence_test {

inline constexpr Window waking{{9 * 60}, {21 * 60}};

inline std::string canonical(std::string_view text) {
    const auto cadence = parse_cadence(text);
    CAPTURE(text);
    if (!cadence) FAIL(cadence.error().what);
    return to_text(*cadence);
}

inline TextError refused(std::string_view text) {
    CAPTURE(text);
    const auto cadence = parse_cadence(text);
    REQUIRE_FALSE(cadence.has_value());
    CHECK_FALSE(cadence.error().what.empty());
    CHECK_FALSE(cadence.error().expected.empty());
    return cadence.error();
}

inline std::string hint(std::string_view text) { return refused(text).hint; }

inline std::string meant(std::string_view cadence) { return "did you mean \"" + std::string{cadence} + "\"?"; }

inline std::string words(std::string_view text, Window between = waking) {
    const auto cadence = parse_cadence(text);
    REQUIRE(cadence.has_value());
    return in_words(*cadence, between);
}

/// Every form of the grammar, with the ends of every range.
inline std::vector<Cadence> every_shape() {
    std::vector<On> weeks{std::monostate{}};
    for (unsigned bits = 1; bits < 0x80; ++bits) {
        Weekdays days;
        for (unsigned day = 0; day < 7; ++day)
            if ((bits >> day & 1U) != 0) days.add(static_cast<Weekday>(day));
        weeks.emplace_back(days);
    }
    std::vector<On> months{std::monostate{}, OnLastDay{}};
    for (int day = 1; day <= 31; ++day) months.emplace_back(OnMonthDay{static_cast<std::int8_t>(day)});
    std::vector<On> years{std::monostate{}};
    for (Date day(2024, 1, 1); day < Date(2025, 1, 1); ++day)
        years.emplace_back(MonthDay{static_cast<std::int8_t>(day.month()), static_cast<std::int8_t>(day.day())});
    for (const auto nth : {Nth::first, Nth::second, Nth::third, Nth::fourth, Nth::last})
        for (int day = 0; day < 7; ++day) {
            months.emplace_back(OnNthWeekday{nth, static_cast<Weekday>(day)});
            for (int month = 1; month <= 12; ++month)
                years.emplace_back(OnNthWeekdayOf{nth, static_cast<Weekday>(day), static_cast<std::int8_t>(month)});
        }
    std::vector<Cadence> result;
    const auto calendar = [&](CalendarCadence::Shape shape, std::int32_t interval, Unit unit, const On& on) {
        for (const std::optional<TimeOfDay> at : {std::optional<TimeOfDay>{}, std::optional{TimeOfDay{0}}, std::optional{TimeOfDay{1'439}}})
            result.emplace_back(CalendarCadence{shape, interval, unit, on, at});
    };
    calendar(CalendarCadence::Shape::weekday, 1, Unit::day, std::monostate{});
    calendar(CalendarCadence::Shape::weekend, 1, Unit::day, std::monostate{});
    for (const std::int32_t interval : {1, 2, 1'000}) {
        calendar(CalendarCadence::Shape::plain, interval, Unit::day, std::monostate{});
        for (const auto& on : weeks) calendar(CalendarCadence::Shape::plain, interval, Unit::week, on);
        for (const auto& on : months) calendar(CalendarCadence::Shape::plain, interval, Unit::month, on);
        for (const auto& on : years) calendar(CalendarCadence::Shape::plain, interval, Unit::year, on);
        for (const auto unit : {Unit::day, Unit::week, Unit::month, Unit::year}) result.emplace_back(ElapsedCadence{interval, unit});
    }
    for (const auto unit : {Unit::day, Unit::week, Unit::month})
        for (std::int32_t count = 1; count <= 100; ++count) result.emplace_back(QuotaCadence{count, unit});
    return result;
}

inline const std::vector<std::string> samples{"week on sun at 16:00",
                                              "2 weeks on mon,thu",
                                              "Mondays, Tuesdays and sat 9:05",
                                              "weekdays at 08:00",
                                              "month on day 31 at 19:00",
                                              "month on last day",
                                              "3 months on first fri at 19:00",
                                              "year on 02-29",
                                              "year on first sun of may at 10:00",
                                              "once a month",
                                              "3 times a week",
                                              "4 weeks after contact",
                                              "1000 days"};

/// A value or an error with words; a guess in the hint is a cadence itself.
inline void holds_up(const std::string& text) {
    const auto cadence = parse_cadence(text);
    CAPTURE(text);
    if (cadence) {
        REQUIRE(parse_cadence(to_text(*cadence)) == *cadence);
        REQUIRE_FALSE(in_words(*cadence, waking).empty());
        return;
    }
    REQUIRE_FALSE(cadence.error().what.empty());
    const std::string opening = "did you mean \"";
    const auto begin = cadence.error().hint.find(opening);
    if (begin == std::string::npos) return;
    const auto guess = cadence.error().hint.substr(begin + opening.size());
    REQUIRE(canonical(guess.substr(0, guess.find('"'))) == guess.substr(0, guess.find('"')));
}

}   // namespace kith::cadence_test
