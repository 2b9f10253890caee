#include "daemon/protocol/envelope.hpp"

#include <array>
#include <utility>

#include "daemon/protocol/json_text.hpp"
#include "daemon/protocol/nearest.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::protocol {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> request_members{"jsonrpc", "id", "method", "params"};

bool is_id(const json::value& value) { return value.is_string() || value.is_int64() || value.is_uint64() || value.is_null(); }

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

/// What is wrong with the envelope of a request, in words; empty: nothing.
std::string wrong_with(const json::object& request) {
    const json::value* version = request.if_contains("jsonrpc");
    if (version == nullptr || !version->is_string() || view(version->get_string()) != "2.0")
        return R"("jsonrpc" must be "2.0"; this is JSON-RPC 2.0, one object a line)";
    if (const json::value* id = request.if_contains("id"); id != nullptr && !is_id(*id))
        return R"("id" must be a string, an integer or null)";
    const json::value* method = request.if_contains("method");
    if (method == nullptr) return R"("method" is missing; rpc.discover lists the methods)";
    if (!method->is_string()) return R"("method" must be a string; rpc.discover lists the methods)";
    for (const auto& member : request) {
        const std::string_view name{member.key().data(), member.key().size()};
        bool known = false;
        for (const auto expected : request_members) known = known || name == expected;
        if (known) continue;
        const auto near = nearest(name, request_members);
        const std::string hint =
            near.empty() ? std::string{"; expected jsonrpc, id, method and params"} : "; did you mean " + quoted(near) + "?";
        return quoted(name) + " is not a member of a request" + hint;
    }
    return {};
}

tl::unexpected<std::string> refusal(const json::value& id, ErrorCode code, std::string message) {
    return tl::unexpected<std::string>(error_line(id, Error{code, std::move(message), {}}));
}

/// The id to answer a broken request with, as far as it can be told (JSON-RPC 2.0, section 5).
json::value id_of_broken(const json::object& request) {
    const json::value* id = request.if_contains("id");
    return id != nullptr && is_id(*id) ? *id : json::value{};
}

}   // namespace

tl::expected<Request, std::string> parse_request(std::string_view line) {
    auto parsed = parse_json(line);
    if (!parsed)
        return refusal(nullptr, ErrorCode::parse_error, "this line is not JSON: " + parsed.error() + "; expected one JSON object a line");
    if (parsed->is_array()) return refusal(nullptr, ErrorCode::invalid_request, "batches are not served; send one request a line");
    if (!parsed->is_object()) return refusal(nullptr, ErrorCode::invalid_request, "a request is a JSON object, one a line");
    json::object& object = parsed->get_object();
    if (const auto doubled = doubled_name(line); !doubled.empty())
        return refusal(nullptr, ErrorCode::invalid_request, quoted(doubled) + " stands twice in one object; keep one of the two");
    if (auto wrong = wrong_with(object); !wrong.empty()) return refusal(id_of_broken(object), ErrorCode::invalid_request, std::move(wrong));

    Request request;
    if (json::value* id = object.if_contains("id")) request.id = std::move(*id);
    request.method = std::string{view(object.at("method").get_string())};
    if (json::value* params = object.if_contains("params")) request.params = std::move(*params);
    return request;
}

std::string request_line(const json::value& id, std::string_view method, const json::value& params) {
    return json_line({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}});
}

std::string result_line(const json::value& id, const json::value& result) {
    return json_line({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

std::string error_line(const json::value& id, const Error& error) {
    json::object object{{"code", static_cast<std::int32_t>(error.code)}, {"message", error.message}};
    if (!error.candidates.empty())
        object["data"] = json::object{{"candidates", json::array(error.candidates.begin(), error.candidates.end())}};
    return json_line({{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(object)}});
}

std::string notice_line(std::string_view method, const json::value& params) {
    return json_line({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
}

}   // namespace kith::protocol
