// Scenario 20: whatever a plan's bytes are, the answer is a plan or a problem, and soon.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/plan_reader.hpp"
#include "tests/support/catch.hpp"

namespace {

std::string example() {
    std::ifstream stream{std::filesystem::path{KITH_SOURCE_DIR} / "config" / "example.yaml", std::ios::binary};
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string without_blanks(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (std::string_view{" \t\r\n"}.find(c) == std::string_view::npos) result += c;
    return result;
}

/// Spans lie inside their parent's, in order, and begin and end with what their style begins and ends with.
bool sound(const kith::Document& document, kith::NodeId id) {
    const kith::Node& node = document[id];
    const auto slice = document.source().substr(node.begin, node.end - node.begin);
    const auto around = [&](char open, char close) { return slice.size() >= 2 && slice.front() == open && slice.back() == close; };
    if (node.end < node.begin || node.end > document.source().size()) return false;
    switch (node.style) {
        case kith::NodeStyle::plain:
            if (node.kind == kith::NodeKind::scalar && without_blanks(slice) != without_blanks(node.text)) return false;
            break;
        case kith::NodeStyle::double_quoted:
            if (!around('"', '"')) return false;
            break;
        case kith::NodeStyle::single_quoted:
            if (!around('\'', '\'')) return false;
            break;
        case kith::NodeStyle::flow:
            // A single pair in a list has no brackets of its own.
            if (!around('[', ']') && !around('{', '}') && (node.kind != kith::NodeKind::map || slice.find(':') == std::string_view::npos))
                return false;
            break;
        case kith::NodeStyle::literal:
        case kith::NodeStyle::folded:
        case kith::NodeStyle::block:
            break;
    }
    std::size_t from = node.begin;
    for (auto child = node.first; child != kith::no_node; child = document[child].next) {
        if (document[child].begin < from || document[child].end > node.end || !sound(document, child)) return false;
        from = document[child].end;
    }
    return true;
}

/// A plan without errors, or at least one error; never both, never neither.
bool answered(const std::string& bytes) {
    const auto reading = kith::read_plan({{"p", bytes}});
    bool error = false;
    for (const auto& problem : reading.problems) {
        error = error || problem.severity == kith::Problem::Severity::error;
        if (problem.what.empty() || problem.at.line == 0 || problem.at.column == 0) return false;
    }
    const auto document = kith::Document::parse("p", bytes);
    if (document && document->root().kind == kith::NodeKind::map && !sound(*document, 0)) return false;
    return reading.plan.has_value() != error;
}

struct Broken {
    std::string_view section;   ///< what stands above it
    std::string_view line;      ///< with its indentation
};

constexpr Broken broken[] = {
    {"", "timezon: system"},
    {"", "timezone: Nowhere/Land"},
    {"", "waking: nine to five"},
    {"", "waking: 09:00-09:00"},
    {"", "quiet: [21:30-08:00"},
    {"", "quiet: 21:30 08:00"},
    {"", "quiet: {between: 1}"},
    {"", "daily_limit: many"},
    {"", "daily_limit: -3"},
    {"", "gap: 30"},
    {"", "gap: soon"},
    {"", "privacy: secret"},
    {"", "reflect: yes"},
    {"", "week: {micro: lots}"},
    {"", "week: 4"},
    {"", "day_starts: 25:00"},
    {"", "people: [mum]"},
    {"", "\tgap: 30m"},
    {"", "gap:30m"},
    {"", "gap: \"30m"},
    {"", "gap: *x"},
    {"", "gap: &x 30m"},
    {"", "gap: !!str 30m"},
    {"", "---\ngap: 30m"},
    {"people:", "  x: {born: 13-01}"},
    {"people:", "  x: {timezone: Mars}"},
    {"people:", "  x: {awake: always}"},
    {"people:", "  x: {space: some}"},
    {"people:", "  x: {distance: yes}"},
    {"people:", "  x: {nick: X}"},
    {"people:", "  x: X"},
    {"people:", "  gap: {}"},
    {"people:", "  x y: {}"},
    {"people:", "  x: {name: [X]}"},
    {"touchpoints:", "  x: {with: self}"},
    {"touchpoints:", "  x: {every: day}"},
    {"touchpoints:", "  x: {with: nobody-here, every: day}"},
    {"touchpoints:", "  x: {with: self, every: sometimes}"},
    {"touchpoints:", "  x: {with: self, one_of: [self], every: day}"},
    {"touchpoints:", "  x: {each: strangers, every: day}"},
    {"touchpoints:", "  x: {with: self, every: day at 10:00, between: 09:00-11:00}"},
    {"touchpoints:", "  x: {with: self, every: day, latest: 3 days}"},
    {"touchpoints:", "  x: {with: self, every: day, heads_up: [1h]}"},
    {"touchpoints:", "  x: {with: self, every: day, until: 2020-01-01, from: 2021-01-01}"},
    {"touchpoints:", "  x: {with: self, every: day, do: Call {name}}"},
    {"touchpoints:", "  x: {with: self, every: day, prompts: [Really?]}"},
    {"touchpoints:", "  x: {with: self, every: day, minimum: {}}"},
    {"touchpoints:", "  x: {with: self, every: day, minutes: 0}"},
    {"checkins:", "  x: {with: self, every: week after contact}"},
    {"checkins:", "  x: {with: self, every: week, short: [5]}"},
    {"checkins:", "  x: {with: self, every: week, phases: 3}"},
    {"seasons:", "  x: {keep: some}"},
    {"seasons:", "  x: {daily_limit: 1000}"},
    {"solitude:", "  x: {every: day}"},
};

}   // namespace

TEST_CASE("scenario 20: the example cut off at every byte is a plan or a problem") {
    const auto whole = example();
    std::size_t unanswered = 0;
    for (std::size_t size = 0; size <= whole.size(); ++size)
        if (!answered(whole.substr(0, size))) ++unanswered;
    CHECK(unanswered == 0);
}

TEST_CASE("scenario 20: the example with single bytes changed, removed or added is a plan or a problem") {
    const auto whole = example();
    std::mt19937 random{20};
    const auto below = [&](std::size_t limit) { return random() % limit; };
    constexpr std::string_view likely = "\"'[]{}:,-#&*!|>%@`?\t\n\r \0~<=+0\x04\x80\xFF";
    std::size_t unanswered = 0;
    for (int round = 0; round < 4000; ++round) {
        auto bytes = whole;
        const char c = round % 2 == 0 ? likely[below(likely.size())] : static_cast<char>(below(256));
        const auto at = below(bytes.size());
        if (round % 3 == 0)
            bytes[at] = c;
        else if (round % 3 == 1)
            bytes.insert(at, 1, c);
        else
            bytes.erase(at, 1 + below(3));
        if (answered(bytes)) continue;
        ++unanswered;
        UNSCOPED_INFO("round " << round);
    }
    CHECK(unanswered == 0);
}

TEST_CASE("scenario 20: two hundred bad plans are refused with a place, and the place is in the bad line or its neighbour") {
    constexpr std::string_view head = "people:\n  mum: {name: Mum}\n";
    const std::vector<std::pair<std::string, std::string>> around = {
        {"", ""},
        {"# words\n\n", "\n# more words\n"},
        {"seasons:\n  calm: {}\n", "\n"},
        {"\xEF\xBB\xBF# ä\r\n", "\r\n"},
    };
    std::size_t plans = 0;
    for (const Broken& bad : broken) {
        for (const auto& [before, after] : around) {
            std::string text = before;
            // A section that stands in the frame already would be a second mistake.
            if (bad.section != "people:" && !bad.line.starts_with("people:")) text += head;
            if (!bad.section.empty() && before.find(bad.section) != std::string::npos) continue;
            if (!bad.section.empty()) text += std::string{bad.section} + "\n";
            const auto line = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
            text += std::string{bad.line} + (after.empty() ? "\n" : after);
            ++plans;
            const auto reading = kith::read_plan({{"p", text}});
            INFO(text);
            CHECK_FALSE(reading.plan.has_value());
            REQUIRE_FALSE(reading.problems.empty());
            const auto told = reading.problems.front().at.line;
            INFO(kith::to_line(reading.problems.front()));
            CHECK((told >= line - 1 && told <= line + 1));
        }
    }
    CHECK(plans >= 200);
}

TEST_CASE("scenario 20: a large plan of nonsense is answered") {
    std::mt19937 random{7};
    constexpr std::string_view pieces[] = {"a", ": ", "- ", "\n", "  ", "[",      "]",     "{",    "}",      "\"",
                                           "'", ", ", "#",  "|",  ">",  "people", "every", "\n  ", "\n    ", "mum"};
    for (int round = 0; round < 1500; ++round) {
        std::string text = "people:\n  mum: {}\n";
        for (int i = 0; i < 40; ++i) text += pieces[random() % std::size(pieces)];
        INFO(text);
        CHECK(answered(text));
    }
}
