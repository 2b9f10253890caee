#include "config/cadence_text.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace kith;

namespace {

constexpr Window waking{{9 * 60}, {21 * 60}};

std::string canonical(std::string_view text) {
    const auto cadence = parse_cadence(text);
    CAPTURE(text);
    if (!cadence) FAIL(cadence.error().what);
    return to_text(*cadence);
}

TextError refused(std::string_view text) {
    CAPTURE(text);
    const auto cadence = parse_cadence(text);
    REQUIRE_FALSE(cadence.has_value());
    CHECK_FALSE(cadence.error().what.empty());
    CHECK_FALSE(cadence.error().expected.empty());
    return cadence.error();
}

std::string hint(std::string_view text) { return refused(text).hint; }

std::string meant(std::string_view cadence) { return "did you mean \"" + std::string{cadence} + "\"?"; }

std::string words(std::string_view text, Window between = waking) {
    const auto cadence = parse_cadence(text);
    REQUIRE(cadence.has_value());
    return in_words(*cadence, between);
}

/// Every form of the grammar, with the ends of every range.
std::vector<Cadence> every_shape() {
    std::vector<On> weeks{std::monostate{}};
    for (unsigned bits = 1; bits < 0x80; ++bits) {
        Weekdays days;
        for (unsigned day = 0; day < 7; ++day)
            if ((bits >> day & 1U) != 0) days.add(static_cast<Weekday>(day));
        weeks.emplace_back(days);
    }
    std::vector<On> months{std::monostate{}, OnLastDay{}};
    for (int day = 1; day <= 31; ++day) months.emplace_back(OnMonthDay{static_cast<std::int8_t>(day)});
    std::vector<On> years{std::monostate{}};
    for (Date day(2024, 1, 1); day < Date(2025, 1, 1); ++day)
        years.emplace_back(MonthDay{static_cast<std::int8_t>(day.month()), static_cast<std::int8_t>(day.day())});
    for (const auto nth : {Nth::first, Nth::second, Nth::third, Nth::fourth, Nth::last})
        for (int day = 0; day < 7; ++day) {
            months.emplace_back(OnNthWeekday{nth, static_cast<Weekday>(day)});
            for (int month = 1; month <= 12; ++month)
                years.emplace_back(OnNthWeekdayOf{nth, static_cast<Weekday>(day), static_cast<std::int8_t>(month)});
        }
    std::vector<Cadence> result;
    const auto calendar = [&](CalendarCadence::Shape shape, std::int32_t interval, Unit unit, const On& on) {
        for (const std::optional<TimeOfDay> at : {std::optional<TimeOfDay>{}, std::optional{TimeOfDay{0}}, std::optional{TimeOfDay{1'439}}})
            result.emplace_back(CalendarCadence{shape, interval, unit, on, at});
    };
    calendar(CalendarCadence::Shape::weekday, 1, Unit::day, std::monostate{});
    calendar(CalendarCadence::Shape::weekend, 1, Unit::day, std::monostate{});
    for (const std::int32_t interval : {1, 2, 1'000}) {
        calendar(CalendarCadence::Shape::plain, interval, Unit::day, std::monostate{});
        for (const auto& on : weeks) calendar(CalendarCadence::Shape::plain, interval, Unit::week, on);
        for (const auto& on : months) calendar(CalendarCadence::Shape::plain, interval, Unit::month, on);
        for (const auto& on : years) calendar(CalendarCadence::Shape::plain, interval, Unit::year, on);
        for (const auto unit : {Unit::day, Unit::week, Unit::month, Unit::year}) result.emplace_back(ElapsedCadence{interval, unit});
    }
    for (const auto unit : {Unit::day, Unit::week, Unit::month})
        for (std::int32_t count = 1; count <= 100; ++count) result.emplace_back(QuotaCadence{count, unit});
    return result;
}

const std::vector<std::string> samples{"week on sun at 16:00",
                                       "2 weeks on mon,thu",
                                       "Mondays, Tuesdays and sat 9:05",
                                       "weekdays at 08:00",
                                       "month on day 31 at 19:00",
                                       "month on last day",
                                       "3 months on first fri at 19:00",
                                       "year on 02-29",
                                       "year on first sun of may at 10:00",
                                       "once a month",
                                       "3 times a week",
                                       "4 weeks after contact",
                                       "1000 days"};

/// A value or an error with words; a guess in the hint is a cadence itself.
void holds_up(const std::string& text) {
    const auto cadence = parse_cadence(text);
    CAPTURE(text);
    if (cadence) {
        REQUIRE(parse_cadence(to_text(*cadence)) == *cadence);
        REQUIRE_FALSE(in_words(*cadence, waking).empty());
        return;
    }
    REQUIRE_FALSE(cadence.error().what.empty());
    const std::string opening = "did you mean \"";
    const auto begin = cadence.error().hint.find(opening);
    if (begin == std::string::npos) return;
    const auto guess = cadence.error().hint.substr(begin + opening.size());
    REQUIRE(canonical(guess.substr(0, guess.find('"'))) == guess.substr(0, guess.find('"')));
}

}   // namespace

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
