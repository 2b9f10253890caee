// The simulator's program: many years from one seed, or one script again.

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

#include "tests/simulation/random.hpp"
#include "tests/simulation/runs.hpp"

namespace {

using namespace kith::simulation;

constexpr std::int64_t days_a_run = 2 * 365;
std::size_t timeline_lines = 60;

/// A failure in words: what, how to play it again, and the end of its timeline.
void tell(const Script& script, Disk disk, const Outcome& outcome) {
    std::vector<std::string> lines;
    (void)play(script, disk, [&](const std::string& line) { lines.push_back(line); });
    std::cout << "VIOLATION  " << outcome.violation << "\n\nthe script (play it again with --replay FILE):\n"
              << to_text(script) << "\nthe timeline";
    const std::size_t from = lines.size() > timeline_lines ? lines.size() - timeline_lines : 0;
    std::cout << (from > 0 ? ", its end" : "") << ":\n";
    for (std::size_t i = from; i < lines.size(); ++i) std::cout << lines[i] << '\n';
    std::cout << std::flush;
}

int replay(const std::string& file, Disk disk, bool smaller) {
    std::ifstream in{file};
    if (!in) throw std::runtime_error{"can't read " + file};
    Script script = parse({std::istreambuf_iterator<char>{in}, {}});
    const Outcome outcome = play(script, disk);
    if (outcome.violation.empty()) {
        std::cout << file << ": no violation, trace " << std::hex << outcome.trace << '\n';
        return EXIT_SUCCESS;
    }
    if (smaller) script = shrink(script, disk, outcome.invariant);
    tell(script, disk, play(script, disk));
    return EXIT_FAILURE;
}

struct Total {
    std::int64_t years = 0;
    std::size_t faults = 0;
    int violations = 0;
    std::uint64_t trace = 0;
};

/// Each run has a seed of its own, derived from the first; which thread plays it does not matter.
Total play_many(std::uint64_t seed, std::int64_t years, Disk disk, unsigned threads, int most_violations, bool smaller) {
    Total total;
    std::mutex guard;
    std::atomic<std::int64_t> next{0};
    const std::int64_t runs = (years * 365 + days_a_run - 1) / days_a_run;
    const std::int64_t bad_disk = disk == Disk::sqlite ? 600 : std::int64_t{3} * 86'400;
    auto work = [&] {
        for (std::int64_t run = next++; run < runs; run = next++) {
            const Script script = draw(mixed(seed, static_cast<std::uint64_t>(run)), days_a_run, bad_disk);
            const Outcome outcome = play(script, disk);
            const std::lock_guard lock{guard};
            total.years += days_a_run / 365;
            total.faults += outcome.faults;
            total.trace ^= mixed(outcome.trace, static_cast<std::uint64_t>(run));
            if (outcome.violation.empty() || total.violations >= most_violations) continue;
            ++total.violations;
            const Script small = smaller ? shrink(script, disk, outcome.invariant) : script;
            tell(small, disk, play(small, disk));
            if (total.violations >= most_violations) next = runs;
        }
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& one : others) one.join();
    return total;
}

}   // namespace

int main(int argc, char** argv) {
    CLI::App app{"Plays kith in simulated time, with faults."};
    std::int64_t years = 100;
    std::uint64_t seed = std::random_device{}();
    std::string file;
    bool sqlite = false, smaller = false, as_it_is = false;
    unsigned threads = 1;
    int most = 1;
    app.add_option("--years", years, "how many simulated years");
    app.add_option("--seed", seed, "the first seed; random when left out");
    app.add_option("--threads", threads, "how many runs at once");
    app.add_option("--violations", most, "stop after so many");
    app.add_option("--lines", timeline_lines, "how much of the timeline's end is told");
    app.add_option("--replay", file, "play this script");
    app.add_flag("--shrink", smaller, "with --replay: make it smaller first");
    app.add_flag("--as-it-is", as_it_is, "don't make what fails smaller");
    app.add_flag("--sqlite", sqlite, "a real journal, on a disk that loses power");
    CLI11_PARSE(app, argc, argv);
    const Disk disk = sqlite ? Disk::sqlite : Disk::model;
    try {
        if (!file.empty()) return replay(file, disk, smaller);
        std::cout << "seed " << seed << std::endl;
        const Total total = play_many(seed, years, disk, threads, most, !as_it_is);
        std::cout << "trace " << std::hex << total.trace << std::dec << '\n'
                  << total.years << " simulated years, " << total.faults << " faults, " << total.violations << " violations\n";
        return total.violations == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& error) {
        std::cerr << "simulate: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
