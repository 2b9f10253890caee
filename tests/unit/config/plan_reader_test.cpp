#include "config/plan_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "config/cadence_text.hpp"
#include "tests/support/catch.hpp"

namespace {

using kith::Plan;
using kith::PlanReading;
using kith::read_plan;

std::string told(const PlanReading& reading) {
    std::string lines;
    for (const auto& problem : reading.problems) lines += (lines.empty() ? "" : "\n") + kith::to_line(problem);
    return lines;
}

std::string told(const std::string& yaml) { return told(read_plan({{"p", yaml}})); }

Plan plan_of(const std::string& yaml) {
    auto reading = read_plan({{"p", yaml}});
    INFO(told(reading));
    REQUIRE(reading.plan.has_value());
    return *std::move(reading.plan);
}

bool has(const std::string& text, std::string_view part) {
    UNSCOPED_INFO(text);
    return text.find(part) != std::string::npos;
}

const std::string people =
    "people:\n  mum: {name: Mum, circle: family}\n  sam: {}\n  kenji: {circle: friends}\n  ex: {circle: friends, distance: true}\n";
// The touchpoint's keys stand from line 8 on, in column 5.
std::string touchpoint(const std::string& keys) { return people + "touchpoints:\n  tea:\n    " + keys; }
std::string checkin(const std::string& keys) { return people + "checkins:\n  talk:\n    with: sam\n    " + keys; }

constexpr std::string_view whole = R"(timezone: Europe/Berlin
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

}   // namespace

TEST_CASE("plan reader: every key of a plan arrives where it belongs") {
    const auto plan = plan_of(std::string{whole});
    CHECK(plan.timezone == "Europe/Berlin");
    CHECK(plan.day_starts.minutes == 300);
    CHECK(kith::to_text(plan.waking) == "08:00-22:00");
    REQUIRE(plan.quiet.size() == 2);
    CHECK(plan.quiet[0].days == kith::Weekdays::all());
    CHECK(plan.quiet[1].days == kith::Weekdays::weekend());
    REQUIRE(plan.solitude.size() == 1);
    CHECK(kith::to_text(*plan.solitude[0].when.between) == "10:00-12:00");
    CHECK(plan.daily_limit == 5);
    CHECK(plan.gap == kith::Duration{.months = 0, .days = 0, .seconds = 3600});
    CHECK(plan.privacy == kith::Privacy::name);
    CHECK_FALSE(plan.reflect);
    CHECK(plan.week == kith::WeekTargets{2, 6});
    REQUIRE(plan.people.size() == 5);
    CHECK(plan.people[0].born == kith::Birthday{{3, 2}, std::nullopt});
    CHECK(plan.people[0].was == std::vector<std::string>{"mother"});
    CHECK(plan.people[1].born == kith::Birthday{{2, 28}, 1990});
    CHECK(plan.people[2].timezone == "Asia/Tokyo");
    CHECK(plan.people[2].space == kith::Duration{.months = 0, .days = 3, .seconds = 0});
    CHECK(plan.people[3].distance);
    CHECK(plan.people[4].id == "self");
}

