#include "daemon/protocol/messages.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/mp11/algorithm.hpp>

#include "tests/support/catch.hpp"

using namespace kith::protocol;
using namespace std::string_literals;
namespace json = boost::json;

namespace {

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Values at the edges of what a message can hold; `variant` 0 is all empty, 1 the lowest, 2 the highest and oddest.
template <class T>
void fill(T& value, int variant) {
    if constexpr (std::is_same_v<T, bool>)
        value = variant == 2;
    else if constexpr (std::is_same_v<T, std::int64_t>)
        value = variant == 1 ? std::numeric_limits<T>::min() : variant == 2 ? std::numeric_limits<T>::max() : 0;
    else if constexpr (std::is_same_v<T, std::string>)
        value = variant == 0 ? ""s : variant == 1 ? std::string(5000, 'x') : "\0\n\r\t\"\\\x7F ä 日本 😀 \u202E </a>"s;
    else if constexpr (boost::describe::has_describe_members<T>::value)
        boost::mp11::mp_for_each<Members<T>>([&](auto member) { fill(value.*member.pointer, variant); });
    else if constexpr (requires { value.emplace_back(); }) {
        for (int at = 0; at < variant; ++at) fill(value.emplace_back(), at + 1);
    } else if (variant == 0) {
        value.reset();
    } else {
        fill(value.emplace(), variant);
    }
}

template <class T>
bool same(const T& a, const T& b) {
    if constexpr (boost::describe::has_describe_members<T>::value) {
        bool equal = true;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) { equal = equal && same(a.*member.pointer, b.*member.pointer); });
        return equal;
    } else if constexpr (requires { a.has_value(); }) {
        return a.has_value() == b.has_value() && (!a || same(*a, *b));
    } else if constexpr (std::is_same_v<T, std::string> || std::is_arithmetic_v<T>) {
        return a == b;
    } else {
        if (a.size() != b.size()) return false;
        for (std::size_t at = 0; at < a.size(); ++at)
            if (!same(a[at], b[at])) return false;
        return true;
    }
}

/// Through the bytes of the wire and back.
json::value on_the_wire(const json::value& value) { return json::parse(json::serialize(value)); }

}   // namespace

TEMPLATE_TEST_CASE("protocol: every result survives the wire, empty, lowest and highest", "", Hold, Moment, Today, Agenda, PersonLine,
                   People, Fact, HistoryLine, History, Card, Why, Acted, PlanProblem, Paused, Status, Tried, Changed) {
    for (const int variant : {0, 1, 2}) {
        TestType sent{};
        fill(sent, variant);
        const auto received = result_from_json<TestType>(on_the_wire(to_json(sent)));
        REQUIRE(received.has_value());
        CHECK(same(sent, *received));
    }
}

TEST_CASE("protocol: exported records survive the wire as they are") {
    Exported sent;
    sent.records = {json::parse(R"({"seq":1,"at":"2026-03-29T18:00:00+02:00","kind":"nudged","deep":{"a":[1,2.5,null]}})"), json::object{}};
    sent.more = true;
    const auto received = result_from_json<Exported>(on_the_wire(to_json(sent)));
    REQUIRE(received.has_value());
    CHECK(received->records == sent.records);
    CHECK(received->more);
    CHECK_FALSE(result_from_json<Exported>(json::parse(R"({"records":[1],"more":false})")).has_value());
}

TEST_CASE("protocol: members are named as in the struct, and an empty optional is left out") {
    Moment moment;
    moment.item = "call-mum";
    moment.people = {"mum"};
    CHECK(json::serialize(to_json(moment)) ==
          R"({"item":"call-mum","what":"","people":["mum"],"slot":"","status":"","at":"","exact":false})");
    moment.due = "2026-03-29T16:00:00+02:00";
    moment.hold = Hold{"quiet", std::nullopt, "quiet hours until 08:00"};
    CHECK(json::serialize(to_json(moment)) == R"({"item":"call-mum","what":"","people":["mum"],"slot":"","status":"","at":"",)"
                                              R"("due":"2026-03-29T16:00:00+02:00","exact":false,)"
                                              R"("hold":{"gate":"quiet","words":"quiet hours until 08:00"}})");
    CHECK(json::serialize(to_json(NoParams{})) == "{}");
}

TEST_CASE("protocol: an older kithctl reads a newer daemon: unknown members of results are passed over, at every depth") {
    const auto agenda = result_from_json<Agenda>(json::parse(
        R"({"now":"n","mood":"new","moments":[{"item":"a","what":"b","people":[],"slot":"s","status":"open","at":"t","exact":true,"weight":1}]})"));
    REQUIRE(agenda.has_value());
    CHECK(agenda->moments.at(0).exact);
    CHECK_FALSE(agenda->more);
}

TEST_CASE("protocol: a result that lacks a member or has a wrong type names the place and suggests the versions") {
    const auto refusal = [](const char* text) { return result_from_json<Agenda>(json::parse(text)).error(); };
    CHECK(refusal(R"({"moments":[]})").message.find("now: missing; expected a string") != std::string::npos);
    CHECK(refusal(R"({"moments":[]})").code == ErrorCode::internal_error);
    CHECK(refusal(R"({"now":"n","moments":[{}]})").message.find("moments[0].item: missing") != std::string::npos);
    CHECK(refusal(R"({"now":"n","moments":[{"item":"a","what":"b","people":["p",7]}]})")
              .message.find("moments[0].people[1]: 7 is not a string") != std::string::npos);
    CHECK(refusal("[]").message.find("a list is not an object") != std::string::npos);
    CHECK(refusal("[]").message.find("versions") != std::string::npos);
}
