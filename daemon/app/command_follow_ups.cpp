// To come back to somebody, to ask for something, a pause with a return (F1, F2).

#include <algorithm>
#include <chrono>

#include "config/civil_text.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/follow_up_views.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/said_until.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

using core::FollowUpKind;
using protocol::Error;
using protocol::ErrorCode;

/// P9: a regulated pause.
constexpr std::int64_t shortest_timeout = 20, longest_timeout = 60;
constexpr std::int32_t ask_ahead_at_most = 366;

/// A plan day named by a date, a weekday (the next one), today, tomorrow, or so many days from now.
std::optional<Date> parse_day(std::string_view text, Date today) {
    if (text == "today") return today;
    if (text == "tomorrow") return today + 1;
    if (auto date = parse_date(text)) return *date;
    if (auto weekday = parse_weekday(text)) {
        Date date = today + 1;
        while (weekday_of(date) != *weekday) ++date;
        return date;
    }
    const auto duration = parse_duration(text);
    if (!duration || duration->months != 0 || duration->seconds != 0 || duration->days > ask_ahead_at_most) return std::nullopt;
    return today + static_cast<std::int32_t>(duration->days);
}

}   // namespace

tl::expected<protocol::Acted, Error> Commands::follow_up(FollowUpKind kind, const std::string& name, const core::FollowUpTime& time,
                                                         std::string text) {
    const Plan& plan = runtime_.engine()->plan();
    const auto person = find_person(plan, name);
    if (!person) return tl::unexpected{person.error()};
    const auto step = act(core::event::FollowUp{.kind = kind, .person = plan.people[*person].id, .time = time, .text = std::move(text)});
    if (!step) return tl::unexpected{step.error()};
    const FollowUpViews views{runtime_, runtime_.now()};
    protocol::Acted acted = acted_on_follow_up(".", *step);
    acted.text = "Noted as " + acted.item + ": " + acted.text;
    if (const auto* const made = runtime_.engine()->ledger().find_follow_up(step->follow_up)) acted.next = views.moment(*made);
    return acted;
}

tl::expected<protocol::Acted, Error> Commands::promise(const protocol::PromiseParams& params) {
    const auto at = parse_until(params.at, *runtime_.engine(), runtime_.now());
    if (!at) return tl::unexpected{at.error()};
    return follow_up(FollowUpKind::promise, params.name, {.day = {}, .at = *at}, params.text);
}

tl::expected<protocol::Acted, Error> Commands::ask(const protocol::AskParams& params) {
    const Date today = runtime_.engine()->days().day_of(runtime_.now());
    const auto day = params.by ? parse_day(*params.by, today) : std::optional{today + core::ask_days};
    if (!day || *day < today || *day > today + ask_ahead_at_most)
        return tl::unexpected{
            error(ErrorCode::invalid_params, protocol::quoted(*params.by) +
                                                 (day ? " is not within a year from today" : " is no day kith understands") +
                                                 ". Expected today, tomorrow, friday, 2026-03-29 or 3 days.")};
    return follow_up(FollowUpKind::ask, params.name, {.day = day, .at = {}}, params.text);
}

tl::expected<protocol::Acted, Error> Commands::timeout(const protocol::TimeoutParams& params) {
    const auto length = parse_duration(params.length);
    const bool fits = length && length->months == 0 && length->days == 0 && length->seconds >= shortest_timeout * 60 &&
                      length->seconds <= longest_timeout * 60;
    if (!fits)
        return tl::unexpected{error(ErrorCode::invalid_params, protocol::quoted(params.length) +
                                                                   " is no length for such a pause. Expected 20 to 60 minutes: long enough "
                                                                   "to calm down, short enough to come back.")};
    const core::Instant end = std::chrono::ceil<std::chrono::minutes>(runtime_.now() + core::Seconds{length->seconds});
    return follow_up(FollowUpKind::come_back, params.name, {.day = {}, .at = end}, {});
}

// As the step's own records have it: what was closed is on no list any more.
std::string Commands::follow_up_words(const core::Step& step) const {
    const FollowUpViews views{runtime_, runtime_.now()};
    for (const core::Record& record : step.records) {
        if (const auto* closed = std::get_if<core::record::FollowUpClosed>(&record.body); closed && closed->what.number == step.follow_up)
            return views.title(closed->what);
        if (const auto* made = std::get_if<core::record::FollowUpMade>(&record.body); made && made->what.number == step.follow_up) {
            core::FollowUpSpec what = made->what;
            if (what.made_by == 0) what.made_by = record.seq;
            return views.title(what);
        }
    }
    return "What you noted";
}

protocol::Acted Commands::acted_on_follow_up(const std::string& words, const core::Step& step) const {
    protocol::Acted acted{.text = follow_up_words(step) + words, .item = {}, .next = {}, .ask_felt = step.asks_felt};
    for (const core::FollowUp& one : runtime_.engine()->ledger().follow_ups())
        if (one.what.number == step.follow_up) acted.item = core::follow_up_id(one.what.kind, one.what.number);
    return acted;
}

std::optional<std::string> Commands::follow_up_for(const std::string& name) const {
    const core::Engine& engine = *runtime_.engine();
    if (!engine.find_item(name) && core::follow_up_number(name)) return name;
    const auto person = find_person(engine.plan(), name);
    const auto named = find_name(engine.plan(), name);
    if (!person || !named || !std::holds_alternative<PersonName>(*named)) return std::nullopt;
    for (const std::size_t item : touchpoints_about(engine.plan(), *person))
        if (engine.outlook(item, runtime_.now()).open) return std::nullopt;
    const std::vector<core::FollowUp> about = FollowUpViews{runtime_, runtime_.now()}.about(*person);
    if (about.size() != 1 || about.front().offers == 0) return std::nullopt;
    return core::follow_up_id(about.front().what.kind, about.front().what.number);
}

void Commands::add_follow_ups(protocol::Agenda& agenda, core::Instant until, std::size_t limit) const {
    merge(agenda.moments, FollowUpViews{runtime_, runtime_.now()}.coming(until));
    if (agenda.moments.size() <= limit) return;
    agenda.moments.resize(limit);
    agenda.more = true;
}

}   // namespace kith::app
