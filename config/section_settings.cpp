// The settings, quiet hours, solitude and seasons.

#include <algorithm>
#include <array>

#include <absl/time/time.h>

#include "config/plan_sections.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

/// Only what an IANA name is made of reaches the zone loader, which would also take a path.
bool spelled_like_a_zone(std::string_view name) {
    const bool characters = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view{"/_+-"}.find(c) != std::string_view::npos;
    });
    return characters && !name.empty() && name.front() != '/' && name.size() <= limits::id_bytes && name != "localtime";
}

/// `sat`, `weekend` or `weekday`.
void read_days(Reading& reading, Ref value, Weekdays& days) {
    const auto text = read_scalar(reading.report, value, "a weekday such as sat");
    if (!text) return;
    const auto lower = words::lowered(words::trimmed(*text));
    const bool weekend = lower == "weekend" || lower == "weekends";
    if (weekend || lower == "weekday" || lower == "weekdays") {
        for (int day = 0; day < 7; ++day)
            if ((weekend ? Weekdays::weekend() : Weekdays::working()).contains(static_cast<Weekday>(day)))
                days.add(static_cast<Weekday>(day));
    } else if (auto day = parse_weekday(*text)) {
        days.add(*day);
    } else {
        reading.report.error(value, std::move(day.error()));
    }
}

void read_quiet_entry(Reading& reading, Ref value) {
    QuietWindow quiet;
    if (value.kind() != NodeKind::map) {
        const auto window =
            read_as(reading.report, value, "a window HH:MM-HH:MM, or {days: [sat, sun], between: HH:MM-HH:MM}", &parse_window);
        if (!window) return;
        quiet.between = *window;
    } else {
        static constexpr std::string_view known[] = {"days", "between"};
        const Fields fields{reading.report, value, "quiet", known};
        if (fields.has("days")) {
            quiet.days = Weekdays{};
            for (const Ref day : read_list(reading.report, fields.value("days"), "weekdays such as [sat, sun]"))
                read_days(reading, day, quiet.days);
        }
        if (!fields.has("between")) {
            reading.report.error(value, "this entry of quiet has no between", "a window HH:MM-HH:MM");
            return;
        }
        const auto window = read_window(reading.report, fields.value("between"));
        if (!window) return;
        quiet.between = *window;
    }
    reading.plan.quiet.push_back(quiet);
    reading.places.quiet.push_back(value);
}

void read_gap(Reading& reading, Ref value) {
    const auto gap = read_duration(reading.report, value);
    if (!gap) return;
    if (gap->months > 0 || gap->days > 0 || gap->seconds > 24 * 60 * 60)
        reading.report.error(value, words::quoted(value.text()) + " is too long for the gap between two nudges",
                             "minutes or hours, at most 24h");
    else
        reading.plan.gap = *gap;
}

void read_week(Reading& reading, Ref value) {
    static constexpr std::string_view known[] = {"meaningful", "micro"};
    const Fields fields{reading.report, value, "week", known};
    if (const Ref at = fields.value("meaningful"))
        reading.plan.week.meaningful = read_number(reading.report, at, {0, 1000}).value_or(reading.plan.week.meaningful);
    if (const Ref at = fields.value("micro"))
        reading.plan.week.micro = read_number(reading.report, at, {0, 1000}).value_or(reading.plan.week.micro);
}

void read_season(Reading& reading, const Entry& entry) {
    static constexpr std::string_view known[] = {"keep", "daily_limit", "from", "until"};
    static constexpr std::array<std::string_view, 2> keeps{"all", "minimum"};
    Season season{.id = std::string{entry.key.text()}, .keep = {}, .daily_limit = {}, .from = {}, .until = {}};
    if (check_id(reading.report, entry.key, entry.key.text(), "a season"))
        reading.names.claim(reading.report, entry.key, entry.key.text(), "a season");
    const Fields fields{reading.report, entry.value, "the season " + words::quoted(entry.key.text()), known};
    if (const Ref at = fields.value("keep"))
        season.keep = read_choice(reading.report, at, keeps) == std::size_t{1} ? Season::Keep::minimum : Season::Keep::all;
    if (const Ref at = fields.value("daily_limit")) season.daily_limit = read_number(reading.report, at, {0, 100});
    read_bounds(reading, fields, season.from, season.until);
    reading.plan.seasons.push_back(std::move(season));
}

}   // namespace

