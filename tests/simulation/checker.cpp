#include "tests/simulation/checker.hpp"

#include <algorithm>
#include <chrono>

#include "config/civil_text.hpp"
#include "daemon/core/handled.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/unroll.hpp"
#include "tests/simulation/random.hpp"

namespace kith::simulation {
namespace {

namespace record = core::record;
using core::Instant;

std::int32_t number_of(Date date) { return date.day_number(); }

/// Every slot after `first` up to `last`, whether or not an item has it.
std::vector<core::Slot> between(core::Slot first, core::Slot last) {
    std::vector<core::Slot> slots;
    for (std::int64_t number = first.number() + 1; number <= last.number(); ++number)
        if (const auto slot = core::Slot::of_number(number)) slots.push_back(*slot);
    return slots;
}

void latest(std::optional<Instant>& so_far, Instant when) {
    if (!so_far || *so_far < when) so_far = when;
}

}   // namespace

std::string words(const core::SlotRef& slot) { return slot.item + " of " + core::slot_key(slot.slot); }

void Checker::uses(std::shared_ptr<const Plan> plan, const core::Zone& zone, Instant now) {
    if (!plan_ || !(plan_->day_starts == plan->day_starts) || zone_.name() != zone.name()) in_use_since_ = now;
    exact_.reset();
    plan_ = std::make_shared<const Plan>(core::unrolled(*plan));
    zone_ = zone;
}

void Checker::mix(std::uint64_t number) { trace_ = mixed(trace_, number); }

void Checker::mix(const std::string& text) {
    for (char c : text) trace_ = trace_ * 31 + static_cast<unsigned char>(c);
}

const Touchpoint* Checker::find(const std::string& item) const {
    const auto found =
        std::find_if(plan_->touchpoints.begin(), plan_->touchpoints.end(), [&](const Touchpoint& one) { return one.id == item; });
    return found == plan_->touchpoints.end() ? nullptr : &*found;
}

// --- What reaches the disk ---------------------------------------------------------------------------------------------------------------

void Checker::landed(const std::vector<core::Record>& records, bool fresh, bool knew) {
    for (const core::Record& one : records) {
        if (one.seq != next_) throw Violation{"I7", "record " + std::to_string(one.seq) + " where " + std::to_string(next_) + " was due"};
        ++next_;
        mix(static_cast<std::uint64_t>(one.at.time_since_epoch().count()));
        mix(one.body.index());
        forget_exact(one);
        actions_ += one.action || std::holds_alternative<record::Undone>(one.body) ? 1 : 0;
        if (const auto* body = std::get_if<record::Nudged>(&one.body)) nudged(*body, one.at, fresh, knew);
        if (const auto* body = std::get_if<record::Closed>(&one.body)) closed(*body, one.at);
        if (const auto* body = std::get_if<record::Snoozed>(&one.body)) {
            snoozed_[body->what.item][body->what.slot] = body->expires;
            if (calm_) put_off_[{body->what.item, body->what.slot}] = body->until;
        }
        if (const auto* body = std::get_if<record::Reopened>(&one.body)) reopened(*body);
        if (const auto* body = std::get_if<record::Appeared>(&one.body)) appeared(*body);
        if (const auto* body = std::get_if<record::Counting>(&one.body)) counts(*body, one.at);
        if (const auto* body = std::get_if<record::Contacted>(&one.body))
            for (const std::string& person : body->people) latest(lately_[person].contact, body->when);
        if (const auto* body = std::get_if<record::ContactsReturned>(&one.body)) lately_[body->person].contact = body->last;
        if (const auto* body = std::get_if<record::Picked>(&one.body)) picked(*body, one.at);
        if (const auto* body = std::get_if<record::Hushed>(&one.body)) hushed(*body, one.at);
        if (const auto* body = std::get_if<record::Paused>(&one.body)) {
            pauses_[body->id] = body->until;
            once_paused_.insert(body->id);
        }
        if (const auto* body = std::get_if<record::Resumed>(&one.body)) pauses_.erase(body->id);
        if (const auto* body = std::get_if<record::Turned>(&one.body)) turned(*body);
        if (const auto* body = std::get_if<record::Renamed>(&one.body)) renamed(*body);
        if (const auto* body = std::get_if<record::Left>(&one.body)) left(*body);
        if (const auto* body = std::get_if<record::FollowUpOffered>(&one.body)) {
            notices_.insert(body->notice);
            if (body->how == record::FollowUpOffered::How::repair || !core::is_answer(body->kind)) last_nudge_ = one.at;
        }
        if (plan_) follow_ups_.landed(one, around(one.at, fresh));
        // The gap is time that passed, not numbers on a clock.
        if (const auto* body = std::get_if<record::ClockSet>(&one.body); body != nullptr && last_nudge_) *last_nudge_ += body->by;
    }
}

FollowUpChecks::Around Checker::around(Instant at, bool fresh) const {
    const auto paused = [this, at](const std::string& person) {
        const auto pause = pauses_.find(person);
        return pause != pauses_.end() && (!pause->second || at < *pause->second);
    };
    return {.plan = *plan_,
            .zone = zone_,
            .presence = presence_,
            .silent = [this](Instant when) { return silent(when); },
            .hushed = [this](Instant when) { return is_hushed(when); },
            .paused = paused,
            .fresh = fresh};
}

void Checker::hushed(const record::Hushed& hushed, Instant at) {
    hush_ = hushed.hush;
    quiet_until_ = hushed.hush ? hushed.hush->until : at;
}

void Checker::turned(const record::Turned& turned) {
    if (turned.before != in_force_) throw Violation{"S6", "season \"" + turned.before.season + "\" ends and was not in force"};
    in_force_ = turned.now;
    rested_ = true;
}

std::int32_t Checker::daily_limit() const {
    const Season* season = core::find_season(*plan_, in_force_.season);
    return season != nullptr && season->daily_limit ? *season->daily_limit : plan_->daily_limit;
}

bool Checker::is_hushed(Instant at) const { return hush_ && hush_->since <= at && at < hush_->until; }

bool Checker::names(const std::string& pause, const Touchpoint& touchpoint, const std::vector<PersonIndex>& people) const {
    const auto called = [&](const std::string& id) { return id == pause || id.starts_with(pause + "/"); };
    return called(touchpoint.id) || std::any_of(touchpoint.was.begin(), touchpoint.was.end(), called) ||
           std::any_of(people.begin(), people.end(), [&](PersonIndex person) { return core::is_called(plan_->people[person], pause); });
}

void Checker::calm() {
    calm_ = true;
    rested_ = in_force_ != core::InForce{};
    // What was paused and resumed before has been forgotten by then.
    std::erase_if(once_paused_, [&](const std::string& pause) { return !pauses_.contains(pause); });
}

void Checker::nudged(const record::Nudged& nudged, Instant at, bool fresh, bool knew) {
    mix(nudged.what.item);
    const Slot slot{nudged.what.item, nudged.what.slot};
    if (const auto life = life_.find(slot); life != life_.end() && life->second == Life::closed)
        throw Violation{"I4", words(nudged.what) + " was closed and is nudged again"};
    life_[slot] = Life::nudged;
    over_.try_emplace(slot, at);
    notices_.insert(nudged.notice);
    if (nudged.occasion == core::Occasion::snoozed) put_off_.erase(slot);
    const bool first = nudged.occasion == core::Occasion::planned || nudged.occasion == core::Occasion::gathered ||
                       nudged.occasion == core::Occasion::heads_up;
    if (first && !first_nudge_.insert(slot).second) throw Violation{"I1", words(nudged.what) + " is nudged for the first time twice"};
    if (const auto of_item = snoozed_.find(nudged.what.item); knew && first && of_item != snoozed_.end())
        for (const auto& [earlier, ends] : of_item->second)
            if (earlier < nudged.what.slot && nudged.planned < ends)
                throw Violation{"L3", words(nudged.what) + " joined the one of " + core::slot_key(earlier) +
                                          ", which was put off, and is nudged beside it"};
    if (nudged.occasion == core::Occasion::again) offered_again(nudged);
    told_by_[slot] = nudged.notice;
    if (first && knew && nudged.what.slot.is_elapsed()) came_due(nudged);
    if (!fresh) exact_.reset();
    if (fresh) check_gates(nudged, at);
    if (fresh) announced(nudged, at);
    // What was kept aside may have been about others, by an earlier plan.
    const bool asks = fresh && nudged.occasion != core::Occasion::heads_up;   // G4: else it starts no space
    if (const Touchpoint* const touchpoint = asks ? find(nudged.what.item) : nullptr)
        for (const PersonIndex person : about(nudged.what, *touchpoint))
            lately_[plan_->people[person].id] = {
                .contact = lately_[plan_->people[person].id].contact, .nudge = at, .notice = nudged.notice};
    last_nudge_ = at;
    last_notice_ = nudged.notice;
    // What was kept aside while days began elsewhere took a place of one of those.
    if (nudged.takes_place && (fresh || at >= in_use_since_)) takes_place(number_of(core::plan_day(zone_, plan_->day_starts, at)));
}

// S4: a contact that is told of late never moves what it counts from backwards. (Undo does, and goes back to an earlier contact's slot.)
void Checker::counts(const record::Counting& counting, Instant at) {
    const auto& before = counting.before;
    if (before && before->from && *before->from <= at && counting.now.slot.contact() > before->slot.contact() &&
        counting.now.from < before->from)
        throw Violation{"S4", counting.item + " counts from " + zone_.rfc3339(*before->from) + ", and an older contact moves it back"};
    counting_[counting.item] = counting.now;
}

// S4: on the day its interval is over, or later; and only the slot that it counts to now.
void Checker::came_due(const record::Nudged& nudged) const {
    const auto counting = counting_.find(nudged.what.item);
    if (counting == counting_.end() || counting->second.slot != nudged.what.slot)
        throw Violation{"S4", words(nudged.what) + " is nudged, and is not what the item counts to"};
    if (nudged.planned + std::chrono::days{1} < counting->second.due)
        throw Violation{"S4", words(nudged.what) + " is nudged before " + zone_.rfc3339(counting->second.due)};
}

// A clock that comes back from years away finds its days forgotten: what is kept of them is bounded.
void Checker::takes_place(std::int32_t day) {
    constexpr std::size_t days_remembered = 30;
    if (++places_[day] == 1) days_used_.push_back(day);
    if (days_used_.size() <= days_remembered) return;
    places_.erase(days_used_.front());
    days_used_.erase(days_used_.begin());
}

void Checker::closed(const record::Closed& closed, Instant at) {
    mix(closed.what.item);
    if (const auto put_off = put_off_.find({closed.what.item, closed.what.slot}); put_off != put_off_.end()) {
        // Silence may hold it for a while.
        const bool held = closed.why == core::Gate::hushed || closed.why == core::Gate::paused;
        if (closed.how == core::Ending::lapsed && !held && put_off->second + std::chrono::days{2} < at)
            throw Violation{"I5", words(closed.what) + " was put off until " + zone_.rfc3339(put_off->second) + " and did not come back"};
        put_off_.erase(put_off);
    }
    came_when_it_could(closed, at);
    if (calm_ && closed.was_open) ended_[closed.what.item].push_back({closed.what.slot, at});
    snoozed_[closed.what.item].erase(closed.what.slot);
    Life& life = life_[{closed.what.item, closed.what.slot}];
    if (life == Life::closed) throw Violation{"I2", words(closed.what) + " ends twice"};
    life = Life::closed;
    over_.try_emplace({closed.what.item, closed.what.slot}, at);
    // L3: what joined a snoozed one ends with it.
    if (!closed.joined) return;
    if (!closed.joined->same_kind(closed.what.slot))
        throw Violation{"L3", words(closed.what) + " ends with " + core::slot_key(*closed.joined) + ", which no cadence has beside it"};
    for (const core::Slot slot : between(closed.what.slot, *closed.joined)) {
        life_[{closed.what.item, slot}] = Life::closed;
        over_.try_emplace({closed.what.item, slot}, at);
    }
}

// G1: a gate holds, it does not drop. Judged where little else can have held it: in the calm, with places for everybody and no exact time.
void Checker::came_when_it_could(const record::Closed& closed, Instant at) const {
    const bool by_the_gap = closed.how == core::Ending::lapsed && !closed.was_open && closed.why == core::Gate::gap;
    const Touchpoint* const touchpoint = find(closed.what.item);
    if (!calm_ || !by_the_gap || touchpoint == nullptr || !last_nudge_ || closed.what.slot.is_part()) return;
    const std::size_t items = plan_->touchpoints.size();
    if (rested_ || plan_->daily_limit < static_cast<std::int32_t>(2 * items)) return;
    if (std::any_of(plan_->touchpoints.begin(), plan_->touchpoints.end(), [](const Touchpoint& one) { return exact_time(one.when.every); }))
        return;
    const std::vector<PersonIndex>& whom = core::people(touchpoint->audience);
    if (std::any_of(whom.begin(), whom.end(), [&](PersonIndex person) { return plan_->people[person].awake.has_value(); })) return;
    constexpr std::chrono::minutes enough{30};
    const Window window = touchpoint->when.between.value_or(plan_->waking);
    const Instant free = std::max(*last_nudge_ + core::Seconds{plan_->gap.seconds}, closed.planned);
    if (free < quiet_until_ || free + 2 * enough > at || !in_window(zone_, closed.what.slot.date(), window, free + 2 * enough)) return;
    if (silent(free) || silent(free + enough) || silent(free + 2 * enough)) return;
    throw Violation{"I5", words(closed.what) + " was held by the gap, could have come from " + zone_.rfc3339(free) + " on, and did not"};
}

void Checker::reopened(const record::Reopened& reopened) {
    const Slot slot{reopened.what.item, reopened.what.slot};
    snoozed_[reopened.what.item].erase(reopened.what.slot);
    if (const auto counting = counting_.find(slot.first);
        counting != counting_.end() && slot.second.is_elapsed() && counting->second.slot.contact() == slot.second.contact())
        counting->second = {.slot = slot.second, .from = counting->second.from, .due = reopened.due};
    if (reopened.joined)
        for (const core::Slot joined : between(reopened.what.slot, *reopened.joined)) life_.erase({reopened.what.item, joined});
    put_off_.erase(slot);
    if (!reopened.still_to_come) {
        life_[slot] = Life::nudged;
        return;
    }
    life_.erase(slot);
    over_.erase(slot);
}

// L7: the slot whose moment has passed is none of a new item's; one that was there before keeps what it had, being the same slot.
void Checker::appeared(const record::Appeared& appeared) {
    if (appeared.passed) life_.try_emplace({appeared.item, *appeared.passed}, Life::closed);
}

// G4, by the same instants' plan days.
bool Checker::has_space(const Person& person, core::NoticeId notice, Instant at) const {
    const auto found = lately_.find(person.id);
    if (!person.space || found == lately_.end()) return false;
    for (const std::optional<Instant>& last : {found->second.contact, found->second.nudge}) {
        // What is gathered in one notice is one nudge, also where two of it are about the same person.
        if (!last || *last > at || (last == found->second.nudge && notice == found->second.notice)) continue;
        const std::int64_t days =
            number_of(core::plan_day(zone_, plan_->day_starts, at)) - number_of(core::plan_day(zone_, plan_->day_starts, *last));
        if (person.space->days > 0 ? days < person.space->days : at - *last < core::Seconds{person.space->seconds}) return true;
    }
    return false;
}

// S2: with nobody to choose there is no slot.
void Checker::picked(const record::Picked& picked, Instant at) {
    picked_[{picked.what.item, picked.what.slot}] = picked.person;
    if (!picked.person.empty()) return;
    life_.try_emplace({picked.what.item, picked.what.slot}, Life::closed);
    over_.try_emplace({picked.what.item, picked.what.slot}, at);
}

// S2: somebody was chosen before.
std::vector<PersonIndex> Checker::about(const core::SlotRef& what, const Touchpoint& touchpoint) const {
    if (!std::holds_alternative<OneOf>(touchpoint.audience)) return core::people(touchpoint.audience);
    // Announced, it may be about any of them still.
    if (touchpoint.announces) return {};
    const auto chosen = picked_.find({what.item, what.slot});
    if (chosen != picked_.end())
        for (const PersonIndex person : core::people(touchpoint.audience))
            if (plan_->people[person].id == chosen->second) return {person};
    throw Violation{"S2", words(what) + " is nudged, and nobody of its candidates was chosen"};
}

// --- What reaches the screen -------------------------------------------------------------------------------------------------------------

void Checker::shown(const app::Notice& notice, const core::Engine* engine, Instant now, bool well) const {
    if (notice.actions.empty() || is_trial(notice)) return;   // about kith itself
    const auto as_shown = engine != nullptr ? engine->shown(notice.id) : std::nullopt;
    const bool answer = as_shown && as_shown->kind == core::Show::Kind::follow_up && core::is_answer(as_shown->follow_up.what.kind) &&
                        !as_shown->follow_up.repairs;
    if (silent(now) && !answer)
        throw Violation{"I9", "notice " + std::to_string(notice.id) + " (" + notice.summary + ") is shown in quiet or solitude at " +
                                  zone_.rfc3339(now)};
    if (well && is_hushed(now))
        throw Violation{"I9", "notice " + std::to_string(notice.id) + " (" + notice.summary + ") is shown while it is to be quiet, at " +
                                  zone_.rfc3339(now)};
    if (engine == nullptr) return;
    on_screen(notice, *engine);
    if (well && notice.actions.front().button != core::Button::lighter && !notices_.contains(notice.id))
        throw Violation{"I3", "notice " + std::to_string(notice.id) + " (" + notice.summary + ") is shown before it is on the disk"};
}

void Checker::on_screen(const app::Notice& notice, const core::Engine& engine) {
    if (notice.actions.empty() || notice.actions.front().button == core::Button::lighter) return;
    for (std::size_t item = 0; item < engine.ledger().items(); ++item)
        for (const core::Occurrence& open : engine.ledger().item(item).open)
            if (open.notice == notice.id && open.visible) return;
    if (engine.shown(notice.id)) return;
    throw Violation{"I4", "notice " + std::to_string(notice.id) + " (" + notice.summary + ") is shown and nothing it tells of is open"};
}

// --- Over a restart ----------------------------------------------------------------------------------------------------------------------

void Checker::acknowledged(core::Sequence action) {
    if (action >= next_) throw Violation{"I3", "action " + std::to_string(action) + " was acknowledged and is not on the disk"};
    acknowledged_ = std::max(acknowledged_, action);
}

void Checker::restarted(const core::Saved& saved) {
    exact_.reset();
    if (saved.general.next_sequence <= acknowledged_)
        throw Violation{"I3", "the journal ends before action " + std::to_string(acknowledged_)};
    if (saved.general.next_sequence != next_) throw Violation{"I7", "the journal ends at " + std::to_string(saved.general.next_sequence)};
}

void Checker::goes_back_to(const Checker& then) {
    if (then.next_ <= acknowledged_)
        throw Violation{"I3", "after a power cut the journal ends before action " + std::to_string(acknowledged_)};
    Checker now = then;
    now.plan_ = plan_;
    now.zone_ = zone_;
    now.in_use_since_ = in_use_since_;
    now.acknowledged_ = acknowledged_;
    now.exact_.reset();
    now.calm_ = calm_;
    now.trace_ = mixed(trace_, then.next_);
    *this = std::move(now);
}

void Checker::same(const core::Saved& disk, const core::Saved& memory) {
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    auto sorted = [&](auto list) {
        std::sort(list.begin(), list.end(), by_id);
        return list;
    };
    if (!(disk.general == memory.general)) {
        core::GeneralState without = memory.general;
        without.next_notice = disk.general.next_notice;   // a notice about kith itself leaves no record
        if (!(disk.general == without)) throw Violation{"I10", "the general state on the disk differs from the memory"};
    }
    if (!(disk.follow_ups == memory.follow_ups)) throw Violation{"I10", "the follow-ups on the disk differ from the memory"};
    const auto on_disk = sorted(disk.items);
    for (const core::ItemState& item : sorted(memory.items)) {
        const auto found = std::lower_bound(on_disk.begin(), on_disk.end(), item, by_id);
        if (found == on_disk.end() || found->id != item.id) {
            if (item ==
                core::ItemState{.id = item.id, .fingerprint = 0, .handled = {}, .open = {}, .last_nudge = {}, .elapsed = {}, .picked = {}})
                continue;
            throw Violation{"I10", "the disk does not have " + item.id};
        }
        if (!(*found == item)) throw Violation{"I10", item.id + " on the disk differs from the memory"};
    }
}

}   // namespace kith::simulation
