#pragma once
// A scenario's text, taken apart (README.md).

#include <filesystem>
#include <string>
#include <vector>

namespace kith::testing {

struct ScriptLine {
    std::size_t number = 0;   ///< in the file, from 1
    std::string from, to;     ///< "2026-03-02 16:00"; the same unless a range was written
    bool input = false;
    std::string text;   ///< without the `>`
    std::string plan;   ///< the YAML after `> plan`
};

struct Script {
    std::string zone = "UTC";
    std::string start;
    std::string until;
    std::string plan;
    std::vector<ScriptLine> lines;
};

/// Throws std::runtime_error naming the line that is not understood.
[[nodiscard]] Script read_script(const std::filesystem::path& file);

}   // namespace kith::testing
