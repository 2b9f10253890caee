#include "daemon/core/engine.hpp"

#include <algorithm>
#include <map>

#include "daemon/core/handled.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/standing.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// T8: a jump of more than this makes the clock doubtful until it is known to be right.
constexpr Seconds doubtful_jump{3600};

}   // namespace

Engine::Engine(std::shared_ptr<const Plan> plan, Zone zone, Saved saved)
    : standing_{std::make_unique<Standing>(std::move(plan), std::move(zone), std::move(saved))} {}

Engine::~Engine() = default;

const Plan& Engine::plan() const { return *standing_->plan; }
std::shared_ptr<const Plan> Engine::written_plan() const { return standing_->written; }
const Zone& Engine::zone() const { return standing_->zone; }
const DayPlan& Engine::days() const { return standing_->days; }
const Ledger& Engine::ledger() const { return standing_->ledger; }
bool Engine::clock_trusted() const { return standing_->momentary.clock_trusted; }
bool Engine::silent(Instant now) const { return standing_->days.silent(now) || hushed_until(now); }
std::optional<Instant> Engine::hushed_until(Instant now) const { return end_of_hush(standing_->ledger.general().hush, now); }

std::optional<Instant> Engine::paused_until(std::size_t item, Instant now) const {
    const std::optional<Instant> until = end_of_pauses(standing_->ledger.general().pauses, *standing_->plan, item);
    return until && *until > now ? until : std::nullopt;
}

std::optional<std::size_t> Engine::find_item(std::string_view id) const {
    std::optional<std::size_t> found = standing_->ledger.find_item(id);
    return found && *found < standing_->items() ? found : std::nullopt;
}

void Engine::begin_with(const event::Presence& presence, Instant now) {
    standing_->momentary.presence = presence;
    if (presence.away) standing_->momentary.away_since = now;
}

Step Engine::step(const Event& event, Instant now) {
    Standing& s = *standing_;
    s.ledger.begin_step();
    s.momentary_before = s.momentary;
    s.momentary.wake.clear();
    s.not_later_than(now);
    Turn turn{s, now};
    // Where a plan may have come, names are followed before anybody is chosen.
    const auto* const back = std::get_if<event::Back>(&event);
    const bool plan_comes =
        std::holds_alternative<event::PlanChanged>(event) || (back != nullptr && back->cause == event::Back::Cause::start);
    if (!plan_comes) turn.pick();
    turn.take(event);
    if (turn.step_.refusal) {
        roll_back();
        turn.step_.records.clear();
        return turn.finish();
    }
    turn.settle();
    s.now = now;
    return turn.finish();
}

void Engine::roll_back() {
    Standing& s = *standing_;
    for (std::size_t item : s.ledger.touched_in_step())
        if (item < s.items()) s.forget(item);
    const std::vector<Pause> pauses = s.ledger.general().pauses;
    const InForce in_force = s.ledger.general().in_force;
    s.ledger.roll_back();
    if (s.ledger.general().in_force != in_force) s.put_in_force();
    if (s.ledger.general().pauses != pauses) s.forget_all();
    s.momentary = s.momentary_before;
}

void Engine::Turn::take(const Event& event) {
    struct Take {
        Turn& turn;
        void operator()(const event::Tick&) const {}
        void operator()(const event::Back& back) const { turn.act_back(back); }
        void operator()(const event::ClockTrusted&) const { turn.s_.momentary.clock_trusted = true; }
        void operator()(const event::ZoneChanged& changed) const { turn.s_.move_to(changed.zone); }
        void operator()(const event::PlanChanged& changed) const {
            turn.s_.adopt(changed.plan, changed.zone);
            turn.take_up_plan();
        }
        void operator()(const event::News& news) const { turn.act(news); }
        void operator()(const event::Presence& presence) const { turn.act(presence); }
        void operator()(const event::DesktopReady&) const { turn.s_.momentary.show_again = true; }
        void operator()(const event::Clicked& clicked) const { turn.act(clicked); }
        void operator()(const event::Left& left) const { turn.act(left); }
        void operator()(const event::Done& done) const { turn.act(done); }
        void operator()(const event::Snooze& snooze) const { turn.act(snooze); }
        void operator()(const event::Skip& skip) const { turn.act(skip); }
        void operator()(const event::Log& log) const { turn.act(log); }
        void operator()(const event::Hush& hush) const { turn.act(hush); }
        void operator()(const event::Pause& pause) const { turn.act(pause); }
        void operator()(const event::Resume& resume) const { turn.act(resume); }
        void operator()(const event::Season& season) const { turn.act(season); }
        void operator()(const event::Energy& energy) const { turn.act(energy); }
        void operator()(const event::Undo& undo) const { turn.act(undo); }
        void operator()(const event::Note& note) const { turn.act(note); }
        void operator()(const event::Forget& forget) const { turn.act(forget); }
        void operator()(const event::FollowUp& asked) const { turn.act(asked); }
    };
    std::visit(Take{*this}, event);
    // What settling records is nobody's action, and no part of what undo would take back.
    action_ = false;
    cause_ = 0;
}

