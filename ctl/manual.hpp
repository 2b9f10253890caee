#pragma once
// The part of kithctl(1) that repeats the command table, in scdoc(5).

#include <string>

namespace kith::ctl {

[[nodiscard]] std::string commands_manual();

}   // namespace kith::ctl
