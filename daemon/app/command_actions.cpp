// What the person does, by way of kithctl.

#include <algorithm>

#include "config/civil_text.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/past.hpp"
#include "daemon/app/said_when.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/wording.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

using protocol::Error;
using protocol::ErrorCode;

std::optional<std::int32_t> narrow(const std::optional<std::int64_t>& minutes) {
    return minutes ? std::optional{static_cast<std::int32_t>(*minutes)} : std::nullopt;
}

std::optional<core::Felt> felt_of(const std::optional<std::string>& text) { return text ? parse_felt(*text) : std::nullopt; }

tl::expected<core::SnoozeTo, Error> parse_snooze(const std::string& text) {
    if (text == "tonight") return core::Tonight{};
    if (text == "tomorrow") return core::Tomorrow{};
    auto duration = parse_duration(text);
    if (duration && !duration->zero() && duration->months <= 12 && duration->days <= 366 && duration->seconds <= 366 * 86'400)
        return *duration;
    const std::string what = duration ? protocol::quoted(text) + " is no time to put something off by" : duration.error().what;
    return tl::unexpected{
        error(ErrorCode::invalid_params, what + ". Expected tonight, tomorrow, or a time up to a year: 20m, 1h, 3 days.")};
}

}   // namespace

Error Commands::explain(const ActionError& failure) const {
    if (!failure.refusal)
        return journal_error(failure.journal + (failure.journal.ends_with('.') ? "" : ".") + " Nothing was changed; please try again.");
    using Code = core::Refusal::Code;
    const std::string& subject = failure.refusal->subject;
    switch (failure.refusal->code) {
        case Code::nothing_open:
            return error(ErrorCode::nothing_open,
                         "Nothing of " + subject + " is open just now. kithctl why " + subject + " says what comes.");
        case Code::in_the_future:
            return error(ErrorCode::in_the_future, "That moment has not come yet. A contact is noted once it has happened.");
        case Code::nothing_to_undo:
            return error(ErrorCode::nothing_to_undo, "There is nothing to take back.");
        case Code::in_the_past:
            return error(ErrorCode::invalid_params, "That moment has passed already. Expected one that is to come.");
        case Code::not_hushed:
            return error(ErrorCode::nothing_open, "It is not quiet just now, so there is nothing to end.");
        case Code::unknown_season:
            return error(ErrorCode::unknown_name, "The plan has no season " + protocol::quoted(subject) + ".");
        case Code::no_season:
            return error(ErrorCode::nothing_open, "No season is in force just now, so there is nothing to end.");
        case Code::not_paused:
            return error(ErrorCode::nothing_open, "There is no pause of " + subject + ". kithctl status lists what is paused.");
        case Code::too_many_pauses:
            return error(ErrorCode::nothing_open, std::to_string(core::pauses_at_most) +
                                                      " things are paused already, and kith keeps no more. kithctl resume ends a pause.");
        case Code::at_distance:
            return error(ErrorCode::not_acted_on, "The plan keeps " + subject +
                                                      " at a distance, and kith brings nothing up about them. Is there somebody safe "
                                                      "to turn to? kithctl people lists them.");
        case Code::too_many_follow_ups:
            return error(ErrorCode::too_large, std::to_string(core::follow_ups_at_most) +
                                                   " follow-ups are open already, and kith keeps no more. kithctl today lists them; "
                                                   "kithctl skip lets one go.");
        case Code::unknown_item:
        case Code::unknown_person:
            break;
    }
    return error(ErrorCode::unknown_name, "The plan has no \"" + subject + "\" (any more).");
}

tl::expected<core::Step, Error> Commands::act(const core::Event& event) {
    return runtime_.act(event).map_error([this](const ActionError& failure) { return explain(failure); });
}

