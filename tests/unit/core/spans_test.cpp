// Sets of time: the operations against a plain row of seconds, and the edges by hand.

#include "daemon/core/spans.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

Instant second(std::int64_t t) { return Instant{Seconds{t}}; }

Span span(std::int64_t begin, std::int64_t end) { return {second(begin), second(end)}; }

Spans spans(std::initializer_list<Span> list) {
    Spans all;
    for (const Span& one : list) all.add(one);
    return all;
}

TEST_CASE("Spans that overlap or touch become one; empty and reversed ones are nothing") {
    CHECK(spans({span(0, 10), span(20, 30)}).list() == std::vector{span(0, 10), span(20, 30)});
    CHECK(spans({span(20, 30), span(0, 10)}).list() == std::vector{span(0, 10), span(20, 30)});
    CHECK(spans({span(0, 10), span(10, 20)}).list() == std::vector{span(0, 20)});
    CHECK(spans({span(10, 20), span(0, 10)}).list() == std::vector{span(0, 20)});
    CHECK(spans({span(0, 10), span(20, 30), span(10, 20)}).list() == std::vector{span(0, 30)});
    CHECK(spans({span(0, 10), span(20, 30), span(5, 25)}).list() == std::vector{span(0, 30)});
    CHECK(spans({span(0, 30), span(5, 6)}).list() == std::vector{span(0, 30)});
    CHECK(spans({span(5, 5), span(9, 3)}).empty());
    CHECK(Spans{span(4, 4)}.empty());
}

TEST_CASE("Subtracting cuts, splits and removes") {
    Spans day{span(0, 100)};
    day.subtract(span(40, 60));
    CHECK(day.list() == std::vector{span(0, 40), span(60, 100)});
    day.subtract(span(30, 70));
    CHECK(day.list() == std::vector{span(0, 30), span(70, 100)});
    day.subtract(span(50, 50));
    CHECK(day.list() == std::vector{span(0, 30), span(70, 100)});
    day.subtract(spans({span(-5, 10), span(80, 90), span(95, 200)}));
    CHECK(day.list() == std::vector{span(10, 30), span(70, 80), span(90, 95)});
    day.subtract(day);
    CHECK(day.empty());
}

TEST_CASE("A span holds its beginning and not its end") {
    const Spans two = spans({span(0, 60), span(120, 180)});
    CHECK(two.contains(second(0)));
    CHECK_FALSE(two.contains(second(60)));
    CHECK(two.containing(second(179)) == span(120, 180));
    CHECK_FALSE(two.containing(second(119)).has_value());
    CHECK_FALSE(Spans{}.contains(second(0)));
}

TEST_CASE("T7: only whole minutes count, wherever a span begins and ends") {
    CHECK(Spans{span(0, 60)}.minutes() == 1);
    CHECK(Spans{span(0, 61)}.minutes() == 2);
    CHECK(Spans{span(1, 60)}.minutes() == 0);
    CHECK(Spans{span(1, 61)}.minutes() == 1);
    CHECK(Spans{span(-61, -59)}.minutes() == 1);
    CHECK(Spans{span(-1, 1)}.minutes() == 1);
    const Spans odd = spans({span(1, 59), span(90, 181), span(300, 360)});
    CHECK(odd.minutes() == 3);
    CHECK(odd.minute(0) == second(120));
    CHECK(odd.minute(1) == second(180));
    CHECK(odd.minute(2) == second(300));
    CHECK(odd.first_minute_from(second(0)) == second(120));
    CHECK(odd.first_minute_from(second(181)) == second(300));
    CHECK_FALSE(odd.first_minute_from(second(301)).has_value());
    CHECK(odd.last_minute_before(second(1000)) == second(300));
    CHECK(odd.last_minute_before(second(300)) == second(180));
    CHECK_FALSE(odd.last_minute_before(second(120)).has_value());
}

// The same set as one flag a second, from -600 to 600.
class Row {
  public:
    static constexpr std::int64_t reach = 600;
    void set(Span s, bool on) {
        for (std::int64_t t = -reach; t < reach; ++t)
            if (s.contains(second(t))) flags_[static_cast<std::size_t>(t + reach)] = on;
    }
    [[nodiscard]] bool at(std::int64_t t) const { return t >= -reach && t < reach && flags_[static_cast<std::size_t>(t + reach)]; }

  private:
    std::vector<bool> flags_ = std::vector<bool>(2 * reach);
};

void check_same(const Spans& got, const Row& want) {
    std::vector<Span> list;
    std::vector<Instant> minutes;
    for (std::int64_t t = -Row::reach; t <= Row::reach; ++t) {
        if (want.at(t) && !want.at(t - 1)) list.push_back(span(t, t));
        if (!want.at(t) && want.at(t - 1)) list.back().end = second(t);
        if (want.at(t) && t % 60 == 0) minutes.push_back(second(t));
    }
    REQUIRE(got.list() == list);
    REQUIRE(got.minutes() == static_cast<std::int64_t>(minutes.size()));
    for (std::size_t n = 0; n < minutes.size(); ++n) REQUIRE(got.minute(static_cast<std::int64_t>(n)) == minutes[n]);
    for (std::int64_t t = -Row::reach - 5; t <= Row::reach + 5; t += 7) {
        const auto later = std::lower_bound(minutes.begin(), minutes.end(), second(t));
        const auto first = got.first_minute_from(second(t));
        const auto last = got.last_minute_before(second(t));
        if (first.has_value() != (later != minutes.end()) || (first && *first != *later)) FAIL("first minute from " << t);
        if (last.has_value() != (later != minutes.begin()) || (last && *last != *std::prev(later))) FAIL("last minute before " << t);
        if (got.contains(second(t)) != want.at(t)) FAIL("contains " << t);
    }
}

TEST_CASE("Any history of adding and subtracting gives what a plain row of seconds gives") {
    std::mt19937_64 random{20260329};
    const auto draw = [&] {
        const auto begin = static_cast<std::int64_t>(random() % 1200) - 600;
        return span(begin, std::min<std::int64_t>(600, begin + static_cast<std::int64_t>(random() % 150)));
    };
    for (int history = 0; history < 60; ++history) {
        Spans got;
        Row want;
        for (int step = 0; step < 12; ++step) {
            const Span one = draw();
            if (random() % 3 == 0) {
                got.subtract(one);
                want.set(one, false);
            } else if (random() % 5 == 0) {
                const Span other = draw();
                got.subtract(spans({one, other}));
                want.set(one, false);
                want.set(other, false);
            } else {
                got.add(one);
                want.set(one, true);
            }
            INFO("history " << history << " step " << step);
            check_same(got, want);
        }
    }
}

}   // namespace
}   // namespace kith::core
