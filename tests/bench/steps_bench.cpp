// bench_steps ITEMS: what an event costs that touches one item, beside so many others that rest: ten daily items are lived through some months
// with the one timer; every second nudge is put off first, then done. A step is step() and next_wakeup() after it, as kithd has them; nothing is
// written. Prints a line for each kind of event: its name, a tab, the mean ns, a tab, the median, a tab, how many. Then the bytes that plan and
// engine take. Pins itself to a processor.
#include <malloc.h>

#include <map>
#include <memory>

#include "daemon/core/engine.hpp"
#include "tests/bench/plan_file.hpp"
#include "tests/bench/stopwatch.hpp"

namespace {

using namespace kith;
using core::Instant;

constexpr int busy = 10;
constexpr int days = 150;
const Date begin{2026, 3, 2};

std::size_t bytes_in_use() {
    const auto use = mallinfo2();
    return use.uordblks + use.hblkhd;
}

/// All but the first ten begin in three years.
std::string plan_text(int items) {
    const int friends = std::max(busy, items / 20);   // one each for the busy ones: contact covers other items about the same person
    std::string text = "gap: 1m\ndaily_limit: 100\npeople:\n  mum: {name: Mum}\n";
    for (int n = 0; n < friends; ++n) text += "  friend-" + std::to_string(n) + ": {name: Friend " + std::to_string(n) + "}\n";
    text += "touchpoints:\n";
    for (int n = 0; n < items; ++n)
        text += "  item-" + std::to_string(n) + ": {do: 'Say something to {name}', with: friend-" + std::to_string(n % friends) +
                ", every: " +
                (n < busy     ? "day"
                 : n % 2 == 0 ? "week on sun"
                              : "3 days") +
                ", from: " + (n < busy ? "2026-03-02" : "2029-01-01") + "}\n";
    return text;
}

class Life {
  public:
    explicit Life(core::Engine& engine) : engine_{engine} {}

    void live() {
        now_ = engine_.zone().at(begin, {6 * 60});
        engine_.step(core::event::Back{}, now_);
        engine_.step(core::event::ClockTrusted{}, now_);
        engine_.step(core::event::DesktopReady{}, now_);
        const Instant end = engine_.zone().at(begin + days, {});
        for (auto next = engine_.next_wakeup(); next && *next < end; next = engine_.next_wakeup()) {
            now_ = std::max(now_, *next);
            const core::Step step = take("Tick", core::event::Tick{});
            for (const core::Show& show : step.shows)
                for (const core::NoticeLine& line : show.lines) answer(line.item);
        }
    }
    void print() const {
        for (const auto& [name, times] : times_) {
            double sum = 0;
            for (const double one : times) sum += one;
            std::printf("%s\t%.0f\t%.0f\t%zu\n", name.c_str(), sum / static_cast<double>(times.size()), bench::median(times), times.size());
        }
    }

  private:
    void answer(const std::string& item) {
        if (++nudges_ % 2 == 0) take("Snooze", core::event::Snooze{item, Duration{.seconds = 3600}});
        take("Done", core::event::Done{.item = item, .kind = {}, .minutes = {}, .felt = {}, .note = {}});
    }
    core::Step take(const char* name, const core::Event& event) {
        core::Step step;
        const double took = bench::nanoseconds([&] {
            step = engine_.step(event, now_);
            next_ = engine_.next_wakeup();
        });
        times_[name].push_back(took);
        if (step.refusal) bench::fail(std::string{name} + " was refused");
        return step;
    }

    core::Engine& engine_;
    Instant now_;
    std::optional<Instant> next_;
    int nudges_ = 0;
    std::map<std::string, std::vector<double>> times_;
};

}   // namespace

int main(int argc, char** argv) {
    if (argc != 2) bench::fail("ITEMS are needed");
    const int items = std::max(busy, std::atoi(argv[1]));
    const core::Zone zone = bench::zone();
    bench::stay_on_one_processor();
    const std::size_t before = bytes_in_use();
    auto plan = std::make_shared<const Plan>(bench::plan_of(plan_text(items)));
    core::Engine engine{plan, zone, {}};
    Life life{engine};
    life.live();
    life.print();
    std::printf("bytes\t%zu\n", bytes_in_use() - before);
}
