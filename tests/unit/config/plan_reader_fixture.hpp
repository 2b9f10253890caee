#pragma once
// What the tests of the plan reader share.

#include <string>
#include <string_view>
#include <vector>
#include "config/cadence_text.hpp"
#include "config/plan_reader.hpp"
#include "tests/support/catch.hpp"

namespace kith::reader_test {

using kith::Plan;
using kith::PlanReading;
using kith::read_plan;

inline std::string told(const PlanReading& reading) {
    std::string lines;
    for (const auto& problem : reading.problems) lines += (lines.empty() ? "" : "\n") + kith::to_line(problem);
    return lines;
}

inline std::string told(const std::string& yaml) { return told(read_plan({{"p", yaml}})); }

inline Plan plan_of(const std::string& yaml) {
    auto reading = read_plan({{"p", yaml}});
    INFO(told(reading));
    REQUIRE(reading.plan.has_value());
    return *std::move(reading.plan);
}

inline bool has(const std::string& text, std::string_view part) {
    UNSCOPED_INFO(text);
    return text.find(part) != std::string::npos;
}

const std::string people =
    "people:\n  mum: {name: Mum, circle: family}\n  sam: {}\n  kenji: {circle: friends}\n  ex: {circle: friends, distance: true}\n";
// The touchpoint's keys stand from line 8 on, in column 5.
inline std::string touchpoint(const std::string& keys) { return people + "touchpoints:\n  tea:\n    " + keys; }
inline std::string checkin(const std::string& keys) { return people + "checkins:\n  talk:\n    with: sam\n    " + keys; }

inline constexpr std::string_view whole = R"(timezone: Europe/Berlin
day_starts: "05:00"
waking: 08:00-22:00
quiet: [22:30-07:00, {days: [sat, sunday], between: 08:00-09:00}]
solitude:
  long-walk: {every: week on sat, between: 10:00-12:00}
daily_limit: 5
gap: 1h
privacy: name
reflect: false
week: {meaningful: 2, micro: 6}
people:
  mum: {name: Mum, circle: family, born: 03-02, was: [mother]}
  sam: {name: Sam, circle: partner, born: 1990-02-28}
  kenji: {name: Kenji, circle: friends, timezone: Asia/Tokyo, awake: 09:00-22:00, space: 3d}
  ex: {name: Alex, circle: friends, distance: true}
touchpoints:
  voice-note:
    do: Send {name} a voice note
    one_of: [mum, kenji]
    every: day
    between: 11:00-20:00
    by: voice
    minimum: true
    prompts: ["What made you laugh this week?"]
  call-mum:
    do: Call {name}
    with: mum
    every: week on sun at 16:00
    by: call
    minutes: 20
    minimum: {do: "Send {name} one line", every: 2 weeks on sun}
    was: phone-mum
  old-friends:
    each: friends
    every: 4 weeks after contact
    latest: 6 weeks
  dinner:
    with: [sam, mum]
    every: month on first fri at 19:00
    from: 2026-01-01
    until: 2030-12-31
    except: [2026-12-24..2026-12-26, 2027-01-01]
    heads_up: [3 days, 2h]
checkins:
  sam-weekly:
    with: sam
    every: week on sun at 18:30
    short: [5, 5, 90s]
seasons:
  grief: {keep: minimum, daily_limit: 1, from: 2026-03-01, until: 2026-04-01}
)";

}   // namespace kith::reader_test
