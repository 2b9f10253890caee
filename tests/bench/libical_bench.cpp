// bench_libical slots | year BEGIN ITEMS: what libical takes for the same. `slots`: the next occurrence fifty years on of each cadence of
// bench_slots that a recurrence rule can say; a line each: the cadence, a tab, the ns. `year`: the year from BEGIN (days since 1970) of so many
// items of the benchmarks' plan, as instants, sorted: the ns of one occurrence and how many there are. Pins itself to a processor.
#include <libical/ical.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "config/date.hpp"
#include "tests/bench/stopwatch.hpp"

namespace {

struct Rule {
    const char* cadence;
    const char* text;
    int hour = 9;
};

// `week` and `month` without a day are kith's own choice; no rule says that. Intervals count from 2024-01-01, as kith's do.
constexpr Rule next_ones[] = {
    {"day", "FREQ=DAILY"},
    {"3 days", "FREQ=DAILY;INTERVAL=3"},
    {"weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"},
    {"weekend", "FREQ=WEEKLY;BYDAY=SA,SU"},
    {"week on sun", "FREQ=WEEKLY;BYDAY=SU"},
    {"2 weeks on mon, thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"},
    {"month on day 31", "FREQ=MONTHLY;BYMONTHDAY=-1"},
    {"month on last day", "FREQ=MONTHLY;BYMONTHDAY=-1"},
    {"month on first fri", "FREQ=MONTHLY;BYDAY=1FR"},
    {"month on last fri", "FREQ=MONTHLY;BYDAY=-1FR"},
    {"3 months on day 1", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"},
    {"year on 02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"},
    {"year on second sun of may", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"},
};

// In the order of scratch.py. A quota is kith's own; what comes nearest are three fixed days.
constexpr Rule of_a_year[] = {
    {"day", "FREQ=DAILY"},
    {"weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"},
    {"week on sun at 16:00", "FREQ=WEEKLY;BYDAY=SU", 16},
    {"2 weeks on mon", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"},
    {"month on last fri", "FREQ=MONTHLY;BYDAY=-1FR"},
    {"month on day 31", "FREQ=MONTHLY;BYMONTHDAY=-1"},
    {"3 times a week", "FREQ=WEEKLY;BYDAY=MO,WE,FR"},
    {"year on 02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"},
    {"month on first mon at 19:00", "FREQ=MONTHLY;BYDAY=1MO", 19},
    {"3 days", "FREQ=DAILY;INTERVAL=3"},
};

const kith::Date anchor{2024, 1, 1};

icaltimetype at(kith::Date date, int hour) {
    icaltimetype time = icaltime_null_time();
    time.year = date.year();
    time.month = date.month();
    time.day = date.day();
    time.hour = hour;
    return time;
}

/// Calls `tell` with each occurrence at or after `from`, until it says false. The iterator is set there directly, as libical can.
template <class Tell>
void each(const Rule& rule, const icalrecurrencetype& recurrence, kith::Date from, Tell tell) {
    icalrecur_iterator* const iterator = icalrecur_iterator_new(recurrence, at(anchor, rule.hour));
    icalrecur_iterator_set_start(iterator, at(from, rule.hour));
    for (icaltimetype one = icalrecur_iterator_next(iterator); icaltime_is_null_time(one) == 0 && tell(one);)
        one = icalrecur_iterator_next(iterator);
    icalrecur_iterator_free(iterator);
}

void slots() {
    constexpr int days = 365, batches = 3;
    for (const Rule& rule : next_ones) {
        const icalrecurrencetype recurrence = icalrecurrencetype_from_string(rule.text);
        std::vector<double> means;
        int found = 0;
        for (int batch = 0; batch < batches; ++batch)
            means.push_back(bench::nanoseconds([&] {
                                for (int day = 0; day < days; ++day)
                                    each(rule, recurrence, kith::Date{2074, 1, 1} + day, [&](icaltimetype) {
                                        ++found;
                                        return false;
                                    });
                            }) /
                            days);
        if (found != days * batches) std::fprintf(stderr, "libical misses one of %s\n", rule.cadence);
        std::printf("%s\t%.1f\n", rule.cadence, bench::median(std::move(means)));
    }
}

void year(kith::Date begin, int items) {
    constexpr int days = 365;
    icaltimezone* const zone = icaltimezone_get_builtin_timezone("Europe/Berlin");
    std::vector<std::pair<time_t, int>> all;
    auto expand = [&] {
        all.clear();
        for (int item = 0; item < items; ++item) {
            const Rule& rule = of_a_year[static_cast<std::size_t>(item) % std::size(of_a_year)];
            const time_t end = icaltime_as_timet_with_zone(at(begin + days, 0), zone);
            each(rule, icalrecurrencetype_from_string(rule.text), begin, [&](icaltimetype one) {
                const time_t moment = icaltime_as_timet_with_zone(one, zone);
                if (moment < end) all.emplace_back(moment, item);
                return moment < end;
            });
        }
        std::sort(all.begin(), all.end());
    };
    expand();   // the zone is read then
    const double took = bench::nanoseconds(expand);
    std::printf("%.1f %zu\n", took / static_cast<double>(all.size()), all.size());
}

}   // namespace

int main(int argc, char** argv) {
    bench::stay_on_one_processor();
    if (argc == 2 && std::string_view{argv[1]} == "slots")
        slots();
    else if (argc == 4 && std::string_view{argv[1]} == "year")
        year(kith::Date::of_day_number(std::atoll(argv[2])), std::atoi(argv[3]));
    else
        return 2;
}
