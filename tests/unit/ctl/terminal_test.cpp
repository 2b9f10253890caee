#include "ctl/terminal.hpp"

#include "ctl/ask.hpp"
#include "ctl/table.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith::ctl;
using kith::ctl::test::screen;

TEST_CASE("style is for terminals that know it, and yields to NO_COLOR") {
    const TerminalFacts terminal{.tty = true, .columns = 100, .term = "xterm-256color", .lang = "en_GB.UTF-8"};
    CHECK(describe(terminal).styled);
    CHECK(describe(terminal).width == 100);
    auto facts = terminal;
    facts.no_color = "1";
    CHECK_FALSE(describe(facts).styled);
    facts = terminal;
    facts.term = "dumb";
    CHECK_FALSE(describe(facts).styled);
    facts = terminal;
    facts.tty = false;
    CHECK_FALSE(describe(facts).styled);
    CHECK(describe(facts).width == 0);
    facts = terminal;
    facts.columns = 0;
    CHECK(describe(facts).width == 80);
    facts.columns = 3;
    CHECK(describe(facts).width == 20);
}

TEST_CASE("the first locale variable that is set decides whether text is UTF-8") {
    CHECK(describe({.lang = "de_DE.utf8"}).utf8);
    CHECK(describe({.lang = "C.UTF-8"}).utf8);
    CHECK_FALSE(describe({.lang = "C"}).utf8);
    CHECK_FALSE(describe({}).utf8);
    CHECK_FALSE(describe({.lc_all = "POSIX", .lang = "de_DE.UTF-8"}).utf8);
    CHECK(describe({.lc_all = "", .lc_ctype = "en_US.UTF-8", .lang = "C"}).utf8);
}

TEST_CASE("text is measured in columns, not in bytes or characters") {
    CHECK(columns("Mum") == 3);
    CHECK(columns("Zoë") == 3);
    CHECK(columns("Zoe\u0308") == 3);
    CHECK(columns("日本") == 4);
    CHECK(columns("😀") == 2);
    CHECK(columns("\xff") == 1);
}

TEST_CASE("what is too long is cut between characters and marked") {
    const Terminal utf8 = screen(80);
    Terminal ascii = utf8;
    ascii.utf8 = false;
    CHECK(shortened("Call Mum", 8, utf8) == "Call Mum");
    CHECK(shortened("Call Mum", 7, utf8) == "Call M…");
    CHECK(shortened("Call Mum", 6, utf8) == "Call…");
    CHECK(shortened("Call Mum and Dad", 8, ascii) == "Call...");
    CHECK(shortened("日本語", 4, utf8) == "日…");
    CHECK(shortened("Zoe\u0308y", 3, utf8) == "Zo…");
    CHECK(shortened("Zoe\u0308y and more", 5, utf8) == "Zoe\u0308y…");
    CHECK(shortened("Call Mum", 0, utf8) == "Call Mum");
}

TEST_CASE("paragraphs break at blanks and keep long words whole") {
    CHECK(wrapped("one two three", 7) == "one two\nthree\n");
    CHECK(wrapped("one two three", 9, 2) == "  one two\n  three\n");
    CHECK(wrapped("a-very-long-word b", 6) == "a-very-long-word\nb\n");
    CHECK(wrapped("as long as it is", 0) == "as long as it is\n");
    CHECK(wrapped("", 10).empty());
}

TEST_CASE("without UTF-8 letters lose their accents and the rest its shape") {
    CHECK(in_ascii("Zoë, José and Łukasz") == "Zoe, Jose and ?ukasz");
    CHECK(in_ascii("日本") == "??");
    CHECK(in_ascii("ﬁne…") == "fine...");
}

TEST_CASE("columns line up over sections, and give way from the last one") {
    Table table;
    table.heading("Waiting");
    table.row({{"16:00"}, {"Call Mum"}, {"call-mum", Tone::faint}});
    table.heading("Later");
    table.row({{"Friday"}, {"Have dinner with Sam somewhere nice"}, {""}});
    CHECK(table.print(screen(80)) ==
          "Waiting\n"
          "  16:00   Call Mum                             call-mum\n"
          "\n"
          "Later\n"
          "  Friday  Have dinner with Sam somewhere nice\n");
    CHECK(table.print(screen(40)) ==
          "Waiting\n"
          "  16:00   Call Mum              call-mum\n"
          "\n"
          "Later\n"
          "  Friday  Have dinner with Sa…\n");
}

TEST_CASE("34: text from elsewhere can't steer the terminal") {
    Table table;
    table.row({{"\x1b[2Jgone\n<0>"}, {"\u202Eevil"}});
    table.fact("la\rbel",
               "\x9b"
               "31m");
    table.heading("\x07");
    const std::string page = table.print(Terminal{});
    for (const char c : page) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    CHECK(page.find("\u202E") == std::string::npos);
    CHECK(page.find("\\x1B[2Jgone\\n<0>") != std::string::npos);
}

TEST_CASE("34: JSON on a terminal is inert, and the same value") {
    const boost::json::value value = boost::json::object{{"name", "a\u202E\x7f\u009b\x1b b \U000E0001 Zoë"}};
    const std::string line = json_line(value, screen(80));
    CHECK(line == "{\"name\":\"a\\u202e\\u007f\\u009b\\u001b b \\udb40\\udc01 Zoë\"}\n");
    CHECK(boost::json::parse(line) == value);
    Terminal ascii = screen(80);
    ascii.utf8 = false;
    CHECK(json_line(value, ascii) == "{\"name\":\"a\\u202e\\u007f\\u009b\\u001b b \\udb40\\udc01 Zo\\u00eb\"}\n");
}

TEST_CASE("faint and bold begin and end on the same line") {
    Terminal terminal = screen(12);
    terminal.styled = true;
    Table table;
    table.heading("A heading that wraps");
    table.row({{"time", Tone::faint}, {"text"}});
    CHECK(table.print(terminal) == "\x1b[1mA heading\x1b[0m\n\x1b[1mthat wraps\x1b[0m\n  \x1b[2mtime\x1b[0m  text\n");
}
