#include "daemon/adapters/system_clock.hpp"

#include <cerrno>
#include <functional>

#include <boost/asio.hpp>

#include "tests/support/catch.hpp"
#include "tests/unit/adapters/temp_folder.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path zoneinfo = "/usr/share/zoneinfo";

struct Fixture {
    explicit Fixture(const adapters::ZoneWatch& zone = {}) : clock{adapters::make_system_clock(loop, zone)} {
        clock->listen({[this] { ++due; }, [this] { ++moved; }, [this] { ++monotonic; }, [this] { ++zone_changes; }});
    }
    /// Runs the loop until it is so; false after ten seconds.
    bool until(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!condition() && std::chrono::steady_clock::now() < deadline) loop.run_one_for(100ms);
        return condition();
    }
    /// Everything that was on its way when this is called has arrived when it returns: a timer armed after it fires.
    bool settled() {
        const int before = monotonic;
        clock->arm_monotonic(core::Seconds{0});
        return until([&] { return monotonic > before; });
    }
    boost::asio::io_context loop;
    std::unique_ptr<app::Clock> clock;
    int due = 0;
    int moved = 0;
    int monotonic = 0;
    int zone_changes = 0;
};

}   // namespace

TEST_CASE("clock: it reads what the system reads") {
    Fixture fixture;
    const auto before = std::chrono::floor<core::Seconds>(std::chrono::system_clock::now());
    const auto reading = fixture.clock->read();
    const auto after = std::chrono::floor<core::Seconds>(std::chrono::system_clock::now());
    CHECK(reading.now >= before);
    CHECK(reading.now <= after);
    CHECK(reading.since_boot >= reading.awake);
    CHECK(reading.awake > 0s);
}

TEST_CASE("clock: a moment in the past fires at once, and once") {
    Fixture fixture;
    fixture.clock->arm(fixture.clock->read().now - 1h);
    REQUIRE(fixture.until([&] { return fixture.due > 0; }));
    REQUIRE(fixture.settled());
    CHECK(fixture.due == 1);
    CHECK(fixture.moved == 0);
}

TEST_CASE("clock: moments at and before the epoch fire too") {
    for (const core::Seconds when : {0s, -1s, -1'000'000'000'000s}) {
        Fixture fixture;
        fixture.clock->arm(core::Instant{when});
        CHECK(fixture.until([&] { return fixture.due == 1; }));
    }
}

TEST_CASE("clock: what is armed replaces what was, also when that was due") {
    Fixture fixture;
    const auto now = fixture.clock->read().now;
    fixture.clock->arm(now - 1s);
    fixture.clock->arm(now + 1h);
    REQUIRE(fixture.settled());
    CHECK(fixture.due == 0);
    fixture.clock->arm(now - 1s);
    fixture.clock->arm(std::nullopt);
    REQUIRE(fixture.settled());
    CHECK(fixture.due == 0);
}

TEST_CASE("clock: dates past 2038 and past all dates are armed and wait") {
    for (const core::Seconds when : {2'208'988'800s, 4'102'444'800s, 253'402'300'800s, core::Seconds{std::int64_t{1} << 62}}) {
        Fixture fixture;
        fixture.clock->arm(core::Instant{when});
        REQUIRE(fixture.settled());
        CHECK(fixture.due == 0);
        fixture.clock->arm(core::Instant{1s});
        CHECK(fixture.until([&] { return fixture.due == 1; }));
    }
}

TEST_CASE("clock: it never fires early") {
    Fixture fixture;
    const auto when = fixture.clock->read().now + 1s;
    fixture.clock->arm(when);
    REQUIRE(fixture.until([&] { return fixture.due == 1; }));
    CHECK(fixture.clock->read().now >= when);
}

TEST_CASE("clock: the callback may arm it anew") {
    Fixture fixture;
    fixture.clock->listen({[&] {
                               if (++fixture.due < 5) fixture.clock->arm(core::Instant{1s});
                           },
                           {},
                           [&] { ++fixture.monotonic; },
                           {}});
    fixture.clock->arm(core::Instant{1s});
    REQUIRE(fixture.until([&] { return fixture.due == 5; }));
    REQUIRE(fixture.settled());
    CHECK(fixture.due == 5);
}

TEST_CASE("clock: the monotonic alarm fires once, and not when disarmed") {
    Fixture fixture;
    fixture.clock->arm_monotonic(0s);
    fixture.clock->arm_monotonic(std::nullopt);
    fixture.clock->arm(core::Instant{1s});
    REQUIRE(fixture.until([&] { return fixture.due == 1; }));
    CHECK(fixture.monotonic == 0);
    fixture.clock->arm_monotonic(1s);
    CHECK(fixture.until([&] { return fixture.monotonic == 1; }));
}

TEST_CASE("clock: gone while its callback waits, it calls nobody") {
    Fixture fixture;
    fixture.clock->arm(core::Instant{1s});
    fixture.loop.poll();
    const int before = fixture.due;
    fixture.clock.reset();
    fixture.loop.run_for(100ms);
    CHECK(fixture.due == before);
}

TEST_CASE("clock: scenario 7: what a read of the timer means") {
    using adapters::classify_timer_read;
    using adapters::TimerRead;
    CHECK(classify_timer_read(8, 0) == TimerRead::fired);
    CHECK(classify_timer_read(-1, ECANCELED) == TimerRead::moved);
    CHECK(classify_timer_read(-1, EAGAIN) == TimerRead::nothing);
    CHECK(classify_timer_read(-1, EINTR) == TimerRead::nothing);
    CHECK(classify_timer_read(0, 0) == TimerRead::nothing);
    CHECK(classify_timer_read(0, ECANCELED) == TimerRead::nothing);
}

TEST_CASE("clock: scenario 6: a zone that is linked, copied, removed or written anew is told of, once for a burst") {
    const adapters::TempFolder folder;
    folder.replace_with_link("localtime", zoneinfo / "Europe/Berlin");
    Fixture fixture{{folder / "localtime", folder / "timezone"}};
    int expected = 0;
    const auto told = [&] {
        ++expected;
        return fixture.until([&] { return fixture.zone_changes >= expected; }) && fixture.settled() && fixture.zone_changes == expected;
    };
    folder.replace_with_link("localtime", zoneinfo / "Asia/Tokyo");
    CHECK(told());
    folder.replace_with_copy("localtime", zoneinfo / "Europe/Paris");
    CHECK(told());
    folder.write("timezone", "Europe/Paris\n");
    CHECK(told());
    std::filesystem::remove(folder / "localtime");
    std::filesystem::create_symlink(zoneinfo / "Europe/Berlin", folder / "localtime");
    CHECK(told());
    std::filesystem::remove(folder / "localtime");
    CHECK(told());
    folder.write("somebody else's", "x");
    folder.replace_with_link("localtime", zoneinfo / "Europe/Rome");
    CHECK(told());
}

TEST_CASE("clock: an update of the file that localtime links to is told of") {
    const adapters::TempFolder folder;
    const adapters::TempFolder database;
    database.replace_with_copy("Berlin", zoneinfo / "Europe/Berlin");
    folder.replace_with_link("localtime", database / "Berlin");
    Fixture fixture{{folder / "localtime", folder / "timezone"}};
    database.replace_with_copy("Berlin", zoneinfo / "Asia/Tokyo");
    CHECK(fixture.until([&] { return fixture.zone_changes == 1; }));
}
