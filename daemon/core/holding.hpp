#pragma once
// What the person holds for a while: everything (hush, G6), or an item or a person (pause, G5).

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/state.hpp"

namespace kith::core {

/// So many things may be paused at once.
inline constexpr std::size_t pauses_at_most = 500;

/// What a record says of quiet, pauses, seasons and energy; of any other kind nothing.
void take_over(GeneralState& general, const RecordBody& body);

/// The end of the quiet that holds at `now`. A clock that was set back to well before it was asked for ends it: no long silence by a slip of the clock.
[[nodiscard]] std::optional<Instant> end_of_hush(const std::optional<Hush>& hush, Instant now);

/// Whether a person or an item is called `id`, or was.
template <class Thing>
[[nodiscard]] bool is_called(const Thing& thing, std::string_view id) {
    return thing.id == id || std::find(thing.was.begin(), thing.was.end(), id) != thing.was.end();
}

/// Whether a pause of `id` holds the item: its own, its circle's item, or of anybody it is about; former ids count.
[[nodiscard]] bool pause_holds(std::string_view id, const Plan& plan, std::size_t item);

/// When the last of the pauses that hold the item ends, which may be past; Instant::max(): when it is resumed.
[[nodiscard]] std::optional<Instant> end_of_pauses(const std::vector<Pause>& pauses, const Plan& plan, std::size_t item);

}   // namespace kith::core
