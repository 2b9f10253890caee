#include "daemon/protocol/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace kith::protocol {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::uint32_t byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// Bytes of the well-formed character that `text` begins with; 0 when there is none (Unicode, table 3-7).
std::size_t character_bytes(std::string_view text) {
    const auto first = byte_at(text, 0);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() < size) return 0;
    const std::uint32_t lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint32_t highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte_at(text, 1) < lowest || byte_at(text, 1) > highest) return 0;
    for (std::size_t at = 2; at < size; ++at)
        if ((byte_at(text, at) & 0xC0U) != 0x80U) return 0;
    return size;
}

bool is_inert(std::string_view character) {
    const auto first = byte_at(character, 0);
    if (character.size() == 1) return first >= 0x20 && first != 0x7F;
    if (character.size() == 2) {
        const bool c1_control = first == 0xC2 && byte_at(character, 1) < 0xA0;
        return !c1_control && character != "\u061C";
    }
    for (const std::string_view turning :
         {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u2028", "\u2029"})
        if (character == turning) return false;
    return true;
}

}   // namespace

std::string valid_utf8(std::string text) {
    std::size_t good = 0;
    const auto skip_good = [&] {
        while (good < text.size()) {
            const auto size = character_bytes(std::string_view{text}.substr(good));
            if (size == 0) return false;
            good += size;
        }
        return true;
    };
    if (skip_good()) return text;   // nearly always: nothing is copied
    std::string result = text.substr(0, good);
    for (std::string_view rest = std::string_view{text}.substr(good); !rest.empty();) {
        const auto size = character_bytes(rest);
        result += size == 0 ? replacement : rest.substr(0, size);
        rest.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return result;
}

std::string quoted(std::string_view text) {
    constexpr int longest = 40;
    std::string result = "\"";
    for (int characters = 0; !text.empty(); ++characters) {
        if (characters == longest) {
            result += "…";
            break;
        }
        const auto size = character_bytes(text);
        result += size != 0 && is_inert(text.substr(0, size)) ? text.substr(0, size) : replacement;
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return result + '"';
}

}   // namespace kith::protocol
