#pragma once
// JSON-RPC 2.0 around the messages: one object a line. Both ends stand here; neither knows a socket. README.md is the document.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json.hpp>
#include <tl/expected.hpp>

#include "daemon/protocol/messages.hpp"

namespace kith::protocol {

/// A request that is well formed. Whether its method exists and its params fit is for whoever answers.
struct Request {
    std::optional<boost::json::value> id;   ///< a string, an integer or null; none: a notification, which gets no reply
    std::string method;
    boost::json::value params = boost::json::object{};   ///< as sent; absent: {}
};

/// One line without its end → a request, or the error line to send back. Anything at all may stand in `line`; nothing is thrown for it.
/// Strict: JSON by RFC 8259 in UTF-8, no name twice in an object, limits::json_depth, no batches, no unknown members.
[[nodiscard]] tl::expected<Request, std::string> parse_request(std::string_view line);

// Lines to send, without their end. Always one line and valid UTF-8: whatever isn't becomes U+FFFD.
[[nodiscard]] std::string request_line(const boost::json::value& id, std::string_view method, const boost::json::value& params);
[[nodiscard]] std::string result_line(const boost::json::value& id, const boost::json::value& result);
[[nodiscard]] std::string error_line(const boost::json::value& id, const Error& error);
[[nodiscard]] std::string notice_line(std::string_view method, const boost::json::value& params);

/// What a daemon sent: the answer to a request, or a notice.
struct Reply {
    boost::json::value id;
    tl::expected<boost::json::value, Error> result;
};
struct Notice {
    std::string method;
    boost::json::value params;
};
/// One line of a daemon. Lenient towards newer daemons: unknown members are ignored. Else words that say what was wrong with the line.
[[nodiscard]] tl::expected<std::variant<Reply, Notice>, std::string> parse_reply(std::string_view line);

}   // namespace kith::protocol
