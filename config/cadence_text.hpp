#pragma once
// "week on sun at 16:00" ⇄ Cadence, and a cadence in plain words. The grammar stands in semantics and in `kithctl cadence --help`.

#include <string>
#include <string_view>

#include "config/cadence.hpp"
#include "config/civil_text.hpp"

namespace kith {

/// Accepts plurals, full and short English day names, "and", any case, and `mon 19:00` for `week on mon at 19:00`. Never throws.
[[nodiscard]] Parsed<Cadence> parse_cadence(std::string_view text);

/// The one canonical spelling: parse_cadence(to_text(c)) == c.
[[nodiscard]] std::string to_text(const Cadence& cadence);

/// A sentence a person understands, without a full stop: "every second Sunday at 16:00". `between` is named where there is no exact time.
[[nodiscard]] std::string in_words(const Cadence& cadence, Window between);

}   // namespace kith
