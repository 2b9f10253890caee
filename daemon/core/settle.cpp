// What is due now, and may it be shown? Runs after every event; what it can't do yet it says when to try again.

#include <algorithm>
#include <utility>

#include "daemon/core/handled.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/silence.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

/// L0, M1: a gathered notice names at most three.
constexpr std::size_t gathered_at_most = 3;
/// L1: so long an elapsed occurrence lives after its first nudge.
constexpr Duration nudged_lives{.months = 0, .days = 7, .seconds = 0};

}   // namespace

void Engine::Turn::settle() {
    if (s_.momentary.clock_trusted) turn_season();
    wake_at_turn();
    s_.refresh(now_);
    close_paused();
    if (s_.momentary.clock_trusted) {
        note_absence();
        end_pauses();
        lapse_expired();
    }
    end_announced();
    count_on();
    withhold();
    pick();
    count_on();   // of what nobody was chosen for
    if (const std::optional<Instant> until = hushed()) return hold_all(*until);
    show_again();
    tell_news(false);
    bring_back_snoozed();
    bring_next_of_unfolded();
    offer_follow_ups();
    gather();
    while (show_one()) {
    }
    offer_again();
    end_announced();   // of what has just been nudged
    s_.refresh(now_);
}

void Engine::Turn::wake_at(Instant when) { s_.momentary.wake.push_back(when); }

// --- Endings -------------------------------------------------------------------------------------------------------------------------

void Engine::Turn::lapse_expired() {
    lapse_all_open();
    const std::map<ItemIndex, Pending> held = s_.held;
    for (const auto& [item, pending] : held) lapse_unshown(item);
}

void Engine::Turn::lapse_all_open() {
    const std::vector<ItemIndex> items = s_.ledger.items_open();
    for (const ItemIndex item : items) lapse_open(item, Gate::none);
}

void Engine::Turn::lapse_open(ItemIndex item, Gate why) {
    for (bool again = true; again;) {
        again = false;
        for (const Occurrence& open : s_.ledger.item(item).open) {
            if (open.expires > now_) continue;
            const Occurrence gone = open;
            // Died while nobody was there to see it: neutral in every measure (M1).
            const bool away = s_.momentary.absence && s_.momentary.absence->contains(gone.expires);
            // It was to come back, and the quiet that was asked for kept it.
            const bool kept = gone.snoozed_until && hushed();
            close_open(item, gone, Ending::lapsed, away ? Gate::away : kept ? Gate::hushed : why);
            again = true;
            break;
        }
    }
}

void Engine::Turn::lapse_unshown(ItemIndex item) {
    const auto held = s_.held.find(item);
    if (held == s_.held.end()) return;
    const SlotTimes slot = *held->second.slot;
    const Gate gate = held->second.held_by;
    const bool handled = is_handled(s_.ledger.item(item).handled, slot.slot);
    if (!handled && slot.expires > now_) return;
    s_.held.erase(held);
    if (handled) return;
    end_unopened(item, slot, Ending::lapsed, gate);
}

bool Engine::Turn::died_within(ItemIndex item, Span absence) const {
    for (const Occurrence& open : s_.ledger.item(item).open)
        if (absence.contains(open.expires)) return true;
    // Before the absence it waited for the same slot as now: none has died since.
    if (s_.pending[item].since <= absence.begin) return false;
    const Instant resumes = end_of_pauses(s_.ledger.general().pauses, *s_.plan, item).value_or(Instant::min());
    // The slot before the one it waits for now is the latest that can have died; and the one before that, where two did.
    std::optional<SlotTimes> slot = s_.days.current(item, now_);
    for (int looked = 0; slot && looked < 2; ++looked) {
        if (absence.contains(slot->expires) && slot->moment >= resumes && !is_handled(s_.ledger.item(item).handled, slot->slot))
            return true;
        slot = s_.days.previous(item, slot->slot);
    }
    return false;
}

void Engine::Turn::note_absence() {
    if (!s_.momentary.absence) return;
    // A clock put right since then may say that most of it has not happened (T5).
    const Span absence{s_.momentary.absence->begin, std::min(s_.momentary.absence->end, now_ + Seconds{1})};
    for (ItemIndex item = 0; item < s_.items(); ++item) {
        if (!died_within(item, absence)) continue;
        record(record::Away{absence.begin, absence.end});
        break;
    }
    lapse_all_open();
    s_.momentary.absence.reset();
}

