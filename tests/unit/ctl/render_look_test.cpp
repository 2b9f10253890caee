#include "ctl/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/moments.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith::ctl;
using namespace kith::protocol;
using namespace kith::ctl::test;

namespace {

std::vector<HistoryLine> some_history() {
    std::vector<HistoryLine> lines(3);
    lines[0].at = "2026-03-29T16:04:00+02:00";
    lines[0].text = "Call Mum: done, 20 minutes";
    lines[0].note = "She is painting again. Ask about the bird.";
    lines[1].at = "2026-03-28T16:00:00+01:00";
    lines[1].text = "Send Mum a voice note";
    lines[2].at = "2026-03-20T12:00:00+01:00";
    lines[2].text = "Ask Robin one real question: not this time";
    lines[2].undone = true;
    return lines;
}

}   // namespace

TEST_CASE("history: newest first, notes below, at 80 and 40 columns") {
    const History history{now, some_history()};
    CHECK(render(history, screen(80)) ==
          "today 16:04         Call Mum: done, 20 minutes\n"
          "                    She is painting again. Ask about the bird.\n"
          "yesterday 16:00     Send Mum a voice note\n"
          "Fri 20 March 12:00  Ask Robin one real question: not this time  taken back\n");
    CHECK(render(history, screen(40)) ==
          "today 16:04         Call Mum: d…\n"
          "                    She is painting\n"
          "                    again. Ask about the\n"
          "                    bird.\n"
          "yesterday 16:00     Send Mum a…\n"
          "Fri 20 March 12:00  Ask Robin o…  taken…\n");
    CHECK(render(History{now, {}}, screen(80)) == "Nothing has been recorded yet.\n");
}

TEST_CASE("people: circle, last contact and what comes next") {
    People people{now, std::vector<PersonLine>(5)};
    people.people[0] = {"mum", "Mum", "family", false, "2026-03-29T16:04:00+02:00", next_call()};
    people.people[1] = {"kenji", "健二", "friends", false, "2026-02-12T09:00:00+01:00", {}};
    people.people[2] = {"ex", "Alex", "friends", true, {}, {}};
    people.people[4] = {"ines", "Ines", "", false, {}, next_call(), Hold{"paused", {}, "paused until you resume it"}};
    people.people[3] = {"robin", "Robin", "", false, "2026-03-24T09:00:00+01:00", {}};
    CHECK(render(people, screen(80)) ==
          "Name   Circle   Last contact  Next\n"
          "Mum    family   today         Call Mum, Saturday 16:00\n"
          "健二   friends  12 February\n"
          "Alex   friends                at a distance\n"
          "Robin           5 days ago\n"
          "Ines                          paused until you resume it\n");
    CHECK(render(people, screen(40)) ==
          "Name   Circle   Last contact  Next\n"
          "Mum    family   today         Call Mum,…\n"
          "健二   friends  12 February\n"
          "Alex   friends                at a dist…\n"
          "Robin           5 days ago\n"
          "Ines                          paused un…\n");
    CHECK(render(People{now, {}}, screen(80)) == "There is nobody in the plan yet.\n");
}

TEST_CASE("show: facts, what comes, what was") {
    Card card;
    card.now = now;
    card.id = "call-mum";
    card.kind = "touchpoint";
    card.title = "Call Mum";
    card.facts = {{"With", "Mum"}, {"Cadence", "every Sunday at 16:00"}, {"Counts", "a call or a visit, while a message is lovely too"}};
    card.next = {next_call()};
    card.recent = {some_history()[1]};
    CHECK(render(card, screen(80)) ==
          "Call Mum\n"
          "  touchpoint  call-mum\n"
          "  With        Mum\n"
          "  Cadence     every Sunday at 16:00\n"
          "  Counts      a call or a visit, while a message is lovely too\n"
          "\n"
          "Next\n"
          "  Saturday 16:00  Call Mum\n"
          "\n"
          "Lately\n"
          "  yesterday 16:00  Send Mum a voice note\n");
    CHECK(render(card, screen(40)) ==
          "Call Mum\n"
          "  touchpoint  call-mum\n"
          "  With        Mum\n"
          "  Cadence     every Sunday at 16:00\n"
          "  Counts      a call or a visit, while a\n"
          "              message is lovely too\n"
          "\n"
          "Next\n"
          "  Saturday 16:00  Call Mum\n"
          "\n"
          "Lately\n"
          "  yesterday 16:00  Send Mum a voice note\n");
}

TEST_CASE("why: sentences wrapped to the width, the deciding one first") {
    Why why;
    why.now = now;
    why.sentences = {"Call Mum comes every Sunday at 16:00.", "Quiet hours hold nothing then."};
    why.next = next_call();
    why.past = {some_history()[0]};
    CHECK(render(why, screen(40)) ==
          "Call Mum comes every Sunday at 16:00.\n"
          "Quiet hours hold nothing then.\n"
          "Next: Call Mum, Saturday 16:00.\n"
          "\n"
          "Lately\n"
          "  today 16:04  Call Mum: done, 20 minut…\n"
          "               She is painting again.\n"
          "               Ask about the bird.\n");
    why.past.clear();
    CHECK(render(why, screen(30)) ==
          "Call Mum comes every Sunday at\n"
          "16:00.\n"
          "Quiet hours hold nothing then.\n"
          "Next: Call Mum, Saturday\n"
          "16:00.\n");
}

