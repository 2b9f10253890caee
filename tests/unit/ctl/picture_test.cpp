#include "ctl/picture.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using kith::ctl::test::screen;

namespace {

constexpr Terminal ascii{true, false, false, 80};

const std::map<Date, std::int64_t> contacts{
    {Date{2026, 1, 12}, 1}, {Date{2026, 1, 20}, 2}, {Date{2026, 2, 1}, 3}, {Date{2026, 2, 4}, 4}, {Date{2026, 2, 5}, 40}};

}   // namespace

TEST_CASE("bar: what is above zero shows, and only all of it is full") {
    CHECK(bar(0, 10, screen(80)) == "──────────");
    CHECK(bar(1, 10, screen(80)) == "━─────────");
    CHECK(bar(50, 10, screen(80)) == "━━━━━─────");
    CHECK(bar(99, 10, screen(80)) == "━━━━━━━━━─");
    CHECK(bar(100, 10, screen(80)) == "━━━━━━━━━━");
    CHECK(bar(50, 10, ascii) == "=====-----");
    CHECK(length_bar(50, 10, ascii) == "=====");
    CHECK(bar(-5, 4, ascii) == "----");
    CHECK(bar(500, 4, ascii) == "====");
}

TEST_CASE("calendar: weeks as columns, Monday first, months above, shades for one, two, three and more") {
    // Thursday 5 February 2026; 29 December is a Monday.
    CHECK(calendar_picture(contacts, Date{2025, 12, 29}, Date{2026, 2, 5}, screen(80)) ==
          "        Jan     Feb\n"
          "  Mon · · ░ · · ·\n"
          "  Tue · · · ▒ · ·\n"
          "  Wed · · · · · █\n"
          "  Thu · · · · · █\n"
          "  Fri · · · · ·\n"
          "  Sat · · · · ·\n"
          "  Sun · · · · ▓\n");
    CHECK(calendar_picture(contacts, Date{2025, 12, 29}, Date{2026, 2, 5}, ascii) ==
          "        Jan     Feb\n"
          "  Mon . . - . . .\n"
          "  Tue . . . + . .\n"
          "  Wed . . . . . #\n"
          "  Thu . . . . . #\n"
          "  Fri . . . . .\n"
          "  Sat . . . . .\n"
          "  Sun . . . . *\n");
}

TEST_CASE("calendar: 26 weeks fit into 80 columns; a narrow terminal shows the later ones") {
    const Date first{2025, 8, 11};
    const Date today{2026, 2, 5};
    const std::string wide = calendar_picture(contacts, first, today, screen(80));
    CHECK(columns(wide.substr(0, wide.find('\n'))) <= 80);
    CHECK(calendar_picture(contacts, first, today, Terminal{false, false, true, 0}) == wide);
    CHECK(calendar_picture(contacts, first, today, screen(20)) ==
          "      Dec Jan\n"
          "  Mon · · · ░ · · ·\n"
          "  Tue · · · · ▒ · ·\n"
          "  Wed · · · · · · █\n"
          "  Thu · · · · · · █\n"
          "  Fri · · · · · ·\n"
          "  Sat · · · · · ·\n"
          "  Sun · · · · · ▓\n");
}
