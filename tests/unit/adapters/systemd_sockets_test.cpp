#include "daemon/adapters/systemd_sockets.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>

#include "tests/support/catch.hpp"

using kith::adapters::socket_from_systemd;

namespace {

/// In a process to which so many descriptors were passed as systemd does it, from 3 on; true when `holds`.
bool in_a_process_with(int descriptors, const std::function<bool()>& holds) {
    const pid_t child = ::fork();
    if (child == 0) {
        for (int fd = 3; fd < 3 + descriptors; ++fd) ::dup2(STDIN_FILENO, fd);
        ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        ::setenv("LISTEN_FDS", std::to_string(descriptors).c_str(), 1);
        ::_exit(holds() ? 0 : 1);
    }
    int status = -1;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}   // namespace

TEST_CASE("sockets of systemd: none, where kithd was started otherwise") {
    const auto passed = socket_from_systemd();
    REQUIRE(passed);
    CHECK_FALSE(*passed);
}

TEST_CASE("sockets of systemd: the one is taken, and not handed on to other programs") {
    CHECK(in_a_process_with(1, [] {
        const auto passed = socket_from_systemd();
        return passed && *passed == 3 && (::fcntl(3, F_GETFD) & FD_CLOEXEC) != 0 && std::getenv("LISTEN_FDS") == nullptr;
    }));
}

TEST_CASE("sockets of systemd: two are a mistake in the unit, and it is named") {
    CHECK(in_a_process_with(2, [] {
        const auto passed = socket_from_systemd();
        return !passed && passed.error().find("ListenStream= in kithd.socket") != std::string::npos;
    }));
}
