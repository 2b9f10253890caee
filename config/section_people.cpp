// People, their circles, and the namespace that all names share.

#include <algorithm>
#include <unordered_set>

#include "config/plan_sections.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

std::optional<Birthday> read_birthday(Reading& reading, Ref value) {
    constexpr std::string_view expected = "MM-DD, or a full date YYYY-MM-DD";
    const auto text = read_scalar(reading.report, value, expected);
    if (!text) return std::nullopt;
    const auto word = words::trimmed(*text);
    const auto year = word.size() == 10 && word[4] == '-' ? words::whole_number(word.substr(0, 4)) : std::nullopt;
    auto day = parse_month_day(year ? word.substr(5) : word);
    if (!day) {
        auto error = std::move(day.error());
        error.expected = expected;
        reading.report.error(value, std::move(error));
        return std::nullopt;
    }
    if (!year) return Birthday{*day, std::nullopt};
    const Date written{static_cast<int>(*year), day->month, day->day};
    if (*year >= 1850 && written.day() == day->day) return Birthday{*day, static_cast<std::int32_t>(*year)};
    reading.report.error(value, words::quoted(word) + (*year < 1850 ? " is too long ago" : " is not a day of that year"),
                         std::string{expected});
    return std::nullopt;
}

std::string read_circle(Reading& reading, Ref value) {
    const auto text = read_scalar(reading.report, value, "a circle such as family or friends");
    if (!text || !check_id(reading.report, value, *text, "a circle")) return {};
    reading.circle_uses.push_back(value);
    return std::string{*text};
}

Person read_person(Reading& reading, const Entry& entry) {
    static constexpr std::string_view known[] = {"name", "circle", "born", "timezone", "awake", "space", "distance", "was"};
    Person person;
    person.id = entry.key.text();
    person.name = person.id == self_id ? "yourself" : person.id;
    person.circle = person.id == self_id ? self_id : "";
    const Fields fields{reading.report, entry.value, "the person " + words::quoted(person.id), known};
    if (const Ref at = fields.value("name")) person.name = read_text(reading.report, at, "a name").value_or(person.name);
    if (const Ref at = fields.value("circle")) person.circle = read_circle(reading, at);
    if (const Ref at = fields.value("born")) person.born = read_birthday(reading, at);
    if (const Ref at = fields.value("timezone")) person.timezone = read_zone(reading, at, false).value_or("");
    // Which exists: the name was looked up to be accepted, and what is found is kept for the core, which looks nothing up.
    if (!person.timezone.empty()) absl::LoadTimeZone(person.timezone, &person.zone);
    if (const Ref at = fields.value("awake")) person.awake = read_window(reading.report, at);
    if (const Ref at = fields.value("space")) person.space = read_duration(reading.report, at);
    if (const Ref at = fields.value("distance")) person.distance = read_bool(reading.report, at).value_or(false);
    person.was = read_former_names(reading, fields);
    return person;
}

void warn_of_near_circles(Reading& reading) {
    std::unordered_map<std::string_view, int> uses;
    for (const Ref use : reading.circle_uses) ++uses[use.text()];
    for (const Ref use : reading.circle_uses) {
        const auto circle = use.text();
        if (uses[circle] > 1 || std::find(std::begin(known_circles), std::end(known_circles), circle) != std::end(known_circles)) continue;
        std::vector<std::string_view> others(std::begin(known_circles), std::end(known_circles));
        for (const auto& [other, count] : uses)
            if (other != circle && count > 1) others.push_back(other);
        if (auto hint = suggestion(reading.report, circle, others); !hint.empty())
            reading.report.warning(use, "nobody else is in the circle " + words::quoted(circle), {}, std::move(hint));
    }
}

/// Finding a line's number takes a walk through the file, which is only worth it for what is told.
std::string elsewhere(const Report& report, std::string_view words, Ref at) {
    return report.hints_wanted() ? std::string{words} + at.place() : std::string{};
}

}   // namespace

