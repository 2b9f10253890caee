#include "tests/unit/config/plan_reader_fixture.hpp"

using namespace kith;
using namespace kith::reader_test;

TEST_CASE("plan reader: people's keys are held to what they mean") {
    CHECK(has(told("people: {mum: Mum}"), "the person \"mum\" can't be \"Mum\""));
    CHECK(has(told("people: [mum]"), "people can't be a list"));
    CHECK(has(told("people: {a: {born: 02-30}}"), "p:1:20:"));
    CHECK(has(told("people: {a: {born: 1951-02-29}}"), "is not a day of that year"));
    CHECK(has(told("people: {a: {born: 1066-10-14}}"), "too long ago"));
    CHECK(plan_of("people: {a: {born: 1952-02-29}}").people[0].born == kith::Birthday{{2, 29}, 1952});
    CHECK(has(told("people: {a: {timezone: system}}"), "leave timezone out"));
    CHECK(has(told("people: {a: {awake: 9-22}}"), "p:1:21:"));
    CHECK(has(told("people: {a: {name: ''}}"), "the text is empty"));
    CHECK(has(told("people: {a: {name: \"x\\ey\"}}"), "control character"));
    CHECK(has(told("people: {a: {name: " + std::string(2001, 'x') + "}}"), "the text has 2001 bytes"));
}

TEST_CASE("plan reader: a touchpoint needs a cadence and somebody, and only one way to name them") {
    const auto nothing = told(touchpoint("do: Tea\n"));
    CHECK(has(nothing, "p:7:3: the touchpoint \"tea\" names nobody; expected with, one_of or each"));
    CHECK(has(nothing, "p:7:3: the touchpoint \"tea\" has no every"));
    CHECK(has(told(people + "touchpoints: {tea: }"), "has no every"));
    CHECK(has(told(people + "touchpoints: {tea: daily}"), "the touchpoint \"tea\" can't be \"daily\""));
    CHECK(has(told(people + "touchpoints:\n  tea:\n    every:week\n"), "write every: week"));
    CHECK(has(told(touchpoint("with: mum\n    each: friends\n    every: day\n")), "p:9:5: each stands beside with"));
    CHECK(has(told(touchpoint("with: [mum, mum]\n    every: day\n")), "p:8:17: \"mum\" is named twice"));
    CHECK(has(told(touchpoint("with: []\n    every: day\n")), "the list is empty"));
    CHECK(has(told(touchpoint("with: friends\n    every: day\n")), "it is a circle: write each: friends"));
    CHECK(has(told(touchpoint("each: frends\n    every: day\n")),
              "nobody is in a circle \"frends\"; expected a circle, or a list of people; did you mean friends?"));
    CHECK(has(told(touchpoint("each: mum\n    every: day\n")), "for one person write with: mum"));
    CHECK(has(told(touchpoint("wth: mum\n    every: day\n")), "did you mean with?"));
    CHECK(has(told("every: day\n"), "is it indented too little?"));
}

TEST_CASE("plan reader: what can't stand together is told at the key that is too much") {
    CHECK(has(told(touchpoint("with: mum\n    every: day at 10:00\n    between: 09:00-12:00\n")),
              "p:10:5: between stands beside an exact time"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    latest: 2 days\n")),
              "p:10:5: latest needs a cadence that counts from the last contact"));
    CHECK(has(told(touchpoint("with: mum\n    every: 4 weeks after contact\n    latest: 28 days\n")),
              "p:10:13: latest 4 weeks is not later than 4 weeks after contact"));
    CHECK(plan_of(touchpoint("with: mum\n    every: month after contact\n    latest: 5 weeks\n")).touchpoints[0].latest.has_value());
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    heads_up: 2h\n")), "p:10:5: a heads-up needs an exact time"));
    CHECK(has(told(touchpoint("with: mum\n    every: day at 10:00\n    heads_up: [2h, 2h]\n")), "stands here twice"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    from: 2026-05-01\n    until: 2026-04-01\n")),
              "p:11:12: until 2026-04-01 is before from 2026-05-01"));
    CHECK(has(told("seasons: {a: {from: 2026-05-01, until: 2026-04-01}}"), "is before from"));
    CHECK(has(told("solitude: {a: {every: day}}"), "has no between"));
    CHECK(has(told("solitude: {a: {every: day at 10:00}}"), "needs a window, not a time"));
    CHECK(has(told("solitude: {a: {every: 3 times a week, between: 10:00-11:00}}"), "can't be due by a number of times"));
    CHECK(has(told(checkin("every: 2 weeks after contact\n")), "can't be due by after contact"));
    CHECK(has(told(checkin("every: week\n    short: [5, 5]\n")), "short has 2 lengths; expected one length for each of the 3 phases"));
    CHECK(has(told(checkin("every: week\n    phases: []\n")), "the list is empty"));
    CHECK(has(told(checkin("every: week\n    phases: [0]\n")), "is no time at all"));
    CHECK(has(told(people + "checkins: {x: {every: week}}"), "has no with"));
}

