// plan edit: the person's own editor on a copy, as visudo does it.

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/commands.hpp"
#include "ctl/new_file.hpp"
#include "ctl/plan_edits.hpp"

extern char** environ;

namespace kith::ctl {
namespace {

std::string editor() {
    for (const char* const name : {"VISUAL", "EDITOR"})
        if (const char* const value = std::getenv(name); value != nullptr && value[0] != '\0') return value;
    return "vi";
}

/// A folder of its own, for its owner alone; gone with it unless the draft is kept.
class Draft {
  public:
    explicit Draft(std::string_view bytes) {
        const char* const place = std::getenv("TMPDIR");
        std::string pattern = std::string{place != nullptr && place[0] == '/' ? place : "/tmp"} + "/kith-plan-XXXXXX";
        if (::mkdtemp(pattern.data()) == nullptr) {
            error_ = errno;
            return;
        }
        folder_ = pattern;
        // The name tells editors what it is.
        NewFile file{path()};
        file.write(bytes);
        file.finish();
        error_ = file.error();
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        std::error_code ignored;
        if (!kept_ && !folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::string path() const { return folder_ + "/plan.yaml"; }
    [[nodiscard]] int error() const { return error_; }
    void keep() { kept_ = true; }
    /// Editors replace files: it is read by its name.
    [[nodiscard]] std::string bytes() const {
        std::ifstream file{path(), std::ios::binary};
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }

  private:
    std::string folder_;
    int error_ = 0;
    bool kept_ = false;
};

/// What EDITOR says is a command line: `code --wait`. True when it ended well.
bool run_editor(const std::string& command, const std::string& file) {
    const std::string line = command + " \"$1\"";
    const std::array<const char*, 6> words{"sh", "-c", line.c_str(), "sh", file.c_str(), nullptr};
    pid_t child = 0;
    if (::posix_spawn(&child, "/bin/sh", nullptr, nullptr, const_cast<char* const*>(words.data()), environ) != 0) return false;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool again(Surroundings& world) {
    if (!world.reply || !world.terminal.interactive) return false;
    world.write("Edit it again (e, or Enter), or leave the plan as it was (x)? ");
    const std::optional<std::string> said = world.reply();
    return said && (said->empty() || *said == "e");
}

}   // namespace

Exit plan_edit(const Arguments& given, Surroundings& world) {
    auto before = plan_to_edit(world);
    if (!before) return before.error();
    Draft draft{before->front().bytes};
    if (draft.error() != 0) {
        world.complain(std::string{"a copy to edit can't be made: "} + std::strerror(draft.error()));
        return Exit::no;
    }
    for (;;) {
        if (!run_editor(editor(), draft.path())) {
            world.complain(printable(editor()) +
                           " didn't end well, so the plan stays as it was. VISUAL or EDITOR says which editor to open.");
            return Exit::no;
        }
        std::vector<PlanText> after = *before;
        after.front().bytes = draft.bytes();
        if (after.front().bytes == before->front().bytes) {
            world.write("Nothing was changed.\n");
            return Exit::done;
        }
        const PlanReading reading = read_plan(after);
        if (reading.plan) return carry_out({*std::move(before), std::move(after), "Your plan is as you wrote it.", {}, {}}, given, world);
        for (const Problem& problem : reading.problems)
            if (problem.severity == Problem::Severity::error) world.complain(to_line(problem));
        if (again(world)) continue;
        draft.keep();
        world.complain("the plan stays as it was. What you wrote is kept in " + printable(draft.path()));
        return Exit::no;
    }
}

}   // namespace kith::ctl
