#pragma once
// A runtime in a model world, for tests of what stands around it.

#include <string>

#include "config/plan_reader.hpp"
#include "daemon/app/commands.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/model_clock.hpp"
#include "tests/support/model_desktop.hpp"
#include "tests/support/model_journal.hpp"

namespace kith::testing {

inline std::shared_ptr<const Plan> plan_of(const std::string& yaml) {
    PlanReading reading = read_plan({{"plan.yaml", yaml}});
    for (const Problem& problem : reading.problems) INFO(to_line(problem));
    REQUIRE(reading.plan);
    return std::make_shared<const Plan>(std::move(*reading.plan));
}

/// Sunday 2026-03-01 08:00 UTC.
inline core::Instant sunday_morning() { return core::Zone{}.at(Date{2026, 3, 1}, TimeOfDay{8 * 60}); }

inline const char* const small_plan = R"(
people:
  mum: {name: Mum, circle: family}
  sam: {name: Sam, circle: partner}
  ex: {name: Alex, distance: true}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: week on sun at 16:00, by: call}
  call-sam: {do: "Call {name}", with: sam, every: week on sun at 18:00, by: call}
  card-ex: {do: "Write to {name}", with: ex, every: day at 12:00}
  far: {do: "Write to {name}", one_of: [mum, sam], every: month on day 20}
checkins:
  sam-weekly: {with: sam, every: week on sun at 20:30}
)";

struct App {
    ModelClock clock{sunday_morning()};
    ModelDesktop desktop;
    ModelJournal journal;
    app::Runtime runtime{clock, desktop, journal, [](const std::string&) { return core::Zone{}; },
                         [](app::LogLevel, const std::string&) {}};
    app::PlanState plan{.path = "/home/somebody/.config/kith/plan.yaml", .state = "good", .problems = {}};
    app::Commands commands{runtime, plan, "9.9.9"};

    explicit App(const char* yaml = small_plan) {
        if (yaml != nullptr) runtime.take_plan(plan_of(yaml));
        desktop.come();
    }
    void run_to(int hour, int minute = 0) {
        const core::Instant when = core::Zone{}.at(Date{2026, 3, 1}, TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)});
        while (clock.next_alarm() && *clock.next_alarm() <= when) {
            clock.pass_to(*clock.next_alarm());
            clock.ring();
        }
        clock.pass_to(when);
    }
    /// The whole reply to a request.
    boost::json::value ask(const std::string& method, const std::string& params = "{}") {
        return boost::json::parse(commands.handle(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}").line);
    }
    boost::json::value result(const std::string& method, const std::string& params = "{}") {
        const boost::json::value reply = ask(method, params);
        INFO(boost::json::serialize(reply));
        REQUIRE(reply.as_object().contains("result"));
        return reply.at("result");
    }
    boost::json::value failure(const std::string& method, const std::string& params = "{}") {
        const boost::json::value reply = ask(method, params);
        INFO(boost::json::serialize(reply));
        REQUIRE(reply.as_object().contains("error"));
        return reply.at("error");
    }
};

// Shorthand for what replies hold.
inline std::string text(const boost::json::value& value, const char* member) { return std::string{value.at(member).as_string()}; }
inline std::string said(App& app, const std::string& method, const std::string& params) { return text(app.result(method, params), "text"); }
inline std::string declined(App& app, const std::string& method, const std::string& params) {
    return text(app.failure(method, params), "message");
}
inline bool has(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }
inline std::string first_note(App& app) { return std::string{app.result("day.today").at("notes").at(0).as_string()}; }

}   // namespace kith::testing
