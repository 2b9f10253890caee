#include "daemon/app/commands.hpp"

#include <algorithm>
#include <array>

#include "config/civil_text.hpp"
#include "daemon/app/answers.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/past.hpp"
#include "daemon/app/said_when.hpp"
#include "daemon/core/wording.hpp"
#include "daemon/protocol/envelope.hpp"
#include "daemon/protocol/methods.hpp"

namespace kith::app {
namespace {

using boost::json::value;
using protocol::Error;
using protocol::ErrorCode;

Error error(ErrorCode code, std::string message) { return {.code = code, .message = std::move(message), .candidates = {}}; }

Error journal_error(const std::string& what) {
    return error(ErrorCode::journal_unavailable, "The journal can't be used just now: " + what);
}

value discovery() {
    boost::json::array list;
    for (const protocol::Method& method : protocol::methods)
        list.push_back(
            boost::json::object{{"name", method.name}, {"params", method.params}, {"result", method.result}, {"summary", method.summary}});
    return boost::json::object{{"methods", std::move(list)}};
}

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
    const std::string what = duration ? "\"" + text + "\" is no time to put something off by" : duration.error().what;
    return tl::unexpected{
        error(ErrorCode::invalid_params, what + ". Expected tonight, tomorrow, or a time up to a year: 20m, 1h, 3 days.")};
}

}   // namespace

Commands::Commands(Runtime& runtime, const PlanState& plan, std::string version)
    : runtime_{runtime}, plan_{plan}, version_{std::move(version)} {}

void Commands::on_notice(std::function<void(const std::string&)> send) {
    runtime_.on_change([send = std::move(send)](const Changes& changes) {
        protocol::Changed changed;
        for (const auto& [name, yes] :
             {std::pair{"agenda", changes.agenda}, {"history", changes.history}, {"plan", changes.plan}, {"status", changes.status}})
            if (yes) changed.what.emplace_back(name);
        if (!changed.what.empty()) send(protocol::notice_line("changed", protocol::to_json(changed)));
    });
}

// --- Dispatch ------------------------------------------------------------------------------------------------------------------------

RequestHandler::Answer Commands::handle(std::string_view line) {
    auto request = protocol::parse_request(line);
    if (!request) return {.line = std::move(request.error()), .watch = false};
    Outcome<value> outcome = tl::unexpected{error(ErrorCode::internal_error, {})};
    try {
        outcome = dispatch(request->method, request->params);
    } catch (const std::exception& problem) {
        // A bug, or no memory left: this request fails, the daemon goes on.
        outcome = tl::unexpected{
            error(ErrorCode::internal_error, std::string{"Something went wrong inside kithd: "} + problem.what() + ". Please report it.")};
    }
    const bool watch = outcome && request->method == "watch.start";
    if (!request->id) return {.line = {}, .watch = watch};
    return {.line = outcome ? protocol::result_line(*request->id, *outcome) : protocol::error_line(*request->id, outcome.error()),
            .watch = watch};
}

template <class Params, class Result>
tl::expected<value, Error> Commands::call(Outcome<Result> (Commands::*handler)(const Params&), const value& params) {
    auto parsed = protocol::params_from_json<Params>(params);
    if (!parsed) return tl::unexpected{std::move(parsed.error())};
    Outcome<Result> result = (this->*handler)(*parsed);
    if (!result) return tl::unexpected{std::move(result.error())};
    return protocol::to_json(*result);
}

