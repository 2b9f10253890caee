#pragma once
// Where kithd's words go: into the journal, by their weight, when systemd runs it; else to the terminal.

#include <string>

#include "daemon/app/runtime.hpp"

namespace kith::adapters {

/// Sets spdlog's default logger up.
void set_up_log(bool verbose);

/// For the app, which knows no logger.
void log(app::LogLevel level, const std::string& text);

}   // namespace kith::adapters