void Engine::Turn::come_back(Instant gone_since) {
    s_.momentary.here_since = now_;
    if (gone_since >= now_) return;
    auto since = [&](const std::optional<Span>& earlier) { return earlier ? std::min(earlier->begin, gone_since) : gone_since; };
    s_.momentary.gathered = Span{since(s_.momentary.gathered), now_};
    s_.momentary.absence = Span{since(s_.momentary.absence), now_ + Seconds{1}};
}

// M1: what came due behind a locked screen comes as it does after a sleep.
void Engine::Turn::act(const event::Presence& presence) {
    auto& m = s_.momentary;
    m.presence = presence;
    if (presence.away) {
        if (!m.away_since) m.away_since = now_;
    } else if (m.away_since) {
        come_back(*m.away_since);
        note_unseen(now_ - *m.away_since);
        m.away_since.reset();
    }
}

Gate Engine::Turn::out_of_sight() const {
    const event::Presence& presence = s_.momentary.presence;
    if (presence.do_not_disturb) return Gate::do_not_disturb;
    return presence.away ? Gate::away : Gate::none;
}

// --- What is open already ------------------------------------------------------------------------------------------------------------

void Engine::Turn::show_again() {
    if (!s_.momentary.show_again || s_.momentary.presence.away) return;
    if (s_.days.silent(now_)) return wake_at(s_.days.after_silence(now_));
    s_.momentary.show_again = false;
    tell_news(true);
    std::vector<NoticeId> notices;
    for (const ItemIndex item : s_.ledger.items_open())
        for (const Occurrence& open : s_.ledger.item(item).open)
            if (open.visible) notices.push_back(open.notice);
    std::sort(notices.begin(), notices.end());
    notices.erase(std::unique(notices.begin(), notices.end()), notices.end());
    for (NoticeId notice : notices) {
        const std::vector<Shown> what = shown_by(notice, true);
        show(notice, what, at(what.front()).occasion, false);
    }
    show_follow_ups_again();
}

void Engine::Turn::bring_back_snoozed() {
    std::vector<Shown> back;
    for (const ItemIndex item : s_.ledger.items_open())
        for (std::size_t open = 0; open < s_.ledger.item(item).open.size(); ++open)
            if (const Occurrence& one = s_.ledger.item(item).open[open]; one.snoozed_until && *one.snoozed_until <= now_)
                back.push_back({item, open});
    if (back.empty() || out_of_sight() != Gate::none) return;
    if (s_.days.silent(now_)) return wake_at(s_.days.after_silence(now_));
    // What was put off together comes back together.
    std::vector<NoticeId> former;
    for (Shown one : back) former.push_back(at(one).notice);
    std::vector<NoticeId> groups = former;
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (NoticeId group : groups) {
        std::vector<Shown> together;
        for (std::size_t i = 0; i < back.size(); ++i)
            if (former[i] == group) together.push_back(back[i]);
        reshow(together, Occasion::snoozed);
    }
}

void Engine::Turn::bring_next_of_unfolded() {
    std::vector<Shown> queued;
    for (const ItemIndex item : s_.ledger.items_open())
        for (std::size_t open = 0; open < s_.ledger.item(item).open.size(); ++open) {
            const Occurrence& one = s_.ledger.item(item).open[open];
            if (one.occasion == Occasion::one_by_one && one.visible) return;   // still waits for its answer
            if (one.queued) queued.push_back({item, open});
        }
    if (queued.empty() || out_of_sight() != Gate::none) return;
    if (s_.days.silent(now_)) return wake_at(s_.days.after_silence(now_));
    const PlaceOrder order{*s_.plan, s_.days, s_.ledger, now_};
    const Shown first = *std::min_element(queued.begin(), queued.end(), [&](Shown a, Shown b) { return order(a.item, b.item); });
    reshow({first}, Occasion::one_by_one);
}

void Engine::Turn::reshow(const std::vector<Shown>& what, Occasion occasion, bool takes_place) {
    const NoticeId notice = s_.ledger.new_notice();
    const bool with_notes = what.size() == 1 && may_carry_notes(what.front().item, at(what.front()).slot);
    for (Shown one : what) {
        const Occurrence open = at(one);
        record(record::Nudged{.what = {id(one.item), open.slot},
                              .notice = notice,
                              .occasion = occasion,
                              .takes_place = std::exchange(takes_place, false),
                              .planned = open.planned,
                              .due = open.due,
                              .expires = open.expires,
                              .with_notes = with_notes});
    }
    show(notice, what, occasion, true);
}

