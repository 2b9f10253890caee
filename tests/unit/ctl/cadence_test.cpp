#include <boost/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/unit/ctl/folder.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

using Words = std::vector<std::string>;

boost::json::value answer(Words line) {
    line.insert(line.begin(), "cadence");
    line.push_back("--json");
    TestWorld world;
    INFO(world.complaint);
    REQUIRE(world.run(line) == 0);
    return boost::json::parse(world.written);
}

/// The moments: `start` or `start/end`.
Words moments(const Words& line) {
    Words result;
    const auto json = answer(line);
    for (const auto& entry : json.at("next").as_array()) {
        const auto& object = entry.as_object();
        std::string text{object.at("start").as_string()};
        if (object.contains("end")) text += '/' + std::string{object.at("end").as_string()};
        result.push_back(text);
    }
    return result;
}

std::string refusal(Words line) {
    line.insert(line.begin(), "cadence");
    TestWorld world;
    CHECK(world.run(line) == 2);
    CHECK(world.written.empty());
    return world.complaint;
}

}   // namespace

TEST_CASE("T1: cadence: a time in a gap is the first instant after it, one in a fold the first of the two") {
    CHECK(moments({"week on sun at 02:30", "--from", "2026-03-22", "--count", "3", "--zone", "Europe/Berlin"}) ==
          Words{"2026-03-22T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-04-05T02:30:00+02:00"});
    CHECK(moments({"day at 02:30", "--from", "2026-10-25", "--count", "2", "--zone", "Europe/Berlin"}) ==
          Words{"2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"});
}

TEST_CASE("cadence: the last Friday of the month, over a change of offset") {
    CHECK(moments({"month on last fri at 19:00", "--from", "2026-01-01", "--count", "3", "--zone", "America/New_York"}) ==
          Words{"2026-01-30T19:00:00-05:00", "2026-02-27T19:00:00-05:00", "2026-03-27T19:00:00-04:00"});
}

TEST_CASE("T3: cadence: windows carry their end, also over midnight and into a gap") {
    CHECK(moments({"day", "--between", "22:00-02:00", "--from", "2026-03-28", "--count", "2", "--zone", "Europe/Berlin"}) ==
          Words{"2026-03-28T22:00:00+01:00/2026-03-29T03:00:00+02:00", "2026-03-29T22:00:00+02:00/2026-03-30T02:00:00+02:00"});
}

TEST_CASE("cadence: a leap day in common years is 28 February, in the usual window") {
    CHECK(moments({"year on 02-29", "--from", "2027-01-01", "--count", "3", "--zone", "UTC"}) ==
          Words{"2027-02-28T09:00:00+00:00/2027-02-28T21:00:00+00:00", "2028-02-29T09:00:00+00:00/2028-02-29T21:00:00+00:00",
                "2029-02-28T09:00:00+00:00/2029-02-28T21:00:00+00:00"});
}

TEST_CASE("cadence: zones with odd offsets, and weekdays") {
    CHECK(moments({"weekday at 08:30", "--from", "2026-03-27", "--count", "2", "--zone", "Asia/Kathmandu"}) ==
          Words{"2026-03-27T08:30:00+05:45", "2026-03-30T08:30:00+05:45"});
}

TEST_CASE("cadence: moments are strictly later one after the other, also where a zone left a date out") {
    CHECK(moments({"day at 00:00", "--from", "2011-12-29", "--count", "3", "--zone", "Pacific/Apia"}) ==
          Words{"2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00", "2012-01-01T00:00:00+14:00"});
    CHECK(moments({"day", "--from", "2011-12-29", "--count", "2", "--zone", "Pacific/Apia"}) ==
          Words{"2011-12-29T09:00:00-10:00/2011-12-29T21:00:00-10:00", "2011-12-31T09:00:00+14:00/2011-12-31T21:00:00+14:00"});
}

