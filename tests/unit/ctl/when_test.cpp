#include "ctl/when.hpp"

#include <absl/time/time.h>

#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::ctl;

namespace {

constexpr const char* now = "2026-03-29T13:20:00+02:00";   // a Sunday

core::Zone berlin() {
    absl::TimeZone zone;
    REQUIRE(absl::LoadTimeZone("Europe/Berlin", &zone));
    return {zone, "Europe/Berlin"};
}

}   // namespace

TEST_CASE("days near now have words, others a date") {
    CHECK(moment_words("2026-03-29T16:00:00+02:00", now) == "today 16:00");
    CHECK(moment_words("2026-03-30T09:05:00+02:00", now) == "tomorrow 09:05");
    CHECK(moment_words("2026-03-28T09:05:00+01:00", now) == "yesterday 09:05");
    CHECK(moment_words("2026-04-04T16:00:00+02:00", now) == "Saturday 16:00");
    CHECK(moment_words("2026-04-05T16:00:00+02:00", now) == "Sun 5 April 16:00");
    CHECK(moment_words("2026-03-27T16:00:00+01:00", now) == "Fri 27 March 16:00");
    CHECK(moment_words("2027-01-01T16:00:00+01:00", now) == "Fri 1 January 2027 16:00");
}

TEST_CASE("what is no moment is shown as it came, made printable") {
    CHECK(moment_words("soon\x1b[1m", now) == "soon\\x1B[1m");
    CHECK(moment_words("", now).empty());
    CHECK_FALSE(wall_time("2026-13-29T16:00:00Z"));
    CHECK_FALSE(wall_time("2026-03-29 16:00"));
}

TEST_CASE("the past is told in days for two weeks, then by its date") {
    CHECK(ago_words("2026-03-29T08:00:00+02:00", now) == "today");
    CHECK(ago_words("2026-03-28T23:59:00+01:00", now) == "yesterday");
    CHECK(ago_words("2026-03-16T08:00:00+01:00", now) == "13 days ago");
    CHECK(ago_words("2026-03-15T08:00:00+01:00", now) == "15 March");
    CHECK(ago_words("2025-12-24T08:00:00+01:00", now) == "24 December 2025");
}

TEST_CASE("distances: minutes and hours of the same day, days by the calendar, then rounder words") {
    const auto zone = berlin();
    const auto at = [&](int month, int day, int minutes) {
        return zone.at(Date{2026, month, day}, TimeOfDay{static_cast<std::int16_t>(minutes)});
    };
    const auto from = at(3, 28, 13 * 60 + 20);
    const auto words = [&](core::Instant moment) { return distance_words(moment, from, zone); };
    CHECK(words(from + std::chrono::seconds{40}) == "now");
    CHECK(words(at(3, 28, 13 * 60 + 21)) == "in 1 minute");
    CHECK(words(at(3, 28, 14 * 60)) == "in 40 minutes");
    CHECK(words(at(3, 28, 22 * 60)) == "in 9 hours");
    CHECK(words(at(3, 29, 1 * 60)) == "tomorrow");
    CHECK(words(at(3, 29, 13 * 60)) == "tomorrow");
    CHECK(words(at(4, 4, 9 * 60)) == "in 7 days");
    CHECK(words(at(5, 9, 9 * 60)) == "in 6 weeks");
    CHECK(words(at(9, 28, 9 * 60)) == "in 6 months");
    CHECK(distance_words(zone.at(Date{2030, 3, 28}, TimeOfDay{0}), from, zone) == "in 4 years");
    CHECK(words(at(3, 28, 9 * 60)) == "4 hours ago");
    CHECK(words(at(3, 27, 9 * 60)) == "yesterday");
    CHECK(words(at(3, 20, 9 * 60)) == "8 days ago");
    CHECK(distance_words(at(3, 29, 60), at(3, 28, 23 * 60), zone) == "in 2 hours");   // over midnight, but near
}

TEST_CASE("now in the offset of another moment") {
    const core::Instant instant{std::chrono::seconds{1774790400}};   // 13:20 UTC
    CHECK(same_offset(instant, "2026-04-05T16:00:00+05:45").substr(0, 16) == "2026-03-29T19:05");
    CHECK(same_offset(instant, "2026-04-05T16:00:00-11:00").substr(0, 16) == "2026-03-29T02:20");
    CHECK(same_offset(instant, "2026-04-05T16:00:00Z").substr(0, 16) == "2026-03-29T13:20");
}