TEST_CASE("status: a healthy daemon") {
    Status status;
    status.version = "0.1.0";
    status.now = now;
    status.zone = "Europe/Berlin";
    status.since = "2026-03-28T08:00:00+01:00";
    status.plan = "/home/mia/.config/kith/plan.yaml";
    status.plan_state = "good";
    status.people = 4;
    status.items = 6;
    status.journal = "/home/mia/.local/share/kith/journal.db";
    status.journal_state = "good";
    status.events = 1;
    status.desktop = "dunst 1.9.0";
    status.clock = "trusted";
    status.next_wakeup = "2026-03-29T18:30:00+02:00";
    CHECK(render(status, "0.1.0", screen(80)) ==
          "kithd       0.1.0, running since yesterday 08:00\n"
          "Plan        /home/mia/.config/kith/plan.yaml: 4 people, 6 items\n"
          "Journal     /home/mia/.local/share/kith/journal.db: 1 record\n"
          "Desktop     dunst 1.9.0\n"
          "Clock       Europe/Berlin\n"
          "Wakes next  today 18:30\n");
}

TEST_CASE("status: what the person holds for a while") {
    Status status;
    status.now = now;
    status.quiet = Hold{"hushed", "2026-03-29T20:00:00+02:00", "quiet until 20:00, as you asked"};
    status.paused =
        std::vector{Paused{"call-sam", {}, "until you resume it"}, Paused{"mum", "2026-04-12T04:00:00+02:00", "until 12 April"}};
    CHECK(render(status, "", screen(80))
              .find("For now     quiet until 20:00, as you asked\n"
                    "Paused      call-sam, until you resume it\n"
                    "Paused      mum, until 12 April\n") != std::string::npos);
}

TEST_CASE("status: what is wrong is told whole, and what to do about another version") {
    Status status;
    status.version = "0.2.0";
    status.now = now;
    status.zone = "UTC";
    status.since = now;
    status.plan = "/p/plan.yaml";
    status.plan_state = "broken";
    status.problems = {{"error", "/p/plan.yaml", 3, 7, "/p/plan.yaml:3:7: \"circel\" is no key of a person; did you mean circle?"}};
    status.journal = "/j";
    status.journal_state = "the disk is full; kith goes on reminding and writes again once there is room";
    status.unsaved = 2;
    status.desktop = "no notification server is running";
    status.clock = "waiting";
    CHECK(render(status, "0.1.0", screen(60)) ==
          "kithd       0.2.0, running since today 17:20\n"
          "Plan        /p/plan.yaml: it has problems, so the last good\n"
          "            one stays in use\n"
          "Journal     /j: 0 records: the disk is full; kith goes on\n"
          "            reminding and writes again once there is room\n"
          "            2 records kept in memory until it can be written\n"
          "Desktop     no notification server is running\n"
          "Clock       UTC, waiting\n"
          "Wakes next  when something changes\n"
          "/p/plan.yaml:3:7: \"circel\" is no key of a person; did you mean circle?\n"
          "\n"
          "kithd 0.2.0 is running, this is kithctl 0.1.0. To run the\n"
          "same:\n"
          "    systemctl --user restart kithd\n");
}

TEST_CASE("status: a plan that is gone, while the last good one stays in use") {
    Status status;
    status.plan = "/p/plan.yaml";
    status.plan_state = "none";
    CHECK(render(status, status.version, screen(100)).find("/p/plan.yaml: there is none yet\n") != std::string::npos);
    status.items = 3;
    const std::string page = render(status, status.version, screen(100));
    CHECK(page.find("/p/plan.yaml: it is gone, so the last good one stays in use\n") != std::string::npos);
}

TEST_CASE("34: nothing a daemon says reaches the terminal unescaped") {
    const std::string evil =
        "\x1b]0;x\x07\u202E\n\x9b"
        "2J";
    HistoryLine line{1, evil, evil, evil, evil, {evil}, evil, false};
    Moment moment{evil, evil, {evil}, evil, "open", evil, evil, false, Hold{evil, evil, evil}};
    Card card{evil, evil, evil, evil, {{evil, evil}}, {moment}, {line}};
    Why why{evil, evil, {evil}, moment, {line}};
    Today today{evil, evil, {moment}, {moment}, {moment}, 0, 0, moment, {evil}};
    People people{evil, {{evil, evil, evil, false, evil, moment}}};
    Status status;
    for (auto* text : {&status.version, &status.now, &status.zone, &status.since, &status.plan, &status.plan_state, &status.journal,
                       &status.journal_state, &status.desktop, &status.clock})
        *text = evil;
    status.problems = {{evil, evil, 1, 1, evil}};
    status.next_wakeup = evil;
    const Terminal terminal = screen(60);
    for (const std::string& page :
         {render(card, terminal), render(why, terminal), render(today, terminal), render(people, terminal),
          render(History{evil, {line}}, terminal), render(status, "0.1.0", terminal), render_agenda(Agenda{evil, {moment}, true}, terminal),
          render_next(Agenda{evil, {moment}, true}, terminal), render(Acted{evil, evil, moment, false}, evil, terminal)}) {
        CHECK(page.find_first_of("\x1b\x07\x9b") == std::string::npos);
        CHECK(page.find("\u202E") == std::string::npos);
        CHECK_FALSE(page.empty());
    }
}
