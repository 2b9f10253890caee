#pragma once
// Seasons and tired days: which of them is in force, and what they make of the plan (S6, P8, P10).

#include <cstddef>
#include <optional>

#include "config/plan.hpp"
#include "daemon/core/state.hpp"

namespace kith::core {

/// low, normal, high.
[[nodiscard]] const char* energy_name(Energy level);
[[nodiscard]] std::optional<Energy> parse_energy(std::string_view name);

/// The season of the plan with that id.
[[nodiscard]] const Season* find_season(const Plan& plan, std::string_view id);

/// The one that the person has asked for and that isn't over at `now`, else the latest whose dates hold plan day `day`. Asking for none ends those that had
/// begun by then (`chosen_on`: its plan day), and not those to come.
[[nodiscard]] const Season* season_on(const Plan& plan, const std::optional<ChosenSeason>& chosen, Date chosen_on, Date day, Instant now);

/// The last plan day of the season that is in force on `day` by its dates; none: it has no end.
[[nodiscard]] std::optional<Date> next_turn(const Plan& plan, Date day);

/// The plan as it is lived: the season's limit, and each item that has a smaller variant in that one. Low energy changes only what is done; its times
/// are the day plan's to know.
[[nodiscard]] Plan in_force(const Plan& written, const InForce& what);

/// Makes it its smaller variant, which it has.
void make_smaller(Touchpoint& touchpoint);

/// Whether that changes anything in this plan.
[[nodiscard]] bool changes(const Plan& written, const InForce& what);

/// Gate::season or Gate::energy where an item is not kept, else Gate::none.
[[nodiscard]] Gate withheld(const Plan& plan, const InForce& what, const Touchpoint& touchpoint);

}   // namespace kith::core
