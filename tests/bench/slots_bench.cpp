// bench_slots: the next slot date of each kind of cadence, asked a year and fifty years on. Prints a line each: the cadence, a tab, the ns of
// the one, a tab, the ns of the other. Pins itself to a processor.
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

#include "config/cadence_text.hpp"
#include "daemon/core/slots.hpp"

namespace {

constexpr std::string_view cadences[] = {
    "day",
    "3 days",
    "weekday",
    "weekend",
    "week on sun",
    "2 weeks on mon, thu",
    "week",
    "month on day 31",
    "month on last day",
    "month on first fri",
    "month on last fri",
    "3 months on day 1",
    "month",
    "year on 02-29",
    "year on second sun of may",
};

constexpr int days = 365;
constexpr int batches = 101;

/// The median over batches of the mean of one call, asked from each day of the year that begins with `begin`.
double nanoseconds(const kith::core::SlotRule& rule, kith::Date begin) {
    std::vector<double> means;
    std::int64_t found = 0;
    for (int batch = 0; batch < batches; ++batch) {
        const auto start = std::chrono::steady_clock::now();
        for (int day = 0; day < days; ++day) found += kith::core::next_slot_date(rule, begin + day).has_value() ? 1 : 0;
        means.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / days);
    }
    if (found != std::int64_t{days} * batches) {
        std::fprintf(stderr, "a slot is missing\n");
        return 0;
    }
    std::nth_element(means.begin(), means.begin() + batches / 2, means.end());
    return means[batches / 2];
}

}   // namespace

int main() {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
    sched_setaffinity(0, sizeof one, &one);
    for (const std::string_view text : cadences) {
        const auto cadence = kith::parse_cadence(text);
        if (!cadence) {
            std::fprintf(stderr, "%.*s is no cadence\n", static_cast<int>(text.size()), text.data());
            return 1;
        }
        const kith::Schedule schedule{.every = *cadence, .between = {}, .from = {}, .until = {}, .except = {}};
        const kith::core::SlotRule rule{&schedule, "call-mum", "mum"};
        const double year = nanoseconds(rule, kith::Date{2025, 1, 1});
        std::printf("%.*s\t%.1f\t%.1f\n", static_cast<int>(text.size()), text.data(), year, nanoseconds(rule, kith::Date{2074, 1, 1}));
    }
}
