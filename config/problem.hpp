#pragma once
// What is wrong with a plan, in words for the person: where, what was found, what was expected, what they may have meant.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

/// 1-based; the column counts Unicode characters, a byte order mark not counted.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
    auto operator<=>(const Position&) const = default;
};

struct Problem {
    enum class Severity : unsigned char { error, warning };
    Severity severity = Severity::error;
    std::string file;   ///< as the person would name it
    Position at;
    std::string what;       ///< what was found: `"wek" is not a cadence`
    std::string expected;   ///< what was expected; may be empty
    std::string hint;       ///< "did you mean week?", or the line as it should be written; may be empty
};

/// `file:line:column: what; expected; hint` on one line, `warning: ` before what for warnings. Text from the plan is made printable.
[[nodiscard]] std::string to_line(const Problem& problem);

/// `what; expected …; hint`, printable, empty parts left out: a problem without its place, for texts that stand in no file.
[[nodiscard]] std::string explained(std::string_view what, std::string_view expected, std::string_view hint);

/// Safe to show on a terminal: control characters, bidi controls, invisible characters and bytes that are not UTF-8 are written as
/// escapes (\n, \x1B, \u202E). Printable text, which may hold backslashes, stays as it is.
[[nodiscard]] std::string printable(std::string_view text);

/// Of `candidates` the nearest to `word` (edit distance with transpositions, at most a third of its length and at least 1), the
/// first of several as near; where none is that near, the first that begins with `word`, if that has 3 characters or more; or "".
/// Characters are counted, not bytes; ASCII letters of either case are the same.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}   // namespace kith