TEST_CASE("plan reader: touchpoints, check-ins and seasons keep the order and the words written") {
    const auto plan = plan_of(std::string{whole});
    REQUIRE(plan.touchpoints.size() == 4);
    const auto& note = plan.touchpoints[0];
    CHECK(note.action == "Send {name} a voice note");
    CHECK(std::get<kith::OneOf>(note.audience).people == std::vector<kith::PersonIndex>{0, 2});
    CHECK(note.by == "voice");
    CHECK(note.minimum);
    CHECK(note.prompts == std::vector<std::string>{"What made you laugh this week?"});
    const auto& call = plan.touchpoints[1];
    CHECK(call.minutes == 20);
    REQUIRE(call.smaller.has_value());
    CHECK(call.smaller->action == "Send {name} one line");
    CHECK(kith::to_text(*call.smaller->every) == "2 weeks on sun");
    CHECK_FALSE(call.smaller->between.has_value());
    CHECK(call.was == std::vector<std::string>{"phone-mum"});
    const auto& friends = plan.touchpoints[2];
    CHECK(friends.action == "Be in touch with {name}");
    CHECK(friends.by == "message");
    CHECK(std::get<kith::Each>(friends.audience) == kith::Each{"friends", {2, 3}});
    CHECK(friends.latest == kith::Duration{.months = 0, .days = 42, .seconds = 0});
    const auto& dinner = plan.touchpoints[3];
    CHECK(std::get<kith::With>(dinner.audience).people == std::vector<kith::PersonIndex>{1, 0});
    CHECK(dinner.when.from == kith::Date{2026, 1, 1});
    CHECK(dinner.when.until == kith::Date{2030, 12, 31});
    REQUIRE(dinner.when.except.size() == 2);
    CHECK(dinner.when.except[1] == kith::DateRange{kith::Date{2027, 1, 1}, kith::Date{2027, 1, 1}});
    CHECK(dinner.heads_up.size() == 2);
    REQUIRE(plan.checkins.size() == 1);
    CHECK(plan.checkins[0].short_seconds == std::vector<std::int64_t>{300, 300, 90});
    REQUIRE(plan.seasons.size() == 1);
    CHECK(plan.seasons[0] == kith::Season{"grief", kith::Season::Keep::minimum, 1, kith::Date{2026, 3, 1}, kith::Date{2026, 4, 1}});
}

TEST_CASE("plan reader: what is left out has the defaults of plan.hpp") {
    auto plan = plan_of("people: {mum: }\ntouchpoints: {a: {with: mum, every: day}}\n");
    CHECK(plan.people[0].name == "mum");
    CHECK(plan.touchpoints[0].action == "Be in touch with {name}");
    plan.people.clear();
    plan.touchpoints.clear();
    CHECK(plan == Plan{});
}

TEST_CASE("P18: self is always a person, where it is written or else last") {
    CHECK(plan_of("people: {mum: {}}").people.back().id == "self");
    CHECK(plan_of("people: {mum: {}}").people.back().name == "yourself");
    CHECK(plan_of("people: {mum: {}}").people.back().circle == "self");
    const auto plan =
        plan_of("people: {self: {name: Me}, mum: {}}\ntouchpoints: {walk: {with: self, every: day}, sit: {each: self, every: day}}");
    REQUIRE(plan.people.size() == 2);
    CHECK(plan.people[0].name == "Me");
    CHECK(std::get<kith::With>(plan.touchpoints[0].audience).people == std::vector<kith::PersonIndex>{0});
    CHECK(std::get<kith::Each>(plan.touchpoints[1].audience).people == std::vector<kith::PersonIndex>{0});
    CHECK(has(told("people: {mum: {}}\ntouchpoints: {self: {with: mum, every: day}}"), "\"self\" is always a person"));
}

TEST_CASE("P3: a check-in without phases has three of ten minutes with prompts") {
    const auto plan = plan_of(checkin("every: week on sun at 18:30\n"));
    const auto& phases = plan.checkins[0].phases;
    REQUIRE(phases.size() == 3);
    for (const auto& phase : phases) {
        CHECK(phase.seconds == 600);
        CHECK(phase.prompts.size() >= 2);
    }
    const auto other = plan_of(checkin("every: week on sun at 18:30\n    phases: [15, 90s, {name: Thanks, minutes: 1h, prompts: [why]}]\n"))
                           .checkins[0]
                           .phases;
    REQUIRE(other.size() == 3);
    CHECK(other[0] == kith::Phase{"Part 1", 900, {}});
    CHECK(other[1].seconds == 90);
    CHECK(other[2] == kith::Phase{"Thanks", 3600, {"why"}});
    const auto lengths = plan_of(checkin("every: week on sun at 18:30\n    phases: [20, 5, 5]\n")).checkins[0].phases;
    CHECK(lengths[0].name == phases[0].name);
    CHECK(lengths[0].seconds == 1200);
}

