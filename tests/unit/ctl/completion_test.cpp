// What the shells offer.

#include "ctl/completion.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/unit/ctl/folder.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

std::string offered(const std::vector<std::string>& line, const std::string& plan) {
    const Completion completion = complete(line, {{"plan.yaml", plan}});
    std::string words = completion.files ? "FILES" : "";
    for (const Candidate& one : completion.candidates) words += (words.empty() ? "" : " ") + one.word;
    return words;
}

std::string offered(const std::vector<std::string>& line) {
    return offered(line,
                   "people:\n  mum: {name: Mum, circle: clan}\n  sam: {}\ntouchpoints:\n  call-mum: {with: mum, every: day}\n"
                   "checkins:\n  sam-weekly: {with: sam, every: week on sun at 18:30}\nseasons:\n  grief: {}\n");
}

}   // namespace

TEST_CASE("completion: commands, and the second word of a family") {
    CHECK(offered({"sn"}) == "snooze");
    CHECK(offered({"pl"}) == "plan");
    CHECK(offered({"plan", "e"}) == "edit");
    CHECK(offered({"add", ""}) == "touchpoint checkin person solitude season");
    CHECK(offered({"nonsense", ""}).empty());
    CHECK(offered({"help", "snoo"}) == "snooze");
}

TEST_CASE("completion: names where names belong") {
    CHECK(offered({"done", ""}) == "mum sam call-mum sam-weekly");
    CHECK(offered({"done", "ca"}) == "call-mum");
    CHECK(offered({"note", ""}) == "mum sam");
    CHECK(offered({"note", "mum", ""}).empty());
    CHECK(offered({"log", "mum", "s"}) == "sam");
    CHECK(offered({"season", ""}) == "grief off");
    CHECK(offered({"remove", "g"}) == "gap grief");
    CHECK(offered({"plan", "check", ""}) == "FILES");
    CHECK(offered({"energy", "l"}) == "low");
}

TEST_CASE("completion: options, each once, and their values") {
    CHECK(offered({"done", "mum", "--f"}) == "--felt");
    CHECK(offered({"done", "mum", "--felt", ""}) == "lighter same heavier");
    CHECK(offered({"done", "mum", "--felt", "same", "--f"}).empty());
    CHECK(offered({"log", "mum", "--kind", "c"}) == "call");
    CHECK(offered({"add", "touchpoint", "x", "--with", "s"}) == "sam");
    CHECK(offered({"add", "touchpoint", "x", "--each", "cl"}) == "clan");
    CHECK(offered({"export", "--output", ""}) == "FILES");
}

TEST_CASE("completion: cadences, word by word, and the keys of a thing") {
    CHECK(offered({"cadence", "we"}) == "week weekday weekend");
    CHECK(offered({"cadence", "week", ""}) == "on at after");
    CHECK(offered({"cadence", "week", "on", "t"}) == "tue thu third");
    CHECK(offered({"cadence", "month", "on", "first", "f"}) == "fri");
    CHECK(offered({"cadence", "3", "t"}) == "times");
    CHECK(offered({"set", "mum", "s"}) == "space");
    CHECK(offered({"set", "call-mum", "ev"}) == "every");
    CHECK(offered({"set", "call-mum", "every", "we"}) == "week weekday weekend");
    CHECK(offered({"set", "call-mum", "every", "week", "on", "m"}) == "mon");
    CHECK(offered({"set", "daily"}) == "daily_limit");
}

TEST_CASE("completion: a broken plan, or none, gives fewer names and no word about it") {
    CHECK(offered({"done", ""}, "people: [\n").empty());
    CHECK(offered({"done", ""}, "").empty());
    // What a shell would take for something else is not offered.
    CHECK(offered({"done", ""}, "people:\n  \"$(rm x)\": {}\n  \"a b\": {}\n  fine: {}\n") == "fine");
    Folder folder;
    const Variable config{"XDG_CONFIG_HOME", folder.path()};
    TestWorld world;
    CHECK(world.run({"__complete", "--", "sno"}) == 0);
    CHECK(world.written == "snooze\tLater: 20m, 1h (the default), tonight, tomorrow, 3 days\n");
    CHECK(world.complaint.empty());
}
