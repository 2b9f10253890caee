// The week and the report, from what the journal holds.

#include "daemon/app/facts.hpp"
#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

namespace {

std::int64_t number(const boost::json::value& json, const char* member) { return json.at(member).as_int64(); }

/// "mum 2, sam 1" of a list of shares, felt lines or days.
std::string listed(const boost::json::value& list, const char* name, const char* count) {
    std::string result;
    for (const boost::json::value& one : list.as_array())
        result += (result.empty() ? "" : ", ") + text(one, name) + ' ' + boost::json::serialize(one.at(count));
    return result;
}

const char* const measured_plan = R"(
week: {meaningful: 2, micro: 5}
people:
  mum: {name: Mum, circle: family, was: [mama]}
  sam: {name: Sam, circle: partner}
  ex: {name: Alex, circle: friends, distance: true}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: day at 16:00, by: call}
  write-sam: {do: "Write to {name}", with: sam, every: day at 18:00}
  card-ex: {do: "Write to {name}", with: ex, every: day at 12:00}
checkins:
  sam-weekly: {with: sam, every: week on sun at 20:30}
)";

}   // namespace

TEST_CASE("P17: the week counts contacts from its Monday on, as meaningful or micro, beside what the plan hopes for") {
    App app{measured_plan};   // Sunday 1 March
    app.result("contact.log", R"({"people":["sam"],"kind":"in-person","when":"2026-02-22 20:00"})");
    app.result("contact.log", R"({"people":["mum","sam"],"kind":"call","minutes":30,"when":"2026-02-24 20:00"})");
    app.result("contact.log", R"({"people":["mum"],"kind":"call","minutes":5,"when":"2026-02-23 04:30"})");
    app.result("contact.log", R"({"people":["mum"],"kind":"voice","when":"2026-02-23 03:30"})");   // still Sunday's plan day
    const boost::json::value week = app.result("week.show");
    CHECK(text(week, "first") == "2026-02-23");
    CHECK(text(week, "last") == "2026-03-01");
    CHECK(number(week, "meaningful") == 1);
    CHECK(number(week, "micro") == 1);
    CHECK(number(week, "meaningful_hoped") == 2);
    CHECK(number(week, "micro_hoped") == 5);
    const auto& contacts = week.at("contacts").as_array();
    REQUIRE(contacts.size() == 2);
    CHECK(text(contacts[0], "date") == "2026-02-23");
    CHECK_FALSE(contacts[0].at("meaningful").as_bool());
    CHECK(text(contacts[1], "with") == "Mum and Sam");
    CHECK(contacts[1].at("meaningful").as_bool());
}

TEST_CASE("Measures: the report spreads contact over people, circles, kinds and days; what was taken back counts nowhere") {
    App app{measured_plan};
    app.result("contact.log", R"({"people":["sam"],"kind":"in-person","when":"2025-12-01"})");   // before the twelve weeks
    app.result("contact.log", R"({"people":["mum","sam"],"kind":"call","minutes":30,"when":"2026-02-24 20:00","felt":"lighter"})");
    app.result("contact.log", R"({"people":["mum"],"kind":"voice","when":"2026-02-24 21:00"})");
    app.result("contact.log", R"({"people":["ex"],"kind":"voice","felt":"heavier"})");
    app.result("action.undo");
    const boost::json::value report = app.result("report.show");
    CHECK(number(report, "contacts") == 2);
    CHECK(number(report, "meaningful") == 1);
    CHECK(text(report, "first") == "2025-12-08");
    CHECK(listed(report.at("people"), "name", "contacts") == "Mum 2, Sam 1");
    CHECK(listed(report.at("people"), "name", "percent") == "Mum 67, Sam 33");
    CHECK(listed(report.at("circles"), "id", "contacts") == "family 2, partner 1");
    CHECK(listed(report.at("kinds"), "id", "contacts") == "voice 1, call 1");
    CHECK(listed(report.at("felt"), "person", "felt") == R"(mum ["lighter"], sam ["lighter"])");
    CHECK(text(report, "calendar_first") == "2025-09-01");
    CHECK(listed(report.at("days"), "date", "contacts") == "2025-12-01 1, 2026-02-24 2");
    // Over fewer weeks, and about one person.
    CHECK(number(app.result("report.show", R"({"weeks":1})"), "contacts") == 2);
    CHECK(number(app.result("report.show", R"({"weeks":13})"), "contacts") == 3);
    const boost::json::value sam = app.result("report.show", R"({"person":"sa"})");
    CHECK(text(sam, "name") == "Sam");
    CHECK(number(sam, "contacts") == 1);
    CHECK(sam.at("people").as_array().empty());
    CHECK(listed(sam.at("kinds"), "id", "contacts") == "call 1");
    CHECK(listed(sam.at("days"), "date", "contacts") == "2025-12-01 1, 2026-02-24 1");
    CHECK(app.failure("report.show", R"({"person":"call-mum"})").at("code").as_int64() == 1);
    CHECK(app.failure("report.show", R"({"weeks":0})").at("code").as_int64() == -32602);
}

