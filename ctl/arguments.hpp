#pragma once
// A command's options as the command table declares them, and what the person gave. Read by arguments.cpp: plain words directly, anything
// with options through CLI11, built for the one command that was named.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace kith::ctl {

struct Option {
    std::string_view name;         ///< --limit
    std::string_view value = {};   ///< its placeholder in help: N; empty: a switch without a value
    std::string_view help = {};
    std::string_view choices = {};      ///< the words allowed, separated by blanks; empty: any
    std::int64_t least = 0, most = 0;   ///< of a whole number; most 0: it isn't one
    std::string_view alias = {};        ///< another spelling; not shown in help
};

class Arguments {
  public:
    struct Given {
        std::string_view option;   ///< its name in the table
        std::string value;
    };
    Arguments() = default;
    Arguments(std::vector<std::string> words, std::vector<Given> given) : words_{std::move(words)}, given_{std::move(given)} {}

    /// What was given without an option's name, in order.
    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
    /// Those from `from` on as one text: 3 days is two words.
    [[nodiscard]] std::string words_from(std::size_t from) const;
    [[nodiscard]] bool has(std::string_view option) const;
    [[nodiscard]] std::optional<std::string> text(std::string_view option) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view option) const;   ///< of an option declared as a number

  private:
    std::vector<std::string> words_;
    std::vector<Given> given_;
};

/// A whole number from `least` to `most`, with nothing around it.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t least, std::int64_t most);

/// `given` by the options of one command, or a sentence that says what was not understood. `--help` and `-h` are known to every command.
[[nodiscard]] tl::expected<Arguments, std::string> read_arguments(std::span<const Option> options, const std::vector<std::string>& given);

}   // namespace kith::ctl