TEST_CASE("S6: minimum is true, false, or a smaller variant that fits") {
    CHECK_FALSE(plan_of(touchpoint("with: mum\n    every: day\n    minimum: false\n")).touchpoints[0].minimum);
    CHECK(plan_of(touchpoint("with: mum\n    every: day\n    minimum: {at: \"10:00\"}\n")).touchpoints[0].smaller->at->minutes == 600);
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minimum: {}\n")), "the minimum says nothing"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minimum: {at: 10:00, between: 10:00-11:00}\n")),
              "between stands beside an exact time"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minimum: {at: 10:00, every: week at 11:00}\n")),
              "at stands beside every with a time"));
    CHECK(has(told(touchpoint("with: mum\n    every: week after contact\n    minimum: {at: 10:00}\n")),
              "an exact time needs a place on the calendar"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minimum: {with: sam}\n")),
              "\"with\" is not a key of the minimum of the touchpoint \"tea\""));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minimum: yes\n")), "write true"));
}

TEST_CASE("plan reader: only {name} is filled in, and brackets that were meant as text are shown quoted") {
    CHECK(plan_of(touchpoint("do: \"{name}, hello :-{\"\n    with: mum\n    every: day\n")).touchpoints[0].action == "{name}, hello :-{");
    CHECK(has(told(touchpoint("do: Call {nam}\n    with: mum\n    every: day\n")),
              "p:8:9: \"{nam}\" is nothing that can be filled in; expected {name}, or no braces; did you mean {name}?"));
    CHECK(has(told(touchpoint("do: {name}\n    with: mum\n    every: day\n")), "if this is a text, write do: \"{name}\""));
    CHECK(has(told(touchpoint("do: {name}, hello\n    with: mum\n    every: day\n")),
              "p:8:9: a text that begins with { needs quotes; write do: \"{name}, hello\""));
    CHECK(has(told(touchpoint("prompts: [What made you laugh?]\n    with: mum\n    every: day\n")),
              "write prompts: [\"What made you laugh?\"]"));
    CHECK(has(told(touchpoint("prompts: [One thing: which]\n    with: mum\n    every: day\n")), "p:8:15:"));
    CHECK(plan_of(touchpoint("prompts: What made you laugh?\n    with: mum\n    every: day\n")).touchpoints[0].prompts.size() == 1);
}

TEST_CASE("plan reader: minutes are whole, bare or as a length of time") {
    CHECK(plan_of(touchpoint("with: mum\n    every: day\n    minutes: 1h\n")).touchpoints[0].minutes == 60);
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minutes: 90s\n")), "not a number of whole minutes"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minutes: 0\n")), "is no time at all"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minutes: 1441\n")), "longer than a day"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    minutes: 10000000000000000000\n")), "longer than a day"));
}

TEST_CASE("plan check: a word near a known circle or kind is asked about, not refused") {
    const auto circle = read_plan({{"p", "people: {a: {circle: freinds}}"}});
    CHECK(circle.plan.has_value());
    CHECK(told(circle) == "p:1:22: warning: nobody else is in the circle \"freinds\"; did you mean friends?");
    CHECK(told("people: {a: {circle: choir}, b: {circle: family}}") == "");
    CHECK(told("people: {a: {circle: fiends}, b: {circle: fiends}}") == "");
    CHECK(has(told("people: {a: {circle: quire}, b: {circle: quires}, c: {circle: quires}}"), "did you mean quires?"));
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    by: calls\n")),
              "warning: \"calls\" is a kind of its own and counts like a message; did you mean call?"));
    CHECK(told(touchpoint("with: mum\n    every: day\n    by: letter\n")) == "");
    CHECK(has(told(touchpoint("with: mum\n    every: day\n    by: in person\n")), "did you mean in-person?"));
}

