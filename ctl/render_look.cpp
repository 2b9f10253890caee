#include <algorithm>

#include "config/problem.hpp"
#include "ctl/render.hpp"
#include "ctl/table.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

using protocol::HistoryLine;
using protocol::Moment;

void add_history(Table& table, const std::vector<HistoryLine>& lines, std::string_view now) {
    for (const HistoryLine& line : lines) {
        const Tone tone = line.undone ? Tone::faint : Tone::plain;
        table.row({{moment_words(line.at, now), Tone::faint}, {line.text, tone}, {line.undone ? "taken back" : "", Tone::faint}});
        if (line.note && !line.note->empty()) table.fact("", *line.note, Tone::faint);
    }
}

void add_moments(Table& table, const std::vector<Moment>& moments, std::string_view now) {
    for (const Moment& moment : moments) {
        table.row({{moment_words(moment.at, now)}, {moment.what}});
        if (moment.hold) table.fact("", moment.hold->words, Tone::faint);
    }
}

/// A state other than the good one, with the path or count it is about.
std::string with_state(const std::string& subject, const std::string& state) { return state == "good" ? subject : subject + ": " + state; }

std::string plan_words(const protocol::Status& status) {
    if (status.plan_state == "none" && status.items > 0) return status.plan + ": it is gone, so the last good one stays in use";
    if (status.plan_state == "none") return status.plan + ": there is none yet";
    if (status.plan_state != "good") return status.plan + ": it has problems, so the last good one stays in use";
    return status.plan + ": " + count_words(status.people, "person", "people") + ", " + count_words(status.items, "item", "items");
}

std::string clock_words(const protocol::Status& status) {
    return status.clock.empty() || status.clock == "trusted" ? status.zone : status.zone + ", " + status.clock;
}

}   // namespace

std::string render(const protocol::Card& card, const Terminal& terminal) {
    Table table;
    table.heading(card.title);
    table.fact(card.kind, card.id);
    for (const protocol::Fact& fact : card.facts) table.fact(fact.label, fact.value);
    std::string page = table.print(terminal);
    if (!card.next.empty()) {
        Table next;
        next.heading("Next");
        add_moments(next, card.next, card.now);
        page += '\n' + next.print(terminal);
    }
    if (card.notes && !card.notes->empty()) {
        Table notes;
        notes.heading("Noted");
        for (const HistoryLine& line : *card.notes) notes.row({{moment_words(line.at, card.now), Tone::faint}, {line.note.value_or("")}});
        page += '\n' + notes.print(terminal);
    }
    if (!card.recent.empty()) {
        Table recent;
        recent.heading("Lately");
        add_history(recent, card.recent, card.now);
        page += '\n' + recent.print(terminal);
    }
    return page;
}

std::string render(const protocol::Why& why, const Terminal& terminal) {
    std::string page;
    for (const std::string& sentence : why.sentences) page += wrapped(printable(sentence), terminal.width);
    if (why.next) page += wrapped("Next: " + moment_line(*why.next, why.now) + '.', terminal.width);
    if (why.past.empty()) return page;
    Table past;
    past.heading("Lately");
    add_history(past, why.past, why.now);
    return page + (page.empty() ? "" : "\n") + past.print(terminal);
}

std::string render(const protocol::People& people, const Terminal& terminal) {
    if (people.people.empty()) return "There is nobody in the plan yet.\n";
    Table table{0};
    table.row({{"Name", Tone::faint}, {"Circle", Tone::faint}, {"Last contact", Tone::faint}, {"Next", Tone::faint}});
    for (const protocol::PersonLine& person : people.people) {
        std::string next = person.distance ? "at a distance"
                           : person.hold   ? person.hold->words
                           : person.next   ? moment_line(*person.next, people.now)
                                           : "";
        table.row({{person.name, Tone::bold},
                   {person.circle},
                   {person.last_contact ? ago_words(*person.last_contact, people.now) : ""},
                   {std::move(next), person.distance || person.hold ? Tone::faint : Tone::plain}});
    }
    return table.print(terminal);
}

std::string render(const protocol::History& history, const Terminal& terminal) {
    if (history.lines.empty()) return "Nothing has been recorded yet.\n";
    Table table{0};
    add_history(table, history.lines, history.now);
    return table.print(terminal);
}

std::string version_advice(std::string_view ours, std::string_view daemons) {
    if (ours == daemons) return {};
    return "kithd " + printable(daemons) + " is running, this is kithctl " + std::string{ours} +
           ". To run the same:\n    systemctl --user restart kithd";
}

std::string render(const protocol::Status& status, std::string_view version, const Terminal& terminal) {
    Table table{0};
    table.fact("kithd", status.version + ", running since " + moment_words(status.since, status.now));
    table.fact("Plan", plan_words(status));
    table.fact("Journal", with_state(status.journal + ": " + count_words(status.events, "record", "records"), status.journal_state));
    if (status.unsaved > 0) table.fact("", count_words(status.unsaved, "record", "records") + " kept in memory until it can be written");
    table.fact("Desktop", status.desktop);
    table.fact("Clock", clock_words(status));
    if (status.season) table.fact("Season", *status.season);
    if (status.energy) table.fact("Energy", *status.energy + ", today");
    if (status.quiet) table.fact("For now", status.quiet->words);
    for (const protocol::Paused& one : status.paused.value_or(std::vector<protocol::Paused>{}))
        table.fact("Paused", one.id + ", " + one.words);
    if (status.follow_ups) table.fact("Follow-ups", std::to_string(*status.follow_ups) + " open; kithctl today lists what waits");
    table.fact("Wakes next", status.next_wakeup ? moment_words(*status.next_wakeup, status.now) : "when something changes");
    std::string page = table.print(terminal);
    for (const protocol::PlanProblem& problem : status.problems) page += printable(problem.text) + '\n';
    if (const std::string advice = version_advice(version, status.version); !advice.empty())
        page += '\n' + paragraphs(advice, terminal.width);
    return page;
}

}   // namespace kith::ctl
