// What the person does: done, later, not today, it happened by itself, take it back (L0, L2, L3, L6).

#include <algorithm>

#include "daemon/core/handled.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

constexpr Duration later{.months = 0, .days = 0, .seconds = 3600};
constexpr TimeOfDay evening{20 * 60};

std::optional<Felt> felt_of(Button button) {
    switch (button) {
        case Button::lighter:
            return Felt::lighter;
        case Button::same:
            return Felt::same;
        case Button::heavier:
            return Felt::heavier;
        default:
            return std::nullopt;
    }
}

}   // namespace

void Engine::Turn::refuse(Refusal::Code code, std::string subject) { step_.refusal = Refusal{code, std::move(subject)}; }

const Occurrence* Engine::Turn::latest_open(ItemIndex item) const {
    const std::vector<Occurrence>& open = s_.ledger.item(item).open;
    auto latest = std::max_element(open.begin(), open.end(), [](const Occurrence& a, const Occurrence& b) { return a.slot < b.slot; });
    return latest == open.end() ? nullptr : &*latest;
}

NoticeId Engine::Turn::end(const std::string& item, const Occurrence& open, Ending how, Gate why, std::optional<Slot> joined) {
    const NoticeId notice = open.notice;
    record(record::Closed{.what = {item, open.slot},
                          .how = how,
                          .why = why,
                          .was_open = true,
                          .planned = open.planned,
                          .due = open.due,
                          .expires = open.expires,
                          .joined = joined});
    return notice;
}

void Engine::Turn::close_open(ItemIndex item, const Occurrence& open, Ending how, Gate why) {
    const Occurrence gone = open;
    std::optional<Slot> joined;
    if (gone.put_off) {
        // The slots until it would have ended joined it, and close with it (L3); not one that is open itself, nudged under another plan or zone,
        // nor one of another kind.
        for (auto slot = s_.days.next(item, gone.slot);
             slot && slot->slot.same_kind(gone.slot) && slot->begin < gone.expires && open_at(item, slot->slot) == nullptr;
             slot = s_.days.next(item, slot->slot))
            joined = slot->slot;
    }
    refresh(end(id(item), gone, how, why, joined));
}

const Occurrence* Engine::Turn::open_at(ItemIndex item, Slot slot) const {
    for (const Occurrence& open : s_.ledger.item(item).open)
        if (open.slot == slot) return &open;
    return nullptr;
}

void Engine::Turn::close(ItemIndex item, const Occurrence* open, Ending how) {
    if (open != nullptr) {
        step_.closed.push_back({id(item), open->slot});
        return close_open(item, *open, how, Gate::none);
    }
    const SlotTimes slot = *s_.look(item, now_).slot;
    close_unopened(item, slot, how);
}

void Engine::Turn::close_unopened(ItemIndex item, const SlotTimes& slot, Ending how) {
    step_.closed.push_back({id(item), slot.slot});
    end_unopened(item, slot, how, Gate::none);
}

void Engine::Turn::end_unopened(ItemIndex item, const SlotTimes& slot, Ending how, Gate why) {
    record(record::Closed{.what = {id(item), slot.slot},
                          .how = how,
                          .why = why,
                          .was_open = false,
                          .planned = slot.moment,
                          .due = slot.due,
                          .expires = slot.expires,
                          .joined = {}});
}

void Engine::Turn::contact(const std::vector<std::string>& people, const std::string& kind, std::optional<std::int32_t> minutes,
                           std::optional<Felt> felt, Instant when, const std::string& item, const std::string& note) {
    record(record::Contacted{.people = people, .kind = kind, .minutes = minutes, .felt = felt, .when = when, .item = item}, note);
    const Sequence contact = step_.records.back().seq;
    cover_others(people, kind, when, item);
    count_contact(people, kind, when, contact);
    if (!felt) ask_felt(contact, people);
}

void Engine::Turn::act(const event::Done& done) {
    action_ = true;
    if (did_follow_up(done)) return;
    const std::optional<std::size_t> item = s_.ledger.find_item(done.item);
    if (!item || *item >= s_.items()) return refuse(Refusal::Code::unknown_item, done.item);
    finish(acted_on(*item), latest_open(acted_on(*item)), done);
}

void Engine::Turn::finish(ItemIndex item, const Occurrence* open, const event::Done& done) {
    // Done ahead of its moment counts for what comes today; without either it is a contact all the same.
    const Pending& pending = s_.look(item, now_);
    const bool today = pending.slot && pending.slot->moment < s_.days.day_end(s_.days.day_of(now_));
    std::vector<PersonIndex> with = core::people(s_.plan->touchpoints[item].audience);
    if (open != nullptr || today) {
        with = s_.people_of(item, open != nullptr ? open->slot : pending.slot->slot);
        close(item, open, Ending::done);
    } else if (s_.days.is_one_of(item)) {
        // Space holds nudges, not people.
        const std::optional<PersonIndex> one = choose(item, nullptr);
        if (!one) return refuse(Refusal::Code::nothing_open, id(item));
        with = {*one};
    }
    had_contact(item, with, done);
}

