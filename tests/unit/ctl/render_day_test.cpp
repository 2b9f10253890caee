#include "ctl/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/moments.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith::ctl;
using namespace kith::protocol;
using namespace kith::ctl::test;

namespace {

Today full_day() {
    Today today;
    today.now = now;
    today.date = "2026-03-29";
    today.open = {moment("call-mum", "Call Mum", "open", "2026-03-29T16:00:00+02:00"),
                  moment("dinner", "Have dinner with Sam, phones in another room", "open", "2026-03-27T19:00:00+01:00"),
                  moment("hello-robin", "Ask Robin one real question", "snoozed", "2026-03-29T20:00:00+02:00")};
    today.coming = {moment("sam-weekly", "Check in with Sam", "planned", "2026-03-29T18:30:00+02:00"),
                    moment("voice-note", "Send Mum a voice note", "held", "2026-03-29T19:42:00+02:00"),
                    moment("late", "Say good night to Zoë", "planned", "2026-03-29T21:00:00+02:00")};
    today.coming[1].hold = Hold{"gap", {}, "a little space after the last one until today 19:42"};
    today.coming[2].due = "2026-03-29T22:15:00+02:00";
    today.ended = {moment("page", "Write half a page", "done", "2026-03-29T10:12:00+02:00"),
                   moment("gone", "Something that lapsed", "lapsed", "2026-03-29T09:00:00+02:00"),
                   moment("hello-kenji", "Say hello to 健二", "covered", "2026-03-29T11:00:00+02:00"),
                   moment("walk", "Walk with Kim", "skipped", "2026-03-29T12:00:00+02:00")};
    today.places_used = 2;
    today.daily_limit = 3;
    today.next = next_call();
    return today;
}

}   // namespace

TEST_CASE("today: a full day at 80 columns") {
    CHECK(render(full_day(), screen(80)) ==
          "Sunday 29 March\n"
          "\n"
          "Waiting for you\n"
          "  16:00   Call Mum                                      call-mum\n"
          "  Friday  Have dinner with Sam, phones in another room  dinner\n"
          "\n"
          "Later, as you asked\n"
          "  20:00   Ask Robin one real question                   hello-robin\n"
          "\n"
          "Still to come\n"
          "  18:30   Check in with Sam\n"
          "  19:42   Send Mum a voice note\n"
          "          a little space after the last one until today 19:42\n"
          "  21:00   Say good night to Zoë                         for 22:15\n"
          "\n"
          "Done today\n"
          "  10:12   Write half a page\n"
          "  11:00   Say hello to 健二                             you were in touch\n"
          "\n"
          "Not today\n"
          "  12:00   Walk with Kim\n"
          "\n"
          "Answer with kithctl done, snooze or skip, and the name.\n");
}

TEST_CASE("today: the same at 40 columns") {
    CHECK(render(full_day(), screen(40)) ==
          "Sunday 29 March\n"
          "\n"
          "Waiting for you\n"
          "  16:00   Call Mum          call-mum\n"
          "  Friday  Have dinner wit…  dinner\n"
          "\n"
          "Later, as you asked\n"
          "  20:00   Ask Robin one r…  hello-robin\n"
          "\n"
          "Still to come\n"
          "  18:30   Check in with S…\n"
          "  19:42   Send Mum a voic…\n"
          "          a little space after the last\n"
          "          one until today 19:42\n"
          "  21:00   Say good night…   for 22:15\n"
          "\n"
          "Done today\n"
          "  10:12   Write half a pa…\n"
          "  11:00   Say hello to 健…  you were in…\n"
          "\n"
          "Not today\n"
          "  12:00   Walk with Kim\n"
          "\n"
          "Answer with kithctl done, snooze or\n"
          "skip, and the name.\n");
}

TEST_CASE("today: piped it is plain and nothing is cut") {
    Today today = full_day();
    today.open[1].what += " and the windows open, until late";
    const std::string page = render(today, Terminal{});
    CHECK(page.find("Have dinner with Sam, phones in another room and the windows open, until late") != std::string::npos);
    CHECK(page.find("a little space after the last one until today 19:42\n") != std::string::npos);
    CHECK(page.find("…") == std::string::npos);
    CHECK(page.find('\x1b') == std::string::npos);
}

