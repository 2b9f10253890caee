// 25: random edits of random documents in every style. KITH_EDITS: how many (`./dev soak --edits N`), or else 10,000.

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "config/document_editor.hpp"
#include "config/writing_style.hpp"
#include "tests/support/catch.hpp"

namespace kith {
namespace {

class DocumentWriter {
  public:
    explicit DocumentWriter(std::uint64_t seed) : random_{seed} {}

    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    bool chance(std::size_t percent) { return below(100) < percent; }

    std::string document() {
        newline_ = chance(25) ? "\r\n" : "\n";
        step_ = 1 + below(4);
        std::string text;
        const std::size_t keys = below(6);
        for (std::size_t i = 0; i < keys; ++i) {
            noise(text, 0);
            entry(text, "k" + std::to_string(i), 0, 0);
        }
        noise(text, 0);
        // A block scalar at the very end reads otherwise once something follows it, so there nothing can be added.
        const bool scalar_at_end = text.ends_with("in lines" + newline_);
        if (chance(15) && !scalar_at_end && text.ends_with(newline_)) text.resize(text.size() - newline_.size());
        return (chance(15) ? "\xEF\xBB\xBF" : "") + text;
    }

    std::string scalar() {
        constexpr const char* some[] = {"x",      "30m",        "week on sun at 16:00",
                                        "it's",   "say \"so\"", "{name}",
                                        "a: b",   "a #b",       "- x",
                                        "ä 😀",    "~",          "null",
                                        "true",   "",           " blank ",
                                        "a, b",   "[1]",        "?",
                                        "*x",     "&y",         "%z",
                                        "#",      ":",          "x:",
                                        "back\\", "---",        "two\nlines",
                                        "\ttab"};
        return some[below(std::size(some))];
    }

    Value value(int depth) {
        if (depth < 2 && chance(25)) {
            std::vector<ValueEntry> map;
            for (std::size_t i = 0; i <= below(3); ++i) map.push_back({"k" + std::to_string(i), value(depth + 1)});
            return Value::of(std::move(map));
        }
        if (depth < 2 && chance(25)) {
            std::vector<Value> list;
            for (std::size_t i = 0; i <= below(3); ++i) list.push_back(Value::scalar(scalar()));
            return Value::sequence(std::move(list));
        }
        return Value::scalar(scalar());
    }

    /// A path that leads to something, or one step beyond.
    ValuePath path(const Value& root, bool existing) {
        ValuePath path;
        const Value* map = &root;
        while (map->kind == NodeKind::map) {
            const ValueEntry& next = map->map[below(map->map.size())];
            if (!existing && chance(25)) {
                path.push_back("new");
                return path;
            }
            path.push_back(next.key);
            if (chance(30)) return path;
            map = &next.value;
        }
        if (!existing && (path.empty() || (map->kind == NodeKind::null && chance(50)))) path.push_back("new");
        return path;
    }

  private:
    std::string written_scalar(bool flow) {
        constexpr const char* plain[] = {"x", "30m", "week on sun at 16:00", "it's", "ä", "😀 b", "true", "04:00", "a-b"};
        constexpr const char* single[] = {"'x'", "'it''s'", "'{name} # no'"};
        constexpr const char* twice[] = {"\"x\"", "\"say \\\"so\\\"\"", "\"a, [b]: c\""};
        (void)flow;
        if (chance(50)) return plain[below(std::size(plain))];
        return chance(50) ? single[below(std::size(single))] : twice[below(std::size(twice))];
    }

    std::string key(const std::string& name) { return chance(10) ? '"' + name + '"' : name; }

    std::string flow(int depth) {
        const std::string pad = chance(20) ? " " : "";
        std::string text;
        const std::size_t n = below(4);
        if (depth > 2 || chance(50)) {
            for (std::size_t i = 0; i < n; ++i) text += (i > 0 ? ", " : "") + written_scalar(true);
            return '[' + pad + text + (n > 0 ? pad : "") + ']';
        }
        for (std::size_t i = 0; i < n; ++i)
            text += (i > 0 ? ", " : "") + key("k" + std::to_string(i)) + ": " + (chance(30) ? flow(depth + 1) : written_scalar(true));
        return '{' + pad + text + (n > 0 ? pad : "") + '}';
    }

    void flow_lines(std::string& text, std::size_t column) {
        const std::string indent(column + step_, ' ');
        text += " {" + newline_;
        const std::size_t n = 1 + below(3);
        for (std::size_t i = 0; i < n; ++i)
            text += indent + "k" + std::to_string(i) + ": " + written_scalar(true) + (i + 1 < n || chance(40) ? "," : "") +
                    (chance(30) ? "   # flow " : "") + newline_;
        text += std::string(column + 1, ' ') + '}';
    }

    void noise(std::string& text, std::size_t column) {
        if (chance(15)) text += newline_;
        if (chance(15)) text += std::string(chance(50) ? column : 0, ' ') + "# a comment: with {all} [sorts] of \"things\"" + newline_;
    }

