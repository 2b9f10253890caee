// Heads-ups (S8, L1): a heads-up belongs to the occurrence it announces. Acting on it acts on that, and it dies when that closes or begins.

#include "daemon/core/handled.hpp"
#include "daemon/core/turn.hpp"

namespace kith::core {

bool Engine::Standing::announced_is_over(std::size_t item, Slot slot) const {
    return is_handled(ledger.item(plan->touchpoints[item].announces->touchpoint).handled, slot);
}

// No place, no gap, no space, nobody's sleep (G3); what is left of the gates holds it.
bool Engine::Turn::announce(ItemIndex item) {
    const SlotTimes slot = *s_.look(item, now_).slot;
    const std::optional<Instant> free = s_.days.next_free(item, slot, now_);
    if (!free || *free > now_) {
        hold(item, gate_outside_free_part(item, slot), free);
        return false;
    }
    if (const Gate gate = out_of_sight(); gate != Gate::none) {
        hold(item, gate, std::nullopt);
        return false;
    }
    nudge({item}, Occasion::heads_up);
    return true;
}

void Engine::Turn::end_announced() {
    const std::vector<ItemIndex> items = s_.ledger.items_open();
    for (const ItemIndex item : items) {
        if (!announces(item)) continue;
        const std::vector<Occurrence> opens = s_.ledger.item(item).open;
        for (const Occurrence& open : opens)
            if (s_.announced_is_over(item, open.slot)) close_open(item, open, Ending::lapsed, Gate::none);
    }
}

Engine::Turn::ItemIndex Engine::Turn::acted_on(ItemIndex item) const {
    return announces(item) ? s_.plan->touchpoints[item].announces->touchpoint : item;
}

// Only what it names, and only before that begins: afterwards it has its own notice.
void Engine::Turn::clicked_heads_up(ItemIndex item, Slot slot, Button button) {
    const ItemIndex announced = acted_on(item);
    const std::optional<SlotTimes> times = s_.days.at(announced, slot);
    if (!times || s_.announced_is_over(item, slot)) return;
    if (button == Button::not_today) return close_unopened(announced, *times, Ending::skipped);
    if (button != Button::done) return;
    close_unopened(announced, *times, Ending::done);
    had_contact(announced, s_.people_of(announced, slot), event::Done{});
}

}   // namespace kith::core
