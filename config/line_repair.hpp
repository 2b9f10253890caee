#pragma once
// One line of YAML that can't be read, as it should be written. A repair is only offered when the line alone fails and the repaired one
// reads, so that nobody is told to change what is fine.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

struct LineRepair {
    std::string line;         ///< trimmed
    std::string what;         ///< what is wrong with it
    std::size_t column = 0;   ///< bytes from the line's start to the value it is about
};

[[nodiscard]] std::optional<LineRepair> repair_line(std::string_view line);

}   // namespace kith
