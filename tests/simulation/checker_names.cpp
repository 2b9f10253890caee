// What follows a renaming, and what is offered a second time.

#include "tests/simulation/checker.hpp"

namespace kith::simulation {
namespace {

using Slot = std::pair<std::string, core::Slot>;

const Slot& key_of(const Slot& slot) { return slot; }
template <class Value>
const Slot& key_of(const std::pair<const Slot, Value>& entry) {
    return entry.first;
}

/// What was there by the new name already stays, and is not lost by the old one either.
template <class Map>
void move_slots(Map& slots, const std::string& from, const std::string& to) {
    for (auto it = slots.lower_bound({from, core::Slot{Date::min()}}); it != slots.end() && key_of(*it).first == from;) {
        auto node = slots.extract(it++);
        if constexpr (requires { node.key(); })
            node.key().first = to;
        else
            node.value().first = to;
        slots.insert(std::move(node));
    }
}

template <class Map>
void move_name(Map& names, const std::string& from, const std::string& to) {
    auto node = names.extract(from);
    if (!node) return;
    names.erase(to);
    node.key() = to;
    names.insert(std::move(node));
}

}   // namespace

// I1 and the rest hold on: its slots are the same slots.
void Checker::renamed(const core::record::Renamed& renamed) {
    mix(renamed.to);
    if (renamed.from == renamed.to) return;
    if (renamed.person) {
        move_name(lately_, renamed.from, renamed.to);
        for (auto& [slot, person] : picked_)
            if (person == renamed.from) person = renamed.to;
        return;
    }
    move_slots(life_, renamed.from, renamed.to);
    move_slots(over_, renamed.from, renamed.to);
    move_slots(first_nudge_, renamed.from, renamed.to);
    move_slots(again_, renamed.from, renamed.to);
    move_slots(told_by_, renamed.from, renamed.to);
    move_slots(picked_, renamed.from, renamed.to);
    move_slots(put_off_, renamed.from, renamed.to);
    move_name(snoozed_, renamed.from, renamed.to);
    move_name(counting_, renamed.from, renamed.to);
    move_name(ended_, renamed.from, renamed.to);
}

// L5: at most twice unasked, and never what the person has put away.
void Checker::offered_again(const core::record::Nudged& nudged) {
    const Slot slot{nudged.what.item, nudged.what.slot};
    if (!first_nudge_.contains(slot)) throw Violation{"L5", words(nudged.what) + " is offered once more, and was never offered"};
    if (!again_.insert(slot).second) throw Violation{"L5", words(nudged.what) + " is offered once more for the second time"};
    if (const auto told = told_by_.find(slot); told != told_by_.end() && dismissed_.contains(told->second))
        throw Violation{"L5", words(nudged.what) + " was put away, and is offered once more"};
}

void Checker::left(const core::record::Left& left) {
    if (left.fate == core::Fate::dismissed) dismissed_.insert(left.notice);
}

}   // namespace kith::simulation