tl::expected<std::string, Error> Commands::item_for(const std::string& name) {
    const core::Engine& engine = *runtime_.engine();
    const Plan& plan = engine.plan();
    if (const auto follow_up = follow_up_for(name)) return *follow_up;
    auto named = find_name(plan, name);
    if (!named) return tl::unexpected{std::move(named.error())};
    if (const auto* item = std::get_if<ItemName>(&*named)) {
        const std::optional<Announces>& announces = plan.touchpoints[item->touchpoint].announces;
        return plan.touchpoints[announces ? announces->touchpoint : item->touchpoint].id;   // L1
    }
    if (const auto* checkin = std::get_if<CheckinName>(&*named))
        return tl::unexpected{error(ErrorCode::not_acted_on, "This version of kith does not run check-ins yet. kithctl log notes that " +
                                                                 plan.checkins[checkin->checkin].id + " took place.")};
    const PersonIndex person = std::get<PersonName>(*named).person;
    std::vector<std::string> open;
    std::vector<std::string> all;
    for (std::size_t item : touchpoints_about(plan, person)) {
        const bool is_open = engine.outlook(item, runtime_.now()).open.has_value();
        if (is_open) open.push_back(plan.touchpoints[item].id);
        // Of a birthday nobody thinks on any other day.
        if (is_open || !plan.touchpoints[item].birthday) all.push_back(plan.touchpoints[item].id);
    }
    const std::string& id = plan.people[person].id;
    const std::vector<std::string>& fitting = open.empty() ? all : open;
    if (fitting.size() == 1) return fitting.front();
    if (fitting.empty())
        return tl::unexpected{error(ErrorCode::nothing_open, "No touchpoint is about " + id + ". kithctl log " + id + " notes a contact.")};
    Error ambiguous = error(ErrorCode::ambiguous_name, "More than one thing is about " + id + ": ");
    for (const std::string& item : fitting) ambiguous.message += (&item == &fitting.front() ? "" : ", ") + item;
    ambiguous.message += ". Name the one you mean.";
    ambiguous.candidates = fitting;
    return tl::unexpected{std::move(ambiguous)};
}

std::string Commands::title(const std::string& item) const {
    const core::Engine& engine = *runtime_.engine();
    const auto index = engine.find_item(item);
    return index ? core::action_text(engine.plan(), engine.plan().touchpoints[*index]) : item;
}

// S2: the one of them it was about.
std::string Commands::title(const std::string& item, const core::Step& step) const {
    const core::Engine& engine = *runtime_.engine();
    const auto index = engine.find_item(item);
    for (const core::Record& record : step.records)
        if (const auto* contact = std::get_if<core::record::Contacted>(&record.body); contact != nullptr && index)
            return core::action_text(engine.plan().touchpoints[*index], core::names_of(engine.plan(), contact->people));
    return title(item);
}

protocol::Acted Commands::acted(std::string text, const std::string& item, const core::Step& step) const {
    const core::Engine& engine = *runtime_.engine();
    protocol::Acted acted{.text = std::move(text), .item = item, .next = {}, .ask_felt = step.asks_felt};
    if (const auto index = engine.find_item(item)) acted.next = Views{engine, runtime_.now()}.next_of(*index);
    return acted;
}

// L4: what else a contact has closed.
std::string Commands::counts_too(const std::string& item, const core::Step& step) const {
    std::string names;
    for (const core::SlotRef& closed : step.closed)
        if (closed.item != item) names += (names.empty() ? "" : ", ") + closed.item;
    return names.empty() ? "" : " It counts for " + names + (item.empty() ? "." : " too.");
}

tl::expected<protocol::Acted, Error> Commands::done(const protocol::DoneParams& params) {
    auto item = item_for(params.name);
    if (!item) return tl::unexpected{std::move(item.error())};
    auto step = act(core::event::Done{.item = *item,
                                      .kind = params.kind,
                                      .minutes = narrow(params.minutes),
                                      .felt = felt_of(params.felt),
                                      .note = params.note.value_or("")});
    if (!step) return tl::unexpected{std::move(step.error())};
    if (step->follow_up != 0) return acted_on_follow_up(": done." + counts_too({}, *step), *step);
    const bool was_due = !step->closed.empty() && step->closed.front().item == *item;
    const std::string text = title(*item, *step) + (was_due ? ": done." : ": noted as a contact; nothing of it was due today.");
    return acted(text + counts_too(*item, *step), *item, *step);
}

