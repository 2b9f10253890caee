// To come back to somebody, to ask for something, a pause with a return.

#include "ctl/act.hpp"
#include "ctl/commands.hpp"

namespace kith::ctl {

Exit promise(const Arguments& given, Surroundings& world) {
    const auto in = given.text("--in");
    const auto at = given.text("--at");
    if (in && at) {
        world.complain("--in and --at both say when; one of them is enough");
        return Exit::misunderstood;
    }
    protocol::PromiseParams params{given.words().front(), given.words_from(1)};
    if (in || at) params.at = in ? *in : *at;
    return act(given, world, "followup.promise", params);
}

Exit ask_for(const Arguments& given, Surroundings& world) {
    return act(given, world, "followup.ask", protocol::AskParams{given.words().front(), given.words_from(1), given.text("--by")});
}

Exit timeout(const Arguments& given, Surroundings& world) {
    protocol::TimeoutParams params{given.words().front()};
    if (given.words().size() > 1) params.length = given.words_from(1);
    return act(given, world, "followup.timeout", params);
}

}   // namespace kith::ctl
