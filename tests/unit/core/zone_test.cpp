// T1, T2, T7: civil time and instants, in every zone of the machine.

#include "daemon/core/zone.hpp"
#include "daemon/core/slot.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

// Every zone that lies in the machine's database, links included.
std::vector<std::string> zone_names() {
    namespace fs = std::filesystem;
    const fs::path root = "/usr/share/zoneinfo";
    std::vector<std::string> names;
    for (auto entry = fs::recursive_directory_iterator{root}; entry != fs::recursive_directory_iterator{}; ++entry) {
        const std::string name = entry->path().lexically_relative(root).string();
        if (entry->is_directory()) {
            if (name == "posix" || name == "right") entry.disable_recursion_pending();
            continue;
        }
        char magic[4] = {};
        std::ifstream{entry->path(), std::ios::binary}.read(magic, 4);
        if (std::string_view{magic, 4} == "TZif") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

// What a zone's clocks did, learnt from the side of the instants only: since when which offset.
struct Regime {
    std::int64_t begin;    // Unix seconds
    std::int64_t offset;   // seconds east
};

class ClockHistory {
  public:
    ClockHistory(const absl::TimeZone& zone, Instant from, Instant to) {
        absl::Time time = absl::FromUnixSeconds(from.time_since_epoch().count());
        regimes_.push_back({absl::ToUnixSeconds(time), zone.At(time).offset});
        absl::TimeZone::CivilTransition change;
        while (zone.NextTransition(time, &change)) {
            const std::int64_t shown = absl::ToUnixSeconds(absl::FromCivil(change.from, absl::UTCTimeZone()));
            time = absl::FromUnixSeconds(shown - regimes_.back().offset);
            if (absl::ToUnixSeconds(time) >= to.time_since_epoch().count()) break;
            if (zone.At(time - absl::Seconds(1)).offset != regimes_.back().offset) FAIL("the history of a zone has a hole");
            regimes_.push_back({absl::ToUnixSeconds(time), zone.At(time).offset});
        }
    }

    [[nodiscard]] const std::vector<Regime>& regimes() const { return regimes_; }

    // T1 in one sentence: a civil time means the first instant at which clocks show it or a later time. `near`: a regime not far off.
    [[nodiscard]] std::int64_t first_showing(std::int64_t civil, std::size_t near) const {
        for (std::size_t i = near < 6 ? 0 : near - 6; i < regimes_.size(); ++i) {
            const bool ends = i + 1 < regimes_.size();
            if (!ends || regimes_[i + 1].begin + regimes_[i].offset > civil) return std::max(regimes_[i].begin, civil - regimes_[i].offset);
        }
        return std::numeric_limits<std::int64_t>::max();
    }

  private:
    std::vector<Regime> regimes_;
};

Date date_of(std::int64_t days) { return Date::of_day_number(days); }

// Times of day that matter at a change of the clock: its edges on both sides, its middle, and ordinary ones.
std::set<std::int16_t> times_around(std::int64_t shown_before, std::int64_t shown_after) {
    std::set<std::int16_t> times{0, 1, 240, 540, 1439, 1440};
    for (const std::int64_t shown : {shown_before, shown_after, (shown_before + shown_after) / 2}) {
        const std::int64_t minute = (shown - floor_div(shown, day_seconds) * day_seconds) / 60;
        for (std::int64_t m = minute - 1; m <= minute + 1; ++m) times.insert(static_cast<std::int16_t>((m + 1440) % 1440));
    }
    return times;
}

// Everything that is promised of one zone around one change; how many moments were looked at.
std::size_t check_change(const Zone& zone, const ClockHistory& history, std::size_t i) {
    const Regime before = history.regimes()[i - 1];
    const Regime after = history.regimes()[i];
    const std::int64_t shown_before = after.begin + before.offset;
    const std::int64_t shown_after = after.begin + after.offset;
    const std::int64_t first = floor_div(std::min(shown_before, shown_after), day_seconds) - 2;
    const std::int64_t last = floor_div(std::max(shown_before, shown_after), day_seconds) + 2;
    const bool leaves_a_date_out = shown_after - shown_before >= day_seconds;

    std::size_t moments = 0;
    for (const std::int16_t minutes : times_around(shown_before, shown_after)) {
        std::int64_t previous = std::numeric_limits<std::int64_t>::min();
        for (std::int64_t day = first; day <= last; ++day, ++moments) {
            const std::int64_t got = zone.at(date_of(day), TimeOfDay{minutes}).time_since_epoch().count();
            const std::int64_t want = history.first_showing(day * day_seconds + minutes * 60, i);
            if (got != want)
                FAIL(zone.name() << " " << slot_key(date_of(day)) << " minute " << minutes << ": " << got << ", expected " << want);
            if (got < previous || (got == previous && !leaves_a_date_out))
                FAIL(zone.name() << " " << slot_key(date_of(day)) << " minute " << minutes << ": not after the day before");
            previous = got;
        }
    }
    for (const std::int64_t t :
         {after.begin - 3600, after.begin - 60, after.begin - 1, after.begin, after.begin + 59, after.begin + 3600}) {
        const Instant instant{Seconds{t}};
        const Seconds offset = zone.offset(instant);
        const auto local = zone.local(instant);
        const std::int64_t shown = t + offset.count();
        if (t == after.begin - 1 && offset.count() != before.offset) FAIL(zone.name() << " offset before " << t);
        if (t == after.begin && offset.count() != after.offset) FAIL(zone.name() << " offset at " << t);
        if (local.date != date_of(floor_div(shown, day_seconds)) ||
            local.time.minutes * 60 != shown - floor_div(shown, day_seconds) * day_seconds - (shown - floor_div(shown, 60) * 60))
            FAIL(zone.name() << " shows something else at " << t);
        for (const TimeOfDay starts : {time_of(0), time_of(2, 30), time_of(4)}) {
            std::int64_t day = last + 1;   // the last plan day that has begun
            while (history.first_showing(day * day_seconds + starts.minutes * 60, i) > t) --day;
            if (plan_day(zone, starts, instant) != date_of(day)) FAIL(zone.name() << " plan day at " << t);
        }
    }
    return moments;
}

TEST_CASE("T1: in every zone, at every change of the clock until 2037, each date gives one instant, in order, none lost and none doubled") {
    const std::vector<std::string> names = zone_names();
    REQUIRE(names.size() > 300);
    std::size_t changes = 0;
    std::size_t moments = 0;
    for (const std::string& name : names) {
        absl::TimeZone raw;
        if (!absl::LoadTimeZone(name, &raw)) FAIL("can't load " << name);
        const Zone zone{raw, name};
        const ClockHistory history{raw, utc(1969, 1, 1), utc(2038, 1, 1)};
        for (std::size_t i = 1; i < history.regimes().size(); ++i, ++changes) moments += check_change(zone, history, i);
    }
    CHECK(changes > 10'000);
    CHECK(moments > 500'000);
}

TEST_CASE("T1: a time inside a gap is the first instant after it") {
    const Zone berlin = zone_named("Europe/Berlin");
    CHECK(berlin.at(Date{2026, 3, 29}, time_of(1, 59)) == utc(2026, 3, 29, 0, 59));
    CHECK(berlin.at(Date{2026, 3, 29}, time_of(2)) == utc(2026, 3, 29, 1));
    CHECK(berlin.at(Date{2026, 3, 29}, time_of(2, 30)) == utc(2026, 3, 29, 1));
    CHECK(berlin.at(Date{2026, 3, 29}, time_of(3)) == utc(2026, 3, 29, 1));
    CHECK(berlin.at(Date{2026, 3, 29}, time_of(3, 1)) == utc(2026, 3, 29, 1, 1));
}

TEST_CASE("T1: a gap at midnight takes the beginning of the date with it") {
    const Zone sao_paulo = zone_named("America/Sao_Paulo");
    CHECK(sao_paulo.at(Date{2018, 11, 4}, time_of(0)) == utc(2018, 11, 4, 3));
    CHECK(sao_paulo.at(Date{2018, 11, 3}, time_of(24)) == utc(2018, 11, 4, 3));
    CHECK(sao_paulo.local(utc(2018, 11, 4, 3)).time == time_of(1));
}

TEST_CASE("T1: a time inside a fold is the first of the two") {
    const Zone berlin = zone_named("Europe/Berlin");
    CHECK(berlin.at(Date{2026, 10, 25}, time_of(2)) == utc(2026, 10, 25, 0));
    CHECK(berlin.at(Date{2026, 10, 25}, time_of(2, 59)) == utc(2026, 10, 25, 0, 59));
    CHECK(berlin.at(Date{2026, 10, 25}, time_of(3)) == utc(2026, 10, 25, 2));
}

TEST_CASE("T1: half an hour of daylight saving is a change like any other") {
    const Zone lord_howe = zone_named("Australia/Lord_Howe");
    CHECK(lord_howe.at(Date{2026, 10, 4}, time_of(2, 10)) == utc(2026, 10, 3, 15, 30));
    CHECK(lord_howe.at(Date{2026, 4, 5}, time_of(1, 45)) == utc(2026, 4, 4, 14, 45));
}

TEST_CASE("T1: a date that a zone left out is the first instant of the next one") {
    const Zone apia = zone_named("Pacific/Apia");
    const Instant midnight = utc(2011, 12, 30, 10);
    CHECK(apia.at(Date{2011, 12, 30}, time_of(16)) == midnight);
    CHECK(apia.at(Date{2011, 12, 31}, time_of(0)) == midnight);
    CHECK(apia.at(Date{2011, 12, 31}, time_of(16)) == midnight + std::chrono::hours{16});
    CHECK(zone_named("Pacific/Kwajalein").at(Date{1993, 8, 21}, time_of(9)) == utc(1993, 8, 21, 12));
}

TEST_CASE("T1: the rules go on after 2037") {
    const Zone berlin = zone_named("Europe/Berlin");
    CHECK(berlin.at(Date{2060, 7, 1}, time_of(12)) == utc(2060, 7, 1, 10));
    CHECK(berlin.at(Date{2060, 3, 28}, time_of(2, 30)) == utc(2060, 3, 28, 1));
    CHECK(berlin.at(Date{9999, 12, 31}, time_of(24)) == utc(9999, 12, 31, 23));
}

TEST_CASE("T2: a plan day begins at day_starts of its date, in elapsed time of 23, 24 or 25 hours") {
    const Zone berlin = zone_named("Europe/Berlin");
    const TimeOfDay four = time_of(4);
    CHECK(plan_day(berlin, four, utc(2026, 6, 10, 1, 59)) == Date{2026, 6, 9});
    CHECK(plan_day(berlin, four, utc(2026, 6, 10, 2)) == Date{2026, 6, 10});
    CHECK(plan_day_begin(berlin, four, Date{2026, 3, 29}) - plan_day_begin(berlin, four, Date{2026, 3, 28}) == std::chrono::hours{23});
    CHECK(plan_day_begin(berlin, four, Date{2026, 10, 25}) - plan_day_begin(berlin, four, Date{2026, 10, 24}) == std::chrono::hours{25});
    // The second 01:30 of a fold belongs to the day that began at the first.
    const Zone azores = zone_named("Atlantic/Azores");
    CHECK(plan_day(azores, time_of(0, 30), utc(2026, 10, 25, 1, 10)) == Date{2026, 10, 25});
}

TEST_CASE("T7: days and months are civil, the same time of day on the later date") {
    const Zone berlin = zone_named("Europe/Berlin");
    const Instant noon = utc(2026, 3, 28, 11);
    CHECK(berlin.plus(noon, {.days = 1}) == utc(2026, 3, 29, 10));
    CHECK(berlin.plus(noon, {.seconds = 86'400}) == utc(2026, 3, 29, 11));
    CHECK(berlin.plus(noon, {.months = 1, .days = 1, .seconds = 60}) == utc(2026, 4, 29, 10, 1));
    CHECK(berlin.minus(utc(2026, 3, 29, 10), {.days = 1}) == noon);
    CHECK(berlin.minus(utc(2026, 4, 2, 10), {.days = 7, .seconds = 7200}) == utc(2026, 3, 26, 9));
    CHECK(berlin.plus(utc(2026, 3, 28, 1, 30, 15), {.days = 1}) == utc(2026, 3, 29, 1));   // 02:30:15 falls into the gap
}

TEST_CASE("T7: a month's missing day is its last") {
    const Zone zone;
    CHECK(zone.plus(utc(2026, 1, 31, 9), {.months = 1}) == utc(2026, 2, 28, 9));
    CHECK(zone.plus(utc(2024, 1, 31, 9), {.months = 1}) == utc(2024, 2, 29, 9));
    CHECK(zone.plus(utc(2024, 2, 29, 9), {.months = 12}) == utc(2025, 2, 28, 9));
    CHECK(zone.minus(utc(2026, 3, 31, 9), {.months = 1}) == utc(2026, 2, 28, 9));
    CHECK(zone.minus(utc(2026, 1, 15, 9), {.months = 14}) == utc(2024, 11, 15, 9));
    CHECK(zone.plus(utc(2026, 1, 31, 9), {.months = 1, .days = 1}) == utc(2026, 3, 1, 9));
}

TEST_CASE("T7: minutes and hours are elapsed, through a fold too") {
    const Zone berlin = zone_named("Europe/Berlin");
    const Instant second_pass = utc(2026, 10, 25, 1, 30);   // 02:30 for the second time
    CHECK(berlin.plus(second_pass, {.seconds = 3600}) == utc(2026, 10, 25, 2, 30));
    CHECK(berlin.plus(second_pass, {}) == second_pass);
    CHECK(berlin.minus(second_pass, {.seconds = 60}) == utc(2026, 10, 25, 1, 29));
}

TEST_CASE("RFC 3339 carries the offset of its own moment") {
    const Zone berlin = zone_named("Europe/Berlin");
    CHECK(berlin.rfc3339(utc(2026, 3, 29, 0, 59, 59)) == "2026-03-29T01:59:59+01:00");
    CHECK(berlin.rfc3339(utc(2026, 3, 29, 1)) == "2026-03-29T03:00:00+02:00");
    CHECK(zone_named("America/St_Johns").rfc3339(utc(2026, 1, 1)) == "2025-12-31T20:30:00-03:30");
    CHECK(Zone{}.rfc3339(utc(9999, 12, 31, 23, 59, 59)) == "9999-12-31T23:59:59+00:00");
    // Liberia was 44 minutes and 30 seconds behind: the text still names the very moment.
    CHECK(zone_named("Africa/Monrovia").rfc3339(utc(1971, 6, 1, 12)) == "1971-06-01T11:16:00-00:44");
}

TEST_CASE("T1: clocks go on changing in years whose changes nobody lists") {
    const Zone berlin = zone_named("Europe/Berlin");
    for (const int year : {2150, 2450, 3000, 9999}) {
        CHECK(berlin.offset(utc(year, 7, 1)) == Seconds{7200});
        CHECK(berlin.offset(utc(year, 1, 1)) == Seconds{3600});
        CHECK(berlin.at(Date{year, 7, 1}, time_of(12)) == utc(year, 7, 1, 10));
        CHECK(berlin.at(Date{year, 1, 1}, time_of(12)) == utc(year, 1, 1, 11));
        CHECK(berlin.local(utc(year, 7, 1, 10)).time == time_of(12));
    }
}

TEST_CASE("A clock or a journal that says nonsense overflows nothing") {
    const Zone berlin = zone_named("Europe/Berlin");
    const Duration endless{.months = std::numeric_limits<std::int32_t>::max(),
                           .days = std::numeric_limits<std::int32_t>::max(),
                           .seconds = std::numeric_limits<std::int64_t>::max()};
    for (const Instant far : {Instant::min(), Instant::max()}) {
        const Date day = plan_day(berlin, time_of(4), far);
        CHECK(plan_day_begin(berlin, time_of(4), day) < plan_day_begin(berlin, time_of(4), day + 1));
        CHECK(berlin.minus(far, endless) < berlin.plus(far, endless));
        CHECK_FALSE(berlin.rfc3339(far).empty());
    }
    CHECK(berlin.plus(utc(2026, 1, 1), endless) > utc(9999, 1, 1));
    CHECK(berlin.minus(utc(2026, 1, 1), endless) < utc(1970, 1, 1));
}

}   // namespace
}   // namespace kith::core