tl::expected<protocol::Acted, Error> Commands::skip(const protocol::NameParams& params) {
    auto item = item_for(params.name);
    if (!item) return tl::unexpected{std::move(item.error())};
    auto step = act(core::event::Skip{*item});
    if (!step) return tl::unexpected{std::move(step.error())};
    if (step->follow_up != 0) return acted_on_follow_up(": let go.", *step);
    return acted(title(*item) + ": not this time.", *item, *step);
}

tl::expected<protocol::Acted, Error> Commands::snooze(const protocol::SnoozeParams& params) {
    auto item = item_for(params.name);
    if (!item) return tl::unexpected{std::move(item.error())};
    auto to = parse_snooze(params.to);
    if (!to) return tl::unexpected{std::move(to.error())};
    auto step = act(core::event::Snooze{*item, *to});
    if (!step) return tl::unexpected{std::move(step.error())};
    const std::string until = step->snoozed_until ? Views{*runtime_.engine(), runtime_.now()}.when_words(*step->snoozed_until) : params.to;
    if (step->follow_up != 0) return acted_on_follow_up(": later, " + until + ".", *step);
    return acted(title(*item) + ": later, " + until + ".", *item, *step);
}

tl::expected<protocol::Acted, Error> Commands::log(const protocol::LogParams& params) {
    const core::Engine& engine = *runtime_.engine();
    core::event::Log log{.people = {},
                         .kind = params.kind.value_or("message"),
                         .minutes = narrow(params.minutes),
                         .felt = felt_of(params.felt),
                         .when = {},
                         .note = params.note.value_or("")};
    for (const std::string& name : params.people) {
        auto person = find_person(engine.plan(), name);
        if (!person) return tl::unexpected{std::move(person.error())};
        const std::string& id = engine.plan().people[*person].id;
        if (std::find(log.people.begin(), log.people.end(), id) == log.people.end()) log.people.push_back(id);
    }
    if (params.when) {
        auto when = parse_when(*params.when, engine.zone(), runtime_.now());
        if (!when) return tl::unexpected{std::move(when.error())};
        log.when = *when;
    }
    std::string text = core::names_of(engine.plan(), log.people) + ": " + log.kind + " noted";
    if (log.when) text += ", " + Views{engine, runtime_.now()}.when_words(*log.when);
    auto step = act(std::move(log));
    if (!step) return tl::unexpected{std::move(step.error())};
    return acted(text + "." + counts_too({}, *step), {}, *step);
}

tl::expected<protocol::Acted, Error> Commands::undo(const protocol::NoParams&) {
    auto step = runtime_.undo().map_error([this](const ActionError& failure) { return explain(failure); });
    if (!step) return tl::unexpected{std::move(step.error())};
    if (const auto held = held_again(*step)) return acted(*held, {}, *step);
    if (const auto lived = lived_again(*step)) return acted(*lived, {}, *step);
    if (const auto noted = noted_no_more(*step)) return acted("Taken back: the note about " + *noted + ".", {}, *step);
    if (step->follow_up != 0) return acted("Taken back: " + follow_up_words(*step) + ".", acted_on_follow_up({}, *step).item, *step);
    if (step->closed.empty()) return acted("Taken back: the latest contact that was noted.", {}, *step);
    std::string text = "Taken back: " + title(step->closed.front().item);
    if (step->closed.size() > 1) text += " and " + std::to_string(step->closed.size() - 1) + " more";
    return acted(text + ".", step->closed.front().item, *step);
}

}   // namespace kith::app
