#include <boost/json.hpp>

#include "config/cadence_text.hpp"
#include "config/problem.hpp"
#include "ctl/ask.hpp"
#include "ctl/cadence_moments.hpp"
#include "ctl/commands.hpp"
#include "ctl/in_one_line.hpp"
#include "ctl/machine_zone.hpp"
#include "ctl/table.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

constexpr std::int64_t usual_count = 5;

tl::expected<CadenceQuestion, std::string> question_of(const Arguments& given, core::Instant now) {
    CadenceQuestion question;
    question.now = now;
    auto cadence = in_one_line(parse_cadence(given.words_from(0)));
    if (!cadence) return tl::unexpected{cadence.error()};
    question.cadence = *cadence;
    if (const auto text = given.text("--from")) {
        const auto from = in_one_line(parse_date(*text), "--from");
        if (!from) return tl::unexpected{from.error()};
        question.from = *from;
    }
    if (const auto text = given.text("--between")) {
        const auto between = in_one_line(parse_window(*text), "--between");
        if (!between) return tl::unexpected{between.error()};
        if (const auto at = exact_time(question.cadence))
            return tl::unexpected{"--between goes with a cadence that names no time; this one is at " + to_text(*at)};
        question.between = *between;
    }
    const auto name = given.text("--zone");
    const auto zone = name ? zone_named(*name) : machine_zone();
    if (!zone) return tl::unexpected{(name ? "--zone: " : "") + zone.error()};
    question.zone = *zone;
    return question;
}

boost::json::object as_json(const CadenceQuestion& question, const std::vector<CadenceMoment>& moments) {
    boost::json::array next;
    for (const CadenceMoment& moment : moments) {
        boost::json::object entry{{"start", question.zone.rfc3339(moment.begin)}};
        if (moment.end) entry["end"] = question.zone.rfc3339(*moment.end);
        next.push_back(std::move(entry));
    }
    return {{"cadence", to_text(question.cadence)}, {"words", words_for(question)}, {"next", std::move(next)}};
}

std::string sentence(std::string words) {
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z') words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words + '.';
}

std::string as_page(const CadenceQuestion& question, const std::vector<CadenceMoment>& moments, const Terminal& terminal) {
    Table table;
    table.heading(to_text(question.cadence));
    std::string page = table.print(terminal) + wrapped(sentence(words_for(question)), terminal.width);
    const Date today = question.zone.local(question.now).date;
    Table list;
    for (const CadenceMoment& moment : moments) {
        const auto begin = question.zone.local(moment.begin);
        std::string time = to_text(begin.time);
        if (moment.end) time += '-' + to_text(question.zone.local(*moment.end).time);
        const bool open = moment.end && moment.begin <= question.now && question.now < *moment.end;
        list.row({{long_date(begin.date, today)},
                  {std::move(time)},
                  {open ? "now" : distance_words(moment.begin, question.now, question.zone), Tone::faint}});
    }
    const auto* calendar = std::get_if<CalendarCadence>(&question.cadence);
    if (calendar != nullptr && calendar->interval > 1 && !question.from)
        list.heading("Counted from Monday 1 January 2024, as in a plan without from:. --from tries another beginning.", Tone::faint);
    if (moments.empty()) list.heading("No moment is left in the calendar.", Tone::plain);
    return page + '\n' + list.print(terminal);
}

}   // namespace

Exit cadence(const Arguments& given, Surroundings& world) {
    const auto question = question_of(given, world.now);
    if (!question) {
        world.complain(question.error());
        return Exit::misunderstood;
    }
    const auto moments = next_moments(*question, static_cast<std::size_t>(given.number("--count").value_or(usual_count)));
    world.write(given.has("--json") ? json_line(as_json(*question, moments), world.terminal) : as_page(*question, moments, world.terminal));
    return Exit::done;
}

}   // namespace kith::ctl
