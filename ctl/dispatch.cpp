#include "ctl/dispatch.hpp"

#include "ctl/command_table.hpp"
#include "ctl/commands.hpp"
#include "ctl/help.hpp"
#include "ctl/manual.hpp"

namespace kith::ctl {
namespace {

Exit misunderstood(const std::string& why, Surroundings& world) {
    world.complain(why);
    return Exit::misunderstood;
}

std::string usage(const Command& command) {
    return "kithctl " + std::string{command.name} + (command.words.empty() ? "" : ' ' + std::string{command.words});
}

Exit run_command(const Command& command, const std::vector<std::string>& rest, Surroundings& world) {
    const auto given = read_arguments(command.options, rest);
    if (!given) return misunderstood(given.error() + " (kithctl help " + std::string{command.name} + " tells more)", world);
    if (given->has("--help")) {
        world.write(command_help(command, world.terminal));
        return Exit::done;
    }
    const std::size_t words = given->words().size();
    if (words < command.least_words) return misunderstood("something is missing: " + usage(command), world);
    if (words > command.most_words)
        return misunderstood((command.most_words == 0 ? "more than was expected: " : "too many words: ") + usage(command), world);
    return command.handler(*given, world);
}

}   // namespace

Exit run(const std::vector<std::string>& line, Surroundings& world) {
    // The shells' completion and the building of the man pages ask so; no person does.
    if (line.size() == 1 && line[0] == "__manual") {
        world.write(commands_manual());
        return Exit::done;
    }
    if (line.size() > 1 && line[0] == "__complete" && line[1] == "--") return complete_line({line.begin() + 2, line.end()}, world);
    if (!line.empty() && (line.front() == "--help" || line.front() == "-h")) return help({}, world);
    if (!line.empty() && (line.front() == "--version" || line.front() == "-V")) return version({}, world);
    if (line.empty() || line.front().starts_with('-')) return run_command(*find_command({})->command, line, world);
    // `plan --help` is help with the whole family.
    if (line.size() == 2 && (line[1] == "--help" || line[1] == "-h") && !family(line.front()).empty())
        return help({{line.front()}, {}}, world);
    const auto named = find_command(line);
    if (!named) return misunderstood(named.error(), world);
    return run_command(*named->command, {line.begin() + static_cast<std::ptrdiff_t>(named->words), line.end()}, world);
}

}   // namespace kith::ctl
