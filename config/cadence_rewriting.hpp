#pragma once
// Ordinary English and its habits, rewritten into the words of the cadence grammar: the steps behind a guess. What comes out may still be
// no cadence. Internal to config.

#include <string>
#include <string_view>
#include <vector>

namespace kith::rewriting {

/// In lower case; a comma is a word of its own.
using Words = std::vector<std::string>;

[[nodiscard]] bool is_unit(std::string_view word);      ///< day, weeks …
[[nodiscard]] bool is_weekday(std::string_view word);   ///< sun, mondays …
/// The word at that place, or "" beyond the end.
[[nodiscard]] std::string_view word_at(const Words& text, std::size_t at);

/// Quotation marks and full stops fall off, `mon/thu` and `mon & thu` become lists, `2weeks` and `3x` come apart.
[[nodiscard]] Words cleaned(std::string_view text);

/// `mon-fri`, `mon to fri`: the days, one by one. The first such range counts.
[[nodiscard]] Words without_day_range(const Words& text);

/// `every other sunday at 4pm` as `2 weeks on sunday at 16:00`.
[[nodiscard]] Words in_grammar_words(const Words& text);

}   // namespace kith::rewriting
