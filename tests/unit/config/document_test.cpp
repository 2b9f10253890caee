#include "config/document.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/unit/config/plan_reader_fixture.hpp"

using kith::reader_test::has;

namespace {

using kith::Document;
using kith::no_node;
using kith::Node;
using kith::NodeId;
using kith::NodeKind;
using Slices = std::vector<std::pair<std::string, std::string>>;   // scalar and null tokens: their source bytes, their value

Document read(std::string source) {
    auto document = Document::parse("plan.yaml", std::move(source));
    if (!document) FAIL(kith::to_line(document.error().front()));
    return *std::move(document);
}

std::string slice(const Document& document, const Node& node) {
    return std::string{document.source().substr(node.begin, node.end - node.begin)};
}

void walk(const Document& document, NodeId id, const std::function<void(const Node&)>& visit) {
    for (; id != no_node; id = document[id].next) {
        visit(document[id]);
        walk(document, document[id].first, visit);
    }
}

Slices scalars(const Document& document) {
    Slices slices;
    walk(document, 0, [&](const Node& node) {
        if (node.kind == NodeKind::scalar || node.kind == NodeKind::null)
            slices.emplace_back(slice(document, node), node.kind == NodeKind::null ? "(null)" : std::string{node.text});
    });
    return slices;
}

std::vector<std::string> collections(const Document& document) {
    std::vector<std::string> slices;
    walk(document, 0, [&](const Node& node) {
        if (node.kind == NodeKind::map || node.kind == NodeKind::sequence) slices.push_back(slice(document, node));
    });
    return slices;
}

std::string refusal_of(std::string source) {
    const auto document = Document::parse("p", std::move(source));
    if (document) return "(accepted)";
    std::string lines;
    for (const auto& problem : document.error()) lines += (lines.empty() ? "" : "\n") + kith::to_line(problem);
    return lines;
}

}   // namespace

TEST_CASE("document: the span of every scalar is exactly its token") {
    CHECK(scalars(read("a: b\n")) == Slices{{"a", "a"}, {"b", "b"}});
    CHECK(scalars(read("a:   b c   # why\nd: e")) == Slices{{"a", "a"}, {"b c", "b c"}, {"d", "d"}, {"e", "e"}});
    CHECK(scalars(read("'it''s': \"x \\\"y\\\" \\u00e4\"\n")) == Slices{{"'it''s'", "it's"}, {"\"x \\\"y\\\" \\u00e4\"", "x \"y\" ä"}});
    CHECK(scalars(read("a: one\n  two\n\n  three # c\nb: x\n")) ==
          Slices{{"a", "a"}, {"one\n  two\n\n  three", "one two\nthree"}, {"b", "b"}, {"x", "x"}});
    CHECK(scalars(read("a: \"one\n  two\"\n")) == Slices{{"a", "a"}, {"\"one\n  two\"", "one two"}});
    CHECK(scalars(read("t: 16:00\nu: a#b\nv: -1\n")) ==
          Slices{{"t", "t"}, {"16:00", "16:00"}, {"u", "u"}, {"a#b", "a#b"}, {"v", "v"}, {"-1", "-1"}});
    CHECK(scalars(read("a: ''\nb: \"\"\n")) == Slices{{"a", "a"}, {"''", ""}, {"b", "b"}, {"\"\"", ""}});
    CHECK(scalars(read("? a\n: b\n")) == Slices{{"a", "a"}, {"b", "b"}});
}

TEST_CASE("document: spans hold with CRLF, a byte order mark and characters of several bytes") {
    CHECK(scalars(read("\xEF\xBB\xBF"
                       "a: b\r\nc: d\r\n")) == Slices{{"a", "a"}, {"b", "b"}, {"c", "c"}, {"d", "d"}});
    CHECK(scalars(read("a: one\r\n  two\r\nb: x\r\n")) == Slices{{"a", "a"}, {"one\r\n  two", "one two"}, {"b", "b"}, {"x", "x"}});
    CHECK(scalars(read("müsli: 🌱 grün # 日本\n日本: [ä, \"😀\", ö]\n")) ==
          Slices{{"müsli", "müsli"}, {"🌱 grün", "🌱 grün"}, {"日本", "日本"}, {"ä", "ä"}, {"\"😀\"", "😀"}, {"ö", "ö"}});
    CHECK(collections(read("\xEF\xBB\xBF"
                           "a: [b,\r\n  c]\r\n")) == std::vector<std::string>{"a: [b,\r\n  c]", "[b,\r\n  c]"});
    CHECK(scalars(read("a: |\r\n  x\r\n  y\r\nb: c\r\n")) == Slices{{"a", "a"}, {"|\r\n  x\r\n  y", "x\ny\n"}, {"b", "b"}, {"c", "c"}});
}

