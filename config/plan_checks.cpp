#include "config/plan_checks.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

#include "config/cadence_text.hpp"
#include "config/sleep_check.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

constexpr int day_minutes = 24 * 60;
constexpr int week_minutes = 7 * day_minutes;

int length_of(Window window) { return window.end.minutes - window.begin.minutes + (window.crosses_midnight() ? day_minutes : 0); }

/// `Monday, Tuesday and Sunday`
std::string named(Weekdays days) {
    std::vector<std::string_view> names;
    for (int day = 0; day < 7; ++day)
        if (days.contains(static_cast<Weekday>(day))) names.push_back(full_name(static_cast<Weekday>(day)));
    std::string result;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) result += i + 1 == names.size() ? " and " : ", ";
        result += names[i];
    }
    return result;
}

std::string on_days(Weekdays days) { return days == Weekdays::all() ? "every day" : "on " + named(days); }

/// The minutes of a week on which nothing is nudged.
class WeekCover {
  public:
    void add(Weekdays days, Window window) {
        for (int day = 0; day < 7; ++day) {
            if (!days.contains(static_cast<Weekday>(day))) continue;
            const int begin = day * day_minutes + window.begin.minutes;
            for (int minute = begin; minute < begin + length_of(window); ++minute)
                covered_[static_cast<std::size_t>(minute % week_minutes)] = true;
        }
    }
    /// After the last add; `holds` asks the sums, so that it costs the same for every window.
    void sum() {
        for (std::size_t minute = 0; minute < 2 * week_minutes; ++minute)
            sums_[minute + 1] = sums_[minute] + (covered_[minute % week_minutes] ? 1 : 0);
    }
    [[nodiscard]] bool holds(int day, int begin, int length) const {
        const auto first = static_cast<std::size_t>(day * day_minutes + begin);
        return sums_[first + static_cast<std::size_t>(length)] - sums_[first] == length;
    }
    [[nodiscard]] bool holds(int day, Window window) const { return holds(day, window.begin.minutes, length_of(window)); }

  private:
    std::array<bool, week_minutes> covered_{};
    std::array<int, 2 * week_minutes + 1> sums_{};
};

/// The weekdays a schedule can fall on; `every_week` when it falls on each of them every week.
struct WeekdaysOf {
    Weekdays days = Weekdays::all();
    bool every_week = false;
};

WeekdaysOf weekdays_of(const Schedule& schedule) {
    const auto* cadence = std::get_if<CalendarCadence>(&schedule.every);
    if (cadence == nullptr) return {};
    const bool unbounded = !schedule.from && !schedule.until && schedule.except.empty();
    if (cadence->shape == CalendarCadence::Shape::weekday) return {Weekdays::working(), unbounded};
    if (cadence->shape == CalendarCadence::Shape::weekend) return {Weekdays::weekend(), unbounded};
    if (cadence->unit == Unit::day) return {Weekdays::all(), unbounded && cadence->interval == 1};
    WeekdaysOf result;
    if (const auto* days = std::get_if<Weekdays>(&cadence->on)) return {*days, unbounded && cadence->interval == 1};
    if (const auto* nth = std::get_if<OnNthWeekday>(&cadence->on)) {
        result.days = Weekdays{};
        result.days.add(nth->weekday);
    } else if (const auto* nth_of = std::get_if<OnNthWeekdayOf>(&cadence->on)) {
        result.days = Weekdays{};
        result.days.add(nth_of->weekday);
    } else if (cadence->unit == Unit::week && schedule.from) {
        result.days = Weekdays{};
        result.days.add(weekday_of(*schedule.from));
    }
    return result;
}

struct Covers {
    WeekCover quiet;
    WeekCover solitude;
    WeekCover both;
};

Covers covers_of(const Plan& plan) {
    Covers covers;
    for (const QuietWindow& entry : plan.quiet) {
        covers.quiet.add(entry.days, entry.between);
        covers.both.add(entry.days, entry.between);
    }
    for (const Solitude& entry : plan.solitude) {
        const auto [days, every_week] = weekdays_of(entry.when);
        if (!every_week || !entry.when.between) continue;
        covers.solitude.add(days, *entry.when.between);
        covers.both.add(days, *entry.when.between);
    }
    covers.quiet.sum();
    covers.solitude.sum();
    covers.both.sum();
    return covers;
}

