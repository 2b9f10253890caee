// Touchpoints.

#include <algorithm>

#include "config/cadence_text.hpp"
#include "config/plan_sections.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

/// `do`: {name} is filled in later; any other {word} would be shown as it stands.
std::optional<std::string> read_action(Reading& reading, Ref value) {
    auto text = read_text(reading.report, value, "what to do, such as Call {name}");
    if (!text) return std::nullopt;
    for (std::size_t open = text->find('{'); open != std::string::npos; open = text->find('{', open + 1)) {
        const auto close = text->find_first_of("{}", open + 1);
        if (close == std::string::npos || (*text)[close] == '{' || close == open + 1) continue;
        const auto word = text->substr(open, close + 1 - open);
        if (word == "{name}") continue;
        reading.report.error(value, words::quoted(word) + " is nothing that can be filled in", "{name}, or no braces",
                             "did you mean {name}?");
        return std::nullopt;
    }
    return text;
}

Each read_each(Reading& reading, Ref value, std::vector<Ref>& places) {
    Each each;
    if (value.kind() == NodeKind::sequence) {
        each.people = read_persons(reading, value, places);
        (void)count_items(reading, value, each.people.size());   // one too many is reported; a list is not longer than what was written
        return each;
    }
    const auto circle = read_scalar(reading.report, value, "a circle, or a list of people");
    if (!circle) return each;
    const auto found = reading.circles.find(*circle);
    if (found == reading.circles.end()) {
        std::vector<std::string_view> circles;
        for (const auto& [name, members] : reading.circles) circles.push_back(name);
        std::sort(circles.begin(), circles.end());
        auto hint = suggestion(reading.report, *circle, circles);
        if (reading.people.contains(*circle)) hint = "for one person write with: " + std::string{*circle};
        reading.report.error(value, "nobody is in a circle " + words::quoted(*circle), "a circle, or a list of people", std::move(hint));
        return each;
    }
    places.push_back(value);
    if (!count_items(reading, value, found->second.size())) return each;
    each.circle = *circle;
    each.people = found->second;
    return each;
}

void read_audience(Reading& reading, const Fields& fields, Ref id, std::string_view owner, Touchpoint& touchpoint, SchedulePlace& place) {
    static constexpr std::string_view keys[] = {"with", "one_of", "each"};
    Ref first;
    for (const auto key : keys) {
        if (!fields.has(key)) continue;
        if (first) {
            reading.report.error(fields.key(key), std::string{key} + " stands beside " + std::string{first.text()},
                                 "one of with, one_of and each");
            continue;
        }
        first = fields.key(key);
        const Ref value = fields.value(key);
        if (key == "with")
            touchpoint.audience = With{read_persons(reading, value, place.people)};
        else if (key == "one_of")
            touchpoint.audience = OneOf{read_persons(reading, value, place.people)};
        else
            touchpoint.audience = read_each(reading, value, place.people);
    }
    if (!first) reading.report.error(id, std::string{owner} + " names nobody", "with, one_of or each", "for yourself write with: self");
}

void read_smaller(Reading& reading, Ref value, std::string_view owner, Touchpoint& touchpoint) {
    static constexpr std::string_view known[] = {"do", "every", "at", "between"};
    const Fields fields{reading.report, value, "the minimum of " + std::string{owner}, known};
    MinimumVariant smaller;
    if (const Ref at = fields.value("do")) smaller.action = read_action(reading, at);
    if (const Ref at = fields.value("every")) smaller.every = read_cadence(reading, at);
    if (const Ref at = fields.value("at")) smaller.at = read_time(reading.report, at);
    if (const Ref at = fields.value("between")) smaller.between = read_window(reading.report, at);
    const bool timed = smaller.every && exact_time(*smaller.every);
    if (smaller.at && timed) reading.report.error(fields.key("at"), "at stands beside every with a time", "one of the two");
    if (smaller.between && (smaller.at || timed))
        reading.report.error(fields.key("between"), "between stands beside an exact time", "one of the two");
    if (smaller.at && !timed && !std::holds_alternative<CalendarCadence>(smaller.every.value_or(touchpoint.when.every)))
        reading.report.error(fields.key("at"), "an exact time needs a place on the calendar", "every such as week on sun");
    if (entries_of(value).empty()) reading.report.error(value, "the minimum says nothing", "true, or some of do, every, at and between");
    touchpoint.smaller = std::move(smaller);
}

void read_minimum(Reading& reading, Ref value, std::string_view owner, Touchpoint& touchpoint) {
    if (value.kind() == NodeKind::map)
        read_smaller(reading, value, owner, touchpoint);
    else if (value.is_scalar())
        touchpoint.minimum = read_bool(reading.report, value).value_or(false);
    else
        reading.report.error(value, described(value) + " stands here", "true, or the smaller variant: {do: …, every: …}");
}

/// Months and years in their mean length: near enough to compare "6 weeks" with "1 month".
double mean_days(const Duration& duration) {
    constexpr double month = 146'097.0 / 4'800.0;   // of the Gregorian calendar's 400 years
    return duration.months * month + duration.days + static_cast<double>(duration.seconds) / 86'400.0;
}

