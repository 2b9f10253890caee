// The parts of the fold that are about names: what was noted about whom, and what is called otherwise now.

#include <algorithm>

#include "daemon/core/handled.hpp"
#include "daemon/core/ledger.hpp"

namespace kith::core {
namespace {

/// Of the notes that wait for a nudge, and of those that one carries: a notice has one line for them.
constexpr std::size_t notes_kept = 3;

void add_note(std::vector<Sequence>& notes, Sequence note) {
    if (std::find(notes.begin(), notes.end(), note) != notes.end()) return;
    notes.push_back(note);
    if (notes.size() > notes_kept) notes.erase(notes.begin());
}

}   // namespace

void Ledger::keep_note(const record::Noted& noted, Sequence seq) {
    for (const std::string& person : noted.people) add_note(edit_person(person).notes, seq);
}

void Ledger::hand_notes_to(Occurrence& open, const std::vector<std::string>& people) {
    for (const std::string& person : people) {
        PersonState& state = edit_person(person);
        for (const Sequence note : state.notes) add_note(open.notes, note);
        state.notes.clear();
    }
}

void Ledger::drop_note(Sequence seq) {
    const auto has = [&](const std::vector<Sequence>& notes) { return std::find(notes.begin(), notes.end(), seq) != notes.end(); };
    for (std::size_t person = 0; person < people_.size(); ++person)
        if (has(people_[person].notes)) std::erase(edit_person(std::string{people_[person].id}).notes, seq);
    const std::vector<std::size_t> open_items = items_open_;
    for (const std::size_t item : open_items)
        for (std::size_t open = 0; open < items_[item].open.size(); ++open)
            if (has(items_[item].open[open].notes)) std::erase(edit_item(item).open[open].notes, seq);
}

// What was noted since is lost with its text, and its number may become another's.
void Ledger::go_on_from(Sequence next) {
    general_.next_sequence = next;
    const auto lost = [&](Sequence note) { return note >= next; };
    for (PersonState& person : people_) std::erase_if(person.notes, lost);
    for (ItemState& item : items_)
        for (Occurrence& open : item.open) std::erase_if(open.notes, lost);
}

void Ledger::rename(const record::Renamed& renamed) {
    if (renamed.person) {
        const PersonState former = edit_person(renamed.from);
        edit_person(renamed.from) = PersonState{.id = renamed.from, .last_contact = {}, .last_nudge = {}};
        PersonState& now = edit_person(renamed.to);
        now.last_contact = std::max(now.last_contact, former.last_contact);
        now.last_nudge = std::max(now.last_nudge, former.last_nudge);
        for (const Sequence note : former.notes) add_note(now.notes, note);
        for (std::size_t item = 0; item < items_.size(); ++item)
            for (std::size_t pick = 0; pick < items_[item].picked.size(); ++pick)
                if (items_[item].picked[pick].person == renamed.from) edit_item(item).picked[pick].person = renamed.to;
        return;
    }
    ItemState former = edit_item(renamed.from);
    ItemState blank;
    blank.id = renamed.from;
    // Applied once more, as after a commit that seemed to fail, it finds that all is done.
    if (renamed.from != renamed.to && !(former == blank)) {
        edit_item(renamed.from) = std::move(blank);
        ItemState& now = edit_item(renamed.to);
        for (const SlotRange& range : now.handled)
            mark_handled(former.handled, *Slot::of_number(range.first), *Slot::of_number(range.last), {});
        former.id = renamed.to;
        now = std::move(former);
    }
    edit_item(renamed.to).fingerprint = renamed.fingerprint;
}

}   // namespace kith::core
