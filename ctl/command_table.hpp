#pragma once
// The whole command set of kithctl: one table. Dispatch, help and the reading of options stand on it.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "ctl/arguments.hpp"
#include "ctl/surroundings.hpp"

namespace kith::ctl {

struct Command {
    std::string_view name;    ///< one word, or two for a family: plan check
    std::string_view words;   ///< what follows it, as help shows it: NAME [UNTIL]
    std::size_t least_words = 0;
    std::size_t most_words = 0;
    std::string_view summary;   ///< one line
    std::string_view group;     ///< the heading it stands under in help
    std::span<const Option> options;
    std::string_view details;   ///< paragraphs for its own help; a line that begins with blanks is shown as it is
    Exit (*handler)(const Arguments& given, Surroundings& world);
};

/// In the order help lists them.
[[nodiscard]] std::span<const Command> commands();

/// Another word for a command; not listed in help.
struct Alias {
    std::string_view word;
    std::string_view command;
};
[[nodiscard]] std::span<const Alias> aliases();

/// A command named by the first of `line`, and how many of its words the name took.
struct Named {
    const Command* command = nullptr;
    std::size_t words = 1;
};

/// Full names, aliases and unambiguous beginnings of names are understood. An error is a sentence that says which names may have been meant.
[[nodiscard]] tl::expected<Named, std::string> find_command(const std::vector<std::string>& line);

/// The commands of a family (`plan`), or none when there is no such family.
[[nodiscard]] std::vector<const Command*> family(std::string_view first_word);

}   // namespace kith::ctl
