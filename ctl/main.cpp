#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "ctl/dispatch.hpp"
#include "daemon/protocol/limits.hpp"
#include "daemon/protocol/socket_path.hpp"

namespace {

using namespace kith;

/// Whole, or the program ends: quietly where the reader of a pipe went away, with a word where a disk is full.
void write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            if (errno != EPIPE && fd == STDOUT_FILENO)
                std::fprintf(stderr, "kithctl: the output can't be written: %s\n", std::strerror(errno));
            std::_Exit(static_cast<int>(ctl::Exit::no));
        }
    }
}

/// A file and a pipe take UTF-8 whatever the locale is; a terminal shows only what it knows.
std::string readable(std::string_view text, const ctl::Terminal& terminal) {
    return terminal.interactive && !terminal.utf8 ? ctl::in_ascii(text) : std::string{text};
}

tl::expected<std::filesystem::path, std::string> daemon_socket() {
    if (const std::string path = protocol::control_socket_path(); !path.empty()) return path;
    return tl::unexpected{protocol::no_runtime_dir()};
}

}   // namespace

int main(int argc, char** argv) {
    const auto terminal = ctl::terminal_of(STDOUT_FILENO);
    ctl::Surroundings world{terminal,
                            [terminal](std::string_view text) { write_all(STDOUT_FILENO, readable(text, terminal)); },
                            [](std::string_view text) {
                                const auto errors = ctl::terminal_of(STDERR_FILENO);
                                write_all(STDERR_FILENO, readable(ctl::paragraphs("kithctl: " + std::string{text}, errors.width), errors));
                            },
                            daemon_socket,
                            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                            protocol::limits::answer_deadline,
                            [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }};
    if (isatty(STDIN_FILENO) == 1)
        world.reply = [] {
            std::string line;
            return std::getline(std::cin, line) ? std::optional{line} : std::nullopt;
        };
    return static_cast<int>(ctl::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), world));
}