tl::expected<value, Error> Commands::dispatch(std::string_view method, const value& params) {
    using Handler = Outcome<value> (*)(Commands&, const value&);
    struct Entry {
        std::string_view name;
        bool needs_plan;
        Handler handler;
    };
    static constexpr std::array entries{
        Entry{"action.undo", true, [](Commands& c, const value& p) { return c.call(&Commands::undo, p); }},
        Entry{"agenda.list", true, [](Commands& c, const value& p) { return c.call(&Commands::agenda, p); }},
        Entry{"agenda.next", true, [](Commands& c, const value& p) { return c.call(&Commands::next, p); }},
        Entry{"contact.log", true, [](Commands& c, const value& p) { return c.call(&Commands::log, p); }},
        Entry{"day.today", true, [](Commands& c, const value& p) { return c.call(&Commands::today, p); }},
        Entry{"desktop.try", false, [](Commands& c, const value& p) { return c.call(&Commands::try_out, p); }},
        Entry{"history.export", false, [](Commands& c, const value& p) { return c.export_records(p); }},
        Entry{"history.list", true, [](Commands& c, const value& p) { return c.call(&Commands::history, p); }},
        Entry{"item.show", true, [](Commands& c, const value& p) { return c.call(&Commands::show, p); }},
        Entry{"item.why", true, [](Commands& c, const value& p) { return c.call(&Commands::why_so, p); }},
        Entry{"occurrence.done", true, [](Commands& c, const value& p) { return c.call(&Commands::done, p); }},
        Entry{"occurrence.skip", true, [](Commands& c, const value& p) { return c.call(&Commands::skip, p); }},
        Entry{"occurrence.snooze", true, [](Commands& c, const value& p) { return c.call(&Commands::snooze, p); }},
        Entry{"people.list", true, [](Commands& c, const value& p) { return c.call(&Commands::people, p); }},
        Entry{"rpc.discover", false, [](Commands&, const value&) { return Outcome<value>{discovery()}; }},
        Entry{"status.get", false, [](Commands& c, const value& p) { return c.call(&Commands::status, p); }},
        Entry{"watch.start", false,
              [](Commands&, const value&) {
                  return Outcome<value>{boost::json::object{{"watching", true}}};
              }},
    };
    static_assert(entries.size() == protocol::methods.size() &&
                  std::equal(entries.begin(), entries.end(), protocol::methods.begin(),
                             [](const Entry& a, const protocol::Method& b) { return a.name == b.name; }));
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == method; });
    if (found == entries.end())
        return tl::unexpected{error(ErrorCode::method_not_found, "There is no such method. rpc.discover lists them.")};
    if (found->needs_plan && runtime_.engine() == nullptr) return tl::unexpected{no_plan()};
    return found->handler(*this, params);
}

Error Commands::no_plan() const {
    if (plan_.state == "broken") {
        const std::string first = plan_.problems.empty() ? "" : " " + plan_.problems.front().text;
        return error(ErrorCode::no_plan, "The plan can't be read yet." + first + " kithctl plan check says more.");
    }
    return error(ErrorCode::no_plan, "There is no plan yet at " + plan_.path + ". kithctl plan init --from-example writes a first one.");
}

// --- Actions -------------------------------------------------------------------------------------------------------------------------