void Engine::Turn::act_back(const event::Back& back) {
    const bool start = back.cause == event::Back::Cause::start;
    if (back.clock_set_by != Seconds{0}) record(record::ClockSet{back.clock_set_by});
    if (start || std::max(std::chrono::abs(back.clock_set_by), back.asleep) > doubtful_jump) s_.momentary.clock_trusted = false;
    const Instant gone_since =
        start ? s_.ledger.general().last_seen.value_or(now_) : now_ - back.asleep - std::max(back.clock_set_by, Seconds{0});
    if (start) take_up_plan();
    come_back(gone_since);
    // A clock that was set is nobody's return.
    note_unseen(start ? now_ - gone_since : back.asleep);
}

Step Engine::Turn::finish() {
    step_.changed = s_.ledger.changed();
    return std::move(step_);
}

void Engine::Turn::record(RecordBody body, std::string text) {
    Record record{.seq = s_.ledger.general().next_sequence,
                  .cause = cause_,
                  .action = action_,
                  .at = now_,
                  .body = std::move(body),
                  .text = std::move(text)};
    if (cause_ == 0) record.cause = cause_ = record.seq;
    s_.ledger.apply(record, s_.days);
    for (std::size_t item : s_.ledger.just_touched())
        if (item < s_.items()) s_.forget(item);
    if (const auto* paused = std::get_if<record::Paused>(&record.body)) forget_held(paused->id);
    if (const auto* resumed = std::get_if<record::Resumed>(&record.body)) forget_held(resumed->id);
    if (std::holds_alternative<record::Turned>(record.body)) s_.put_in_force();
    step_.records.push_back(std::move(record));
}

std::optional<Instant> Engine::next_wakeup() const {
    const Standing& s = *standing_;
    std::optional<Instant> next;
    auto consider = [&](Instant when) {
        if (!next || when < *next) next = when;
    };
    for (Instant when : s.momentary.wake) consider(when);
    for (const std::size_t item : s.ledger.items_open())
        for (const Occurrence& open : s.ledger.item(item).open) {
            if (open.snoozed_until && *open.snoozed_until > s.now) consider(*open.snoozed_until);
            if (s.momentary.clock_trusted) consider(open.expires);
        }
    const Timetable& timetable = s.timetable;
    if (!timetable.coming().empty()) consider(timetable.coming().begin()->first);
    if (s.momentary.clock_trusted && !timetable.ending().empty()) consider(timetable.ending().begin()->first);
    return next;
}

namespace {

/// False where the journal knows better: a commit that seemed to fail, of an action that was refused, has nudged or ended the same slot already.
bool still_fits(const RecordBody& body, const Ledger& ledger) {
    const auto open = [&](const SlotRef& what) {
        const std::optional<std::size_t> item = ledger.find_item(what.item);
        return item && std::any_of(ledger.item(*item).open.begin(), ledger.item(*item).open.end(),
                                   [&](const Occurrence& one) { return one.slot == what.slot; });
    };
    const auto to_come = [&](const SlotRef& what) {
        const std::optional<std::size_t> item = ledger.find_item(what.item);
        if (!item) return true;
        // S4: of what counts from contact only one slot is ever to come; those before it may be forgotten.
        const std::optional<Elapsed>& counts = ledger.item(*item).elapsed;
        if (what.slot.is_elapsed() && (!counts || counts->slot != what.slot)) return false;
        return !is_handled(ledger.item(*item).handled, what.slot);
    };
    if (const auto* nudged = std::get_if<record::Nudged>(&body)) {
        const bool first =
            nudged->occasion == Occasion::planned || nudged->occasion == Occasion::gathered || nudged->occasion == Occasion::heads_up;
        return first ? to_come(nudged->what) : open(nudged->what);
    }
    if (const auto* turned = std::get_if<record::Turned>(&body)) return ledger.general().in_force == turned->before;
    if (const auto* picked = std::get_if<record::Picked>(&body)) return to_come(picked->what);
    if (const auto* counting = std::get_if<record::Counting>(&body)) {
        const std::optional<std::size_t> item = ledger.find_item(counting->item);
        return (item ? ledger.item(*item).elapsed : std::nullopt) == counting->before;
    }
    if (const auto* offered = std::get_if<record::FollowUpOffered>(&body)) return ledger.find_follow_up(offered->number) != nullptr;
    if (const auto* ended = std::get_if<record::FollowUpClosed>(&body)) return ledger.find_follow_up(ended->what.number) != nullptr;
    if (const auto* closed = std::get_if<record::Closed>(&body)) return closed->was_open ? open(closed->what) : to_come(closed->what);
    return true;
}

}   // namespace

