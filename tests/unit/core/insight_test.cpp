// The measures: what counts, what leaves them where they are, and how the past spreads over people, circles and kinds.

#include "daemon/core/insight.hpp"

#include <cmath>
#include <ostream>
#include <string>

#include "daemon/core/unroll.hpp"
#include "tests/unit/core/instants.hpp"

using namespace kith;
using namespace kith::core;

namespace {

/// Equal but for the rounding of doubles.
struct Near {
    double value = 0;
    friend bool operator==(double a, const Near& b) { return std::abs(a - b.value) < 1e-9; }
    friend std::ostream& operator<<(std::ostream& out, const Near& near) { return out << near.value; }
};

Near near(double value) { return {value}; }

Plan plan() {
    Plan plan;
    const auto person = [&](const char* id, const char* name, const char* circle) {
        Person one;
        one.id = id;
        one.name = name;
        one.circle = circle;
        plan.people.push_back(one);
    };
    person("mum", "Mum", "family");
    person("dad", "Dad", "family");
    person("sam", "Sam", "partner");
    person("ex", "Alex", "friends");
    person("self", "yourself", "self");
    plan.people[0].was = {"mama"};
    const auto item = [&](const char* id, Cadence cadence) {
        Touchpoint one;
        one.id = id;
        one.when.every = std::move(cadence);
        plan.touchpoints.push_back(one);
    };
    item("voice-note", calendar(1, Unit::day));
    item("call-mum", calendar(1, Unit::week, weekdays({Weekday::sun})));
    plan.touchpoints[1].was = {"ring-mum"};
    Checkin checkin;
    checkin.id = "sam-weekly";
    checkin.when.every = calendar(1, Unit::week);
    plan.checkins.push_back(checkin);
    return plan;
}

EndingFact ending(int day, Ending how, Gate why = Gate::none, bool offered = true, const char* item = "voice-note") {
    return {.item = item, .how = how, .why = why, .offered = offered, .planned = utc(2026, 1, 1) + std::chrono::days{day}};
}

std::vector<EndingFact> endings(std::initializer_list<Ending> hows) {
    std::vector<EndingFact> result;
    for (const Ending how : hows) result.push_back(ending(static_cast<int>(result.size()), how));
    return result;
}

Steadiness of(std::vector<EndingFact> facts) {
    const auto all = steadiness(plan(), std::move(facts));
    REQUIRE(all.size() == 1);
    return all.front();
}

ContactFact contact(std::vector<std::string> people, const char* kind, std::optional<std::int32_t> minutes = {},
                    std::optional<Felt> felt = {}, int day = 0) {
    return {.people = std::move(people),
            .kind = kind,
            .minutes = minutes,
            .felt = felt,
            .when = utc(2026, 1, 1) + std::chrono::days{day},
            .item = {}};
}

std::vector<ContactFact> times(const char* person, std::initializer_list<Felt> felt) {
    std::vector<ContactFact> result;
    for (const Felt one : felt) result.push_back(contact({person}, "call", {}, one, static_cast<int>(result.size())));
    return result;
}

void append(std::vector<ContactFact>& all, const std::vector<ContactFact>& more) { all.insert(all.end(), more.begin(), more.end()); }

constexpr auto L = Felt::lighter;
constexpr auto S = Felt::same;
constexpr auto H = Felt::heavier;

}   // namespace

TEST_CASE("Measures: slots a day, for each cadence") {
    const auto f = [](Cadence cadence) { return slots_per_day(every(std::move(cadence))); };
    CalendarCadence weekday;
    weekday.shape = CalendarCadence::Shape::weekday;
    CalendarCadence weekend;
    weekend.shape = CalendarCadence::Shape::weekend;
    CHECK(f(calendar(1, Unit::day)) == 1);
    CHECK(f(calendar(3, Unit::day)) == near(1.0 / 3));
    CHECK(f(weekday) == near(5.0 / 7));
    CHECK(f(weekend) == near(2.0 / 7));
    CHECK(f(calendar(1, Unit::week)) == near(1.0 / 7));
    CHECK(f(calendar(2, Unit::week, weekdays({Weekday::mon, Weekday::thu}))) == near(1.0 / 7));
    CHECK(f(calendar(1, Unit::month, OnLastDay{})) == near(12 / 365.2425));
    CHECK(f(calendar(1, Unit::year, MonthDay{3, 2})) == near(1 / 365.2425));
    CHECK(f(QuotaCadence{3, Unit::day}) == 3);
    CHECK(f(QuotaCadence{3, Unit::week}) == near(3.0 / 7));
    CHECK(f(ElapsedCadence{4, Unit::week}) == near(1.0 / 28));
}

