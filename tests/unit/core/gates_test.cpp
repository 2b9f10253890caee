// Which kind of notice minds which gate: each cell, from the rules in words.

#include "daemon/core/gates.hpp"

#include <algorithm>
#include <vector>

#include "tests/support/catch.hpp"

using namespace kith::core;

namespace {

using enum NoticeKind;

const std::vector<NoticeKind> all_kinds{planned, exact, gathered, snoozed, repeated,  one_by_one, birthday, heads_up,
                                        checkin, ask,   repair,   promise, come_back, session,    news,     feeling};

/// The gate is minded by all but these.
void check_all_but(Gate gate, const std::vector<NoticeKind>& exempt) {
    for (const NoticeKind kind : all_kinds) {
        const bool is_exempt = std::find(exempt.begin(), exempt.end(), kind) != exempt.end();
        INFO("kind " << static_cast<int>(kind) << ", gate " << static_cast<int>(gate));
        CHECK(minds(kind, gate) == !is_exempt);
    }
}

}   // namespace

TEST_CASE("G2: nothing about a person at a distance; what is about nobody, and how a contact felt that the person told of, has none") {
    check_all_but(Gate::distance, {news, feeling});
}
TEST_CASE("G5: a pause holds all that is about a person or an item but a session that runs") {
    check_all_but(Gate::paused, {session, news, feeling});
}
TEST_CASE("G6: hush holds everything but a running session's notices") { check_all_but(Gate::hushed, {session}); }
TEST_CASE("S6, G3: a season decides what was not nudged yet; appointments and answers are exempt, a birthday is kept") {
    check_all_but(Gate::season,
                  {snoozed, one_by_one, birthday, heads_up, checkin, ask, repair, promise, come_back, session, news, feeling});
}
TEST_CASE("S6, G3: low energy is the same") {
    check_all_but(Gate::energy,
                  {snoozed, one_by_one, birthday, heads_up, checkin, ask, repair, promise, come_back, session, news, feeling});
}
TEST_CASE("G1, L3, F2, F3: no window holds what was put off or unfolded, or has a time of its own; asks and repairs come in waking") {
    check_all_but(Gate::window, {snoozed, one_by_one, heads_up, checkin, promise, come_back, session, news, feeling});
}
TEST_CASE("G2, G3, G6: solitude holds all but answers") { check_all_but(Gate::solitude, {promise, come_back, session}); }
TEST_CASE("G2, G3, G6: quiet hours hold all but answers") { check_all_but(Gate::quiet, {promise, come_back, session}); }
TEST_CASE("S1, G3, L3: their sleep holds what is drawn from a window: no time the person has named, neither appointments nor answers") {
    check_all_but(Gate::they_sleep,
                  {exact, snoozed, one_by_one, heads_up, checkin, ask, repair, promise, come_back, session, news, feeling});
}
TEST_CASE("C5: while a session runs nothing else nudges") { check_all_but(Gate::session, {session}); }
TEST_CASE("G4, G3, L3: space holds nothing that was put off or unfolded, no appointment, no answer, no birthday") {
    check_all_but(Gate::space, {snoozed, one_by_one, birthday, heads_up, checkin, ask, repair, promise, come_back, session, news, feeling});
}
TEST_CASE("S5, G3, L3: what was put off or unfolded takes no place, nor do appointments and answers; a repeat does") {
    check_all_but(Gate::daily_limit, {snoozed, one_by_one, heads_up, checkin, ask, repair, promise, come_back, session, news, feeling});
}
TEST_CASE("G2, G3, L3: the gap never holds an exact time, what was put off or unfolded, an appointment or an answer") {
    check_all_but(Gate::gap, {exact, snoozed, one_by_one, heads_up, checkin, ask, repair, promise, come_back, session, news, feeling});
}
TEST_CASE("G3: do-not-disturb holds all that is about people; kith's own news the desktop keeps itself, and a question has its moment") {
    check_all_but(Gate::do_not_disturb, {news, feeling});
}
TEST_CASE("G3: so does being away") { check_all_but(Gate::away, {news, feeling}); }
TEST_CASE("No gate holds nothing") { check_all_but(Gate::none, all_kinds); }