// --- What is due ---------------------------------------------------------------------------------------------------------------------

bool Engine::Turn::gathers(ItemIndex item, const SlotTimes& slot) const {
    if (announces(item)) return false;   // it says by itself what time is left (L1)
    // What was due before and held then is held still: coming back does not open its window (G1).
    return s_.momentary.gathered && s_.momentary.gathered->begin < slot.moment && slot.moment <= s_.momentary.gathered->end;
}

std::vector<Engine::Turn::ItemIndex> Engine::Turn::due(bool late) const {
    const PlaceOrder order{*s_.plan, s_.days, s_.ledger, now_};
    std::vector<std::pair<PlaceOrder::Rank, ItemIndex>> ranked;
    s_.refresh(now_);
    for (const ItemIndex item : s_.timetable.due())
        if (gathers(item, *s_.pending[item].slot) == late && s_.withheld(item) == Gate::none) ranked.emplace_back(order.rank(item), item);
    std::sort(ranked.begin(), ranked.end());
    std::vector<ItemIndex> due;
    for (const auto& [rank, item] : ranked) due.push_back(item);
    return due;
}

void Engine::Turn::hold(ItemIndex item, Gate gate, std::optional<Instant> until) {
    s_.pending[item].held_by = gate;
    s_.pending[item].held_until = until;
    // Should it die unshown, the reason is what first kept it from its window, not that the window is over since.
    const auto before = s_.held.find(item);
    const Gate first = before != s_.held.end() && gate == Gate::window ? before->second.held_by : gate;
    s_.held[item] = s_.pending[item];
    s_.held[item].held_by = first;
    if (until) wake_at(*until);
}

std::optional<Instant> Engine::Turn::gap_ends() const {
    const std::optional<Instant>& last = s_.ledger.general().last_nudge;
    if (!last || *last > now_) return std::nullopt;
    const Instant ends = *last + Seconds{s_.plan->gap.seconds};
    return ends > now_ ? std::optional{ends} : std::nullopt;
}

// S5: the places left belong to the first in order among all that are due or still to come today and can still be shown.
bool Engine::Turn::has_place(ItemIndex item) {
    const Date day = s_.days.day_of(now_);
    const Instant day_end = s_.days.day_end(day);
    const std::int32_t left = s_.plan->daily_limit - s_.ledger.places_used(day);
    if (left <= 0) return false;
    const PlaceOrder order{*s_.plan, s_.days, s_.ledger, now_};
    const PlaceOrder::Rank own = order.rank(item);
    std::int32_t before = 0;
    std::optional<Instant> first_end;
    std::vector<ExactTime> exact{{.when = s_.pending[item].slot->moment, .before = false, .own = true}};
    auto count = [&](ItemIndex other) {
        const SlotTimes& slot = *s_.pending[other].slot;
        const bool first = order.rank(other) < own;
        if (other == item || announces(other) || s_.withheld(other) != Gate::none || !(first || slot.exact)) return;
        if (const auto space = space_ends(other, slot.slot); space && *space >= day_end) return;
        const Spans free = s_.days.free_part(other, slot, Span{now_, day_end});
        if (free.empty()) return;
        if (slot.exact) exact.push_back({.when = slot.moment, .before = first, .own = false});
        if (!first) return;
        if (!slot.exact) ++before;
        if (const Instant end = free.list().back().end; !first_end || end < *first_end) first_end = end;
    };
    s_.refresh(now_);
    for (const ItemIndex other : s_.timetable.due()) count(other);
    for (const auto& [moment, other] : s_.timetable.coming()) {
        if (moment >= day_end) break;
        count(other);
    }
    if (!s_.pending[item].slot->exact) exact.erase(exact.begin());
    before += nudges_before(std::move(exact));
    if (before < left) return true;
    // One of those before it may pass unshown; then its place is free.
    if (first_end) wake_at(*first_end);
    return false;
}

