#include "daemon/adapters/display_text.hpp"

#include <random>

#include "tests/support/catch.hpp"

using kith::adapters::escape_markup;
using kith::adapters::multi_line;
using kith::adapters::single_line;

TEST_CASE("display text: what people write stays as it is") {
    const std::string text = "Zoë’s 🎂 — 日本, שלום, 👩‍👩‍👧";
    CHECK(single_line(text, 100) == text);
    CHECK(multi_line(text, 100) == text);
    CHECK(single_line("", 10).empty());
}

TEST_CASE("display text: escape sequences and control characters lose their power") {
    CHECK(single_line("a\x1b[2Jb\x07\x7f", 100) == "a[2Jb");
    CHECK(single_line("a\xC2\x9B"
                      "31mb",
                      100) == "a31mb");   // the one-character form of ESC [
    CHECK(single_line(std::string("a\0b", 3), 100) == "ab");
}

TEST_CASE("display text: lines") {
    const std::string text =
        "one\r\ntwo\rthree\nfour\xE2\x80\xA8"
        "five\tsix";
    CHECK(multi_line(text, 100) == "one\ntwo\nthree\nfour\nfive six");
    CHECK(single_line(text, 100) == "one two three four five six");
    CHECK(single_line("a\n<0>b", 100) == "a <0>b");
}

TEST_CASE("display text: writing cannot be reversed, and marks that right-to-left languages need stay") {
    CHECK(single_line("\u202Emoc\u202C \u2066x\u2069", 100) == "moc x");
    CHECK(single_line("\u200Eabc\u200F", 100) == "\u200Eabc\u200F");
    CHECK(single_line("\uFEFFabc", 100) == "abc");
}

TEST_CASE("display text: invalid UTF-8 becomes U+FFFD, byte by byte") {
    const std::string bad = "\uFFFD";
    CHECK(single_line("a\xFF"
                      "b",
                      100) == "a" + bad + "b");
    CHECK(single_line("\xC3", 100) == bad);                                 // cut off
    CHECK(single_line("\xC0\xAF", 100) == bad + bad);                       // overlong /
    CHECK(single_line("\xE0\x80\xAF", 100) == bad + bad + bad);             // overlong, longer
    CHECK(single_line("\xED\xA0\x80", 100) == bad + bad + bad);             // a surrogate
    CHECK(single_line("\xF4\x90\x80\x80", 100) == bad + bad + bad + bad);   // above U+10FFFF
    CHECK(single_line("\x80", 100) == bad);
    CHECK(single_line("\xF4\x8F\xBF\xBD", 100) == "\xF4\x8F\xBF\xBD");
    CHECK(single_line("\xE2\x82\x1B[m", 100) == bad + bad + "[m");   // an escape cannot hide in a broken character
}

TEST_CASE("display text: too long is cut at a character, with an ellipsis as the last") {
    CHECK(single_line("äöü", 3) == "äöü");
    CHECK(single_line("äöüß", 3) == "äö…");
    CHECK(single_line("äöü\x1b", 3) == "äöü");
    CHECK(single_line("ab", 1) == "…");
}

TEST_CASE("display text: markup is text") {
    CHECK(escape_markup(R"(<a href="x">&amp;'</a>)") == "&lt;a href=&quot;x&quot;&gt;&amp;amp;&#39;&lt;/a&gt;");
    CHECK(escape_markup("ä") == "ä");
}

TEST_CASE("display text: whatever bytes come in, what goes out is clean, and cleaning it again changes nothing") {
    std::mt19937 random{20260329};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        // Bytes that mean something to a decoder come up more often than chance would have them.
        constexpr std::string_view telling = "\x1b\r\n\x80\xBF\xC2\xC3\xE2\x80\xAE\xED\xA0\xEF\xBB\xF0\x9F\xF4\x8F";
        const auto length = random() % 24;
        for (unsigned at = 0; at < length; ++at) {
            text += random() % 2 == 0 ? telling[random() % telling.size()] : static_cast<char>(random() % 256);
        }
        const std::string clean = multi_line(text, 100);
        REQUIRE(multi_line(clean, 100) == clean);
        for (const char character : clean) REQUIRE((static_cast<unsigned char>(character) >= 0x20 || character == '\n'));
    }
}