void Engine::Turn::had_contact(ItemIndex item, const std::vector<PersonIndex>& with, const event::Done& done) {
    const Touchpoint& touchpoint = s_.plan->touchpoints[item];
    std::vector<std::string> people;
    for (const PersonIndex person : with) people.push_back(s_.plan->people[person].id);
    contact(people, done.kind.value_or(touchpoint.by), done.minutes, done.felt, now_, id(item), done.note);
}

void Engine::Turn::act(const event::Skip& skip) {
    action_ = true;
    if (skipped_follow_up(skip)) return;
    const std::optional<std::size_t> named = s_.ledger.find_item(skip.item);
    if (!named || *named >= s_.items()) return refuse(Refusal::Code::unknown_item, skip.item);
    const ItemIndex item = acted_on(*named);
    if (latest_open(item) == nullptr && !s_.look(item, now_).slot) return refuse(Refusal::Code::nothing_open, skip.item);
    close(item, latest_open(item), Ending::skipped);
}

Instant Engine::Turn::resolve(ItemIndex item, const SnoozeTo& to) const {
    const Date today = s_.days.day_of(now_);
    if (const auto* duration = std::get_if<Duration>(&to)) return s_.zone.plus(now_, *duration);
    if (std::holds_alternative<Tonight>(to)) {
        const Instant tonight = s_.zone.at(today, evening);
        return tonight > now_ ? tonight : s_.zone.plus(now_, later);
    }
    const bool exact = exact_time(s_.plan->touchpoints[item].when.every).has_value();
    const TimeOfDay begin = exact ? s_.plan->waking.begin : s_.days.window(item).begin;
    // A window of the small hours begins within this plan day once more.
    const Instant tomorrow = s_.zone.at(today + 1, begin);
    return tomorrow < s_.days.day_end(today) ? s_.zone.at(today + 2, begin) : tomorrow;
}

void Engine::Turn::put_off(ItemIndex item, const Occurrence& open, Instant until) {
    const NoticeId notice = open.notice;
    const Slot slot = open.slot;
    const Instant when = after_silence(until);
    const Instant expires = s_.days.day_end(s_.days.day_of(when));
    record(record::Snoozed{.what = {id(item), slot}, .until = when, .expires = expires, .expired_before = open.expires});
    step_.closed.push_back({id(item), slot});
    step_.snoozed_until = when;
    refresh(notice);
}

void Engine::Turn::act(const event::Snooze& snooze) {
    action_ = true;
    if (put_off_follow_up(snooze)) return;
    const std::optional<std::size_t> named = s_.ledger.find_item(snooze.item);
    if (!named || *named >= s_.items()) return refuse(Refusal::Code::unknown_item, snooze.item);
    const ItemIndex item = acted_on(*named);
    if (latest_open(item) == nullptr) return refuse(Refusal::Code::nothing_open, snooze.item);
    put_off(item, *latest_open(item), resolve(item, snooze.to));
}

void Engine::Turn::act(const event::Log& log) {
    action_ = true;
    for (const std::string& person : log.people) {
        const bool known = std::any_of(s_.plan->people.begin(), s_.plan->people.end(), [&](const Person& one) { return one.id == person; });
        if (!known) return refuse(Refusal::Code::unknown_person, person);
    }
    const Instant when = log.when.value_or(now_);
    if (when > now_) return refuse(Refusal::Code::in_the_future, {});
    contact(log.people, log.kind, log.minutes, log.felt, when, {}, log.note);
}

