// Who sleeps (S1), as it is told.

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

constexpr const char* far_plan = R"(
gap: 0m
people:
  kenji: {name: Kenji, timezone: Asia/Tokyo, awake: 09:00-22:00}
  mum: {name: Mum, awake: 07:30-14:00}
touchpoints:
  hello: {do: "Write to {name}", with: kenji, every: week on sun, between: 10:00-18:00}
  note: {do: "Write to {name}", with: mum, every: week on sun, between: 10:00-18:00}
)";

std::string first_sentence(App& app, const std::string& item) {
    return std::string{app.result("item.why", R"({"name":")" + item + "\"}").at("sentences").at(0).as_string()};
}

}   // namespace

TEST_CASE("S1: why tells who sleeps, what time it is there, and when it comes, by both clocks") {
    App app{far_plan};
    app.runtime.take_presence({.do_not_disturb = false, .away = true});
    app.run_to(15, 20);
    app.runtime.take_presence({.do_not_disturb = false, .away = false});
    app.run_to(15, 21);
    CHECK(first_sentence(app, "hello") ==
          "It is held: it is 00:21 for Kenji, who is awake 09:00-22:00 in Tokyo; it comes tomorrow 10:00, 19:00 for Kenji.");
    CHECK(first_sentence(app, "note") == "It is held: it is 15:21 for Mum, who is awake 07:30-14:00; it comes tomorrow 10:00.");
    const boost::json::value hold = app.result("day.today").at("coming").at(0).at("hold");
    CHECK(hold.at("gate").as_string() == "they sleep");
    CHECK(hold.at("until").as_string() == "2026-03-02T10:00:00+00:00");
}

TEST_CASE("S1: show tells when somebody is awake") {
    App app{far_plan};
    const boost::json::value facts = app.result("item.show", R"({"name":"kenji"})").at("facts");
    CHECK(boost::json::serialize(facts).find(R"("Awake","value":"09:00-22:00")") != std::string::npos);
}
