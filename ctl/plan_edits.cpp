#include "ctl/plan_edits.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/file_swap.hpp"
#include "ctl/last_edit.hpp"
#include "ctl/new_file.hpp"
#include "ctl/plan_texts.hpp"
#include "ctl/taken_up.hpp"
#include "ctl/unified_diff.hpp"

namespace kith::ctl {
namespace {

bool there(const std::string& file) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(file, ignored));
}

tl::expected<void, std::string> begin_file(const std::string& path, std::string_view bytes) {
    if (const int error = make_folders(std::filesystem::path{path}.parent_path()); error != 0)
        return tl::unexpected{"the folder of " + printable(path) + " can't be made: " + std::strerror(error)};
    NewFile file{path};
    file.write(bytes);
    file.finish();
    if (file.error() != 0) return tl::unexpected{printable(path) + " can't be written: " + std::strerror(file.error())};
    return {};
}

/// All of them, or none: what went before is taken back when a later one can't be written.
tl::expected<void, std::string> write_all(const std::vector<LastEdit::File>& files) {
    for (std::size_t at = 0; at < files.size(); ++at) {
        const LastEdit::File& one = files[at];
        auto written =
            one.before.empty() && !there(one.path) ? begin_file(one.path, one.after) : swap_file(one.path, one.before, one.after);
        if (written) continue;
        for (std::size_t back = 0; back < at; ++back) (void)swap_file(files[back].path, files[back].after, files[back].before);
        return written;
    }
    return {};
}

std::vector<LastEdit::File> changed_files(const PlanEdit& edit) {
    std::vector<LastEdit::File> files;
    for (std::size_t at = 0; at < edit.after.size(); ++at)
        if (edit.before[at].bytes != edit.after[at].bytes)
            files.push_back({edit.after[at].file, edit.before[at].bytes, edit.after[at].bytes});
    return files;
}

}   // namespace

tl::expected<std::vector<PlanText>, Exit> plan_to_edit(Surroundings& world, bool may_begin) {
    const auto path = default_plan_path();
    if (path.empty() || !may_begin) {
        auto texts = plan_texts("", world);
        if (!texts || texts->front().file == path.string()) return texts;
        texts->insert(texts->begin(), PlanText{path.string(), {}});
        return texts;
    }
    auto texts = load_plan_texts(path);
    if (!texts) {
        world.complain(to_line(texts.error()));
        return tl::unexpected{Exit::no};
    }
    if (texts->empty() || texts->front().file != path.string()) texts->insert(texts->begin(), PlanText{path.string(), {}});
    return *std::move(texts);
}

tl::expected<std::vector<PlanText>, Exit> try_edit(EditedPlan edited, Surroundings& world) {
    if (edited) return *std::move(edited);
    std::string why = edited.error().why;
    for (const Problem& problem : edited.error().problems) {
        if (!why.empty()) why += '\n';
        why += problem.at.line == 0 ? explained(problem.what, problem.expected, problem.hint) : to_line(problem);
    }
    world.complain(why + "\nNothing was changed.");
    return tl::unexpected{Exit::no};
}

bool confirmed(const std::string& question, Surroundings& world) {
    if (!world.reply || !world.terminal.interactive) return false;
    world.write(wrapped(question + " [y/N]", world.terminal.width));
    const std::optional<std::string> said = world.reply();
    return said && (*said == "y" || *said == "Y" || *said == "yes");
}

Exit carry_out(const PlanEdit& edit, const Arguments& given, Surroundings& world) {
    const std::vector<LastEdit::File> files = changed_files(edit);
    if (files.empty()) {
        world.write("Your plan says so already; nothing was changed.\n");
        return Exit::done;
    }
    if (given.has("--dry-run")) {
        for (const LastEdit::File& file : files) world.write(unified_diff(file.path, file.before, file.after));
        return Exit::done;
    }
    TakenUp taken_up{world, edit.before.front().file, edit.names};
    // Kept first: where it is, and the file isn't as it says, there is nothing to take back.
    const bool kept = keep_last_edit({edit.what, edit.names, files});
    if (const auto written = write_all(files); !written) {
        forget_last_edit();
        world.complain(written.error());
        return Exit::no;
    }
    std::string text = wrapped(edit.what, world.terminal.width);
    if (!edit.advice.empty()) text += wrapped(edit.advice, world.terminal.width);
    for (const std::string& sentence : taken_up.sentences()) text += wrapped(sentence, world.terminal.width);
    if (!kept)
        text += wrapped("It can't be taken back with kithctl plan undo, for nothing can be kept in " +
                            printable(last_edit_path().parent_path().native()) + '.',
                        world.terminal.width);
    world.write(text);
    return Exit::done;
}

}   // namespace kith::ctl
