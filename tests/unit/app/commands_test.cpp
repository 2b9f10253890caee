#include "daemon/protocol/methods.hpp"
#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

std::int64_t code(const boost::json::value& error) { return error.at("code").as_int64(); }
std::int64_t number(protocol::ErrorCode error) { return static_cast<std::int64_t>(error); }

}   // namespace

TEST_CASE("Every method of the table answers, or says why it can't") {
    App app;
    for (const protocol::Method& method : protocol::methods) {
        const boost::json::value reply = app.ask(std::string{method.name});
        INFO(method.name);
        const bool wants_params = method.params == "NameParams" || method.params == "DoneParams" || method.params == "SnoozeParams" ||
                                  method.params == "LogParams" || method.params == "QuietParams" || method.params == "PauseParams" ||
                                  method.params == "EnergyParams" || method.params == "PromiseParams" || method.params == "AskParams" ||
                                  method.params == "TimeoutParams" || method.params == "NoteParams" || method.params == "ForgetParams";
        if (wants_params)
            CHECK(code(reply.at("error")) == number(protocol::ErrorCode::invalid_params));
        else if (method.name == "season.set")
            CHECK(code(reply.at("error")) == number(protocol::ErrorCode::nothing_open));
        else if (method.name == "action.undo")
            CHECK(code(reply.at("error")) == number(protocol::ErrorCode::nothing_to_undo));
        else
            CHECK(reply.as_object().contains("result"));
    }
    CHECK(code(app.failure("day.tomorrow")) == number(protocol::ErrorCode::method_not_found));
    CHECK(app.result("rpc.discover").at("methods").as_array().size() == protocol::methods.size());
}

TEST_CASE("A notification gets no reply, and is done all the same") {
    App app;
    CHECK(app.commands.handle(R"({"jsonrpc":"2.0","method":"contact.log","params":{"people":["mum"]}})").line.empty());
    CHECK(app.result("history.list").at("lines").as_array().size() == 1);
}

TEST_CASE("Without a plan everything says how to write one, and status still answers") {
    App app{nullptr};
    app.plan.state = "none";
    const boost::json::value error = app.failure("day.today");
    CHECK(code(error) == number(protocol::ErrorCode::no_plan));
    CHECK(text(error, "message").find("plan init") != std::string::npos);
    CHECK(text(app.result("status.get"), "plan_state") == "none");
    CHECK(app.result("desktop.try").at("shown").as_bool());
}

TEST_CASE("Today: what is open, what comes, what ended") {
    App app;
    CHECK(app.result("day.today").at("coming").as_array().size() == 2);
    app.run_to(16);
    const boost::json::value today = app.result("day.today");
    CHECK(text(today.at("open").at(0), "what") == "Call Mum");
    app.result("occurrence.done", R"({"name":"mum"})");
    const boost::json::value later = app.result("day.today");
    CHECK(later.at("open").as_array().empty());
    CHECK(text(later.at("ended").at(0), "status") == "done");
    CHECK(text(later.at("coming").at(0), "item") == "call-sam");
}

TEST_CASE("L2: done records a contact of the item's kind, or of the kind that was said") {
    App app;
    app.run_to(16);
    app.result("occurrence.done", R"({"name":"call-mum","minutes":25,"felt":"lighter","note":"the garden"})");
    const boost::json::value exported = app.result("history.export");
    const boost::json::value& record = exported.at("records").as_array().back();
    CHECK(text(record, "contact") == "call");
    CHECK(record.at("minutes").to_number<int>() == 25);
    CHECK(text(record, "felt") == "lighter");
    CHECK(text(record, "note") == "the garden");
}

TEST_CASE("Snooze: durations, tonight and tomorrow; anything else is explained") {
    App app;
    app.run_to(16);
    CHECK(code(app.failure("occurrence.snooze", R"({"name":"call-mum","to":"soon"})")) == number(protocol::ErrorCode::invalid_params));
    CHECK(code(app.failure("occurrence.snooze", R"({"name":"call-mum","to":"99 years"})")) == number(protocol::ErrorCode::invalid_params));
    app.result("occurrence.snooze", R"({"name":"call-mum","to":"tonight"})");
    CHECK(text(app.result("day.today").at("open").at(0), "at") == "2026-03-01T20:00:00+00:00");
    CHECK(code(app.failure("occurrence.snooze", R"({"name":"call-sam","to":"1h"})")) == number(protocol::ErrorCode::nothing_open));
}

