#pragma once
// Internal to the slots: periods, a unit's stretches of the calendar, numbered without a gap; and what a schedule leaves of them.

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstdint>

#include "config/plan.hpp"

namespace kith::core::periods {

/// The calendar's own arithmetic: months, weekdays of a month.
using Day = std::chrono::sys_days;

inline Day to_day(Date date) { return Day{std::chrono::days{date.day_number()}}; }
inline Date to_date(Day day) { return Date::of_day_number(day.time_since_epoch().count()); }

/// The years a plan may speak of.
inline constexpr DateRange calendar_range{Date{1970, 1, 1}, Date{9999, 12, 31}};

[[nodiscard]] constexpr std::int64_t floor_mod(std::int64_t value, std::int64_t modulus) {
    const std::int64_t rest = value % modulus;
    return rest < 0 ? rest + modulus : rest;
}

inline constexpr std::int64_t epoch_weekday = 3;   // 1970-01-01 was a Thursday

[[nodiscard]] inline std::int64_t period_of(Unit unit, Day day) {
    const std::int64_t number = day.time_since_epoch().count();
    if (unit == Unit::day) return number;
    if (unit == Unit::week) return (number + epoch_weekday - floor_mod(number + epoch_weekday, 7)) / 7;
    const std::chrono::year_month_day civil{day};
    return unit == Unit::year ? int{civil.year()} : int{civil.year()} * 12 + unsigned{civil.month()} - 1;
}

[[nodiscard]] inline std::chrono::year_month month_of(Unit unit, std::int64_t period) {
    assert(period >= 0 && (unit == Unit::month || unit == Unit::year));
    if (unit == Unit::year) return std::chrono::year{static_cast<int>(period)} / std::chrono::January;
    return std::chrono::year{static_cast<int>(period / 12)} / static_cast<int>(period % 12 + 1);
}

[[nodiscard]] inline Day period_start(Unit unit, std::int64_t period) {
    if (unit == Unit::day) return Day{std::chrono::days{period}};
    if (unit == Unit::week) return Day{std::chrono::days{7 * period - epoch_weekday}};
    return month_of(unit, period) / 1;
}

[[nodiscard]] inline std::int64_t period_days(Unit unit, std::int64_t period) {
    return (period_start(unit, period + 1) - period_start(unit, period)).count();
}

/// The dates that a schedule's limits and the calendar leave; empty when last < first.
[[nodiscard]] inline DateRange limits_of(const Schedule& when) {
    DateRange range = calendar_range;
    if (when.from) range.first = std::max(range.first, *when.from);
    if (when.until) range.last = std::min(range.last, *when.until);
    return range;
}

[[nodiscard]] inline bool excepted(const Schedule& when, Date date) {
    return std::any_of(when.except.begin(), when.except.end(), [&](const DateRange& range) { return range.contains(date); });
}

}   // namespace kith::core::periods
