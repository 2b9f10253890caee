// Follow-ups: when they are offered (F1 to F3), what holds them (G3, G6), and what the person does about them.

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/core/gates.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/silence.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

constexpr Duration later{.months = 0, .days = 0, .seconds = 3600};
constexpr Duration later_for_answers{.months = 0, .days = 0, .seconds = 20 * 60};
constexpr TimeOfDay evening{20 * 60};
/// F1: shown later than this, something held it.
constexpr Seconds in_time{60};

using Made = record::FollowUpMade;
using Offered = record::FollowUpOffered;

NoticeKind kind_of(const FollowUp& follow_up, bool repairs) {
    if (repairs) return NoticeKind::repair;
    if (follow_up.what.kind == FollowUpKind::promise) return NoticeKind::promise;
    return follow_up.what.kind == FollowUpKind::come_back ? NoticeKind::come_back : NoticeKind::ask;
}

bool offers_are_over(const FollowUp& follow_up) { return follow_up.offers >= offers_at_most; }

}   // namespace

std::optional<PersonIndex> Engine::Turn::person_of(const FollowUpSpec& what) const {
    for (PersonIndex person = 0; person < s_.plan->people.size(); ++person)
        if (is_called(s_.plan->people[person], what.person)) return person;
    return std::nullopt;
}

// --- When ----------------------------------------------------------------------------------------------------------------------------

std::optional<Instant> Engine::Turn::next_offer(const FollowUp& follow_up) const {
    const bool repairs = offers_are_over(follow_up);
    if (!repairs && follow_up.offers > 0) return *follow_up.last_offered + offers_apart;
    const std::optional<Date> day = repairs ? follow_up.repair_day : follow_up.what.time.day;
    if (!day) return repairs ? std::nullopt : std::optional{follow_up.what.time.at};
    return s_.days.offer_moment(follow_up.what, repairs, *day);
}

FollowUpOutlook Engine::Turn::outlook(const FollowUp& follow_up) const {
    const std::optional<Instant> next = follow_up.closed ? std::nullopt : next_offer(follow_up);
    FollowUpOutlook result{.shown_at = next, .held_by = Gate::none, .held_until = {}};
    if (!next || *next > now_) return result;
    const bool repairs = offers_are_over(follow_up);
    const NoticeKind kind = kind_of(follow_up, repairs);
    const auto hold = [&](Gate gate, std::optional<Instant> until) {
        if (result.held_by != Gate::none || !minds(kind, gate)) return;
        result.held_by = gate;
        result.held_until = until;
    };
    const std::optional<PersonIndex> person = person_of(follow_up.what);
    if (!person || s_.plan->people[*person].distance) hold(Gate::distance, {});
    if (person && person_paused(*person)) hold(Gate::paused, {});
    if (const auto quiet = hushed()) hold(Gate::hushed, quiet);
    // Where the person named the time themselves there is no window (L3).
    const Date today = s_.zone.local(now_).date;
    const auto waking = [&](Date date) { return window_span(s_.zone, date, s_.plan->waking); };
    const bool awake = waking(today).contains(now_) || waking(today - 1).contains(now_);
    if (!awake && (repairs || follow_up.what.time.day))
        hold(Gate::window, waking(today).begin > now_ ? waking(today).begin : waking(today + 1).begin);
    const Span moment{now_, now_ + Seconds{1}};
    if (solitude_spans(*s_.plan, s_.zone, moment.begin, moment.end).contains(now_)) hold(Gate::solitude, s_.days.after_silence(now_));
    if (quiet_spans(*s_.plan, s_.zone, moment.begin, moment.end).contains(now_)) hold(Gate::quiet, s_.days.after_silence(now_));
    hold(out_of_sight(), {});
    result.shown_at = result.held_by == Gate::none ? next : result.held_until;
    return result;
}

FollowUpOutlook Engine::outlook(const FollowUp& follow_up, Instant now) const { return Turn{*standing_, now}.outlook(follow_up); }

void Engine::Turn::offer_follow_ups() {
    const std::vector<FollowUp> all = s_.ledger.follow_ups();
    for (const FollowUp& one : all) {
        if (one.closed) continue;
        plan_repair(one);
        const FollowUp follow_up = *s_.ledger.find_follow_up(one.what.number);
        const FollowUpOutlook look = outlook(follow_up);
        if (look.held_by == Gate::none && look.shown_at && *look.shown_at <= now_) {
            offer(follow_up, offers_are_over(follow_up), now_ - *look.shown_at >= in_time);
            const FollowUp offered = *s_.ledger.find_follow_up(one.what.number);
            if (const auto next = next_offer(offered)) wake_at(*next);
            plan_repair(offered);
        } else if (look.shown_at) {
            wake_at(*look.shown_at);
        }
    }
}

