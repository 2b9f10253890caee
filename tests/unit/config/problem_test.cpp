#include "config/problem.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using kith::nearest;
using kith::printable;
using kith::Problem;
using kith::to_line;

TEST_CASE("a problem is one line: place, what, expected, hint") {
    const Problem problem{Problem::Severity::error,   "plan.yaml", {12, 3},
                          "\"wek\" is not a cadence", "a cadence", "did you mean \"week\"?"};
    CHECK(to_line(problem) == "plan.yaml:12:3: \"wek\" is not a cadence; expected a cadence; did you mean \"week\"?");
}

TEST_CASE("a warning says that it is one") {
    const Problem problem{Problem::Severity::warning, "plan.yaml", {1, 1}, "kenji always sleeps then", "", ""};
    CHECK(to_line(problem) == "plan.yaml:1:1: warning: kenji always sleeps then");
}

TEST_CASE("empty parts leave nothing behind") {
    CHECK(to_line({Problem::Severity::error, "", {2, 5}, "what", "", "hint"}) == "2:5: what; hint");
    CHECK(to_line({Problem::Severity::error, "f", {2, 5}, "what", "this", ""}) == "f:2:5: what; expected this");
    CHECK(kith::explained("what", "", "") == "what");
}

TEST_CASE("a text that already says expected is not told twice") {
    CHECK(kith::explained("what", "expected a map", "") == "what; expected a map");
}

TEST_CASE("a hostile plan cannot write to the terminal") {
    const Problem problem{Problem::Severity::error, "a\x1B]0;x\x07.yaml", {1, 1}, "\"\x1B[31m\n\r\tkey\"", "\xC2\x9B", "\u202Eabc\u2066"};
    CHECK(to_line(problem) == "a\\x1B]0;x\\x07.yaml:1:1: \"\\x1B[31m\\n\\r\\tkey\"; expected \\u009B; \\u202Eabc\\u2066");
}

TEST_CASE("what is printable stays as it is") {
    for (const std::string text : {"", "plain", "back\\slash", "Ärger, 日本, 😀, 👩\u200D👧", "می\u200Cخواهم", "\u00A0"})
        CHECK(printable(text) == text);
}

TEST_CASE("every control and bidi character is escaped") {
    const auto utf8 = [](char32_t code) {
        std::string text;
        if (code < 0x80) {
            text += static_cast<char>(code);
        } else if (code < 0x800) {
            text += static_cast<char>(0xC0U | code >> 6U);
            text += static_cast<char>(0x80U | (code & 0x3FU));
        } else {
            text += static_cast<char>(0xE0U | code >> 12U);
            text += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        }
        return text;
    };
    std::vector<char32_t> codes{0x7F, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF};
    for (char32_t code = 0; code < 0x20; ++code) codes.push_back(code);
    for (char32_t code = 0x80; code < 0xA0; ++code) codes.push_back(code);
    for (char32_t code = 0x202A; code <= 0x202E; ++code) codes.push_back(code);
    for (char32_t code = 0x2066; code <= 0x2069; ++code) codes.push_back(code);
    for (const auto code : codes) {
        const auto shown = printable("<" + utf8(code) + ">");
        CAPTURE(static_cast<unsigned>(code), shown);
        CHECK(shown.starts_with("<\\"));
        for (const char c : shown) CHECK((c >= ' ' && c <= '~'));
    }
}

TEST_CASE("bytes that are not UTF-8 are shown as bytes") {
    CHECK(printable("\xFFx") == "\\xFFx");
    CHECK(printable("\xC3") == "\\xC3");
    CHECK(printable("\xC0\x9B") == "\\xC0\\x9B");   // overlong ESC
    CHECK(printable("\xE0\x80\x9B") == "\\xE0\\x80\\x9B");
    CHECK(printable("\xED\xA0\x80") == "\\xED\\xA0\\x80");            // a surrogate
    CHECK(printable("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");   // above U+10FFFF
    CHECK(printable("\xF3\xA0\x80\xA1") == "\\U000E0021");            // an invisible tag character
}

TEST_CASE("printable text is its own printable form, whatever the bytes") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const std::string bytes{static_cast<char>(first), static_cast<char>(second), 'x'};
            const auto shown = printable(bytes);
            REQUIRE(printable(shown) == shown);
            REQUIRE(shown.ends_with('x'));
        }
}

TEST_CASE("the nearest name is one edit away: changed, missing, added, swapped") {
    const std::vector<std::string_view> keys{"every", "between", "prompts", "until"};
    CHECK(nearest("evory", keys) == "every");
    CHECK(nearest("evry", keys) == "every");
    CHECK(nearest("everyy", keys) == "every");
    CHECK(nearest("evrey", keys) == "every");
    CHECK(nearest("EVERY", keys) == "every");
    CHECK(nearest("until", keys) == "until");
}

TEST_CASE("nearness ends at a third of the length, and never below one edit") {
    CHECK(nearest("ab", {"abc"}) == "abc");
    CHECK(nearest("abcde", {"abXYe"}).empty());         // 5 / 3 = 1
    CHECK(nearest("abcdef", {"abXYef"}) == "abXYef");   // 6 / 3 = 2
    CHECK(nearest("abcdef", {"aXYZef"}).empty());
    CHECK(nearest("abcdefghi", {"bacdefgih"}) == "bacdefgih");
    CHECK(nearest("abcdefghi", {"bacdegfih"}) == "bacdegfih");
    CHECK(nearest("abcdefghi", {"badcegfih"}).empty());
}

TEST_CASE("of several as near the first in the list is named") {
    CHECK(nearest("cat", {"car", "bat", "cut"}) == "car");
    CHECK(nearest("cat", {"cut", "bat", "car"}) == "cut");
    CHECK(nearest("cat", {"cut", "cat"}) == "cat");
}

TEST_CASE("where no name is near, one that the word begins is named") {
    CHECK(nearest("old", {"dinner", "old-friends", "old-school"}) == "old-friends");
    CHECK(nearest("ol", {"old-friends"}).empty());
    CHECK(nearest("old", {"old-friends", "olf"}) == "olf");
    CHECK(nearest("old-friends-too", {"old"}).empty());
}

TEST_CASE("nothing near is nothing, and odd input is no trouble") {
    CHECK(nearest("", {"a", ""}).empty());
    CHECK(nearest("word", {}).empty());
    CHECK(nearest("word", {""}).empty());
    CHECK(nearest(std::string(100'000, 'x'), {"x", "y"}).empty());
    CHECK(nearest("kenji", {std::string_view{"mum"}, std::string_view{"sam"}}).empty());
    CHECK(nearest("\xFF\xFE", {"\xFF"}) == "\xFF");
}

TEST_CASE("nearness counts characters, not bytes") { CHECK(nearest("mün", {"mun"}) == "mun"); }
