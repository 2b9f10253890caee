#include "daemon/protocol/envelope.hpp"

#include <string>
#include <string_view>

#include "daemon/protocol/limits.hpp"
#include "tests/support/catch.hpp"

using namespace kith::protocol;
namespace json = boost::json;

namespace {

/// The error that `line` is answered with; checks that it is one line of JSON-RPC.
json::object refusal(std::string_view line) {
    const auto request = parse_request(line);
    if (request) return {};
    CHECK(request.error().find('\n') == std::string::npos);
    const auto answer = json::parse(request.error());
    CHECK(answer.at("jsonrpc") == "2.0");
    CHECK(answer.as_object().contains("id"));
    return answer.as_object();
}

std::int64_t code(std::string_view line) {
    const auto answer = refusal(line);
    return answer.empty() ? 0 : answer.at("error").at("code").as_int64();
}

std::string message(std::string_view line) {
    const auto answer = refusal(line);
    return answer.empty() ? "accepted" : std::string{answer.at("error").at("message").as_string()};
}

}   // namespace

TEST_CASE("envelope: a request has an id, a method and params") {
    const auto request = parse_request(R"( {"jsonrpc":"2.0","id":1,"method":"agenda.list","params":{"days":3}} )");
    REQUIRE(request.has_value());
    CHECK(request->id == json::value(1));
    CHECK(request->method == "agenda.list");
    CHECK(request->params == json::parse(R"({"days":3})"));
}

TEST_CASE("envelope: absent params are {}; an absent id makes a notification; a null id does not") {
    CHECK(parse_request(R"({"jsonrpc":"2.0","id":1,"method":"day.today"})")->params == json::object{});
    CHECK_FALSE(parse_request(R"({"jsonrpc":"2.0","method":"day.today"})")->id.has_value());
    CHECK(parse_request(R"({"jsonrpc":"2.0","id":null,"method":"day.today"})")->id == json::value{});
}

TEST_CASE("envelope: an id comes back exactly as it was sent") {
    for (const std::string id : {"1", "0", "-7", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "null", R"("")",
                                 R"("a\nb")", R"("\u0000\u001f")", R"("ä日😀")"}) {
        const auto request = parse_request(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"x"})");
        REQUIRE(request.has_value());
        const auto line = result_line(*request->id, json::object{});
        CHECK(json::parse(line).at("id") == json::parse(id));
        CHECK(line.find('\n') == std::string::npos);
    }
    const auto request = parse_request(R"({"jsonrpc":"2.0","id":18446744073709551615,"method":"x"})");
    CHECK(result_line(*request->id, nullptr) == R"({"jsonrpc":"2.0","id":18446744073709551615,"result":null})");
}

TEST_CASE("envelope: what is no request is told so, with the id where there is one") {
    CHECK(code("[]") == -32600);
    CHECK(message(R"([{"jsonrpc":"2.0","id":1,"method":"x"}])") == "batches are not served; send one request a line");
    CHECK(code("1") == -32600);
    CHECK(code("{}") == -32600);
    CHECK(code(R"({"id":1,"method":"x"})") == -32600);
    CHECK(code(R"({"jsonrpc":2.0,"id":1,"method":"x"})") == -32600);
    CHECK(code(R"({"jsonrpc":"1.0","id":1,"method":"x"})") == -32600);
    CHECK(code(R"({"jsonrpc":"2.0","id":1})") == -32600);
    CHECK(code(R"({"jsonrpc":"2.0","id":1,"method":7})") == -32600);
    CHECK(code(R"({"jsonrpc":"2.0","method":null})") == -32600);
    CHECK(refusal(R"({"jsonrpc":"2.0","id":"mine","method":7})").at("id") == "mine");
    CHECK(refusal(R"({"jsonrpc":"2.0","id":{},"method":"x"})").at("id").is_null());
    for (const std::string id : {"1.5", "1.0", "1e3", "true", "[]", "{}", "18446744073709551616"})
        CHECK(code(R"({"jsonrpc":"2.0","method":"x","id":)" + id + "}") == -32600);
    CHECK(message(R"({"jsonrpc":"2.0","id":1,"method":"x","param":{}})") ==
          R"("param" is not a member of a request; did you mean "params"?)");
    CHECK(message(R"({"jsonrpc":"2.0","id":1,"method":"x","zzzzzzzz":{}})").ends_with("expected jsonrpc, id, method and params"));
}

