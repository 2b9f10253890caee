// T3, G2, P16: quiet hours and solitude as spans, and the free minute nearest to a wanted one.

#include "daemon/core/silence.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "daemon/core/slots.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

Solitude solitude(std::string id, CalendarCadence every, Window between) {
    Solitude block;
    block.id = std::move(id);
    block.when.every = every;
    block.when.between = between;
    return block;
}

Plan with_quiet(std::vector<QuietWindow> quiet) {
    Plan plan;
    plan.quiet = std::move(quiet);
    return plan;
}

TEST_CASE("T3: a window across midnight belongs to the date it begins on") {
    const Zone berlin = zone_named("Europe/Berlin");
    CHECK(window_span(berlin, Date{2026, 6, 1}, window_of(21, 30, 8, 0)) == Span{utc(2026, 6, 1, 19, 30), utc(2026, 6, 2, 6)});
    CHECK(window_span(berlin, Date{2026, 6, 1}, window_of(9, 0, 21, 0)) == Span{utc(2026, 6, 1, 7), utc(2026, 6, 1, 19)});
    CHECK(window_span(berlin, Date{2026, 6, 1}, window_of(20, 0, 24, 0)) == Span{utc(2026, 6, 1, 18), utc(2026, 6, 1, 22)});
    CHECK(window_span(berlin, Date{2026, 6, 1}, window_of(20, 0, 0, 0)) == Span{utc(2026, 6, 1, 18), utc(2026, 6, 1, 22)});

    const Plan plan = with_quiet({{weekdays({Weekday::fri}), window_of(22, 0, 10, 0)}});
    // Friday night covers Saturday morning, and nothing else does.
    CHECK(quiet_spans(plan, berlin, utc(2026, 6, 1), utc(2026, 6, 15)).list() ==
          std::vector{Span{utc(2026, 6, 5, 20), utc(2026, 6, 6, 8)}, Span{utc(2026, 6, 12, 20), utc(2026, 6, 13, 8)}});
}

TEST_CASE("T1: a window in a gap shrinks, one in a fold takes the first of each time, one swallowed whole is empty") {
    const Zone berlin = zone_named("Europe/Berlin");
    CHECK(window_span(berlin, Date{2026, 3, 29}, window_of(1, 0, 4, 0)) == Span{utc(2026, 3, 29, 0), utc(2026, 3, 29, 2)});
    CHECK(window_span(berlin, Date{2026, 3, 29}, window_of(2, 0, 2, 30)).empty());
    CHECK(window_span(berlin, Date{2026, 10, 25}, window_of(1, 0, 4, 0)) == Span{utc(2026, 10, 24, 23), utc(2026, 10, 25, 3)});
    CHECK(window_span(berlin, Date{2026, 10, 25}, window_of(2, 0, 2, 30)) == Span{utc(2026, 10, 25, 0), utc(2026, 10, 25, 0, 30)});
    CHECK(quiet_spans(with_quiet({{Weekdays::all(), window_of(2, 0, 2, 30)}}), berlin, utc(2026, 3, 28, 12), utc(2026, 3, 29, 12)).empty());
}

TEST_CASE("T1: where the clock was set back across midnight, the later date's window has begun already") {
    // Newfoundland, 2010: at 00:01 on Sunday it became 23:01 on Saturday again.
    const Zone st_johns = zone_named("America/St_Johns");
    const Plan plan = with_quiet({{weekdays({Weekday::sun}), window_of(0, 0, 6, 0)}});
    REQUIRE(st_johns.local(utc(2010, 11, 7, 2, 40)).date == Date{2010, 11, 6});
    CHECK(quiet_spans(plan, st_johns, utc(2010, 11, 7, 2, 40), utc(2010, 11, 7, 2, 50)).list() ==
          std::vector{Span{utc(2010, 11, 7, 2, 30), utc(2010, 11, 7, 9, 30)}});
}

TEST_CASE("T3: entries of quiet add up") {
    const Plan plan = with_quiet({{Weekdays::all(), window_of(21, 30, 8, 0)}, {Weekdays::weekend(), window_of(8, 0, 10, 0)}});
    // 2026-06-06 is a Saturday.
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 5, 12), utc(2026, 6, 8, 12)).list() ==
          std::vector{Span{utc(2026, 6, 5, 21, 30), utc(2026, 6, 6, 10)}, Span{utc(2026, 6, 6, 21, 30), utc(2026, 6, 7, 10)},
                      Span{utc(2026, 6, 7, 21, 30), utc(2026, 6, 8, 8)}});
}

TEST_CASE("A span that began before the asked stretch is there whole, one that only touches it is not") {
    const Plan plan = with_quiet({{Weekdays::all(), window_of(21, 0, 8, 0)}});
    const std::vector night{Span{utc(2026, 6, 1, 21), utc(2026, 6, 2, 8)}};
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 2, 7, 59), utc(2026, 6, 2, 8, 30)).list() == night);
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 1, 12), utc(2026, 6, 1, 21, 1)).list() == night);
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 2, 8), utc(2026, 6, 2, 21)).empty());
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 2, 1), utc(2026, 6, 2, 1)).empty());
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 2, 2), utc(2026, 6, 2, 1)).empty());
}