TEST_CASE("Measures: steadiness of what was offered; nothing about people at a distance, nobody with zero") {
    App app{measured_plan};
    app.run_to(17);
    app.result("occurrence.done", R"({"name":"call-mum"})");
    app.run_to(19);
    app.result("occurrence.skip", R"({"name":"write-sam"})");
    app.result("contact.log", R"({"people":["ex"],"kind":"call"})");
    boost::json::value report = app.result("report.show");
    CHECK(listed(report.at("steadiness"), "what", "steadiness") == R"(Call Mum 100)");
    CHECK(listed(report.at("steadiness"), "what", "strength") == R"(Call Mum 5)");
    CHECK(listed(report.at("people"), "name", "contacts") == "Alex 1, Mum 1");
    app.run_to(24 + 17);   // the next day's call is offered …
    app.run_to(48 + 17);   // … and lapses; the one of the day after is offered
    report = app.result("report.show");
    CHECK(number(report.at("steadiness").at(0), "slots") == 2);
    CHECK(number(report.at("steadiness").at(0), "steadiness") == 49);
    CHECK(app.result("report.show", R"({"person":"ex"})").at("steadiness").as_array().empty());
}

TEST_CASE("Measures: how it felt may be told after the contact, and what is often heavier is met with boundaries (P12, P13)") {
    App app{measured_plan};
    app.result("contact.log", R"({"people":["sam"],"felt":"lighter"})");
    for (int day = 1; day <= 3; ++day)
        app.result("contact.log", R"({"people":["mum"],"kind":"call","felt":"heavier","when":"2026-02-2)" + std::to_string(day) + R"("})");
    boost::json::value report = app.result("report.show");
    CHECK(listed(report.at("felt"), "person", "often_heavier") == "mum true, sam false");
    REQUIRE(report.at("boundaries").as_array().size() == 1);
    CHECK(report.at("boundaries").at(0).as_string().find("with Sam it has felt lighter") != std::string::npos);
    CHECK(app.result("report.show", R"({"person":"sam"})").at("boundaries").as_array().empty());
    CHECK(app.result("report.show", R"({"person":"mum"})").at("boundaries").as_array().size() == 1);

    app.run_to(16);
    app.result("occurrence.done", R"({"name":"call-mum"})");
    REQUIRE_FALSE(app.desktop.shown.empty());
    app.desktop.click(app.desktop.shown.rbegin()->first, core::Button::lighter);
    report = app.result("report.show", R"({"person":"mum"})");
    CHECK(listed(report.at("felt"), "person", "felt") == R"(mum ["heavier","heavier","heavier","lighter"])");
}

TEST_CASE("Measures: an empty history gives empty lists, a journal that can't be read an error") {
    App app{measured_plan};
    const boost::json::value report = app.result("report.show");
    for (const char* list : {"people", "circles", "kinds", "steadiness", "felt", "boundaries", "days"})
        CHECK(report.at(list).as_array().empty());
    CHECK(app.result("week.show").at("contacts").as_array().empty());
    app.journal.fails = true;
    for (const char* method : {"report.show", "week.show"})
        CHECK(app.failure(method).at("code").as_int64() == static_cast<std::int64_t>(protocol::ErrorCode::journal_unavailable));
}

TEST_CASE("Measures: the journal is read to its end, a page at a time, and contacts of the future are left out") {
    const auto plan = plan_of(measured_plan);
    ModelJournal journal;
    std::vector<core::Record> records;
    for (std::uint64_t seq = 1; seq <= 1750; ++seq) {
        core::Record record;
        record.seq = record.cause = seq;
        record.at = sunday_morning();
        core::record::Contacted contact;
        contact.people = {"mama"};
        contact.kind = "call";
        contact.when = sunday_morning() + core::Seconds{seq % 7 == 0 ? 60 : 0};
        record.body = contact;
        records.push_back(record);
    }
    REQUIRE(journal.append(records, {}));
    const auto facts = app::facts_since(journal, *plan, sunday_morning(), sunday_morning());
    REQUIRE(facts);
    CHECK(facts->contacts.size() == 1500);
    CHECK(facts->contacts.back().people == std::vector<std::string>{"mum"});
    CHECK(app::facts_since(journal, *plan, sunday_morning() + core::Seconds{1}, sunday_morning())->contacts.empty());
}
