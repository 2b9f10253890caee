#pragma once
// The grammar of cadences without its public face: cadence_text.cpp reads by it, cadence_hints.cpp guesses by it. Internal to config.

#include <string>
#include <string_view>
#include <vector>

#include "config/cadence_text.hpp"

namespace kith::grammar {

/// A longer text is refused before anything looks at its words, so that guessing stays cheap. The longest canonical spelling has 40.
inline constexpr std::size_t longest_cadence = 200;

/// For whoever has no idea how a cadence looks.
inline constexpr std::string_view example = "for example \"week on sun at 16:00\"";

[[nodiscard]] std::string_view name_of(Unit unit);   ///< day, week, month, year
[[nodiscard]] std::string_view name_of(Nth nth);     ///< first … fourth, last

/// The words of a text, as written; a comma is a word of its own.
[[nodiscard]] std::vector<std::string> split(std::string_view text);

/// By the grammar alone. The error's hint is set where a rule explains itself, and holds no guess.
[[nodiscard]] Parsed<Cadence> parse_strictly(std::string_view text);

/// For a text that parse_strictly refused: what was probably meant, as `did you mean "week on sun"?` or as a choice to make; or "".
[[nodiscard]] std::string suggestion(std::string_view text);

}   // namespace kith::grammar
