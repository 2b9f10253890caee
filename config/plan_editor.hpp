#pragma once
// Changes to a plan's files, as a careful person would make them: the thing itself and nothing else.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "config/plan_reader.hpp"

namespace kith {

/// Why a plan stays as it is.
struct EditRefusal {
    std::string why;                 ///< a sentence; empty: the problems say it
    std::vector<Problem> problems;   ///< that the plan would have; line 0: in what would have been written
};

/// The files afterwards, in the order given; at most one of them new. The plan they hold has been read and has no errors.
using EditedPlan = tl::expected<std::vector<PlanText>, EditRefusal>;

/// touchpoint, checkin, person, solitude, season.
enum class PlanPart : unsigned char { touchpoint, checkin, person, solitude, season };

/// A key of something, or of the plan, as a person names it, with its value as they type it: lists may be written `a, b` or `[a, b]`, maps `{a: b}`; what
/// stands below a key is reached with a dot (minimum.every).
struct KeyAndText {
    std::string key;
    std::string text;
};

/// `texts`: the files of a plan, `plan.yaml` first (it may be empty). `name`: an item, a person, a season or a time of solitude; empty for a setting.
[[nodiscard]] EditedPlan set_in_plan(const std::vector<PlanText>& texts, std::string_view name, const KeyAndText& what);
[[nodiscard]] EditedPlan unset_in_plan(const std::vector<PlanText>& texts, std::string_view name, std::string_view key);
[[nodiscard]] EditedPlan add_to_plan(const std::vector<PlanText>& texts, PlanPart part, std::string_view name,
                                     const std::vector<KeyAndText>& keys);
/// What names it follows, and so does its history (`was`).
[[nodiscard]] EditedPlan rename_in_plan(const std::vector<PlanText>& texts, std::string_view from, std::string_view to);
/// Refused while something else of the plan needs it.
[[nodiscard]] EditedPlan remove_from_plan(const std::vector<PlanText>& texts, std::string_view name);

/// Everything in the plan that has a name, in the order written; those that a section holds twice, twice. What can't be read has none.
struct PlanName {
    std::string name;
    PlanPart part = PlanPart::touchpoint;
};
[[nodiscard]] std::vector<PlanName> names_in_plan(const std::vector<PlanText>& texts);

/// Whether it is a setting: daily_limit, quiet.
[[nodiscard]] bool is_setting(std::string_view name);
/// The settings' names, sections left out.
[[nodiscard]] std::vector<std::string_view> settings_of_plans();

}   // namespace kith
