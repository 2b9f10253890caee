// Heads-ups as they are told of and answered (S8, L1).

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

std::string dinner(const std::string& settings = "", const std::string& whom = "with: sam") {
    return settings + R"(
people: {sam: {name: Sam}, mum: {name: Mum}}
touchpoints:
  dinner: {do: "Have dinner with {name}", )" +
           whom + ", every: week on sun at 19:00, heads_up: [2h]}\n";
}

app::Notice announced(const std::string& plan) {
    App app{plan.c_str()};
    app.run_to(17, 0);
    REQUIRE(app.desktop.shown.size() == 1);
    return app.desktop.shown.begin()->second;
}

}   // namespace

TEST_CASE("L1: a heads-up says what comes, when, and the time truly left, and offers what can be done ahead") {
    const app::Notice notice = announced(dinner());
    CHECK(notice.summary == "In 2 hours: Have dinner with Sam");
    CHECK(notice.body == "Planned for 19:00.");
    REQUIRE(notice.actions.size() == 2);
    CHECK(notice.actions[0].label == "Done");
    CHECK(notice.actions[1].label == "Not this time");
    CHECK(announced(dinner("quiet: [16:50-17:20]")).summary == "In 2 hours: Have dinner with Sam");
    CHECK(announced(dinner("privacy: name")).summary == "In 2 hours, with Sam");
    CHECK(announced(dinner("privacy: hidden")).summary == "In 2 hours: something you planned");
}

TEST_CASE("S2: announced before it is chosen, it names all whom it may be about, and nobody at a distance") {
    App app{dinner("day_starts: \"18:00\"", "one_of: [mum, sam]").c_str()};
    app.run_to(17, 0);
    REQUIRE(app.desktop.shown.size() == 1);
    CHECK(app.desktop.shown.begin()->second.summary == "In 2 hours: Have dinner with Mum or Sam");
}

TEST_CASE("L1: late, it says what is left; agenda and why know of it, and today asks nothing because of it") {
    App app{dinner().c_str()};
    const boost::json::value coming = app.result("day.today").at("coming");
    CHECK(text(coming.at(0), "what") == "Coming up: Have dinner with Sam");
    CHECK(text(coming.at(0), "item") == "dinner/2h");
    CHECK(text(coming.at(1), "item") == "dinner");
    CHECK(app.result("item.why", R"({"name":"dinner/2h"})").at("sentences").at(0).as_string() ==
          "It comes today 17:00, 2h ahead of dinner, which is planned for today 19:00. It is over when that begins or is closed.");
    app.clock.pass_to(core::Zone{}.at(Date{2026, 3, 1}, TimeOfDay{18 * 60 + 15}));
    app.clock.ring();
    REQUIRE(app.desktop.shown.size() == 1);
    CHECK(app.desktop.shown.begin()->second.summary == "In 45 minutes: Have dinner with Sam");
    CHECK(app.result("day.today").at("open").as_array().empty());
    app.run_to(19, 0);
    REQUIRE(app.desktop.shown.size() == 1);
    CHECK(app.desktop.shown.begin()->second.summary == "Have dinner with Sam");
}

TEST_CASE("L1: acting on a heads-up acts on what it announces") {
    App app{dinner().c_str()};
    app.run_to(17, 0);
    CHECK(said(app, "occurrence.skip", R"({"name":"dinner/2h"})") == "Have dinner with Sam: not this time.");
    CHECK(app.desktop.shown.empty());
    const boost::json::array ended = app.result("day.today").at("ended").as_array();
    REQUIRE(ended.size() == 1);
    CHECK(text(ended[0], "item") == "dinner");
    const boost::json::value lines = app.result("history.list").at("lines");
    CHECK(text(lines.at(0), "text") == "Have dinner with Sam: not this time");
    CHECK(text(lines.at(1), "text") == "Coming up: Have dinner with Sam: announced");
    app.run_to(20, 0);
    CHECK(app.desktop.shown.empty());
}
