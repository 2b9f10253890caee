// Follow-ups as they are asked for, told of and answered (F1 to F3).

#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

void promise(App& app) { app.result("followup.promise", R"({"name":"sam","text":"hear about the trip","at":"20m"})"); }

}   // namespace

TEST_CASE("F1: a promise is noted under an id, and listed until it is answered") {
    App app;   // Sunday 08:00
    const boost::json::value reply = app.result("followup.promise", R"({"name":"sam","text":"hear about the trip","at":"20m"})");
    CHECK(text(reply, "text") == "Noted as promise.1: Come back to Sam: hear about the trip.");
    CHECK(text(reply.at("next"), "at") == "2026-03-01T08:20:00+00:00");
    CHECK(text(app.result("day.today").at("coming").at(0), "item") == "promise.1");
    CHECK(text(app.result("agenda.next").at("moments").at(0), "what") == "Come back to Sam: hear about the trip");
    CHECK(app.result("status.get").at("follow_ups").as_int64() == 1);
    CHECK(has(boost::json::serialize(app.result("item.show", R"({"name":"sam"})")), "hear about the trip"));
    CHECK(app.result("item.why", R"({"name":"promise-1"})").at("sentences").at(0).as_string() == "It comes today 08:20.");

    app.run_to(8, 21);
    REQUIRE(app.desktop.shown.size() == 1);
    const app::Notice& notice = app.desktop.shown.rbegin()->second;
    CHECK(notice.summary == "Come back to Sam");
    CHECK(has(notice.body, "hear about the trip"));
    CHECK(text(app.result("day.today").at("open").at(0), "item") == "promise.1");

    // A name is enough where nothing else of theirs is open; no contact is recorded.
    CHECK(said(app, "occurrence.done", R"({"name":"sam"})") == "Come back to Sam: hear about the trip: done.");
    CHECK(app.desktop.shown.empty());
    CHECK_FALSE(app.runtime.engine()->ledger().person(1).last_contact);
    CHECK(text(app.result("day.today").at("ended").at(0), "item") == "promise.1");
    CHECK_FALSE(app.result("status.get").as_object().contains("follow_ups"));
    CHECK(said(app, "action.undo", "{}") == "Taken back: Come back to Sam: hear about the trip.");
    CHECK(text(app.result("day.today").at("open").at(0), "item") == "promise.1");
    CHECK(app.desktop.shown.empty());
}

TEST_CASE("F1: done with a kind counts as contact, and undo takes back both") {
    App app;
    promise(app);
    app.result("occurrence.done", R"({"name":"promise.1","kind":"call"})");
    CHECK(app.runtime.engine()->ledger().person(1).last_contact);
    app.result("action.undo");
    CHECK_FALSE(app.runtime.engine()->ledger().person(1).last_contact);
    CHECK(text(app.result("day.today").at("coming").at(0), "item") == "promise.1");
}

TEST_CASE("The text of a follow-up is on the screen with full privacy only") {
    for (const char* privacy : {"name", "hidden"}) {
        App app{nullptr};
        app.runtime.take_plan(plan_of(std::string{"privacy: "} + privacy + "\npeople: {sam: {name: Sam}}\n"));
        promise(app);
        app.run_to(8, 21);
        const app::Notice& notice = app.desktop.shown.rbegin()->second;
        CHECK_FALSE(has(notice.summary + notice.body + notice.fallback, "trip"));
        CHECK(has(notice.summary, "Sam") == (std::string{privacy} == "name"));
    }
}

TEST_CASE("F2: an ask has a day, seven days on where none is named") {
    App app;
    const auto day = [&](const std::string& by) {
        const std::string params = R"({"name":"sam","text":"a ride")" + (by.empty() ? "" : R"(,"by":")" + by + '"') + "}";
        return text(app.result("followup.ask", params).at("next"), "at").substr(0, 10);
    };
    CHECK(day("") == "2026-03-08");
    CHECK(day("today") == "2026-03-01");
    CHECK(day("tomorrow") == "2026-03-02");
    CHECK(day("fri") == "2026-03-06");
    CHECK(day("2026-03-29") == "2026-03-29");
    CHECK(day("3 days") == "2026-03-04");
    for (const char* wrong : {"soon", "2h", "2026-02-28", "2028-01-01"})
        CHECK(has(declined(app, "followup.ask", std::string{R"({"name":"sam","text":"a ride","by":")"} + wrong + "\"}"), "Expected today"));
}

TEST_CASE("F1: a timeout takes 20 to 60 minutes") {
    App app;
    CHECK(said(app, "followup.timeout", R"({"name":"sam"})") == "Noted as return.1: Time to return to Sam.");
    CHECK(said(app, "followup.timeout", R"({"name":"sam","length":"1h"})") == "Noted as return.2: Time to return to Sam.");
    for (const char* wrong : {"19m", "61m", "2 days", "a while"})
        CHECK(has(declined(app, "followup.timeout", std::string{R"({"name":"sam","length":")"} + wrong + "\"}"), "20 to 60 minutes"));
}

TEST_CASE("P13: nothing is noted about somebody at a distance, and it is said kindly") {
    App app;
    CHECK(has(declined(app, "followup.ask", R"({"name":"ex","text":"a ride"})"), "at a distance"));
    CHECK(has(declined(app, "followup.timeout", R"({"name":"ex"})"), "at a distance"));
}

TEST_CASE("Of follow-ups no more are kept than there is room for") {
    App app;
    for (std::size_t i = 0; i < core::follow_ups_at_most; ++i) promise(app);
    CHECK(has(declined(app, "followup.ask", R"({"name":"sam","text":"a ride"})"), "100 follow-ups"));
    app.result("occurrence.skip", R"({"name":"promise.7"})");
    CHECK(has(said(app, "followup.ask", R"({"name":"sam","text":"a ride"})"), "ask.101"));
}

TEST_CASE("History and export tell of a follow-up, its text with it") {
    App app;
    promise(app);
    app.result("occurrence.snooze", R"({"name":"promise.1","to":"1h"})");
    const std::string history = boost::json::serialize(app.result("history.list", R"({"name":"promise.1"})"));
    CHECK(has(history, "Come back to Sam: noted for 08:20"));
    CHECK(has(history, "Come back to Sam: later, 09:00"));
    CHECK(has(history, "hear about the trip"));
    const std::string exported = boost::json::serialize(app.result("history.export"));
    CHECK(has(exported, R"("kind":"follow-up","item":"promise.1","person":"sam")"));
    CHECK(has(exported, R"("kind":"follow-up put off")"));
}
