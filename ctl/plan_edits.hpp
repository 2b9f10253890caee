#pragma once
// An edit of the plan from the command line: shown or written, remembered for `plan undo`, and told of once kithd has taken it up.

#include <functional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/plan_editor.hpp"
#include "ctl/arguments.hpp"
#include "ctl/surroundings.hpp"

namespace kith::ctl {

struct PlanEdit {
    std::vector<PlanText> before;
    std::vector<PlanText> after;
    std::string what;                      ///< "call-mum: every is now week on mon at 19:00.", printable
    std::string advice = {};               ///< what may be done next; may be empty
    std::vector<std::string> names = {};   ///< of items and people whose next moment is worth telling
};

/// The files of the plan, plan.yaml first; `may_begin`: also where there is no plan at all. Else it says what to do, and how to end.
[[nodiscard]] tl::expected<std::vector<PlanText>, Exit> plan_to_edit(Surroundings& world, bool may_begin = false);

/// What `edit` makes of the plan, or its refusal in words: nothing was changed.
[[nodiscard]] tl::expected<std::vector<PlanText>, Exit> try_edit(EditedPlan edited, Surroundings& world);

/// `--dry-run` shows the difference. Else it is written, and kithd, where it runs, waited for.
[[nodiscard]] Exit carry_out(const PlanEdit& edit, const Arguments& given, Surroundings& world);

/// y or yes; false where nobody can be asked.
[[nodiscard]] bool confirmed(const std::string& question, Surroundings& world);

}   // namespace kith::ctl