TEST_CASE("envelope: a name that stands twice is refused, at any depth and in any spelling") {
    CHECK(message(R"({"jsonrpc":"2.0","id":1,"id":2,"method":"x"})") == R"("id" stands twice in one object; keep one of the two)");
    CHECK(code(R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"name":"a","n\u0061me":"b"}})") == -32600);
    CHECK(code(R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[{"b":{"c":1,"c":1}}]}})") == -32600);
    CHECK(code(R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"a":{"b":1},"b":{"a":1}}})") == 0);
    const std::string long_name(10'000, 'n');
    CHECK(code(R"({"jsonrpc":"2.0","id":1,"method":"x","params":{")" + long_name + R"(":1,")" + long_name + R"(":1}})") == -32600);
}

TEST_CASE("envelope: hostile lines are a parse error, never a crash") {
    using namespace std::string_literals;
    const std::string head = R"({"jsonrpc":"2.0","id":1,"method":"x","params":)";
    const std::string lines[] = {""s,
                                 " "s,
                                 "\0"s,
                                 "{"s,
                                 "}"s,
                                 "nul"s,
                                 "NaN"s,
                                 "Infinity"s,
                                 "'a'"s,
                                 "{'a':1}"s,
                                 "/*c*/{}"s,
                                 "{}//c"s,
                                 "{},"s,
                                 "{} {}"s,
                                 "\xEF\xBB\xBF{}"s,
                                 head + "NaN}",
                                 head + "-Infinity}",
                                 head + "1e400}",
                                 head + "-1e99999}",
                                 head + "01}",
                                 head + "+1}",
                                 head + ".5}",
                                 head + "1.}",
                                 head + "0x10}",
                                 head + "[1,]}",
                                 head + "{\"a\":1,}}",
                                 head + "{a:1}}",
                                 head + "{\"a\" 1}}",
                                 head + "\"\xFF\"}",
                                 head + "\"\xC0\xAF\"}",
                                 head + "\"\xED\xA0\x80\"}",
                                 head + "\"\xF4\x90\x80\x80\"}",
                                 head + "\"\xC3\"}",
                                 head + "\"\\ud800\"}",
                                 head + "\"\\udc00\\ud800\"}",
                                 head + "\"\\x41\"}",
                                 head + "\"a\0b\"}"s,
                                 head + "\"\x01\"}",
                                 head + "\"\t\"}",
                                 head + "\"",
                                 std::string(limits::line_bytes, '['),
                                 std::string(limits::line_bytes, '{'),
                                 std::string(limits::line_bytes, '"'),
                                 std::string(limits::line_bytes, '1'),
                                 std::string(limits::line_bytes, '\\'),
                                 std::string(limits::line_bytes, '\xFF'),
                                 std::string(limits::line_bytes, '\0')};
    for (const auto& line : lines) {
        INFO(line.substr(0, 80));
        const auto answered = code(line);
        // A number of 64 KiB of ones is either too large or, as a whole line, no request.
        CHECK((answered == -32700 || (line.front() == '1' && answered == -32600)));
    }
}