// F3: away and doubtful clocks don't count, and neither does what was put off.
void Engine::Turn::plan_repair(const FollowUp& follow_up) {
    const std::optional<PersonIndex> person = person_of(follow_up.what);
    if (follow_up.what.kind != FollowUpKind::promise || !follow_up.first_offered || follow_up.what.repaired || follow_up.repair_day) return;
    if (!s_.momentary.clock_trusted || s_.momentary.presence.away || !person || person_paused(*person)) return;
    const Instant since = std::max(*follow_up.first_offered, std::min(s_.momentary.here_since, now_));
    if (since + repaired_after > now_) return wake_at(since + repaired_after);
    record(Offered{.kind = follow_up.what.kind,
                   .number = follow_up.what.number,
                   .how = Offered::How::repair_due,
                   .notice = 0,
                   .day = s_.days.day_of(now_) + 1});
}

// --- On the screen -------------------------------------------------------------------------------------------------------------------

void Engine::Turn::offer(const FollowUp& follow_up, bool repairs, bool late) {
    // A new one: what is replaced doesn't pop up everywhere.
    take_off_screen(follow_up);
    const NoticeId notice = s_.ledger.new_notice();
    using How = Offered::How;
    record(Offered{.kind = follow_up.what.kind,
                   .number = follow_up.what.number,
                   .how = repairs ? How::repair
                          : late  ? How::late
                                  : How::in_time,
                   .notice = notice,
                   .day = {}});
    show_follow_up(*s_.ledger.find_follow_up(follow_up.what.number), true);
}

void Engine::Turn::take_off_screen(const FollowUp& follow_up) {
    if (!follow_up.visible) return;
    std::erase_if(step_.shows, [&](const Show& show) { return show.notice == follow_up.notice; });
    step_.withdrawn.push_back(follow_up.notice);
}

void Engine::Turn::show_follow_up(const FollowUp& follow_up, bool first_time) {
    NoticeLine line;
    line.item = follow_up_id(follow_up.what.kind, follow_up.what.number);
    line.people = {follow_up.what.person};
    line.due = now_;
    Show show;
    show.notice = follow_up.notice;
    show.kind = Show::Kind::follow_up;
    show.lines.push_back(std::move(line));
    show.first_time = first_time;
    show.follow_up = {.what = follow_up.what, .repairs = follow_up.repairs};
    step_.shows.push_back(std::move(show));
}

void Engine::Turn::show_follow_ups_again() {
    for (const FollowUp& one : s_.ledger.follow_ups())
        if (follow_up_shown_by(one.notice) == &one) show_follow_up(one, false);
}

// G5: it stays on its list, and comes no more until the pause is over.
void Engine::Turn::hide_paused_follow_ups() {
    for (const FollowUp& one : s_.ledger.follow_ups())
        if (const auto person = person_of(one.what); !one.closed && person && person_paused(*person)) take_off_screen(one);
}

const FollowUp* Engine::Turn::follow_up_shown_by(NoticeId notice) const {
    for (const FollowUp& one : s_.ledger.follow_ups()) {
        if (notice == 0 || one.closed || !one.visible || one.notice != notice) continue;
        const std::optional<PersonIndex> person = person_of(one.what);
        return person && person_paused(*person) ? nullptr : &one;
    }
    return nullptr;
}

void Engine::Turn::withdraw_follow_ups() {
    const std::vector<FollowUp> all = s_.ledger.follow_ups();
    for (const FollowUp& one : all) {
        const std::optional<PersonIndex> person = person_of(one.what);
        if (!one.closed && (!person || s_.plan->people[*person].distance)) close_follow_up(one, Ending::withdrawn);
    }
}

// --- What the person does ------------------------------------------------------------------------------------------------------------

void Engine::Turn::act(const event::FollowUp& asked) {
    action_ = true;
    const auto person =
        std::find_if(s_.plan->people.begin(), s_.plan->people.end(), [&](const Person& one) { return one.id == asked.person; });
    if (person == s_.plan->people.end()) return refuse(Refusal::Code::unknown_person, asked.person);
    if (person->distance) return refuse(Refusal::Code::at_distance, asked.person);
    if (asked.time.day ? *asked.time.day < s_.days.day_of(now_) : asked.time.at <= now_) return refuse(Refusal::Code::in_the_past, {});
    const std::vector<FollowUp>& all = s_.ledger.follow_ups();
    const auto open = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const FollowUp& one) { return !one.closed; }));
    if (open >= follow_ups_at_most) return refuse(Refusal::Code::too_many_follow_ups, {});
    const FollowUpSpec what{.number = all.empty() ? 1 : all.back().what.number + 1,
                            .kind = asked.kind,
                            .person = asked.person,
                            .made = now_,
                            .made_by = 0,
                            .time = asked.time,
                            .repaired = false};
    record(Made{.what = what, .how = Made::How::made, .before = {}, .was_offered = false}, asked.text);
    step_.follow_up = what.number;
}

