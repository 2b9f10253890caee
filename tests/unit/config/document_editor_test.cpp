// Edits keep every other byte (promises 25): by example. editor_property_test.cpp does it with chance.

#include "config/document_editor.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

namespace kith {
namespace {

std::string after_change(const std::string& before, ValueChange change) {
    const auto document = Document::parse("plan.yaml", before);
    REQUIRE(document);
    const auto text = edited(*document, {std::move(change)});
    INFO(before);
    if (!text) return "REFUSED: " + text.error();
    return *text;
}

std::string with_set(const std::string& before, ValuePath path, Value value) {
    return after_change(before, {.kind = ValueChange::Kind::set, .path = std::move(path), .value = std::move(value), .name = {}});
}

std::string with_set(const std::string& before, ValuePath path, const std::string& text) {
    return with_set(before, std::move(path), Value::scalar(text));
}

std::string without(const std::string& before, ValuePath path) {
    return after_change(before, {.kind = ValueChange::Kind::remove, .path = std::move(path), .value = {}, .name = {}});
}

Value list_of(std::vector<std::string> texts) {
    std::vector<Value> values;
    for (std::string& text : texts) values.push_back(Value::scalar(std::move(text)));
    return Value::sequence(std::move(values));
}

TEST_CASE("25: a value changes where it stands") {
    CHECK(with_set("gap: 30m   # enough\n", {"gap"}, "1h") == "gap: 1h   # enough\n");
    CHECK(with_set("a: 'x'\n", {"a"}, "it's") == "a: 'it''s'\n");
    CHECK(with_set("a: \"x\"\n", {"a"}, "say \"hi\"") == "a: \"say \\\"hi\\\"\"\n");
    CHECK(with_set("a: x\n", {"a"}, "{name}: hello") == "a: \"{name}: hello\"\n");
    CHECK(with_set("a: {b: 1, c: 2}\n", {"a", "b"}, "Call {name}") == "a: {b: \"Call {name}\", c: 2}\n");
    CHECK(with_set("a: |\n  two\n  lines\nb: 1\n", {"a"}, "one") == "a: one\nb: 1\n");
    CHECK(with_set("\xEF\xBB\xBFgap: 30m\r\nb: 1", {"gap"}, "1h") == "\xEF\xBB\xBFgap: 1h\r\nb: 1");
    CHECK(with_set("a: x\n", {"a"}, "x") == "a: x\n");
}

TEST_CASE("25: a new key stands behind its siblings, as they are written") {
    CHECK(with_set("people:\n  mum: {name: Mum}   # dear\n\ngap: 1h\n", {"people", "sam"}, Value::of({{"name", Value::scalar("Sam")}})) ==
          "people:\n  mum: {name: Mum}   # dear\n  sam: {name: Sam}\n\ngap: 1h\n");
    CHECK(with_set("people:\n    mum:\n        name: Mum\n# end\n", {"people", "sam"}, Value::of({{"name", Value::scalar("Sam")}})) ==
          "people:\n    mum:\n        name: Mum\n    sam:\n        name: Sam\n# end\n");
    CHECK(with_set("people:\n  mum:\n    name: Mum\n\n  kim:\n    name: Kim\n", {"people", "sam"},
                   Value::of({{"name", Value::scalar("Sam")}})) ==
          "people:\n  mum:\n    name: Mum\n\n  kim:\n    name: Kim\n\n  sam:\n    name: Sam\n");
    CHECK(with_set("a: {b: 1}\n", {"a", "c"}, "2") == "a: {b: 1, c: 2}\n");
    CHECK(with_set("a: { b: 1 }\n", {"a", "c"}, "2") == "a: { b: 1, c: 2 }\n");
    CHECK(with_set("a: {}\n", {"a", "c"}, "2") == "a: {c: 2}\n");
    CHECK(with_set("a: {\n  b: 1,   # one\n  c: 2    # two\n}\n", {"a", "d"}, "3") ==
          "a: {\n  b: 1,   # one\n  c: 2,    # two\n  d: 3\n}\n");
    CHECK(with_set("a: {\n  b: 1,\n  c: 2,\n}\n", {"a", "d"}, "3") == "a: {\n  b: 1,\n  c: 2,\n  d: 3,\n}\n");
    CHECK(with_set("a: 1", {"b"}, "2") == "a: 1\nb: 2");
    CHECK(with_set("a: 1\r\n", {"b"}, "2") == "a: 1\r\nb: 2\r\n");
    CHECK(with_set("", {"b"}, "2") == "b: 2\n");
    CHECK(with_set("# only words\n", {"b"}, "2") == "# only words\nb: 2\n");
    CHECK(with_set("people:\ngap: 1h\n", {"people", "sam", "name"}, "Sam") == "people:\n  sam: {name: Sam}\ngap: 1h\n");
    CHECK(with_set("people:   # nobody yet\n", {"people", "sam", "name"}, "Sam") == "people:   # nobody yet\n  sam: {name: Sam}\n");
    CHECK(with_set("people: ~\n", {"people", "sam", "name"}, "Sam") == "people: {sam: {name: Sam}}\n");
    CHECK(with_set("gap: 1h\n", {"people", "sam", "name"}, "Sam") == "gap: 1h\n\npeople:\n  sam: {name: Sam}\n");
    CHECK(with_set("a:\n  text: |\n    keep\n\nb: 1\n", {"a", "c"}, "2") == "a:\n  text: |\n    keep\n  c: 2\n\nb: 1\n");
}

TEST_CASE("25: lists keep what stays, and its comments") {
    CHECK(with_set("l: [a, b]\n", {"l"}, list_of({"a", "b", "c"})) == "l: [a, b, c]\n");
    CHECK(with_set("l:\n  - a   # first\n  - b\n", {"l"}, list_of({"a", "x", "c"})) == "l:\n  - a   # first\n  - x\n  - c\n");
    CHECK(with_set("l: [a, b, c]\n", {"l"}, list_of({"c"})) == "l: [c]\n");
    CHECK(with_set("l: a\n", {"l"}, list_of({"a", "b"})) == "l: [a, b]\n");
    CHECK(with_set("l:\n- a\n- b\nm: 1\n", {"l"}, "a") == "l: a\nm: 1\n");
    CHECK(with_set("q: [21:30-08:00, {days: [sat], between: 08:00-10:00}]\n", {"q"}, list_of({"22:00-07:00"})) == "q: [22:00-07:00]\n");
}

TEST_CASE("25: what is removed takes its lines with it and no others") {
    CHECK(without("a: 1\nb: 2   # two\n# three\nc: 3\n", {"b"}) == "a: 1\n# three\nc: 3\n");
    CHECK(without("p:\n  m:\n    n: 1\n    # inside\n    o: 2\n\n  s: {n: 1}\n", {"p", "m"}) == "p:\n\n  s: {n: 1}\n");
    CHECK(without("p:\n  m: 1\n\n  n: 2\n\n  o: 3\n", {"p", "n"}) == "p:\n  m: 1\n\n  o: 3\n");
    CHECK(without("p:\n  m: 1\n", {"p", "m"}) == "p:\n");
    CHECK(without("a: 1\nb: 2", {"b"}) == "a: 1");
    CHECK(without("a: 1\r\nb: 2", {"b"}) == "a: 1");
    CHECK(without("a: {b: 1, c: 2, d: 3}\n", {"a", "b"}) == "a: {c: 2, d: 3}\n");
    CHECK(without("a: {b: 1, c: 2, d: 3}\n", {"a", "c"}) == "a: {b: 1, d: 3}\n");
    CHECK(without("a: {b: 1, c: 2, d: 3}\n", {"a", "d"}) == "a: {b: 1, c: 2}\n");
    CHECK(without("a: {b: 1}\n", {"a", "b"}) == "a: {}\n");
    CHECK(without("a: {b: 1,}\n", {"a", "b"}) == "a: {}\n");
    CHECK(without("l:\n  - d: 1\n    e: 2\n", {"l", "d"}).starts_with("REFUSED"));
}

TEST_CASE("25: a renamed key stays where it is") {
    const auto renamed = [](const std::string& before, const ValuePath& path, const std::string& name) {
        return after_change(before, {.kind = ValueChange::Kind::rename, .path = path, .value = {}, .name = name});
    };
    CHECK(renamed("p:\n  mum:   # dear\n    n: 1\n", {"p", "mum"}, "mama") == "p:\n  mama:   # dear\n    n: 1\n");
    CHECK(renamed("p: {'mum': 1}\n", {"p", "mum"}, "mama") == "p: {'mama': 1}\n");
    CHECK(renamed("p: {m: 1}\n", {"p", "x"}, "y").starts_with("REFUSED"));
}

}   // namespace
}   // namespace kith
