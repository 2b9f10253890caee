#include <algorithm>

#include "config/civil_text.hpp"
#include "ctl/render_measures.hpp"
#include "ctl/table.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

constexpr std::int64_t most_dots = 12;
constexpr std::size_t room_for_dots = 60;   // columns of a terminal

/// One that was, and one that is hoped for.
struct Marks {
    std::string_view there;
    std::string_view hoped;
};
Marks marks(bool meaningful, const Terminal& terminal) {
    if (!terminal.utf8) return {meaningful ? "#" : "+", "."};
    return meaningful ? Marks{"●", "○"} : Marks{"•", "◦"};
}

void add_sum(Table& table, const char* label, bool meaningful, std::int64_t there, std::int64_t hoped, const Terminal& terminal) {
    const Marks mark = marks(meaningful, terminal);
    std::string dots;
    if (std::max(there, hoped) <= most_dots && (terminal.width == 0 || terminal.width >= room_for_dots))
        for (std::int64_t at = 0; at < std::max(there, hoped); ++at) dots += at < there ? mark.there : mark.hoped;
    const std::string count = there == 0 ? "none so far" : std::to_string(there);
    table.row({{label}, {std::move(dots)}, {hoped == 0 ? count : count + ", hoped for " + std::to_string(hoped)}});
}

std::string way(const protocol::WeekContact& contact) {
    return contact.minutes ? contact.kind + ", " + std::to_string(*contact.minutes) + " min" : contact.kind;
}

/// `Monday 20:00`; of a night that still belongs to the day before, the day that clocks showed.
std::string when(const protocol::WeekContact& contact) {
    const auto wall = wall_time(contact.at);
    return wall ? std::string{full_name(weekday_of(wall->date))} + ' ' + to_text(wall->time) : contact.at;
}

std::string title(const protocol::Week& week) {
    const auto first = wall_date(week.first);
    const auto last = wall_date(week.last);
    const auto today = wall_date(week.today);
    if (!first || !last || !today) return "This week";
    return "This week, " + long_date(*first, *today) + " to " + long_date(*last, *today);
}

}   // namespace

std::string render(const protocol::Week& week, const Terminal& terminal) {
    Table sums;
    sums.heading(title(week));
    add_sum(sums, "Meaningful", true, week.meaningful, week.meaningful_hoped, terminal);
    add_sum(sums, "Small", false, week.micro, week.micro_hoped, terminal);
    std::string page = sums.print(terminal) + '\n';
    if (week.contacts.empty())
        return page + wrapped("Nothing is noted this week, and a quiet week is a good one too. kithctl log NAME notes what there was.",
                              terminal.width);
    Table contacts;
    for (const protocol::WeekContact& contact : week.contacts)
        contacts.row(
            {{when(contact), Tone::faint}, {std::string{marks(contact.meaningful, terminal).there}}, {contact.with}, {way(contact)}});
    return page + contacts.print(terminal);
}

}   // namespace kith::ctl
