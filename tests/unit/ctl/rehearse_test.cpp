// kithctl rehearse: what the plan would do, told from the daemon's state or without one.

#include "ctl/render_foresight.hpp"
#include "daemon/protocol/messages.hpp"
#include "daemon/protocol/state.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/folder.hpp"
#include "tests/unit/ctl/tiny_daemon.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

constexpr const char* two_calls = R"(timezone: Europe/Berlin
people:
  mum: {name: Mum, circle: family}
  sam: {name: Sam, circle: partner}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: week on sun at 16:00, by: call}
  cook: {do: Cook something new, with: sam, every: week on wed at 19:00, by: in-person}
)";

/// A plan's file and a world without a daemon.
struct Alone {
    Folder folder;
    TestWorld world;
    explicit Alone(const char* plan) {
        folder.write("plan.yaml", plan);
        world.surroundings.terminal = screen(80);
    }
    int rehearse(std::vector<std::string> words) {
        words.insert(words.begin(), "rehearse");
        words.insert(words.end(), {"--without-state", folder / "plan.yaml"});
        return world.run(words);
    }
};

protocol::State state_with(const std::string& plan_file) {
    protocol::State state;
    state.now = "2026-03-29T15:20:00+02:00";
    state.zone = "Europe/Berlin";
    state.plan = plan_file;
    state.plan_state = "good";
    state.general.last_nudge = "2026-03-25T19:00:00+01:00";
    protocol::OpenState open;
    open.slot = Date{2026, 3, 25}.day_number();
    open.planned = open.due = "2026-03-25T19:00:00+01:00";
    open.expires = "2026-03-30T00:00:00+02:00";
    open.notice = 3;
    open.occasion = "planned";
    protocol::ItemInState cook;
    cook.id = "cook";
    cook.fingerprint = 1;   // of another plan: it begins anew
    cook.open.push_back(open);
    state.items.push_back(cook);
    state.general.next_notice = 4;
    return state;
}

}   // namespace

TEST_CASE("rehearse: by week and day, with the names that the text leaves out") {
    Alone alone{two_calls};
    CHECK(alone.rehearse({"10", "days", "--from", "2026-03-28"}) == 0);
    CHECK(alone.world.written == R"(From Saturday 28 March to Monday 6 April, as if you were there and did all that
comes. Nothing is recorded.

This week
  Sun 29 Mar         the clocks go forward an hour
              16:00  Call Mum

Next week
  Wed 1 Apr   19:00  Cook something new, with Sam
  Sun 5 Apr   16:00  Call Mum

3 nudges on 3 of 10 days.
)");
    CHECK(alone.world.complaint.empty());
}

TEST_CASE("rehearse --json: a list of what comes, with offsets that follow the clocks") {
    Alone alone{two_calls};
    CHECK(alone.rehearse({"8d", "--from", "2026-03-22", "--json"}) == 0);
    CHECK(alone.world.written ==
          R"([{"at":"2026-03-22T16:00:00+01:00","kind":"nudge","items":["call-mum"],"people":["mum"],"text":"Call Mum"},)"
          R"({"at":"2026-03-25T19:00:00+01:00","kind":"nudge","items":["cook"],"people":["sam"],"text":"Cook something new"},)"
          R"({"at":"2026-03-29T16:00:00+02:00","kind":"nudge","items":["call-mum"],"people":["mum"],"text":"Call Mum"}])"
          "\n");
}

TEST_CASE("rehearse --absent: nothing comes meanwhile, and what did is gathered on the return (M1)") {
    Alone alone{R"(timezone: UTC
quiet: [21:00-08:00]
people:
  mum: {name: Mum}
  sam: {name: Sam}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: week on fri, between: 10:00-11:00}
  write-sam: {do: "Write to {name}", with: sam, every: week on sat, between: 10:00-11:00}
)"};
    CHECK(alone.rehearse({"7d", "--from", "2026-04-02", "--absent", "2026-04-03..2026-04-04"}) == 0);
    CHECK(alone.world.written == R"(From Thursday 2 April to Wednesday 8 April, as if you were there and did all
that comes. Nothing is recorded.

Next week
  Fri 3 Apr         you are away, until Saturday 4 April
  Sun 5 Apr  09:00  on your return:
                    Call Mum
                    Write to Sam

1 nudge on 1 of 7 days.
)");
}

TEST_CASE("rehearse: a time in which nothing comes is told kindly") {
    Alone alone{two_calls};
    CHECK(alone.rehearse({"1d", "--from", "2026-03-30"}) == 0);
    CHECK(alone.world.written.find("\nNothing comes up in this time. Quiet is good, too.\n") != std::string::npos);
    CHECK(alone.rehearse({"1d", "--from", "2026-03-30", "--json"}) == 0);
    CHECK(alone.world.written == "[]\n");
}

