#include "daemon/app/names.hpp"
#include "daemon/app/said_when.hpp"
#include "daemon/core/unroll.hpp"
#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

std::string found(const Plan& plan, const char* text) {
    const auto named = app::find_name(plan, text);
    if (!named) return "error " + std::to_string(static_cast<int>(named.error().code));
    if (const auto* item = std::get_if<app::ItemName>(&*named)) return plan.touchpoints[item->touchpoint].id;
    if (const auto* checkin = std::get_if<app::CheckinName>(&*named)) return plan.checkins[checkin->checkin].id;
    return plan.people[std::get<app::PersonName>(*named).person].id;
}

std::string when(const char* text) {
    const core::Zone zone;
    const auto instant = app::parse_when(text, zone, sunday_morning());
    return instant ? zone.rfc3339(*instant).substr(0, 16) : "error";
}

}   // namespace

TEST_CASE("Names: an id, a beginning only one has, a person's name, any case") {
    const auto plan = plan_of(small_plan);
    CHECK(found(*plan, "call-mum") == "call-mum");
    CHECK(found(*plan, "CALL-M") == "call-mum");
    CHECK(found(*plan, "mum") == "mum");
    CHECK(found(*plan, "alex") == "ex");
    CHECK(found(*plan, "sam") == "sam");   // exact, although sam-weekly begins alike
    CHECK(found(*plan, "sam-") == "sam-weekly");
    CHECK(found(*plan, "call") == "error 2");
    CHECK(found(*plan, "nobody") == "error 1");
    CHECK(found(*plan, "") == "error 1");
}

TEST_CASE("Names: the nearest is offered") {
    const auto plan = plan_of(small_plan);
    CHECK(app::find_name(*plan, "cal-mum").error().candidates == std::vector<std::string>{"call-mum"});
    CHECK(app::find_person(*plan, "mun").error().candidates == std::vector<std::string>{"mum"});
    CHECK(app::find_name(*plan, "call").error().candidates.size() == 2);
}

TEST_CASE("Names: a series has two words; of the person alone nobody means the birthday") {
    const auto plan = std::make_shared<const Plan>(core::unrolled(*plan_of(R"(
people:
  kenji: {name: Kenji, circle: friends, born: 03-02}
  ana: {name: Ana, circle: friends}
touchpoints:
  old-friends: {each: friends, every: 2 times a month}
)")));
    CHECK(found(*plan, "ken") == "kenji");
    CHECK(found(*plan, "kenji/b") == "kenji/birthday");
    CHECK(found(*plan, "old-friends/a") == "old-friends/ana");
    CHECK(app::find_name(*plan, "old").error().candidates == std::vector<std::string>{"old-friends/kenji", "old-friends/ana"});
}

TEST_CASE("Moments of the past as people say them") {
    // Now is Sunday 2026-03-01 08:00.
    CHECK(when("yesterday 18:00") == "2026-02-28T18:00");
    CHECK(when("yesterday") == "2026-02-28T12:00");
    CHECK(when("today") == "2026-03-01T08:00");
    CHECK(when("07:30") == "2026-03-01T07:30");
    CHECK(when("2026-02-03") == "2026-02-03T12:00");
    CHECK(when("2026-02-03T19:15") == "2026-02-03T19:15");
    CHECK(when("2026-02-03 19:15") == "2026-02-03T19:15");
    CHECK(when("sunday") == "2026-02-22T12:00");
    CHECK(when("friday 9:05") == "2026-02-27T09:05");
    CHECK(when("2026-02-03T19:15:00+02:00") == "2026-02-03T17:15");
    for (const char* wrong : {"", " ", "T", "yesteryear", "25:00", "2026-02-30", "today at noon", "18:00 yesterday"})
        CHECK(when(wrong) == "error");
}
