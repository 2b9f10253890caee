#include "ctl/render_foresight.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "config/civil_text.hpp"
#include "ctl/table.hpp"
#include "ctl/when.hpp"
#include "daemon/core/unroll.hpp"
#include "daemon/core/wording.hpp"

namespace kith::ctl {
namespace {

constexpr int days_a_week = 7;

Date monday_of(Date date) { return date - static_cast<int>(weekday_of(date)); }

/// `Mon 23 Nov`
std::string day_of(Date date) {
    const std::string day = short_date(date, date);
    return std::string{full_name(weekday_of(date))}.substr(0, 3) + ' ' + day.substr(0, day.find(' ') + 4);
}

std::string week_words(Date monday, Date today) {
    if (monday == monday_of(today)) return "This week";
    if (monday == monday_of(today) + days_a_week) return "Next week";
    return "Week of " + short_date(monday, today);
}

/// How far the clocks move between two moments.
std::chrono::minutes clocks_move(const core::Zone& zone, core::Instant from, core::Instant to) {
    return std::chrono::duration_cast<std::chrono::minutes>(zone.offset(to) - zone.offset(from));
}

std::string clocks_words(std::chrono::minutes by) {
    const auto minutes = std::abs(by.count());
    return std::string{"the clocks go "} + (by.count() < 0 ? "back " : "forward ") +
           (minutes == 60 ? "an hour" : count_words(minutes, "minute", "minutes"));
}

std::string on_occasion(core::Occasion occasion) {
    switch (occasion) {
        case core::Occasion::gathered:
            return "on your return";
        case core::Occasion::snoozed:
            return "as you asked";
        case core::Occasion::again:
            return "once more";
        case core::Occasion::planned:
        case core::Occasion::one_by_one:
        case core::Occasion::heads_up:
            break;
    }
    return {};
}

class Page {
  public:
    Page(const Play& play, const Margin& margin) : play_{play}, margin_{margin} {}

    std::string print(const Foresight& foresight, const Terminal& terminal) {
        table_.heading(opening(), Tone::plain);
        if (!margin_.note.empty()) table_.heading(margin_.note, Tone::plain);
        add_open(foresight);
        const std::size_t days = add_days(foresight);
        if (foresight.moments.empty())
            table_.heading("Nothing comes up in this time. Quiet is good, too.", Tone::plain);
        else
            table_.heading(closing(foresight.moments.size(), days), Tone::faint);
        const std::string page = table_.print(terminal);
        const std::string margin = margin_table().print(terminal);
        return page + (margin.empty() ? "" : '\n' + margin);
    }

  private:
    [[nodiscard]] std::string opening() const {
        const Date first = play_.zone.local(play_.from).date;
        const Date last = last_day();
        const std::string from = play_.from == play_.now && first == play_.today ? "now" : long_date(first, play_.today);
        return "From " + from + " to " + long_date(last, play_.today) +
               ", as if you were there and did all that comes. Nothing is recorded.";
    }

    [[nodiscard]] Date last_day() const { return play_.zone.local(play_.until - core::Seconds{1}).date; }

    [[nodiscard]] std::string closing(std::size_t nudges, std::size_t days) const {
        return count_words(static_cast<std::int64_t>(nudges), "nudge", "nudges") + " on " + std::to_string(days) + " of " +
               count_words(last_day() - play_.zone.local(play_.from).date + 1, "day", "days") + '.';
    }

    void add_open(const Foresight& foresight) {
        if (foresight.open.empty() || play_.from > play_.now) return;
        table_.heading("Open now");
        for (const OpenPart& open : foresight.open) {
            const auto since = play_.zone.local(open.since);
            table_.row({{since.date == play_.today ? "today" : day_of(since.date), Tone::faint},
                        {to_text(since.time), Tone::faint},
                        {whole_text(open.part)}});
        }
    }

    /// How many days have a nudge.
    std::size_t add_days(const Foresight& foresight) {
        std::size_t days = 0;
        auto moment = foresight.moments.begin();
        for (Date date = play_.zone.local(play_.from).date; date <= last_day(); ++date) {
            day_ = day_of(date);
            add_turns(date);
            bool any = false;
            for (; moment != foresight.moments.end() && play_.zone.local(moment->at).date <= date; ++moment) {
                add(date, *moment);
                any = true;
            }
            days += any ? 1 : 0;
        }
        return days;
    }

