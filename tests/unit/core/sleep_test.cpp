// S1: when others sleep, by their own clock.

#include "daemon/core/sleep.hpp"

#include <string>
#include <utility>
#include <vector>

#include "daemon/core/dayplan.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

Person somebody(std::string id, const std::string& zone, std::optional<Window> awake) {
    Person person;
    person.id = std::move(id);
    person.timezone = zone;
    if (!zone.empty() && !absl::LoadTimeZone(zone, &person.zone)) FAIL("no zone " << zone);
    person.awake = awake;
    return person;
}

/// 0: kenji in Tokyo, 1: ann in New York, 2: mum who names no zone, 3: sam who never sleeps.
Plan four_people() {
    Plan plan;
    plan.people = {somebody("kenji", "Asia/Tokyo", window_of(9, 0, 22, 0)), somebody("ann", "America/New_York", window_of(8, 0, 22, 0)),
                   somebody("mum", "", window_of(7, 0, 1, 0)), somebody("sam", "", {})};
    return plan;
}

TEST_CASE("S1: they sleep by their own clock, whoever names no zone by the plan's") {
    const Plan plan = four_people();
    const Sleep sleep{plan, zone_named("Europe/Berlin")};
    const Span day{utc(2026, 1, 5), utc(2026, 1, 6)};
    CHECK(sleep.spans(sleep.of(0), day).list() == std::vector{Span{utc(2026, 1, 5, 13), utc(2026, 1, 6)}});
    CHECK(sleep.spans(sleep.of(1), day).list() == std::vector{Span{utc(2026, 1, 5, 3), utc(2026, 1, 5, 13)}});
    CHECK(sleep.spans(sleep.of(2), day).list() == std::vector{Span{utc(2026, 1, 5, 0), utc(2026, 1, 5, 6)}});
    CHECK(sleep.of(3) == Sleep::nobody);
    CHECK(sleep.spans(Sleep::nobody, day).empty());
    CHECK(sleep.asleep(sleep.of(0), utc(2026, 1, 5, 13)));
    CHECK(!sleep.asleep(sleep.of(0), utc(2026, 1, 5, 12, 59)));
}

TEST_CASE("S1: all of several have to be awake, of several to choose from one is enough") {
    const Plan plan = four_people();
    Sleep sleep{plan, zone_named("Europe/Berlin")};
    const Span day{utc(2026, 1, 5), utc(2026, 1, 6)};
    CHECK(sleep.spans(sleep.all_of({0, 1}), day).list() == std::vector{Span{utc(2026, 1, 5, 3), utc(2026, 1, 6)}});
    CHECK(sleep.spans(sleep.any_of({0, 1}), day).empty());
    CHECK(sleep.spans(sleep.any_of({1, 2}), day).list() == std::vector{Span{utc(2026, 1, 5, 3), utc(2026, 1, 5, 6)}});
    CHECK(sleep.any_of({0, 3}) == Sleep::nobody);
    CHECK(sleep.all_of({0, 3}) == sleep.of(0));
    CHECK(sleep.all_of({0, 1}) == sleep.all_of({1, 0}));
}

TEST_CASE("S2: who is at a distance keeps nobody's place among those to choose from") {
    Plan plan = four_people();
    plan.people[3].distance = true;
    Sleep sleep{plan, Zone{}};
    CHECK(sleep.any_of({0, 3}) == sleep.of(0));
}

TEST_CASE("S1, T1: a change of the clock is theirs, on the night it happens there") {
    const Plan plan = four_people();
    const Sleep sleep{plan, zone_named("Europe/Berlin")};
    // New York, 8 March 2026: 13:00 UTC is 08:00 the day before, 12:00 UTC on that day.
    CHECK(sleep.spans(sleep.of(1), {utc(2026, 3, 7, 6), utc(2026, 3, 8, 20)}).list() ==
          std::vector{Span{utc(2026, 3, 7, 6), utc(2026, 3, 7, 13)}, Span{utc(2026, 3, 8, 3), utc(2026, 3, 8, 12)}});
    // Berlin, 25 October 2026: mum's night, from 01:00, has an hour more.
    CHECK(sleep.spans(sleep.of(2), {utc(2026, 10, 24, 12), utc(2026, 10, 25, 12)}).list() ==
          std::vector{Span{utc(2026, 10, 24, 23), utc(2026, 10, 25, 6)}});
}

TEST_CASE("S1: away from changes of the clock, awake is what the clock on their wall says") {
    const Zone ours = zone_named("Europe/Berlin");
    for (const char* name : {"Asia/Tokyo", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"}) {
        for (const Window awake : {window_of(9, 0, 22, 0), window_of(22, 0, 6, 0), window_of(0, 0, 0, 30), window_of(23, 59, 0, 1)}) {
            Plan plan;
            plan.people = {somebody("a", name, awake)};
            const Sleep sleep{plan, ours};
            const Zone theirs = zone_named(name);
            const Span days{utc(2026, 6, 1, 3), utc(2026, 6, 4, 5)};
            const Spans asleep = sleep.spans(sleep.of(0), days);
            for (Instant t = days.begin; t < days.end; t += Seconds{60 * 7}) {
                const int minutes = theirs.local(t).time.minutes;
                const bool inside = awake.begin.minutes < awake.end.minutes ? awake.begin.minutes <= minutes && minutes < awake.end.minutes
                                                                            : minutes >= awake.begin.minutes || minutes < awake.end.minutes;
                INFO(name << ' ' << t.time_since_epoch().count());
                REQUIRE(asleep.contains(t) == !inside);
            }
        }
    }
}

}   // namespace
}   // namespace kith::core
