#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/commands.hpp"
#include "ctl/example_plan.hpp"
#include "ctl/first_plan.hpp"
#include "ctl/new_file.hpp"
#include "ctl/unified_diff.hpp"

namespace kith::ctl {
namespace {

constexpr std::string_view what_next =
    "kithctl add, set and remove change it, and so does any editor. kithctl rehearse shows what comes of it. kithd brings it up:\n\n"
    "    systemctl --user enable --now kithd.socket kithd.service";

Exit refuse(std::string_view why, Surroundings& world) {
    world.complain(why);
    return Exit::no;
}

std::string what_now(const std::string& path) {
    return "Wrote " + path +
           "\n\n"
           "Make it yours:\n"
           "  1. Put your own people in, with an editor of your choice.\n"
           "  2. kithctl plan check       says what isn't understood, and where\n"
           "  3. kithctl plan show        shows how kith reads it\n"
           "  4. kithctl today            once kithd runs: systemctl --user start kithd\n\n"
           "kithd notices when you save the file; there is nothing to reload.\n";
}

}   // namespace

Exit plan_init(const Arguments& given, Surroundings& world) {
    const auto path = default_plan_path();
    if (path.empty()) return refuse("neither XDG_CONFIG_HOME nor HOME is set, so there is no place for a plan", world);
    const std::string shown = printable(path.native());
    const auto there = load_plan_texts(path);
    if (!there) return refuse(to_line(there.error()), world);
    if (!there->empty()) return refuse("there is a plan already, and it stays as it is: " + printable(there->front().file), world);
    std::string_view text = example_plan;
    std::optional<std::string> own;
    if (!given.has("--from-example")) {
        if (!world.reply || !world.terminal.interactive)
            return refuse("nobody is here to answer questions. Begin with the commented example:\n    kithctl plan init --from-example",
                          world);
        own = ask_for_a_first_plan(world);
        if (!own)
            return refuse(
                "nothing was written. Begin again whenever you like, or with the commented example:\n    kithctl plan init --from-example",
                world);
        text = *own;
    }
    if (given.has("--dry-run")) {
        world.write(unified_diff(path.native(), "", text));
        return Exit::done;
    }
    if (const int error = make_folders(path.parent_path()); error != 0)
        return refuse("the folder of " + shown + " can't be made: " + std::strerror(error), world);
    NewFile file{path.native()};
    file.write(text);
    file.finish();
    if (file.error() == EEXIST) return refuse("there is a plan already, and it stays as it is: " + shown, world);
    if (file.error() != 0) return refuse(shown + " can't be written: " + std::strerror(file.error()), world);
    world.write(own ? "\nWrote " + shown + "\n\n" + *own + '\n' + paragraphs(what_next, world.terminal.width) : what_now(shown));
    return Exit::done;
}

}   // namespace kith::ctl