    void begin_week(Date date) {
        const Date monday = monday_of(date);
        if (week_ == monday) return;
        week_ = monday;
        table_.heading(week_words(monday, play_.today));
    }

    void row(Date date, std::string time, Cell text, std::string remark = {}) {
        begin_week(date);
        table_.row({{std::move(day_)}, {std::move(time)}, std::move(text), {std::move(remark), Tone::faint}});
        day_.clear();
    }

    /// What changes on a date by itself.
    void add_turns(Date date) {
        const core::Instant begin = std::max(play_.from, play_.zone.at(date, {}));
        if (const auto by = clocks_move(play_.zone, begin, play_.zone.at(date + 1, {})); by.count() != 0)
            row(date, "", {clocks_words(by), Tone::faint});
        if (!play_.absent || play_.zone.local(std::max(play_.absent->begin, play_.from)).date != date) return;
        const Date last = play_.zone.local(play_.absent->end - core::Seconds{1}).date;
        row(date, "", {last == date ? "you are away" : "you are away, until " + long_date(last, play_.today), Tone::faint});
    }

    void add(Date date, const Foretold& foretold) {
        std::string time = to_text(play_.zone.local(foretold.at).time);
        const std::string occasion = on_occasion(foretold.occasion);
        if (!occasion.empty()) row(date, std::exchange(time, {}), {occasion + ':', Tone::faint});
        for (const Part& part : foretold.parts) {
            const std::string due = part.due ? core::moment_words(play_.zone, *part.due, foretold.at) : "";
            const bool same_day = part.due && play_.zone.local(*part.due).date == date;
            row(date, std::exchange(time, {}), {whole_text(part)}, same_day ? "for " + due : "");
            if (part.due && !same_day) row(date, {}, {"planned for " + due, Tone::faint});
            add_warnings(std::string{core::item_of_series(part.item)});
        }
    }

    /// Beside the first moment of what they are about.
    void add_warnings(const std::string& item) {
        if (!told_.insert(item).second) return;
        for (const Warning& warning : margin_.warnings)
            if (warning.item == item) table_.fact("", warning.place + ": " + warning.text, Tone::faint);
    }

    /// What has no moment to stand beside.
    [[nodiscard]] Table margin_table() const {
        Table table;
        for (const Warning& warning : margin_.warnings) {
            if (!warning.item.empty() && told_.contains(warning.item)) continue;
            if (table.empty()) table.heading("Worth knowing of the plan");
            table.fact(warning.place, (warning.item.empty() ? "" : warning.item + ": ") + warning.text);
        }
        std::string left_out;
        for (const std::string& part : margin_.not_acted_on) left_out += (left_out.empty() ? "" : ", ") + part;
        if (!left_out.empty()) table.heading("Not rehearsed, since this version doesn't act on it yet: " + left_out + '.', Tone::faint);
        return table;
    }

    static std::string whole_text(const Part& part) { return part.text + (part.with.empty() ? "" : ", with " + part.with); }

    const Play& play_;
    const Margin& margin_;
    Table table_;
    std::optional<Date> week_;
    std::string day_;              ///< until its first row has it
    std::set<std::string> told_;   ///< items whose warnings have been
};

}   // namespace

std::string foresight_page(const Play& play, const Foresight& foresight, const Margin& margin, const Terminal& terminal) {
    return Page{play, margin}.print(foresight, terminal);
}

boost::json::array foresight_json(const Play& play, const Foresight& foresight) {
    boost::json::array list;
    for (const Foretold& foretold : foresight.moments) {
        boost::json::array items, people;
        std::string text;
        for (const Part& part : foretold.parts) {
            items.emplace_back(part.item);
            for (const std::string& person : part.people)
                if (std::find(people.begin(), people.end(), boost::json::value(person)) == people.end()) people.emplace_back(person);
            text += (text.empty() ? "" : "; ") + part.text;
        }
        list.push_back(boost::json::object{{"at", play.zone.rfc3339(foretold.at)},
                                           {"kind", foretold.kind},
                                           {"items", std::move(items)},
                                           {"people", std::move(people)},
                                           {"text", std::move(text)}});
    }
    return list;
}

}   // namespace kith::ctl
