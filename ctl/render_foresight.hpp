#pragma once
// What a rehearsal foretells, as a page for people and as JSON. Pure.

#include <string>
#include <vector>

#include <boost/json.hpp>

#include "ctl/foresight.hpp"
#include "ctl/plan_warnings.hpp"
#include "ctl/terminal.hpp"

namespace kith::ctl {

/// What is said beside the moments themselves.
struct Margin {
    std::string note;                        ///< which plan this is, where that is in doubt; else empty
    std::vector<Warning> warnings;           ///< of the plan
    std::vector<std::string> not_acted_on;   ///< parts of it that this version leaves out
};

[[nodiscard]] std::string foresight_page(const Play& play, const Foresight& foresight, const Margin& margin, const Terminal& terminal);

/// A list of {"at", "kind", "items", "people", "text"}.
[[nodiscard]] boost::json::array foresight_json(const Play& play, const Foresight& foresight);

}   // namespace kith::ctl
