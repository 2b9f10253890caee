// Seasons and the energy of a day (S6), as they are asked for and told of.

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

const char* const plan_with_seasons = R"(
people:
  mum: {name: Mum}
  sam: {name: Sam}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: week on sun at 16:00, minimum: {do: "Send {name} one line", at: "17:00"}}
  call-sam: {do: "Call {name}", with: sam, every: week on sun at 18:00}
seasons:
  grief: {keep: minimum, daily_limit: 1}
  open: {daily_limit: 9}
)";

std::string first_sentence(App& app, const std::string& item) {
    return std::string{app.result("item.why", R"({"name":")" + item + "\"}").at("sentences").at(0).as_string()};
}
boost::json::array coming(App& app) { return app.result("day.today").at("coming").as_array(); }

}   // namespace

TEST_CASE("S6: a season is begun, told of by status, today and why, and ended") {
    App app{plan_with_seasons};   // Sunday 08:00
    CHECK(said(app, "season.set", R"({"season":"grief","until":"until 2026-03-11"})") ==
          "grief until 11 March: only the minimum is kept, at most 1 a day. kithctl season off ends it sooner.");
    CHECK(text(app.result("status.get"), "season") == "grief, until 11 March");
    CHECK(first_note(app) == "The season is grief, until 11 March. kithctl season off ends it sooner.");
    CHECK(first_sentence(app, "call-sam") == "It rests in this season (grief), until 11 March.");
    REQUIRE(coming(app).size() == 1);
    CHECK(text(coming(app)[0], "what") == "Send Mum one line");
    const boost::json::value list = app.result("season.list");
    CHECK(list.at("seasons").at(0).at("in_force") == true);
    CHECK(list.at("seasons").at(1).at("in_force") == false);
    CHECK(said(app, "season.set", "{}") == "The season is over: everything comes as the plan has it.");
    CHECK(coming(app).size() == 2);
    CHECK_FALSE(app.result("status.get").as_object().contains("season"));
}

TEST_CASE("S6: what can't be begun says why, and what there is") {
    App app{plan_with_seasons};
    const boost::json::value unknown = app.failure("season.set", R"({"season":"greif"})");
    CHECK(text(unknown, "message") == "The plan has no season \"greif\". There is grief, open.");
    CHECK(unknown.at("data").at("candidates").as_array().size() == 2);
    CHECK(text(app.failure("season.set", "{}"), "message") == "No season is in force just now, so there is nothing to end.");
    CHECK(text(app.failure("season.set", R"({"season":"grief","until":"2026-02-28"})"), "message").find("has passed") != std::string::npos);
    CHECK(text(app.failure("season.set", R"({"until":"tomorrow"})"), "message") == "A season is over at once: off stands alone.");
    CHECK(text(app.failure("energy.set", R"({"level":"tired"})"), "message") == "\"tired\" is no energy. Expected low, normal or high.");
    App without;
    CHECK(text(without.failure("season.set", R"({"season":"grief"})"), "message").find("no seasons yet") != std::string::npos);
}

TEST_CASE("S6, P8: low energy is of its day: the smaller variant comes at its time, and tomorrow is as ever") {
    App app{plan_with_seasons};
    CHECK(said(app, "energy.set", R"({"level":"low"})") == "Low energy today: only the minimum is kept. Tomorrow is another day.");
    CHECK(text(app.result("status.get"), "energy") == "low");
    CHECK(first_note(app) == "Low energy today, as you said: only the minimum is kept.");
    CHECK(first_sentence(app, "call-sam") == "It rests today, as energy is low.");
    REQUIRE(coming(app).size() == 1);
    CHECK(text(coming(app)[0], "what") == "Send Mum one line");
    CHECK(text(coming(app)[0], "at") == "2026-03-01T17:00:00+00:00");
    app.run_to(17, 30);
    REQUIRE(app.desktop.shown.size() == 1);
    CHECK(app.desktop.shown.begin()->second.summary == "Send Mum one line");
    const boost::json::array moments = app.result("agenda.list", R"({"days":10})").at("moments").as_array();
    REQUIRE(moments.size() == 2);
    CHECK(text(moments[0], "at") == "2026-03-08T16:00:00+00:00");
}

TEST_CASE("L6: a season and the day's energy are taken back") {
    App app{plan_with_seasons};
    app.result("energy.set", R"({"level":"low"})");
    app.result("season.set", R"({"season":"grief"})");
    CHECK(said(app, "action.undo", "{}") == "Taken back: no season is in force.");
    CHECK(said(app, "action.undo", "{}") == "Taken back: today's energy is normal.");
    CHECK(coming(app).size() == 2);
    const boost::json::array lines = app.result("history.list").at("lines").as_array();
    CHECK(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.at("undone") == true; }) == 2);
}
