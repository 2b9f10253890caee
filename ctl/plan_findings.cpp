// The findings of a check: problems, and what this version reads without acting on it.
#include <algorithm>

#include "ctl/plan_page.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

std::int64_t others(const Plan& plan) {
    return std::count_if(plan.people.begin(), plan.people.end(), [](const Person& person) { return person.id != "self"; });
}

std::string plan_size(const Plan& plan) {
    std::string text = count_words(others(plan), "person", "people") + ", " +
                       count_words(static_cast<std::int64_t>(plan.touchpoints.size()), "touchpoint", "touchpoints");
    if (!plan.checkins.empty()) text += ", " + count_words(static_cast<std::int64_t>(plan.checkins.size()), "check-in", "check-ins");
    return text;
}

std::int64_t count(const PlanReading& reading, Problem::Severity severity) {
    return std::count_if(reading.problems.begin(), reading.problems.end(),
                         [severity](const Problem& problem) { return problem.severity == severity; });
}

std::string closing_line(const PlanReading& reading) {
    const auto warnings = count(reading, Problem::Severity::warning);
    const std::string warned = warnings == 0 ? "" : count_words(warnings, "warning", "warnings");
    if (reading.plan) return "The plan is good: " + plan_size(*reading.plan) + (warned.empty() ? "." : "; " + warned + '.');
    const auto errors = count(reading, Problem::Severity::error) + static_cast<std::int64_t>(reading.untold);
    std::string line = count_words(errors, "problem", "problems");
    if (reading.untold > 0) line += " (" + std::to_string(reading.untold) + " of them not listed)";
    return line + (warned.empty() ? "" : ", " + warned);
}

}   // namespace

std::vector<std::string> not_acted_on(const Plan& plan) {
    std::vector<std::string> names;
    for (const Checkin& checkin : plan.checkins) names.push_back(checkin.id + " (check-in)");
    return names;
}

std::string check_page(const PlanReading& reading, const Terminal& terminal) {
    std::string page;
    for (const Problem& problem : reading.problems) page += to_line(problem) + '\n';
    page += closing_line(reading) + '\n';
    const auto waiting = reading.plan ? not_acted_on(*reading.plan) : std::vector<std::string>{};
    if (waiting.empty()) return page;
    std::string line = "Understood, but not acted on by this version yet: ";
    for (std::size_t at = 0; at < waiting.size(); ++at) line += (at == 0 ? "" : ", ") + waiting[at];
    return page + wrapped(printable(line + '.'), terminal.width);
}

boost::json::object check_json(const PlanReading& reading) {
    boost::json::array problems;
    for (const Problem& problem : reading.problems)
        problems.push_back({{"severity", problem.severity == Problem::Severity::warning ? "warning" : "error"},
                            {"file", problem.file},
                            {"line", problem.at.line},
                            {"column", problem.at.column},
                            {"text", explained(problem.what, problem.expected, problem.hint)},
                            {"what", problem.what},
                            {"expected", problem.expected},
                            {"hint", problem.hint}});
    boost::json::array waiting;
    if (reading.plan)
        for (const std::string& name : not_acted_on(*reading.plan)) waiting.emplace_back(name);
    return {{"good", reading.plan.has_value()},
            {"problems", std::move(problems)},
            {"untold", reading.untold},
            {"not_acted_on", std::move(waiting)}};
}

}   // namespace kith::ctl
