#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>

#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/commands.hpp"
#include "ctl/example_plan.hpp"
#include "ctl/new_file.hpp"

namespace kith::ctl {
namespace {

/// The folder and those above it, as far as they are missing, for their owner alone (XDG Base Directory: 0700). An errno, or 0.
int make_folders(const std::filesystem::path& folder) {
    std::error_code error;
    if (folder.empty() || std::filesystem::is_directory(folder, error)) return 0;
    if (const int failed = make_folders(folder.parent_path()); failed != 0) return failed;
    return ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST ? 0 : errno;
}

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
    if (!given.has("--from-example"))
        return refuse("the guided beginning isn't there yet. Begin with the commented example:\n    kithctl plan init --from-example",
                      world);
    const auto path = default_plan_path();
    if (path.empty()) return refuse("neither XDG_CONFIG_HOME nor HOME is set, so there is no place for a plan", world);
    const std::string shown = printable(path.native());
    const auto there = load_plan_texts(path);
    if (!there) return refuse(to_line(there.error()), world);
    if (!there->empty()) return refuse("there is a plan already, and it stays as it is: " + printable(there->front().file), world);
    if (const int error = make_folders(path.parent_path()); error != 0)
        return refuse("the folder of " + shown + " can't be made: " + std::strerror(error), world);
    NewFile file{path.native()};
    file.write(example_plan);
    file.finish();
    if (file.error() == EEXIST) return refuse("there is a plan already, and it stays as it is: " + shown, world);
    if (file.error() != 0) return refuse(shown + " can't be written: " + std::strerror(file.error()), world);
    world.write(what_now(shown));
    return Exit::done;
}

}   // namespace kith::ctl
