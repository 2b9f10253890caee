#include "ctl/plan_page.hpp"

#include "config/cadence_text.hpp"
#include "ctl/table.hpp"

namespace kith::ctl {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : std::string{between}) + word;
    return text;
}

std::vector<std::string> names_of(const Plan& plan, const std::vector<PersonIndex>& people) {
    std::vector<std::string> names;
    for (const PersonIndex person : people) names.push_back(plan.people.at(person).name);
    return names;
}

std::vector<std::string> ids_of(const Plan& plan, const std::vector<PersonIndex>& people) {
    std::vector<std::string> ids;
    for (const PersonIndex person : people) ids.push_back(plan.people.at(person).id);
    return ids;
}

struct Whom {
    const Plan& plan;
    std::string operator()(const With& with) const { return joined(names_of(plan, with.people), " and "); }
    std::string operator()(const OneOf& one) const { return joined(names_of(plan, one.people), " or "); }
    std::string operator()(const Each& each) const {
        return each.circle.empty() ? "each of " + joined(names_of(plan, each.people), ", ") : "each of " + each.circle;
    }
};

std::string action_of(const Plan& plan, const Touchpoint& touchpoint) {
    constexpr std::string_view placeholder = "{name}";
    std::string text = touchpoint.action;
    const std::string whom = std::visit(Whom{plan}, touchpoint.audience);
    for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + whom.size()))
        text.replace(at, placeholder.size(), whom);
    return text;
}

std::string cadence_of(const Plan& plan, const Schedule& when) {
    std::string text = to_text(when.every) + " (" + in_words(when.every, when.between.value_or(plan.waking)) + ')';
    if (when.from) text += ", from " + to_text(*when.from);
    if (when.until) text += ", until " + to_text(*when.until);
    for (const DateRange& range : when.except) text += ", except " + to_text(range);
    return text;
}

std::string days_of(Weekdays days) {
    std::vector<std::string> names;
    for (int index = 0; index < 7; ++index)
        if (const auto day = static_cast<Weekday>(index); days.contains(day)) names.emplace_back(to_text(day));
    return names.size() == 7 ? "every day" : joined(names, ", ");
}

std::string_view text_of(Privacy privacy) {
    if (privacy == Privacy::name) return "name";
    return privacy == Privacy::hidden ? "hidden" : "full";
}

void add_settings(Table& table, const Plan& plan) {
    table.heading("Settings");
    table.fact("Time zone", plan.timezone == "system" ? "the machine's" : plan.timezone);
    table.fact("A day starts", to_text(plan.day_starts));
    table.fact("Waking", to_text(plan.waking));
    for (const QuietWindow& quiet : plan.quiet) table.fact("Quiet", to_text(quiet.between) + ", " + days_of(quiet.days));
    for (const Solitude& solitude : plan.solitude) table.fact("Solitude", solitude.id + ": " + cadence_of(plan, solitude.when));
    table.fact("Nudges a day", "at most " + std::to_string(plan.daily_limit) + ", " + to_text(plan.gap) + " apart");
    table.fact("Privacy", std::string{text_of(plan.privacy)});
    table.fact("Reflect", plan.reflect ? "yes" : "no");
    table.fact("A week", std::to_string(plan.week.meaningful) + " meaningful, " + std::to_string(plan.week.micro) + " micro");
}

void add_people(Table& table, const Plan& plan) {
    table.heading("People");
    for (const Person& person : plan.people) {
        std::vector<std::string> words{person.name};
        if (!person.circle.empty()) words.push_back(person.circle);
        if (person.born) words.push_back("born " + to_text(person.born->day));
        if (!person.timezone.empty()) words.push_back(person.timezone);
        if (person.awake) words.push_back("awake " + to_text(*person.awake));
        if (person.space) words.push_back("space " + to_text(*person.space));
        if (person.distance) words.emplace_back("at a distance");
        table.fact(person.id, joined(words, ", "));
    }
}

boost::json::object schedule_json(const Plan& plan, const Schedule& when) {
    const Window between = when.between.value_or(plan.waking);
    boost::json::object json{{"every", to_text(when.every)}, {"words", in_words(when.every, between)}};
    if (!exact_time(when.every)) json["between"] = to_text(between);
    if (when.from) json["from"] = to_text(*when.from);
    if (when.until) json["until"] = to_text(*when.until);
    boost::json::array except;
    for (const DateRange& range : when.except) except.emplace_back(to_text(range));
    if (!except.empty()) json["except"] = std::move(except);
    return json;
}

