#include "config/sleep_check.hpp"

#include <absl/time/time.h>

namespace kith::reader {
namespace {

constexpr int day_minutes = 24 * 60;

constexpr int wrapped(int minutes) { return (minutes % day_minutes + day_minutes) % day_minutes; }

/// Two stretches of the same circular day.
bool overlap(int begin, int length, Window awake) {
    const int ahead = wrapped(awake.begin.minutes - begin);   // from our begin to theirs
    const int awake_length = awake.end.minutes - awake.begin.minutes + (awake.crosses_midnight() ? day_minutes : 0);
    return ahead < length || day_minutes - ahead < awake_length;
}

int minutes_ahead(const absl::TimeZone& zone, absl::Time instant) { return zone.At(instant).offset / 60; }

}   // namespace

bool always_asleep(const Plan& plan, const Person& person, int begin, int length) {
    if (!person.awake) return false;
    if (person.timezone.empty() || person.timezone == plan.timezone) return !overlap(begin, length, *person.awake);
    absl::TimeZone ours;
    absl::TimeZone theirs;
    if (plan.timezone == "system" || !absl::LoadTimeZone(plan.timezone, &ours) || !absl::LoadTimeZone(person.timezone, &theirs))
        return false;
    for (int month = 1; month <= 12; ++month) {
        const auto instant = absl::FromCivil(absl::CivilDay{default_anchor.year(), month, 15}, absl::UTCTimeZone());
        if (overlap(wrapped(begin + minutes_ahead(theirs, instant) - minutes_ahead(ours, instant)), length, *person.awake)) return false;
    }
    return true;
}

}   // namespace kith::reader
