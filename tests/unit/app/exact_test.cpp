// Exact times that are one nudge (S7), in words.

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

std::string plan_with(const std::string& privacy, const std::string& second) {
    return "privacy: " + privacy + R"(
people: {mum: {name: Mum}, sam: {name: Sam}}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: week on sun at 16:00}
  dinner: {do: "Dinner with {name}", with: sam, every: week on sun at )" +
           second + "}\n";
}

app::Notice shown_of(const std::string& plan) {
    App app{plan.c_str()};
    app.run_to(16, 0);
    REQUIRE(app.desktop.shown.size() == 1);
    return app.desktop.shown.begin()->second;
}

}   // namespace

TEST_CASE("S7: one notice names the true times of what comes together") {
    const app::Notice apart = shown_of(plan_with("full", "16:20"));
    CHECK(apart.summary == "Planned for 16:00 and 16:20");
    CHECK(apart.body == "16:00  Call Mum\n16:20  Dinner with Sam");
    REQUIRE(apart.actions.size() == 3);
    CHECK(apart.actions.front().button == core::Button::one_by_one);
    const app::Notice together = shown_of(plan_with("full", "16:00"));
    CHECK(together.summary == "Planned for 16:00");
    CHECK(together.body == "Call Mum\nDinner with Sam");
}

TEST_CASE("S7: it shows no more than the plan lets notices show") {
    CHECK(shown_of(plan_with("name", "16:20")).body == "Mum\nSam\nWhenever it suits you.");
    CHECK(shown_of(plan_with("name", "16:20")).summary == "A few small things");
    CHECK(shown_of(plan_with("hidden", "16:20")).body == "kithctl today says more.");
}

TEST_CASE("S7: why says of what came before its own time that it is open already") {
    App app{plan_with("full", "16:20").c_str()};
    app.run_to(16, 5);
    const boost::json::value why = app.result("item.why", R"({"name":"dinner"})");
    CHECK(std::string{why.at("sentences").at(0).as_string()}.starts_with("It is open already, for today 16:20"));
}
