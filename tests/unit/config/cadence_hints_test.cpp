#include "tests/unit/config/cadence_fixture.hpp"

using namespace kith;
using namespace kith::cadence_test;

TEST_CASE("times of other customs are translated, wherever they stand") {
    for (const std::string time : {"4pm", "4 pm", "4 p.m.", "16h", "16.00", "16:00h", "1600", "16", "16:00:00"})
        CHECK(hint("week on sun at " + time) == meant("week on sun at 16:00"));
    CHECK(hint("sunday at 4pm") == meant("week on sun at 16:00"));
    CHECK(hint("day at noon") == meant("day at 12:00"));
    CHECK(hint("at 19:00 on sundays") == meant("week on sun at 19:00"));
    CHECK(hint("week on sun 16:00") == meant("week on sun at 16:00"));
    CHECK(hint("daily at 9") == "did you mean \"day at 09:00\", or \"day at 21:00\"?");
    CHECK(hint("sun at 12") == meant("week on sun at 12:00"));
}

TEST_CASE("24:00 is no time of a slot") {
    CHECK(hint("week on sun at 24:00").find("00:00 of the next day") != std::string::npos);
    CHECK_FALSE(parse_cadence("mon 24:00").has_value());
}

TEST_CASE("S3, S4: what takes a window refuses a time and says so") {
    CHECK(hint("3 times a week at 19:00").find("between:") != std::string::npos);
    CHECK(hint("4 weeks after contact at 10:00").find("between:") != std::string::npos);
    CHECK(hint("3 times a week on mon").find("\"week on mon,thu\"") != std::string::npos);
    CHECK_FALSE(hint("4 weeks after contact on mon").empty());
}

TEST_CASE("a window in the cadence is shown its own place") {
    CHECK(hint("day between 11:00 and 20:00") == "write \"every: day\" and beside it \"between: 11:00-20:00\"");
    CHECK(hint("day 11:00-20:00") == "write \"every: day\" and beside it \"between: 11:00-20:00\"");
    CHECK(hint("sunday from 4pm to 6pm") == "write \"every: week on sun\" and beside it \"between: 16:00-18:00\"");
    CHECK(hint("3 times a week between 18:00 and 20:00") == "write \"every: 3 times a week\" and beside it \"between: 18:00-20:00\"");
}

TEST_CASE("quotas in other words") {
    CHECK(hint("thrice a week") == meant("3 times a week"));
    CHECK(hint("3x a week") == meant("3 times a week"));
    CHECK(hint("3 times per week") == meant("3 times a week"));
    CHECK(hint("three times weekly") == meant("3 times a week"));
    CHECK(hint("3 times each week") == meant("3 times a week"));
    CHECK(hint("once every 2 weeks") == meant("2 weeks"));
    CHECK(hint("twice a year") == meant("6 months"));
    CHECK(hint("once a year") == meant("year"));
    CHECK(hint("5 times a year").find("interval") != std::string::npos);
}

TEST_CASE("what follows on belongs to its unit, and the other unit is offered") {
    CHECK(hint("day on mon") == meant("week on mon"));
    CHECK(hint("2 days on mon") == meant("2 weeks on mon"));
    CHECK(hint("week on last fri") == meant("month on last fri"));
    CHECK(hint("week on day 31") == meant("month on day 31"));
    CHECK(hint("week on 03-02") == meant("year on 03-02"));
    CHECK(hint("month on 03-02") == meant("year on 03-02"));
    CHECK(hint("month on mon") == meant("month on first mon"));
    CHECK(hint("year on sun") == meant("week on sun"));
    CHECK(hint("weekend on sat") == meant("week on sat"));
    CHECK(hint("week on weekdays") == meant("weekday"));
    CHECK(hint("2 weeks on weekend") == meant("2 weeks on sat,sun"));
    CHECK(hint("month on last mon of may") == meant("year on last mon of may"));
    CHECK(refused("year on first sun").expected.find("of") != std::string::npos);
    CHECK(hint("year on first sun").empty());
    CHECK_FALSE(hint("month on first mon and third mon").empty());
    CHECK_FALSE(hint("mon 19:00 and wed 20:00").empty());
}

TEST_CASE("days of the month and of the year in other words") {
    CHECK(hint("month on 31") == meant("month on day 31"));
    CHECK(hint("month on the 31st") == meant("month on day 31"));
    CHECK(hint("month on 1st friday") == meant("month on first fri"));
    CHECK(hint("month on fifth mon") == "not every month has a fifth; " + meant("month on last mon"));
    CHECK(hint("month on 5th mon") == hint("month on fifth mon"));
    CHECK(hint("last friday of the month at 19:00") == meant("month on last fri at 19:00"));
    CHECK(hint("first fri of every month") == meant("month on first fri"));
    CHECK(hint("year on 2 march") == meant("year on 03-02"));
    CHECK(hint("year on march 2nd") == meant("year on 03-02"));
    CHECK(hint("year on the 2nd of march") == meant("year on 03-02"));
    CHECK(hint("year on first sun in may") == meant("year on first sun of may"));
    CHECK(hint("mon-fri") == "did you mean \"weekday\", or \"week on mon,tue,wed,thu,fri\"?");
    CHECK(hint("week on fri to sun") == meant("week on fri,sat,sun"));
}

