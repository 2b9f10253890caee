#pragma once
// Civil values ⇄ the words people write for them. Every parse error says what was found and what was expected.

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "config/civil.hpp"

namespace kith {

/// Why a text was refused: `what` was found, what was `expected`, and a `hint` (any may be empty but `what`).
struct TextError {
    std::string what;
    std::string expected;
    std::string hint;
};

template <class T>
using Parsed = tl::expected<T, TextError>;

[[nodiscard]] Parsed<TimeOfDay> parse_time(std::string_view text);         ///< HH:MM or H:MM, 00:00..23:59
[[nodiscard]] Parsed<Window> parse_window(std::string_view text);          ///< HH:MM-HH:MM; the end may be 24:00
[[nodiscard]] Parsed<Date> parse_date(std::string_view text);              ///< YYYY-MM-DD, years 1970..9999
[[nodiscard]] Parsed<DateRange> parse_date_range(std::string_view text);   ///< a date, or DATE..DATE, DATE to DATE
[[nodiscard]] Parsed<MonthDay> parse_month_day(std::string_view text);     ///< MM-DD
[[nodiscard]] Parsed<Duration> parse_duration(std::string_view text);      ///< 30m, 2h, 3 days, 6 weeks, 1h30m, 90s; years, months too
[[nodiscard]] Parsed<Weekday> parse_weekday(std::string_view text);        ///< full or short English name, plural too, any case

[[nodiscard]] std::string to_text(TimeOfDay time);   ///< 09:05
[[nodiscard]] std::string to_text(Window window);    ///< 09:00-21:00
[[nodiscard]] std::string to_text(Date date);        ///< 2026-03-29
[[nodiscard]] std::string to_text(const DateRange& range);
[[nodiscard]] std::string to_text(MonthDay day);               ///< 03-02
[[nodiscard]] std::string to_text(const Duration& duration);   ///< canonical and parseable: 2h, 3 days, 6 weeks, 1h30m
[[nodiscard]] std::string_view to_text(Weekday day);           ///< mon
[[nodiscard]] std::string_view full_name(Weekday day);         ///< Monday

}   // namespace kith
