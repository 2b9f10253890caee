#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "daemon/protocol/limits.hpp"
#include "daemon/protocol/measures.hpp"
#include "daemon/protocol/messages.hpp"
#include "tests/support/catch.hpp"

using namespace kith::protocol;
namespace json = boost::json;

namespace {

template <class T>
tl::expected<T, Error> read(const std::string& text) {
    return params_from_json<T>(json::parse(text));
}

template <class T>
std::string refusal(const std::string& text) {
    const auto params = read<T>(text);
    if (params) return "accepted";
    CHECK(params.error().code == ErrorCode::invalid_params);
    return params.error().message;
}

template <class T>
void check_survives(const T& sent) {
    const auto received = params_from_json<T>(json::parse(json::serialize(to_json(sent))));
    REQUIRE(received.has_value());
    CHECK(to_json(*received) == to_json(sent));
}

}   // namespace

TEST_CASE("protocol: params survive the wire at the ends of their ranges") {
    const std::string longest(limits::word_bytes, 'w');
    const std::string longest_note(limits::note_bytes, 'n');
    check_survives(NoParams{});
    check_survives(NameParams{longest});
    check_survives(AgendaParams{1, 1});
    check_survives(AgendaParams{3660, 100'000});
    check_survives(NextParams{1});
    check_survives(NextParams{1000});
    check_survives(DoneParams{"mum", {}, {}, {}, {}});
    check_survives(DoneParams{"日本", longest, 1, "lighter", longest_note});
    check_survives(DoneParams{"mum", "call", 1440, "heavier", ""});
    check_survives(SnoozeParams{"mum", "tonight"});
    check_survives(
        LogParams{std::vector<std::string>(limits::people_in_a_log, longest), "call", 1440, "same", "yesterday 18:00", "line\nline\t😀"});
    check_survives(QuietParams{"until tomorrow"});
    check_survives(PauseParams{"mum", {}});
    check_survives(PauseParams{longest, longest});
    check_survives(SeasonParams{{}, {}});
    check_survives(SeasonParams{longest, longest});
    check_survives(EnergyParams{"low"});
    check_survives(HistoryParams{1000, "mum", "2026-03-29"});
    check_survives(ReportParams{{}, 1});
    check_survives(ReportParams{longest, 52});
    check_survives(ExportParams{0, 1});
    check_survives(ExportParams{std::numeric_limits<std::int64_t>::max(), 1000});
}

TEST_CASE("protocol: left-out params take the defaults of the struct") {
    CHECK(read<AgendaParams>("{}")->days == 7);
    CHECK(read<AgendaParams>("{}")->limit == 20);
    CHECK(read<SnoozeParams>(R"({"name":"mum"})")->to == "1h");
    CHECK(read<ExportParams>("{}")->limit == 500);
    CHECK(read<ReportParams>("{}")->weeks == 12);
    CHECK(read<NoParams>("{}").has_value());
    CHECK_FALSE(read<DoneParams>(R"({"name":"mum"})")->note.has_value());
}

TEST_CASE("protocol: params are strict, and the refusal names the member and what was expected") {
    CHECK(refusal<NoParams>("[]") == "params: a list is not an object");
    CHECK(refusal<NoParams>("null") == "params: null is not an object");
    CHECK(refusal<NoParams>(R"({"name":"mum"})") == R"(params: "name" is not known here; expected no members)");
    CHECK(refusal<NameParams>("{}") == "params: name: missing; expected a string");
    CHECK(refusal<NameParams>(R"({"name":null})") == "params: name: null is not a string");
    CHECK(refusal<NameParams>(R"({"name":["mum"]})") == "params: name: a list is not a string");
    CHECK(refusal<NameParams>(R"({"name":""})") == "params: name: empty; expected text");
    CHECK(refusal<NameParams>("{\"name\":\"a\\u0000b\"}") == "params: name: a NUL character stands in it; expected text");
    CHECK(refusal<NameParams>(R"({"nmae":"mum"})") == R"(params: "nmae" is not known here; did you mean "name"?)");
    CHECK(refusal<NameParams>(R"({"name":"mum","colour":"red"})") == R"(params: "colour" is not known here; expected "name")");
    CHECK(refusal<DoneParams>("{}") == "params: name: missing; expected a string");
    CHECK(refusal<SnoozeParams>(R"({"to":"1h"})") == "params: name: missing; expected a string");
    CHECK(refusal<SnoozeParams>(R"({"name":"mum","to":3600})") == "params: to: 3600 is not a string");
    CHECK(refusal<LogParams>("{}") == "params: people: missing; expected a list of strings");
    CHECK(refusal<LogParams>(R"({"people":[]})") == "params: people: empty; expected at least one");
    CHECK(refusal<LogParams>(R"({"people":"mum"})") == R"(params: people: the string "mum" is not a list of strings)");
    CHECK(refusal<LogParams>(R"({"people":["mum",7]})") == "params: people[1]: 7 is not a string");
    CHECK(refusal<LogParams>(R"({"people":["mum",""]})") == "params: people: empty; expected text");
    CHECK(refusal<AgendaParams>(R"({"days":7,"limits":3,"x":1})") == R"(params: "limits" is not known here; did you mean "limit"?)");
    CHECK(refusal<HistoryParams>(R"({"zzzzzz":1})") == R"(params: "zzzzzz" is not known here; expected "limit", "name" or "since")");
}

TEST_CASE("protocol: numbers are whole and inside their ranges") {
    CHECK(refusal<AgendaParams>(R"({"days":0})") == "params: days: 0 is out of range; expected 1 to 3660");
    CHECK(refusal<AgendaParams>(R"({"days":3661})") == "params: days: 3661 is out of range; expected 1 to 3660");
    CHECK(refusal<AgendaParams>(R"({"limit":100001})") == "params: limit: 100001 is out of range; expected 1 to 100000");
    CHECK(refusal<AgendaParams>(R"({"days":7.5})").starts_with("params: days: 7.5"));
    CHECK(refusal<AgendaParams>(R"({"days":7.5})").ends_with("is not a whole number"));
    CHECK(refusal<AgendaParams>(R"({"days":7.0})").ends_with("is not a whole number"));
    CHECK(refusal<AgendaParams>(R"({"days":"7"})") == R"(params: days: the string "7" is not a whole number)");
    CHECK(refusal<AgendaParams>(R"({"days":true})") == "params: days: true is not a whole number");
    CHECK(refusal<AgendaParams>(R"({"days":9223372036854775808})") == "params: days: 9223372036854775808 is not a whole number");
    CHECK(refusal<NextParams>(R"({"count":1001})") == "params: count: 1001 is out of range; expected 1 to 1000");
    CHECK(refusal<NextParams>(R"({"count":-9223372036854775808})").ends_with("expected 1 to 1000"));
    CHECK(refusal<DoneParams>(R"({"name":"mum","minutes":0})") == "params: minutes: 0 is out of range; expected 1 to 1440");
    CHECK(refusal<LogParams>(R"({"people":["mum"],"minutes":1441})") == "params: minutes: 1441 is out of range; expected 1 to 1440");
    CHECK(refusal<HistoryParams>(R"({"limit":0})") == "params: limit: 0 is out of range; expected 1 to 1000");
    CHECK(refusal<ReportParams>(R"({"weeks":0})") == "params: weeks: 0 is out of range; expected 1 to 52");
    CHECK(refusal<ReportParams>(R"({"weeks":53})") == "params: weeks: 53 is out of range; expected 1 to 52");
    CHECK(refusal<ExportParams>(R"({"after":-1})") == "params: after: -1 is out of range; expected 0 or more");
    CHECK(refusal<ExportParams>(R"({"limit":1001})") == "params: limit: 1001 is out of range; expected 1 to 1000");
}

TEST_CASE("protocol: texts have a length, and a feeling is one of three") {
    const auto text_of = [](std::size_t bytes) { return std::string(bytes, 'x'); };
    CHECK(refusal<NameParams>(R"({"name":")" + text_of(limits::word_bytes + 1) + "\"}") ==
          "params: name: 201 bytes are too long; expected at most 200");
    CHECK(refusal<DoneParams>(R"({"name":"mum","note":")" + text_of(limits::note_bytes + 1) + "\"}") ==
          "params: note: 4001 bytes are too long; expected at most 4000");
    std::string people = R"("a")";
    for (std::size_t at = 0; at < limits::people_in_a_log; ++at) people += R"(,"a")";
    CHECK(refusal<LogParams>(R"({"people":[)" + people + "]}") == "params: people: 51 are too many; expected at most 50");
    CHECK(refusal<DoneParams>(R"({"name":"mum","felt":"ligther"})") ==
          R"(params: felt: "ligther" is not known; expected lighter, same or heavier; did you mean "lighter"?)");
    CHECK(refusal<DoneParams>(R"({"name":"mum","felt":"blue"})") ==
          R"(params: felt: "blue" is not known; expected lighter, same or heavier)");
}

TEST_CASE("protocol: what a refusal quotes is short and inert") {
    const auto message = refusal<NameParams>(R"({"name":"mum","\u001b[31m\u202e\u0085)" + std::string(100, 'x') + R"(":1})");
    CHECK(message.find('\x1B') == std::string::npos);
    CHECK(message.find("\u202E") == std::string::npos);
    CHECK(message.find("\u0085") == std::string::npos);
    CHECK(message.size() < 140);
}
