#include "config/plan_reader.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "config/plan_checks.hpp"
#include "config/plan_sections.hpp"
#include "config/words.hpp"

namespace kith {
namespace reader {
namespace {

/// Sections hold names, so they may be spread over files; a name that comes twice is found by Names.
constexpr std::string_view sections[] = {"people", "solitude", "touchpoints", "checkins", "seasons"};

bool is_section(std::string_view name) { return std::find(std::begin(sections), std::end(sections), name) != std::end(sections); }

/// Keys that only make sense further in: a sign that a line is indented too little.
std::string belonging(std::string_view key) {
    constexpr std::string_view person[] = {"name", "circle", "born", "awake", "space", "distance"};
    constexpr std::string_view item[] = {"do",      "with",    "one_of",  "each",   "every",    "between", "by",
                                         "minimum", "minutes", "prompts", "latest", "heads_up", "except"};
    const auto holds = [key](const auto& keys) { return std::find(std::begin(keys), std::end(keys), key) != std::end(keys); };
    if (holds(person)) return "it belongs to a person: is it indented too little?";
    if (holds(item)) return "it belongs to a touchpoint: is it indented too little?";
    return {};
}

using TopLevel = std::vector<Entry>;

TopLevel collect(Report& report, const std::vector<const Document*>& documents) {
    TopLevel entries;
    for (const Document* document : documents) {
        for (const Entry& entry : entries_of(Ref{*document, 0})) {
            const auto name = entry.key.text();
            if (std::find(std::begin(setting_names), std::end(setting_names), name) == std::end(setting_names)) {
                auto hint = suggestion(report, name, {std::begin(setting_names), std::end(setting_names)});
                if (auto further_in = belonging(name); !further_in.empty()) hint = std::move(further_in);
                report.error(entry.key, words::quoted(name) + " is not a key of a plan", {}, std::move(hint));
                continue;
            }
            const auto earlier = std::find_if(entries.begin(), entries.end(), [&](const Entry& other) { return other.key.text() == name; });
            if (earlier != entries.end() && !is_section(name))
                report.error(entry.key, words::quoted(name) + " is set a second time", "every setting once",
                             "the other stands at " + earlier->key.place());
            entries.push_back(entry);
        }
    }
    return entries;
}

void read_all(Reading& reading, const TopLevel& entries) {
    const auto each = [&](std::string_view section, void (*read)(Reading&, Ref)) {
        for (const Entry& entry : entries)
            if (entry.key.text() == section) read(reading, entry.value);
    };
    for (const Entry& entry : entries)
        if (!is_section(entry.key.text())) read_setting(reading, entry.key.text(), entry.value);
    each("people", &read_people);
    finish_people(reading);
    each("solitude", &read_solitude);
    each("touchpoints", &read_touchpoints);
    each("checkins", &read_checkins);
    each("seasons", &read_seasons);
    reading.names.check_former(reading.report);
}

/// In the order of files and positions; errors beyond the limit are only counted.
void sort_and_bound(PlanReading& result, const std::vector<std::string>& files) {
    const auto rank = [&](const Problem& problem) { return std::find(files.begin(), files.end(), problem.file) - files.begin(); };
    std::stable_sort(result.problems.begin(), result.problems.end(), [&](const Problem& a, const Problem& b) {
        return std::pair{rank(a), a.at} < std::pair{rank(b), b.at};
    });
    std::size_t told = 0;
    const auto beyond = [&](const Problem& problem) {
        return problem.severity == Problem::Severity::error && ++told > limits::problems_told;
    };
    const auto end = std::remove_if(result.problems.begin(), result.problems.end(), beyond);
    result.untold += static_cast<std::size_t>(result.problems.end() - end);
    result.problems.erase(end, result.problems.end());
}

}   // namespace
}   // namespace reader

PlanReading read_plan(std::vector<PlanText> texts) {
    PlanReading result;
    std::vector<std::string> files;
    std::vector<Document> documents;
    for (PlanText& text : texts) {
        files.push_back(text.file);
        if (auto document = Document::parse_leniently(std::move(text.file), std::move(text.bytes), result.problems))
            documents.push_back(*std::move(document));
    }
    if (documents.size() < files.size()) {
        reader::sort_and_bound(result, files);   // what the unread file holds would only seem to be missing elsewhere
        return result;
    }
    std::vector<const Document*> order;
    bool empty = true;
    for (const Document& document : documents) {
        order.push_back(&document);
        empty = empty && document.root().first == no_node;
    }
    const bool unreadable = !result.problems.empty();
    if (empty && !unreadable) {
        // A file that lost its content must never be understood as "forget everything".
        result.problems.push_back({Problem::Severity::error,
                                   files.empty() ? "" : files.front(),
                                   {},
                                   "the plan is empty",
                                   "people and touchpoints",
                                   "`kithctl plan init` writes one"});
        return result;
    }
    reader::Report report{order};
    reader::Reading reading{report, {}, {}, {}, {}, {}, {}, {}, 0};
    reader::read_all(reading, reader::collect(report, order));
    if (!unreadable && !report.any_error()) {
        reader::check_plan(reading);
        result.plan = std::move(reading.plan);
    }
    report.take(result);
    reader::sort_and_bound(result, files);
    return result;
}

}   // namespace kith
