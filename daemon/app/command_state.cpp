// The state, handed out once to whoever wants to reckon on from it: a rehearsal takes its time elsewhere and never delays a nudge.

#include <filesystem>

#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/saved_state.hpp"
#include "daemon/protocol/limits.hpp"

namespace kith::app {

using protocol::Error;
using protocol::ErrorCode;

tl::expected<protocol::State, Error> Commands::state(const protocol::NoParams&) {
    const core::Engine& engine = *runtime_.engine();
    const core::Saved saved = engine.ledger().save();
    const std::size_t entries = entries_of(saved);
    if (entries > protocol::limits::state_entries)
        return tl::unexpected{error(ErrorCode::too_large, "The state holds " + std::to_string(entries) +
                                                              " items, people and stretches of time, and is handed out whole up to " +
                                                              std::to_string(protocol::limits::state_entries) +
                                                              ". kithctl agenda tells what comes.")};
    std::size_t plan_bytes = 0;
    for (const protocol::PlanFileText& text : plan_.last_good) plan_bytes += text.text.size();
    if (plan_bytes > protocol::limits::state_plan_bytes)
        return tl::unexpected{
            error(ErrorCode::too_large,
                  "The last good plan, which stays in use, is longer than is handed out with the state. kithctl plan check "
                  "says what to mend in the plan's file; then the file itself will do.")};
    protocol::State state = state_of(saved, engine.zone());
    state.now = engine.zone().rfc3339(runtime_.now());
    state.zone = engine.zone().name();
    // Whoever asks may stand in another folder.
    std::error_code unknown;
    const std::filesystem::path path = std::filesystem::absolute(plan_.path, unknown);
    state.plan = unknown ? plan_.path : path.string();
    state.plan_state = plan_.state;
    state.last_good = plan_.last_good;
    return state;
}

}   // namespace kith::app
