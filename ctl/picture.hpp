#pragma once
// Pictures made of characters: bars, and a calendar of shades. In the terminal's own colour, or without any; each has a likeness in ASCII.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "config/civil.hpp"
#include "ctl/terminal.hpp"

namespace kith::ctl {

/// A line of `width` columns of which `percent` (0..100) is drawn strongly. Anything above zero shows, and only all of it fills the line.
[[nodiscard]] std::string bar(std::int64_t percent, std::size_t width, const Terminal& terminal);

/// The strong part alone, for lengths to be compared with each other.
[[nodiscard]] std::string length_bar(std::int64_t percent, std::size_t width, const Terminal& terminal);

/// Weeks as columns, Monday first, months named above; from the Monday `first` to `today`, without the oldest weeks where the terminal is too
/// narrow. `contacts`: how many on a day; days without are dots, the others shades for one, two, three and more.
[[nodiscard]] std::string calendar_picture(const std::map<Date, std::int64_t>& contacts, Date first, Date today, const Terminal& terminal);

/// What the shades mean.
[[nodiscard]] std::string shades_legend(const Terminal& terminal);

/// Marks with their words beside each other, over as many lines as the terminal needs.
[[nodiscard]] std::string legend(const std::vector<std::string>& marks, const Terminal& terminal);

}   // namespace kith::ctl
