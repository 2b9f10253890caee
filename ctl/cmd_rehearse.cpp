// `kithctl rehearse`: what the plan would do from today's state on. The daemon hands its state out once and is left alone; or there is none.

#include <algorithm>

#include "config/civil_text.hpp"
#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/in_one_line.hpp"
#include "ctl/machine_zone.hpp"
#include "ctl/plan_page.hpp"
#include "ctl/plan_texts.hpp"
#include "ctl/render_foresight.hpp"
#include "ctl/saved_state.hpp"

namespace kith::ctl {
namespace {

constexpr Duration usual{.months = 0, .days = 14, .seconds = 0};
constexpr int most_days = 2 * 366;

/// What was asked for, before anything is known of the plan.
struct Wish {
    Duration period = usual;
    std::optional<Date> from;
    std::optional<DateRange> absent;
};

/// Where it all begins.
struct Ground {
    std::vector<PlanText> texts;
    std::string note;
    core::Saved saved;
    std::string zone;   ///< the machine's, as the daemon knows it; empty: there is none
    core::Instant now;
};

tl::expected<Wish, std::string> wish_of(const Arguments& given) {
    Wish wish;
    if (const std::string words = given.words_from(0); !words.empty()) {
        const auto period = in_one_line(parse_duration(words));
        if (!period) return tl::unexpected{period.error()};
        wish.period = *period;
        const std::int64_t days =
            std::int64_t{30} * period->months + period->days + std::min<std::int64_t>(period->seconds / 86'400, most_days + 1);
        if (period->zero() || days > most_days)
            return tl::unexpected{'"' + printable(words) +
                                  "\" can't be rehearsed; expected a time of up to two years, as 14d, 8 weeks, 2 months"};
    }
    if (const auto text = given.text("--from")) {
        const auto from = in_one_line(parse_date(*text), "--from");
        if (!from) return tl::unexpected{from.error()};
        wish.from = *from;
    }
    if (const auto text = given.text("--absent")) {
        const auto absent = in_one_line(parse_date_range(*text), "--absent");
        if (!absent) return tl::unexpected{absent.error()};
        wish.absent = *absent;
    }
    return wish;
}

tl::expected<Ground, Exit> without_state(const std::string& file, Surroundings& world) {
    auto texts = plan_texts(file, world);
    if (!texts) return tl::unexpected{texts.error()};
    return Ground{.texts = std::move(*texts), .note = {}, .saved = {}, .zone = {}, .now = world.now};
}

/// The plan that is in use: the files', or the last good one where they have a problem.
tl::expected<Ground, Exit> from_daemon(Surroundings& world) {
    const auto answer = ask(world, "state.get", protocol::to_json(protocol::NoParams{}));
    if (!answer) return tl::unexpected{answer.error()};
    auto state = protocol::result_from_json<protocol::State>(*answer);
    if (!state) return tl::unexpected{unreadable(state.error(), world)};
    auto saved = saved_state(*state);
    const auto now = instant_of(state->now);
    if (!saved || !now)
        return tl::unexpected{unreadable({protocol::ErrorCode::internal_error, saved ? "it has no time" : saved.error(), {}}, world)};
    Ground ground{.texts = {}, .note = {}, .saved = std::move(*saved), .zone = state->zone, .now = *now};
    if (state->plan_state == "good") {
        auto texts = plan_texts(state->plan, world);
        if (!texts) return tl::unexpected{texts.error()};
        ground.texts = std::move(*texts);
        return ground;
    }
    if (state->last_good.empty()) {
        world.complain(
            "the plan has a problem, and the last good one, which kithd goes on with, is not at hand; kithctl plan check says where");
        return tl::unexpected{Exit::no};
    }
    for (protocol::PlanFileText& text : state->last_good) ground.texts.push_back({std::move(text.file), std::move(text.text)});
    ground.note = state->plan_state == "none"
                      ? "The plan's file is gone. This is the last good plan, which stays in use."
                      : "The plan's file has a problem, and kithctl plan check says where. This is the last good plan, which stays in use.";
    return ground;
}

tl::expected<core::Zone, std::string> zone_of(const Ground& ground, const Plan& plan) {
    if (plan.timezone != "system") return zone_named(plan.timezone);
    // What the daemon calls the machine's zone may be no name.
    if (!ground.zone.empty())
        if (auto zone = zone_named(ground.zone)) return zone;
    return machine_zone();
}

tl::expected<Play, std::string> play_of(const Wish& wish, Ground& ground, Plan plan, bool with_state) {
    const auto zone = zone_of(ground, plan);
    if (!zone) return tl::unexpected{zone.error()};
    Play play{.plan = std::make_shared<const Plan>(std::move(plan)),
              .zone = *zone,
              .saved = std::move(ground.saved),
              .now = ground.now,
              .from = ground.now,
              .until = {},
              .today = zone->local(ground.now).date,
              .absent = {}};
    if (wish.from && *wish.from < play.today && with_state)
        return tl::unexpected{"--from: " + to_text(*wish.from) +
                              " has been, and kithctl history tells of it; expected a day to come, or --without-state FILE"};
    if (wish.from && *wish.from != play.today) play.from = zone->at(*wish.from, {});
    if (!with_state) play.now = play.from;
    // Days are whole ones, the first of them too.
    const Date first = zone->local(play.from).date;
    play.until = zone->plus(wish.period.seconds == 0 ? zone->at(first, {}) : play.from, wish.period);
    if (!wish.absent) return play;
    play.absent = core::Span{zone->at(wish.absent->first, {}), zone->at(wish.absent->last + 1, {})};
    if (play.absent->end <= play.from || play.until <= play.absent->begin)
        return tl::unexpected{"--absent: " + to_text(*wish.absent) + " lies outside of what is rehearsed, which begins on " +
                              to_text(first) + " and ends with " + to_text(zone->local(play.until - core::Seconds{1}).date)};
    return play;
}

}   // namespace

Exit rehearse(const Arguments& given, Surroundings& world) {
    const auto wish = wish_of(given);
    if (!wish) return world.complain(wish.error()), Exit::misunderstood;
    const auto file = given.text("--without-state");
    auto ground = file ? without_state(*file, world) : from_daemon(world);
    if (!ground) return ground.error();
    PlanReading reading = read_plan(ground->texts);
    if (!reading.plan) {
        world.complain("the plan has problems, so it can't be rehearsed; kithctl plan check" + (file ? ' ' + printable(*file) : "") +
                       " explains them");
        return Exit::no;
    }
    const auto play = play_of(*wish, *ground, *reading.plan, !file);
    if (!play) return world.complain(play.error()), Exit::misunderstood;
    const Foresight foresight = foresee(*play);
    if (given.has("--json")) {
        if (!ground->note.empty()) world.complain(ground->note);
        world.write(json_line(foresight_json(*play, foresight), world.terminal));
        return Exit::done;
    }
    const Margin margin{.note = ground->note, .warnings = warnings_of(reading, ground->texts), .not_acted_on = not_acted_on(*reading.plan)};
    world.write(foresight_page(*play, foresight, margin, world.terminal));
    return Exit::done;
}

}   // namespace kith::ctl
