// When things are due: `every` and the keys that belong to it, and heads-ups.

#include <algorithm>

#include "config/cadence_text.hpp"
#include "config/plan_sections.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

constexpr std::string_view cadence_expected = "a cadence such as day, 2 weeks on sun or month on first fri at 19:00";

std::string_view kind_of(const Cadence& cadence) {
    return std::holds_alternative<QuotaCadence>(cadence)     ? "a number of times"
           : std::holds_alternative<ElapsedCadence>(cadence) ? "after contact"
                                                             : "a calendar";
}

/// False (reported) when the cadence is of a kind that the item can't have.
bool check_kind(Reading& reading, Ref value, const Cadence& cadence, std::string_view owner, CadenceRule rule) {
    if (rule == CadenceRule::any) return true;
    if (!std::holds_alternative<CalendarCadence>(cadence)) {
        reading.report.error(value, std::string{owner} + " can't be due by " + std::string{kind_of(cadence)},
                             "a place on the calendar, such as week on sun");
        return false;
    }
    if (rule == CadenceRule::calendar_window && exact_time(cadence)) {
        reading.report.error(value, std::string{owner} + " needs a window, not a time", "a cadence without at, and between: HH:MM-HH:MM");
        return false;
    }
    return true;
}

void read_except(Reading& reading, Ref value, Schedule& schedule) {
    constexpr std::string_view expected = "dates or ranges such as [2026-12-24, 2026-07-01..2026-07-14]";
    for (const Ref entry : read_list(reading.report, value, expected))
        if (const auto range = read_as(reading.report, entry, expected, &parse_date_range)) schedule.except.push_back(*range);
}

void read_window_of(Reading& reading, const Fields& fields, Ref id, std::string_view owner, CadenceRule rule, Schedule& schedule,
                    SchedulePlace& place) {
    place.between = fields.value("between");
    if (place.between) {
        schedule.between = read_window(reading.report, place.between);
        if (exact_time(schedule.every))
            reading.report.error(fields.key("between"), "between stands beside an exact time", "one of the two",
                                 "remove between, or \"at " + to_text(*exact_time(schedule.every)) + "\" from every");
    } else if (rule == CadenceRule::calendar_window) {
        reading.report.error(id, std::string{owner} + " has no between", "a window HH:MM-HH:MM");
    }
}

}   // namespace

std::optional<Cadence> read_cadence(Reading& reading, Ref value) {
    return read_as(reading.report, value, cadence_expected, &parse_cadence);
}

void read_bounds(Reading& reading, const Fields& fields, std::optional<Date>& from, std::optional<Date>& until) {
    if (const Ref at = fields.value("from")) from = read_date(reading.report, at);
    if (const Ref at = fields.value("until")) until = read_date(reading.report, at);
    if (from && until && *until < *from)
        reading.report.error(fields.value("until"), "until " + to_text(*until) + " is before from " + to_text(*from), "a later date");
}

std::optional<Schedule> read_schedule(Reading& reading, const Fields& fields, Ref id, std::string_view owner, CadenceRule rule,
                                      SchedulePlace& place) {
    Schedule schedule;
    place.id = id;
    place.every = fields.value("every");
    std::optional<Cadence> every;
    if (place.every)
        every = read_cadence(reading, place.every);
    else
        reading.report.error(id, std::string{owner} + " has no every", std::string{cadence_expected});
    if (every) schedule.every = *every;
    read_bounds(reading, fields, schedule.from, schedule.until);
    if (const Ref at = fields.value("except")) read_except(reading, at, schedule);
    if (every && !check_kind(reading, place.every, *every, owner, rule)) return std::nullopt;
    read_window_of(reading, fields, id, owner, rule, schedule, place);
    if (!every) return std::nullopt;
    return schedule;
}

std::vector<Duration> read_heads_up(Reading& reading, const Fields& fields, const Cadence& every) {
    std::vector<Duration> leads;
    const Ref value = fields.value("heads_up");
    if (!value) return leads;
    if (!exact_time(every))
        reading.report.error(fields.key("heads_up"), "a heads-up needs an exact time", "every with at HH:MM",
                             "add \"at 19:00\" to every, or remove heads_up");
    for (const Ref entry : read_list(reading.report, value, "times ahead such as [3 days, 2h]")) {
        const auto lead = read_duration(reading.report, entry);
        if (!lead) continue;
        if (lead->zero())
            reading.report.error(entry, "a heads-up of no time at all", "a time ahead such as 2h");
        else if (std::find(leads.begin(), leads.end(), *lead) != leads.end())
            reading.report.error(entry, words::quoted(entry.text()) + " stands here twice", "each heads-up once");
        else if (leads.size() == limits::heads_up)
            reading.report.error(entry, "there are more heads-ups than " + std::to_string(limits::heads_up), "fewer");
        else
            leads.push_back(*lead);
    }
    return leads;
}

}   // namespace kith::reader
