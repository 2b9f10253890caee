// The state as it is handed out for a rehearsal.

#include "daemon/app/saved_state.hpp"
#include "daemon/protocol/limits.hpp"
#include "tests/support/sample_state.hpp"
#include "tests/unit/app/fixture.hpp"

using namespace kith;
using namespace kith::testing;

TEST_CASE("state.get: every member of the state is said") {
    boost::json::value json = protocol::to_json(app::state_of(sample_state(), core::Zone{}));
    for (const char* others : {"now", "zone", "plan", "plan_state", "last_good"}) json.as_object().erase(others);
    CHECK(json == boost::json::parse(sample_state_text));
    CHECK(app::entries_of(sample_state()) == 8);
}

TEST_CASE("state.get: what is open, and which plan is in use") {
    App app;
    app.run_to(16);
    app.plan.last_good = {{.file = "plan.yaml", .text = small_plan}};
    app.plan.state = "broken";
    const boost::json::value state = app.result("state.get");
    CHECK(state.at("now") == "2026-03-01T16:00:00+00:00");
    CHECK(state.at("zone") == "UTC");
    CHECK(state.at("plan") == "/home/somebody/.config/kith/plan.yaml");
    CHECK(state.at("plan_state") == "broken");
    CHECK(state.at("last_good").at(0).at("text") == small_plan);
    CHECK(state.at("items").at(0).at("open").at(0).at("planned") == "2026-03-01T16:00:00+00:00");
    const std::size_t records = app.journal.status().events;
    app.result("state.get");
    CHECK(app.journal.status().events == records);
}

TEST_CASE("state.get: without a plan there is no state; beyond the limit it says so, and what to do") {
    App none{nullptr};
    CHECK(none.failure("state.get").at("code") == 8);

    App large{nullptr};
    core::Changed changed;
    core::ItemState& item = changed.items.emplace_back();
    item.id = "call-mum";
    for (std::int64_t range = 0; range < static_cast<std::int64_t>(protocol::limits::state_entries); ++range)
        item.handled.push_back({2 * range, 2 * range});
    REQUIRE(large.journal.append({}, changed));
    large.runtime.take_plan(plan_of(small_plan));
    const boost::json::value refused = large.failure("state.get");
    CHECK(refused.at("code") == 10);
    CHECK(std::string{refused.at("message").as_string()}.find("up to 100000. kithctl agenda") != std::string::npos);

    App long_plan;
    long_plan.plan.last_good = {{.file = "plan.yaml", .text = std::string(protocol::limits::state_plan_bytes, '#')}};
    CHECK(long_plan.result("state.get").at("last_good").as_array().size() == 1);
    long_plan.plan.last_good.front().text += '#';
    CHECK(long_plan.failure("state.get").at("code") == 10);
}