TEST_CASE("today: style is faint and bold, never a colour") {
    Terminal terminal = screen(80);
    terminal.styled = true;
    const std::string page = render(full_day(), terminal);
    for (auto at = page.find("\x1b["); at != std::string::npos; at = page.find("\x1b[", at + 1)) {
        const auto code = page.substr(at + 2, page.find('m', at) - at - 2);
        CHECK((code == "0" || code == "1" || code == "2"));
    }
    CHECK(page.starts_with("\x1b[1mSunday 29 March\x1b[0m\n"));
}

TEST_CASE("today: silence is said kindly") {
    Today today;
    today.now = now;
    today.date = "2026-03-29";
    CHECK(render(today, screen(80)) == "Sunday 29 March\n\nNothing today.\n");
    today.next = next_call();
    CHECK(render(today, screen(80)) == "Sunday 29 March\n\nNothing today. Next: Call Mum, Saturday 16:00.\n");
    today.ended = {moment("page", "Write half a page", "done", "2026-03-29T10:12:00+02:00")};
    CHECK(render(today, screen(80)) ==
          "Sunday 29 March\n"
          "\n"
          "Done today\n"
          "  10:12  Write half a page\n"
          "\n"
          "Nothing more today. Next: Call Mum, Saturday 16:00.\n");
}

TEST_CASE("today: what the person should know stands above, and wraps") {
    Today today;
    today.now = now;
    today.date = "2026-03-29";
    today.notes = {"The journal can't be written: no space left on the disk. Nudges go on."};
    CHECK(render(today, screen(40)) ==
          "Sunday 29 March\n"
          "\n"
          "The journal can't be written: no space\n"
          "left on the disk. Nudges go on.\n"
          "\n"
          "Nothing today.\n");
}

TEST_CASE("today: no guilt in any word") {
    std::string page = render(full_day(), screen(80));
    for (const char* word : {"overdue", "missed", "failed", "streak", "late", "!", "lapsed", "2/3", "2 of 3"})
        CHECK(page.find(word) == std::string::npos);
}

TEST_CASE("agenda: by day, in words for the near ones") {
    Agenda agenda;
    agenda.now = now;
    agenda.moments = {moment("a", "Check in with Sam", "planned", "2026-03-29T18:30:00+02:00"),
                      moment("b", "Send Mum a voice note", "planned", "2026-03-30T11:42:00+02:00"),
                      moment("c", "Call Mum", "planned", "2026-03-30T16:00:00+02:00"),
                      moment("d", "Dinner with Sam", "planned", "2027-04-05T16:00:00+02:00")};
    agenda.more = true;
    CHECK(render_agenda(agenda, screen(80)) ==
          "Today, Sunday 29 March\n"
          "  18:30  Check in with Sam\n"
          "\n"
          "Tomorrow, Monday 30 March\n"
          "  11:42  Send Mum a voice note\n"
          "  16:00  Call Mum\n"
          "\n"
          "Monday 5 April 2027\n"
          "  16:00  Dinner with Sam\n"
          "\n"
          "There is more: --limit shows it.\n");
    CHECK(render_agenda(Agenda{now, {}, false}, screen(80)) == "Nothing is planned in these days.\n");
}

TEST_CASE("next: a line each") {
    Agenda agenda;
    agenda.now = now;
    agenda.moments = {moment("b", "Send Mum a voice note", "planned", "2026-03-30T11:42:00+02:00"), next_call()};
    CHECK(render_next(agenda, screen(80)) ==
          "tomorrow 11:42  Send Mum a voice note\n"
          "Saturday 16:00  Call Mum\n");
    CHECK(render_next(Agenda{now, {}, false}, screen(80)) == "Nothing is planned.\n");
}

TEST_CASE("an action: what was done, and what comes next") {
    Acted acted;
    acted.text = "Call Mum: done.";
    acted.next = next_call();
    acted.ask_felt = true;
    CHECK(render(acted, now, screen(80)) ==
          "Call Mum: done.\n"
          "Next: Call Mum, Saturday 16:00.\n"
          "--felt lighter, same or heavier also notes how it left you.\n");
    CHECK(render(acted, now, Terminal{}) == "Call Mum: done.\nNext: Call Mum, Saturday 16:00.\n");
}