TEST_CASE("scenario 20: an empty plan is an error, whatever its emptiness looks like") {
    for (const std::string text : {"", "\n\n", "# words\n", "---\n", "{}", "~", "null", "\xEF\xBB\xBF"}) {
        const auto reading = read_plan({{"p", text}});
        CHECK_FALSE(reading.plan.has_value());
        CHECK(has(told(reading), "the plan is empty"));
        CHECK(has(told(reading), "kithctl plan init"));
    }
    CHECK_FALSE(read_plan({}).plan.has_value());
    CHECK(read_plan({{"p", "people: {mum: }"}, {"q", ""}}).plan.has_value());
}

TEST_CASE("plan reader: all problems are told at once, in the order of the text") {
    CHECK(told("timezon: system\nwaking: 9-21\npeople:\n  mum: {circl: family}\ntouchpoints:\n  a: {with: mom, every: wek}\n") ==
          "p:1:1: \"timezon\" is not a key of a plan; did you mean timezone?\n"
          "p:2:9: \"9\" is not a time of day; expected a window HH:MM-HH:MM, such as 09:00-21:00; did you mean 09:00-21:00?\n"
          "p:4:9: \"circl\" is not a key of the person \"mum\"; expected name, circle, born, timezone, awake, space, distance or was; did "
          "you mean circle?\n"
          "p:6:13: \"mom\" is nobody under people; expected a person's name in this plan; did you mean mum?\n" +
              told(touchpoint("with: mum\n    every: wek\n")).replace(0, std::string{"p:9:12"}.size(), "p:6:25"));
}

TEST_CASE("plan reader: no more errors than the limit are told, the others are counted") {
    std::string text = "people:\n";
    for (int i = 0; i < 150; ++i) text += "  p" + std::to_string(i) + ": {nme: x}\n";
    const auto reading = read_plan({{"p", text}});
    CHECK(reading.problems.size() == 100);
    CHECK(reading.untold == 50);
    CHECK(reading.problems.back().at.line == 101);
}

TEST_CASE("plan reader: a plan over several files is one plan") {
    const auto reading = read_plan({{"plan.yaml", "gap: 1h\npeople: {mum: }\n"},
                                    {"plan.d/a.yaml", "people: {sam: }\ntouchpoints: {a: {with: [mum, sam], every: day}}\n"}});
    REQUIRE(reading.plan.has_value());
    CHECK(reading.plan->people.size() == 3);
    const auto twice = told(read_plan({{"plan.yaml", "gap: 1h\npeople: {mum: }\n"}, {"b.yaml", "people: {mum: }\ngap: 2h\n"}}));
    CHECK(
        has(twice, "b.yaml:1:10: \"mum\" is named a second time as a person; expected a name of its own; the other stands at plan.yaml:2"));
    CHECK(has(twice, "b.yaml:2:1: \"gap\" is set a second time; expected every setting once; the other stands at plan.yaml:1"));
    // What an unreadable file holds is not reported as missing in the others.
    CHECK(told(read_plan({{"plan.yaml", "touchpoints: {a: {with: mum, every: day}}\n"}, {"b.yaml", "people: [\n"}})).substr(0, 7) ==
          "b.yaml:");
    CHECK(has(told("gap: 1h\ngap: 2h\nwaking: x\n"), "p:2:1: \"gap\" stands here a second time"));
    CHECK(has(told("gap: 1h\ngap: 2h\nwaking: x\n"), "p:3:9:"));
}

