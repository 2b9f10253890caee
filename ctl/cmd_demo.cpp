// `kithctl demo`: a week of a plan in a minute, on the terminal. No daemon, no desktop, nothing recorded.

#include <algorithm>
#include <string>

#include "config/civil_text.hpp"
#include "config/plan_reader.hpp"
#include "ctl/commands.hpp"
#include "ctl/example_plan.hpp"
#include "ctl/machine_zone.hpp"
#include "ctl/when.hpp"
#include "daemon/core/rehearsal.hpp"

namespace kith::ctl {
namespace {

constexpr std::int64_t days_played = 7;
constexpr std::int64_t seconds_taken = 60;
constexpr core::Seconds answered_after{12 * 60};
constexpr std::size_t time_column = 7;

const char* in_words(core::Button button) {
    switch (button) {
        case core::Button::done:
            return "Done";
        case core::Button::later:
            return "Later";
        case core::Button::not_today:
            return "Not today";
        case core::Button::one_by_one:
            return "One by one";
        case core::Button::lighter:
            return "Lighter";
        case core::Button::same:
            return "Same";
        case core::Button::heavier:
            break;
    }
    return "Heavier";
}

std::string told(const core::Played& played, const core::Zone& zone, const Terminal& terminal) {
    const std::string time = to_text(zone.local(played.at).time);
    if (played.answer) return faint(std::string(time_column, ' ') + "  you: " + in_words(*played.answer), terminal) + "\n";
    std::string text = padded(time, time_column) + bold(played.notice->summary, terminal) + "\n";
    std::string buttons;
    for (const core::Notice::Action& action : played.notice->actions) buttons += (buttons.empty() ? "[" : "  [") + action.label + "]";
    const std::size_t width = terminal.width == 0 ? 0 : terminal.width;
    std::string body = played.notice->body;
    for (std::size_t begin = 0; begin < body.size();) {
        const std::size_t end = std::min(body.find('\n', begin), body.size());
        text += wrapped(body.substr(begin, end - begin), width, time_column);
        begin = end + 1;
    }
    return text + faint(std::string(time_column, ' ') + buttons, terminal) + "\n";
}

}   // namespace

Exit demo(const Arguments& given, Surroundings& world) {
    const std::int64_t days = given.number("--days").value_or(days_played);
    const std::int64_t playing = given.number("--seconds").value_or(seconds_taken);
    auto zone = machine_zone();
    if (!zone) return world.complain(zone.error()), Exit::no;
    PlanReading reading = read_plan({{"example.yaml", std::string{example_plan}}});
    if (!reading.plan) return world.complain("the example plan can't be read; please report it"), Exit::no;

    // From the next Monday, so that the week is a whole one.
    Date monday = zone->local(world.now).date + 1;
    while (weekday_of(monday) != Weekday::mon) ++monday;
    const core::Instant begin = zone->at(monday, TimeOfDay{});
    const core::Instant end = zone->at(monday + days, TimeOfDay{});
    core::Rehearsal rehearsal{std::make_shared<const Plan>(std::move(*reading.plan)),
                              *zone,
                              begin,
                              {.saved = {}, .answer_after = answered_after, .lifelike = true, .away = {}}};
    world.write("The example plan, " + count_words(days, "day", "days") + " of it. Somebody answers; nothing is recorded.\n");

    Date day = monday - 1;
    core::Instant told_up_to = begin;
    while (const auto played = rehearsal.next(end)) {
        world.pause(std::chrono::milliseconds{playing * 1000 * (played->at - told_up_to).count() / (end - begin).count()});
        told_up_to = played->at;
        if (const Date date = zone->local(played->at).date; date != day) {
            day = date;
            world.write("\n" + bold(long_date(date, date), world.terminal) + "\n");
        }
        world.write(told(*played, *zone, world.terminal));
    }
    world.write(
        "\nThat was all: a few small moments, and quiet in between. To begin with your own people:\n    kithctl plan init "
        "--from-example\n");
    return Exit::done;
}

}   // namespace kith::ctl
