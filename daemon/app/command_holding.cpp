// Nothing for a while, as the person asks: quiet (G6), pause and resume (G5).

#include <algorithm>

#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/said_until.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/unroll.hpp"

namespace kith::app {
namespace {

using protocol::Error;
using protocol::ErrorCode;

constexpr std::size_t pauses_told = 5;

bool is_paused(const core::Engine& engine, const std::string& id) {
    const std::vector<core::Pause>& pauses = engine.ledger().general().pauses;
    return std::any_of(pauses.begin(), pauses.end(), [&](const core::Pause& pause) { return pause.id == id; });
}

}   // namespace

tl::expected<protocol::Acted, Error> Commands::quiet(const protocol::QuietParams& params) {
    core::event::Hush hush;
    if (params.to != "off") {
        const auto until = parse_until(params.to, *runtime_.engine(), runtime_.now());
        if (!until) return tl::unexpected{until.error()};
        hush.until = *until;
    }
    const auto step = act(hush);
    if (!step) return tl::unexpected{step.error()};
    if (!hush.until) return acted("No longer quiet.", {}, *step);
    const Views views{*runtime_.engine(), runtime_.now()};
    return acted("Quiet until " + views.until_words(*hush.until) + ". kithctl quiet off ends it sooner.", {}, *step);
}

tl::expected<std::string, Error> Commands::id_to_pause(const std::string& name) {
    const core::Engine& engine = *runtime_.engine();
    const Plan& plan = engine.plan();
    const auto written = [&](const Touchpoint& one) { return core::item_of_series(one.id) == name; };
    if (is_paused(engine, name) || std::any_of(plan.touchpoints.begin(), plan.touchpoints.end(), written)) return name;
    auto named = find_name(plan, name);
    if (!named) return tl::unexpected{std::move(named.error())};
    if (const auto* item = std::get_if<ItemName>(&*named)) return plan.touchpoints[item->touchpoint].id;
    if (const auto* checkin = std::get_if<CheckinName>(&*named)) return plan.checkins[checkin->checkin].id;
    return plan.people[std::get<PersonName>(*named).person].id;
}

protocol::Acted Commands::acted_on(std::string text, const std::string& id) const {
    const core::Engine& engine = *runtime_.engine();
    const Views views{engine, runtime_.now()};
    protocol::Acted acted{.text = std::move(text), .item = {}, .next = {}, .ask_felt = false};
    if (const auto item = engine.find_item(id)) {
        acted.item = id;
        acted.next = views.next_of(*item);
    } else if (const auto person = find_person(engine.plan(), id)) {
        acted.next = views.next_about(*person);
    }
    return acted;
}

std::string Commands::title_of_any(const std::string& id) const {
    for (const Person& person : runtime_.engine()->plan().people)
        if (person.id == id) return person.name;
    return title(id);
}

tl::expected<protocol::Acted, Error> Commands::pause(const protocol::PauseParams& params) {
    const auto id = id_to_pause(params.name);
    if (!id) return tl::unexpected{id.error()};
    core::event::Pause pause{.id = *id, .until = {}};
    if (params.until) {
        const auto until = parse_until(*params.until, *runtime_.engine(), runtime_.now());
        if (!until) return tl::unexpected{until.error()};
        pause.until = *until;
    }
    const auto step = act(pause);
    if (!step) return tl::unexpected{step.error()};
    const Views views{*runtime_.engine(), runtime_.now()};
    const std::string until = pause.until ? " until " + views.until_words(*pause.until) : "";
    const std::string ends = pause.until ? " ends it sooner." : " ends it.";
    return acted_on(title_of_any(*id) + ": paused" + until + ". kithctl resume " + *id + ends, *id);
}

tl::expected<protocol::Acted, Error> Commands::resume(const protocol::NameParams& params) {
    const auto id = id_to_pause(params.name);
    if (!id) return tl::unexpected{id.error()};
    const core::Engine& engine = *runtime_.engine();
    const auto item = engine.find_item(*id);
    const std::vector<std::string> by = item ? Views{engine, runtime_.now()}.pauses_of(*item) : std::vector<std::string>{};
    auto step = act(core::event::Resume{*id});
    if (step) return acted_on(title_of_any(*id) + ": no longer paused.", *id);
    if (by.empty() || step.error().code != ErrorCode::nothing_open) return tl::unexpected{std::move(step.error())};
    Error elsewhere =
        error(ErrorCode::nothing_open, *id + " is paused by way of " + by.front() + ". kithctl resume " + by.front() + " ends that.");
    elsewhere.candidates = by;
    return tl::unexpected{std::move(elsewhere)};
}

std::optional<std::string> Commands::held_again(const core::Step& step) const {
    const Views views{*runtime_.engine(), runtime_.now()};
    const std::string back = "Taken back: ";
    for (const core::Record& record : step.records) {
        // What settles afterwards is no part of it.
        if (record.cause != step.records.front().cause) break;
        if (const auto* hushed = std::get_if<core::record::Hushed>(&record.body))
            return back + (hushed->hush ? "it is quiet until " + views.until_words(hushed->hush->until) + "." : "it is no longer quiet.");
        if (const auto* paused = std::get_if<core::record::Paused>(&record.body))
            return back + title_of_any(paused->id) + " is " + views.hold_words(core::Gate::paused, paused->until).words + ".";
        if (const auto* resumed = std::get_if<core::record::Resumed>(&record.body))
            return back + title_of_any(resumed->id) + " is no longer paused.";
    }
    return std::nullopt;
}

void Commands::note_holds(std::vector<std::string>& notes) const {
    const core::Engine& engine = *runtime_.engine();
    const Views views{engine, runtime_.now()};
    if (const auto until = engine.hushed_until(runtime_.now()))
        notes.push_back("Quiet until " + views.until_words(*until) + ", as you asked. kithctl quiet off ends it sooner.");
    const std::vector<protocol::Paused> paused = views.paused();
    if (paused.empty()) return;
    std::string text;
    for (std::size_t i = 0; i < std::min(paused.size(), pauses_told); ++i)
        text += (i == 0 ? "" : ", ") + title_of_any(paused[i].id) + " " + paused[i].words;
    if (paused.size() > pauses_told) text += ", and " + std::to_string(paused.size() - pauses_told) + " more (kithctl status)";
    notes.push_back("Paused: " + text + ".");
}

}   // namespace kith::app