TEST_CASE("document: an empty value is an empty span after its indicator, a written null is its word") {
    const auto document = read("a:\nb: ~\nnull_: null\nc:   # nothing\nd: [x, ~]\ne:\n  -\n  - y\n  -\n");
    const Slices expected{{"a", "a"},         {"", "(null)"}, {"b", "b"},     {"~", "(null)"}, {"null_", "null_"},
                          {"null", "(null)"}, {"c", "c"},     {"", "(null)"}, {"d", "d"},      {"x", "x"},
                          {"~", "(null)"},    {"e", "e"},     {"", "(null)"}, {"y", "y"},      {"", "(null)"}};
    CHECK(scalars(document) == expected);
    std::vector<std::string> before;
    walk(document, 0, [&](const Node& node) {
        if (node.kind == NodeKind::null && node.begin == node.end) before.emplace_back(document.source().substr(0, node.begin));
    });
    REQUIRE(before.size() == 4);
    CHECK(before[0] == "a:");
    CHECK(before[1] == "a:\nb: ~\nnull_: null\nc:");
    CHECK(before[2].substr(before[2].size() - 6) == "e:\n  -");
    CHECK(scalars(read("a: {b, c: , d: e}")) ==
          Slices{{"a", "a"}, {"b", "b"}, {"", "(null)"}, {"c", "c"}, {"", "(null)"}, {"d", "d"}, {"e", "e"}});
}

TEST_CASE("document: an empty value before a line that begins with null is empty") {
    CHECK(has(refusal_of("a:\nnull: b\n"), "p:2:1: a key is missing here"));
    CHECK(scalars(read("a:\nnullable: b\n")) == Slices{{"a", "a"}, {"", "(null)"}, {"nullable", "nullable"}, {"b", "b"}});
}

TEST_CASE("document: a block scalar ends with its last line, and keeps trailing blank lines only with +") {
    CHECK(scalars(read("a: |\n  x\n\n  y\n\nb: c\n")) == Slices{{"a", "a"}, {"|\n  x\n\n  y", "x\n\ny\n"}, {"b", "b"}, {"c", "c"}});
    CHECK(scalars(read("a: |-  # why\n  x\nb: c\n")) == Slices{{"a", "a"}, {"|-  # why\n  x", "x"}, {"b", "b"}, {"c", "c"}});
    CHECK(scalars(read("a: |+\n  x\n\nb: c\n")) == Slices{{"a", "a"}, {"|+\n  x\n", "x\n\n"}, {"b", "b"}, {"c", "c"}});
    CHECK(scalars(read("a: |2\n    x\n   y\nb: c\n")) == Slices{{"a", "a"}, {"|2\n    x\n   y", "  x\n y\n"}, {"b", "b"}, {"c", "c"}});
    CHECK(scalars(read("m:\n  - |\n    x\n  - >\n    y\n    z\n")) ==
          Slices{{"m", "m"}, {"|\n    x", "x\n"}, {">\n    y\n    z", "y z\n"}});
    CHECK(scalars(read("a: |\nb: c\n")) == Slices{{"a", "a"}, {"|", ""}, {"b", "b"}, {"c", "c"}});
    CHECK(scalars(read("a:\n  b: |\n    x\n  # aside\n  c: d\n")) ==
          Slices{{"a", "a"}, {"b", "b"}, {"|\n    x", "x\n"}, {"c", "c"}, {"d", "d"}});
    CHECK(scalars(read("a: |\n  x")) == Slices{{"a", "a"}, {"|\n  x", "x"}});
}

TEST_CASE("document: flow collections end with their bracket, block collections with their last child") {
    CHECK(collections(read("a: [b, [c, {d: e}], 'x]', ] # ]\nf: {g: [], h: {}}\n")) ==
          std::vector<std::string>{"a: [b, [c, {d: e}], 'x]', ] # ]\nf: {g: [], h: {}}", "[b, [c, {d: e}], 'x]', ]", "[c, {d: e}]",
                                   "{d: e}", "{g: [], h: {}}", "[]", "{}"});
    CHECK(collections(read("a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\n\n# end\n")) ==
          std::vector<std::string>{"a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i", "b: c\n  d:\n    - e\n    - f: g\n      h: i",
                                   "- e\n    - f: g\n      h: i", "f: g\n      h: i"});
    CHECK(collections(read("a: [ # one ]\n  b, # two ]\n  # three\n]\n")) ==
          std::vector<std::string>{"a: [ # one ]\n  b, # two ]\n  # three\n]", "[ # one ]\n  b, # two ]\n  # three\n]"});
    CHECK(collections(read("a: [b: c, d]")) == std::vector<std::string>{"a: [b: c, d]", "[b: c, d]", "b: c"});
    CHECK(collections(read("a:\n- b\n- c\nd:\n")) == std::vector<std::string>{"a:\n- b\n- c\nd:", "- b\n- c"});
    CHECK(collections(read("{a: {b, c: }}")) == std::vector<std::string>{"{a: {b, c: }}", "{b, c: }"});
}

