#include "config/source_bytes.hpp"

#include <array>
#include <cstdio>

#include "config/plan.hpp"

namespace kith {
namespace {

struct Sequence {
    std::size_t length;         ///< 0: no character begins like this
    unsigned char second_min;   ///< what the second byte may be; refuses overlong forms, surrogates and beyond U+10FFFF
    unsigned char second_max;
};

constexpr Sequence sequence_of(unsigned char first) {
    if (first < 0x80) return {1, 0, 0};
    if (first >= 0xC2 && first <= 0xDF) return {2, 0x80, 0xBF};
    if (first == 0xE0) return {3, 0xA0, 0xBF};
    if (first == 0xED) return {3, 0x80, 0x9F};
    if (first >= 0xE1 && first <= 0xEF) return {3, 0x80, 0xBF};
    if (first == 0xF0) return {4, 0x90, 0xBF};
    if (first >= 0xF1 && first <= 0xF3) return {4, 0x80, 0xBF};
    if (first == 0xF4) return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

bool refused_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

std::string code_point(unsigned char c) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
    return text.data();
}

}   // namespace

std::size_t first_invalid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
        const auto sequence = sequence_of(byte(0));
        if (sequence.length == 0 || sequence.length > bytes.size() - at) return at;
        if (sequence.length > 1 && (byte(1) < sequence.second_min || byte(1) > sequence.second_max)) return at;
        for (std::size_t i = 2; i < sequence.length; ++i)
            if (byte(i) < 0x80 || byte(i) > 0xBF) return at;
        at += sequence.length;
    }
    return std::string_view::npos;
}

std::vector<Finding> check_bytes(std::string_view source) {
    if (source.size() > limits::plan_bytes)
        return {{0, "the file is larger than " + std::to_string(limits::plan_bytes >> 20U) + " MiB", "a plan", "is this the right file?"}};
    std::vector<Finding> findings;
    bool control = false;
    bool lone_return = false;
    for (std::size_t at = 0; at < source.size() && !(control && lone_return); ++at) {
        const auto c = static_cast<unsigned char>(source[at]);
        if (!control && refused_control(c)) {
            control = true;
            findings.push_back({at, "a control character (" + code_point(c) + ") stands here", "text", "delete it"});
        } else if (!lone_return && c == '\r' && (at + 1 == source.size() || source[at + 1] != '\n')) {
            lone_return = true;
            findings.push_back({at, "a carriage return without a line feed ends this line", "lines that end with LF or CRLF",
                                "save the file with Unix line ends"});
        }
    }
    if (const auto at = first_invalid_utf8(source); at != std::string_view::npos)
        findings.push_back({at, "a byte here is not UTF-8", "text in UTF-8", "save the file as UTF-8"});
    return findings;
}

}   // namespace kith
