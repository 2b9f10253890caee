#include "daemon/adapters/console_desktop.hpp"

#include <sstream>

#include <boost/asio.hpp>

#include "tests/support/catch.hpp"

using namespace kith;

namespace {

struct Console {
    explicit Console(bool colour = false)
        : desktop{adapters::make_console_desktop(loop, out, {colour, [] { return TimeOfDay{9 * 60 + 5}; }})} {
        desktop->listen({[this](core::NoticeId, core::Button) { ++others; }, [this](core::NoticeId, core::Fate) { ++others; },
                         [this] { ++ready; }, [this](const app::ShownAs&) { ++others; }, [this] { ++changes; }});
    }
    boost::asio::io_context loop;
    std::ostringstream out;
    std::unique_ptr<app::Desktop> desktop;
    int ready = 0;
    int changes = 0;
    int others = 0;
};

app::Notice notice() {
    return {7, "Call Mum", "A quarter of an hour\nis plenty", {{core::Button::done, "Done"}}, true, "kithctl done call-mum"};
}

}   // namespace

TEST_CASE("console: ready comes once, on the loop and not from inside listen") {
    Console console;
    CHECK(console.ready == 0);
    console.loop.run();
    CHECK(console.ready == 1);
    CHECK(console.desktop->status().present);
    CHECK(console.desktop->status().server == "the terminal");
}

TEST_CASE("console: a notice is a block with the time, the words and the command that answers it") {
    Console console;
    console.desktop->show(notice());
    CHECK(console.out.str() ==
          "\n"
          "  09:05  Call Mum\n"
          "         A quarter of an hour\n"
          "         is plenty\n"
          "         kithctl done call-mum\n");
}

TEST_CASE("console: colour only where it is wanted") {
    Console console{true};
    console.desktop->show(notice());
    CHECK(console.out.str().find("\x1b[1mCall Mum\x1b[0m") != std::string::npos);
}

TEST_CASE("console: text from the plan cannot steer the terminal") {
    Console console;
    app::Notice hostile = notice();
    hostile.summary = "a\x1b]0;x\x07\nb\u202E";
    hostile.body = "c\x1b[2J\rd";
    hostile.fallback = "e\nf";
    console.desktop->show(hostile);
    CHECK(console.out.str() ==
          "\n"
          "  09:05  a]0;x b\n"
          "         c[2J\n"
          "         d\n"
          "         e f\n");
}

TEST_CASE("console: withdrawing prints nothing, and nothing but ready is ever called back") {
    Console console;
    console.desktop->adopt({{7, "x", 1}});
    console.desktop->show(notice());
    const std::string before = console.out.str();
    console.desktop->withdraw(7);
    console.loop.run();
    CHECK(console.out.str() == before);
    CHECK(console.others == 0);
    CHECK(console.changes == 0);
}

TEST_CASE("console: the same in the same words is printed once, other words and what was withdrawn anew") {
    Console console;
    console.desktop->show(notice());
    const std::string once = console.out.str();
    console.desktop->show(notice());
    CHECK(console.out.str() == once);
    app::Notice other = notice();
    other.body = "Five minutes are plenty";
    console.desktop->show(other);
    CHECK(console.out.str().size() > once.size());
    const std::string before = console.out.str();
    console.desktop->withdraw(7);
    console.desktop->show(other);
    CHECK(console.out.str().size() > before.size());
}

TEST_CASE("console: a terminal that has gone is told of once") {
    Console console;
    console.out.setstate(std::ios::badbit);
    console.desktop->show(notice());
    console.desktop->show(notice());
    console.loop.run();
    CHECK(console.changes == 1);
    CHECK_FALSE(console.desktop->status().present);
    CHECK_FALSE(console.desktop->status().trouble.empty());
}

TEST_CASE("console: gone before its ready, it calls nobody") {
    Console console;
    console.desktop.reset();
    console.loop.run();
    CHECK(console.ready == 0);
}
