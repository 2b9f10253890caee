#pragma once
// A first plan out of a few questions.

#include <optional>
#include <string>

#include "ctl/surroundings.hpp"

namespace kith::ctl {

/// The plan's text; none: the person ended it, or nobody was named.
[[nodiscard]] std::optional<std::string> ask_for_a_first_plan(Surroundings& world);

}   // namespace kith::ctl