void Names::claim(Report& report, Ref at, std::string_view name, std::string_view kind) {
    if (std::find(std::begin(setting_names), std::end(setting_names), name) != std::end(setting_names)) {
        report.error(at, words::quoted(name) + " is the name of a setting and can't be " + std::string{kind}, "another name");
        return;
    }
    if (name == self_id && kind != "a person") {
        report.error(at, "\"self\" is always a person and can't be " + std::string{kind}, "another name");
        return;
    }
    const auto [claim, fresh] = claims_.try_emplace(name, Claim{at, kind});
    if (fresh) return;
    const auto& first = claim->second;
    const std::string what =
        first.kind == kind ? words::quoted(name) + " is named a second time as " + std::string{kind}
                           : words::quoted(name) + " can't be " + std::string{kind} + ", it is " + std::string{first.kind} + " already";
    report.error(at, what, "a name of its own", elsewhere(report, "the other stands at ", first.at));
}

void Names::check_former(Report& report) const {
    std::unordered_map<std::string_view, Ref> seen;
    for (const Ref at : former_) {
        if (const auto claim = claims_.find(at.text()); claim != claims_.end())
            report.error(at, words::quoted(at.text()) + " is still " + std::string{claim->second.kind}, "a name that is no longer used",
                         elsewhere(report, "it stands at ", claim->second.at));
        if (const auto [first, fresh] = seen.try_emplace(at.text(), at); !fresh)
            report.error(at, words::quoted(at.text()) + " was the name of something else", "each former name once",
                         elsewhere(report, "the other stands at ", first->second));
    }
}

void read_people(Reading& reading, Ref map) {
    if (!check_section(reading, map, "people", "names with keys each, such as mum: {name: Mum, circle: family}")) return;
    for (const Entry& entry : entries_of(map)) {
        if (reading.plan.people.size() >= limits::people) {
            reading.report.error(entry.key, "there are too many people", "at most " + std::to_string(limits::people));
            return;
        }
        const auto id = entry.key.text();
        // A broken name is reported once, here, and is still a name that others may refer to.
        if (check_id(reading.report, entry.key, id, "a person")) reading.names.claim(reading.report, entry.key, id, "a person");
        if (!reading.people.try_emplace(id, static_cast<PersonIndex>(reading.plan.people.size())).second) continue;
        reading.person_ids.push_back(id);
        reading.plan.people.push_back(read_person(reading, entry));
    }
}

void finish_people(Reading& reading) {
    auto& people = reading.plan.people;
    if (reading.people.try_emplace(self_id, static_cast<PersonIndex>(people.size())).second) {
        Person self;
        self.id = self_id;
        self.name = "yourself";
        self.circle = self_id;
        people.push_back(std::move(self));
        reading.person_ids.push_back(self_id);
    }
    for (const Ref use : reading.circle_uses) {
        // The circle "self" holds the person "self": the same thing by either name.
        if (use.text() != self_id && reading.circles.try_emplace(use.text()).second)
            reading.names.claim(reading.report, use, use.text(), "a circle");
    }
    reading.circles.try_emplace(self_id);
    for (std::size_t i = 0; i < people.size(); ++i)
        if (const auto circle = reading.circles.find(people[i].circle); circle != reading.circles.end())
            circle->second.push_back(static_cast<PersonIndex>(i));
    warn_of_near_circles(reading);
}

std::vector<PersonIndex> read_persons(Reading& reading, Ref value, std::vector<Ref>& places) {
    std::vector<PersonIndex> people;
    std::unordered_set<PersonIndex> seen;
    for (const Ref entry : read_list(reading.report, value, "people by their names in this plan")) {
        const auto id = read_scalar(reading.report, entry, "a person's name in this plan");
        if (!id) continue;
        const auto found = reading.people.find(*id);
        if (found == reading.people.end()) {
            auto hint = suggestion(reading.report, *id, reading.person_ids);
            if (reading.circles.contains(*id)) hint = "it is a circle: write each: " + std::string{*id};
            reading.report.error(entry, words::quoted(*id) + " is nobody under people", "a person's name in this plan", std::move(hint));
        } else if (!seen.insert(found->second).second) {
            reading.report.error(entry, words::quoted(*id) + " is named twice here", "each person once");
        } else {
            people.push_back(found->second);
            places.push_back(entry);
        }
    }
    return people;
}

std::vector<std::string> read_former_names(Reading& reading, const Fields& fields) {
    std::vector<std::string> names;
    if (!fields.has("was")) return names;
    for (const Ref entry : read_list(reading.report, fields.value("was"), "former names such as [old-name]")) {
        const auto name = read_scalar(reading.report, entry, "a former name");
        if (!name || !check_id(reading.report, entry, *name, "something earlier")) continue;
        reading.names.claim_former(entry);
        names.emplace_back(*name);
    }
    return names;
}

}   // namespace kith::reader
