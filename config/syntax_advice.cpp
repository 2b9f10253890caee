#include "config/syntax_advice.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "config/document_spans.hpp"
#include "config/line_repair.hpp"
#include "config/token_scan.hpp"

namespace kith {
namespace {

constexpr std::size_t longest_line = 4000;   // beyond that nobody wrote it by hand, and trying repairs costs

struct LineAt {
    std::size_t begin = 0;
    std::string_view text;
};

LineAt line_at(std::string_view source, std::size_t byte) {
    byte = std::min(byte, source.size());
    const std::size_t begin = byte - static_cast<std::size_t>(spans::column_of(source, byte));
    auto text = source.substr(begin, source.find('\n', begin) - begin);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return {begin, text};
}

bool says_something(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    return first != std::string_view::npos && line[first] != '#';
}

/// The line of the error and the two before it that say something, nearest first.
std::vector<LineAt> suspects(std::string_view source, std::size_t byte) {
    std::vector<LineAt> lines;
    for (LineAt line = line_at(source, byte);; line = line_at(source, line.begin - 1)) {
        if (says_something(line.text) && line.text.size() <= longest_line) lines.push_back(line);
        if (line.begin == 0 || lines.size() == 3) return lines;
    }
}

std::optional<Finding> tab_in_indentation(const LineAt& line) {
    const auto tab = line.text.find_first_not_of(' ');
    if (tab == std::string_view::npos || line.text[tab] != '\t') return std::nullopt;
    return Finding{line.begin + tab, "this line is indented with a tab", "spaces", "YAML does not take tabs there"};
}

std::optional<Finding> repaired(const LineAt& line) {
    const auto repair = repair_line(line.text);
    if (!repair) return std::nullopt;
    return Finding{line.begin + repair->column, repair->what, {}, "write " + repair->line};
}

std::optional<Finding> missing_space(const LineAt& line) {
    auto spaced = with_missing_space(line.text);
    if (spaced.empty()) return std::nullopt;
    const auto key = line.text.find_first_not_of(" -");
    const auto colon = line.text.find(':', key);
    return Finding{line.begin + colon,
                   "a space is missing after \"" + std::string{line.text.substr(key, colon + 1 - key)} + '"',
                   {},
                   "write " + spaced};
}

/// A quote or a bracket that opened lines ago and was still open, or closed only here.
std::optional<Finding> opened_above(std::string_view source, std::size_t byte) {
    const auto scan = scan_tokens(source, byte);
    const auto here = line_at(source, byte);
    if (scan.open_quote) return unclosed_quote(source, *scan.open_quote);
    if (scan.last_long_quote && scan.last_long_quote->end >= here.begin) {
        auto finding = unclosed_quote(source, scan.last_long_quote->begin);
        finding.what = "the quote that opens here closes only in line " +
                       std::to_string(1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(here.begin), '\n'));
        return finding;
    }
    if (scan.brackets.empty()) return std::nullopt;
    const std::size_t opening = scan.brackets.back();
    if (opening >= here.begin && source.find('\n', opening) != std::string_view::npos && byte < source.size() && byte != here.begin)
        return std::nullopt;   // the error stands on the same line: its own place says more
    const std::string closing = source[opening] == '[' ? "]" : "}";
    return Finding{opening, std::string{"the "} + source[opening] + " that opens here is not closed", closing,
                   "lists and maps in brackets end with " + closing};
}

Finding in_other_words(std::size_t byte, const std::string& message) {
    using Words = std::array<std::string_view, 3>;
    constexpr std::array<Words, 7> table{{
        {"end of map not found", "this line does not fit into what is above it",
         "check its indentation; keys of one map begin in the same column"},
        {"end of sequence not found", "this line does not fit into the list above it", "check its indentation, and the - of its entries"},
        {"illegal map value", "a \":\" stands where no key can be", "check the indentation; a text with \": \" in it needs quotes"},
        {"illegal block entry", "a \"-\" stands where no list can be", "check the indentation"},
        {"unknown escape character: ", "a backslash in double quotes begins something unknown",
         "use single quotes, or double the backslash"},
        {"unknown token", "a text can't begin with this character", "put the text in quotes"},
        {"illegal flow end", "a bracket closes here that was not opened", "remove it, or put the text in quotes"},
    }};
    for (const auto& [theirs, what, hint] : table)
        if (message.starts_with(theirs)) return {byte, std::string{what}, {}, std::string{hint}};
    return {byte, "this can't be read as YAML (" + message + ")", {}, "check this line and the one above"};
}

}   // namespace

Finding unclosed_quote(std::string_view source, std::size_t begin) {
    const std::string quote{source[begin] == '"' ? "\"" : "'"};
    return {begin, "the quote that opens here is not closed", quote + " at the end of the text", "close it on this line"};
}

Finding explain_syntax_error(std::string_view source, std::size_t byte, const std::string& message) {
    byte = std::min(byte, source.size());
    const auto lines = suspects(source, byte);
    for (std::size_t i = 0; i < lines.size() && i < 2; ++i)
        if (auto finding = tab_in_indentation(lines[i])) return *finding;
    for (std::size_t i = 0; i < lines.size() && i < 2; ++i)
        if (auto finding = repaired(lines[i])) return *finding;
    if (auto finding = opened_above(source, byte)) return *finding;
    for (const auto& line : lines)
        if (auto finding = missing_space(line)) return *finding;
    return in_other_words(byte, message);
}

}   // namespace kith
