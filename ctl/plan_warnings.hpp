#pragma once
// The warnings of a plan beside what they are about. Pure.

#include <string>
#include <vector>

#include "config/plan_reader.hpp"

namespace kith::ctl {

struct Warning {
    std::string item;    ///< a touchpoint or check-in as the plan writes it; empty: none, or several
    std::string place;   ///< plan.yaml:12
    std::string text;    ///< printable
};

/// `texts` are what was read.
[[nodiscard]] std::vector<Warning> warnings_of(const PlanReading& reading, const std::vector<PlanText>& texts);

}   // namespace kith::ctl
