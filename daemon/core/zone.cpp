#include "daemon/core/zone.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace kith::core {
namespace {

// Some twenty-eight thousand years either way: what a Date is good for, and far inside absl's calendar, so nothing here can overflow,
// whatever a journal or a clock says. What is computed may lie beyond it by as much again.
constexpr Seconds farthest{900'000'000'000};
// No offset is this long, and no change of one: a civil time so far from both ends of a stretch is unique.
constexpr Seconds margin{2 * 86'400};
constexpr std::int64_t day_seconds = 86'400;
// Absl lists some centuries of changes, and goes on with them as a cycle that it does not list: 2200-01-01.
constexpr Instant changes_listed_until{Seconds{7'258'118'400}};

Instant bounded(Instant instant) { return std::clamp(instant, Instant{-farthest}, Instant{farthest}); }

absl::Time to_absl(Instant instant) { return absl::FromUnixSeconds(bounded(instant).time_since_epoch().count()); }

Instant to_instant(absl::Time time) {
    return std::clamp(Instant{Seconds{absl::ToUnixSeconds(time)}}, Instant{-2 * farthest}, Instant{2 * farthest});
}

Instant resolve(const absl::TimeZone& zone, absl::CivilSecond civil) {
    const absl::TimeZone::TimeInfo info = zone.At(civil);
    return to_instant(info.kind == absl::TimeZone::TimeInfo::SKIPPED ? info.trans : info.pre);
}

/// Seconds since 1970 as if the zone were UTC.
using Civil = Seconds;

absl::CivilSecond civil_second(Civil civil) { return absl::ToCivilSecond(absl::FromUnixSeconds(civil.count()), absl::UTCTimeZone()); }

Date date_of(Civil civil) { return Date::of_day_number(std::chrono::floor<std::chrono::days>(civil).count()); }

Civil civil_of(Date date, Seconds since_midnight) { return Seconds{date.day_number() * day_seconds} + since_midnight; }

Date add_months(Date date, std::int64_t months) {
    const Date first{date.year(), date.month() + months, 1};
    return std::min(first + (date.day() - 1), Date{first.year(), first.month() + 1, 1} - 1);
}

Seconds elapsed(const Duration& duration) { return std::clamp(Seconds{duration.seconds}, Seconds{0}, farthest); }

}   // namespace

const Zone::Stretch& Zone::stretch_at(Instant instant) const {
    auto holds = [&](const Stretch& one) { return one.begin <= instant && instant < one.end; };
    if (holds(stretches_[0])) return stretches_[0];
    std::swap(stretches_[0], stretches_[1]);
    if (holds(stretches_[0])) return stretches_[0];
    absl::TimeZone::CivilTransition change;
    Stretch& found = stretches_[0] = Stretch{Instant{-2 * farthest}, Instant{2 * farthest}, Seconds{zone_.At(to_absl(instant)).offset}};
    if (zone_.PrevTransition(to_absl(instant + Seconds{1}), &change)) found.begin = to_instant(zone_.At(change.to).trans);
    if (zone_.NextTransition(to_absl(instant), &change))
        found.end = to_instant(zone_.At(change.to).trans);
    else if (instant < changes_listed_until)
        found.end = changes_listed_until;
    else
        found.begin = found.end = instant;   // each is asked for by itself
    return found;
}

Instant Zone::at(Date date, TimeOfDay time) const { return of_civil(civil_of(date, Seconds{time.minutes * 60})); }

Instant Zone::of_civil(Seconds civil) const {
    const Stretch& stretch = stretch_at(bounded(Instant{civil - stretches_[0].offset}));
    const Instant instant{civil - stretch.offset};
    if (stretch.begin + margin <= instant && instant < stretch.end - margin) return instant;
    return resolve(zone_, civil_second(civil));
}

Zone::Local Zone::local(Instant instant) const {
    instant = bounded(instant);
    const Civil civil = instant.time_since_epoch() + stretch_at(instant).offset;
    const Date date = date_of(civil);
    return {date, TimeOfDay{static_cast<std::int16_t>((civil - civil_of(date, Seconds{0})).count() / 60)}};
}

Seconds Zone::offset(Instant instant) const { return stretch_at(bounded(instant)).offset; }

// The civil parts of `duration`, forwards (+1) or backwards (-1); the instant itself when there are none, for the second pass through a
// fold must not be taken for the first.
Instant Zone::move_civil(Instant start, const Duration& duration, std::int64_t direction) const {
    start = bounded(start);
    if (duration.months == 0 && duration.days == 0) return start;
    const Civil civil = start.time_since_epoch() + offset(start);
    const Date before = date_of(civil);
    const Date month = duration.months == 0 ? before : add_months(before, direction * duration.months);
    return of_civil(civil_of(month + direction * duration.days, civil - civil_of(before, Seconds{0})));
}

Instant Zone::plus(Instant start, const Duration& duration) const { return move_civil(start, duration, 1) + elapsed(duration); }

Instant Zone::minus(Instant end, const Duration& duration) const { return move_civil(end, duration, -1) - elapsed(duration); }

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