void Engine::Turn::gather() {
    if (!s_.momentary.gathered) return;
    std::vector<ItemIndex> late = due(true);
    std::erase_if(late, [&](ItemIndex item) {
        const SlotTimes& slot = *s_.pending[item].slot;
        return space_ends(item, slot.slot).has_value() || s_.days.they_sleep(item, slot, now_);
    });
    const Date day = s_.days.day_of(now_);
    auto wait = [&](Gate gate, std::optional<Instant> until) {
        for (ItemIndex item : late) hold(item, gate, until);
    };
    if (!late.empty()) {
        if (s_.days.silent(now_)) return wait(Gate::quiet, s_.days.after_silence(now_));
        if (const Instant waking = s_.days.waking_begin(day); now_ < waking) return wait(Gate::window, waking);
        const bool exact = std::any_of(late.begin(), late.end(), [&](ItemIndex item) { return s_.look(item, now_).slot->exact; });
        if (const auto ends = gap_ends(); ends && !exact) return wait(Gate::gap, *ends);
        if (const Gate gate = out_of_sight(); gate != Gate::none) return wait(gate, std::nullopt);
        if (has_place(late.front())) {
            late.resize(std::min(late.size(), gathered_at_most));
            nudge(late, Occasion::gathered);
        }
    }
    // The others wait for their own windows (M1).
    s_.momentary.gathered.reset();
}

bool Engine::Turn::show_one() {
    const Date day = s_.days.day_of(now_);
    bool full = false;
    for (ItemIndex item : due(false)) {
        if (announces(item)) {
            if (announce(item)) return true;
            continue;
        }
        const SlotTimes slot = *s_.look(item, now_).slot;
        const std::optional<Instant> free = s_.days.next_free(item, slot, now_);
        if (!free) {
            const bool asleep = gate_outside_free_part(item, slot) == Gate::they_sleep;
            hold(item, asleep ? Gate::they_sleep : Gate::window, std::nullopt);
        } else if (*free > now_) {
            hold(item, gate_outside_free_part(item, slot), *free);
        } else if (const auto space = space_ends(item, slot.slot)) {
            hold(item, Gate::space, *space);
        } else if (full || !has_place(slot.exact ? exact_together(item).front() : item)) {
            full = true;   // whoever comes after it in the order has as many before them
            hold(item, Gate::daily_limit, s_.days.day_end(day));
        } else if (const auto ends = gap_ends(); ends && !slot.exact) {
            hold(item, Gate::gap, *ends);
        } else if (const Gate gate = out_of_sight(); gate != Gate::none) {
            hold(item, gate, std::nullopt);
        } else {
            nudge(slot.exact ? first_of_exact(item) : std::vector{item}, Occasion::planned);
            return true;
        }
    }
    return false;
}

Gate Engine::Turn::gate_outside_free_part(ItemIndex item, const SlotTimes& slot) const {
    const Span moment{now_, now_ + Seconds{1}};
    if (solitude_spans(*s_.plan, s_.zone, moment.begin, moment.end).contains(now_)) return Gate::solitude;
    if (quiet_spans(*s_.plan, s_.zone, moment.begin, moment.end).contains(now_)) return Gate::quiet;
    if (slot.exact) return Gate::window;
    // Inside its window and not silent: those it is about sleep, or it is the stretch before an exact time, which is kept clear (S1).
    const Date today = s_.zone.local(now_).date;
    const Window window = s_.days.window(item);
    const bool inside = window_span(s_.zone, today, window).contains(now_) || window_span(s_.zone, today - 1, window).contains(now_);
    if (!inside) return Gate::window;
    return s_.days.they_sleep(item, slot, now_) ? Gate::they_sleep : Gate::gap;
}

void Engine::Turn::nudge(const std::vector<ItemIndex>& items, Occasion occasion) {
    const NoticeId notice = s_.ledger.new_notice();
    bool first = true;
    std::vector<Shown> what;
    for (ItemIndex item : items) {
        const SlotTimes slot = *s_.look(item, now_).slot;
        // An older one ends where the next begins (L1): its end was reckoned by an earlier plan or zone.
        const std::vector<Occurrence> older = s_.ledger.item(item).open;
        for (const Occurrence& open : older)
            if (s_.momentary.clock_trusted && open.slot != slot.slot) close_open(item, open, Ending::lapsed, Gate::none);
        record(record::Nudged{.what = {id(item), slot.slot},
                              .notice = notice,
                              .occasion = occasion,
                              .takes_place = first && occasion != Occasion::heads_up,
                              .planned = slot.moment,
                              .due = slot.due,
                              .expires = slot.slot.is_elapsed() ? s_.days.plus(now_, nudged_lives) : slot.expires,
                              .with_notes = items.size() == 1 && may_carry_notes(item, slot.slot)});
        s_.held.erase(item);
        what.push_back({item, s_.ledger.item(item).open.size() - 1});
        first = false;
    }
    show(notice, what, occasion, true);
}

}   // namespace kith::core
