// Notes about people as they are taken down, offered, told of and removed.

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

std::string body_now(App& app) {
    REQUIRE_FALSE(app.desktop.shown.empty());
    return app.desktop.shown.rbegin()->second.body;
}

}   // namespace

TEST_CASE("A note is one quiet line of the next nudge about the person, and stands with them") {
    App app;   // Sunday 08:00
    CHECK(said(app, "note.add", R"({"name":"mu","note":"interview\n on\tThursday"})") ==
          "Noted about Mum. The next nudge about them says so.");
    const boost::json::value card = app.result("item.show", R"({"name":"mum"})");
    CHECK(text(card.at("notes").at(0), "note") == "interview\n on\tThursday");
    CHECK(text(card.at("notes").at(0), "at") == "2026-03-01T08:00:00+00:00");
    CHECK_FALSE(app.result("item.show", R"({"name":"sam"})").as_object().contains("notes"));
    CHECK(text(app.result("history.list", R"({"name":"mum"})").at("lines").at(0), "text") == "Mum: noted");
    app.run_to(16, 0);
    CHECK(body_now(app) == "Planned for 16:00.\nYou noted: interview on Thursday");
    app.run_to(18, 0);
    CHECK(body_now(app) == "Planned for 18:00.");
    CHECK(text(app.result("action.undo"), "text") == "Taken back: the note about Mum.");
    CHECK_FALSE(app.result("item.show", R"({"name":"mum"})").as_object().contains("notes"));
}

TEST_CASE("A long note is cut where a notice has no room for it, between two characters") {
    App app;
    std::string note;
    for (int i = 0; i < 200; ++i) note += "\xC3\xA4";
    app.result("note.add", R"({"name":"mum","note":")" + note + "\"}");
    app.run_to(16, 0);
    std::string cut;
    for (int i = 0; i < 160; ++i) cut += "\xC3\xA4";
    CHECK(body_now(app) == "Planned for 16:00.\nYou noted: " + cut + "\xE2\x80\xA6");
}

TEST_CASE("A note without words, or about nobody, is declined with what to do") {
    App app;
    CHECK(has(declined(app, "note.add", R"({"name":"mum","note":" \n"})"), "Expected a few words"));
    CHECK(has(declined(app, "note.add", R"({"name":"mun","note":"x"})"), "Did you mean mum"));
    CHECK(has(declined(app, "note.add", R"({"name":"call-mum","note":"x"})"), "Nobody in the plan is called"));
    CHECK(has(declined(app, "text.forget", "{}"), "Expected a name, or the number"));
    CHECK(has(declined(app, "text.forget", R"({"name":"mum","note":1})"), "Expected a name, or the number"));
    CHECK(has(declined(app, "text.forget", R"({"name":"nobody"})"), "Nothing and nobody in the plan"));
}

TEST_CASE("What is forgotten is gone from every answer and from the screen; that it happened stays, and undo has nothing to do with it") {
    App app;
    app.result("note.add", R"({"name":"mum","note":"interview"})");
    app.result("contact.log", R"({"people":["mum","sam"],"note":"we laughed"})");
    app.result("note.add", R"({"name":"sam","note":"the garden"})");
    app.run_to(16, 0);
    CHECK(has(body_now(app), "interview"));
    CHECK(said(app, "text.forget", R"({"name":"mum"})") ==
          "Removed for good: 2 texts about \"mum\". What happened, and when, stays in the history.");
    CHECK(body_now(app) == "Planned for 16:00.");
    const boost::json::value lines = app.result("history.list").at("lines");
    CHECK(text(lines.at(0), "text") == "Something you wrote was removed");
    const std::string all = boost::json::serialize(app.result("history.export"));
    CHECK_FALSE(has(all, "interview"));
    CHECK_FALSE(has(all, "laughed"));
    CHECK(has(all, "the garden"));
    CHECK(has(said(app, "text.forget", R"({"name":"mum"})"), "Nothing is written about"));
    CHECK(text(app.result("action.undo"), "text") == "Taken back: the note about Sam.");
}

TEST_CASE("A single text is forgotten by its number in the history") {
    App app;
    app.result("note.add", R"({"name":"mum","note":"interview"})");
    const auto seq = app.result("history.list").at("lines").at(0).at("seq").as_int64();
    app.result("note.add", R"({"name":"mum","note":"the garden"})");
    CHECK(has(said(app, "text.forget", R"({"note":)" + std::to_string(seq) + "}"), "Removed for good: one text under number"));
    CHECK(app.result("item.show", R"({"name":"mum"})").at("notes").as_array().size() == 1);
}

TEST_CASE("Under a new name history, show and the notes have what was recorded under the former one") {
    App app;
    app.result("note.add", R"({"name":"mum","note":"interview"})");
    app.result("contact.log", R"({"people":["mum"],"kind":"voice"})");
    app.runtime.take_plan(plan_of(R"(
people:
  mother: {name: Mum, was: [mum]}
  sam: {name: Sam}
touchpoints:
  phone-mum: {do: "Call {name}", with: mother, every: week on sun at 16:00, by: call, was: [call-mum]}
)"));
    const boost::json::value card = app.result("item.show", R"({"name":"mother"})");
    CHECK(text(card.at("notes").at(0), "note") == "interview");
    CHECK(card.at("recent").as_array().size() == 2);
    CHECK(text(card.at("recent").at(0), "text") == "Mum: voice");
    CHECK(boost::json::serialize(card).find("none noted") == std::string::npos);
    CHECK(has(text(app.result("history.list").at("lines").at(0), "text"), "call-mum is called phone-mum now"));
    app.run_to(16, 0);
    CHECK(has(body_now(app), "interview"));
    CHECK(app.result("item.why", R"({"name":"phone-mum"})").at("past").as_array().size() >= 1);
    CHECK(has(said(app, "text.forget", R"({"name":"mother"})"), "one text"));
}
