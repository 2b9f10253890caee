#pragma once
// How a document is written, and how something new is written so that it looks as if the same hand had done it.

#include <cstddef>
#include <string>
#include <string_view>

#include "config/value.hpp"

namespace kith {

/// Where a text stands decides what must be quoted.
enum class Surround : unsigned char { block, flow };

struct WritingStyle {
    std::string newline = "\n";
    std::size_t step = 2;       ///< columns from a map to the one inside it
    char quote = '"';           ///< around what needs quotes
    bool block_lists = false;   ///< a line for each entry
    bool padded_flow = false;   ///< { a: 1 } rather than {a: 1}
};

[[nodiscard]] WritingStyle style_of(const Document& document);

/// A scalar as YAML. `like`: the style of what it replaces, kept where that can hold the text.
[[nodiscard]] std::string scalar_text(const WritingStyle& style, std::string_view text, Surround where, NodeStyle like = NodeStyle::plain);

/// On one line.
[[nodiscard]] std::string flow_text(const WritingStyle& style, const Value& value, Surround where);

/// Whether a map is better not written on one line.
[[nodiscard]] bool too_long(const WritingStyle& style, std::string_view key, const Value& value, std::size_t column);

/// `key: value` for a block map whose keys stand at `column`: its lines, joined by line ends, without one at the end. `block`: a map inside it gets lines of
/// its own.
[[nodiscard]] std::string entry_text(const WritingStyle& style, std::string_view key, const Value& value, std::size_t column, bool block);

}   // namespace kith
