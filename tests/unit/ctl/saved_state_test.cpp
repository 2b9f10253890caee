// The daemon's state, read back: nothing of it is lost, and what is none is refused.

#include "ctl/saved_state.hpp"
#include "daemon/protocol/messages.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_state.hpp"

using namespace kith;
using namespace kith::ctl;

namespace {

protocol::State state_of(std::string text) {
    boost::json::object json = boost::json::parse(text).as_object();
    for (const char* others : {"now", "zone", "plan", "plan_state"}) json[others] = "x";
    json["last_good"] = boost::json::array{};
    const auto state = protocol::result_from_json<protocol::State>(json);
    REQUIRE(state);
    return *state;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}   // namespace

TEST_CASE("state: every member of what kithd hands out is read back") {
    const auto saved = saved_state(state_of(testing::sample_state_text));
    REQUIRE(saved);
    CHECK(saved->general == testing::sample_state().general);
    CHECK(saved->items == testing::sample_state().items);
    CHECK(saved->people == testing::sample_state().people);
}

TEST_CASE("state: what is no moment, slot, occasion or date is named") {
    const auto fault = [](const std::string& what, const std::string& by) {
        const auto saved = saved_state(state_of(replaced(testing::sample_state_text, what, by)));
        return saved ? "" : saved.error();
    };
    CHECK(fault("2026-03-22T20:00:00+00:00", "tonight") == "\"tonight\" is no moment");
    CHECK(fault("\"slot\":20534", "\"slot\":99000000") == "99000000 is no slot");
    CHECK(fault("one by one", "now\\u001b") == "\"now\\x1B\" is no occasion");
    CHECK(fault("\"day\":\"2026-03-22\"", "\"day\":\"today\"") == "\"today\" is no date");
}
