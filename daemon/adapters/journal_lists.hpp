#pragma once
// The lists that a row of the state holds, as the bytes of one column. None: what is stored is no such list.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/core/state.hpp"

namespace kith::adapters {

[[nodiscard]] std::string pack_days(const std::vector<core::DayCount>& days);
[[nodiscard]] std::optional<std::vector<core::DayCount>> unpack_days(std::string_view bytes);

[[nodiscard]] std::string pack_ranges(const std::vector<core::SlotRange>& ranges);
[[nodiscard]] std::optional<std::vector<core::SlotRange>> unpack_ranges(std::string_view bytes);

[[nodiscard]] std::string pack_picks(const std::vector<core::Pick>& picks);
[[nodiscard]] std::optional<std::vector<core::Pick>> unpack_picks(const std::string& text);

[[nodiscard]] std::string pack_pauses(const std::vector<core::Pause>& pauses);
[[nodiscard]] std::optional<std::vector<core::Pause>> unpack_pauses(std::string_view lines);

/// Season and energy, as the person said, and what is in force of them. False: what is stored is none of that.
[[nodiscard]] std::string pack_life(const core::GeneralState& general);
[[nodiscard]] bool unpack_life(const std::string& lines, core::GeneralState& general);

/// Events by their numbers.
[[nodiscard]] std::string pack_events(const std::vector<core::Sequence>& events);
[[nodiscard]] std::optional<std::vector<core::Sequence>> unpack_events(std::string_view bytes);

}   // namespace kith::adapters