TEST_CASE("Measures: the weight is Loop's, 0.5^(sqrt(f)/13) a slot") {
    CHECK(smoothing_weight(1) == near(std::pow(0.5, 1.0 / 13)));
    CHECK(smoothing_weight(1.0 / 7) == near(std::pow(0.5, std::sqrt(1.0 / 7) / 13)));
    // Thirteen daily slots bring Loop's score half of the way, and thirteen more half of the rest.
    CHECK(of(std::vector<EndingFact>(13, ending(0, Ending::done))).strength == near(0.5));
    CHECK(of(std::vector<EndingFact>(26, ending(0, Ending::done))).strength == near(0.75));
    // By hand: done, lapsed, done.
    const double w = std::pow(0.5, 1.0 / 13);
    CHECK(of(endings({Ending::done, Ending::lapsed, Ending::covered})).strength == near((1 - w) * w * w + (1 - w)));
}

TEST_CASE("Measures: of an item for each of several people everybody has slots of their own") {
    Plan p = plan();
    p.touchpoints[1].audience = Each{.circle = {}, .people = {0, 1, 2}};
    const std::string one = "call-mum/" + p.people[1].id;
    const auto all = steadiness(unrolled(p), {ending(0, Ending::done, Gate::none, true, one.c_str())});
    REQUIRE(all.size() == 1);
    CHECK(all.front().item == one);
    CHECK(all.front().strength == near(1 - smoothing_weight(1.0 / 7)));
}

TEST_CASE("Measures: steadiness is full for whoever began yesterday and did it, and recent slots weigh more") {
    CHECK(of(endings({Ending::done})).share() == near(1));
    CHECK(of(endings({Ending::done, Ending::covered, Ending::done})).share() == near(1));
    CHECK(of(endings({Ending::lapsed, Ending::lapsed})).share() == 0);
    const double later = of(endings({Ending::lapsed, Ending::done})).share();
    const double earlier = of(endings({Ending::done, Ending::lapsed})).share();
    CHECK(later > 0.5);
    CHECK(earlier < 0.5);
    CHECK(later + earlier == near(1));
}

TEST_CASE("Measures: skips, withdrawals, absence, seasons, energy, pauses and what was never shown leave steadiness where it is") {
    const std::vector<EndingFact> base = endings({Ending::done, Ending::lapsed, Ending::done, Ending::done});
    const Steadiness before = of(base);
    std::vector<EndingFact> neutral{ending(9, Ending::skipped), ending(9, Ending::withdrawn), ending(9, Ending::lapsed, Gate::none, false)};
    for (const Gate gate :
         {Gate::distance, Gate::paused, Gate::hushed, Gate::season, Gate::energy, Gate::window, Gate::solitude, Gate::quiet,
          Gate::they_sleep, Gate::session, Gate::space, Gate::daily_limit, Gate::gap, Gate::do_not_disturb, Gate::away})
        for (const bool offered : {true, false}) neutral.push_back(ending(9, Ending::lapsed, gate, offered));
    for (const EndingFact& one : neutral) {
        INFO(static_cast<int>(one.how) << ' ' << static_cast<int>(one.why));
        std::vector<EndingFact> facts = base;
        facts.push_back(one);
        const Steadiness after = of(facts);
        CHECK(after.slots == before.slots);
        CHECK(after.strength == before.strength);
        CHECK(after.share() == before.share());
        CHECK(steadiness(plan(), {one}).empty());
    }
    std::vector<EndingFact> facts = base;
    facts.push_back(ending(9, Ending::lapsed));
    CHECK(of(facts).share() < before.share());
}

TEST_CASE("Measures: steadiness goes by the slots' order, however late they were answered, and lists items in the plan's order") {
    std::vector<EndingFact> facts = endings({Ending::done, Ending::done, Ending::lapsed});
    const double share = of(facts).share();
    std::swap(facts[0], facts[2]);
    CHECK(of(facts).share() == share);
    facts = {ending(0, Ending::done, Gate::none, true, "sam-weekly"), ending(0, Ending::done, Gate::none, true, "call-mum"),
             ending(0, Ending::done, Gate::none, true, "gone-from-the-plan")};
    const auto all = steadiness(plan(), facts);
    REQUIRE(all.size() == 2);
    CHECK(all[0].item == "call-mum");
    CHECK(all[1].item == "sam-weekly");
}

TEST_CASE("Measures: meaningful is a finished check-in, or a call or meeting of 15 minutes or more or of no stated length") {
    const Plan p = plan();
    CHECK(meaningful(p, contact({"mum"}, "call")));
    CHECK(meaningful(p, contact({"mum"}, "call", 15)));
    CHECK_FALSE(meaningful(p, contact({"mum"}, "call", 14)));
    CHECK(meaningful(p, contact({"mum"}, "in-person")));
    CHECK_FALSE(meaningful(p, contact({"mum"}, "in-person", 5)));
    for (const char* kind : {"message", "voice", "letter"}) CHECK_FALSE(meaningful(p, contact({"mum"}, kind, 60)));
    ContactFact checkin = contact({"sam"}, "voice", 10);
    checkin.item = "sam-weekly";
    CHECK(meaningful(p, checkin));
}

