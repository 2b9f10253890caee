// A rehearsal stands on what is open and has been, and lives on from there with a person who may be away.

#include "daemon/core/rehearsal.hpp"
#include "config/plan_reader.hpp"
#include "daemon/core/unroll.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::core;

namespace {

const char* const two_a_day = R"(
reflect: false
people:
  mum: {name: Mum}
  sam: {name: Sam}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: day at 10:00, by: call}
  write-sam: {do: "Write to {name}", with: sam, every: day at 18:00}
)";

std::shared_ptr<const Plan> plan_of(const char* yaml) {
    PlanReading reading = read_plan({{"plan.yaml", yaml}});
    REQUIRE(reading.plan);
    return std::make_shared<const Plan>(std::move(*reading.plan));
}

/// Of March 2026, in UTC.
Instant on(std::int32_t day, std::int16_t hour, std::int16_t minute = 0) {
    return Zone{}.at(Date{2026, 3, day}, TimeOfDay{static_cast<std::int16_t>(60 * hour + minute)});
}

std::string clock_of(Instant at) { return Zone{}.rfc3339(at).substr(8, 8); }   // 02T10:00

/// "02T10:00 Call Mum, 02T18:00 …": what is shown before `until`.
std::string shown(Rehearsal& rehearsal, Instant until) {
    std::string text;
    while (const auto played = rehearsal.next(until))
        if (played->notice) text += (text.empty() ? "" : ", ") + clock_of(played->at) + ' ' + played->notice->summary;
    return text;
}

/// How the daemon's state stands after the plan was lived with from the first to `until`, by one who answers nothing.
Saved state_at(const char* yaml, Instant until) {
    Engine engine{std::make_shared<const Plan>(unrolled(*plan_of(yaml))), Zone{}, Saved{}};
    static_cast<void>(engine.step(event::Back{}, on(1, 0)));
    static_cast<void>(engine.step(event::ClockTrusted{}, on(1, 0)));
    while (engine.next_wakeup() && *engine.next_wakeup() <= until) static_cast<void>(engine.step(event::Tick{}, *engine.next_wakeup()));
    return engine.ledger().save();
}

}   // namespace

TEST_CASE("rehearsal: what was shown already is not shown again, and what is open is answered like all else") {
    Rehearsal rehearsal{
        plan_of(two_a_day), Zone{}, on(2, 11), {.saved = state_at(two_a_day, on(2, 10, 30)), .lifelike = false, .away = {}}};
    const Ledger& ledger = rehearsal.engine().ledger();
    REQUIRE(ledger.items_open().size() == 1);   // call-mum, since ten
    CHECK(shown(rehearsal, on(3, 12)) == "02T18:00 Write to Sam, 03T10:00 Call Mum");
    REQUIRE(ledger.person(*ledger.find_person("mum")).last_contact);
    CHECK(*ledger.person(*ledger.find_person("mum")).last_contact == on(3, 10, 12));
    CHECK(ledger.items_open().empty());
}

TEST_CASE("rehearsal: what is open and lapses before its answer is not answered for the next") {
    Rehearsal rehearsal{plan_of(two_a_day), Zone{}, on(2, 3, 55), {.saved = state_at(two_a_day, on(1, 20)), .lifelike = false, .away = {}}};
    CHECK(rehearsal.engine().ledger().items_open().size() == 2);
    std::string answers;
    while (const auto played = rehearsal.next(on(2, 11)))
        if (played->answer) answers += clock_of(played->at) + ' ' + played->about;
    CHECK(answers == "02T10:12 Call Mum");
}

TEST_CASE("rehearsal: a daemon that was there all along gathers nothing, however long ago it last wrote anything (M1)") {
    Rehearsal rehearsal{plan_of(two_a_day), Zone{}, on(2, 10), {.saved = state_at(two_a_day, on(1, 20)), .lifelike = false, .away = {}}};
    CHECK(shown(rehearsal, on(2, 11)) == "02T10:00 Call Mum");
}

TEST_CASE("rehearsal: nothing is shown while the person is away, and what came due meanwhile is gathered on their return (M1)") {
    SECTION("from a moment to come on") {
        Rehearsal rehearsal{plan_of(two_a_day), Zone{}, on(2, 8), {.saved = {}, .lifelike = false, .away = {{on(2, 12), on(4, 20)}}}};
        CHECK(shown(rehearsal, on(5, 11)) ==
              "02T10:00 Call Mum, 04T20:00 Welcome back, 04T20:12 Call Mum, 04T20:24 Write to Sam, 05T10:00 Call Mum");
    }
    SECTION("from the beginning") {
        Rehearsal rehearsal{plan_of(two_a_day), Zone{}, on(2, 10), {.saved = {}, .lifelike = false, .away = {{on(2, 0), on(3, 9)}}}};
        CHECK(shown(rehearsal, on(3, 11)) == "03T10:00 Call Mum");   // yesterday's have lapsed
    }
    SECTION("what was shown just before they left is answered when they are back") {
        Rehearsal rehearsal{plan_of(two_a_day), Zone{}, on(2, 8), {.saved = {}, .lifelike = false, .away = {{on(2, 10, 5), on(2, 12)}}}};
        std::string answers;
        while (const auto played = rehearsal.next(on(2, 13)))
            if (played->answer) answers += clock_of(played->at);
        CHECK(answers == "02T12:12");
    }
}

TEST_CASE("rehearsal: a lifelike person declines one in five, any other does all that comes") {
    const auto declined = [](bool lifelike) {
        Rehearsal rehearsal{plan_of(two_a_day), Zone{}, on(2, 8), {.saved = {}, .lifelike = lifelike, .away = {}}};
        int count = 0;
        while (const auto played = rehearsal.next(on(7, 8))) count += played->answer == Button::not_today ? 1 : 0;
        return count;
    };
    CHECK(declined(true) == 2);
    CHECK(declined(false) == 0);
}