void Engine::reapply(std::vector<Record>& records) {
    Standing& s = *standing_;
    s.ledger.begin_step();
    std::vector<Record> kept;
    std::map<Sequence, Sequence> causes;
    for (Record& record : records) {
        // An engine that stood on nothing took every item for a new one.
        if (const auto* appeared = std::get_if<record::Appeared>(&record.body)) {
            const std::optional<std::size_t> item = s.ledger.find_item(appeared->item);
            if (item && s.ledger.item(*item).fingerprint == appeared->fingerprint) continue;
        }
        if (!still_fits(record.body, s.ledger)) continue;
        record.seq = s.ledger.general().next_sequence;
        record.cause = causes.try_emplace(record.cause, record.seq).first->second;
        s.ledger.apply(record, s.days);
        kept.push_back(std::move(record));
    }
    records = std::move(kept);
    s.put_in_force();
}

void Engine::go_on_from(Sequence next, std::vector<Record>& records) {
    std::map<Sequence, Sequence> causes;
    for (Record& record : records) {
        record.seq = next++;
        record.cause = causes.try_emplace(record.cause, record.seq).first->second;
    }
    standing_->ledger.go_on_from(next);
    // They name a contact by a number that may be another's now.
    standing_->momentary.questions.clear();
}

Outlook Engine::outlook(std::size_t item, Instant now) const {
    Standing& s = *standing_;   // looking fills a cache and changes nothing that can be seen
    Outlook outlook;
    for (const Occurrence& open : s.ledger.item(item).open)
        if (!outlook.open || outlook.open->slot < open.slot) outlook.open = open;
    const Pending& pending = s.look(item, std::max(now, s.now));
    outlook.coming = pending.slot;
    const std::optional<Instant> resumes = s.days.at_distance(item) ? std::nullopt : paused_until(item, now);
    if (resumes) outlook.held_by = Gate::paused;
    if (resumes && *resumes != Instant::max()) outlook.held_until = resumes;
    if (!pending.slot) return outlook;
    if (const Gate gate = s.withheld(item); gate != Gate::none && !resumes) {
        const std::optional<Instant> ends = gate == Gate::energy ? s.days.day_end(s.days.day_of(now)) : season_ends(now);
        if (!ends || pending.slot->moment < *ends) {
            outlook.held_by = gate;
            outlook.held_until = ends;
            outlook.coming = ends ? s.first_after(item, *ends) : std::nullopt;
            if (outlook.coming) outlook.shown_at = outlook.coming->moment;
            return outlook;
        }
    }
    const std::optional<Instant> hushed = hushed_until(now);
    const Instant from = std::max({now, pending.slot->moment, hushed.value_or(Instant::min())});
    outlook.shown_at = s.days.next_free(item, *pending.slot, from);
    if (resumes) return outlook;
    if (hushed && pending.slot->moment < *hushed) {
        outlook.held_by = Gate::hushed;
        outlook.held_until = hushed;
    } else if (pending.slot->moment <= now) {
        outlook.held_by = pending.held_by;
        outlook.held_until = pending.held_until;
        if (pending.held_until) outlook.shown_at = s.days.next_free(item, *pending.slot, *pending.held_until);
    }
    return outlook;
}

std::optional<Instant> Engine::earliest(std::size_t item, Instant now) const {
    Standing& s = *standing_;
    const std::optional<SlotTimes>& slot = s.look(item, std::max(now, s.now)).slot;
    return slot ? std::optional{slot->moment} : std::nullopt;
}

}   // namespace kith::core
