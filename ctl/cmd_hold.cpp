// Nothing for a while: of everything, or of an item or a person.

#include "ctl/act.hpp"
#include "ctl/commands.hpp"

namespace kith::ctl {

Exit quiet(const Arguments& given, Surroundings& world) {
    return act(given, world, "quiet.set", protocol::QuietParams{given.words_from(0)});
}

Exit pause(const Arguments& given, Surroundings& world) {
    protocol::PauseParams params{given.words().front(), {}};
    if (given.words().size() > 1) params.until = given.words_from(1);
    return act(given, world, "pause.set", params);
}

Exit resume(const Arguments& given, Surroundings& world) {
    return act(given, world, "pause.end", protocol::NameParams{given.words().front()});
}

}   // namespace kith::ctl
