#include "config/problem.hpp"
#include "ctl/act.hpp"
#include "ctl/commands.hpp"

namespace kith::ctl {
Exit done(const Arguments& given, Surroundings& world) {
    const protocol::DoneParams params{given.words().front(), given.text("--kind"), given.number("--minutes"), given.text("--felt"),
                                      given.text("--note")};
    return act(given, world, "occurrence.done", params);
}

Exit snooze(const Arguments& given, Surroundings& world) {
    protocol::SnoozeParams params{given.words().front()};
    if (given.words().size() > 1) params.to = given.words_from(1);
    return act(given, world, "occurrence.snooze", params);
}

Exit skip(const Arguments& given, Surroundings& world) {
    return act(given, world, "occurrence.skip", protocol::NameParams{given.words().front()});
}

Exit log_contact(const Arguments& given, Surroundings& world) {
    const protocol::LogParams params{given.words(),        given.text("--kind"), given.number("--minutes"),
                                     given.text("--felt"), given.text("--on"),   given.text("--note")};
    return act(given, world, "contact.log", params);
}

Exit undo(const Arguments& given, Surroundings& world) { return act(given, world, "action.undo", protocol::NoParams{}); }

Exit try_notification(const Arguments& given, Surroundings& world) {
    bool shown = true;
    const Exit ended = query<protocol::Tried>(given, world, "desktop.try", protocol::NoParams{}, [&](const protocol::Tried& tried) {
        shown = tried.shown;
        return wrapped(printable(tried.text), world.terminal.width);
    });
    return ended == Exit::done && !shown ? Exit::no : ended;
}

}   // namespace kith::ctl