TEST_CASE("cadence: without --from the list begins now, with a window that is open; intervals count from 2024-01-01") {
    // Now is Sunday 2026-03-29 13:20 UTC. Monday 2026-03-30 is 117 weeks after Monday 2024-01-01, an odd number.
    CHECK(moments({"day", "--count", "2", "--zone", "UTC"}) ==
          Words{"2026-03-29T09:00:00+00:00/2026-03-29T21:00:00+00:00", "2026-03-30T09:00:00+00:00/2026-03-30T21:00:00+00:00"});
    CHECK(moments({"day at 13:20", "--count", "1", "--zone", "UTC"}) == Words{"2026-03-30T13:20:00+00:00"});
    CHECK(moments({"day at 13:21", "--count", "1", "--zone", "UTC"}) == Words{"2026-03-29T13:21:00+00:00"});
    CHECK(moments({"2 weeks on mon at 10:00", "--count", "2", "--zone", "UTC"}) ==
          Words{"2026-04-06T10:00:00+00:00", "2026-04-20T10:00:00+00:00"});
    CHECK(moments({"day", "--between", "22:00-14:00", "--count", "1", "--zone", "UTC"}) ==
          Words{"2026-03-28T22:00:00+00:00/2026-03-29T14:00:00+00:00"});
}

TEST_CASE("S4: cadence: elapsed ones count from contact at --from, each from that same day") {
    CHECK(moments({"month after contact", "--from", "2026-01-31", "--count", "3", "--zone", "UTC"}) ==
          Words{"2026-02-28T09:00:00+00:00/2026-02-28T21:00:00+00:00", "2026-03-31T09:00:00+00:00/2026-03-31T21:00:00+00:00",
                "2026-04-30T09:00:00+00:00/2026-04-30T21:00:00+00:00"});
    CHECK(answer({"4 weeks after contact", "--from", "2026-03-01"}).at("words").as_string().ends_with(", counted here from 2026-03-01"));
}

TEST_CASE("S3: cadence: several a day cut the window; several a week lie one in each run of days") {
    CHECK(moments({"2 times a day", "--from", "2026-03-29", "--count", "3", "--zone", "UTC"}) ==
          Words{"2026-03-29T09:00:00+00:00/2026-03-29T15:00:00+00:00", "2026-03-29T15:00:00+00:00/2026-03-29T21:00:00+00:00",
                "2026-03-30T09:00:00+00:00/2026-03-30T15:00:00+00:00"});
    // Seven days in three runs, longer ones last: Monday and Tuesday, Wednesday and Thursday, Friday to Sunday.
    const Words week = moments({"3 times a week", "--from", "2026-03-30", "--count", "3", "--zone", "UTC"});
    REQUIRE(week.size() == 3);
    const auto between = [](const std::string& moment, const char* first, const char* last) {
        return moment.substr(0, 10) >= first && moment.substr(0, 10) <= last;
    };
    CHECK(between(week[0], "2026-03-30", "2026-03-31"));
    CHECK(between(week[1], "2026-04-01", "2026-04-02"));
    CHECK(between(week[2], "2026-04-03", "2026-04-05"));
}

TEST_CASE("cadence: the spelling is canonical, and words say what only an item can decide") {
    const auto plain = answer({"Weeks on Sundays at 16:00"});
    CHECK(plain.at("cadence") == "week on sun at 16:00");
    CHECK(plain.at("words") == "every Sunday at 16:00");
    CHECK(answer({"week"}).at("words").as_string().ends_with(", on a day that kith chooses for each item"));
    CHECK(answer({"2 times a week"}).at("words").as_string().ends_with(", on days that kith chooses for each item"));
    CHECK(answer({"week", "--from", "2026-03-27"}).at("words").as_string().ends_with(", on the Friday"));
    CHECK(moments({"week", "--from", "2026-03-27", "--count", "1", "--zone", "UTC"}) ==
          Words{"2026-03-27T09:00:00+00:00/2026-03-27T21:00:00+00:00"});
    CHECK(answer({"week", "on", "sun", "at", "16:00"}) == answer({"week on sun at 16:00"}));
}

