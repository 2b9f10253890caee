#pragma once
// Instants, zones, cadences and dates in few words, for the tests of the core's calendar.

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

#include "config/plan.hpp"
#include "daemon/core/zone.hpp"
#include "tests/support/catch.hpp"

namespace kith::core {

/// The first and the last date that a plan may speak of.
inline const Date first_date{1970, 1, 1};
inline const Date last_date{9999, 12, 31};

/// A moment in UTC.
inline Instant utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0) {
    return std::chrono::sys_days{std::chrono::year{year} / month / day} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           Seconds{second};
}

inline TimeOfDay time_of(int hour, int minute = 0) { return TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)}; }

inline Window window_of(int begin_hour, int begin_minute, int end_hour, int end_minute) {
    return {time_of(begin_hour, begin_minute), time_of(end_hour, end_minute)};
}

inline Weekdays weekdays(std::initializer_list<Weekday> days) {
    Weekdays set;
    for (const Weekday day : days) set.add(day);
    return set;
}

/// `every: INTERVAL UNIT on …`
inline CalendarCadence calendar(std::int32_t interval, Unit unit, On on = {}) {
    CalendarCadence cadence;
    cadence.interval = interval;
    cadence.unit = unit;
    cadence.on = std::move(on);
    return cadence;
}

inline Schedule every(Cadence cadence) {
    Schedule schedule;
    schedule.every = std::move(cadence);
    return schedule;
}

/// The first date of the week, month or year that `day` lies in, and that of the n-th period after the one that begins on `start`.
inline Date start_of(Unit unit, Date day) {
    while (unit == Unit::week && weekday_of(day) != Weekday::mon) --day;
    if (unit == Unit::month || unit == Unit::year) day = Date{day.year(), unit == Unit::year ? 1 : day.month(), 1};
    return day;
}

inline Date step(Unit unit, Date start, std::int64_t n) {
    if (unit == Unit::day) return start + n;
    if (unit == Unit::week) return start + 7 * n;
    return unit == Unit::month ? Date{start.year(), start.month() + n, 1} : Date{start.year() + n, 1, 1};
}

/// A zone of the machine's tz database; the test fails when it isn't there.
inline Zone zone_named(const std::string& name) {
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(name, &zone)) FAIL("no zone " << name << " on this machine: is tzdata installed?");
    return {zone, name};
}

}   // namespace kith::core