boost::json::array people_json(const Plan& plan) {
    boost::json::array people;
    for (const Person& person : plan.people) {
        boost::json::object json{{"id", person.id}, {"name", person.name}, {"circle", person.circle}, {"distance", person.distance}};
        if (person.born) json["born"] = to_text(person.born->day);
        if (!person.timezone.empty()) json["timezone"] = person.timezone;
        if (person.awake) json["awake"] = to_text(*person.awake);
        if (person.space) json["space"] = to_text(*person.space);
        people.push_back(std::move(json));
    }
    return people;
}

boost::json::array touchpoints_json(const Plan& plan) {
    constexpr std::string_view audiences[] = {"with", "one_of", "each"};
    boost::json::array touchpoints;
    for (const Touchpoint& touchpoint : plan.touchpoints) {
        boost::json::object json = schedule_json(plan, touchpoint.when);
        json["id"] = touchpoint.id;
        json["do"] = touchpoint.action;
        const auto people = std::visit([&](const auto& audience) { return ids_of(plan, audience.people); }, touchpoint.audience);
        json[audiences[touchpoint.audience.index()]] = boost::json::value_from(people);
        json["by"] = touchpoint.by;
        if (touchpoint.minutes) json["minutes"] = *touchpoint.minutes;
        touchpoints.push_back(std::move(json));
    }
    return touchpoints;
}

boost::json::object settings_json(const Plan& plan) {
    boost::json::array quiet;
    for (const QuietWindow& window : plan.quiet) quiet.push_back({{"days", days_of(window.days)}, {"between", to_text(window.between)}});
    return {{"timezone", plan.timezone},
            {"day_starts", to_text(plan.day_starts)},
            {"waking", to_text(plan.waking)},
            {"quiet", std::move(quiet)},
            {"daily_limit", plan.daily_limit},
            {"gap", to_text(plan.gap)},
            {"privacy", text_of(plan.privacy)},
            {"reflect", plan.reflect},
            {"week", {{"meaningful", plan.week.meaningful}, {"micro", plan.week.micro}}}};
}

}   // namespace

std::string plan_page(const Plan& plan, const Terminal& terminal) {
    Table table;
    add_settings(table, plan);
    add_people(table, plan);
    if (!plan.touchpoints.empty()) table.heading("Touchpoints");
    for (const Touchpoint& touchpoint : plan.touchpoints) {
        table.fact(touchpoint.id, action_of(plan, touchpoint));
        table.fact("", cadence_of(plan, touchpoint.when));
    }
    if (!plan.checkins.empty()) table.heading("Check-ins");
    for (const Checkin& checkin : plan.checkins) {
        std::vector<std::string> phases;
        for (const Phase& phase : checkin.phases) phases.push_back(phase.name + ' ' + to_text(Duration{.seconds = phase.seconds}));
        table.fact(checkin.id, joined(names_of(plan, checkin.people), " and ") + ": " + joined(phases, ", "));
        table.fact("", cadence_of(plan, checkin.when));
    }
    if (!plan.seasons.empty()) table.heading("Seasons");
    for (const Season& season : plan.seasons) {
        std::string text = season.keep == Season::Keep::minimum ? "keeps the minimum" : "keeps everything";
        if (season.daily_limit) text += ", at most " + std::to_string(*season.daily_limit) + " a day";
        if (season.from) text += ", from " + to_text(*season.from);
        if (season.until) text += ", until " + to_text(*season.until);
        table.fact(season.id, text);
    }
    return table.print(terminal);
}

boost::json::object plan_json(const Plan& plan) {
    boost::json::array solitude, checkins, seasons;
    for (const Solitude& entry : plan.solitude) {
        solitude.push_back(schedule_json(plan, entry.when));
        solitude.back().as_object()["id"] = entry.id;
    }
    for (const Checkin& checkin : plan.checkins) {
        boost::json::object json = schedule_json(plan, checkin.when);
        json["id"] = checkin.id;
        json["with"] = boost::json::value_from(ids_of(plan, checkin.people));
        boost::json::array phases;
        for (const Phase& phase : checkin.phases) phases.push_back({{"name", phase.name}, {"seconds", phase.seconds}});
        json["phases"] = std::move(phases);
        checkins.push_back(std::move(json));
    }
    for (const Season& season : plan.seasons) {
        boost::json::object json{{"id", season.id}, {"keep", season.keep == Season::Keep::minimum ? "minimum" : "all"}};
        if (season.daily_limit) json["daily_limit"] = *season.daily_limit;
        if (season.from) json["from"] = to_text(*season.from);
        if (season.until) json["until"] = to_text(*season.until);
        seasons.push_back(std::move(json));
    }
    return {{"settings", settings_json(plan)}, {"people", people_json(plan)},     {"touchpoints", touchpoints_json(plan)},
            {"solitude", std::move(solitude)}, {"checkins", std::move(checkins)}, {"seasons", std::move(seasons)}};
}

}   // namespace kith::ctl
