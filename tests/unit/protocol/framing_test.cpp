#include "daemon/protocol/framing.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

using kith::protocol::LineSplitter;

namespace {

std::vector<std::string> drain(LineSplitter& lines) {
    std::vector<std::string> result;
    while (auto line = lines.next()) result.push_back(std::move(*line));
    return result;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) { to.insert(to.end(), more.begin(), more.end()); }

}   // namespace

TEST_CASE("framing: a stream gives the same lines wherever it is cut") {
    using namespace std::string_literals;
    const std::string stream = "one\ntwo\r\n\n\r\nfour\0five\xFF\n a\rb \r\r\nlast\n\n"s;
    const std::vector<std::string> expected{"one", "two", "four\0five\xFF"s, " a\rb \r", "last"};
    for (std::size_t first = 0; first <= stream.size(); ++first) {
        for (std::size_t second = first; second <= stream.size(); ++second) {
            LineSplitter lines;
            std::vector<std::string> got;
            for (const auto& part : {stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)}) {
                lines.feed(part);
                append(got, drain(lines));
            }
            REQUIRE(got == expected);
            REQUIRE_FALSE(lines.partial());
        }
    }
}

TEST_CASE("framing: byte by byte is as good as all at once") {
    LineSplitter lines;
    std::vector<std::string> got;
    for (const char c : std::string_view{"{\"a\":1}\r\n{\"b\":2}\nrest"}) {
        lines.feed({&c, 1});
        append(got, drain(lines));
    }
    CHECK(got == std::vector<std::string>{"{\"a\":1}", "{\"b\":2}"});
    CHECK(lines.partial());
}

TEST_CASE("framing: a line may be as long as the limit, with LF or CRLF, and not a byte longer") {
    for (const std::string end : {"\n", "\r\n"}) {
        LineSplitter lines{8};
        lines.feed("12345678" + end);
        CHECK(drain(lines) == std::vector<std::string>{"12345678"});
        CHECK_FALSE(lines.overlong());
        lines.feed("123456789" + end);
        CHECK(drain(lines).empty());
        CHECK(lines.overlong());
    }
}

TEST_CASE("framing: an overlong line is noticed before its end comes, and nothing comes after it") {
    LineSplitter lines{8};
    lines.feed("good\n12345678");
    CHECK(drain(lines) == std::vector<std::string>{"good"});
    CHECK_FALSE(lines.overlong());
    lines.feed("\r");   // may still be the beginning of CRLF
    CHECK(drain(lines).empty());
    CHECK_FALSE(lines.overlong());
    lines.feed("9");
    CHECK(drain(lines).empty());
    CHECK(lines.overlong());
    lines.feed("\nmore\n");
    CHECK(drain(lines).empty());
    CHECK(lines.overlong());
    CHECK_FALSE(lines.partial());
}

TEST_CASE("framing: the lines before an overlong one still come") {
    LineSplitter lines{4};
    lines.feed("ab\ncd\ntoo long\nef\n");
    CHECK(drain(lines) == std::vector<std::string>{"ab", "cd"});
    CHECK(lines.overlong());
}

TEST_CASE("framing: empty lines leave nothing behind") {
    LineSplitter lines{4};
    for (int round = 0; round < 10'000; ++round) lines.feed("\r\n");
    CHECK(drain(lines).empty());
    CHECK_FALSE(lines.partial());
    CHECK_FALSE(lines.overlong());
}