std::optional<std::string> read_zone(Reading& reading, Ref value, bool system_allowed) {
    const std::string expected = system_allowed ? "system, or a name such as Europe/Berlin" : "a name such as Europe/Berlin";
    const auto text = read_scalar(reading.report, value, expected);
    if (!text) return std::nullopt;
    if (*text == "system") {
        if (system_allowed) return std::string{*text};
        reading.report.error(value, "\"system\" is not a person's time zone", expected,
                             "leave timezone out for people who live where you are");
        return std::nullopt;
    }
    absl::TimeZone zone;
    if (spelled_like_a_zone(*text) && absl::LoadTimeZone(std::string{*text}, &zone)) return std::string{*text};
    const bool city = text->find('/') == std::string_view::npos;
    reading.report.error(value, words::quoted(*text) + " is not a time zone of this machine", expected,
                         city ? "zones are written as Area/City" : "`timedatectl list-timezones` lists them");
    return std::nullopt;
}

bool check_section(Reading& reading, Ref map, std::string_view name, std::string_view example) {
    if (map.kind() == NodeKind::map) return true;
    if (map.kind() != NodeKind::null) {
        reading.report.error(map, std::string{name} + " can't be " + described(map), std::string{example},
                             quoting_hint(reading.report, map));
    }
    return false;
}

void read_setting(Reading& reading, std::string_view name, Ref value) {
    Plan& plan = reading.plan;
    Report& report = reading.report;
    if (name == "quiet") {
        if (value.kind() == NodeKind::sequence && children_of(value).empty()) return;   // none is what [] says
        for (const Ref entry : read_list(report, value, "windows such as [21:30-08:00]")) read_quiet_entry(reading, entry);
    } else if (name == "timezone") {
        plan.timezone = read_zone(reading, value, true).value_or(plan.timezone);
    } else if (name == "day_starts") {
        plan.day_starts = read_time(report, value).value_or(plan.day_starts);
    } else if (name == "waking") {
        plan.waking = read_window(report, value).value_or(plan.waking);
        reading.places.waking = value;
    } else if (name == "daily_limit") {
        plan.daily_limit = read_number(report, value, {0, 100}).value_or(plan.daily_limit);
        reading.places.daily_limit = value;
    } else if (name == "gap") {
        read_gap(reading, value);
    } else if (name == "privacy") {
        static constexpr std::array<std::string_view, 3> choices{"full", "name", "hidden"};
        if (const auto choice = read_choice(report, value, choices)) plan.privacy = static_cast<Privacy>(*choice);
    } else if (name == "reflect") {
        plan.reflect = read_bool(report, value).value_or(plan.reflect);
    } else if (name == "week") {
        read_week(reading, value);
    }
}

void read_solitude(Reading& reading, Ref map) {
    static constexpr std::string_view known[] = {"every", "between", "from", "until", "except"};
    if (!check_section(reading, map, "solitude",
                       "names with a cadence each, such as long-walk: {every: week on sat, between: 10:00-12:00}"))
        return;
    for (const Entry& entry : entries_of(map)) {
        if (check_id(reading.report, entry.key, entry.key.text(), "a time of solitude"))
            reading.names.claim(reading.report, entry.key, entry.key.text(), "a time of solitude");
        const auto owner = "the solitude " + words::quoted(entry.key.text());
        const Fields fields{reading.report, entry.value, owner, known};
        if (!fields.is_map()) continue;
        SchedulePlace place;
        if (auto schedule = read_schedule(reading, fields, entry.key, owner, CadenceRule::calendar_window, place))
            reading.plan.solitude.push_back({std::string{entry.key.text()}, *std::move(schedule)});
    }
}

void read_seasons(Reading& reading, Ref map) {
    if (!check_section(reading, map, "seasons", "names with keys each, such as grief: {keep: minimum, daily_limit: 1}")) return;
    for (const Entry& entry : entries_of(map)) read_season(reading, entry);
}

}   // namespace kith::reader
