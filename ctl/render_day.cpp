#include <algorithm>

#include "config/civil_text.hpp"
#include "config/problem.hpp"
#include "ctl/render.hpp"
#include "ctl/table.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

using protocol::Moment;

std::string time_of(const Moment& moment) {
    const auto at = wall_time(moment.at);
    return at ? to_text(at->time) : "";
}

/// When something open began to wait: its time when that was on `today`, else its day.
std::string since(const Moment& moment, std::optional<Date> today) {
    const auto at = wall_time(moment.at);
    if (!at || !today) return printable(moment.at);
    if (at->date == *today) return to_text(at->time);
    const auto days = *today - at->date;
    return days > 1 && days < 7 ? std::string{full_name(weekday_of(at->date))} : day_words(at->date, *today);
}

/// Its true time, where it had to move away from it.
std::string true_time(const Moment& moment) {
    const auto due = moment.due ? wall_time(*moment.due) : std::nullopt;
    return due ? "for " + to_text(due->time) : "";
}

/// Something that comes, and below it what holds it.
void add_coming(Table& table, const Moment& moment, std::string when, Tone tone = Tone::plain) {
    table.row({{std::move(when)}, {moment.what, tone}, {true_time(moment), Tone::faint}});
    if (moment.hold && !moment.hold->words.empty()) table.fact("", moment.hold->words, Tone::faint);
}

bool is(const Moment& moment, std::string_view status) { return moment.status == status; }

void add_waiting(Table& table, const protocol::Today& today, std::optional<Date> date) {
    const auto any = [&](std::string_view status) {
        return std::any_of(today.open.begin(), today.open.end(), [&](const Moment& m) { return is(m, status); });
    };
    if (std::any_of(today.open.begin(), today.open.end(), [](const Moment& m) { return !is(m, "snoozed"); })) {
        table.heading("Waiting for you");
        for (const Moment& moment : today.open)
            if (!is(moment, "snoozed")) table.row({{since(moment, date), Tone::faint}, {moment.what}, {moment.item, Tone::faint}});
    }
    if (!any("snoozed")) return;
    table.heading("Later, as you asked");
    for (const Moment& moment : today.open)
        if (is(moment, "snoozed")) table.row({{since(moment, date), Tone::faint}, {moment.what}, {moment.item, Tone::faint}});
}

void add_ended(Table& table, const protocol::Today& today) {
    const auto section = [&](const char* heading, auto belongs) {
        bool first = true;
        for (const Moment& moment : today.ended) {
            if (!belongs(moment)) continue;
            if (first) table.heading(heading, Tone::faint);
            first = false;
            table.row({{time_of(moment), Tone::faint},
                       {moment.what, Tone::faint},
                       {is(moment, "covered") ? "you were in touch" : "", Tone::faint}});
        }
    };
    // What lapsed or was withdrawn is not brought up again; history has it.
    section("Done today", [](const Moment& moment) { return is(moment, "done") || is(moment, "covered"); });
    section("Not today", [](const Moment& moment) { return is(moment, "skipped"); });
}

std::string quiet_line(const protocol::Today& today) {
    const bool anything = !today.open.empty() || !today.ended.empty();
    std::string line = anything ? "Nothing more today." : "Nothing today.";
    if (today.next) line += " Next: " + moment_line(*today.next, today.now) + '.';
    return line;
}

/// The day as a heading of `agenda`: its word first where it has one.
std::string day_heading(Date date, Date today) {
    std::string full = long_date(date, today);
    if (date == today) return "Today, " + full;
    if (date == today + 1) return "Tomorrow, " + full;
    return full;
}

}   // namespace

std::string moment_line(const Moment& moment, std::string_view now) { return printable(moment.what) + ", " + moment_words(moment.at, now); }

std::string render(const protocol::Today& today, const Terminal& terminal) {
    const auto date = wall_date(today.date);
    Table table;
    table.heading(date ? long_date(*date, wall_date(today.now).value_or(*date)) : today.date);
    for (const std::string& note : today.notes) table.heading(note, Tone::plain);
    add_waiting(table, today, date);
    if (!today.coming.empty()) {
        table.heading("Still to come");
        for (const Moment& moment : today.coming) add_coming(table, moment, time_of(moment));
    }
    add_ended(table, today);
    if (today.coming.empty()) table.heading(quiet_line(today), Tone::plain);
    if (!today.open.empty()) table.heading("Answer with kithctl done, snooze or skip, and the name.", Tone::faint);
    return table.print(terminal);
}

std::string render_agenda(const protocol::Agenda& agenda, const Terminal& terminal) {
    if (agenda.moments.empty()) return "Nothing is planned in these days.\n";
    const auto today = wall_date(agenda.now);
    Table table;
    std::optional<Date> shown;
    for (const Moment& moment : agenda.moments) {
        const auto date = wall_date(moment.at);
        if (date && date != shown) table.heading(day_heading(*date, today.value_or(*date)));
        shown = date;
        add_coming(table, moment, time_of(moment));
    }
    if (agenda.more) table.heading("There is more: --limit shows it.", Tone::faint);
    return table.print(terminal);
}

std::string render_next(const protocol::Agenda& agenda, const Terminal& terminal) {
    if (agenda.moments.empty()) return "Nothing is planned.\n";
    Table table{0};
    for (const Moment& moment : agenda.moments) add_coming(table, moment, moment_words(moment.at, agenda.now), Tone::bold);
    return table.print(terminal);
}

std::string render(const protocol::Acted& acted, std::string_view now, const Terminal& terminal) {
    std::string text = wrapped(printable(acted.text), terminal.width);
    if (acted.next) text += wrapped("Next: " + moment_line(*acted.next, now) + '.', terminal.width);
    if (acted.ask_felt && terminal.interactive)
        text += faint("--felt lighter, same or heavier also notes how it left you.", terminal) + '\n';
    return text;
}

}   // namespace kith::ctl
