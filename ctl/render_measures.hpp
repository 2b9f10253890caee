#pragma once
// The week and the report as pages for people. They describe; nothing is set against what might have been.

#include <string>

#include "ctl/terminal.hpp"
#include "daemon/protocol/measures.hpp"

namespace kith::ctl {

// render_week.cpp
[[nodiscard]] std::string render(const protocol::Week& week, const Terminal& terminal);
// render_report.cpp
[[nodiscard]] std::string render(const protocol::Report& report, const Terminal& terminal);

}   // namespace kith::ctl
