// Quiet (G6) and pauses (G5) as they are asked for and told of.

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

TEST_CASE("G6: the reply to quiet says until when, and how to end it") {
    App app;   // Sunday 08:00
    CHECK(said(app, "quiet.set", R"({"to":"2h"})") == "Quiet until 10:00. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"until 18:00"})") == "Quiet until 18:00. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"07:30"})") == "Quiet until tomorrow 07:30. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"until tomorrow"})") == "Quiet until tomorrow. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"until sunday"})") == "Quiet until 8 March. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"until 2026-03-04"})") == "Quiet until Wednesday. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"2026-03-04 18:00"})") == "Quiet until Wednesday 18:00. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"for 2 weeks"})") == "Quiet until 15 March 08:00. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"2026-03-01T12:30:00+01:00"})") == "Quiet until 11:30. kithctl quiet off ends it sooner.");
    CHECK(said(app, "quiet.set", R"({"to":"off"})") == "No longer quiet.");
    CHECK(has(declined(app, "quiet.set", R"({"to":"off"})"), "not quiet just now"));
    for (const char* wrong : {"soon", "until", "2026-02-30", "until sunday at noon"})
        CHECK(has(declined(app, "quiet.set", std::string{R"({"to":")"} + wrong + "\"}"), "no moment kith understands"));
    CHECK(has(declined(app, "quiet.set", R"({"to":"until 2026-02-28"})"), "has passed"));
    CHECK(has(declined(app, "quiet.set", R"({"to":"0m"})"), "has passed"));
    for (const char* far : {"2 years", "2030-01-01", "9999-12-31"})
        CHECK(has(declined(app, "quiet.set", std::string{R"({"to":")"} + far + "\"}"), "more than a year"));
}

TEST_CASE("G6: whole minutes, though the clock is between two") {
    App app;
    app.clock.pass_to(app.clock.now() + core::Seconds{27});
    CHECK(said(app, "quiet.set", R"({"to":"20m"})") == "Quiet until 08:21. kithctl quiet off ends it sooner.");
}

TEST_CASE("G6: today, why, agenda and status say that it is quiet, and until when") {
    App app;
    app.result("quiet.set", R"({"to":"until 17:00"})");
    CHECK(first_note(app) == "Quiet until 17:00, as you asked. kithctl quiet off ends it sooner.");
    const boost::json::value coming = app.result("day.today").at("coming").at(0);
    CHECK(text(coming, "status") == "held");
    CHECK(text(coming, "at") == "2026-03-01T17:00:00+00:00");
    CHECK(text(coming.at("hold"), "words") == "quiet until 17:00, as you asked");
    CHECK(text(app.result("day.today").at("coming").at(1), "status") == "planned");   // 18:00
    CHECK(text(app.result("agenda.list").at("moments").at(0).at("hold"), "gate") == "hushed");
    CHECK(text(app.result("status.get").at("quiet"), "words") == "quiet until 17:00, as you asked");
    const boost::json::value why = app.result("item.why", R"({"name":"call-mum"})");
    CHECK(why.at("sentences").at(0).as_string() == "It is held: quiet until 17:00, as you asked.");
    CHECK(why.at("sentences").at(1).as_string() == "It comes today 17:00, by its cadence: every Sunday at 16:00.");
    app.run_to(16, 30);
    CHECK(app.desktop.shown.empty());
    CHECK(text(app.result("item.why", R"({"name":"call-mum"})").at("next").at("hold"), "gate") == "hushed");
    app.run_to(17);
    CHECK(app.desktop.shown.size() == 1);
    CHECK(app.result("day.today").at("notes").as_array().empty());
    CHECK_FALSE(app.result("status.get").as_object().contains("quiet"));
}

TEST_CASE("G6: why says of what will not outlive the quiet that it counts neither way") {
    App app;
    app.result("quiet.set", R"({"to":"for 1 week"})");
    const boost::json::value why = app.result("item.why", R"({"name":"call-mum"})");
    CHECK(why.at("sentences").at(1).as_string() == "By then it is over for this time, which counts neither way.");
}

TEST_CASE("G6, L6: undo says what holds again, and history and export tell of it") {
    App app;
    app.result("quiet.set", R"({"to":"until 17:00"})");
    app.result("quiet.set", R"({"to":"off"})");
    CHECK(said(app, "action.undo", "{}") == "Taken back: it is quiet until 17:00.");
    CHECK(said(app, "action.undo", "{}") == "Taken back: it is no longer quiet.");
    const boost::json::value lines = app.result("history.list").at("lines");
    CHECK(text(lines.as_array().back(), "text") == "Quiet until 17:00, as you asked");
    CHECK(lines.as_array().back().at("undone").as_bool());
    const boost::json::value records = app.result("history.export").at("records");
    std::size_t told = 0;
    for (const boost::json::value& record : records.as_array()) told += text(record, "kind") == "quiet" ? 1 : 0;
    CHECK(told == 4);
}

