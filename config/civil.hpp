#pragma once
// Civil time as the plan speaks it: times of day, windows, weekdays, durations. Values only; `civil_text.hpp` reads and prints them.

#include <compare>
#include <cstdint>

#include "config/date.hpp"

namespace kith {

/// A time of day, in whole minutes since midnight: 0..1439, and 1440 ("24:00") as the end of a window only.
struct TimeOfDay {
    std::int16_t minutes = 0;
    auto operator<=>(const TimeOfDay&) const = default;
};

/// From `begin` (inclusive) to `end` (exclusive). It crosses midnight when `end` <= `begin`; the reader refuses begin == end. (T3)
struct Window {
    TimeOfDay begin;
    TimeOfDay end;
    auto operator<=>(const Window&) const = default;
    [[nodiscard]] constexpr bool crosses_midnight() const { return end <= begin; }
};

/// Monday is 0, as in ISO 8601 less one; weeks begin on Monday.
enum class Weekday : std::uint8_t { mon, tue, wed, thu, fri, sat, sun };

[[nodiscard]] constexpr Weekday weekday_of(Date date) {
    constexpr int epoch = 3;   // 1970-01-01 was a Thursday
    return static_cast<Weekday>(((date.day_number() + epoch) % 7 + 7) % 7);
}

/// A set of weekdays.
class Weekdays {
  public:
    constexpr Weekdays() = default;
    static constexpr Weekdays all() { return Weekdays{0x7F}; }
    static constexpr Weekdays working() { return Weekdays{0x1F}; }
    static constexpr Weekdays weekend() { return Weekdays{0x60}; }
    constexpr void add(Weekday day) { bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(day)); }
    [[nodiscard]] constexpr bool contains(Weekday day) const { return (bits_ >> static_cast<unsigned>(day) & 1U) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    /// Bit 0 is Monday.
    [[nodiscard]] constexpr std::uint8_t bits() const { return bits_; }
    auto operator<=>(const Weekdays&) const = default;

  private:
    explicit constexpr Weekdays(std::uint8_t bits) : bits_{bits} {}
    std::uint8_t bits_ = 0;
};

/// A length of time in the three currencies of T7: months and days are civil (the same time of day on the later date), seconds
/// are elapsed. Each part is >= 0.
struct Duration {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t seconds = 0;
    auto operator<=>(const Duration&) const = default;
    [[nodiscard]] constexpr bool zero() const { return months == 0 && days == 0 && seconds == 0; }
};

/// Both ends belong to the range.
struct DateRange {
    Date first;
    Date last;
    [[nodiscard]] bool contains(Date date) const { return first <= date && date <= last; }
    friend bool operator==(const DateRange&, const DateRange&) = default;
};

/// A day of the year; 02-29 means 02-28 in a common year.
struct MonthDay {
    std::int8_t month = 1;
    std::int8_t day = 1;
    auto operator<=>(const MonthDay&) const = default;
};

}   // namespace kith