TEST_CASE("small words that were forgotten or stand wrong") {
    CHECK(hint("week sun at 16:00") == meant("week on sun at 16:00"));
    CHECK(hint("month day 31") == meant("month on day 31"));
    CHECK(hint("on sundays") == meant("week on sun"));
    CHECK(hint("mon thu") == meant("week on mon,thu"));
    CHECK(hint("mon/thu 19:00") == meant("week on mon,thu at 19:00"));
    CHECK(hint("mon & thu") == meant("week on mon,thu"));
    CHECK(hint("2weeks on mon") == meant("2 weeks on mon"));
    CHECK(hint("4w after contact") == meant("4 weeks after contact"));
    CHECK(hint("4 weeks after the last contact") == meant("4 weeks after contact"));
    CHECK(hint("a week") == meant("week"));
    CHECK(hint("day 3") == meant("3 days"));
    CHECK(hint("\"week on sun\".") == meant("week on sun"));
}

TEST_CASE("no beginning of a cadence, and no lost, added or changed character, does harm") {
    for (const auto& text : samples) {
        for (std::size_t at = 0; at <= text.size(); ++at) {
            holds_up(text.substr(0, at));
            for (const char c : {'a', 's', '0', '9', ' ', ',', ':', '-', '.', '"', '\0', '\xFF'}) {
                holds_up(text.substr(0, at) + c + text.substr(at));
                if (at < text.size()) holds_up(text.substr(0, at) + c + text.substr(at + 1));
            }
            if (at < text.size()) holds_up(text.substr(0, at) + text.substr(at + 1));
        }
    }
}

TEST_CASE("no order of the grammar's words does harm") {
    const std::vector<std::string> some{"week", "day", "on",    "at",    "mon",   "first", "last",  "of",      "may",
                                        "31",   "2",   "16:00", "03-02", "a",     "times", "after", "contact", "weekday",
                                        ",",    "and", "every", "5pm",   "fifth", "in",    "x",     "year"};
    std::uint32_t seed = 1;
    const auto next = [&] { return (seed = seed * 1'664'525 + 1'013'904'223) >> 16U; };
    for (int round = 0; round < 3'000; ++round) {
        std::string text;
        for (auto count = 1 + next() % 8; count > 0; --count) text += some[next() % some.size()] + ' ';
        holds_up(text);
    }
}

TEST_CASE("in words: days and weeks") {
    CHECK(words("day", Window{{11 * 60}, {20 * 60}}) == "every day between 11:00 and 20:00");
    CHECK(words("day at 08:00") == "every day at 08:00");
    CHECK(words("2 days at 08:00") == "every second day at 08:00");
    CHECK(words("11 days at 08:00") == "every 11th day at 08:00");
    CHECK(words("22 days at 08:00") == "every 22nd day at 08:00");
    CHECK(words("113 days at 08:00") == "every 113th day at 08:00");
    CHECK(words("week") == "every week between 09:00 and 21:00");
    CHECK(words("week on mon,thu at 19:00") == "every Monday and Thursday at 19:00");
    CHECK(words("week on mon,wed,fri at 19:00") == "every Monday, Wednesday and Friday at 19:00");
    CHECK(words("2 weeks on sun at 16:00") == "every second Sunday at 16:00");
    CHECK(words("2 weeks on mon,thu at 16:00") == "on Monday and Thursday of every second week at 16:00");
    CHECK(words("3 weeks on mon at 16:00") == "on Monday of every third week at 16:00");
    CHECK(words("weekday at 08:00") == "every weekday at 08:00");
    CHECK(words("weekend") == "every Saturday and Sunday between 09:00 and 21:00");
}

TEST_CASE("in words: months and years") {
    CHECK(words("month") == "every month between 09:00 and 21:00");
    CHECK(words("month on last fri at 19:00") == "on the last Friday of every month at 19:00");
    CHECK(words("2 months on first mon at 19:00") == "on the first Monday of every second month at 19:00");
    CHECK(words("month on day 1 at 19:00") == "on the 1st of every month at 19:00");
    CHECK(words("month on day 22 at 19:00") == "on the 22nd of every month at 19:00");
    CHECK(words("month on day 28 at 19:00") == "on the 28th of every month at 19:00");
    CHECK(words("3 months on day 31") ==
          "on the 31st of every third month between 09:00 and 21:00 (its last day where a month is shorter)");
    CHECK(words("month on last day at 19:00") == "on the last day of every month at 19:00");
    CHECK(words("year on 03-02 at 09:00") == "every year on 2 March at 09:00");
    CHECK(words("year on 02-29 at 09:00") == "every year on 29 February at 09:00 (28 February where the year has no 29th)");
    CHECK(words("2 years on first sun of may at 09:00") == "every second year on the first Sunday of May at 09:00");
}

TEST_CASE("in words: quotas and elapsed cadences") {
    CHECK(words("3 times a week") == "three times a week, between 09:00 and 21:00");
    CHECK(words("once a day") == "once a day, between 09:00 and 21:00");
    CHECK(words("twice a month") == "twice a month, between 09:00 and 21:00");
    CHECK(words("12 times a month") == "12 times a month, between 09:00 and 21:00");
    CHECK(words("4 weeks after contact") == "four weeks after you were last in touch, between 09:00 and 21:00");
    CHECK(words("day after contact") == "one day after you were last in touch, between 09:00 and 21:00");
}

TEST_CASE("in words: windows to midnight, past it, and the whole day") {
    CHECK(words("day", Window{{20 * 60}, {24 * 60}}) == "every day between 20:00 and midnight");
    CHECK(words("day", Window{{20 * 60}, {0}}) == "every day between 20:00 and midnight");
    CHECK(words("day", Window{{22 * 60}, {2 * 60}}) == "every day between 22:00 and 02:00 the next day");
    CHECK(words("day", Window{{0}, {24 * 60}}) == "every day at any time of the day");
}
