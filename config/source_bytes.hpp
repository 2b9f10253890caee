#pragma once
// What is refused about a plan's bytes before anything tries to understand them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What is wrong at a byte, before it is known which line that is.
struct Finding {
    std::size_t byte = 0;
    std::string what;
    std::string expected;
    std::string hint;
};

/// The first of each kind: too large; NUL and other control characters; a carriage return without a line feed; bytes that are not UTF-8.
[[nodiscard]] std::vector<Finding> check_bytes(std::string_view source);

/// The offset of the first byte that is not part of well-formed UTF-8 (RFC 3629), or npos.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view bytes);

}   // namespace kith
