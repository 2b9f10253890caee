#pragma once
// Documents → Plan, or every problem with file:line:column and a hint.

#include <optional>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "config/plan.hpp"
#include "config/problem.hpp"

namespace kith {

struct PlanReading {
    std::optional<Plan> plan;        ///< set exactly when there is no error
    std::vector<Problem> problems;   ///< errors and warnings, sorted by file and position; at most limits::problems_told errors
    std::size_t untold = 0;          ///< errors beyond that
};

/// One text of a plan: its name for messages, and its bytes.
struct PlanText {
    std::string file;
    std::string bytes;
};

/// Reads `plan.yaml` and the files of `plan.d`, in that order; a key defined twice is an error that names both places. Never throws.
[[nodiscard]] PlanReading read_plan(std::vector<PlanText> texts);

}   // namespace kith