TEST_CASE("document: values equal to their bytes point into the source") {
    const auto document = read("a: plain\nb: \"quoted\"\n");
    const auto source = document.source();
    walk(document, document.root().first, [&](const Node& node) {
        CHECK(node.text.data() >= source.data());
        CHECK(node.text.data() + node.text.size() <= source.data() + source.size());
    });
}

TEST_CASE("document: positions count lines and characters from 1, the byte order mark not at all") {
    const auto document = read("\xEF\xBB\xBFä: 😀 x\nb: c\r\nd: e");
    CHECK(document.position(3) == kith::Position{1, 1});
    CHECK(document.position(document.source().find('x')) == kith::Position{1, 6});
    CHECK(document.position(document.source().find('c')) == kith::Position{2, 4});
    CHECK(document.position(1'000) == kith::Position{3, 5});
    CHECK(document.line_at(document.source().find('x')) == "ä: 😀 x");
    CHECK(document.line_at(document.source().find('c')) == "b: c");
    CHECK(document.line_at(1'000) == "d: e");
}

TEST_CASE("document: nothing but comments is a null root, any other root must be a map") {
    CHECK(read("").root().kind == NodeKind::null);
    CHECK(read("# only\n\n  # words\n").root().kind == NodeKind::null);
    CHECK(read("---\n").root().kind == NodeKind::null);
    CHECK(read("---\na: b\n...\n").root().kind == NodeKind::map);
    CHECK(has(refusal_of("- a\n- b\n"), "p:1:1: the plan is a list"));
    CHECK(has(refusal_of("hello\n"), "p:1:1: the plan is a bare text"));
    CHECK(has(refusal_of("every:week\n"), "write every: week"));
    CHECK(has(refusal_of(","), "p:1:1"));
    CHECK(has(refusal_of("a: b\n---\nc: d\n"), "p:2:1: a second document begins here"));
    CHECK(has(refusal_of("[a] b"), "p:1:1: the plan is a list"));
}

TEST_CASE("scenario 20: bytes that no plan holds are refused with their place") {
    using namespace std::string_literals;
    CHECK(has(refusal_of("a: b\nc: x\0y\n"s), "p:2:5: a control character (U+0000)"));
    CHECK(has(refusal_of("a: \x04\nb: c\n"), "p:1:4: a control character (U+0004)"));
    CHECK(has(refusal_of("a: b\rc: d\n"), "p:1:5: a carriage return without a line feed"));
    CHECK(has(refusal_of("a: b\nä: \xE4\n"), "p:2:4: a byte here is not UTF-8"));
    for (const std::string bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5", "\xE2\x82", "\xFF\xFE"})
        CHECK(has(refusal_of("a: " + bad), "p:1:4: a byte here is not UTF-8"));
    CHECK(has(refusal_of(std::string((32U << 20U) + 1, '#')), "larger than 32 MiB"));
    CHECK(has(refusal_of("a: \xFF\rx\x01"), "\n"));   // one of each kind is told at once
}

TEST_CASE("scenario 20: anchors, aliases, tags, merge keys and bombs are refused") {
    CHECK(has(refusal_of("a: &x b\n"), "p:1:4: an anchor"));
    CHECK(has(refusal_of("a: &x b\nc: *x\n"), "p:2:4: an alias"));
    CHECK(has(refusal_of("a: &x {b: c}\nd:\n  <<: *x\n"), "p:3:3: a merge key"));
    CHECK(has(refusal_of("a: !!str b\n"), "p:1:4: a tag"));
    CHECK(has(refusal_of("a: ! b\n"), "p:1:4: a tag"));
    CHECK(has(refusal_of("a: !x [b]\n"), "p:1:4: a tag"));
    CHECK(has(refusal_of("&a a: *a\n"), "an anchor"));
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'j'; ++c) {
        bomb += std::string{c} + ": &" + c + " [";
        for (int i = 0; i < 9; ++i) bomb += std::string{"*"} + static_cast<char>(c - 1) + (i < 8 ? "," : "]\n");
    }
    CHECK(has(refusal_of(bomb), "an anchor"));
    std::string deep = "a: ";
    for (int i = 0; i < 20'000; ++i) deep += '[';
    CHECK(has(refusal_of(deep), "nested deeper than 16 levels"));
    std::string steps;
    for (int i = 0; i < 17; ++i) steps += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
    CHECK(has(refusal_of(steps + std::string(18, ' ') + "b"), "nested deeper"));
    CHECK(has(refusal_of("? [a, b]\n: c\n"), "a key can't be a list or a map"));
    CHECK(has(refusal_of(": c\n"), "a key is missing"));
}

TEST_CASE("document: duplicate keys are all told, with the line of the first") {
    const auto lines = refusal_of("a: 1\nb: {c: 1, c: 2}\na: 2\n\"a\": 3\n");
    CHECK(has(lines, "p:2:11: \"c\" stands here a second time; expected every key once; the first is in line 2"));
    CHECK(has(lines, "p:3:1: \"a\" stands here a second time"));
    CHECK(has(lines, "p:4:1: \"a\" stands here a second time; expected every key once; the first is in line 1"));
    std::vector<kith::Problem> problems;
    const auto document = Document::parse_leniently("p", "a: 1\na: 2\n", problems);
    CHECK(document.has_value());
    CHECK(problems.size() == 1);
}

TEST_CASE("scenario 20: an unclosed quote names the line where it opens") {
    CHECK(has(refusal_of("a: b\nc: \"hello\nd: e\nf: g\n"), "p:2:4: the quote that opens here is not closed"));
    CHECK(has(refusal_of("a: b\nc: 'hello\n"), "p:2:4: the quote that opens here is not closed"));
    CHECK(has(refusal_of("a: \"hello"), "p:1:4: the quote that opens here is not closed"));
    CHECK(has(refusal_of("a: [\"x, y]\nb: c\n"), "p:1:5: the quote that opens here is not closed"));
    CHECK(has(refusal_of("a: \"Call mum\nb: c\nd: \"e\"\n"), "p:1:4: the quote that opens here closes only in line 3"));
    CHECK(has(refusal_of("do: don't\na: \"x\n"), "p:2:4: the quote"));
}

TEST_CASE("scenario 20: a bracket left open is named where it opens") {
    CHECK(has(refusal_of("with: [mum, kenji\nevery: day\n"), "p:1:7: the [ that opens here is not closed"));
    CHECK(has(refusal_of("a: 1\nmum: {name: Mum\nsam: {name: Sam}\n"), "p:2:6: the { that opens here is not closed"));
    CHECK(has(refusal_of("a: [b"), "p:1:4: the [ that opens here is not closed"));
}

TEST_CASE("scenario 20: the two classic mistakes are shown as the line should be written") {
    CHECK(has(refusal_of("x:\n  do: {name}, hello\n"), "p:2:7: a text that begins with { needs quotes; write do: \"{name}, hello\""));
    CHECK(has(refusal_of("do: {name} hello   # morning\n"), "write do: \"{name} hello\"   # morning"));
    CHECK(has(refusal_of("prompts: [What made you laugh?]\n"), "write prompts: [\"What made you laugh?\"]"));
    CHECK(has(refusal_of("prompts: [Fine, Who are {you}, \"ok?\"]\n"), "write prompts: [Fine, \"Who are {you}\", \"ok?\"]"));
    CHECK(has(refusal_of("t:\n  a: {do: Call {name}, with: mum}\n"), "p:2:6: "));
    CHECK(has(refusal_of("t:\n  a: {do: Call {name}, with: mum}\n"), "write a: {do: \"Call {name}\", with: mum}"));
    CHECK(has(refusal_of("- {do: Call {name}}\n"), "write - {do: \"Call {name}\"}"));
    CHECK(has(refusal_of("do: Call mum: now\n"), "write do: \"Call mum: now\""));
    CHECK(has(refusal_of("do: \"Hi\" there\n"), "write do: '\"Hi\" there'"));
    CHECK(has(refusal_of("do: @home\n"), "write do: \"@home\""));
    CHECK(has(refusal_of("a:\n\tb: c\n"), "p:2:1: this line is indented with a tab"));
    CHECK(has(refusal_of("a:\n  every:week\n  with: mum\n"), "p:2:8: a space is missing after \"every:\"; write every: week"));
    CHECK(has(refusal_of("a:\n  every: week\n   with: mum\n"), "p:3:"));
}

TEST_CASE("scenario 20: what makes other readers slow or greedy is answered quickly") {
    for (const std::string unit :
         {"[", "{", "- ", "? ", "a: ", "'", "\"", "|\n", ">", ": ", "&a ", "*a ", "!", ",", "]", "#", "%a\n", "- - ", "\n", " ", "a:\n"}) {
        std::string source;
        while (source.size() < 60'000) source += unit;
        const auto document = Document::parse("p", source);
        CHECK((document.has_value() || !document.error().empty()));
        CHECK((document.has_value() || document.error().size() <= 100));
    }
}