void Engine::Turn::act(const event::Clicked& clicked) {
    if (clicked_follow_up(clicked)) return;
    if (const std::optional<Felt> felt = felt_of(clicked.button)) {
        auto& questions = s_.momentary.questions;
        auto asked =
            std::find_if(questions.begin(), questions.end(), [&](const auto& question) { return question.notice == clicked.notice; });
        if (asked == questions.end()) return;
        const Sequence contact = asked->contact;
        questions.erase(asked);
        record(record::Felt{contact, *felt});
        step_.withdrawn.push_back(clicked.notice);
        return;
    }
    // Only what the notice still shows: an old, double or forged click finds nothing (promises: 31).
    const std::vector<Shown> what = shown_by(clicked.notice, true);
    if (what.empty()) return;
    if (clicked.button == Button::one_by_one) {
        if (what.size() < 2) return;
        record(record::Unfolded{clicked.notice});
        step_.withdrawn.push_back(clicked.notice);
        return;
    }
    action_ = true;
    std::vector<std::pair<ItemIndex, Slot>> named;
    for (Shown one : what) named.emplace_back(one.item, at(one).slot);
    if (named.size() == 1 && announces(named.front().first))
        return clicked_heads_up(named.front().first, named.front().second, clicked.button);
    if (clicked.button == Button::done) {
        if (named.size() == 1) finish(named.front().first, open_at(named.front().first, named.front().second), event::Done{});
        return;
    }
    for (const auto& [item, slot] : named) {
        if (clicked.button == Button::later)
            put_off(item, *open_at(item, slot), resolve(item, later));
        else if (s_.days.daily(item))
            close(item, open_at(item, slot), Ending::skipped);
        else
            put_off(item, *open_at(item, slot), resolve(item, Tomorrow{}));
    }
}

void Engine::Turn::act(const event::Left& left) {
    std::erase_if(s_.momentary.questions, [&](const auto& question) { return question.notice == left.notice; });
    if (left_news(left.notice) || (shown_by(left.notice, true).empty() && follow_up_shown_by(left.notice) == nullptr)) return;
    record(record::Left{left.notice, left.fate});
}

// L6. Everything the action did, in its own order; what can no longer be open has lapsed.
void Engine::Turn::act(const event::Undo& undo) {
    if (undo.action.records.empty()) return refuse(Refusal::Code::nothing_to_undo, {});
    const std::vector<NoticeId> carriers = carrying({undo.action.records.front().cause});
    record(record::Undone{undo.action.records.front().cause});
    for (const Record& taken : undo.action.records) take_back(taken);
    for (const Record& taken : undo.action.records) take_back_follow_up(taken);
    for (const PersonState& person : undo.action.people) record(record::ContactsReturned{person_called(person.id), person.last_contact});
    for (const NoticeId notice : carriers) refresh(notice);
    std::erase_if(s_.momentary.questions, [&](const auto& question) {
        const bool gone = std::any_of(undo.action.records.begin(), undo.action.records.end(),
                                      [&](const Record& taken) { return taken.seq == question.contact; });
        if (gone) step_.withdrawn.push_back(question.notice);
        return gone;
    });
}

void Engine::Turn::take_back(const Record& taken) {
    bool held = false;
    auto reopen = [&](SlotRef what, bool was_open, Instant planned, Instant due, Instant expires, std::optional<Slot> joined) {
        what.item = item_called(what.item);
        const std::optional<std::size_t> item = s_.ledger.find_item(what.item);
        if (!item || *item >= s_.items() || s_.days.at_distance(*item) || paused(*item)) return;
        step_.closed.push_back(what);
        if (expires <= now_) {
            // It can't be open again; where it still stands open (a snooze taken back) it ends here, and takes nothing with it.
            const Occurrence* open = open_at(*item, what.slot);
            if (open != nullptr) refresh(end(id(*item), *open, Ending::lapsed, Gate::none, {}));
            return;
        }
        const bool still_to_come = !was_open && (planned > now_ || held);
        record(record::Reopened{
            .what = what, .still_to_come = still_to_come, .planned = planned, .due = due, .expires = expires, .joined = joined});
    };
    if (const auto* counting = std::get_if<record::Counting>(&taken.body)) take_back_counting(*counting);
    if (const auto* closed = std::get_if<record::Closed>(&taken.body)) {
        held = closed->how == Ending::lapsed && !closed->was_open;   // nobody has seen it
        reopen(closed->what, closed->was_open, closed->planned, closed->due, closed->expires, closed->joined);
    }
    if (const auto* season = std::get_if<record::SeasonChosen>(&taken.body)) take_back(*season);
    if (const auto* energy = std::get_if<record::EnergySet>(&taken.body)) take_back(*energy);
    if (const auto* hushed = std::get_if<record::Hushed>(&taken.body)) take_back(*hushed);
    if (const auto* paused = std::get_if<record::Paused>(&taken.body)) take_back(*paused);
    if (const auto* resumed = std::get_if<record::Resumed>(&taken.body)) take_back(*resumed);
    if (const auto* snoozed = std::get_if<record::Snoozed>(&taken.body)) {
        const std::optional<std::size_t> item = s_.ledger.find_item(item_called(snoozed->what.item));
        if (!item || *item >= s_.items()) return;
        const Occurrence* open = open_at(*item, snoozed->what.slot);
        if (open == nullptr) return;
        const NoticeId notice = open->notice;
        reopen(snoozed->what, true, open->planned, open->due, snoozed->expired_before, {});
        refresh(notice);   // last: it may have told of several, each taken back in its turn
    }
}

}   // namespace kith::core
