#include "tests/unit/config/cadence_fixture.hpp"

using namespace kith;
using namespace kith::cadence_test;

TEST_CASE("the grammar's forms, in their canonical spelling") {
    for (const std::string text : {"day",
                                   "day at 09:00",
                                   "2 days",
                                   "week",
                                   "week on sun at 16:00",
                                   "2 weeks on mon,thu",
                                   "month on day 31",
                                   "month on last day",
                                   "month on first fri at 19:00",
                                   "3 months on last sun",
                                   "year on 03-02",
                                   "year on first sun of may",
                                   "weekday",
                                   "weekend at 10:00",
                                   "3 times a week",
                                   "1 time a day",
                                   "100 times a month",
                                   "week after contact",
                                   "4 weeks after contact",
                                   "1000 years"})
        CHECK(canonical(text) == text);
}

TEST_CASE("plurals, full names, and, commas, any case and any blanks are accepted") {
    CHECK(canonical("  WEEK   on Sunday\tAT 16:00 ") == "week on sun at 16:00");
    CHECK(canonical("week\u00A0on\u00A0sun") == "week on sun");
    CHECK(canonical("1 week on mondays") == "week on mon");
    CHECK(canonical("weeks on Thursday , monday, and Wed") == "week on mon,wed,thu");
    CHECK(canonical("week on tues,thurs") == "week on tue,thu");
    CHECK(canonical("week on sun,mon,sun") == "week on mon,sun");
    CHECK(canonical("2 week on sat") == "2 weeks on sat");
    CHECK(canonical("02 weeks") == "2 weeks");
    CHECK(canonical("weekdays at 9:00") == "weekday at 09:00");
    CHECK(canonical("Weekends") == "weekend");
    CHECK(canonical("month on Last Friday") == "month on last fri");
    CHECK(canonical("year on first sunday of September") == "year on first sun of sep");
    CHECK(canonical("once a week") == "1 time a week");
    CHECK(canonical("twice a day") == "2 times a day");
    CHECK(canonical("1 times a months") == "1 time a month");
    CHECK(canonical("1 week after contact") == "week after contact");
}

TEST_CASE("a cadence may begin with its days, and their time needs no at") {
    CHECK(canonical("mon 19:00") == "week on mon at 19:00");
    CHECK(canonical("mon,thu at 19:00") == "week on mon,thu at 19:00");
    CHECK(canonical("sundays") == "week on sun");
    CHECK(canonical("Monday and Friday 9:00") == "week on mon,fri at 09:00");
    CHECK(canonical("weekdays 08:00") == "weekday at 08:00");
}

TEST_CASE("L1: five named days stay a week and are no weekday") {
    CHECK(canonical("week on mon,tue,wed,thu,fri") == "week on mon,tue,wed,thu,fri");
    CHECK(canonical("week on sat,sun") == "week on sat,sun");
    CHECK(parse_cadence("week on mon,tue,wed,thu,fri").value() != parse_cadence("weekday").value());
}

TEST_CASE("the values behind the words") {
    CHECK(parse_cadence("3 months on day 31 at 19:30") ==
          Cadence{CalendarCadence{CalendarCadence::Shape::plain, 3, Unit::month, OnMonthDay{31}, TimeOfDay{19 * 60 + 30}}});
    CHECK(parse_cadence("weekend") ==
          Cadence{CalendarCadence{CalendarCadence::Shape::weekend, 1, Unit::day, std::monostate{}, std::nullopt}});
    CHECK(parse_cadence("year on last thu of nov") == Cadence{CalendarCadence{CalendarCadence::Shape::plain, 1, Unit::year,
                                                                              OnNthWeekdayOf{Nth::last, Weekday::thu, 11}, std::nullopt}});
    CHECK(parse_cadence("twice a month") == Cadence{QuotaCadence{2, Unit::month}});
    CHECK(parse_cadence("6 weeks after contact") == Cadence{ElapsedCadence{6, Unit::week}});
}

TEST_CASE("every shape of a cadence is printed as it is read") {
    for (const auto& cadence : every_shape()) {
        const auto text = to_text(cadence);
        const auto again = parse_cadence(text);
        if (!again) FAIL(text);
        if (*again != cadence) FAIL(text);
        if (to_text(*again) != text) FAIL(text);
    }
}

TEST_CASE("no two cadences share a spelling or a sentence") {
    std::vector<std::string> texts;
    std::vector<std::string> sentences;
    for (const auto& cadence : every_shape()) {
        texts.push_back(to_text(cadence));
        // weekend and week on sat,sun come on the same days; they differ in how long a slot lives only.
        const auto* calendar = std::get_if<CalendarCadence>(&cadence);
        if (calendar == nullptr || calendar->shape != CalendarCadence::Shape::weekend) sentences.push_back(in_words(cadence, waking));
    }
    for (auto* list : {&texts, &sentences}) {
        std::sort(list->begin(), list->end());
        const auto twice = std::adjacent_find(list->begin(), list->end());
        CHECK((twice == list->end() ? "" : *twice) == "");
    }
}

