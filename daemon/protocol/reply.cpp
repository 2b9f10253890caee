// The client's side of the envelope.

#include <utility>

#include "daemon/protocol/envelope.hpp"
#include "daemon/protocol/json_text.hpp"

namespace kith::protocol {
namespace {

namespace json = boost::json;

std::string text_of(const json::value* value) {
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

std::vector<std::string> candidates_of(const json::value* data) {
    std::vector<std::string> result;
    const json::object* object = data == nullptr ? nullptr : data->if_object();
    const json::value* listed = object == nullptr ? nullptr : object->if_contains("candidates");
    const json::array* array = listed == nullptr ? nullptr : listed->if_array();
    if (array == nullptr) return result;
    for (const json::value& candidate : *array)
        if (candidate.is_string()) result.push_back(text_of(&candidate));
    return result;
}

tl::expected<Error, std::string> error_from(const json::value& value) {
    const json::object* object = value.if_object();
    const json::value* code = object == nullptr ? nullptr : object->if_contains("code");
    const json::value* message = object == nullptr ? nullptr : object->if_contains("message");
    if (code == nullptr || !code->is_int64() || message == nullptr || !message->is_string())
        return tl::unexpected<std::string>("its error has no code or no message");
    return Error{static_cast<ErrorCode>(code->get_int64()), text_of(message), candidates_of(object->if_contains("data"))};
}

}   // namespace

tl::expected<std::variant<Reply, Notice>, std::string> parse_reply(std::string_view line) {
    const auto refused = [](std::string why) { return tl::unexpected<std::string>("this is not a reply of kithd: " + std::move(why)); };
    auto parsed = parse_json(line);
    if (!parsed) return refused(parsed.error());
    json::object* object = parsed->if_object();
    if (object == nullptr || text_of(object->if_contains("jsonrpc")) != "2.0") return refused("it is not JSON-RPC 2.0");

    if (const json::value* method = object->if_contains("method")) {
        Notice notice{text_of(method), json::object{}};
        if (notice.method.empty()) return refused("its method is not a string");
        if (json::value* params = object->if_contains("params")) notice.params = std::move(*params);
        return notice;
    }
    Reply reply;
    if (json::value* id = object->if_contains("id")) reply.id = std::move(*id);
    json::value* result = object->if_contains("result");
    const json::value* failed = object->if_contains("error");
    if ((result == nullptr) == (failed == nullptr)) return refused("it has neither a result nor an error, or both");
    if (result != nullptr) {
        reply.result = std::move(*result);
        return reply;
    }
    auto error = error_from(*failed);
    if (!error) return refused(error.error());
    reply.result = tl::unexpected<Error>(std::move(*error));
    return reply;
}

}   // namespace kith::protocol