TEST_CASE("Log: several people, back-dated, never ahead of time") {
    App app;
    app.result("contact.log", R"({"people":["mum","sam"],"kind":"call","when":"yesterday 18:00"})");
    const boost::json::value people = app.result("people.list");
    for (const boost::json::value& person : people.at("people").as_array())
        if (text(person, "id") == "mum" || text(person, "id") == "sam") CHECK(text(person, "last_contact") == "2026-02-28T18:00:00+00:00");
    CHECK(code(app.failure("contact.log", R"({"people":["mum"],"when":"2026-03-02"})")) == number(protocol::ErrorCode::in_the_future));
    CHECK(code(app.failure("contact.log", R"({"people":["mun"]})")) == number(protocol::ErrorCode::unknown_name));
}

TEST_CASE("L4: what a contact counts for is said, and taken back with it") {
    App app;
    app.run_to(16);
    CHECK(text(app.result("contact.log", R"({"people":["mum"],"kind":"message"})"), "text") == "Mum: message noted.");
    CHECK(text(app.result("contact.log", R"({"people":["mum"],"kind":"call"})"), "text") == "Mum: call noted. It counts for call-mum.");
    CHECK(app.result("day.today").at("open").as_array().empty());
    app.result("action.undo");
    CHECK(app.result("day.today").at("open").as_array().size() == 1);
}

TEST_CASE("L2: of many questions that nobody answered the oldest leave the screen") {
    App app;
    for (int i = 0; i < 20; ++i) app.result("contact.log", R"({"people":["sam"]})");
    CHECK(app.desktop.shown.size() == 16);
}

TEST_CASE("Status counts the items that the plan writes") {
    App app{R"(
people: {mum: {name: Mum, circle: family, born: 03-02}, dad: {name: Dad, circle: family}}
touchpoints:
  hello: {each: family, every: twice a week}
checkins:
  sunday: {with: mum, every: week on sun at 20:30}
)"};
    CHECK(app.result("status.get").at("items").to_number<int>() == 2);
}

TEST_CASE("L6: undo takes back the latest action with what it did, then the one before") {
    App app;
    app.run_to(16);
    app.result("occurrence.done", R"({"name":"call-mum","felt":"same"})");
    app.result("contact.log", R"({"people":["sam"],"felt":"same"})");
    app.result("action.undo");
    CHECK(app.result("day.today").at("ended").as_array().size() == 1);
    app.result("action.undo");
    CHECK(app.result("day.today").at("ended").as_array().empty());
    CHECK(text(app.result("day.today").at("open").at(0), "item") == "call-mum");
    const boost::json::value people = app.result("people.list");
    for (const boost::json::value& person : people.at("people").as_array()) CHECK_FALSE(person.as_object().contains("last_contact"));
}

TEST_CASE("M3: with the journal broken actions are refused and say so, and status too") {
    App app;
    app.run_to(16);
    app.journal.fails = true;
    const boost::json::value error = app.failure("occurrence.done", R"({"name":"call-mum"})");
    CHECK(code(error) == number(protocol::ErrorCode::journal_unavailable));
    CHECK(text(app.result("status.get"), "journal_state") != "good");
    CHECK(text(app.result("day.today").at("open").at(0), "item") == "call-mum");
    app.journal.fails = false;
    app.result("occurrence.done", R"({"name":"call-mum"})");
    CHECK(text(app.result("status.get"), "journal_state") == "good");
}

TEST_CASE("M3: a click that can't be kept brings the notice back, and it says why") {
    App app;
    app.run_to(16);
    REQUIRE(app.desktop.shown.size() == 1);
    app.journal.fails = true;
    app.desktop.click(app.desktop.shown.begin()->first, core::Button::done);
    REQUIRE(app.desktop.shown.size() == 1);
    CHECK(app.desktop.shown.begin()->second.body.find("could not be kept") != std::string::npos);
}

TEST_CASE("Why: the next moment and its rule; distance; whose turn it is") {
    App app;
    CHECK(text(app.result("item.why", R"({"name":"call-mum"})").at("next"), "at") == "2026-03-01T16:00:00+00:00");
    CHECK(std::string{app.result("item.why", R"({"name":"card-ex"})").at("sentences").at(0).as_string()}.find("distance") !=
          std::string::npos);
    CHECK(text(app.result("item.why", R"({"name":"far"})").at("next"), "what") == "Write to Mum or Sam");
    CHECK(text(app.result("occurrence.done", R"({"name":"far"})"), "text") ==
          "Write to Mum: noted as a contact; nothing of it was due today.");
    CHECK(code(app.failure("occurrence.done", R"({"name":"sam-weekly"})")) == number(protocol::ErrorCode::not_acted_on));
}

TEST_CASE("Watchers are told what changed") {
    App app;
    std::vector<std::string> notices;
    app.commands.on_notice([&](const std::string& line) { notices.push_back(line); });
    CHECK(app.commands.handle(R"({"jsonrpc":"2.0","id":1,"method":"watch.start"})").watch);
    app.result("contact.log", R"({"people":["mum"]})");
    REQUIRE(notices.size() == 1);
    CHECK(notices.front().find("history") != std::string::npos);
}
