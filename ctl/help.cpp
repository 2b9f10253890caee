#include "ctl/help.hpp"

#include "ctl/commands.hpp"
#include "ctl/table.hpp"

namespace kith::ctl {
namespace {

std::string with_words(const Command& command) {
    return std::string{command.name} + (command.words.empty() ? "" : ' ' + std::string{command.words});
}

void add_command(Table& table, const Command& command) { table.row({{with_words(command)}, {std::string{command.summary}, Tone::faint}}); }

}   // namespace

std::string general_help(const Terminal& terminal) {
    Table table;
    table.heading("kithctl shows what kith has in mind for you, and takes your answers.", Tone::plain);
    table.heading("kithctl [COMMAND] [OPTIONS]", Tone::plain);
    std::string_view group;
    for (const Command& command : commands()) {
        if (command.group != group) table.heading(std::string{command.group});
        group = command.group;
        add_command(table, command);
    }
    table.heading(
        "kithctl alone is kithctl today. Commands may be shortened, as in kithctl hist. Every command knows --help and tells more then; "
        "kithctl --version says which kithctl this is.",
        Tone::plain);
    table.heading(
        "It ends with 0 when all went well, 1 when the answer is no (nothing is open, the plan has problems), 2 when the "
        "command was not understood, 3 when the daemon isn't running or doesn't answer.",
        Tone::faint);
    return table.print(terminal);
}

std::string command_help(const Command& command, const Terminal& terminal) {
    Table table;
    table.heading(std::string{command.summary} + '.', Tone::plain);
    table.heading("kithctl " + with_words(command) + (command.options.empty() ? "" : " [OPTIONS]"));
    for (const Option& option : command.options) {
        const std::string name = std::string{option.name} + (option.value.empty() ? "" : ' ' + std::string{option.value});
        table.row({{name}, {std::string{option.help}, Tone::faint}});
    }
    std::string result = table.print(terminal);
    if (!command.details.empty()) result += '\n' + paragraphs(command.details, terminal.width);
    return result;
}

std::string family_help(std::string_view first_word, const Terminal& terminal) {
    Table table;
    table.heading("kithctl " + std::string{first_word} + " ...");
    for (const Command* command : family(first_word)) add_command(table, *command);
    return table.print(terminal);
}

Exit help(const Arguments& given, Surroundings& world) {
    if (given.words().empty()) {
        world.write(general_help(world.terminal));
        return Exit::done;
    }
    if (given.words().size() == 1 && !family(given.words().front()).empty()) {
        world.write(family_help(given.words().front(), world.terminal));
        return Exit::done;
    }
    const auto named = find_command(given.words());
    if (!named) {
        world.complain(named.error());
        return Exit::misunderstood;
    }
    world.write(command_help(*named->command, world.terminal));
    return Exit::done;
}

}   // namespace kith::ctl
