// For the shells: kithctl __complete -- WORD... prints what the last of them may become, a line each with a tab before its description; :files where a file's
// name is expected. It never complains: somebody is typing.

#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/commands.hpp"
#include "ctl/completion.hpp"

namespace kith::ctl {

Exit complete_line(const std::vector<std::string>& words, Surroundings& world) {
    const auto path = default_plan_path();
    auto texts = path.empty() ? tl::expected<std::vector<PlanText>, Problem>{} : load_plan_texts(path);
    const Completion completion = complete(words, texts ? *texts : std::vector<PlanText>{});
    std::string lines = completion.files ? ":files\n" : "";
    for (const Candidate& one : completion.candidates) lines += one.word + (one.what.empty() ? "" : '\t' + printable(one.what)) + '\n';
    world.write(lines);
    return Exit::done;
}

}   // namespace kith::ctl
