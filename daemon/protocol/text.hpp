#pragma once
// Text on its way out: always valid UTF-8, and inert where a message quotes what a client sent.

#include <string>
#include <string_view>

namespace kith::protocol {

/// The same text with U+FFFD for each byte that is not part of well-formed UTF-8 (RFC 3629).
[[nodiscard]] std::string valid_utf8(std::string text);

/// In double quotes, cut to 40 characters, with U+FFFD for control characters and for those that turn the direction of writing.
[[nodiscard]] std::string quoted(std::string_view text);

}   // namespace kith::protocol
