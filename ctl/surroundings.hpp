#pragma once
// What a command sees of the world. Tests hand in one of their own; main.cpp makes the real one.

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "ctl/terminal.hpp"
#include "daemon/core/zone.hpp"

namespace kith::ctl {

/// How kithctl ends; `kithctl help` tells people.
enum class Exit : int {
    done = 0,
    no = 1,              ///< the daemon declined, the plan has problems, a file can't be written
    misunderstood = 2,   ///< the command line
    no_daemon = 3        ///< not running, or it didn't answer
};

struct Surroundings {
    Terminal terminal;
    std::function<void(std::string_view)> write;      ///< to standard output; what arrives is printable or JSON
    std::function<void(std::string_view)> complain;   ///< to standard error; whole lines, without the program's name
    std::function<tl::expected<std::filesystem::path, std::string>()> socket;   ///< the daemon's, or why there can be none
    core::Instant now;
    std::chrono::milliseconds answer_deadline{0};
    std::function<void(std::chrono::milliseconds)> pause = [](std::chrono::milliseconds) {};   ///< for what is played in time
    /// A line typed by the person; none at its end. Empty: nobody is there to ask.
    std::function<std::optional<std::string>()> reply = {};
};

}   // namespace kith::ctl
