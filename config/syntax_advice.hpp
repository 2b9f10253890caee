#pragma once
// What a person most likely meant where YAML could not be read: the line that opened something, or the line as it should be written.

#include <cstddef>
#include <string>
#include <string_view>

#include "config/source_bytes.hpp"

namespace kith {

/// What to say about a syntax error that yaml-cpp met at `byte` with its own `message`. The cause often lies a line or more above.
[[nodiscard]] Finding explain_syntax_error(std::string_view source, std::size_t byte, const std::string& message);

/// The finding for a quoted text that opens at `begin` and never closes.
[[nodiscard]] Finding unclosed_quote(std::string_view source, std::size_t begin);

/// `do: {name}, hello` → `do: "{name}, hello"`, trimmed; empty when the line has no `key: value` or `- value`.
[[nodiscard]] std::string with_value_quoted(std::string_view line);

/// `every:week` → `every: week`, trimmed; empty when no space is missing after a key's colon.
[[nodiscard]] std::string with_missing_space(std::string_view line);

}   // namespace kith
