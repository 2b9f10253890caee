#include "daemon/adapters/systemd_status.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/app/fixture.hpp"

using kith::adapters::status_line;
using kith::testing::App;

TEST_CASE("status line: until when kithd sleeps, and nobody's name") {
    App app;
    const auto next = app.runtime.next_wakeup();
    REQUIRE(next);
    CHECK(status_line(app.runtime, app.plan) ==
          "Asleep until " + kith::core::moment_words(kith::core::Zone{}, *next, app.runtime.now()) + ".");
}

TEST_CASE("status line: without a plan") {
    App app{nullptr};
    app.plan.state = "none";
    CHECK(status_line(app.runtime, app.plan) == "There is no plan yet.");
    app.plan.state = "broken";
    CHECK(status_line(app.runtime, app.plan) == "The plan needs a look; nothing is planned.");
}

TEST_CASE("status line: trouble comes first") {
    App app;
    app.plan.state = "broken";
    CHECK_THAT(status_line(app.runtime, app.plan),
               Catch::Matchers::StartsWith("The plan needs a look; the last good one stays in use. Asleep until "));
}
