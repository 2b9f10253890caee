#pragma once
// A plan as it was read, and what was found in it, for people and as JSON. Pure.

#include <string>
#include <vector>

#include <boost/json.hpp>

#include "config/plan_reader.hpp"
#include "ctl/terminal.hpp"

namespace kith::ctl {

[[nodiscard]] std::string plan_page(const Plan& plan, const Terminal& terminal);
[[nodiscard]] boost::json::object plan_json(const Plan& plan);

/// A part of the plan that is read and kept, but not acted on by this version: `old-friends (each, after contact)`.
[[nodiscard]] std::vector<std::string> not_acted_on(const Plan& plan);

/// Every problem on a line of its own, and a closing one.
[[nodiscard]] std::string check_page(const PlanReading& reading, const Terminal& terminal);
[[nodiscard]] boost::json::object check_json(const PlanReading& reading);

}   // namespace kith::ctl
