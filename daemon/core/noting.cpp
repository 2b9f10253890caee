// What the person notes about somebody is offered in the next nudge about them, and removed when they ask for that.

#include <algorithm>

#include "daemon/core/turn.hpp"

namespace kith::core {

void Engine::Turn::act(const event::Note& note) {
    action_ = true;
    for (const std::string& person : note.people) {
        const std::optional<PersonIndex> known = s_.ledger.find_person(person);
        if (!known || *known >= s_.plan->people.size()) return refuse(Refusal::Code::unknown_person, person);
    }
    record(record::Noted{note.people}, note.text);
}

// It was no action that could be taken back.
void Engine::Turn::act(const event::Forget& forget) {
    if (forget.texts.empty()) return;
    record(record::Forgotten{static_cast<std::int64_t>(forget.texts.size())});
    for (const NoticeId notice : carrying(forget.texts)) refresh(notice);
}

// Where the screen may only name people it is not offered, and waits.
bool Engine::Turn::may_carry_notes(ItemIndex item, Slot slot) const {
    if (s_.plan->privacy != Privacy::full) return false;
    const std::vector<PersonIndex> about = s_.people_of(item, slot);
    return std::any_of(about.begin(), about.end(), [&](PersonIndex person) { return !s_.ledger.person(person).notes.empty(); });
}

std::vector<NoticeId> Engine::Turn::carrying(const std::vector<Sequence>& notes) const {
    std::vector<NoticeId> found;
    for (const ItemIndex item : s_.ledger.items_open())
        for (const Occurrence& open : s_.ledger.item(item).open)
            if (open.visible && std::find_first_of(open.notes.begin(), open.notes.end(), notes.begin(), notes.end()) != open.notes.end())
                found.push_back(open.notice);
    return found;
}

}   // namespace kith::core
