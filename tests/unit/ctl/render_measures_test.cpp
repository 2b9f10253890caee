#include "ctl/render_measures.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith::ctl;
using namespace kith::protocol;
using kith::ctl::test::screen;

namespace {

constexpr Terminal piped{false, false, true, 0};
constexpr Terminal plain_screen{true, false, false, 80};
constexpr Terminal styled_screen{true, true, true, 80};

Week some_week() {
    Week week;
    week.now = "2026-03-29T17:20:00+02:00";
    week.today = "2026-03-29";
    week.first = "2026-03-23";
    week.last = "2026-03-29";
    week.meaningful = 1;
    week.micro = 2;
    week.meaningful_hoped = 1;
    week.micro_hoped = 4;
    week.contacts = {{"2026-03-23T11:30:00+01:00", "2026-03-23", {"mum"}, "Mum", "voice", {}, false},
                     {"2026-03-26T20:00:00+01:00", "2026-03-26", {"mum", "sam"}, "Mum and Sam", "in-person", 90, true},
                     {"2026-03-29T00:30:00+01:00", "2026-03-28", {"kenji"}, "健二", "letter", {}, false}};
    return week;
}

Report some_report() {
    Report report;
    report.now = "2026-03-29T17:20:00+02:00";
    report.today = "2026-03-29";
    report.first = "2026-01-05";
    report.contacts = 36;
    report.meaningful = 9;
    report.people = {{"mum", "Mum", 24, 63}, {"sam", "Sam", 12, 32}, {"ex", "Alex", 2, 5}};
    report.circles = {{"family", "family", 24, 65}, {"partner", "partner", 12, 32}, {"", "", 1, 3}};
    report.kinds = {{"voice", "voice", 20, 56}, {"call", "call", 16, 44}};
    report.steadiness = {{"voice-note", "Send Mum a voice note", 70, 86, 84},
                         {"call-mum", "Call Mum", 10, 61, 11},
                         {"dinner", "Have dinner with Sam, phones in another room", 3, 100, 2},
                         {"page", "Write half a page", 12, 12, 3},
                         {"walk", "Walk with Robin", 2, 100, 1}};
    report.felt = {{"mum", "Mum", {"lighter", "lighter", "same", "lighter"}, false},
                   {"ex", "Alex", {"heavier", "heavier", "heavier"}, true}};
    report.boundaries = {"Time with Alex has often left you heavier lately. That is worth listening to, and no verdict on anybody."};
    report.calendar_first = "2025-10-06";
    report.days = {{"2025-12-24", 5}, {"2026-02-03", 2}, {"2026-03-01", 1}, {"2026-03-26", 3}, {"2026-03-29", 1}};
    return report;
}

std::size_t widest(const std::string& page) {
    std::size_t result = 0;
    for (std::size_t begin = 0; begin < page.size();) {
        const std::size_t end = page.find('\n', begin);
        result = std::max(result, columns(std::string_view{page}.substr(begin, end - begin)));
        begin = end + 1;
    }
    return result;
}

}   // namespace

TEST_CASE("week: where it stands, and what there was, at 80 and 40 columns, in ASCII") {
    CHECK(render(some_week(), screen(80)) ==
          "This week, Monday 23 March to Sunday 29 March\n"
          "  Meaningful  ●     1, hoped for 1\n"
          "  Small       ••◦◦  2, hoped for 4\n"
          "\n"
          "  Monday 11:30    •  Mum          voice\n"
          "  Thursday 20:00  ●  Mum and Sam  in-person, 90 min\n"
          "  Sunday 00:30    •  健二         letter\n");
    CHECK(render(some_week(), piped) == render(some_week(), screen(80)));
    CHECK(render(some_week(), plain_screen)
              .starts_with("This week, Monday 23 March to Sunday 29 March\n"
                           "  Meaningful  #     1, hoped for 1\n"
                           "  Small       ++..  2, hoped for 4\n"));
    CHECK(render(some_week(), screen(40)).find("  Small       2, hoped for 4\n") != std::string::npos);
    CHECK(widest(render(some_week(), screen(40))) <= 40);
}

TEST_CASE("week: an empty one reads kindly; without hopes none is told; many dots give way to the number") {
    Week week = some_week();
    week.contacts.clear();
    week.meaningful = week.micro = 0;
    CHECK(render(week, screen(80)) ==
          "This week, Monday 23 March to Sunday 29 March\n"
          "  Meaningful  ○     none so far, hoped for 1\n"
          "  Small       ◦◦◦◦  none so far, hoped for 4\n"
          "\n"
          "Nothing is noted this week, and a quiet week is a good one too. kithctl log NAME\n"
          "notes what there was.\n");
    week.meaningful_hoped = 0;
    week.micro_hoped = 0;
    week.micro = 13;
    CHECK(render(week, screen(80)).find("  Meaningful  none so far\n  Small       13\n") != std::string::npos);
}

