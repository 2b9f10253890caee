#pragma once
// English names of civil things, and the small text helpers that the readers of civil values and of cadences share.
// Inside config only; the public face is civil_text.hpp and cadence_text.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/civil_text.hpp"

namespace kith::words {

/// Without blanks at both ends; no-break and other typographic spaces count as blanks, since pasted text brings them along.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// The number of bytes of the blank that `text` begins with, or 0.
[[nodiscard]] std::size_t blank_at_front(std::string_view text);
/// ASCII letters in lower case; all else as it is.
[[nodiscard]] std::string lowered(std::string_view text);
/// In double quotes, made printable, and shortened when it is long.
[[nodiscard]] std::string quoted(std::string_view text);
/// With zeros in front, to at least `digits` digits.
[[nodiscard]] std::string padded(std::int64_t value, std::size_t digits);
/// `did you mean 17:00?`
[[nodiscard]] std::string did_you_mean(std::string_view text);

[[nodiscard]] inline tl::unexpected<TextError> failure(std::string what, std::string expected, std::string hint = {}) {
    return tl::unexpected<TextError>(TextError{std::move(what), std::move(expected), std::move(hint)});
}

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// The value of a text of digits and nothing else; what is above 10^12 reads as 10^12, so that every later sum and check is safe.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

// Names are looked up in lower case.
[[nodiscard]] std::optional<Weekday> weekday_named(std::string_view name);   ///< sun, sunday, sundays …
[[nodiscard]] std::optional<int> month_named(std::string_view name);         ///< 1..12 for mar, march …
[[nodiscard]] std::optional<int> number_named(std::string_view name);        ///< 1..12 for one, two … twelve
[[nodiscard]] std::optional<int> ordinal_named(std::string_view name);       ///< first … fifth, and 1st, 22nd … up to 366
[[nodiscard]] std::string_view month_name(int month);                        ///< March
[[nodiscard]] std::string_view short_month_name(int month);                  ///< mar

/// H:MM or HH:MM, 00:00..24:00, nothing around it.
[[nodiscard]] std::optional<TimeOfDay> clock_time(std::string_view text);
/// What people mean by `5pm`, `17h`, `17.00`, `5:30 p.m.`, `noon`; nothing where it is anybody's guess. Lower case.
[[nodiscard]] std::optional<TimeOfDay> guessed_time(std::string_view text);

}   // namespace kith::words
