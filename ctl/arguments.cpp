// The only file that includes CLI11: it takes seconds to compile.
#include "ctl/arguments.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "config/problem.hpp"

namespace kith::ctl {
namespace {

constexpr Option help_option{.name = "--help", .help = "This text", .alias = "-h"};

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) result.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
    const std::string near = nearest(word, candidates);
    return near.empty() ? "" : "; did you mean " + near + '?';
}

std::string unknown_option(std::span<const Option> options, std::string_view given) {
    std::vector<std::string_view> names{help_option.name};
    for (const Option& option : options) names.push_back(option.name);
    return "there is no option " + printable(given) + " here" + did_you_mean(given.substr(0, given.find('=')), names);
}

/// Why `value` is none that the option takes; empty when it is.
std::string refusal(const Option& option, const std::string& value) {
    const std::string name{option.name};
    if (option.most > 0 && !whole_number(value, option.least, option.most))
        return name + " takes a whole number from " + std::to_string(option.least) + " to " + std::to_string(option.most) + ", not \"" +
               printable(value) + '"';
    const auto choices = words_of(option.choices);
    if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return "";
    std::string all;
    for (std::size_t at = 0; at < choices.size(); ++at)
        all += (at == 0 ? "" : at + 1 == choices.size() ? " or " : ", ") + std::string{choices[at]};
    return name + " takes " + all + ", not \"" + printable(value) + '"' + did_you_mean(value, choices);
}

struct Slot {
    const Option* option;
    CLI::Option* parsed;
};

std::vector<Slot> declare(CLI::App& app, std::span<const Option> options) {
    std::vector<Slot> slots;
    const auto add = [&](const Option& option) {
        const std::string names = std::string{option.name} + (option.alias.empty() ? "" : ',' + std::string{option.alias});
        CLI::Option* parsed = option.value.empty() ? app.add_flag(names) : app.add_option(names);
        parsed->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        slots.push_back({&option, parsed});
    };
    add(help_option);
    for (const Option& option : options) add(option);
    return slots;
}

}   // namespace

std::string Arguments::words_from(std::size_t from) const {
    std::string text;
    for (std::size_t at = from; at < words_.size(); ++at) text += (at == from ? "" : " ") + words_[at];
    return text;
}

bool Arguments::has(std::string_view option) const {
    return std::any_of(given_.begin(), given_.end(), [option](const Given& given) { return given.option == option; });
}

std::optional<std::string> Arguments::text(std::string_view option) const {
    for (const Given& given : given_)
        if (given.option == option) return given.value;
    return std::nullopt;
}

std::optional<std::int64_t> Arguments::number(std::string_view option) const {
    const auto value = text(option);
    if (!value) return std::nullopt;
    std::int64_t number = 0;
    [[maybe_unused]] const auto read = std::from_chars(value->data(), value->data() + value->size(), number);
    assert(read.ec == std::errc{});   // read_arguments let it through
    return number;
}

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < least || number > most) return std::nullopt;
    return number;
}

tl::expected<Arguments, std::string> read_arguments(std::span<const Option> options, const std::vector<std::string>& given) {
    if (std::none_of(given.begin(), given.end(), [](const std::string& word) { return word.starts_with('-'); }))
        return Arguments{given, {}};
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::vector<std::string> words;
    app.add_option("words", words);
    const auto slots = declare(app, options);
    try {
        app.parse(std::vector<std::string>{given.rbegin(), given.rend()});   // CLI11 wants them in reverse
    } catch (const CLI::ArgumentMismatch&) {
        for (const Slot& slot : slots)
            if (!slot.option->value.empty() && std::find(given.begin(), given.end(), slot.option->name) != given.end() &&
                slot.parsed->empty())
                return tl::unexpected{std::string{slot.option->name} + " needs a value: " + std::string{slot.option->name} + ' ' +
                                      std::string{slot.option->value}};
        return tl::unexpected<std::string>{"an option lacks its value"};
    } catch (const CLI::ParseError& error) {
        return tl::unexpected<std::string>{printable(error.what())};
    }
    for (const std::string& extra : app.remaining())
        if (extra != "--") return tl::unexpected{unknown_option(options, extra)};
    std::vector<Arguments::Given> values;
    for (const Slot& slot : slots) {
        if (slot.parsed->count() == 0) continue;
        const std::string value = slot.option->value.empty() ? "" : slot.parsed->results().back();
        if (const std::string why = slot.option->value.empty() ? "" : refusal(*slot.option, value); !why.empty())
            return tl::unexpected{why};
        values.push_back({slot.option->name, value});
    }
    return Arguments{std::move(words), std::move(values)};
}

}   // namespace kith::ctl