TEST_CASE("report: everything of it at 80 columns") {
    CHECK(render(some_report(), screen(80)) ==
          "Since Monday 5 January: 36 contacts, 9 of them meaningful\n"
          "\n"
          "      Oct     Nov     Dec       Jan     Feb     Mar\n"
          "  Mon · · · · · · · · · · · · · · · · · · · · · · · · ·\n"
          "  Tue · · · · · · · · · · · · · · · · · ▒ · · · · · · ·\n"
          "  Wed · · · · · · · · · · · █ · · · · · · · · · · · · ·\n"
          "  Thu · · · · · · · · · · · · · · · · · · · · · · · · ▓\n"
          "  Fri · · · · · · · · · · · · · · · · · · · · · · · · ·\n"
          "  Sat · · · · · · · · · · · · · · · · · · · · · · · · ·\n"
          "  Sun · · · · · · · · · · · · · · · · · · · · ░ · · · ░\n"
          "\n"
          "  · none   ░ one   ▒ two   ▓ three   █ more\n"
          "\n"
          "With whom\n"
          "  Mum        ━━━━━━━━━━━━━━━━━━━━  24, 63 %\n"
          "  Sam        ━━━━━━━━━━            12, 32 %\n"
          "  Alex       ━━                    2, 5 %\n"
          "\n"
          "Circles\n"
          "  family     ━━━━━━━━━━━━━━━━━━━━  24, 65 %\n"
          "  partner    ━━━━━━━━━━            12, 32 %\n"
          "  no circle  ━                     1, 3 %\n"
          "\n"
          "Ways\n"
          "  voice      ━━━━━━━━━━━━━━━━━━━━  20, 56 %\n"
          "  call       ━━━━━━━━━━━━━━━━      16, 44 %\n"
          "\n"
          "How regular, the last weeks weighing most\n"
          "  Send Mum a voice note                       ━━━━━━━━━━━━━━━━━───  steady\n"
          "  Call Mum                                    ━━━━━━━━━━━━────────  mostly\n"
          "  Have dinner with Sam, phones in another r…  ━━━━━━━━━━━━━━━━━━━━  steady\n"
          "  Write half a page                           ━━──────────────────  resting\n"
          "  Walk with Robin                             just begun\n"
          "\n"
          "How it felt, the newest last\n"
          "  Mum   ○ ○ · ○\n"
          "  Alex  ● ● ●\n"
          "  ○ lighter   · the same   ● heavier\n"
          "\n"
          "What rests may want to be smaller or rarer, or to wait for another season. The\n"
          "plan is yours.\n"
          "\n"
          "Time with Alex has often left you heavier lately. That is worth listening to,\n"
          "and no verdict on anybody.\n");
}

