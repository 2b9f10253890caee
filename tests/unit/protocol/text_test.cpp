#include "daemon/protocol/text.hpp"

#include <array>
#include <string>
#include <string_view>

#include "daemon/protocol/nearest.hpp"
#include "tests/support/catch.hpp"

using namespace kith::protocol;

TEST_CASE("text: well-formed UTF-8 stays as it is, every other byte becomes U+FFFD") {
    const std::string good = "a\u0080\u07FF\u0800\uD7FF\uE000\uFFFF\U00010000\U0010FFFF";
    CHECK(valid_utf8(good) == good);
    CHECK(valid_utf8("") == "");
    CHECK(valid_utf8("a\x80z") == "a\uFFFDz");
    CHECK(valid_utf8("\xC0\xAF") == "\uFFFD\uFFFD");   // overlong
    CHECK(valid_utf8("\xE0\x9F\xBF") == "\uFFFD\uFFFD\uFFFD");
    CHECK(valid_utf8("\xF0\x8F\xBF\xBF") == "\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(valid_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");             // a surrogate
    CHECK(valid_utf8("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");   // beyond U+10FFFF
    CHECK(valid_utf8("\xF5") == "\uFFFD");
    CHECK(valid_utf8("ä\xC3") == "ä\uFFFD");   // cut off
    CHECK(valid_utf8("\xE2\x82") == "\uFFFD\uFFFD");
}

TEST_CASE("text: every pair of bytes comes out valid, and valid text is a fixed point") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const std::string pair{static_cast<char>(first), static_cast<char>(second)};
            const auto once = valid_utf8(pair);
            REQUIRE(valid_utf8(once) == once);
        }
}

TEST_CASE("text: what is quoted is short and inert") {
    CHECK(quoted("mum") == "\"mum\"");
    CHECK(quoted("\x1B[31m\n\x7F") == "\"\uFFFD[31m\uFFFD\uFFFD\"");
    CHECK(quoted("\u202E\u200F\u061C\u0085") == "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
    CHECK(quoted(std::string(40, 'x')) == '"' + std::string(40, 'x') + '"');
    std::string umlauts;
    for (int count = 0; count < 41; ++count) umlauts += "ä";
    CHECK(quoted(umlauts) == '"' + umlauts.substr(0, 80) + "…\"");
}

TEST_CASE("did you mean: the nearest name, when it is near") {
    constexpr std::array<std::string_view, 4> names{"name", "note", "minutes", "felt"};
    CHECK(nearest("nam", names) == "name");
    CHECK(nearest("nmae", names) == "name");
    CHECK(nearest("NAME", names) == "name");
    CHECK(nearest("minute", names) == "minutes");
    CHECK(nearest("colour", names).empty());
    CHECK(nearest("", names).empty());
    CHECK(nearest(std::string(100'000, 'n'), names).empty());
    CHECK(nearest("nate", names) == "name");   // as near as note: the first
}