Error Commands::explain(const ActionError& failure) const {
    if (!failure.refusal) return journal_error(failure.journal + " Nothing was changed; please try again.");
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
        case Code::not_acted_on:
            return error(ErrorCode::not_acted_on,
                         "This version of kith reads " + subject + " and does not plan it yet. kithctl log notes a contact all the same.");
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
    auto named = find_name(plan, name);
    if (!named) return tl::unexpected{std::move(named.error())};
    if (const auto* item = std::get_if<ItemName>(&*named)) return plan.touchpoints[item->touchpoint].id;
    if (const auto* checkin = std::get_if<CheckinName>(&*named))
        return tl::unexpected{error(ErrorCode::not_acted_on, "This version of kith does not run check-ins yet. kithctl log notes that " +
                                                                 plan.checkins[checkin->checkin].id + " took place.")};
    const PersonIndex person = std::get<PersonName>(*named).person;
    std::vector<std::string> open;
    std::vector<std::string> all;
    for (std::size_t item : touchpoints_about(plan, person)) {
        all.push_back(plan.touchpoints[item].id);
        if (engine.outlook(item, runtime_.now()).open) open.push_back(all.back());
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

protocol::Acted Commands::acted(std::string text, const std::string& item, const core::Step& step) const {
    const core::Engine& engine = *runtime_.engine();
    protocol::Acted acted{.text = std::move(text), .item = item, .next = {}, .ask_felt = step.asks_felt};
    if (const auto index = engine.find_item(item)) acted.next = Views{engine, runtime_.now()}.next_of(*index);
    return acted;
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
    const std::string text =
        step->closed.empty() ? title(*item) + ": noted as a contact; nothing of it was due today." : title(*item) + ": done.";
    return acted(text, *item, *step);
}

tl::expected<protocol::Acted, Error> Commands::skip(const protocol::NameParams& params) {
    auto item = item_for(params.name);
    if (!item) return tl::unexpected{std::move(item.error())};
    auto step = act(core::event::Skip{*item});
    if (!step) return tl::unexpected{std::move(step.error())};
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
    return acted(text + ".", {}, *step);
}

tl::expected<protocol::Acted, Error> Commands::undo(const protocol::NoParams&) {
    auto step = runtime_.undo().map_error([this](const ActionError& failure) { return explain(failure); });
    if (!step) return tl::unexpected{std::move(step.error())};
    if (step->closed.empty()) return acted("Taken back: the latest contact that was noted.", {}, *step);
    std::string text = "Taken back: " + title(step->closed.front().item);
    if (step->closed.size() > 1) text += " and " + std::to_string(step->closed.size() - 1) + " more";
    return acted(text + ".", step->closed.front().item, *step);
}

// --- Questions -----------------------------------------------------------------------------------------------------------------------

std::vector<std::string> Commands::notes() const {
    std::vector<std::string> notes;
    if (!runtime_.journal_trouble().empty()) notes.push_back("The journal can't be written: " + runtime_.journal_trouble());
    if (plan_.state == "broken")
        notes.push_back("The plan file has a problem, so the last good plan is in use. kithctl plan check says where.");
    if (const Desktop::Status desktop = runtime_.desktop().status(); !desktop.present && !desktop.trouble.empty())
        notes.push_back(desktop.trouble);
    return notes;
}

tl::expected<protocol::Today, Error> Commands::today(const protocol::NoParams&) {
    const core::Engine& engine = *runtime_.engine();
    const core::Instant now = runtime_.now();
    const Views views{engine, now};
    protocol::Today today = views.today();
    today.notes = notes();
    // Everything closed since the plan day began; more than a thousand records a day are not a person's.
    auto entries = runtime_.journal().history({.after = 0,
                                               .newest_first = true,
                                               .before = 0,
                                               .since = engine.days().day_begin(engine.days().day_of(now)),
                                               .item = {},
                                               .person = {},
                                               .limit = 1000});
    if (!entries) {
        today.notes.push_back("What was answered today can't be read: " + entries.error().what);
        return today;
    }
    for (const HistoryEntry& entry : *entries) {
        const auto* closed = std::get_if<core::record::Closed>(&entry.record.body);
        if (closed == nullptr || entry.undone || closed->how == core::Ending::withdrawn) continue;
        protocol::Moment moment;
        moment.item = closed->what.item;
        moment.what = title(closed->what.item);
        moment.slot = to_text(closed->what.slot);
        moment.status = ending_name(closed->how);
        moment.at = views.stamp(entry.record.at);
        today.ended.push_back(std::move(moment));
    }
    std::reverse(today.ended.begin(), today.ended.end());
    return today;
}

tl::expected<protocol::Agenda, Error> Commands::agenda(const protocol::AgendaParams& params) {
    const core::Engine& engine = *runtime_.engine();
    const core::Instant now = runtime_.now();
    const core::Instant until = engine.days().day_begin(engine.days().day_of(now) + params.days);
    return Views{engine, now}.agenda(until, static_cast<std::size_t>(params.limit));
}

tl::expected<protocol::Agenda, Error> Commands::next(const protocol::NextParams& params) {
    return Views{*runtime_.engine(), runtime_.now()}.agenda(core::Instant::max(), static_cast<std::size_t>(params.count));
}

tl::expected<protocol::People, Error> Commands::people(const protocol::NoParams&) {
    return Views{*runtime_.engine(), runtime_.now()}.people();
}

tl::expected<protocol::Card, Error> Commands::show(const protocol::NameParams& params) {
    auto named = find_name(runtime_.engine()->plan(), params.name);
    if (!named) return tl::unexpected{std::move(named.error())};
    return card(runtime_, *named).map_error([](const StoreError& failure) { return journal_error(failure.what); });
}

tl::expected<protocol::Why, Error> Commands::why_so(const protocol::NameParams& params) {
    auto named = find_name(runtime_.engine()->plan(), params.name);
    if (!named) return tl::unexpected{std::move(named.error())};
    return why(runtime_, *named).map_error([](const StoreError& failure) { return journal_error(failure.what); });
}

tl::expected<protocol::History, Error> Commands::history(const protocol::HistoryParams& params) {
    const core::Engine& engine = *runtime_.engine();
    HistoryQuery query;
    query.limit = static_cast<std::size_t>(params.limit);
    if (params.name) {
        auto named = find_name(engine.plan(), *params.name);
        if (!named) return tl::unexpected{std::move(named.error())};
        if (const auto* item = std::get_if<ItemName>(&*named)) query.item = engine.plan().touchpoints[item->touchpoint].id;
        if (const auto* checkin = std::get_if<CheckinName>(&*named)) query.item = engine.plan().checkins[checkin->checkin].id;
        if (const auto* person = std::get_if<PersonName>(&*named)) query.person = engine.plan().people[person->person].id;
    }
    if (params.since) {
        auto since = parse_when(*params.since, engine.zone(), runtime_.now());
        if (!since) return tl::unexpected{std::move(since.error())};
        // A day means all of it.
        const bool whole_day = params.since->find(':') == std::string::npos;
        query.since = whole_day ? engine.zone().at(engine.zone().local(*since).date, {}) : *since;
    }
    auto lines = past_lines(runtime_, query);
    if (!lines) return tl::unexpected{journal_error(lines.error().what)};
    return protocol::History{.now = engine.zone().rfc3339(runtime_.now()), .lines = std::move(*lines)};
}

tl::expected<value, Error> Commands::export_records(const value& json) {
    auto params = protocol::params_from_json<protocol::ExportParams>(json);
    if (!params) return tl::unexpected{std::move(params.error())};
    const core::Zone utc;
    const core::Zone& zone = runtime_.engine() != nullptr ? runtime_.engine()->zone() : utc;
    const auto limit = static_cast<std::size_t>(params->limit);
    auto entries = runtime_.journal().history({.after = static_cast<core::Sequence>(params->after),
                                               .newest_first = false,
                                               .before = 0,
                                               .since = {},
                                               .item = {},
                                               .person = {},
                                               .limit = limit});
    if (!entries) return tl::unexpected{journal_error(entries.error().what)};
    protocol::Exported result;
    result.more = entries->size() == limit;
    for (const HistoryEntry& entry : *entries) result.records.emplace_back(exported(entry, zone));
    return protocol::to_json(result);
}

tl::expected<protocol::Tried, Error> Commands::try_out(const protocol::NoParams&) {
    const Desktop::Status desktop = runtime_.desktop().status();
    if (!desktop.present)
        return protocol::Tried{.shown = false, .text = desktop.trouble.empty() ? "Nothing here can show a notification." : desktop.trouble};
    // Numbers from the far end: the engine's count up from one, and a click on this one finds nothing there.
    trial_ = trial_ == 0 ? ~core::NoticeId{0} >> 1U : trial_ - 1;
    runtime_.desktop().show(
        Notice{.id = trial_,
               .summary = "Hello from kith",
               .body = "This is how a nudge looks. Nothing is recorded.",
               .actions = {{core::Button::done, "Done"}, {core::Button::later, "Later"}, {core::Button::not_today, "Not today"}},
               .stays = false,
               .fallback = "kithctl today"});
    return protocol::Tried{.shown = true, .text = "Handed to " + desktop.server + ". Nothing is recorded, whatever you click."};
}

tl::expected<protocol::Status, Error> Commands::status(const protocol::NoParams&) {
    const core::Engine* engine = runtime_.engine();
    const core::Zone utc;
    const core::Zone& zone = engine != nullptr ? engine->zone() : utc;
    const Desktop::Status desktop = runtime_.desktop().status();
    const Journal::Status journal = runtime_.journal().status();
    protocol::Status status;
    status.version = version_;
    status.now = zone.rfc3339(runtime_.now());
    status.zone = zone.name();
    status.since = zone.rfc3339(runtime_.started());
    status.plan = plan_.path;
    status.plan_state = plan_.state;
    if (engine != nullptr) {
        status.people = static_cast<std::int64_t>(engine->plan().people.size());
        status.items = static_cast<std::int64_t>(engine->plan().touchpoints.size() + engine->plan().checkins.size());
        status.clock = engine->clock_trusted() ? "trusted" : "waiting until it is known to be right; until then nothing lapses";
    }
    status.problems = plan_.problems;
    status.journal = journal.path;
    status.journal_state = runtime_.journal_trouble().empty() ? "good" : runtime_.journal_trouble();
    status.unsaved = static_cast<std::int64_t>(runtime_.unsaved());
    status.events = static_cast<std::int64_t>(journal.events);
    status.desktop = desktop.present ? desktop.server : desktop.trouble;
    if (const auto next = runtime_.next_wakeup()) status.next_wakeup = zone.rfc3339(*next);
    return status;
}

}   // namespace kith::app
