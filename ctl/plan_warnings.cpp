#include "ctl/plan_warnings.hpp"

#include <filesystem>

#include "config/document.hpp"

namespace kith::ctl {
namespace {

/// Where an item is written.
struct Place {
    std::string file;
    Position begin;
    Position end;
    std::string item;
};

void add_places(std::vector<Place>& places, const Document& document, const Node& section) {
    if (section.kind != NodeKind::map) return;
    for (NodeId key = section.first; key != no_node;) {
        const Node& value = document[document[key].next];
        places.push_back(
            {document.file(), document.position(document[key]), document.position(value.end), std::string{document[key].text}});
        key = value.next;
    }
}

std::vector<Place> places_of(const std::vector<PlanText>& texts) {
    std::vector<Place> places;
    for (const PlanText& text : texts) {
        const auto document = Document::parse(text.file, text.bytes);
        if (!document || document->root().kind != NodeKind::map) continue;
        for (NodeId key = document->root().first; key != no_node;) {
            const Node& value = (*document)[(*document)[key].next];
            const std::string_view name = (*document)[key].text;
            if (name == "touchpoints" || name == "checkins") add_places(places, *document, value);
            key = value.next;
        }
    }
    return places;
}

std::string item_at(const std::vector<Place>& places, const Problem& problem) {
    for (const Place& place : places)
        if (place.file == problem.file && place.begin <= problem.at && problem.at < place.end) return place.item;
    return {};
}

}   // namespace

std::vector<Warning> warnings_of(const PlanReading& reading, const std::vector<PlanText>& texts) {
    std::vector<Warning> warnings;
    std::vector<Place> places;
    for (const Problem& problem : reading.problems) {
        if (problem.severity != Problem::Severity::warning) continue;
        if (warnings.empty()) places = places_of(texts);
        const std::string file = std::filesystem::path{problem.file}.filename().string();
        warnings.push_back({.item = item_at(places, problem),
                            .place = printable(file) + ':' + std::to_string(problem.at.line),
                            .text = explained(problem.what, problem.expected, problem.hint)});
    }
    return warnings;
}

}   // namespace kith::ctl
