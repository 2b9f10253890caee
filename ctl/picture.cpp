#include "ctl/picture.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "config/civil_text.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

constexpr int days_a_week = 7;
constexpr std::size_t margin = 6;   // two blanks, Mon, a blank
constexpr std::size_t column = 2;   // a shade and a blank
constexpr std::size_t name_columns = 3;

using Shades = std::array<std::string_view, 5>;
constexpr Shades blocks{"·", "░", "▒", "▓", "█"};
constexpr Shades letters{".", "-", "+", "*", "#"};

const Shades& shades(const Terminal& terminal) { return terminal.utf8 ? blocks : letters; }

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (; times > 0; --times) result += text;
    return result;
}

std::size_t filled(std::int64_t percent, std::size_t width) {
    const auto share = static_cast<std::size_t>(std::clamp<std::int64_t>(percent, 0, 100));
    if (share == 0) return 0;
    if (share == 100) return width;
    return std::clamp<std::size_t>((share * width + 50) / 100, 1, width - 1);
}

std::string month_name(Date date) {
    return short_date(Date{date.year(), date.month(), 1}, date).substr(2, name_columns);   // of "1 March"
}

/// The month's name above the first column whose Monday lies in it; none where the one before leaves no room.
std::string month_line(Date first, Date today, std::size_t width) {
    std::string line(margin, ' ');
    for (Date monday = first; monday <= today; monday += days_a_week) {
        const auto place = margin + column * static_cast<std::size_t>((monday - first) / days_a_week);
        const bool begins = monday == first || monday.month() != (monday - days_a_week).month();
        // A first column that is soon followed by the next month's leaves the room to that.
        const bool crowded = monday == first && monday.month() != (monday + days_a_week).month() && monday + days_a_week <= today;
        const bool fits = line.size() <= place && (width == 0 || place + name_columns <= width);
        if (!begins || crowded || !fits) continue;
        line.append(place - line.size(), ' ');
        line += month_name(monday) + ' ';
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}   // namespace

std::string length_bar(std::int64_t percent, std::size_t width, const Terminal& terminal) {
    return repeated(terminal.utf8 ? "━" : "=", filled(percent, width));
}

std::string bar(std::int64_t percent, std::size_t width, const Terminal& terminal) {
    return length_bar(percent, width, terminal) + repeated(terminal.utf8 ? "─" : "-", width - filled(percent, width));
}

std::string calendar_picture(const std::map<Date, std::int64_t>& contacts, Date first, Date today, const Terminal& terminal) {
    if (terminal.width != 0) {
        const std::size_t room = std::max<std::size_t>((terminal.width - std::min(terminal.width, margin) + 1) / column, 1);
        const Date this_week = today - static_cast<int>(weekday_of(today));
        first = std::max(first, this_week - days_a_week * (static_cast<int>(room) - 1));
    }
    std::string page = faint(month_line(first, today, terminal.width), terminal) + '\n';
    for (int row = 0; row < days_a_week; ++row) {
        std::string line = "  " + faint(std::string{full_name(static_cast<Weekday>(row)).substr(0, 3)}, terminal);
        for (Date day = first + row; day <= today; day += days_a_week) {
            const auto found = contacts.find(day);
            const auto count = static_cast<std::size_t>(std::clamp<std::int64_t>(found == contacts.end() ? 0 : found->second, 0, 4));
            const std::string shade{shades(terminal)[count]};
            line += ' ' + (count == 0 ? faint(shade, terminal) : shade);
        }
        page += line + '\n';
    }
    return page;
}

std::string shades_legend(const Terminal& terminal) {
    std::vector<std::string> marks;
    for (const auto& [shade, words] : {std::pair{0U, "none"}, {1U, "one"}, {2U, "two"}, {3U, "three"}, {4U, "more"}})
        marks.push_back(std::string{shades(terminal).at(shade)} + ' ' + words);
    return legend(marks, terminal);
}

std::string legend(const std::vector<std::string>& marks, const Terminal& terminal) {
    std::string page;
    std::string line;
    const auto end_line = [&] { page += faint(line, terminal) + '\n'; };
    for (const std::string& mark : marks) {
        const std::string more = (line.empty() ? "  " : line + "   ") + mark;
        const bool fits = terminal.width == 0 || columns(more) <= terminal.width;
        if (!fits && !line.empty()) end_line();
        line = fits ? more : "  " + mark;
    }
    end_line();
    return page;
}

}   // namespace kith::ctl
