#include "config/problem.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace kith {
namespace {

struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;   ///< an invalid byte stands alone, its value in `code`
};

/// Well-formed UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const Character broken{byte(0), 1, false};
    if (byte(0) < 0x80) return {byte(0), 1, true};
    const std::size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < bytes) return broken;
    char32_t code = byte(0) & (0x7FU >> bytes);
    for (std::size_t at = 1; at < bytes; ++at) {
        if ((byte(at) & 0xC0U) != 0x80U) return broken;
        code = code << 6U | (byte(at) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (code < least[bytes] || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return broken;
    return {code, bytes, true};
}

/// Characters that steer a terminal, turn the direction of the text around them, break the line or can't be seen at all. The joiners
/// U+200C and U+200D are left alone: Persian, Indic scripts and emoji need them.
bool is_unprintable(char32_t code) {
    struct Range {
        char32_t first, last;
    };
    constexpr Range ranges[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},
                                {0x180E, 0x180E}, {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E},
                                {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
    return std::any_of(std::begin(ranges), std::end(ranges), [code](Range range) { return code >= range.first && code <= range.last; });
}

std::string hexadecimal(char32_t code, int digits) {
    std::string result(static_cast<std::size_t>(digits), '0');
    for (auto at = result.rbegin(); at != result.rend(); ++at, code >>= 4U) *at = "0123456789ABCDEF"[code & 0xFU];
    return result;
}

std::string escaped(Character character) {
    if (character.code == '\n') return "\\n";
    if (character.code == '\r') return "\\r";
    if (character.code == '\t') return "\\t";
    if (!character.valid || character.code < 0x80) return "\\x" + hexadecimal(character.code, 2);
    return character.code > 0xFFFF ? "\\U" + hexadecimal(character.code, 8) : "\\u" + hexadecimal(character.code, 4);
}

/// Invalid bytes are characters of their own, outside Unicode, so that they only equal themselves.
std::u32string folded_characters(std::string_view text) {
    std::u32string result;
    while (!text.empty()) {
        const auto character = first_character(text);
        const bool capital = character.code >= 'A' && character.code <= 'Z';
        result += character.valid ? (capital ? character.code - 'A' + 'a' : character.code) : 0x110000 + character.code;
        text.remove_prefix(character.bytes);
    }
    return result;
}

/// The optimal string alignment distance (Damerau-Levenshtein in which a swapped pair is not edited again), if it is at most `most`.
std::optional<std::size_t> edit_distance(std::u32string_view a, std::u32string_view b, std::size_t most) {
    if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > most) return std::nullopt;
    std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        // A swap reaches back two rows, so only two rows beyond the bound make it certain.
        if (*std::min_element(row.begin(), row.end()) > most && *std::min_element(last.begin(), last.end()) > most) return std::nullopt;
        std::swap(before_last, last);
        std::swap(last, row);
    }
    if (last[b.size()] > most) return std::nullopt;
    return last[b.size()];
}

}   // namespace

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto character = first_character(text);
        if (character.valid && !is_unprintable(character.code)) {
            result += text.substr(0, character.bytes);
        } else {
            result += escaped(character);
        }
        text.remove_prefix(character.bytes);
    }
    return result;
}

std::string explained(std::string_view what, std::string_view expected, std::string_view hint) {
    std::string result = printable(what);
    if (!expected.empty()) result += expected.starts_with("expected") ? "; " : "; expected ";
    result += printable(expected);
    if (!hint.empty()) result += "; ";
    return result + printable(hint);
}

std::string to_line(const Problem& problem) {
    std::string result = problem.file.empty() ? "" : printable(problem.file) + ':';
    result += std::to_string(problem.at.line) + ':' + std::to_string(problem.at.column) + ": ";
    if (problem.severity == Problem::Severity::warning) result += "warning: ";
    return result + explained(problem.what, problem.expected, problem.hint);
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    constexpr std::size_t longest = 256;   // characters; nobody mistypes a longer name, and the work grows with its square
    const auto wanted = folded_characters(word);
    if (wanted.empty() || wanted.size() > longest) return {};
    std::optional<std::size_t> best_distance;
    std::string_view best;
    std::string_view begins_with_it;
    for (const auto candidate : candidates) {
        const auto offered = folded_characters(candidate);
        if (begins_with_it.empty() && wanted.size() >= 3 && offered.size() > wanted.size() && offered.starts_with(wanted))
            begins_with_it = candidate;
        const auto most = best_distance ? *best_distance : std::max<std::size_t>(1, wanted.size() / 3);
        const auto distance = edit_distance(wanted, offered, most);
        if (!distance || (best_distance && *distance >= *best_distance)) continue;
        best_distance = distance;
        best = candidate;
    }
    return std::string{best_distance ? best : begins_with_it};
}

}   // namespace kith
