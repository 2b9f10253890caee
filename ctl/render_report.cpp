#include <algorithm>
#include <map>

#include "config/problem.hpp"
#include "ctl/picture.hpp"
#include "ctl/render_measures.hpp"
#include "ctl/table.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

constexpr std::int64_t enough_to_tell = 3;   // moments an item needs before its rhythm is drawn
constexpr std::size_t wide = 20;             // columns of a bar …
constexpr std::size_t narrow = 10;           // … and where the terminal is narrow
constexpr std::size_t narrow_terminal = 60;
constexpr std::size_t beside_the_bar = 18;   // columns: the indent, the gaps, "now and then"

bool is_narrow(const Terminal& terminal) { return terminal.width != 0 && terminal.width < narrow_terminal; }

std::size_t bar_width(const Terminal& terminal) { return is_narrow(terminal) ? narrow : wide; }

/// What stands left of a bar, so short that the bar stays whole.
std::string label(const std::string& text, const Terminal& terminal) {
    if (terminal.width == 0) return text;
    const std::size_t taken = bar_width(terminal) + beside_the_bar;
    return shortened(printable(text), std::max<std::size_t>(terminal.width - std::min(taken, terminal.width), 6), terminal);
}

std::string_view rhythm_words(const protocol::Rhythm& rhythm) {
    if (rhythm.slots < enough_to_tell) return "just begun";
    if (rhythm.steadiness >= 80) return "steady";
    if (rhythm.steadiness >= 50) return "mostly";
    return rhythm.steadiness >= 20 ? "now and then" : "resting";
}

std::string felt_mark(const std::string& felt, const Terminal& terminal) {
    if (felt == "lighter") return terminal.utf8 ? "○" : "o";
    if (felt == "heavier") return terminal.utf8 ? "●" : "*";
    return terminal.utf8 ? "·" : ".";
}

void add_shares(Table& table, std::string heading, const std::vector<protocol::Share>& shares, const Terminal& terminal) {
    if (shares.empty()) return;
    table.heading(std::move(heading));
    std::int64_t largest = 1;
    for (const protocol::Share& share : shares) largest = std::max(largest, share.contacts);
    for (const protocol::Share& share : shares)
        table.row({{label(share.name.empty() ? "no circle" : share.name, terminal)},
                   {length_bar(100 * share.contacts / largest, bar_width(terminal), terminal)},
                   {std::to_string(share.contacts) + ", " + std::to_string(share.percent) + " %", Tone::faint}});
}

Table shares(const protocol::Report& report, const Terminal& terminal) {
    Table table;
    add_shares(table, "With whom", report.people, terminal);
    add_shares(table, "Circles", report.circles, terminal);
    add_shares(table, "Ways", report.kinds, terminal);
    return table;
}

Table rhythms(const protocol::Report& report, const Terminal& terminal) {
    Table table;
    if (report.steadiness.empty()) return table;
    table.heading("How regular, the last weeks weighing most");
    for (const protocol::Rhythm& rhythm : report.steadiness) {
        const Cell words{std::string{rhythm_words(rhythm)}, Tone::faint};
        if (rhythm.slots < enough_to_tell)
            table.row({{label(rhythm.what, terminal)}, words});
        else
            table.row({{label(rhythm.what, terminal)}, {bar(rhythm.steadiness, bar_width(terminal), terminal)}, words});
    }
    return table;
}

Table felt(const protocol::Report& report, const Terminal& terminal) {
    Table table;
    if (report.felt.empty()) return table;
    table.heading("How it felt, the newest last");
    for (const protocol::FeltLine& line : report.felt) {
        std::string marks;
        for (const std::string& felt : line.felt) marks += (marks.empty() || is_narrow(terminal) ? "" : " ") + felt_mark(felt, terminal);
        table.row({{label(line.name, terminal)}, {std::move(marks)}});
    }
    return table;
}

std::string title(const protocol::Report& report) {
    const auto first = wall_date(report.first);
    const auto today = wall_date(report.today);
    std::string text = report.name ? *report.name + ", since " : "Since ";
    text += first && today ? long_date(*first, *today) : report.first;
    if (report.contacts == 0) return text + ": nothing is noted";
    text += ": " + count_words(report.contacts, "contact", "contacts");
    return report.meaningful == 0 ? text : text + ", " + std::to_string(report.meaningful) + " of them meaningful";
}

std::string calendar(const protocol::Report& report, const Terminal& terminal) {
    const auto first = wall_date(report.calendar_first);
    const auto today = wall_date(report.today);
    if (!first || !today || report.days.empty()) return {};
    std::map<Date, std::int64_t> contacts;
    for (const protocol::DayContacts& day : report.days)
        if (const auto date = wall_date(day.date)) contacts[*date] = day.contacts;
    return '\n' + calendar_picture(contacts, *first, *today, terminal) + '\n' + shades_legend(terminal);
}

/// Explanations of the marks, and what may help.
std::string closing(const protocol::Report& report, const Terminal& terminal) {
    std::string text;
    if (!report.felt.empty()) {
        const auto mark = [&](const char* felt) {
            return felt_mark(felt, terminal) + ' ' + (felt == std::string_view{"same"} ? "the same" : felt);
        };
        text += legend({mark("lighter"), mark("same"), mark("heavier")}, terminal);
    }
    const auto rests = [](const protocol::Rhythm& rhythm) { return rhythm_words(rhythm) == "resting"; };
    if (std::any_of(report.steadiness.begin(), report.steadiness.end(), rests))
        text +=
            '\n' + wrapped("What rests may want to be smaller or rarer, or to wait for another season. The plan is yours.", terminal.width);
    for (const std::string& paragraph : report.boundaries) text += '\n' + wrapped(printable(paragraph), terminal.width);
    return text;
}

}   // namespace

std::string render(const protocol::Report& report, const Terminal& terminal) {
    const bool empty = report.contacts == 0 && report.days.empty() && report.steadiness.empty() && report.felt.empty();
    if (empty && report.name) return wrapped("Nothing is noted about " + printable(*report.name) + ".", terminal.width);
    if (empty) return wrapped("Nothing is noted yet. This page fills by itself as you answer, and with kithctl log NAME.", terminal.width);
    Table top;
    top.heading(title(report));
    std::string page = top.print(terminal) + calendar(report, terminal);
    for (const Table& section : {shares(report, terminal), rhythms(report, terminal), felt(report, terminal)})
        if (!section.empty()) page += '\n' + section.print(terminal);
    return page + closing(report, terminal);
}

}   // namespace kith::ctl