TEST_CASE("envelope: nesting is bounded") {
    const auto nested = [](std::size_t depth) {
        return R"({"jsonrpc":"2.0","id":1,"method":"x","params":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    CHECK(code(nested(limits::json_depth - 1)) == 0);
    CHECK(code(nested(limits::json_depth)) == -32700);
    CHECK(message(nested(limits::json_depth)).find("nested deeper than 16 levels") != std::string::npos);
}

TEST_CASE("envelope: a parse error says where") {
    CHECK(message(R"({"jsonrpc":"2.0",)") == "this line is not JSON: it ends in the middle; expected one JSON object a line");
    CHECK(message(R"({"id":1 "x"})").find("at byte 9") != std::string::npos);
}

TEST_CASE("envelope: every line that goes out is one line of valid UTF-8, whatever went in") {
    const std::string odd = "a\nb\r\xFF\xC3 \u2028";
    for (const auto& line :
         {result_line(1, json::object{{"t", odd}}), error_line(boost::json::value(odd), {ErrorCode::unknown_name, odd, {odd}}),
          notice_line(odd, json::object{{odd, odd}}), request_line(1, odd, json::object{{"t", odd}})}) {
        CHECK(line.find('\n') == std::string::npos);
        CHECK(line.find('\r') == std::string::npos);
        json::error_code error;
        const auto ignored = json::parse(line, error);
        CHECK_FALSE(error);
        CHECK(line.find("a\\nb\\r\uFFFD\uFFFD \u2028") != std::string::npos);
    }
}

TEST_CASE("envelope: the lines look as the document says") {
    CHECK(request_line(1, "day.today", json::object{}) == R"({"jsonrpc":"2.0","id":1,"method":"day.today","params":{}})");
    CHECK(result_line("a", json::object{{"x", 1}}) == R"({"jsonrpc":"2.0","id":"a","result":{"x":1}})");
    CHECK(notice_line("changed", to_json(Changed{{"agenda", "history"}})) ==
          R"({"jsonrpc":"2.0","method":"changed","params":{"what":["agenda","history"]}})");
    CHECK(error_line(1, {ErrorCode::ambiguous_name, "which?", {"mum", "max"}}) ==
          R"({"jsonrpc":"2.0","id":1,"error":{"code":2,"message":"which?","data":{"candidates":["mum","max"]}}})");
    CHECK(error_line(nullptr, {ErrorCode::parse_error, "no", {}}) ==
          R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}})");
}

TEST_CASE("envelope: the client reads back what the daemon writes") {
    const auto result = parse_reply(result_line(7, json::object{{"x", 1}}));
    REQUIRE(result.has_value());
    CHECK(std::get<Reply>(*result).id == json::value(7));
    CHECK(std::get<Reply>(*result).result->at("x") == json::value(1));

    const auto failed = parse_reply(error_line(7, {ErrorCode::ambiguous_name, "which?", {"mum", "max"}}));
    REQUIRE(failed.has_value());
    const Error error = std::get<Reply>(*failed).result.error();
    CHECK(error.code == ErrorCode::ambiguous_name);
    CHECK(error.message == "which?");
    CHECK(error.candidates == std::vector<std::string>{"mum", "max"});

    const auto notice = parse_reply(notice_line("changed", json::object{{"what", json::array{"plan"}}}));
    REQUIRE(notice.has_value());
    CHECK(std::get<Notice>(*notice).method == "changed");
    CHECK(std::get<Notice>(*notice).params.at("what").at(0) == "plan");
}

TEST_CASE("envelope: a newer daemon's further members are passed over; what is no reply is told so") {
    CHECK(parse_reply(R"({"jsonrpc":"2.0","id":1,"result":null,"took":3})").has_value());
    CHECK(parse_reply(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m","data":{"candidates":"odd","more":1}}})").has_value());
    for (const std::string_view line :
         {"", "[]", "{}", R"({"id":1,"result":1})", R"({"jsonrpc":"2.0","id":1})",
          R"({"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"m"}})", R"({"jsonrpc":"2.0","id":1,"error":1})",
          R"({"jsonrpc":"2.0","id":1,"error":{"code":"1","message":"m"}})", R"({"jsonrpc":"2.0","method":1})", "HTTP/1.1 200 OK"}) {
        const auto reply = parse_reply(line);
        REQUIRE_FALSE(reply.has_value());
        CHECK(reply.error().starts_with("this is not a reply of kithd: "));
    }
}
