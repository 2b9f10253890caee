// What the person writes down about somebody, and wants gone again.

#include <algorithm>
#include <chrono>

#include "config/problem.hpp"
#include "ctl/act.hpp"
#include "ctl/commands.hpp"

namespace kith::ctl {
namespace {

/// Each backup is written anew.
constexpr std::chrono::minutes patience{1};

/// Whether to go on: asks where somebody is there, and takes silence for a no.
bool agreed(const Arguments& given, Surroundings& world, const std::string& what) {
    if (given.has("--yes")) return true;
    if (!world.reply || !world.terminal.interactive) {
        world.complain("this can't be taken back, so it wants --yes where nobody can be asked");
        return false;
    }
    world.write(wrapped("Remove for good " + what + ", from the journal and all its backups? This can't be taken back. [y/N]",
                        world.terminal.width));
    const std::optional<std::string> said = world.reply();
    if (said && (*said == "y" || *said == "Y" || *said == "yes")) return true;
    world.write("Nothing was removed.\n");
    return false;
}

}   // namespace

Exit note_down(const Arguments& given, Surroundings& world) {
    return act(given, world, "note.add", protocol::NoteParams{given.words().front(), given.words_from(1)});
}

Exit forget(const Arguments& given, Surroundings& world) {
    protocol::ForgetParams params{.name = {}, .note = given.number("--note")};
    if (!given.words().empty()) params.name = given.words().front();
    if (params.name.has_value() == params.note.has_value()) {
        world.complain("forget what? Name a person or an item, or one text: kithctl forget --note N");
        return Exit::misunderstood;
    }
    const std::string what =
        params.name ? "all that you wrote about " + printable(*params.name) : "the text under number " + std::to_string(*params.note);
    if (!agreed(given, world, what)) return Exit::no;
    world.answer_deadline = std::max<std::chrono::milliseconds>(world.answer_deadline, patience);
    return act(given, world, "text.forget", params);
}

}   // namespace kith::ctl
