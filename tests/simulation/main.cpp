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

void save(const Script& script, const Outcome& outcome, const std::string& file) {
    std::ofstream out{file};
    std::istringstream said{outcome.violation};
    for (std::string line; std::getline(said, line);) out << "# " << line << '\n';
    out << to_text(script);
    if (!out.flush()) throw std::runtime_error{"can't write " + file};
}

Script read(const std::string& file) {
    std::ifstream in{file};
    if (!in) throw std::runtime_error{"can't read " + file};
    try {
        return parse({std::istreambuf_iterator<char>{in}, {}});
    } catch (const std::runtime_error& error) {
        throw std::runtime_error{file + ": " + error.what()};
    }
}

/// Plays each file on each of its disks. How it ended, a line or more each.
int replay(const std::vector<std::string>& files, const std::string& save_to, bool smaller) {
    int violations = 0;
    for (const std::string& file : files) {
        Script script = read(file);
        for (const Disk disk : std::vector{script.disks}) {
            Outcome outcome = play(script, disk);
            if (outcome.violation.empty()) {
                std::cout << file << ": no violation, trace " << std::hex << outcome.trace << std::dec << std::endl;
                continue;
            }
            ++violations;
            std::cout << file << ": ";
            script.disks = {disk};
            if (smaller) {
                script = shrink(script, disk, outcome.invariant);
                outcome = play(script, disk);
            }
            if (!save_to.empty()) save(script, outcome, save_to);
            tell(script, disk, outcome);
            break;
        }
    }
    return violations == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

struct Total {
    std::int64_t days = 0;
    std::size_t faults = 0;
    int violations = 0;
    std::uint64_t trace = 0;
};

struct Soak {
    std::uint64_t seed = 0;
    std::int64_t years = 100;
    std::int64_t days_a_run = 2 * 365;
    Disk disk = Disk::model;
    unsigned threads = 1;
    int most_violations = 1;   ///< it ends after so many
    bool smaller = true;       ///< what fails is made smaller
    std::string save_to;       ///< the script of what failed; empty: nowhere
};

/// Each run has a seed of its own, derived from the first; which thread plays it does not matter.
Total play_many(const Soak& soak) {
    Total total;
    std::mutex guard;
    std::atomic<std::int64_t> next{0};
    const std::int64_t runs = (soak.years * 365 + soak.days_a_run - 1) / soak.days_a_run;
    auto work = [&] {
        for (std::int64_t run = next++; run < runs; run = next++) {
            const Script script = draw(mixed(soak.seed, static_cast<std::uint64_t>(run)), soak.days_a_run, soak.disk);
            const Outcome outcome = play(script, soak.disk);
            const std::lock_guard lock{guard};
            total.days += soak.days_a_run;
            total.faults += outcome.faults;
            total.trace ^= mixed(outcome.trace, static_cast<std::uint64_t>(run));
            if (outcome.violation.empty() || total.violations >= soak.most_violations) continue;
            ++total.violations;
            const Script small = soak.smaller ? shrink(script, soak.disk, outcome.invariant) : script;
            const Outcome again = play(small, soak.disk);
            if (!soak.save_to.empty()) save(small, again, soak.save_to);
            tell(small, soak.disk, again);
            if (total.violations >= soak.most_violations) next = runs;
        }
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < soak.threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& one : others) one.join();
    return total;
}

}   // namespace

int main(int argc, char** argv) {
    CLI::App app{"Plays kith in simulated time, with faults."};
    Soak soak{.seed = std::random_device{}(),
              .years = 100,
              .disk = Disk::model,
              .threads = 1,
              .most_violations = 1,
              .smaller = true,
              .save_to = {}};
    std::vector<std::string> files;
    bool sqlite = false, smaller = false, as_it_is = false;
    app.add_option("--years", soak.years, "how many simulated years");
    app.add_option("--days", soak.days_a_run, "how long each run is; in a short one more happens at once")->check(CLI::Range(8, 36'500));
    app.add_option("--seed", soak.seed, "the first seed; random when left out");
    app.add_option("--threads", soak.threads, "how many runs at once");
    app.add_option("--violations", soak.most_violations, "stop after so many");
    app.add_option("--lines", timeline_lines, "how much of the timeline's end is told");
    app.add_option("--replay", files, "play these scripts");
    app.add_option("--save", soak.save_to, "write the script of what failed there");
    app.add_flag("--shrink", smaller, "with --replay: make it smaller first");
    app.add_flag("--as-it-is", as_it_is, "don't make what fails smaller");
    app.add_flag("--sqlite", sqlite, "a real journal, on a disk that loses power");
    CLI11_PARSE(app, argc, argv);
    soak.disk = sqlite ? Disk::sqlite : Disk::model;
    soak.smaller = !as_it_is;
    try {
        if (!files.empty()) return replay(files, soak.save_to, smaller);
        std::cout << "seed " << soak.seed << std::endl;
        const Total total = play_many(soak);
        std::cout << "trace " << std::hex << total.trace << std::dec << '\n'
                  << total.days / 365 << " simulated years, " << total.faults << " faults, " << total.violations << " violations\n";
        return total.violations == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& error) {
        std::cerr << "simulate: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