TEST_CASE("G5: the reply to a pause says until when, and how to end it") {
    App app;
    CHECK(said(app, "pause.set", R"({"name":"mum"})") == "Mum: paused. kithctl resume mum ends it.");
    CHECK(said(app, "pause.set", R"({"name":"mum","until":"until 2026-03-24"})") ==
          "Mum: paused until 24 March. kithctl resume mum ends it sooner.");
    CHECK(said(app, "pause.set", R"({"name":"call-m","until":"for 2 weeks"})") ==
          "Call Mum: paused until 15 March 08:00. kithctl resume call-mum ends it sooner.");
    CHECK(said(app, "pause.set", R"({"name":"sam-weekly"})") == "sam-weekly: paused. kithctl resume sam-weekly ends it.");
    CHECK(has(declined(app, "pause.set", R"({"name":"nobody"})"), "is called"));
    CHECK(has(declined(app, "pause.set", R"({"name":"mum","until":"2020-01-01"})"), "has passed"));
    CHECK(said(app, "pause.end", R"({"name":"mum"})") == "Mum: no longer paused.");
    CHECK(has(declined(app, "pause.end", R"({"name":"mum"})"), "no pause of mum"));
}

TEST_CASE("G5: what is paused is said by today, why, show, people and status") {
    App app;
    app.result("pause.set", R"({"name":"mum","until":"2026-03-12"})");
    CHECK(first_note(app) == "Paused: Mum until 12 March.");
    const boost::json::value why = app.result("item.why", R"({"name":"call-mum"})");
    CHECK(why.at("sentences").at(0).as_string() == "It is paused until 12 March.");
    CHECK(why.at("sentences").at(1).as_string() == "kithctl resume mum ends that sooner.");
    CHECK(text(why.at("next"), "at") == "2026-03-15T16:00:00+00:00");
    CHECK(text(why.at("next").at("hold"), "gate") == "paused");
    CHECK(app.result("item.why", R"({"name":"mum"})").at("sentences").at(0).as_string() ==
          "Nothing comes about Mum: paused until 12 March. kithctl resume mum ends that.");
    CHECK(text(app.result("people.list").at("people").at(0).at("hold"), "words") == "paused until 12 March");
    CHECK(text(app.result("status.get").at("paused").at(0), "words") == "until 12 March");
    const auto held = [&](const char* name) {
        const boost::json::value card = app.result("item.show", std::string{R"({"name":")"} + name + "\"}");
        for (const boost::json::value& fact : card.at("facts").as_array())
            if (text(fact, "label") == "For now") return text(fact, "value");
        return std::string{};
    };
    CHECK(held("mum") == "paused until 12 March");
    CHECK(held("call-mum") == "paused (mum)");
    CHECK(held("call-sam").empty());
    app.result("pause.set", R"({"name":"mum"})");
    CHECK(app.result("item.why", R"({"name":"call-mum"})").at("sentences").at(0).as_string() == "It is paused until you resume it.");
    CHECK_FALSE(app.result("item.why", R"({"name":"call-mum"})").as_object().contains("next"));
    CHECK(has(declined(app, "pause.end", R"({"name":"call-mum"})"), "by way of mum"));
}

TEST_CASE("G5, L6: undo takes back a pause and what it closed, and says so") {
    App app;
    app.run_to(16);
    REQUIRE(app.result("day.today").at("open").as_array().size() == 1);
    app.result("pause.set", R"({"name":"mum"})");
    CHECK(app.desktop.shown.empty());
    CHECK(app.result("day.today").at("open").as_array().empty());
    CHECK(said(app, "action.undo", "{}") == "Taken back: Mum is no longer paused.");
    CHECK(app.result("day.today").at("open").as_array().size() == 1);
    app.result("pause.set", R"({"name":"mum"})");
    app.result("pause.end", R"({"name":"mum"})");
    CHECK(said(app, "action.undo", "{}") == "Taken back: Mum is paused until you resume it.");
}

TEST_CASE("G5, measures: what a pause closes leaves steadiness where it is") {
    App app;
    app.run_to(16);
    app.result("pause.set", R"({"name":"mum"})");
    CHECK(app.result("report.show").at("steadiness").as_array().empty());
}

TEST_CASE("G5: what was paused may be resumed when the plan has it no longer") {
    App app;
    app.result("pause.set", R"({"name":"sam"})");
    app.runtime.take_plan(plan_of("people: {mum: {name: Mum}}\ntouchpoints: {call-mum: {with: mum, every: day at 16:00}}\n"));
    CHECK(first_note(app) == "Paused: sam until you resume it.");
    CHECK(said(app, "pause.end", R"({"name":"sam"})") == "sam: no longer paused.");
}

TEST_CASE("M3: a pause or a quiet that can't be kept is refused, and holds nothing") {
    App app;
    app.journal.fails = true;
    CHECK(has(declined(app, "pause.set", R"({"name":"mum"})"), "journal"));
    CHECK(has(declined(app, "quiet.set", R"({"to":"until 17:00"})"), "journal"));
    app.run_to(16);
    CHECK(app.desktop.shown.size() == 1);
}
