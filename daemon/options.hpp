#pragma once
// kithd's command line.

#include <filesystem>
#include <optional>

#include "daemon/core/zone.hpp"

namespace kith {

struct Options {
    std::filesystem::path plan;   ///< default_plan_path() unless named
    bool console = false;         ///< notices on the terminal even where there is a session bus
    bool verbose = false;
    core::Seconds clock_offset{0};   ///< for trying things out: kithd's clock, this far from the machine's
};

/// None: it said what it had to (help, version, what was wrong), and the program ends with `exit_code`.
[[nodiscard]] std::optional<Options> parse_options(int argc, char** argv, int& exit_code);

}   // namespace kith
