#pragma once
// The bytes of a plan, for the commands that read it by themselves.

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/plan_reader.hpp"
#include "ctl/surroundings.hpp"

namespace kith::ctl {

/// Of the plan at `file`, or at its usual place where that is empty. Where there is none to read, it says so and how to end.
[[nodiscard]] tl::expected<std::vector<PlanText>, Exit> plan_texts(const std::string& file, Surroundings& world);

inline constexpr std::string_view no_home = "neither XDG_CONFIG_HOME nor HOME is set, so there is no place where a plan could lie";
inline constexpr std::string_view how_to_begin = "Write a first one with\n    kithctl plan init";

}   // namespace kith::ctl
