// What the person asks, by way of kithctl.

#include <algorithm>
#include <set>

#include "config/civil_text.hpp"
#include "daemon/app/answers.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/follow_up_views.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/past.hpp"
#include "daemon/app/said_when.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/unroll.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {

using boost::json::value;
using protocol::Error;

std::vector<std::string> Commands::notes() const {
    std::vector<std::string> notes;
    note_holds(notes);
    note_season(notes);
    if (!runtime_.journal_trouble().empty()) notes.push_back("The journal can't be written: " + runtime_.journal_trouble());
    for (std::string& remark : runtime_.journal().status().remarks) notes.push_back(std::move(remark));
    if (plan_.state == "broken")
        notes.push_back("The plan file has a problem, so the last good plan is in use. kithctl plan check says where.");
    if (const Desktop::Status desktop = runtime_.desktop().status(); !desktop.trouble.empty()) notes.push_back(desktop.trouble);
    return notes;
}

tl::expected<protocol::Today, Error> Commands::today(const protocol::NoParams&) {
    const core::Engine& engine = *runtime_.engine();
    const core::Instant now = runtime_.now();
    const Views views{engine, now};
    protocol::Today today = views.today();
    today.notes = notes();
    const FollowUpViews follow_ups{runtime_, now};
    merge(today.open, follow_ups.waiting());
    merge(today.coming, follow_ups.coming(engine.days().day_end(engine.days().day_of(now))));
    if (!today.coming.empty()) {
        today.next.reset();
    } else {
        protocol::Agenda next;
        if (today.next) next.moments.push_back(*today.next);
        add_follow_ups(next, core::Instant::max(), 1);
        if (!next.moments.empty()) today.next = std::move(next.moments.front());
    }
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
        if (const auto* kept = std::get_if<core::record::FollowUpClosed>(&entry.record.body);
            kept != nullptr && !entry.undone && kept->how != core::Ending::withdrawn) {
            protocol::Moment moment;
            moment.item = core::follow_up_id(kept->what.kind, kept->what.number);
            moment.what = follow_ups.title(kept->what);
            moment.status = ending_name(kept->how);
            moment.at = views.stamp(entry.record.at);
            today.ended.push_back(std::move(moment));
        }
        const auto* closed = std::get_if<core::record::Closed>(&entry.record.body);
        if (closed == nullptr || entry.undone || closed->how == core::Ending::withdrawn) continue;
        if (const auto item = engine.find_item(closed->what.item); item && engine.plan().touchpoints[*item].announces) continue;
        protocol::Moment moment;
        moment.item = closed->what.item;
        moment.what = title(closed->what.item);
        moment.slot = core::slot_key(closed->what.slot);
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
    protocol::Agenda agenda = Views{engine, now}.agenda(until, static_cast<std::size_t>(params.limit));
    add_follow_ups(agenda, until, static_cast<std::size_t>(params.limit));
    return agenda;
}

tl::expected<protocol::Agenda, Error> Commands::next(const protocol::NextParams& params) {
    protocol::Agenda agenda =
        Views{*runtime_.engine(), runtime_.now()}.agenda(core::Instant::max(), static_cast<std::size_t>(params.count));
    add_follow_ups(agenda, core::Instant::max(), static_cast<std::size_t>(params.count));
    return agenda;
}

tl::expected<protocol::People, Error> Commands::people(const protocol::NoParams&) {
    return Views{*runtime_.engine(), runtime_.now()}.people();
}

const core::FollowUp* Commands::follow_up_called(const std::string& name) const {
    const core::Engine& engine = *runtime_.engine();
    const auto number = engine.find_item(name) ? std::nullopt : core::follow_up_number(name);
    return number ? engine.ledger().find_follow_up(*number) : nullptr;
}

tl::expected<protocol::Card, Error> Commands::show(const protocol::NameParams& params) {
    if (const auto* const follow_up = follow_up_called(params.name)) {
        protocol::Card card = FollowUpViews{runtime_, runtime_.now()}.card(*follow_up);
        auto recent = past_lines(runtime_, {.newest_first = true, .since = {}, .item = card.id, .person = {}, .limit = 5});
        if (!recent) return tl::unexpected{journal_error(recent.error().what)};
        card.recent = std::move(*recent);
        return card;
    }
    auto named = find_name(runtime_.engine()->plan(), params.name);
    if (!named) return tl::unexpected{std::move(named.error())};
    auto shown = card(runtime_, *named).map_error([](const StoreError& failure) { return journal_error(failure.what); });
    if (const auto* person = std::get_if<PersonName>(&*named); shown && person != nullptr) {
        const FollowUpViews follow_ups{runtime_, runtime_.now()};
        for (const core::FollowUp& one : follow_ups.about(person->person))
            shown->facts.push_back({core::follow_up_id(one.what.kind, one.what.number), follow_ups.title(one.what)});
    }
    return shown;
}