void check_exact_time(const Reading& reading, const Covers& covers, const Schedule& schedule, const SchedulePlace& place, TimeOfDay at) {
    const auto possible = weekdays_of(schedule).days;
    const auto covered_days = [&](const WeekCover& cover) {
        Weekdays days;
        for (int day = 0; day < 7; ++day)
            if (possible.contains(static_cast<Weekday>(day)) && cover.holds(day, at.minutes, 1)) days.add(static_cast<Weekday>(day));
        return days;
    };
    for (const auto& [cover, name] : {std::pair{&covers.quiet, "quiet hours"}, std::pair{&covers.solitude, "solitude"}}) {
        const auto days = covered_days(*cover);
        if (days.empty()) continue;
        reading.report.warning(place.every, to_text(at) + " lies inside " + name + ' ' + on_days(days), {},
                               "it will come at the nearest free minute; another time keeps it where you want it");
        return;
    }
}

// G2: it moves as an exact time does, and never past what it announces.
void check_heads_ups(const Reading& reading, const Covers& covers, const Schedule& schedule, const SchedulePlace& place,
                     const std::vector<Duration>& leads) {
    const auto at = exact_time(schedule.every);
    for (const Duration& lead : leads) {
        if (!at || lead.months != 0) continue;   // months ahead it is another weekday each time
        const std::int64_t minutes = at->minutes - lead.seconds / 60;
        const std::int64_t days_ahead = lead.days + (minutes < 0 ? (day_minutes - 1 - minutes) / day_minutes : 0);
        const auto of_day = static_cast<int>((minutes % day_minutes + day_minutes) % day_minutes);
        Weekdays covered;
        for (int day = 0; day < 7; ++day) {
            const auto before = static_cast<int>(((day - days_ahead) % 7 + 7) % 7);
            if (weekdays_of(schedule).days.contains(static_cast<Weekday>(day)) && covers.both.holds(before, of_day, 1))
                covered.add(static_cast<Weekday>(before));
        }
        if (covered.empty()) continue;
        reading.report.warning(place.heads_up,
                               "the heads-up " + to_text(lead) + " ahead lies inside quiet hours or solitude " + on_days(covered), {},
                               "it will come at the nearest free minute before " + to_text(*at));
    }
}

bool covered_on_all(const WeekCover& cover, Weekdays days, Window window) {
    for (int day = 0; day < 7; ++day)
        if (days.contains(static_cast<Weekday>(day)) && !cover.holds(day, window)) return false;
    return true;
}

void check_window(const Reading& reading, const Covers& covers, const Schedule& schedule, const SchedulePlace& place) {
    const Window window = schedule.between.value_or(reading.plan.waking);
    if (!covered_on_all(covers.both, weekdays_of(schedule).days, window)) return;
    if (!schedule.between && covered_on_all(covers.both, Weekdays::all(), window)) return;   // told once, at waking
    const char* name = covered_on_all(covers.quiet, weekdays_of(schedule).days, window) ? "quiet hours" : "quiet hours and solitude";
    reading.report.warning(place.between ? place.between : place.every, "the window " + to_text(window) + " lies wholly inside " + name, {},
                           "it leaves no moment for a nudge");
}

void check_waking(const Reading& reading, const Covers& covers) {
    if (!covered_on_all(covers.both, Weekdays::all(), reading.plan.waking)) return;
    const Ref at = reading.places.waking ? reading.places.waking : reading.places.quiet.empty() ? Ref{} : reading.places.quiet.front();
    if (at)
        reading.report.warning(at, "waking " + to_text(reading.plan.waking) + " lies wholly inside quiet hours", {},
                               "it leaves no moment for a nudge");
}

void check_mornings(const Reading& reading) {
    for (std::size_t i = 0; i < reading.plan.quiet.size(); ++i) {
        const QuietWindow& entry = reading.plan.quiet[i];
        if (entry.days == Weekdays::all() || !entry.between.crosses_midnight() || entry.between.end.minutes == 0) continue;
        Weekdays mornings;
        for (int day = 0; day < 7; ++day)
            if (entry.days.contains(static_cast<Weekday>(day))) mornings.add(static_cast<Weekday>((day + 1) % 7));
        reading.report.warning(
            reading.places.quiet[i],
            "this window crosses midnight: it covers the mornings of " + named(mornings) + ", until " + to_text(entry.between.end), {},
            "days are those on which the window begins");
    }
}

void check_distance(const Reading& reading, const std::vector<PersonIndex>& people, const SchedulePlace& place, bool one_of) {
    if (place.people.size() != people.size()) return;   // a circle: who is at a distance is simply not among them
    for (std::size_t i = 0; i < people.size(); ++i)
        if (reading.plan.people[people[i]].distance)
            reading.report.warning(place.people[i], words::quoted(place.people[i].text()) + " is at a distance", {},
                                   one_of ? "the choice will never fall on them" : "nothing will be nudged about them while that lasts");
}

