#include "daemon/adapters/deadline_timer.hpp"

#include <memory>
#include <string>
#include <vector>

#include <sys/timerfd.h>
#include <unistd.h>
#include <boost/asio/io_context.hpp>

#include "tests/support/catch.hpp"

using kith::adapters::DeadlineTimer;
using namespace std::chrono_literals;

namespace {

struct Timed {
    boost::asio::io_context io;
    std::shared_ptr<DeadlineTimer> timer = std::make_shared<DeadlineTimer>(io);
    std::vector<std::string> called = {};
    Timed() { REQUIRE(timer->open().has_value()); }
    ~Timed() { timer->close(); }
    Timed(const Timed&) = delete;
    Timed& operator=(const Timed&) = delete;

    DeadlineTimer::Ticket call(std::chrono::milliseconds in, std::string name) {
        return timer->call_at(DeadlineTimer::Clock::now() + in, [this, name = std::move(name)] { called.push_back(name); });
    }
    void run_until(std::size_t count) {
        const auto end = DeadlineTimer::Clock::now() + 10s;
        while (called.size() < count && DeadlineTimer::Clock::now() < end) io.run_one_for(100ms);
        REQUIRE(called.size() == count);
    }
};

}   // namespace

TEST_CASE("deadlines: called in the order of their times, not of their asking") {
    Timed world;
    world.call(6ms, "late");
    world.call(1ms, "early");
    world.call(-5ms, "past");
    world.run_until(3);
    CHECK(world.called == std::vector<std::string>{"past", "early", "late"});
}

TEST_CASE("deadlines: a cancelled one is not called, and the others still are") {
    Timed world;
    const auto first = world.call(1ms, "first");
    world.call(2ms, "second");
    world.timer->cancel(first);
    world.timer->cancel(first);
    world.timer->cancel({});
    world.run_until(1);
    CHECK(world.called == std::vector<std::string>{"second"});
}

TEST_CASE("deadlines: a call may ask for another and cancel one that is due as well") {
    Timed world;
    const auto now = DeadlineTimer::Clock::now();
    const auto doomed = world.timer->call_at(now + 2ms, [&] { world.called.emplace_back("doomed"); });
    world.timer->call_at(now + 1ms, [&] {
        world.called.emplace_back("first");
        world.timer->cancel(doomed);
        world.call(1ms, "second");
    });
    const auto end = DeadlineTimer::Clock::now() + 10ms;   // so that both are due in one turn
    while (DeadlineTimer::Clock::now() < end) {
    }
    world.run_until(2);
    CHECK(world.called == std::vector<std::string>{"first", "second"});
}

TEST_CASE("deadlines: none asked for, none armed: the loop has nothing to do, before and after") {
    Timed world;
    CHECK(world.io.run_for(20ms) == 0);
    world.timer->cancel(world.call(5ms, "cancelled"));
    CHECK(world.io.run_for(20ms) == 0);
    world.call(1ms, "called");
    world.run_until(1);
    CHECK(world.io.run_for(20ms) == 0);
}

TEST_CASE("deadlines: closed, it calls nothing and may be gone before the loop comes to it") {
    Timed world;
    world.call(-1ms, "due");
    world.timer->close();
    world.timer = std::make_shared<DeadlineTimer>(world.io);
    world.io.run_for(5ms);
    CHECK(world.called.empty());
}
