#pragma once
// JSON as bytes, strictly (RFC 8259). Inside protocol only.

#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <tl/expected.hpp>

namespace kith::protocol {

/// The one value that `text` is: UTF-8, nothing after it, at most limits::json_depth deep, numbers finite. Else what is wrong and where, in
/// words. Of a name that stands twice in an object the last one counts.
[[nodiscard]] tl::expected<boost::json::value, std::string> parse_json(std::string_view text);

/// A name that stands twice in one object of `text`, which parse_json() accepted; empty: none does. (Parsers differ in which of the two
/// they take, so that two readers of one request could understand two things.)
[[nodiscard]] std::string doubled_name(std::string_view text);

/// One line of valid UTF-8.
[[nodiscard]] std::string json_line(const boost::json::value& json);

}   // namespace kith::protocol
