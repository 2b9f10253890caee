#include "daemon/adapters/display_text.hpp"

#include <cassert>
#include <cstdint>

namespace kith::adapters {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view replacement_utf8 = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

struct Decoded {
    char32_t character = replacement;
    std::size_t length = 1;   ///< bytes taken; an invalid sequence takes one
};

/// The form of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
    char32_t character = lead & (0x7FU >> length);
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xC0U) != 0x80U) return {};
        character = character << 6U | (byte(at) & 0x3FU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (character < least[length] || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) return {};
    return {character, length};
}

enum class Treatment : std::uint8_t { keep, drop, line_break, space };

Treatment treatment(char32_t character) {
    if (character == U'\n' || character == U'\r' || character == 0x0B || character == 0x0C || character == 0x85 || character == 0x2028 ||
        character == 0x2029) {
        return Treatment::line_break;
    }
    if (character == U'\t') return Treatment::space;
    if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return Treatment::drop;
    if ((character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069)) return Treatment::drop;
    if (character == 0xFEFF || (character >= 0xFFF9 && character <= 0xFFFB)) return Treatment::drop;
    return Treatment::keep;
}

std::string clean(std::string_view text, std::size_t most, bool keep_lines) {
    assert(most >= 1);
    std::string result;
    result.reserve(text.size() < 4 * most ? text.size() : 4 * most);
    std::size_t characters = 0;
    std::size_t last_begin = 0;   // where the last character that fits begins: an ellipsis may have to take its place
    while (!text.empty()) {
        const auto [character, length] = decode(text);
        const std::string_view bytes = character == replacement ? replacement_utf8 : text.substr(0, length);
        const Treatment how = treatment(character);
        const std::size_t taken = character == U'\r' && text.substr(0, 2) == "\r\n" ? 2 : length;
        text.remove_prefix(taken);
        if (how == Treatment::drop) continue;
        if (characters == most) {
            result.resize(last_begin);
            result += ellipsis;
            return result;
        }
        last_begin = result.size();
        ++characters;
        if (how == Treatment::keep) {
            result += bytes;
        } else {
            result += how == Treatment::line_break && keep_lines ? '\n' : ' ';
        }
    }
    return result;
}

}   // namespace

std::string single_line(std::string_view text, std::size_t most) { return clean(text, most, false); }

std::string multi_line(std::string_view text, std::size_t most) { return clean(text, most, true); }

std::string escape_markup(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char character : text) {
        switch (character) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += character;
        }
    }
    return result;
}

}   // namespace kith::adapters
