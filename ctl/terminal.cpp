#include "ctl/terminal.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include <utf8proc.h>

namespace kith::ctl {
namespace {

constexpr std::size_t usual_width = 80;
constexpr std::size_t least_width = 20;   // below it nothing is readable, and the terminal may as well wrap

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

bool names_utf8(std::string_view locale) {
    std::string letters;
    for (const char c : locale)
        if (c != '-') letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters.find("utf8") != std::string::npos;
}

struct Character {
    utf8proc_int32_t code = 0xFFFD;
    std::size_t bytes = 1;
};

/// The first character of a text that is not empty; a byte that is no UTF-8 counts as one character.
Character first_character(std::string_view text) {
    Character result;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &result.code);
    if (read <= 0) return {};
    result.bytes = static_cast<std::size_t>(read);
    return result;
}

std::size_t columns(Character character) { return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(character.code))); }

/// The bytes of the first character together with the accents, joiners and so on that belong to it.
std::size_t cluster_bytes(std::string_view text) {
    utf8proc_int32_t state = 0;
    Character last = first_character(text);
    std::size_t bytes = last.bytes;
    while (bytes < text.size()) {
        const Character next = first_character(text.substr(bytes));
        if (utf8proc_grapheme_break_stateful(last.code, next.code, &state) != 0) break;
        bytes += next.bytes;
        last = next;
    }
    return bytes;
}

std::string styled(const char* code, std::string text, const Terminal& terminal) {
    if (!terminal.styled || text.empty()) return text;
    return "\x1b[" + std::string{code} + 'm' + text + "\x1b[0m";
}

/// The first ASCII likeness of a character, or '?'.
void append_likeness(std::string& result, utf8proc_int32_t code) {
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
    const auto count = utf8proc_decompose_char(code, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
    if (count == 0) return;   // a mark of its own, stripped
    const auto end = parts.begin() + std::clamp<utf8proc_ssize_t>(count, 0, static_cast<utf8proc_ssize_t>(parts.size()));
    const bool ascii = count > 0 && std::all_of(parts.begin(), end, [](utf8proc_int32_t part) { return part >= 0x20 && part < 0x7F; });
    if (!ascii) {
        result += '?';
        return;
    }
    for (auto part = parts.begin(); part != end; ++part) result += static_cast<char>(*part);
}

}   // namespace

Terminal describe(const TerminalFacts& facts) {
    const std::string_view locale = !facts.lc_all.empty() ? facts.lc_all : !facts.lc_ctype.empty() ? facts.lc_ctype : facts.lang;
    Terminal result;
    result.interactive = facts.tty;
    result.utf8 = names_utf8(locale);
    result.styled = facts.tty && facts.no_color.empty() && !facts.term.empty() && facts.term != "dumb";
    if (facts.tty) result.width = facts.columns == 0 ? usual_width : std::max(facts.columns, least_width);
    return result;
}

Terminal terminal_of(int fd) {
    TerminalFacts facts;
    facts.tty = ::isatty(fd) == 1;
    winsize size{};
    if (facts.tty && ::ioctl(fd, TIOCGWINSZ, &size) == 0) facts.columns = size.ws_col;
    facts.term = environment("TERM");
    facts.no_color = environment("NO_COLOR");
    facts.lc_all = environment("LC_ALL");
    facts.lc_ctype = environment("LC_CTYPE");
    facts.lang = environment("LANG");
    return describe(facts);
}

std::size_t columns(std::string_view text) {
    std::size_t result = 0;
    while (!text.empty()) {
        const Character character = first_character(text);
        result += columns(character);
        text.remove_prefix(character.bytes);
    }
    return result;
}

std::string shortened(std::string_view text, std::size_t width, const Terminal& terminal) {
    if (width == 0 || columns(text) <= width) return std::string{text};
    const std::string_view mark = terminal.utf8 ? "…" : width >= 8 ? "..." : ".";
    const std::size_t room = width - std::min(width, columns(mark));
    std::string result;
    std::size_t used = 0;
    while (!text.empty()) {
        const std::string_view cluster = text.substr(0, cluster_bytes(text));
        if (used + columns(cluster) > room) break;
        used += columns(cluster);
        result += cluster;
        text.remove_prefix(cluster.size());
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result + std::string{mark};
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t used = columns(text);
    if (used < width) text.append(width - used, ' ');
    return text;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string result, line;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (!line.empty() && width != 0 && indent + columns(line) + 1 + columns(word) > width) {
            result += margin + line + '\n';
            line.clear();
        }
        if (!line.empty()) line += ' ';
        line += word;
    }
    return line.empty() ? result : result + margin + line + '\n';
}

std::string paragraphs(std::string_view text, std::size_t width) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        result += line.empty() || line.front() == ' ' ? std::string{line} + '\n' : wrapped(line, width);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string in_ascii(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const Character character = first_character(text);
        if (character.code < 0x80) {
            result += static_cast<char>(character.code);
        } else {
            append_likeness(result, character.code);
        }
        text.remove_prefix(character.bytes);
    }
    return result;
}

std::string bold(std::string text, const Terminal& terminal) { return styled("1", std::move(text), terminal); }

std::string faint(std::string text, const Terminal& terminal) { return styled("2", std::move(text), terminal); }

}   // namespace kith::ctl