TEST_CASE("rehearse: a warning of the plan stands beside the first moment it is about, any other at the end") {
    Alone alone{R"(timezone: UTC
quiet: [21:00-08:00, {days: [sat], between: 22:00-10:00}]
people:
  mum: {name: Mum}
  alex: {name: Alex, distance: true}
touchpoints:
  early: {do: "Call {name}", with: mum, every: day at 07:30, by: call}
  card: {do: "Write to {name}", with: alex, every: day at 12:00}
  many: {do: "Write to {name}", with: mum, every: month on day 20 at 19:00, heads_up: [2h]}
checkins:
  talk: {with: mum, every: month on day 20 at 20:00}
)"};
    CHECK(alone.rehearse({"2d", "--from", "2026-04-02"}) == 0);
    const std::string& page = alone.world.written;
    const auto first = page.find(
        "  Thu 2 Apr  08:00  Call Mum  for 07:30\n             plan.yaml:7: 07:30 lies inside quiet hours "
        "every day; it will come");
    CHECK(first != std::string::npos);
    CHECK(page.find("07:30 lies inside", first + 70) == std::string::npos);
    const auto rest = page.find("\nWorth knowing of the plan\n");
    REQUIRE(rest != std::string::npos);
    CHECK(page.find("plan.yaml:2  this window crosses midnight", rest) != std::string::npos);
    CHECK(page.find("plan.yaml:8  card: \"alex\" is at a distance", rest) != std::string::npos);
    CHECK(page.find("\nNot rehearsed, since this version doesn't act on it yet: talk (check-in).\n") != std::string::npos);
}

TEST_CASE("rehearse: the state is asked for once; what is open is told first, and not again") {
    const Folder folder;
    folder.write("plan.yaml", two_calls);
    int asked = 0;
    TestWorld world;
    world.surroundings.terminal = screen(80);
    {
        const TinyDaemon daemon{answering([&](const protocol::Request& request) {
            ++asked;
            CHECK(request.method == "state.get");
            return protocol::to_json(state_with(folder / "plan.yaml"));
        })};
        world.socket = daemon.path();
        CHECK(world.run({"rehearse", "3d"}) == 0);
    }
    CHECK(asked == 1);
    CHECK(world.written.find("\nOpen now\n  Wed 25 Mar  19:00  Cook something new") != std::string::npos);
    CHECK(world.written.starts_with("From now to Tuesday 31 March, "));
    CHECK(world.written.find("the clocks") == std::string::npos);   // they went forward in the morning
    CHECK(world.written.find("Cook something new", world.written.find("This week")) == std::string::npos);
}

TEST_CASE("rehearse: while the plan's file has a problem, it is the last good plan that is rehearsed, and the page says so") {
    const Folder folder;
    folder.write("plan.yaml", "peple:\n");
    const auto rehearse = [&](TestWorld& world, bool kept) {
        const TinyDaemon daemon{answering([&](const protocol::Request&) {
            protocol::State state = state_with(folder / "plan.yaml");
            state.plan_state = "broken";
            if (kept) state.last_good.push_back({.file = "plan.yaml", .text = two_calls});
            return protocol::to_json(state);
        })};
        world.socket = daemon.path();
        return world.run({"rehearse"});
    };
    TestWorld world;
    CHECK(rehearse(world, true) == 0);
    CHECK(world.written.find("This is the last good plan, which stays in use.") != std::string::npos);
    CHECK(world.written.find("Call Mum") != std::string::npos);
    CHECK(rehearse(world, false) == 1);
    CHECK(world.complaint.find("kithctl plan check says where") != std::string::npos);
}

TEST_CASE("rehearse: what can't be rehearsed is refused with what can") {
    Alone alone{two_calls};
    const auto refusal = [&](const std::vector<std::string>& words) {
        CHECK(alone.rehearse(words) == 2);
        CHECK(alone.world.written.empty());
        return alone.world.complaint;
    };
    CHECK(refusal({"3", "years"}).find("expected a time of up to two years") != std::string::npos);
    CHECK(refusal({"0d"}).find("can't be rehearsed") != std::string::npos);
    CHECK(refusal({"soon"}).starts_with("\"soon\""));
    CHECK(refusal({"--from", "tomorow"}).starts_with("--from: "));
    CHECK(refusal({"--absent", "2027-04-04"})
              .find("lies outside of what is rehearsed, which begins on 2026-03-29 and ends with 2026-04-11") != std::string::npos);

    alone.folder.write("plan.yaml", "peple:\n");
    CHECK(alone.rehearse({}) == 1);
    CHECK(alone.world.complaint.find("kithctl plan check " + (alone.folder / "plan.yaml") + " explains them") != std::string::npos);

    Folder folder;
    folder.write("plan.yaml", two_calls);
    const TinyDaemon daemon{answering([&](const protocol::Request&) { return protocol::to_json(state_with(folder / "plan.yaml")); })};
    TestWorld world;
    world.socket = daemon.path();
    CHECK(world.run({"rehearse", "--from", "2026-03-01"}) == 2);
    CHECK(world.complaint.find("2026-03-01 has been") != std::string::npos);
}

TEST_CASE("rehearse: of one_of it names who will be chosen (S2)") {
    Alone alone{R"(timezone: UTC
people:
  mum: {name: Mum}
  kenji: {name: Kenji}
touchpoints:
  note: {do: "Send {name} a note", one_of: [mum, kenji], every: day at 12:00}
)"};
    CHECK(alone.rehearse({"2d", "--from", "2026-04-02"}) == 0);
    CHECK(alone.world.written.find("Thu 2 Apr  12:00  Send Mum a note") != std::string::npos);
    CHECK(alone.world.written.find("Fri 3 Apr  12:00  Send Kenji a note") != std::string::npos);
}