TEST_CASE("plan reader: names are shared by people, circles, items, seasons and solitude; settings are reserved") {
    CHECK(has(told("people: {a: , b: {circle: a}}"), "\"a\" can't be a circle, it is a person already"));
    CHECK(
        has(told(people + "touchpoints: {mum: {with: mum, every: day}}"), "p:6:15: \"mum\" can't be a touchpoint, it is a person already"));
    CHECK(
        has(told(people + "touchpoints: {friends: {with: mum, every: day}}"), "\"friends\" can't be a touchpoint, it is a circle already"));
    CHECK(has(told(people + "touchpoints: {x: {with: mum, every: day}}\nseasons: {x: {}}"),
              "\"x\" can't be a season, it is a touchpoint already"));
    CHECK(has(told(people + "solitude: {x: {every: day, between: 10:00-11:00}}\ncheckins: {x: {with: mum, every: week}}"),
              "it is a time of solitude already"));
    CHECK(has(told("people: {gap: }"), "\"gap\" is the name of a setting and can't be a person"));
    CHECK(has(told("people: {a: {was: [b]}, b: }"), "\"b\" is still a person"));
    CHECK(has(told("people: {a: {was: c}, b: {was: c}}"), "\"c\" was the name of something else"));
}

TEST_CASE("plan reader: names are letters of any script, digits, - and _") {
    for (const std::string good : {"mum", "Ömer", "祖母", "мама", "a_b-2", "9", "नानी", "مادر\xE2\x80\x8Cبزرگ"})
        CHECK(plan_of("people: {" + good + ": {}}").people[0].id == good);
    for (const std::string bad : {"\"\"", "-a", "a b", "a.b", "a/b", "\"a\\u200bb\"", "\"a\\tb\"", "“a”", "\"a\\0b\""})
        CHECK(has(told("people: {" + bad + ": {}}"), "p:1:10: the name "));
    CHECK(has(told("people: {big mum: {}}"), "did you mean big-mum?"));
    CHECK(has(told("people: {" + std::string(65, 'a') + ": {}}"), "has 65 bytes"));
    CHECK(plan_of("people: {" + std::string(64, 'a') + ": {}}").people.size() == 2);
}

TEST_CASE("plan reader: true and false are the only booleans, times are texts") {
    CHECK(has(told("reflect: yes"), "p:1:10: \"yes\" is neither true nor false; expected true or false; write true"));
    CHECK(has(told("reflect: off"), "write false"));
    CHECK(has(told("reflect: \"true\""), "write true, without quotes"));
    CHECK(has(told("reflect:"), "nothing stands here; expected true or false"));
    CHECK(has(told("reflect: [true]"), "a list stands here"));
    CHECK(plan_of("day_starts: 06:30").day_starts.minutes == 390);
    CHECK(plan_of("day_starts: \"06:30\"").day_starts.minutes == 390);
}

TEST_CASE("plan reader: settings out of their range are told with the range") {
    CHECK(has(told("daily_limit: 101"), "101 is too large; expected a whole number from 0 to 100"));
    CHECK(has(told("daily_limit: -1"), "-1 is too small"));
    CHECK(has(told("daily_limit: 2.5"), "\"2.5\" is not a whole number"));
    CHECK(has(told("daily_limit: 99999999999999999999999"), "too large"));
    CHECK(has(told("daily_limit: \"4\""), "write it without quotes"));
    CHECK(has(told("gap: 2 days"), "too long for the gap"));
    CHECK(has(told("gap: 30"), "p:1:6:"));
    CHECK(has(told("privacy: names"), "expected full, name or hidden; did you mean name?"));
    CHECK(has(told("week: {meaningfull: 1}"), "did you mean meaningful?"));
    CHECK(has(told("quiet: [25:00-08:00]"), "p:1:9:"));
    CHECK(has(told("quiet: [{days: [saturn], between: 08:00-10:00}]"), "p:1:17:"));
    CHECK(has(told("quiet: [{days: sat}]"), "has no between"));
    CHECK(has(
        told("timezone: Berlin"),
        "\"Berlin\" is not a time zone of this machine; expected system, or a name such as Europe/Berlin; zones are written as Area/City"));
    CHECK(has(told("timezone: ../../etc/passwd"), "is not a time zone"));
    CHECK(has(told("timezone: /etc/localtime"), "is not a time zone"));
    CHECK(plan_of("timezone: UTC").timezone == "UTC");
    CHECK(plan_of("quiet: 21:00-08:00").quiet.size() == 1);
    CHECK(plan_of("quiet: []").quiet.empty());
}

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