TEST_CASE("report: in ASCII, narrow, through a pipe, and with style") {
    const std::string ascii = render(some_report(), plain_screen);
    CHECK(std::all_of(ascii.begin(), ascii.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }));
    CHECK(ascii ==
          "Since Monday 5 January: 36 contacts, 9 of them meaningful\n"
          "\n"
          "      Oct     Nov     Dec       Jan     Feb     Mar\n"
          "  Mon . . . . . . . . . . . . . . . . . . . . . . . . .\n"
          "  Tue . . . . . . . . . . . . . . . . . + . . . . . . .\n"
          "  Wed . . . . . . . . . . . # . . . . . . . . . . . . .\n"
          "  Thu . . . . . . . . . . . . . . . . . . . . . . . . *\n"
          "  Fri . . . . . . . . . . . . . . . . . . . . . . . . .\n"
          "  Sat . . . . . . . . . . . . . . . . . . . . . . . . .\n"
          "  Sun . . . . . . . . . . . . . . . . . . . . - . . . -\n"
          "\n"
          "  . none   - one   + two   * three   # more\n"
          "\n"
          "With whom\n"
          "  Mum        ====================  24, 63 %\n"
          "  Sam        ==========            12, 32 %\n"
          "  Alex       ==                    2, 5 %\n"
          "\n"
          "Circles\n"
          "  family     ====================  24, 65 %\n"
          "  partner    ==========            12, 32 %\n"
          "  no circle  =                     1, 3 %\n"
          "\n"
          "Ways\n"
          "  voice      ====================  20, 56 %\n"
          "  call       ================      16, 44 %\n"
          "\n"
          "How regular, the last weeks weighing most\n"
          "  Send Mum a voice note                       =================---  steady\n"
          "  Call Mum                                    ============--------  mostly\n"
          "  Have dinner with Sam, phones in another...  ====================  steady\n"
          "  Write half a page                           ==------------------  resting\n"
          "  Walk with Robin                             just begun\n"
          "\n"
          "How it felt, the newest last\n"
          "  Mum   o o . o\n"
          "  Alex  * * *\n"
          "  o lighter   . the same   * heavier\n"
          "\n"
          "What rests may want to be smaller or rarer, or to wait for another season. The\n"
          "plan is yours.\n"
          "\n"
          "Time with Alex has often left you heavier lately. That is worth listening to,\n"
          "and no verdict on anybody.\n");
    for (const std::size_t width : {20U, 30U, 40U, 60U, 80U, 120U}) {
        INFO(width << '\n' << render(some_report(), screen(width)));
        CHECK(widest(render(some_report(), screen(width))) <= width);
    }
    CHECK(render(some_report(), screen(40)) ==
          "Since Monday 5 January: 36 contacts, 9\n"
          "of them meaningful\n"
          "\n"
          "      Dec       Jan     Feb     Mar\n"
          "  Mon · · · · · · · · · · · · · · · · ·\n"
          "  Tue · · · · · · · · · ▒ · · · · · · ·\n"
          "  Wed · · · █ · · · · · · · · · · · · ·\n"
          "  Thu · · · · · · · · · · · · · · · · ▓\n"
          "  Fri · · · · · · · · · · · · · · · · ·\n"
          "  Sat · · · · · · · · · · · · · · · · ·\n"
          "  Sun · · · · · · · · · · · · ░ · · · ░\n"
          "\n"
          "  · none   ░ one   ▒ two   ▓ three\n"
          "  █ more\n"
          "\n"
          "With whom\n"
          "  Mum        ━━━━━━━━━━  24, 63 %\n"
          "  Sam        ━━━━━       12, 32 %\n"
          "  Alex       ━           2, 5 %\n"
          "\n"
          "Circles\n"
          "  family     ━━━━━━━━━━  24, 65 %\n"
          "  partner    ━━━━━       12, 32 %\n"
          "  no circle  ━           1, 3 %\n"
          "\n"
          "Ways\n"
          "  voice      ━━━━━━━━━━  20, 56 %\n"
          "  call       ━━━━━━━━    16, 44 %\n"
          "\n"
          "How regular, the last weeks weighing\n"
          "most\n"
          "  Send Mum a…   ━━━━━━━━━─  steady\n"
          "  Call Mum      ━━━━━━────  mostly\n"
          "  Have dinner…  ━━━━━━━━━━  steady\n"
          "  Write half…   ━─────────  resting\n"
          "  Walk with R…  just begun\n"
          "\n"
          "How it felt, the newest last\n"
          "  Mum   ○○·○\n"
          "  Alex  ●●●\n"
          "  ○ lighter   · the same   ● heavier\n"
          "\n"
          "What rests may want to be smaller or\n"
          "rarer, or to wait for another season.\n"
          "The plan is yours.\n"
          "\n"
          "Time with Alex has often left you\n"
          "heavier lately. That is worth listening\n"
          "to, and no verdict on anybody.\n");
    const std::string styled = render(some_report(), styled_screen);
    // One neutral colour: bold and faint, and their end.
    for (std::size_t at = styled.find('\x1b'); at != std::string::npos; at = styled.find('\x1b', at + 1)) {
        const std::string code = styled.substr(at, 4);
        CHECK((code == "\x1b[0m" || code == "\x1b[1m" || code == "\x1b[2m"));
    }
    CHECK(styled.find("\n\x1b[0m") == std::string::npos);   // no style reaches over a line's end
    CHECK(render(some_report(), piped).find('\x1b') == std::string::npos);
}

TEST_CASE("report: about one person, and of an empty history") {
    Report report = some_report();
    report.person = "sam";
    report.name = "Sam";
    report.contacts = 1;
    report.meaningful = 0;
    report.people.clear();
    report.circles.clear();
    CHECK(render(report, screen(80)).starts_with("Sam, since Monday 5 January: 1 contact\n"));
    Report empty;
    CHECK(render(empty, screen(80)) == "Nothing is noted yet. This page fills by itself as you answer, and with kithctl\nlog NAME.\n");
    empty.name = "Kenji";
    CHECK(render(empty, screen(80)) == "Nothing is noted about Kenji.\n");
    // What was longer ago than the weeks that are counted.
    Report older = empty;
    older.first = "2026-03-23";
    older.today = "2026-03-29";
    older.calendar_first = "2025-10-06";
    older.days = {{"2025-12-24", 5}};
    CHECK(render(older, screen(80)).starts_with("Kenji, since Monday 23 March: nothing is noted\n"));
}
