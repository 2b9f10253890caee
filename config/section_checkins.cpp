// Check-ins and their phases (P3).

#include <numeric>

#include "config/plan_sections.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

std::vector<Phase> default_phases() {
    return {
        {"Updates and logistics",
         600,
         {"What has filled your days since we last sat down?", "What is coming up that we should plan for together?",
          "Is there anything one of us is carrying that could be shared out?"}},
        {"Feelings and stressors",
         600,
         {"How have you been, underneath the busy parts?", "What weighs on you most at the moment, and what would help: an ear or a hand?",
          "Was there a moment between us that stayed with you?"}},
        {"Appreciation and one request",
         600,
         {"What did the other do lately that you were glad of?", "What is one thing you would like for the coming week?"}},
    };
}

Phase read_phase_map(Reading& reading, Ref value, std::size_t number) {
    static constexpr std::string_view known[] = {"name", "minutes", "prompts"};
    Phase phase{.name = "Part " + std::to_string(number), .seconds = 600, .prompts = {}};
    const Fields fields{reading.report, value, "a phase", known};
    if (const Ref at = fields.value("name")) phase.name = read_text(reading.report, at, "a name").value_or(phase.name);
    if (const Ref at = fields.value("minutes")) phase.seconds = read_seconds(reading.report, at).value_or(phase.seconds);
    if (const Ref at = fields.value("prompts")) phase.prompts = read_prompts(reading, at);
    return phase;
}

/// Bare lengths for three phases keep the names and prompts of the three that are meant where nothing is written.
std::vector<Phase> read_phases(Reading& reading, Ref value) {
    constexpr std::string_view expected = "phases such as [10, 10, 5m] or [{name: News, minutes: 10}]";
    if (value.kind() != NodeKind::sequence) {
        reading.report.error(value, described(value) + " stands here", std::string{expected});
        return default_phases();
    }
    const auto entries = read_list(reading.report, value, expected);
    if (entries.size() > limits::phases) {
        reading.report.error(value, "there are " + std::to_string(entries.size()) + " phases", "at most " + std::to_string(limits::phases));
        return default_phases();
    }
    bool lengths_only = entries.size() == 3;
    std::vector<Phase> phases;
    for (const Ref entry : entries) {
        if (entry.kind() == NodeKind::map) {
            lengths_only = false;
            phases.push_back(read_phase_map(reading, entry, phases.size() + 1));
        } else {
            phases.push_back({"Part " + std::to_string(phases.size() + 1), read_seconds(reading.report, entry).value_or(600), {}});
        }
    }
    if (!lengths_only) return phases;
    auto named = default_phases();
    for (std::size_t i = 0; i < named.size(); ++i) named[i].seconds = phases[i].seconds;
    return named;
}

std::vector<std::int64_t> read_short(Reading& reading, Ref value, const std::vector<Phase>& phases) {
    const auto expected = "one length for each of the " + std::to_string(phases.size()) + " phases";
    const auto entries = read_list(reading.report, value, expected);
    std::vector<std::int64_t> lengths;
    for (const Ref entry : entries)
        if (const auto seconds = read_seconds(reading.report, entry)) lengths.push_back(*seconds);
    if (!entries.empty() && entries.size() != phases.size()) {
        reading.report.error(value, "short has " + std::to_string(entries.size()) + (entries.size() == 1 ? " length" : " lengths"),
                             expected);
        return {};
    }
    const auto full = std::accumulate(phases.begin(), phases.end(), std::int64_t{0},
                                      [](std::int64_t sum, const Phase& phase) { return sum + phase.seconds; });
    if (!lengths.empty() && std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0}) >= full)
        reading.report.warning(value, "short is not shorter than the phases themselves");
    return lengths;
}

void read_checkin(Reading& reading, const Entry& entry) {
    static constexpr std::string_view known[] = {"with",   "every",  "between", "from",     "until",
                                                 "except", "phases", "short",   "heads_up", "was"};
    Checkin checkin;
    checkin.id = entry.key.text();
    if (check_id(reading.report, entry.key, checkin.id, "a check-in"))
        reading.names.claim(reading.report, entry.key, entry.key.text(), "a check-in");
    const auto owner = "the check-in " + words::quoted(checkin.id);
    const Fields fields{reading.report, entry.value, owner, known};
    if (!fields.is_map()) return;
    SchedulePlace place;
    if (const Ref at = fields.value("with"))
        checkin.people = read_persons(reading, at, place.people);
    else
        reading.report.error(entry.key, owner + " has no with", "whom it is held with");
    const auto when = read_schedule(reading, fields, entry.key, owner, CadenceRule::calendar, place);
    if (when) checkin.when = *when;
    checkin.phases = fields.has("phases") ? read_phases(reading, fields.value("phases")) : default_phases();
    if (const Ref at = fields.value("short")) checkin.short_seconds = read_short(reading, at, checkin.phases);
    place.heads_up = fields.value("heads_up");
    if (when) checkin.heads_up = read_heads_up(reading, fields, checkin.when.every);
    checkin.was = read_former_names(reading, fields);
    reading.plan.checkins.push_back(std::move(checkin));
    reading.places.checkins.push_back(std::move(place));
}

}   // namespace

void read_checkins(Reading& reading, Ref map) {
    if (!check_section(reading, map, "checkins", "names with keys each, such as sam-weekly: {with: sam, every: week on sun at 18:30}"))
        return;
    for (const Entry& entry : entries_of(map)) {
        if (!count_items(reading, entry.key, 1)) return;
        read_checkin(reading, entry);
    }
}

}   // namespace kith::reader