TEST_CASE("P16: solitude lies where its cadence says") {
    Plan plan;
    plan.solitude.push_back(solitude("long-walk", calendar(1, Unit::week, weekdays({Weekday::sat})), window_of(10, 0, 12, 0)));
    CHECK(solitude_spans(plan, Zone{}, utc(2026, 6, 1), utc(2026, 6, 15)).list() ==
          std::vector{Span{utc(2026, 6, 6, 10), utc(2026, 6, 6, 12)}, Span{utc(2026, 6, 13, 10), utc(2026, 6, 13, 12)}});
    CHECK(quiet_spans(plan, Zone{}, utc(2026, 6, 1), utc(2026, 6, 15)).empty());

    plan.quiet.push_back({weekdays({Weekday::sat}), window_of(11, 0, 13, 0)});
    CHECK(silent_spans(plan, Zone{}, utc(2026, 6, 6, 11, 30), utc(2026, 6, 7)).list() ==
          std::vector{Span{utc(2026, 6, 6, 10), utc(2026, 6, 6, 13)}});
}

TEST_CASE("P16, S8: solitude without a day takes the one that its own id hashes to") {
    Plan plan;
    plan.solitude.push_back(solitude("retreat", calendar(1, Unit::month), window_of(22, 0, 6, 0)));
    const SlotRule rule{&plan.solitude[0].when, "retreat", ""};
    const auto date = next_slot_date(rule, Date{2026, 6, 1});
    REQUIRE(date.has_value());
    const Instant evening = Zone{}.at(*date, time_of(22));
    CHECK(solitude_spans(plan, Zone{}, utc(2026, 6, 1), utc(2026, 7, 1)).list() ==
          std::vector{Span{evening, evening + std::chrono::hours{8}}});
}

TEST_CASE("S1: a window is wholly quiet on the days on which quiet hours leave no minute of it") {
    const Plan nights = with_quiet({{Weekdays::all(), window_of(21, 30, 8, 0)}});
    CHECK(wholly_quiet(nights, window_of(22, 0, 2, 0)) == Weekdays::all());
    CHECK(wholly_quiet(nights, window_of(21, 30, 8, 0)) == Weekdays::all());
    CHECK(wholly_quiet(nights, window_of(22, 0, 8, 1)).empty());
    CHECK(wholly_quiet(nights, window_of(21, 29, 22, 0)).empty());
    CHECK(wholly_quiet(Plan{}, window_of(2, 0, 3, 0)).empty());
    // Two entries that add up, one of them from the evening before.
    const Plan saturday =
        with_quiet({{weekdays({Weekday::fri}), window_of(22, 0, 9, 0)}, {weekdays({Weekday::sat}), window_of(9, 0, 10, 0)}});
    CHECK(wholly_quiet(saturday, window_of(8, 0, 10, 0)) == weekdays({Weekday::sat}));
}

std::optional<Instant> nearest(const Plan& plan, const Zone& zone, Instant wanted) {
    const Span near = within_a_day(wanted);
    return nearest_free_minute(silent_spans(plan, zone, near.begin, near.end), wanted);
}

TEST_CASE("G2: a free minute stays where it is") {
    const Plan plan = with_quiet({{Weekdays::all(), window_of(22, 0, 8, 0)}});
    CHECK(nearest(plan, Zone{}, utc(2026, 6, 1, 8)) == utc(2026, 6, 1, 8));
    CHECK(nearest(plan, Zone{}, utc(2026, 6, 1, 21, 59)) == utc(2026, 6, 1, 21, 59));
    CHECK(nearest(Plan{}, Zone{}, utc(2026, 6, 1, 3)) == utc(2026, 6, 1, 3));
}

TEST_CASE("G2: a silent minute moves to the nearest free one, the earlier on a tie") {
    const Plan plan = with_quiet({{Weekdays::all(), window_of(22, 0, 8, 0)}});
    CHECK(nearest(plan, Zone{}, utc(2026, 6, 1, 22)) == utc(2026, 6, 1, 21, 59));
    CHECK(nearest(plan, Zone{}, utc(2026, 6, 2, 7, 59)) == utc(2026, 6, 2, 8));
    // The last free minute is 21:59, the next 08:00: their middle lies at 02:59:30.
    CHECK(nearest(plan, Zone{}, utc(2026, 6, 2, 2, 59)) == utc(2026, 6, 1, 21, 59));
    CHECK(nearest(plan, Zone{}, utc(2026, 6, 2, 3)) == utc(2026, 6, 2, 8));
    const Plan odd = with_quiet({{Weekdays::all(), window_of(22, 0, 22, 1)}});
    CHECK(nearest(odd, Zone{}, utc(2026, 6, 1, 22)) == utc(2026, 6, 1, 21, 59));
}