TEST_CASE("G2: the check warns about an exact time inside quiet hours or solitude, and says when") {
    const auto with = [](const std::string& head, const std::string& keys) { return told(head + touchpoint("with: mum\n    " + keys)); };
    CHECK(has(with("quiet: [21:30-08:00]\n", "every: day at 07:00\n"), "p:10:12: warning: 07:00 lies inside quiet hours every day"));
    CHECK(has(with("quiet: [21:30-08:00]\n", "every: sun at 07:59\n"), "inside quiet hours on Sunday"));
    CHECK(with("quiet: [21:30-08:00]\n", "every: day at 08:00\n") == "");
    CHECK(has(with("quiet: [{days: weekend, between: 08:00-10:00}]\n", "every: day at 09:00\n"),
              "inside quiet hours on Saturday and Sunday"));
    CHECK(with("quiet: [{days: weekend, between: 08:00-10:00}]\n", "every: month on first fri at 09:00\n") == "");
    CHECK(has(with("quiet: [{days: fri, between: 22:00-09:00}]\n", "every: week on sat at 08:00\n"),
              "08:00 lies inside quiet hours on Saturday"));
    CHECK(has(with("quiet: [{days: sun, between: 22:00-09:00}]\n", "every: week on mon at 08:00\n"),
              "08:00 lies inside quiet hours on Monday"));
    CHECK(has(with("solitude: {walk: {every: week on sat, between: 10:00-12:00}}\n", "every: weekend at 11:00\n"),
              "inside solitude on Saturday"));
    CHECK(has(told("quiet: [18:00-19:00]\n" + checkin("every: week on sun at 18:30\n")), "18:30 lies inside quiet hours on Sunday"));
    CHECK(has(with("quiet: [21:30-08:00]\n", "every: week on sun at 09:00\n    heads_up: [3 days, 2h]\n"),
              "p:11:15: warning: the heads-up 2h ahead lies inside quiet hours or solitude on Sunday; it will come at the nearest free "
              "minute before 09:00"));
    CHECK(has(with("quiet: [{days: thu, between: 21:30-08:00}]\n", "every: week on fri at 01:00\n    heads_up: 2h\n"),
              "solitude on Thursday"));
    CHECK(has(with("quiet: [{days: sat, between: 12:00-13:00}]\n", "every: week on mon at 12:00\n    heads_up: 2 days\n"),
              "solitude on Saturday"));
    CHECK(with("quiet: [{days: sun, between: 12:00-13:00}]\n", "every: week on mon at 12:00\n    heads_up: 2 days\n") == "");
}

TEST_CASE("S1: the check warns about a window that quiet hours and solitude cover on each of its days") {
    const auto with = [](const std::string& head, const std::string& keys) { return told(head + touchpoint("with: mum\n    " + keys)); };
    CHECK(has(with("quiet: [21:30-08:00]\n", "every: day\n    between: 22:00-07:00\n"),
              "p:11:14: warning: the window 22:00-07:00 lies wholly inside quiet hours"));
    CHECK(with("quiet: [21:30-08:00]\n", "every: day\n    between: 22:00-08:01\n") == "");
    CHECK(with("quiet: [{days: weekend, between: 08:00-10:00}]\n", "every: day\n    between: 08:00-10:00\n") == "");
    CHECK(has(with("quiet: [{days: weekend, between: 08:00-10:00}]\n", "every: weekend\n    between: 08:00-10:00\n"),
              "wholly inside quiet hours"));
    CHECK(has(with("quiet: [{days: sun, between: 09:00-21:00}]\n", "every: sun\n"), "p:10:12: warning: the window 09:00-21:00"));
    CHECK(
        has(with("quiet: [10:00-11:00]\nsolitude: {walk: {every: day, between: 11:00-12:00}}\n", "every: day\n    between: 10:00-12:00\n"),
            "quiet hours and solitude"));
    const auto waking = told("waking: 22:00-07:00\nquiet: [21:00-08:00]\n" + touchpoint("with: mum\n    every: day\n"));
    CHECK(waking == "p:1:9: warning: waking 22:00-07:00 lies wholly inside quiet hours; it leaves no moment for a nudge");
}

