// What kithctl can change in a plan, and what it refuses (25).

#include "config/plan_editor.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "config/problem.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/plan_reader_fixture.hpp"

namespace kith {
namespace {

using reader_test::has;

const std::string to_be_edited = R"(# Mine.
gap: 45m
people:
  mum: {name: Mum, circle: family}   # call her
  sam: {name: Sam}
touchpoints:
  call-mum:
    do: Call {name}
    with: mum
    every: week on sun at 16:00   # after tea
  walk: {with: [mum, sam], every: 3 times a week}
checkins:
  weekly: {with: sam, every: week on sun at 18:30}
seasons:
  grief: {keep: minimum}
)";

std::vector<PlanText> edited_texts(const std::string& text = to_be_edited) { return {{"plan.yaml", text}}; }

/// The lines that went, with -, and those that came, with +.
std::string difference(const EditedPlan& edited, const std::string& before = to_be_edited, std::size_t file = 0) {
    if (!edited) {
        std::string why = edited.error().why;
        for (const Problem& problem : edited.error().problems)
            why += '[' + std::to_string(problem.at.line) + "] " + explained(problem.what, problem.expected, problem.hint) + '\n';
        return "refused: " + why;
    }
    const auto lines = [](const std::string& text) {
        std::vector<std::string> found;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            found.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        return found;
    };
    const auto old = lines(before), fresh = lines((*edited)[file].bytes);
    std::string text;
    for (const std::string& line : old)
        if (std::find(fresh.begin(), fresh.end(), line) == fresh.end()) text += '-' + line + '\n';
    for (const std::string& line : fresh)
        if (std::find(old.begin(), old.end(), line) == old.end()) text += '+' + line + '\n';
    return text;
}

TEST_CASE("25: set changes one value") {
    CHECK(difference(set_in_plan(edited_texts(), "call-mum", {"every", "mon 19:00"})) ==
          "-    every: week on sun at 16:00   # after tea\n+    every: mon 19:00   # after tea\n");
    CHECK(difference(set_in_plan(edited_texts(), "mum", {"space", "3d"})) ==
          "-  mum: {name: Mum, circle: family}   # call her\n+  mum: {name: Mum, circle: family, space: 3d}   # call her\n");
    CHECK(difference(set_in_plan(edited_texts(), "", {"daily_limit", "3"})) == "+daily_limit: 3\n");
    CHECK(difference(set_in_plan(edited_texts(), "", {"gap", "1h"})) == "-gap: 45m\n+gap: 1h\n");
    CHECK(difference(set_in_plan(edited_texts(), "call-mum", {"heads_up", "3 days, 2h"})) == "+    heads_up: [3 days, 2h]\n");
    CHECK(difference(set_in_plan(edited_texts(), "call-mum", {"with", "mum, sam"})) == "-    with: mum\n+    with: [mum, sam]\n");
    CHECK(difference(set_in_plan(edited_texts(), "call-mum", {"prompts", "How was the week, really?"})) ==
          "+    prompts: [\"How was the week, really?\"]\n");
    CHECK(difference(set_in_plan(edited_texts(), "call-mum", {"minimum", "{do: \"A line\", every: 2 weeks on sun}"})) ==
          "+    minimum: {do: A line, every: 2 weeks on sun}\n");
    CHECK(difference(set_in_plan(edited_texts(), "", {"week.micro", "2"})) == "+\n+week:\n+  micro: 2\n");
    CHECK(difference(set_in_plan(edited_texts(), "", {"quiet", "22:00-07:00, 13:00-14:00"})) == "+quiet: [22:00-07:00, 13:00-14:00]\n");
}

TEST_CASE("25: a new setting stands with the settings") {
    const auto edited = set_in_plan(edited_texts(), "", {"daily_limit", "3"});
    REQUIRE(edited);
    CHECK((*edited)[0].bytes.starts_with("# Mine.\ngap: 45m\ndaily_limit: 3\npeople:\n"));
    const auto first = set_in_plan(edited_texts("people:\n  mum: {}\n"), "", {"daily_limit", "3"});
    REQUIRE(first);
    CHECK((*first)[0].bytes == "people:\n  mum: {}\n\ndaily_limit: 3\n");
}

TEST_CASE("25: a value is held against the reader, in its words, and nothing changes") {
    CHECK(difference(set_in_plan(edited_texts(), "call-mum", {"every", "wek on sunday"})) ==
          "refused: [0] \"wek\" is not how a cadence begins; expected day, week, month, year, weekday, weekend, the name of a day, or a "
          "number as in 3 times a "
          "week; did you mean \"week on sun\"?\n");
    CHECK(has(difference(set_in_plan(edited_texts(), "call-mum", {"evry", "mon"})), "did you mean every?"));
    CHECK(has(difference(set_in_plan(edited_texts(), "call-mun", {"every", "mon"})),
              "there is nothing called \"call-mun\" in your plan; did you mean call-mum?"));
    CHECK(has(difference(set_in_plan(edited_texts(), "call-mum", {"minimum", "{do: "})), "can't be read as YAML"));
    CHECK(has(difference(set_in_plan(edited_texts("peple: {}\n"), "", {"gap", "1h"})), "[1] \"peple\" is not a key of a plan"));
    CHECK(has(difference(set_in_plan(edited_texts("a: [\n"), "", {"gap", "1h"})), "refused: [1]"));
}

TEST_CASE("25: unset takes the line out") {
    CHECK(difference(unset_in_plan(edited_texts(), "", "gap")) == "-gap: 45m\n");
    CHECK(difference(unset_in_plan(edited_texts(), "mum", "circle")) ==
          "-  mum: {name: Mum, circle: family}   # call her\n+  mum: {name: Mum}   # call her\n");
    CHECK(difference(unset_in_plan(edited_texts(), "mum", "space")) == "refused: \"mum\" has no space in your plan");
    CHECK(has(difference(unset_in_plan(edited_texts(), "", "daily_limit")), "isn't set in your plan"));
    CHECK(has(difference(unset_in_plan(edited_texts(), "call-mum", "every")), "refused: ["));
}

TEST_CASE("25: add writes as its siblings are written") {
    CHECK(difference(add_to_plan(edited_texts(), PlanPart::person, "kenji", {{"name", "Kenji"}, {"space", "3d"}})) ==
          "+  kenji: {name: Kenji, space: 3d}\n");
    CHECK(difference(add_to_plan(edited_texts(), PlanPart::touchpoint, "note",
                                 {{"do", "Send {name} a note"}, {"one_of", "mum, sam"}, {"every", "day"}})) ==
          "+  note: {do: \"Send {name} a note\", one_of: [mum, sam], every: day}\n");
    CHECK(
        difference(add_to_plan(edited_texts(), PlanPart::solitude, "walk-alone", {{"every", "week on sat"}, {"between", "10:00-12:00"}})) ==
        "+\n+solitude:\n+  walk-alone: {every: week on sat, between: 10:00-12:00}\n");
    CHECK(difference(add_to_plan(edited_texts(), PlanPart::season, "calm", {{"daily_limit", "2"}})) == "+  calm: {daily_limit: 2}\n");
    CHECK(difference(add_to_plan(edited_texts(), PlanPart::checkin, "other", {{"with", "mum"}, {"every", "week on sat at 10:00"}})) ==
          "+  other: {with: mum, every: week on sat at 10:00}\n");
    CHECK(difference(add_to_plan(edited_texts(), PlanPart::person, "sam", {})) ==
          "refused: there is \"sam\" already, a person; kithctl set changes it");
    CHECK(has(difference(add_to_plan(edited_texts(), PlanPart::touchpoint, "gap", {{"with", "mum"}, {"every", "day"}})), "refused: ["));
    CHECK(difference(add_to_plan(edited_texts(""), PlanPart::person, "mum", {{"name", "Mum"}}), "") == "+people:\n+  mum: {name: Mum}\n");
}

TEST_CASE("25: rename takes what names it along, and its history") {
    CHECK(difference(rename_in_plan(edited_texts(), "mum", "mama")) ==
          "-  mum: {name: Mum, circle: family}   # call her\n-    with: mum\n-  walk: {with: [mum, sam], every: 3 times a week}\n"
          "+  mama: {name: Mum, circle: family, was: [mum]}   # call her\n+    with: mama\n+  walk: {with: [mama, sam], every: 3 times a "
          "week}\n");
    CHECK(difference(rename_in_plan(edited_texts(), "call-mum", "ring-mum")) == "-  call-mum:\n+  ring-mum:\n+    was: [call-mum]\n");
    CHECK(difference(rename_in_plan(edited_texts(), "grief", "mourning")) == "-  grief: {keep: minimum}\n+  mourning: {keep: minimum}\n");
    CHECK(has(difference(rename_in_plan(edited_texts(), "mum", "sam")), "there is \"sam\" already"));
    CHECK(has(difference(rename_in_plan(edited_texts(), "mum", "two words")), "has a space in it"));
    // Back again: a name in use is nobody's former one.
    const auto there = rename_in_plan(edited_texts(), "mum", "mama");
    REQUIRE(there);
    CHECK(has(difference(rename_in_plan(*there, "mama", "mum")), "+  mum: {name: Mum, circle: family, was: [mama]}   # call her"));
}

TEST_CASE("25: remove leaves nothing dangling") {
    CHECK(difference(remove_from_plan(edited_texts(), "walk")) == "-  walk: {with: [mum, sam], every: 3 times a week}\n");
    CHECK(difference(remove_from_plan(edited_texts(), "weekly")) == "-  weekly: {with: sam, every: week on sun at 18:30}\n");
    CHECK(has(difference(remove_from_plan(edited_texts(), "mum")), "\"mum\" is still part of call-mum, walk;"));
    CHECK(has(difference(remove_from_plan(edited_texts(), "nobody")), "there is nothing called \"nobody\""));
}

TEST_CASE("25: with plan.d, an edit goes to the file that holds the thing, a new one to plan.yaml") {
    const std::vector<PlanText> both{{"plan.yaml", "gap: 1h\n"},
                                     {"plan.d/family.yaml", "people:\n  mum: {name: Mum}\ntouchpoints:\n  tea: {with: mum, every: day}\n"}};
    const auto renamed = rename_in_plan(both, "mum", "mama");
    REQUIRE(renamed);
    CHECK((*renamed)[0].bytes == both[0].bytes);
    CHECK((*renamed)[1].bytes == "people:\n  mama: {name: Mum, was: [mum]}\ntouchpoints:\n  tea: {with: mama, every: day}\n");
    const auto added = add_to_plan(both, PlanPart::person, "sam", {{"name", "Sam"}});
    REQUIRE(added);
    CHECK((*added)[0].bytes == "gap: 1h\n\npeople:\n  sam: {name: Sam}\n");
    CHECK((*added)[1].bytes == both[1].bytes);
    std::vector<std::string> names;
    for (const PlanName& one : names_in_plan(*added)) names.push_back(one.name);
    CHECK(names == std::vector<std::string>{"sam", "mum", "tea"});
}

}   // namespace
}   // namespace kith