TEST_CASE("cadence: as many moments as asked for, fewer where the calendar ends") {
    CHECK(moments({"day at 09:00"}).size() == 5);
    CHECK(moments({"year on 12-24", "--count", "1000"}).size() == 1000);
    CHECK(moments({"day at 09:00", "--from", "9999-12-30", "--zone", "UTC"}) ==
          Words{"9999-12-30T09:00:00+00:00", "9999-12-31T09:00:00+00:00"});
    CHECK(moments({"1000 years after contact", "--from", "9990-01-01", "--zone", "UTC"}).empty());
    CHECK(moments({"3 times a month", "--from", "9999-12-30", "--zone", "UTC"}).size() <= 1);
}

TEST_CASE("2: cadence: what can't be is explained") {
    CHECK(refusal({"wek on sun"}).find("week") != std::string::npos);
    CHECK(refusal({"week on sun at 16:00", "--between", "09:00-10:00"}) ==
          "--between goes with a cadence that names no time; this one is at 16:00\n");
    CHECK(refusal({"day", "--zone", "Europe/Berln"}) ==
          "--zone: \"Europe/Berln\" is no time zone of this machine; did you mean Europe/Berlin?\n");
    CHECK(refusal({"day", "--zone", "new york"}) ==
          "--zone: \"new york\" is no time zone of this machine; did you mean America/New_York?\n");
    CHECK(refusal({"day", "--zone", "../../etc/passwd"}).starts_with("--zone: \"../../etc/passwd\" is no time zone of this machine"));
    CHECK(refusal({"day", "--from", "2026-02-30"}).starts_with("--from: "));
    CHECK(refusal({"day", "--between", "9-10"}).starts_with("--between: "));
    CHECK(refusal({"day", "--count", "0"}).starts_with("--count takes a whole number from 1 to 1000"));
    CHECK(refusal({}) == "something is missing: kithctl cadence CADENCE\n");
}

TEST_CASE("cadence: TZ is the machine's zone, and a wrong one is told") {
    {
        const Variable zone{"TZ", "Asia/Tokyo"};
        CHECK(moments({"day at 09:00", "--from", "2026-03-29", "--count", "1"}) == Words{"2026-03-29T09:00:00+09:00"});
    }
    {
        const Variable zone{"TZ", ":/usr/share/zoneinfo/Europe/Paris"};
        CHECK(moments({"day at 09:00", "--from", "2026-03-29", "--count", "1"}) == Words{"2026-03-29T09:00:00+02:00"});
    }
    {
        const Variable zone{"TZ", "Asia/Tokio"};
        CHECK(refusal({"day"}) == "TZ: \"Asia/Tokio\" is no time zone of this machine; did you mean Asia/Tokyo? --zone names another\n");
    }
}

TEST_CASE("cadence: the page") {
    TestWorld world;
    world.surroundings.terminal = screen(80);
    REQUIRE(world.run({"cadence", "month on last fri at 19:00", "--zone", "Europe/Berlin", "--count", "3"}) == 0);
    CHECK(world.written ==
          "month on last fri at 19:00\n"
          "On the last Friday of every month at 19:00.\n"
          "\n"
          "  Friday 24 April  19:00  in 4 weeks\n"
          "  Friday 29 May    19:00  in 9 weeks\n"
          "  Friday 26 June   19:00  in 3 months\n");
    REQUIRE(world.run({"cadence", "day", "--zone", "UTC", "--count", "2"}) == 0);
    CHECK(world.written ==
          "day\n"
          "Every day between 09:00 and 21:00.\n"
          "\n"
          "  Sunday 29 March  09:00-21:00  now\n"
          "  Monday 30 March  09:00-21:00  tomorrow\n");
}