TEST_CASE("T3: the check says which mornings a quiet window with days covers") {
    CHECK(told("quiet: [{days: [fri, sun], between: 23:00-10:00}]\nwaking: 09:00-21:00\n") ==
          "p:1:9: warning: this window crosses midnight: it covers the mornings of Monday and Saturday, until 10:00; days are those on "
          "which the window begins");
    CHECK(told("quiet: [{days: [fri], between: 20:00-24:00}, 22:00-08:00]\n") == "");
}

TEST_CASE("S5: the check counts the exact times of a day against the daily limit, those of one gap as one") {
    const auto times = [](const std::string& head, const std::vector<std::string>& every) {
        std::string text = head + people + "touchpoints:\n";
        for (std::size_t i = 0; i < every.size(); ++i) text += "  t" + std::to_string(i) + ": {with: mum, every: " + every[i] + "}\n";
        return told(text);
    };
    CHECK(has(times("daily_limit: 2\n", {"day at 10:00", "week on tue at 12:00", "weekday at 14:00"}),
              "p:1:14: warning: on Tuesday there are up to 3 exact times, and daily_limit is 2"));
    CHECK(times("daily_limit: 2\n", {"day at 10:00", "week on tue at 10:20", "weekday at 14:00"}) == "");
    CHECK(times("daily_limit: 2\n", {"day at 10:00", "2 weeks on tue at 12:00", "weekday at 14:00"}) == "");
    CHECK(has(times("", {"day at 10:00", "day at 11:00", "day at 12:00", "day at 13:00", "day at 14:00"}),
              "p:11:26: warning: every day there are up to 5 exact times, and daily_limit is 4"));
}

TEST_CASE("P13: the check names people at a distance who are asked for by name") {
    CHECK(has(told(touchpoint("with: ex\n    every: day\n")), "p:8:11: warning: \"ex\" is at a distance"));
    CHECK(has(told(touchpoint("one_of: [mum, ex]\n    every: day\n")),
              "p:8:19: warning: \"ex\" is at a distance; the choice will never fall on them"));
    CHECK(told(touchpoint("each: friends\n    every: day\n")) == "");
    CHECK(has(told(people + "checkins: {x: {with: ex, every: week}}"), "\"ex\" is at a distance"));
}

TEST_CASE("S2: the check names who always sleeps in the window") {
    const auto with = [](const std::string& zone, const std::string& person, const std::string& keys) {
        return told("timezone: " + zone + "\npeople: {a: {" + person + "}}\ntouchpoints: {t: {with: a, " + keys + "}}\n");
    };
    CHECK(has(with("system", "awake: 09:00-22:00", "every: day, between: 07:00-08:00"),
              "warning: \"a\" always sleeps in the window 07:00-08:00"));
    CHECK(with("system", "awake: 09:00-22:00", "every: day, between: 07:00-09:01") == "");
    CHECK(has(with("Europe/Berlin", "timezone: Asia/Tokyo, awake: 09:00-22:00", "every: day, between: 16:00-20:00"), "always sleeps"));
    CHECK(with("Europe/Berlin", "timezone: Asia/Tokyo, awake: 09:00-22:00", "every: day, between: 09:00-12:00") == "");
    CHECK(with("Europe/Berlin", "timezone: Asia/Tokyo, awake: 09:00-22:00", "every: day, between: 14:00-14:30") == "");   // in summer only
    CHECK(has(with("Europe/Berlin", "timezone: Asia/Tokyo, awake: 09:00-22:00", "every: day at 18:00"), "always sleeps at 18:00"));
    CHECK(with("Europe/Berlin", "awake: 22:00-06:00", "every: day, between: 05:00-06:00") == "");
}

TEST_CASE("plan check: a short check-in that is not shorter is asked about") {
    CHECK(has(told(checkin("every: week\n    short: [10, 10, 10]\n")), "warning: short is not shorter"));
}
