// bench_first_answer SOCKET LINE COMMAND: starts a server and asks it LINE as soon as its socket is there. Prints the ns from start to answer
// and the server's peak memory in KiB.
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <poll.h>

#include <chrono>
#include <csignal>

#include "tests/bench/command.hpp"

namespace {

constexpr std::chrono::seconds deadline{60};

bool ask(const sockaddr_un& address, const char* line) {
    const int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool answered = false;
    if (connect(peer, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        const std::size_t length = std::strlen(line);
        char buffer[65536];
        if (write(peer, line, length) != static_cast<ssize_t>(length) || write(peer, "\n", 1) != 1)
            bench::Command::fail("the server hung up");
        for (ssize_t got = 0; !answered && (got = read(peer, buffer, sizeof buffer)) > 0;) answered = buffer[got - 1] == '\n';
        if (!answered) bench::Command::fail("the server hung up");
    }
    close(peer);
    return answered;
}

}   // namespace

int main(int argc, char** argv) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (argc < 4 || std::strlen(argv[1]) >= sizeof address.sun_path) bench::Command::fail("SOCKET LINE COMMAND are needed");
    std::memcpy(address.sun_path, argv[1], std::strlen(argv[1]));
    unlink(argv[1]);
    char** word = argv + 3;
    const bench::Command command(word, argv + argc);
    const auto begin = std::chrono::steady_clock::now();
    const pid_t server = command.start();
    while (!ask(address, argv[2])) {
        if (waitpid(server, nullptr, WNOHANG) != 0) bench::Command::fail("the server ended before it answered");
        if (std::chrono::steady_clock::now() - begin > deadline) {
            kill(server, SIGKILL);
            bench::Command::fail("the server does not answer");
        }
        const timespec moment{0, 50'000};
        ppoll(nullptr, 0, &moment, nullptr);
    }
    const double took = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
    kill(server, SIGTERM);
    rusage used{};
    wait4(server, nullptr, 0, &used);
    std::printf("%.0f %ld\n", took, used.ru_maxrss);
}
