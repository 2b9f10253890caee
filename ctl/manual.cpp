#include "ctl/manual.hpp"

#include <algorithm>
#include <cctype>

#include "ctl/command_table.hpp"

namespace kith::ctl {
namespace {

/// Text as scdoc takes it for itself: what it would take for marks is escaped.
std::string literal(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (std::string_view{"\\_*#[]<>~"}.find(c) != std::string_view::npos) escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string in_capitals(std::string_view text) {
    std::string capitals{text};
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return capitals;
}

/// Its paragraphs, indented below the command; an example is a paragraph of its own.
std::string described(std::string_view details) {
    std::string text;
    while (!details.empty()) {
        const std::size_t end = std::min(details.find('\n'), details.size());
        const std::string_view line = details.substr(0, end);
        if (!line.empty()) text += "\n\t" + literal(line.substr(std::min(line.find_first_not_of(' '), line.size()))) + '\n';
        details.remove_prefix(std::min(end + 1, details.size()));
    }
    return text;
}

}   // namespace

std::string commands_manual() {
    std::string text;
    std::string_view group;
    for (const Command& command : commands()) {
        if (command.group != group) text += "# " + in_capitals(command.group) + "\n\n";
        group = command.group;
        text += "*kithctl " + literal(command.name) + '*' + (command.words.empty() ? "" : ' ' + literal(command.words)) + "\n\t" +
                literal(command.summary) + ".\n";
        text += described(command.details);
        for (const Option& option : command.options)
            text += "\n\t*" + literal(option.name) + '*' + (option.value.empty() ? "" : ' ' + literal(option.value)) + "++\n" +
                    literal(option.help) + ".\n";
        text += '\n';
    }
    return text;
}

}   // namespace kith::ctl
