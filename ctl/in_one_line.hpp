#pragma once
// What was wrong with a value on the command line, as one line.

#include <string>
#include <string_view>

#include "config/civil_text.hpp"
#include "config/problem.hpp"

namespace kith::ctl {

/// The value, or what was said of it: behind the option's name, where it came with one.
template <class T>
[[nodiscard]] tl::expected<T, std::string> in_one_line(Parsed<T> parsed, std::string_view option = {}) {
    if (parsed) return *parsed;
    const std::string said = explained(parsed.error().what, parsed.error().expected, parsed.error().hint);
    return tl::unexpected{(option.empty() ? "" : std::string{option} + ": ") + said};
}

}   // namespace kith::ctl
