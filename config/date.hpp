#pragma once
// A calendar date as a count of days, so that its arithmetic and comparison are a few instructions and it takes four bytes.

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>

namespace kith {

/// A date in the proleptic Gregorian calendar; it has no zone. 1970-01-01 where nothing is said. What lies beyond min() or max() is that one.
class Date {
  public:
    constexpr Date() = default;
    /// What lies outside a month or a year is carried on: month 13 is January of the next year, day 0 the last of the month before.
    constexpr Date(std::int64_t year, std::int64_t month, std::int64_t day) {
        const std::int64_t months = year * 12 + month - 1;
        const std::int64_t in_year = (months % 12 + 12) % 12;
        const std::int64_t years = std::clamp<std::int64_t>((months - in_year) / 12, -32767, 32767);
        const std::chrono::year_month_day first{std::chrono::year{static_cast<int>(years)},
                                                std::chrono::month{static_cast<unsigned>(in_year + 1)}, std::chrono::day{1}};
        *this = of_day_number(std::chrono::sys_days{first}.time_since_epoch().count() + day - 1);
    }
    static constexpr Date of_day_number(std::int64_t days_since_1970) {
        Date date;
        date.days_ = static_cast<std::int32_t>(std::clamp(days_since_1970, first_day, last_day));
        return date;
    }
    static constexpr Date min() { return of_day_number(first_day); }   ///< -32767-01-01
    static constexpr Date max() { return of_day_number(last_day); }    ///< 32767-12-31

    /// Days since 1970-01-01.
    [[nodiscard]] constexpr std::int32_t day_number() const { return days_; }
    [[nodiscard]] constexpr int year() const { return static_cast<int>(civil().year()); }
    [[nodiscard]] constexpr int month() const { return static_cast<int>(static_cast<unsigned>(civil().month())); }
    [[nodiscard]] constexpr int day() const { return static_cast<int>(static_cast<unsigned>(civil().day())); }

    constexpr Date& operator+=(std::int64_t days) { return *this = of_day_number(days_ + days); }
    constexpr Date& operator-=(std::int64_t days) { return *this = of_day_number(days_ - days); }
    constexpr Date& operator++() { return *this += 1; }
    constexpr Date& operator--() { return *this -= 1; }
    friend constexpr Date operator+(Date date, std::int64_t days) { return date += days; }
    friend constexpr Date operator-(Date date, std::int64_t days) { return date -= days; }
    friend constexpr std::int64_t operator-(Date a, Date b) { return std::int64_t{a.days_} - b.days_; }
    friend constexpr auto operator<=>(Date, Date) = default;

  private:
    static constexpr std::int64_t first_day = -12'687'428;
    static constexpr std::int64_t last_day = 11'248'737;
    [[nodiscard]] constexpr std::chrono::year_month_day civil() const { return std::chrono::sys_days{std::chrono::days{days_}}; }

    std::int32_t days_ = 0;
};

}   // namespace kith
