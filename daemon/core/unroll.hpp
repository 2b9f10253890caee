#pragma once
// The plan as the engine plays it: one touchpoint for each series of occurrences.

#include <string>
#include <string_view>

#include "config/plan.hpp"

namespace kith::core {

/// Ids have no slash; a series that the plan does not write out itself is called by two of them.
inline constexpr char series_separator = '/';

/// `each:` becomes a touchpoint for each of its people, called old-friends/kenji; `born:` a yearly one, called kenji/birthday. Everything else stays as it
/// is, in its order; last come the heads-ups, one for each lead, called dinner/3-days. Not for oneself: nobody is reminded of their own birthday.
[[nodiscard]] Plan unrolled(const Plan& plan);

/// The name an item or a person had first: what S8 hashes, so that a renaming moves no slot.
template <class Thing>
[[nodiscard]] const std::string& first_name(const Thing& thing) {
    return thing.was.empty() ? thing.id : thing.was.front();
}

/// The item of a series as the plan writes it, which is what S8 hashes: old-friends of old-friends/kenji.
[[nodiscard]] constexpr std::string_view item_of_series(std::string_view id) { return id.substr(0, id.find(series_separator)); }

}   // namespace kith::core