TEST_CASE("Measures: balance by person, circle and kind; nobody is listed with zero (P14, P19)") {
    const std::vector<ContactFact> contacts{contact({"mum", "dad"}, "in-person", 60), contact({"mum"}, "voice"), contact({"sam"}, "letter"),
                                            contact({"stranger"}, "call", 5)};
    const Balance b = balance(plan(), contacts);
    CHECK(b.contacts == 4);
    CHECK(b.meaningful == 1);
    CHECK(b.people == std::vector<Share>{{"mum", 2}, {"dad", 1}, {"sam", 1}, {"stranger", 1}});
    // Two of one circle are one contact of that circle.
    CHECK(b.circles == std::vector<Share>{{"family", 2}, {"", 1}, {"partner", 1}});
    CHECK(b.kinds == std::vector<Share>{{"letter", 1}, {"voice", 1}, {"call", 1}, {"in-person", 1}});
    CHECK(balance(plan(), {}).people.empty());
}

TEST_CASE("Measures: weeks begin on Monday") {
    CHECK(week_begin(Date{2026, 3, 29}) == Date{2026, 3, 23});
    CHECK(week_begin(Date{2026, 3, 23}) == Date{2026, 3, 23});
    CHECK(week_begin(Date{2026, 1, 1}) == Date{2025, 12, 29});
}

TEST_CASE("Measures: what was renamed keeps its past") {
    const Plan p = plan();
    const Renamings renamings{p};
    ContactFact fact = contact({"mama", "sam"}, "call");
    fact.item = "ring-mum";
    rename(fact, renamings);
    CHECK(fact.people == std::vector<std::string>{"mum", "sam"});
    CHECK(fact.item == "call-mum");
    EndingFact end = ending(0, Ending::done, Gate::none, true, "ring-mum");
    rename(end, renamings);
    CHECK(end.item == "call-mum");
    CHECK(renamings.now("nobody") == "nobody");
}

TEST_CASE("Measures: felt keeps the last ten of each person, the newest last, whenever they were told") {
    std::vector<ContactFact> contacts = times("sam", {H, L, L, L, L, L, S, S, S, S, S, L});
    append(contacts,
           {contact({"mum", "sam"}, "call", {}, H, 20), contact({"mum"}, "call", {}, {}, 21), contact({"mum"}, "call", {}, L, 5)});
    append(contacts, times("stranger", {S}));
    const auto felt = felt_lately(plan(), contacts);
    REQUIRE(felt.size() == 3);
    CHECK(felt[0].person == "mum");
    CHECK(felt[0].felt == std::vector<Felt>{L, H});
    CHECK(felt[1].person == "sam");
    CHECK(felt[1].felt == std::vector<Felt>{L, L, L, S, S, S, S, S, L, H});
    CHECK(felt[2].person == "stranger");
}

TEST_CASE("P13: heavier three times of the last five, or the last three, is told; two are not, nor what is long past") {
    const auto often = [](std::vector<Felt> felt) { return FeltLately{"ex", std::move(felt)}.often_heavier(); };
    CHECK(often({H, H, H}));
    CHECK(often({H, L, H, S, H}));
    CHECK(often({L, L, L, L, L, H, H, H}));
    CHECK_FALSE(often({H, H}));
    CHECK_FALSE(often({H, L, H, L, L}));
    CHECK_FALSE(often({H, H, H, L, L, L}));
}

TEST_CASE("P13: it is said with boundaries and with the people who do good, and judges nobody") {
    Plan p = plan();
    std::vector<ContactFact> contacts = times("ex", {H, H, H});
    append(contacts, times("sam", {L, L, H}));
    append(contacts, times("mum", {H, L}));
    append(contacts, times("self", {L}));
    auto felt = felt_lately(p, contacts);
    auto words = boundary_words(p, felt, "");
    REQUIRE(words.size() == 1);
    CHECK(words.front() ==
          "Time with Alex has often left you heavier lately. That is worth listening to, and no verdict on anybody. Closer is not always "
          "better: "
          "a shorter time, a clear end, or longer in between are all good answers. In the plan, space: 7 days on Alex keeps nudges apart, "
          "and "
          "distance: true leaves Alex out of them altogether. You need not carry it alone: with Sam it has felt lighter.");
    CHECK(boundary_words(p, felt, "sam").empty());
    CHECK(boundary_words(p, felt, "ex").size() == 1);

    p.people[3].distance = true;
    p.people[2].distance = true;
    words = boundary_words(p, felt, "ex");
    REQUIRE(words.size() == 1);
    CHECK(
        words.front() ==
        "Time with Alex has often left you heavier lately. That is worth listening to, and no verdict on anybody. The plan keeps Alex at a "
        "distance already, so kith brings nothing up. You need not carry it alone: somebody you trust, or somebody trained to listen, can "
        "help.");
    words = boundary_words(p, felt_lately(p, times("self", {H, H, H})), "");
    REQUIRE(words.size() == 1);
    CHECK(words.front().find("distance") == std::string::npos);
}
