#pragma once
// A command line of the form [NAME=VALUE...] PROGRAM [ARGUMENT...], started without a shell so that nothing but the program is timed.

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace bench {

class Command {
  public:
    /// Takes the words up to the end or to `--`, and moves `word` behind them.
    Command(char**& word, char** end) {
        for (char** variable = environ; *variable != nullptr; ++variable) environment_.push_back(*variable);
        for (; word != end && std::strchr(*word, '=') != nullptr; ++word) set(*word);
        for (; word != end && std::string_view{*word} != "--"; ++word) arguments_.push_back(*word);
        if (word != end) ++word;
        if (arguments_.empty()) fail("no program is named");
        arguments_.push_back(nullptr);
        environment_.push_back(nullptr);
    }

    /// Its standard output goes to /dev/null.
    [[nodiscard]] pid_t start() const {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        pid_t child = 0;
        if (posix_spawn(&child, arguments_[0], &actions, nullptr, arguments_.data(), environment_.data()) != 0) fail(arguments_[0]);
        posix_spawn_file_actions_destroy(&actions);
        return child;
    }

    [[nodiscard]] const char* program() const { return arguments_[0]; }

    [[noreturn]] static void fail(const char* what) {
        std::fprintf(stderr, "bench: %s\n", what);
        std::exit(1);
    }

  private:
    /// The last value given counts, and an empty one takes the variable away.
    void set(char* variable) {
        const std::size_t name = static_cast<std::size_t>(std::strchr(variable, '=') - variable) + 1;
        std::erase_if(environment_, [&](const char* known) { return std::strncmp(known, variable, name) == 0; });
        if (variable[name] != '\0') environment_.push_back(variable);
    }

    std::vector<char*> arguments_;
    std::vector<char*> environment_;
};

}   // namespace bench
