#pragma once
// How often: the value behind `every:`. `cadence_text.hpp` reads, prints and explains it; `daemon/core/slots.hpp` turns it into slots.

#include <cstdint>
#include <optional>
#include <variant>

#include "config/civil.hpp"

namespace kith {

enum class Unit : std::uint8_t { day, week, month, year };

/// Which of a month's (or year's named month's) seven weekdays: first to fourth, or the last.
enum class Nth : std::uint8_t { first, second, third, fourth, last };

/// `on day 31`: in a shorter month its last day. 1..31.
struct OnMonthDay {
    std::int8_t day = 1;
    friend bool operator==(const OnMonthDay&, const OnMonthDay&) = default;
};
struct OnLastDay {
    friend bool operator==(const OnLastDay&, const OnLastDay&) = default;
};
/// `on first fri`, and for years `on first fri of may`.
struct OnNthWeekday {
    Nth nth = Nth::first;
    Weekday weekday = Weekday::mon;
    friend bool operator==(const OnNthWeekday&, const OnNthWeekday&) = default;
};
struct OnNthWeekdayOf {
    Nth nth = Nth::first;
    Weekday weekday = Weekday::mon;
    std::int8_t month = 1;
    friend bool operator==(const OnNthWeekdayOf&, const OnNthWeekdayOf&) = default;
};

/// What may follow `on`: for weeks Weekdays; for months the first three below it; for years MonthDay or OnNthWeekdayOf. monostate: no
/// `on` was written: the day of `from`, and without that a day of the period by hash.
using On = std::variant<std::monostate, Weekdays, OnMonthDay, OnLastDay, OnNthWeekday, MonthDay, OnNthWeekdayOf>;

/// `[N] day|week|month|year [on …] [at HH:MM]`. `weekday` and `weekend` are kept apart from the weeks they resemble, because each of
/// their slots lives as a daily one does (L1).
struct CalendarCadence {
    enum class Shape : std::uint8_t { plain, weekday, weekend };
    Shape shape = Shape::plain;   ///< weekday and weekend have interval 1, unit day and no `on`
    std::int32_t interval = 1;    ///< 1..1000
    Unit unit = Unit::day;
    On on;
    std::optional<TimeOfDay> at;   ///< an exact time; without it, a window
    friend bool operator==(const CalendarCadence&, const CalendarCadence&) = default;
};

/// `N times a day|week|month` (S3). count is 1..100.
struct QuotaCadence {
    std::int32_t count = 1;
    Unit unit = Unit::week;   ///< never year
    friend bool operator==(const QuotaCadence&, const QuotaCadence&) = default;
};

/// `[N] day|week|month|year after contact` (S4). interval is 1..1000.
struct ElapsedCadence {
    std::int32_t interval = 1;
    Unit unit = Unit::week;
    friend bool operator==(const ElapsedCadence&, const ElapsedCadence&) = default;
};

using Cadence = std::variant<CalendarCadence, QuotaCadence, ElapsedCadence>;

/// The exact time of day a cadence names, if it names one.
[[nodiscard]] inline std::optional<TimeOfDay> exact_time(const Cadence& cadence) {
    const auto* calendar = std::get_if<CalendarCadence>(&cadence);
    return calendar != nullptr ? calendar->at : std::nullopt;
}

}   // namespace kith