    void entry(std::string& text, const std::string& name, std::size_t column, int depth) {
        const std::string indent(column, ' ');
        text += indent + key(name) + ':';
        const std::size_t kind = below(10);
        if (kind < 3 && depth < 3) {
            text += (chance(20) ? "   # map" : "") + newline_;
            const std::size_t keys = 1 + below(4);
            for (std::size_t i = 0; i < keys; ++i) {
                noise(text, column + step_);
                entry(text, "k" + std::to_string(i), column + step_, depth + 1);
            }
            return;
        }
        if (kind == 3) {
            text += newline_;
            const std::string inner((chance(50) ? column : column + step_), ' ');
            for (std::size_t i = 0; i <= below(3); ++i)
                text += inner + "- " + written_scalar(false) + (chance(20) ? "  # one" : "") + newline_;
            return;
        }
        if (kind == 4) {
            text += (chance(50) ? " |" : " >-") + newline_ + indent + std::string(step_, ' ') + "some text" + newline_ + indent +
                    std::string(step_, ' ') + "in lines" + newline_;
            return;
        }
        if (kind == 5)
            flow_lines(text, column);
        else if (kind == 6)
            text += ' ' + flow(depth);
        else if (kind > 7)
            text += ' ' + written_scalar(false);
        text += (chance(20) ? "   # said" : "") + newline_;
    }

    std::mt19937_64 random_;
    std::string newline_ = "\n";
    std::size_t step_ = 2;
};

/// How many bytes both begin with; end with.
std::size_t shared_front(const std::string& a, const std::string& b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}
std::size_t shared_back(const std::string& a, const std::string& b) {
    return static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin());
}

const Value* at_path(const Value& root, const ValuePath& path) {
    const Value* value = &root;
    for (const std::string& key : path) {
        value = value->find(key);
        if (value == nullptr) return nullptr;
    }
    return value;
}

/// Whether `part` is `whole` with some of its bytes left out.
bool is_part(const std::string& part, const std::string& whole) {
    std::size_t at = 0;
    for (const char c : whole)
        if (at < part.size() && part[at] == c) ++at;
    return at == part.size();
}

/// The bytes from the key at `path` to the end of its value, without comments behind it.
std::pair<std::size_t, std::size_t> span_of(const Document& document, const ValuePath& path) {
    const Node* map = &document.root();
    std::pair<std::size_t, std::size_t> span;
    for (const std::string& key : path)
        for (NodeId at = map->first; at != no_node; at = document[document[at].next].next)
            if (document[at].text == key) {
                map = &document[document[at].next];
                span = {document[at].begin, std::max(document[at].end, map->end)};
                break;
            }
    return span;
}

std::string change_words(const ValueChange& change) {
    std::string text = change.kind == ValueChange::Kind::set ? "set" : change.kind == ValueChange::Kind::remove ? "remove" : "rename";
    for (const std::string& key : change.path) text += ' ' + key;
    const WritingStyle style;
    return text + " to " + flow_text(style, change.value, Surround::block);
}

TEST_CASE("25: random edits leave no stray byte") {
    const char* const wished = std::getenv("KITH_EDITS");
    const long edits = wished == nullptr ? 10'000 : std::strtol(wished, nullptr, 10);
    long done = 0;
    for (std::uint64_t seed = 1; done < edits; ++seed) {
        DocumentWriter writer{seed};
        const std::string before = writer.document();
        const auto document = Document::parse("plan.yaml", before);
        if (!document) {
            INFO(before);
            FAIL("the generator wrote no YAML: " << to_line(document.error().front()));
        }
        const Value old = value_of(*document);
        ValueChange change;
        const std::size_t kind = old.kind == NodeKind::map ? writer.below(4) : 0;
        change.kind = kind < 2 ? ValueChange::Kind::set : kind == 2 ? ValueChange::Kind::remove : ValueChange::Kind::rename;
        change.path = writer.path(old, change.kind != ValueChange::Kind::set);
        change.name = "renamed";
        change.value = writer.value(0);
        Value wanted = old;
        if (!apply(wanted, change)) continue;
        ++done;
        INFO("seed " << seed << ", " << change_words(change) << '\n' << before);
        const auto after = edited(*document, {change});
        if (!after) {
            FAIL(after.error());
        }
        INFO("after:\n" << *after);
        const auto again = Document::parse("plan.yaml", *after);
        REQUIRE(again);
        REQUIRE(value_of(*again) == wanted);
        if (old == wanted) {
            REQUIRE(*after == before);
            continue;
        }
        // What is new takes nothing away: all of the old text is still there, in its order.
        if (change.kind == ValueChange::Kind::set && at_path(old, change.path) == nullptr) {
            REQUIRE(is_part(before, *after));
            continue;
        }
        // Else only what the path names goes, with its line, a comma, and a blank line that would stand double.
        const auto [begin, end] = span_of(*document, change.path);
        const std::size_t line = before.rfind('\n', begin) == std::string::npos ? 0 : before.rfind('\n', begin) + 1;
        const std::size_t blank = line < 2 ? 0 : before.rfind('\n', line - 2) == std::string::npos ? 0 : before.rfind('\n', line - 2) + 1;
        const std::size_t next = std::min(before.find('\n', end), before.size());
        REQUIRE(shared_front(before, *after) + 2 >= (change.kind == ValueChange::Kind::remove ? blank : begin));
        REQUIRE(before.size() - shared_back(before, *after) <= std::max(end, change.kind == ValueChange::Kind::rename ? end : next) + 1);
    }
}

}   // namespace
}   // namespace kith
