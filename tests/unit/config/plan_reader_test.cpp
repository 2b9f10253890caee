#include "tests/unit/config/plan_reader_fixture.hpp"

using namespace kith;
using namespace kith::reader_test;

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