double mean_days(const ElapsedCadence& cadence) {
    switch (cadence.unit) {
        case Unit::day:
            return cadence.interval;
        case Unit::week:
            return cadence.interval * 7.0;
        case Unit::month:
            return mean_days(Duration{.months = cadence.interval, .days = 0, .seconds = 0});
        case Unit::year:
            break;
    }
    return mean_days(Duration{.months = 12, .days = 0, .seconds = 0}) * cadence.interval;
}

void read_latest(Reading& reading, const Fields& fields, Touchpoint& touchpoint) {
    const Ref value = fields.value("latest");
    const auto latest = read_duration(reading.report, value);
    const auto* elapsed = std::get_if<ElapsedCadence>(&touchpoint.when.every);
    if (elapsed == nullptr)
        reading.report.error(fields.key("latest"), "latest needs a cadence that counts from the last contact",
                             "every such as 4 weeks after contact");
    else if (latest && mean_days(*latest) <= mean_days(*elapsed))
        reading.report.error(value, "latest " + to_text(*latest) + " is not later than " + to_text(touchpoint.when.every), "a longer time");
    else
        touchpoint.latest = latest;
}

std::string read_kind(Reading& reading, Ref value) {
    const auto kind = read_scalar(reading.report, value, "a kind of contact: message, voice, call, in-person, or a word of your own");
    if (!kind || !check_id(reading.report, value, *kind, "a kind of contact")) return "message";
    if (std::find(std::begin(contact_kinds), std::end(contact_kinds), *kind) == std::end(contact_kinds))
        if (auto hint = suggestion(reading.report, *kind, {std::begin(contact_kinds), std::end(contact_kinds)}); !hint.empty())
            reading.report.warning(value, words::quoted(*kind) + " is a kind of its own and counts like a message", {}, std::move(hint));
    return std::string{*kind};
}

void read_minutes(Reading& reading, Ref value, Touchpoint& touchpoint) {
    const auto seconds = read_seconds(reading.report, value);
    if (!seconds) return;
    if (*seconds % 60 == 0)
        touchpoint.minutes = static_cast<std::int32_t>(*seconds / 60);
    else
        reading.report.error(value, words::quoted(value.text()) + " is not a number of whole minutes", "1 to 1440");
}

void read_touchpoint(Reading& reading, const Entry& entry) {
    static constexpr std::string_view known[] = {"do",     "with", "one_of",  "each",    "every",   "between", "from",     "until",
                                                 "except", "by",   "minimum", "minutes", "prompts", "latest",  "heads_up", "was"};
    Touchpoint touchpoint;
    touchpoint.id = entry.key.text();
    if (check_id(reading.report, entry.key, touchpoint.id, "a touchpoint"))
        reading.names.claim(reading.report, entry.key, entry.key.text(), "a touchpoint");
    const auto owner = "the touchpoint " + words::quoted(touchpoint.id);
    const Fields fields{reading.report, entry.value, owner, known};
    if (!fields.is_map()) return;
    SchedulePlace place;
    if (!count_items(reading, entry.key, fields.has("each") ? 0 : 1)) return;
    read_audience(reading, fields, entry.key, owner, touchpoint, place);
    const auto when = read_schedule(reading, fields, entry.key, owner, CadenceRule::any, place);
    if (when) touchpoint.when = *when;
    if (const Ref at = fields.value("do")) touchpoint.action = read_action(reading, at).value_or(touchpoint.action);
    if (const Ref at = fields.value("by")) touchpoint.by = read_kind(reading, at);
    if (const Ref at = fields.value("minutes")) read_minutes(reading, at, touchpoint);
    if (const Ref at = fields.value("prompts")) touchpoint.prompts = read_prompts(reading, at);
    touchpoint.was = read_former_names(reading, fields);
    // What depends on the cadence can't be judged without one, and its absence is reported already.
    if (const Ref at = fields.value("minimum"); at && (when || at.is_scalar())) read_minimum(reading, at, owner, touchpoint);
    if (when && fields.has("latest")) read_latest(reading, fields, touchpoint);
    place.heads_up = fields.value("heads_up");
    if (when) touchpoint.heads_up = read_heads_up(reading, fields, touchpoint.when.every);
    reading.plan.touchpoints.push_back(std::move(touchpoint));
    reading.places.touchpoints.push_back(std::move(place));
}

}   // namespace

void read_touchpoints(Reading& reading, Ref map) {
    if (!check_section(reading, map, "touchpoints", "names with keys each, such as call-mum: {with: mum, every: week on sun at 16:00}"))
        return;
    for (const Entry& entry : entries_of(map)) {
        if (reading.items >= limits::items && !count_items(reading, entry.key, 1)) return;
        read_touchpoint(reading, entry);
    }
}

bool count_items(Reading& reading, Ref at, std::size_t more) {
    reading.items += more;
    if (reading.items <= limits::items) return true;
    reading.report.error(at, "there are too many touchpoints and check-ins",
                         "at most " + std::to_string(limits::items) + ", each counting once a person");
    return false;
}

std::vector<std::string> read_prompts(Reading& reading, Ref value) {
    std::vector<std::string> prompts;
    for (const Ref entry : read_list(reading.report, value, "texts such as [\"What made you laugh?\"]")) {
        if (prompts.size() == limits::prompts) {
            reading.report.error(entry, "there are more prompts than " + std::to_string(limits::prompts), "fewer");
            break;
        }
        if (auto prompt = read_text(reading.report, entry, "a text")) prompts.push_back(*std::move(prompt));
    }
    return prompts;
}

}   // namespace kith::reader