tl::expected<protocol::Why, Error> Commands::why_so(const protocol::NameParams& params) {
    if (const auto* const follow_up = follow_up_called(params.name)) {
        protocol::Why why = FollowUpViews{runtime_, runtime_.now()}.why(*follow_up);
        auto past = past_lines(runtime_, {.newest_first = true, .since = {}, .item = why.id, .person = {}, .limit = 10});
        if (!past) return tl::unexpected{journal_error(past.error().what)};
        why.past = std::move(*past);
        return why;
    }
    auto named = find_name(runtime_.engine()->plan(), params.name);
    if (!named) return tl::unexpected{std::move(named.error())};
    return why(runtime_, *named).map_error([](const StoreError& failure) { return journal_error(failure.what); });
}

tl::expected<protocol::History, Error> Commands::history(const protocol::HistoryParams& params) {
    const core::Engine& engine = *runtime_.engine();
    HistoryQuery query;
    query.limit = static_cast<std::size_t>(params.limit);
    if (const auto* const follow_up = params.name ? follow_up_called(*params.name) : nullptr) {
        query.item = core::follow_up_id(follow_up->what.kind, follow_up->what.number);
    } else if (params.name && core::follow_up_number(*params.name) && !engine.find_item(*params.name)) {
        query.item = *params.name;   // one that is over
    } else if (params.name) {
        auto named = find_name(engine.plan(), *params.name);
        if (!named) return tl::unexpected{std::move(named.error())};
        ask_about(query, engine.plan(), *named);
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
    const protocol::Tried tried{.shown = true, .text = "Handed to " + desktop.server + ". Nothing is recorded, whatever you click."};
    // One at a time and one a second, so that trials in numbers keep no nudge waiting.
    if (trial_ != 0 && tried_ == runtime_.now()) return tried;
    tried_ = runtime_.now();
    if (trial_ != 0) runtime_.desktop().withdraw(trial_);
    // Numbers from the far end: the engine's count up from one, and a click on this one finds nothing there. Each is a new one, since what is
    // replaced does not pop up.
    trial_ = trial_ == 0 ? ~core::NoticeId{0} >> 1U : trial_ - 1;
    runtime_.desktop().show(
        Notice{.id = trial_,
               .summary = "Hello from kith",
               .body = "This is how a nudge looks. Nothing is recorded.",
               .actions = {{core::Button::done, "Done"}, {core::Button::later, "Later"}, {core::Button::not_today, "Not today"}},
               .stays = false,
               .fallback = "kithctl today"});
    return tried;
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
        // As the plan writes them: a circle's touchpoint is one, and nobody wrote the birthdays down as such.
        std::set<std::string_view> written;
        for (const Touchpoint& one : engine->plan().touchpoints)
            if (!one.birthday && !one.announces) written.insert(core::item_of_series(one.id));
        status.items = static_cast<std::int64_t>(written.size() + engine->plan().checkins.size());
        status.clock = engine->clock_trusted() ? "trusted" : "waiting until it is known to be right; until then nothing lapses";
        if (const auto open = FollowUpViews{runtime_, runtime_.now()}.open().size(); open > 0)
            status.follow_ups = static_cast<std::int64_t>(open);
        const Views views{*engine, runtime_.now()};
        if (const auto until = engine->hushed_until(runtime_.now())) status.quiet = views.hold_words(core::Gate::hushed, until);
        status.season = views.season_words();
        if (const core::Energy energy = engine->energy(runtime_.now()); energy != core::Energy::normal)
            status.energy = core::energy_name(energy);
        if (auto paused = views.paused(); !paused.empty()) status.paused = std::move(paused);
    }
    status.problems = plan_.problems;
    status.journal = journal.path;
    status.journal_state = runtime_.journal_trouble().empty() ? "good" : runtime_.journal_trouble();
    status.unsaved = static_cast<std::int64_t>(runtime_.unsaved());
    status.events = static_cast<std::int64_t>(journal.events);
    status.desktop = desktop.trouble.empty() ? desktop.server : desktop.trouble;
    if (const auto next = runtime_.next_wakeup()) status.next_wakeup = zone.rfc3339(*next);
    return status;
}

}   // namespace kith::app
