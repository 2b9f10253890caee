#include "daemon/core/ledger.hpp"

#include <algorithm>

#include "daemon/core/handled.hpp"
#include "daemon/core/holding.hpp"

namespace kith::core {
namespace {

// Enough to know the limit's places after any jump between neighbouring days; more would be history, and the log has that.
constexpr std::size_t days_kept = 32;

// Of contacts that an elapsed item counted from: so far back an undo can lead without a slot being nudged again.
constexpr std::size_t elapsed_kept = 32;
// What is open, put off, and still to come.
constexpr std::size_t picks_kept = 4;

// Slots of an earlier cadence of the item lie before them, and stay (T5).
void forget_oldest_elapsed(ItemState& item) {
    const auto first = std::find_if(item.handled.begin(), item.handled.end(),
                                    [](const SlotRange& range) { return range.first >= Slot::after_contact(0, 0).number(); });
    if (static_cast<std::size_t>(item.handled.end() - first) > elapsed_kept) item.handled.erase(first);
}

auto find_open(ItemState& item, Slot slot) {
    return std::find_if(item.open.begin(), item.open.end(), [&](const Occurrence& open) { return open.slot == slot; });
}

}   // namespace

Ledger::Ledger(const Plan& plan, Saved saved) : general_{saved.general} {
    std::unordered_map<std::string, ItemState> known;
    for (ItemState& item : saved.items) {
        std::string id = item.id;
        known.emplace(std::move(id), std::move(item));
    }
    for (const Touchpoint& touchpoint : plan.touchpoints) {
        auto found = known.find(touchpoint.id);
        ItemState item;
        item.id = touchpoint.id;
        if (found != known.end()) {
            item = std::move(found->second);
            known.erase(found);
        }
        item_index_.emplace(item.id, items_.size());
        if (!item.open.empty()) items_open_.push_back(items_.size());
        items_.push_back(std::move(item));
    }
    planned_ = items_.size();
    // In the order of their ids, so that the same state is laid out alike on every start.
    std::vector<std::string> aside;
    for (const auto& [id, item] : known) aside.push_back(id);
    std::sort(aside.begin(), aside.end());
    for (const std::string& id : aside) {
        item_index_.emplace(id, items_.size());
        items_.push_back(std::move(known.at(id)));
    }

    for (const Person& person : plan.people) {
        person_index_.emplace(person.id, static_cast<PersonIndex>(people_.size()));
        people_.push_back(PersonState{.id = person.id, .last_contact = {}, .last_nudge = {}});
    }
    follow_ups_ = std::move(saved.follow_ups);
    for (PersonState& person : saved.people) {
        auto [place, added] = person_index_.emplace(person.id, static_cast<PersonIndex>(people_.size()));
        if (added)
            people_.push_back(std::move(person));
        else
            people_[place->second] = std::move(person);
    }
}

std::optional<std::size_t> Ledger::find_item(std::string_view id) const {
    auto found = item_index_.find(std::string{id});
    return found == item_index_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<PersonIndex> Ledger::find_person(std::string_view id) const {
    auto found = person_index_.find(std::string{id});
    return found == person_index_.end() ? std::nullopt : std::optional{found->second};
}

std::int32_t Ledger::places_used(Date day) const {
    for (const DayCount& count : general_.days)
        if (count.day == day.day_number()) return count.places;
    return 0;
}

void Ledger::begin_step() {
    general_before_ = general_;
    ++step_;
    touched_items_.clear();
    items_before_.clear();
    touched_people_.clear();
    people_before_.clear();
    follow_ups_before_.reset();
}

ItemState& Ledger::edit_item(std::size_t index) {
    item_step_.resize(items_.size());
    if (item_step_[index] != step_) {
        item_step_[index] = step_;
        touched_items_.push_back(index);
        items_before_.push_back(items_[index]);
    }
    just_touched_.push_back(index);
    return items_[index];
}

ItemState& Ledger::edit_item(const std::string& id) {
    auto [place, added] = item_index_.emplace(id, items_.size());
    if (added) {
        items_.push_back(ItemState{});
        items_.back().id = id;
    }
    return edit_item(place->second);
}

PersonState& Ledger::edit_person(const std::string& id) {
    auto [place, added] = person_index_.emplace(id, static_cast<PersonIndex>(people_.size()));
    if (added) people_.push_back(PersonState{.id = id, .last_contact = {}, .last_nudge = {}});
    const PersonIndex index = place->second;
    if (std::find(touched_people_.begin(), touched_people_.end(), index) == touched_people_.end()) {
        touched_people_.push_back(index);
        people_before_.push_back(people_[index]);
    }
    return people_[index];
}

void Ledger::note_open(std::size_t index) {
    if (index >= planned_) return;
    const auto place = std::lower_bound(items_open_.begin(), items_open_.end(), index);
    const bool known = place != items_open_.end() && *place == index;
    if (items_[index].open.empty()) {
        if (known) items_open_.erase(place);
    } else if (!known) {
        items_open_.insert(place, index);
    }
}

Changed Ledger::changed() const {
    Changed changed{.general = general_, .items = {}, .people = {}};
    for (std::size_t index : touched_items_) changed.items.push_back(items_[index]);
    for (PersonIndex index : touched_people_) changed.people.push_back(people_[index]);
    if (follow_ups_before_) changed.follow_ups = follow_ups_;
    return changed;
}

void Ledger::roll_back() {
    general_ = general_before_;
    for (std::size_t i = 0; i < touched_items_.size(); ++i) {
        items_[touched_items_[i]] = items_before_[i];
        note_open(touched_items_[i]);
    }
    for (std::size_t i = 0; i < touched_people_.size(); ++i) people_[touched_people_[i]] = people_before_[i];
    if (follow_ups_before_) follow_ups_ = *follow_ups_before_;
}

Saved Ledger::save() const { return Saved{.general = general_, .items = items_, .people = people_, .follow_ups = follow_ups_}; }

NoticeId Ledger::new_notice() { return general_.next_notice++; }

/// One overload a kind of record.
struct Ledger::Fold {
    Ledger& ledger;
    const Record& record;
    const DayPlan& days;

    /// `ahead`: of its time, so that slots in between, which an edit may yet bring, stay free.
    void mark(ItemState& item, Slot first, Slot last, bool ahead = false) const {
        std::optional<Slot> before;
        if (!first.same_kind(last)) last = first;   // of a journal from before this was minded
        if (first.is_elapsed()) {
            mark_handled(item.handled, first, last, before);
            return forget_oldest_elapsed(item);
        }
        if (ahead) return mark_handled(item.handled, first, last, before);
        if (auto index = ledger.find_item(item.id); index && *index < ledger.planned_) before = days.slot_before(*index, first);
        mark_handled(item.handled, first, last, before);
    }

    void operator()(const record::Appeared& appeared) const {
        ItemState& item = ledger.edit_item(appeared.item);
        item.fingerprint = appeared.fingerprint;
        if (appeared.passed) mark(item, *appeared.passed, *appeared.passed);
    }
    void operator()(const record::Vanished& vanished) const { ledger.edit_item(vanished.item).fingerprint = 0; }

    void operator()(const record::Nudged& nudged) const {
        ItemState& item = ledger.edit_item(nudged.what.item);
        auto open = find_open(item, nudged.what.slot);
        if (open == item.open.end()) open = item.open.insert(item.open.end(), Occurrence{});
        const Occurrence before = *open;
        *open = Occurrence{.slot = nudged.what.slot,
                           .planned = nudged.planned,
                           .due = nudged.due,
                           .expires = nudged.expires,
                           .snoozed_until = {},
                           .notice = nudged.notice,
                           .occasion = nudged.occasion,
                           .visible = true,
                           .queued = false,
                           .silent = false,
                           .put_off = before.put_off,
                           .unseen = false,
                           .repeated = before.repeated || nudged.occasion == Occasion::again,
                           .notes = before.notes};
        item.last_nudge = record.at;
        const std::vector<std::string> people = named(item, nudged.what.slot);
        // Space runs from what asks for contact, not from its announcement: that would hold what it announces.
        if (nudged.occasion != Occasion::heads_up)
            for (const std::string& person : people) ledger.edit_person(person).last_nudge = record.at;
        if (nudged.with_notes) ledger.hand_notes_to(*open, people);
        mark(item, nudged.what.slot, nudged.what.slot);
        if (nudged.takes_place) take_place();
        ledger.general_.last_nudge = record.at;
        ledger.general_.next_notice = std::max(ledger.general_.next_notice, nudged.notice + 1);
    }

    void take_place() const {
        const std::int32_t day = days.day_of(record.at).day_number();
        auto& counts = ledger.general_.days;
        auto found = std::find_if(counts.begin(), counts.end(), [&](const DayCount& count) { return count.day == day; });
        if (found == counts.end()) {
            if (counts.size() >= days_kept) counts.erase(counts.begin());
            found = counts.insert(counts.end(), DayCount{day, 0});
        }
        ++found->places;
    }

    void operator()(const record::Closed& closed) const {
        ItemState& item = ledger.edit_item(closed.what.item);
        if (auto open = find_open(item, closed.what.slot); open != item.open.end()) item.open.erase(open);
        mark(item, closed.what.slot, closed.joined.value_or(closed.what.slot), !closed.was_open && closed.planned > record.at);
    }
    void operator()(const record::Snoozed& snoozed) const {
        ItemState& item = ledger.edit_item(snoozed.what.item);
        auto open = find_open(item, snoozed.what.slot);
        if (open == item.open.end()) return;
        open->snoozed_until = snoozed.until;
        open->expires = snoozed.expires;
        open->visible = false;
        open->queued = false;
        open->silent = false;
        open->unseen = false;
        open->put_off = true;
    }
    void operator()(const record::Contacted& contacted) const {
        for (const std::string& id : contacted.people) {
            PersonState& person = ledger.edit_person(id);
            if (!person.last_contact || *person.last_contact < contacted.when) person.last_contact = contacted.when;
        }
    }
    void operator()(const record::Felt&) const {}
    void operator()(const record::Left& left) const {
        for_each_shown_by(left.notice, [&](Occurrence& open) {
            open.visible = false;
            open.unseen = left.fate == Fate::expired;
        });
        ledger.fold(left);
    }
    void operator()(const record::Unfolded& unfolded) const {
        for_each_shown_by(unfolded.notice, [](Occurrence& open) {
            open.visible = false;
            open.queued = true;
        });
    }
    void operator()(const record::Away&) const {}
    void operator()(const record::ClockSet& set) const {
        // The gap is time that passed, not numbers on a clock.
        if (ledger.general_.last_nudge) *ledger.general_.last_nudge += set.by;
        ledger.fold(set);
    }
    void operator()(const record::Undone& undone) const { ledger.drop_note(undone.cause); }
    void operator()(const record::Reopened& reopened) const {
        ItemState& item = ledger.edit_item(reopened.what.item);
        count_back(item, reopened);
        if (reopened.still_to_come) {
            unmark_handled(item.handled, reopened.what.slot, reopened.joined.value_or(reopened.what.slot));
            return;
        }
        if (reopened.joined && *reopened.joined > reopened.what.slot) unmark_after(item.handled, reopened.what.slot, *reopened.joined);
        auto open = find_open(item, reopened.what.slot);
        if (open == item.open.end()) open = item.open.insert(item.open.end(), Occurrence{});
        *open = Occurrence{.slot = reopened.what.slot,
                           .planned = reopened.planned,
                           .due = reopened.due,
                           .expires = reopened.expires,
                           .snoozed_until = {},
                           .notice = 0,
                           .occasion = reopened.joined ? Occasion::snoozed : Occasion::planned,
                           .visible = false,
                           .queued = false,
                           .silent = true,
                           .put_off = reopened.joined.has_value()};
    }
    void operator()(const record::ContactsReturned& returned) const { ledger.edit_person(returned.person).last_contact = returned.last; }

    void operator()(const record::Counting& counting) const { ledger.edit_item(counting.item).elapsed = counting.now; }

    void operator()(const record::Picked& picked) const {
        ItemState& item = ledger.edit_item(picked.what.item);
        if (picked.person.empty()) return mark(item, picked.what.slot, picked.what.slot);
        std::erase_if(item.picked, [&](const Pick& one) { return one.slot == picked.what.slot; });
        if (item.picked.size() >= picks_kept) item.picked.erase(item.picked.begin());
        item.picked.push_back({picked.what.slot, picked.person});
    }

    /// Whom a nudge about this slot names.
    [[nodiscard]] std::vector<std::string> named(const ItemState& item, Slot slot) const {
        const std::optional<std::size_t> index = ledger.find_item(item.id);
        if (!index || *index >= ledger.planned_) return {};
        for (const Pick& pick : item.picked)
            if (pick.slot == slot && days.is_one_of(*index)) return {pick.person};
        return days.people_of(*index);
    }

    /// S4: what comes again after it does so no longer.
    static void count_back(ItemState& item, const record::Reopened& reopened) {
        const Slot slot = reopened.what.slot;
        if (!item.elapsed || !slot.is_elapsed() || item.elapsed->slot.contact() != slot.contact()) return;
        item.elapsed->slot = slot;
        item.elapsed->due = reopened.due;
    }

    void operator()(const record::Hushed&) const { take_over(ledger.general_, record.body); }
    void operator()(const record::Paused&) const { take_over(ledger.general_, record.body); }
    void operator()(const record::Resumed&) const { take_over(ledger.general_, record.body); }
    void operator()(const record::SeasonChosen&) const { take_over(ledger.general_, record.body); }
    void operator()(const record::EnergySet&) const { take_over(ledger.general_, record.body); }
    void operator()(const record::Turned&) const { take_over(ledger.general_, record.body); }

    void operator()(const record::Noted& noted) const { ledger.keep_note(noted, record.seq); }
    void operator()(const record::Forgotten&) const {}
    void operator()(const record::Renamed& renamed) const { ledger.rename(renamed); }
    void operator()(const record::FollowUpMade& made) const { ledger.fold(made, record); }
    void operator()(const record::FollowUpOffered& offered) const { ledger.fold(offered, record.at); }
    void operator()(const record::FollowUpClosed& closed) const { ledger.fold(closed); }

    template <class Change>
    void for_each_shown_by(NoticeId notice, Change change) const {
        for (const std::size_t i : ledger.items_open_)
            for (std::size_t j = 0; j < ledger.items_[i].open.size(); ++j)
                if (ledger.items_[i].open[j].notice == notice) change(ledger.edit_item(i).open[j]);
    }
};

void Ledger::apply(const Record& record, const DayPlan& days) {
    general_.next_sequence = std::max(general_.next_sequence, record.seq + 1);
    general_.last_seen = record.at;
    just_touched_.clear();
    std::visit(Fold{*this, record, days}, record.body);
    for (const std::size_t index : just_touched_) note_open(index);
}

}   // namespace kith::core