void check_sleep(const Reading& reading, const std::vector<PersonIndex>& people, const Schedule& schedule, const SchedulePlace& place) {
    if (place.people.size() != people.size()) return;
    const auto at = exact_time(schedule.every);
    const Window window = schedule.between.value_or(reading.plan.waking);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Person& person = reading.plan.people[people[i]];
        if (!(at ? always_asleep(reading.plan, person, at->minutes, 1)
                 : always_asleep(reading.plan, person, window.begin.minutes, length_of(window))))
            continue;
        reading.report.warning(
            place.people[i],
            words::quoted(place.people[i].text()) + " always sleeps " + (at ? "at " + to_text(*at) : "in the window " + to_text(window)),
            {}, "they are awake " + to_text(*person.awake) + (person.timezone.empty() ? "" : " in " + person.timezone));
    }
}

/// How many nudges exact times make on one day: those of the same gap come as one (S7).
int nudges_of(const std::set<int>& minutes, const Duration& gap) {
    int nudges = 0;
    int last = -week_minutes;
    for (const int minute : minutes) {
        if (minute - last < std::max<std::int64_t>(gap.seconds / 60, 1)) continue;
        ++nudges;
        last = minute;
    }
    return nudges;
}

void check_daily_limit(const Reading& reading) {
    std::array<std::set<int>, 7> exact;
    const SchedulePlace* last = nullptr;
    for (std::size_t i = 0; i < reading.plan.touchpoints.size(); ++i) {
        const Schedule& when = reading.plan.touchpoints[i].when;
        const auto at = exact_time(when.every);
        const auto [days, every_week] = weekdays_of(when);
        if (!at || !every_week) continue;
        last = &reading.places.touchpoints[i];
        for (std::size_t day = 0; day < 7; ++day)
            if (days.contains(static_cast<Weekday>(day))) exact[day].insert(at->minutes);
    }
    Weekdays full;
    int most = 0;
    for (std::size_t day = 0; day < 7; ++day) {
        const int nudges = nudges_of(exact[day], reading.plan.gap);
        if (nudges <= reading.plan.daily_limit) continue;
        full.add(static_cast<Weekday>(day));
        most = std::max(most, nudges);
    }
    if (full.empty()) return;
    reading.report.warning(reading.places.daily_limit ? reading.places.daily_limit : last->every,
                           on_days(full) + " there are up to " + std::to_string(most) + " exact times, and daily_limit is " +
                               std::to_string(reading.plan.daily_limit),
                           {}, "those beyond it will be left out");
}

const std::vector<PersonIndex>& people_of(const Audience& audience) {
    return std::visit([](const auto& some) -> const std::vector<PersonIndex>& { return some.people; }, audience);
}

void check_schedule(const Reading& reading, const Covers& covers, const Schedule& schedule, const SchedulePlace& place) {
    if (const auto at = exact_time(schedule.every))
        check_exact_time(reading, covers, schedule, place, *at);
    else
        check_window(reading, covers, schedule, place);
}

}   // namespace

void check_plan(const Reading& reading) {
    const Covers covers = covers_of(reading.plan);
    check_mornings(reading);
    check_waking(reading, covers);
    check_daily_limit(reading);
    for (std::size_t i = 0; i < reading.plan.touchpoints.size(); ++i) {
        const Touchpoint& touchpoint = reading.plan.touchpoints[i];
        const SchedulePlace& place = reading.places.touchpoints[i];
        check_schedule(reading, covers, touchpoint.when, place);
        check_heads_ups(reading, covers, touchpoint.when, place, touchpoint.heads_up);
        check_distance(reading, people_of(touchpoint.audience), place, std::holds_alternative<OneOf>(touchpoint.audience));
        check_sleep(reading, people_of(touchpoint.audience), touchpoint.when, place);
    }
    for (std::size_t i = 0; i < reading.plan.checkins.size(); ++i) {
        const Checkin& checkin = reading.plan.checkins[i];
        check_schedule(reading, covers, checkin.when, reading.places.checkins[i]);
        check_heads_ups(reading, covers, checkin.when, reading.places.checkins[i], checkin.heads_up);
        check_distance(reading, reading.plan.checkins[i].people, reading.places.checkins[i], false);
    }
}

}   // namespace kith::reader
