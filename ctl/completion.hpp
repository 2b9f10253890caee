#pragma once
// What may stand where the cursor is: for the shells' completion.

#include <string>
#include <string_view>
#include <vector>

#include "config/plan_editor.hpp"

namespace kith::ctl {

struct Candidate {
    std::string word;
    std::string what = {};   ///< a few words about it; may be empty
};

struct Completion {
    std::vector<Candidate> candidates;   ///< only those that begin with what is typed
    bool files = false;                  ///< a file's name is expected
};

/// `line`: the words behind kithctl, the last one being typed (it may be empty). `texts`: the plan's files, broken or none: then there are fewer names. What is
/// offered is a word that no shell takes for anything else.
[[nodiscard]] Completion complete(const std::vector<std::string>& line, const std::vector<PlanText>& texts);

}   // namespace kith::ctl
