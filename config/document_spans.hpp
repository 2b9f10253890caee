#pragma once
// Where YAML tokens end. yaml-cpp reports starts only; these functions read the source from a start (or a last child's end) onwards.
// All offsets are bytes; none of them reads past the end of the source, whatever it holds.

#include <cstddef>
#include <optional>
#include <string_view>

namespace kith::spans {

/// The first byte at or after `at` that is no blank, line break or comment.
[[nodiscard]] std::size_t skip_trivia(std::string_view source, std::size_t at);

/// One past the closing quote of the quoted scalar that opens at `begin`; nothing when it is never closed.
[[nodiscard]] std::optional<std::size_t> end_of_quoted(std::string_view source, std::size_t begin);

/// One past the last byte of the plain scalar at `begin` with this value. Folding changes white space only, so the rest must match.
[[nodiscard]] std::size_t end_of_plain(std::string_view source, std::size_t begin, std::string_view value);

/// The end of the block scalar at `begin`, without its last line break. `parent_column` is the column of the block collection around
/// it. Blank lines at the end belong to it only when it keeps them (`|+`).
[[nodiscard]] std::size_t end_of_block_scalar(std::string_view source, std::size_t begin, int parent_column);

/// One past the bracket that closes a flow collection, from its last child's end (or from after its opening bracket).
[[nodiscard]] std::size_t end_of_flow(std::string_view source, std::size_t after_last_child, char closing);

/// How many bytes of `~`, `null`, `Null` or `NULL` stand at `at` as a value (not as the key of what follows); 0: none.
[[nodiscard]] std::size_t written_null(std::string_view source, std::size_t at);

/// Bytes from the line's start, a byte order mark not counted.
[[nodiscard]] int column_of(std::string_view source, std::size_t at);

}   // namespace kith::spans
