#pragma once
// Help, made from the command table.

#include <string>
#include <string_view>

#include "ctl/command_table.hpp"

namespace kith::ctl {

/// Every command, grouped, and how kithctl ends.
[[nodiscard]] std::string general_help(const Terminal& terminal);

/// One command: how it is written, its options, what else there is to know.
[[nodiscard]] std::string command_help(const Command& command, const Terminal& terminal);

/// The commands of a family.
[[nodiscard]] std::string family_help(std::string_view first_word, const Terminal& terminal);

}   // namespace kith::ctl
