// bench_pairs RUNS COMMAND -- COMMAND: both are run RUNS times, in turn, each from its start to its end. Prints the medians in ns, the median of
// the ratios (second to first) of each pair, and the peak memory of both in KiB.
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>

#include "tests/bench/command.hpp"

namespace {

struct Run {
    double nanoseconds = 0;
    long peak_kib = 0;
};

Run run(const bench::Command& command) {
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = command.start();
    int status = 0;
    rusage used{};
    if (wait4(child, &status, 0, &used) != child || status != 0) {
        std::fprintf(stderr, "%s ended with status %d\n", command.program(), WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
        std::exit(1);
    }
    return {std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count(), used.ru_maxrss};
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}   // namespace

int main(int argc, char** argv) {
    if (argc < 4) bench::Command::fail("RUNS COMMAND -- COMMAND are needed");
    const int runs = std::max(1, std::atoi(argv[1]));
    char** word = argv + 2;
    const bench::Command first(word, argv + argc), second(word, argv + argc);
    std::vector<double> first_times, second_times, ratios;
    Run one, two;
    for (int i = -2; i < runs; ++i) {
        // The order changes with every pair, so that neither always finds the caches warmed by the other.
        if (i % 2 == 0) {
            one = run(first);
            two = run(second);
        } else {
            two = run(second);
            one = run(first);
        }
        if (i < 0) continue;   // the first ones warm the page cache
        first_times.push_back(one.nanoseconds);
        second_times.push_back(two.nanoseconds);
        ratios.push_back(two.nanoseconds / one.nanoseconds);
    }
    std::printf("%.0f %.0f %.4f %ld %ld\n", median(first_times), median(second_times), median(ratios), one.peak_kib, two.peak_kib);
}
