#include "daemon/core/zone.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace kith::core {
namespace {

// Some thirty thousand years either way. Absl's infinities and the ends of its calendar lie far outside, so nothing here can overflow,
// whatever a journal or a clock says. What is computed may lie beyond it by as much again.
constexpr Seconds farthest{1'000'000'000'000};

Instant bounded(Instant instant) { return std::clamp(instant, Instant{-farthest}, Instant{farthest}); }

absl::Time to_absl(Instant instant) { return absl::FromUnixSeconds(bounded(instant).time_since_epoch().count()); }

Instant to_instant(absl::Time time) {
    return std::clamp(Instant{Seconds{absl::ToUnixSeconds(time)}}, Instant{-2 * farthest}, Instant{2 * farthest});
}

Instant resolve(const absl::TimeZone& zone, absl::CivilSecond civil) {
    const absl::TimeZone::TimeInfo info = zone.At(civil);
    return to_instant(info.kind == absl::TimeZone::TimeInfo::SKIPPED ? info.trans : info.pre);
}

absl::CivilSecond civil_second(Date date, int hour, int minute, int second) {
    return absl::CivilSecond{date.year(), date.month(), date.day(), hour, minute, second};
}

Date add_months(Date date, std::int64_t months) {
    const absl::CivilMonth month = absl::CivilMonth{date} + months;
    return std::min(Date{month.year(), month.month(), date.day()}, Date{month + 1} - 1);
}

// The civil parts of `duration`, forwards (+1) or backwards (-1); the instant itself when there are none, for the second pass through a
// fold must not be taken for the first.
Instant move_civil(const absl::TimeZone& zone, Instant start, const Duration& duration, std::int64_t direction) {
    if (duration.months == 0 && duration.days == 0) return bounded(start);
    const absl::CivilSecond civil = zone.At(to_absl(start)).cs;
    const Date date = add_months(Date{civil}, direction * duration.months) + direction * duration.days;
    return resolve(zone, civil_second(date, civil.hour(), civil.minute(), civil.second()));
}

Seconds elapsed(const Duration& duration) { return std::clamp(Seconds{duration.seconds}, Seconds{0}, farthest); }

}   // namespace

Instant Zone::at(Date date, TimeOfDay time) const { return resolve(zone_, civil_second(date, time.minutes / 60, time.minutes % 60, 0)); }

Zone::Local Zone::local(Instant instant) const {
    const absl::CivilSecond civil = zone_.At(to_absl(instant)).cs;
    return {Date{civil}, TimeOfDay{static_cast<std::int16_t>(civil.hour() * 60 + civil.minute())}};
}

Seconds Zone::offset(Instant instant) const { return Seconds{zone_.At(to_absl(instant)).offset}; }

Instant Zone::plus(Instant start, const Duration& duration) const { return move_civil(zone_, start, duration, 1) + elapsed(duration); }

Instant Zone::minus(Instant end, const Duration& duration) const { return move_civil(zone_, end, duration, -1) - elapsed(duration); }

std::string Zone::rfc3339(Instant instant) const {
    // RFC 3339 has no seconds in an offset (Liberia had until 1972): the offset is cut to the minute, and the time told to match it.
    const int offset = static_cast<int>(this->offset(instant).count() / 60);
    const absl::CivilSecond civil = absl::ToCivilSecond(to_absl(instant) + absl::Minutes(offset), absl::UTCTimeZone());
    std::array<char, 64> text;
    const int length = std::snprintf(text.data(), text.size(), "%04lld-%02d-%02dT%02d:%02d:%02d%c%02d:%02d",
                                     static_cast<long long>(civil.year()), civil.month(), civil.day(), civil.hour(), civil.minute(),
                                     civil.second(), offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
    return {text.data(), static_cast<std::size_t>(length)};
}

Date plan_day(const Zone& zone, TimeOfDay day_starts, Instant instant) {
    // The civil date is at most a step or two off: before `day_starts`, in a fold across midnight, or beside a date that a zone left out.
    instant = bounded(instant);
    Date day = zone.local(instant).date;
    while (instant < plan_day_begin(zone, day_starts, day)) --day;
    while (plan_day_begin(zone, day_starts, day + 1) <= instant) ++day;
    return day;
}

Instant plan_day_begin(const Zone& zone, TimeOfDay day_starts, Date day) { return zone.at(day, day_starts); }

}   // namespace kith::core
