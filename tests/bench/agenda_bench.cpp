// bench_agenda PLAN RUNS: the year's agenda of a plan of the benchmarks (scratch.py), sorted, in a zone whose clocks change: by the floor's hand
// loop, by the core's dates and zone, and by its day plan, which minds all else too. All three run in turn. Prints a line for each of ours:
// the ns of one occurrence by the floor, by ours, the median ratio of the pairs, and how many occurrences either found. Pins itself to a processor.
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <tuple>

#include "daemon/core/dayplan.hpp"
#include "tests/bench/floors/year.hpp"
#include "tests/bench/plan_file.hpp"
#include "tests/bench/stopwatch.hpp"

namespace {

using namespace kith;
using core::Instant;

constexpr int days = 365;

struct Occurrence {
    Instant moment;
    std::uint32_t item = 0;
};

void sort(std::vector<Occurrence>& all) {
    std::sort(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) { return a.moment < b.moment; });
}

/// Each slot's date, at its exact time or at the beginning of its window.
std::size_t by_dates(const Plan& plan, const core::Zone& zone, Date begin) {
    std::vector<Occurrence> all;
    const std::string nobody;
    for (std::uint32_t item = 0; item < plan.touchpoints.size(); ++item) {
        const Touchpoint& one = plan.touchpoints[item];
        const core::SlotRule rule{&one.when, one.id, nobody};
        const TimeOfDay at = exact_time(one.when.every).value_or(plan.waking.begin);
        for (auto place = core::first_place(rule, begin); place && place->date < begin + days; place = core::place_after(rule, place->slot))
            all.push_back({zone.at(place->date, at), item});
    }
    sort(all);
    return all.size();
}

/// As the agenda of kithd has it: in the order of time from the start, the earliest item taken out and its next one put in. Item by item the day
/// plan would forget a date long before the next item asks for it.
std::size_t by_day_plan(const Plan& plan, const core::Zone& zone, Date begin) {
    const core::DayPlan day_plan{plan, zone};
    const Instant end = zone.at(begin + days, {});
    struct Next {
        Instant moment;
        std::uint32_t item = 0;
        core::Slot slot;
        bool operator>(const Next& other) const { return std::tie(moment, item) > std::tie(other.moment, other.item); }
    };
    std::priority_queue<Next, std::vector<Next>, std::greater<>> waiting;
    const auto wait = [&](std::uint32_t item, const std::optional<core::SlotTimes>& slot) {
        if (slot && slot->moment < end) waiting.push({slot->moment, item, slot->slot});
    };
    for (std::uint32_t item = 0; item < plan.touchpoints.size(); ++item) wait(item, day_plan.first_from(item, begin));
    std::vector<Occurrence> all;
    while (!waiting.empty()) {
        const Next next = waiting.top();
        waiting.pop();
        all.push_back({next.moment, next.item});
        wait(next.item, day_plan.next(next.item, next.slot));
    }
    return all.size();
}

struct Work {
    const char* name;
    std::size_t (*find)(const Plan&, const core::Zone&, Date);
};

}   // namespace

int main(int argc, char** argv) {
    if (argc != 3) bench::fail("PLAN RUNS are needed");
    const Plan plan = bench::plan_of(bench::content_of(argv[1]));
    const core::Zone zone = bench::zone();
    const Date begin = plan.touchpoints.front().when.from.value();
    bench::stay_on_one_processor();
    bench::FloorYear floor{zone, begin};
    for (const Work& work : {Work{"dates and zone", by_dates}, Work{"the day plan", by_day_plan}}) {
        std::vector<double> floors, ours, ratios;
        std::size_t least = 0, found = 0;
        for (int run = -1; run < std::max(1, std::atoi(argv[2])); ++run) {
            double first = bench::nanoseconds([&] { least = floor.agenda(static_cast<std::uint32_t>(plan.touchpoints.size())).size(); });
            double second = bench::nanoseconds([&] { found = work.find(plan, zone, begin); });
            if (run < 0) continue;   // the first one warms up
            first /= static_cast<double>(least);
            second /= static_cast<double>(found);
            floors.push_back(first);
            ours.push_back(second);
            ratios.push_back(second / first);
        }
        std::printf("%s\t%.1f\t%.1f\t%.3f\t%zu\t%zu\n", work.name, bench::median(floors), bench::median(ours), bench::median(ratios), least,
                    found);
    }
}