TEST_CASE("G2: the nearest free minute is sought a day either way and no further") {
    const auto silent_for = [](Instant from, Instant to) { return Spans{Span{from, to}}; };
    const Instant noon = utc(2026, 6, 2, 12);
    const std::chrono::hours day{24};
    CHECK(nearest_free_minute(silent_for(noon - day, noon + day), noon) == noon + day);
    CHECK(nearest_free_minute(silent_for(noon - day + Seconds{60}, noon + day + Seconds{60}), noon) == noon - day);
    CHECK_FALSE(nearest_free_minute(silent_for(noon - day, noon + day + Seconds{60}), noon).has_value());
    CHECK_FALSE(nearest(with_quiet({{Weekdays::all(), window_of(0, 0, 24, 0)}}), Zone{}, noon).has_value());
}

TEST_CASE("T7: the free minute is a whole one, even of a wish that isn't") {
    CHECK(nearest_free_minute(Spans{}, utc(2026, 6, 1, 12, 0, 20)) == utc(2026, 6, 1, 12));
    CHECK(nearest_free_minute(Spans{}, utc(2026, 6, 1, 12, 0, 40)) == utc(2026, 6, 1, 12, 1));
    CHECK(nearest_free_minute(Spans{}, utc(2026, 6, 1, 12, 0, 30)) == utc(2026, 6, 1, 12));
    const Spans half{Span{utc(2026, 6, 1, 11, 59, 30), utc(2026, 6, 1, 12, 0, 30)}};
    CHECK(nearest_free_minute(half, utc(2026, 6, 1, 12)) == utc(2026, 6, 1, 11, 59));
}

// Silence by its definition: some entry's window, begun on some date, holds the moment.
bool silent_at(const Plan& plan, const Zone& zone, Instant t) {
    const Date today = zone.local(t).date;
    for (Date date = today - 3; date <= today + 3; ++date) {
        for (const QuietWindow& entry : plan.quiet)
            if (entry.days.contains(weekday_of(date)) && window_span(zone, date, entry.between).contains(t)) return true;
        for (const Solitude& block : plan.solitude) {
            const auto& cadence = std::get<CalendarCadence>(block.when.every);
            if (std::get<Weekdays>(cadence.on).contains(weekday_of(date)) && window_span(zone, date, *block.when.between).contains(t))
                return true;
        }
    }
    return false;
}

TEST_CASE("G2: against a walk over all minutes, in weeks with a gap, a fold and a date left out") {
    std::mt19937_64 random{20261025};
    const auto draw = [&](std::uint64_t below) { return static_cast<std::int16_t>(random() % below); };
    const auto draw_window = [&] {
        const std::int16_t begin = draw(1440);
        const auto end = static_cast<std::int16_t>((begin + 1 + draw(random() % 4 == 0 ? 1439 : 500)) % 1440);
        return Window{{begin}, {end == begin ? static_cast<std::int16_t>(begin + 1) : end}};
    };
    const auto draw_days = [&] {
        Weekdays days;
        for (int i = 0; i < 3; ++i) days.add(static_cast<Weekday>(draw(7)));
        return random() % 2 == 0 ? Weekdays::all() : days;
    };
    const std::pair<const char*, Instant> places[] = {{"Europe/Berlin", utc(2026, 3, 29, 1)},
                                                      {"Europe/Berlin", utc(2026, 10, 25, 1)},
                                                      {"America/Sao_Paulo", utc(2018, 11, 4, 3)},
                                                      {"America/St_Johns", utc(2010, 11, 7, 2, 31)},
                                                      {"Pacific/Apia", utc(2011, 12, 30, 10)}};
    for (int round = 0; round < 60; ++round) {
        const auto& [name, change] = places[round % 5];
        const Zone zone = zone_named(name);
        Plan plan;
        for (int i = draw(3); i >= 0; --i) plan.quiet.push_back({draw_days(), draw_window()});
        if (random() % 2 == 0) plan.solitude.push_back(solitude("walk", calendar(1, Unit::week, draw_days()), draw_window()));

        const Instant wanted = change + std::chrono::minutes{draw(2000) - 1000};
        std::optional<Instant> found;
        for (std::chrono::minutes away{0}; away <= std::chrono::hours{24} && !found; ++away) {
            if (!silent_at(plan, zone, wanted - away))
                found = wanted - away;
            else if (!silent_at(plan, zone, wanted + away))
                found = wanted + away;
        }
        INFO("round " << round << " in " << name);
        REQUIRE(nearest(plan, zone, wanted) == found);

        const Instant from = change - std::chrono::minutes{draw(3000)};
        const Spans silent = silent_spans(plan, zone, from, from + std::chrono::hours{30});
        for (Instant t = from; t < from + std::chrono::hours{30}; t += std::chrono::minutes{13})
            if (silent.contains(t) != silent_at(plan, zone, t)) FAIL("silent at " << zone.rfc3339(t));
    }
}

}   // namespace
}   // namespace kith::core
