#pragma once
// A command line → its command.

#include <string>
#include <vector>

#include "ctl/surroundings.hpp"

namespace kith::ctl {

/// `line`: without the program's name. Without a command, or with nothing but options, it is `today`.
[[nodiscard]] Exit run(const std::vector<std::string>& line, Surroundings& world);

}   // namespace kith::ctl
