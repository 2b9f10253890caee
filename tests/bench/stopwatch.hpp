#pragma once
// What the programs of the benchmarks that time their own work share: one processor, a stopwatch, medians.

#include <sched.h>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <utility>
#include <vector>

namespace bench {

/// Moving to another processor costs more than what is timed.
inline void stay_on_one_processor() {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
    sched_setaffinity(0, sizeof one, &one);
}

/// Of not nothing.
inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Of the processor's time, which others on this machine take nothing of; for work that waits for nothing.
template <class Work>
double nanoseconds(Work&& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
    };
    const double begin = now();
    std::forward<Work>(work)();
    return now() - begin;
}

}   // namespace bench
