// bench_meanwhile SECOND COMMAND: runs it again and again, from a second before that second of the wall clock until 50 ms after it. Prints a line
// for each run: when it began and when it ended, in ns after the second.
#include <sys/wait.h>

#include <cstdint>
#include <ctime>
#include <utility>

#include "tests/bench/command.hpp"

namespace {

std::int64_t nanoseconds_since(std::int64_t second) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return (now.tv_sec - second) * 1'000'000'000 + now.tv_nsec;
}

}   // namespace

int main(int argc, char** argv) {
    if (argc < 3) bench::Command::fail("SECOND COMMAND are needed");
    const std::int64_t second = std::atoll(argv[1]);
    char** word = argv + 2;
    const bench::Command command(word, argv + argc);
    const timespec start{second - 1, 0};
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &start, nullptr);
    std::vector<std::pair<std::int64_t, std::int64_t>> runs;
    std::int64_t begin = nanoseconds_since(second);
    while (begin < 50'000'000) {
        int status = 0;
        if (const pid_t child = command.start(); waitpid(child, &status, 0) != child || status != 0)
            bench::Command::fail(command.program());
        const std::int64_t end = nanoseconds_since(second);
        runs.emplace_back(begin, end);
        begin = end;
    }
    for (const auto& [from, to] : runs) std::printf("%lld %lld\n", static_cast<long long>(from), static_cast<long long>(to));
}