void Engine::Turn::close_follow_up(const FollowUp& follow_up, Ending how, const std::string& note) {
    take_off_screen(follow_up);
    const record::FollowUpClosed closed{.what = follow_up.what, .how = how, .was_offered = follow_up.offers > 0};
    record(closed, note);
    step_.follow_up = closed.what.number;
}

void Engine::Turn::put_off(const FollowUp& follow_up, const SnoozeTo& to) {
    const Date today = s_.days.day_of(now_);
    Instant when = s_.days.waking_begin(today + 1);
    if (const auto* duration = std::get_if<Duration>(&to)) when = s_.zone.plus(now_, *duration);
    if (std::holds_alternative<Tonight>(to)) {
        const Instant tonight = s_.zone.at(today, evening);
        when = tonight > now_ ? tonight : s_.zone.plus(now_, later);
    }
    when = std::chrono::ceil<std::chrono::minutes>(when);
    if (!is_answer(follow_up.what.kind)) when = after_silence(when);
    take_off_screen(follow_up);
    Made made{.what = follow_up.what, .how = Made::How::put_off, .before = follow_up.what.time, .was_offered = follow_up.offers > 0};
    made.what.time = {.day = {}, .at = when};
    record(made);
    step_.follow_up = made.what.number;
    step_.snoozed_until = when;
}

const FollowUp* Engine::Turn::open_follow_up(std::string_view id) const {
    const std::optional<FollowUpNumber> number = follow_up_number(id);
    const FollowUp* const found = number ? s_.ledger.find_follow_up(*number) : nullptr;
    return found != nullptr && follow_up_kind(id.substr(0, id.find_last_of(".-"))) == found->what.kind ? found : nullptr;
}

bool Engine::Turn::is_follow_up(std::string_view id) const { return !s_.ledger.find_item(id) && follow_up_number(id); }

bool Engine::Turn::did_follow_up(const event::Done& done) {
    if (!is_follow_up(done.item)) return false;
    const FollowUp* const found = open_follow_up(done.item);
    if (found == nullptr) return refuse(Refusal::Code::nothing_open, done.item), true;
    const FollowUp follow_up = *found;
    const std::optional<PersonIndex> person = person_of(follow_up.what);
    // A thing kept is not yet a conversation: it counts as contact where the person says so.
    const bool met = person && (done.kind || done.minutes || done.felt);
    close_follow_up(follow_up, Ending::done, met ? std::string{} : done.note);
    if (met) contact({s_.plan->people[*person].id}, done.kind.value_or("message"), done.minutes, done.felt, now_, {}, done.note);
    return true;
}

bool Engine::Turn::put_off_follow_up(const event::Snooze& snooze) {
    if (!is_follow_up(snooze.item)) return false;
    if (const FollowUp* const found = open_follow_up(snooze.item))
        put_off(FollowUp{*found}, snooze.to);
    else
        refuse(Refusal::Code::nothing_open, snooze.item);
    return true;
}

bool Engine::Turn::skipped_follow_up(const event::Skip& skip) {
    if (!is_follow_up(skip.item)) return false;
    if (const FollowUp* const found = open_follow_up(skip.item))
        close_follow_up(FollowUp{*found}, Ending::skipped);
    else
        refuse(Refusal::Code::nothing_open, skip.item);
    return true;
}

bool Engine::Turn::clicked_follow_up(const event::Clicked& clicked) {
    const FollowUp* const found = follow_up_shown_by(clicked.notice);
    if (found == nullptr) return false;
    const FollowUp follow_up = *found;
    action_ = true;
    if (clicked.button == Button::done) close_follow_up(follow_up, Ending::done);
    if (clicked.button == Button::later) put_off(follow_up, is_answer(follow_up.what.kind) ? later_for_answers : later);
    // L0: nothing that was promised or needed is dropped by it.
    if (clicked.button == Button::not_today) put_off(follow_up, Tomorrow{});
    return true;
}

// L6: open again, and not offered again where it was.
void Engine::Turn::take_back_follow_up(const Record& taken) {
    if (const auto* made = std::get_if<Made>(&taken.body)) {
        const FollowUp* const found = s_.ledger.find_follow_up(made->what.number);
        if (found == nullptr) return;
        const FollowUp follow_up = *found;
        if (made->how == Made::How::made) return close_follow_up(follow_up, Ending::withdrawn);
        take_off_screen(follow_up);
        Made again{.what = follow_up.what, .how = Made::How::reopened, .before = {}, .was_offered = made->was_offered};
        again.what.time = made->before.value_or(follow_up.what.time);
        record(again);
        step_.follow_up = again.what.number;
    }
    if (const auto* closed = std::get_if<record::FollowUpClosed>(&taken.body)) {
        const std::optional<PersonIndex> person = person_of(closed->what);
        if (!person || s_.plan->people[*person].distance) return;
        record(Made{.what = closed->what, .how = Made::How::reopened, .before = {}, .was_offered = closed->was_offered});
        step_.follow_up = closed->what.number;
    }
}

}   // namespace kith::core