TEST_CASE("intervals run from 1 to 1000, quotas from 1 to 100") {
    CHECK(refused("0 weeks").what == "\"0\" is too small a number");
    CHECK(refused("1001 weeks").expected == "1 to 1000 weeks");
    CHECK(refused("1001 days after contact").expected == "1 to 1000 days");
    CHECK(refused("0 days after contact").expected == "1 to 1000 days");
    CHECK(refused("101 times a week").expected == "1 to 100 times");
    CHECK(refused("0 times a week").what == "\"0\" is too small a number");
    CHECK(refused("-2 weeks").what == "\"-2\" is not a whole number");
    CHECK(refused("1.5 weeks").what == "\"1.5\" is not a whole number");
    for (const std::string number :
         {"2147483648", "4294967297", "9223372036854775808", "18446744073709551617", "100000000000000000000000000000000001"}) {
        CHECK(refused(number + " weeks").what == '"' + number + "\" is too large a number");
        CHECK(refused(number + " times a week").what == '"' + number + "\" is too large a number");
        refused("month on day " + number);
    }
}

TEST_CASE("what was found is quoted, with what stands before it, and what fits there is said") {
    CHECK(refused("wek on sunday").what == "\"wek\" is not how a cadence begins");
    CHECK(refused("week on Freyday").what == "\"Freyday\" does not fit after \"week on\"");
    CHECK(refused("week on mon, at").what == "\"at\" does not fit after \"week on mon,\"");
    CHECK(refused("week on").what == "\"week on\" ends too early");
    CHECK(refused("week on").expected == "one or more of mon, tue, wed, thu, fri, sat and sun");
    CHECK(refused("month on day").expected == "a day of the month, 1 to 31");
    CHECK(refused("month on day 32").what == "\"32\" does not fit after \"month on day\"");
    CHECK(refused("month on day 0").expected == "a day of the month, 1 to 31");
    CHECK(refused("year on 02-30").what == "\"02-30\" is not on the calendar");
    CHECK(refused("4 weeks after").expected == "contact");
    CHECK(refused("week on sun at 25:00").what == "\"25:00\" is not a time of day");
    CHECK(refused("").what == "no cadence is written");
    CHECK(refused("").hint == "for example \"week on sun at 16:00\"");
    CHECK(refused("week on \x1B[31m").what == "\"\\x1B[31m\" does not fit after \"week on\"");
    refused(std::string(100'000, 'x'));
    refused("week on mon" + std::string(100'000, ' ') + "x");
}

TEST_CASE("misspelt words are mended where the whole then makes sense") {
    CHECK(hint("wek on sunday") == meant("week on sun"));
    CHECK(hint("week on sundey at 16:00") == meant("week on sun at 16:00"));
    CHECK(hint("weekdya at 10:00") == meant("weekday at 10:00"));
    CHECK(hint("moth on lst fri") == meant("month on last fri"));
    CHECK(hint("4 weeks after contct") == meant("4 weeks after contact"));
    CHECK(hint("3 tiems a week") == meant("3 times a week"));
    CHECK(hint("year on first sun of septembre") == meant("year on first sun of sep"));
    CHECK(hint("tusday") == meant("week on tue"));
    CHECK(hint("whenever I like") == "for example \"week on sun at 16:00\"");
}

TEST_CASE("every is left out, and what it meant is offered") {
    const std::string leave = "leave \"every\" out; ";
    CHECK(hint("every week") == leave + meant("week"));
    CHECK(hint("every week on sunday") == leave + meant("week on sun"));
    CHECK(hint("Every Sunday at 4pm") == leave + meant("week on sun at 16:00"));
    CHECK(hint("every other week") == leave + meant("2 weeks"));
    CHECK(hint("every second sunday") == leave + meant("2 weeks on sun"));
    CHECK(hint("every 3rd month on day 1") == leave + meant("3 months on day 1"));
    CHECK(hint("each mon") == "leave \"each\" out; " + meant("week on mon"));
}

TEST_CASE("adverbs become units") {
    CHECK(hint("daily") == meant("day"));
    CHECK(hint("weekly") == meant("week"));
    CHECK(hint("weekly on mon") == meant("week on mon"));
    CHECK(hint("monthly on the 31st") == meant("month on day 31"));
    CHECK(hint("yearly") == meant("year"));
    CHECK(hint("quarterly") == meant("3 months"));
    CHECK(hint("fortnight") == meant("2 weeks"));
    CHECK(hint("fortnightly on sun") == meant("2 weeks on sun"));
    CHECK(hint("biweekly") == "write \"2 weeks\" for every second week, or \"2 times a week\"");
    CHECK(hint("bi-weekly on mon") == hint("biweekly"));
    CHECK(hint("hourly").find("3 times a day") != std::string::npos);
}
