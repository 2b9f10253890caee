// What is asked of the past: pages of it, an item's or a person's part, and the action that undo would take back.

#include <algorithm>
#include <limits>
#include <random>

#include "tests/unit/adapters/journal_fixture.hpp"
#include "tests/unit/adapters/record_words.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace record = kith::core::record;

namespace {

constexpr std::int64_t far_past = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t far_future = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

}   // namespace

TEST_CASE("History is paged forwards and backwards") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    for (int i = 0; i < 10; ++i) tell(*journal, teller, {{record::Unfolded{1}, ""}});
    using List = std::vector<core::Sequence>;
    CHECK(sequences(history(*journal, {.limit = 3})) == List{1, 2, 3});
    CHECK(sequences(history(*journal, {.after = 8, .limit = 3})) == List{9, 10});
    CHECK(sequences(history(*journal, {.newest_first = true, .limit = 3})) == List{10, 9, 8});
    CHECK(sequences(history(*journal, {.newest_first = true, .before = 3, .limit = 3})) == List{2, 1});
    CHECK(sequences(history(*journal, {.after = 3, .newest_first = true, .before = 6, .limit = 9})) == List{5, 4});
    CHECK(history(*journal, {.limit = 0}).empty());
    CHECK(history(*journal, {.after = most, .limit = most}).empty());
    CHECK(history(*journal, {.limit = most}).size() == 10);
}

TEST_CASE("T5: history since a moment has all that is dated at or after it, however the clock was set") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    std::mt19937_64 random{7};
    Teller teller;
    std::vector<std::int64_t> times;
    std::int64_t now = noon;
    for (int i = 0; i < 200; ++i) {
        now += static_cast<std::int64_t>(random() % 40'000);
        if (random() % 20 == 0) now -= static_cast<std::int64_t>(random() % 1'000'000);
        if (i == 150) now = -5'000;   // a day before 1970, clock without a battery
        times.push_back(now);
        tell(*journal, teller, {{record::Unfolded{1}, ""}}, false, now);
    }
    for (int i = 0; i < 100; ++i) {
        const std::int64_t since = i == 0   ? far_past
                                   : i == 1 ? far_future
                                            : times[random() % times.size()] + static_cast<std::int64_t>(random() % 3) - 1;
        std::vector<core::Sequence> expected;
        for (std::size_t n = 0; n < times.size(); ++n)
            if (times[n] >= since) expected.push_back(n + 1);
        REQUIRE(sequences(history(*journal, {.since = at(since), .limit = 1000})) == expected);
        std::reverse(expected.begin(), expected.end());
        REQUIRE(sequences(history(*journal, {.newest_first = true, .since = at(since), .limit = 1000})) == expected);
    }
}

TEST_CASE("History of an item and of a person") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    tell(*journal, teller, {{record::Appeared{"walk", 1, {}}, ""}, {record::Appeared{"tea", 1, {}}, ""}});
    tell(*journal, teller, {{contact({"mum", "kenji"}, noon, "walk"), "both"}}, true);
    tell(*journal, teller, {{contact({"kenji"}, noon, "tea"), ""}}, true);
    tell(*journal, teller, {{contact({"mum"}), "by herself"}}, true);
    tell(*journal, teller, {{record::ContactsReturned{"mum", {}}, ""}});
    using List = std::vector<core::Sequence>;
    CHECK(sequences(history(*journal, {.item = "walk"})) == List{1, 3});
    CHECK(sequences(history(*journal, {.newest_first = true, .item = "tea"})) == List{4, 2});
    CHECK(sequences(history(*journal, {.person = "mum"})) == List{3, 5});
    CHECK(sequences(history(*journal, {.newest_first = true, .person = "kenji"})) == List{4, 3});
    CHECK(sequences(history(*journal, {.newest_first = true, .item = "walk", .person = "kenji"})) == List{3});
    CHECK(sequences(history(*journal, {.after = 3, .person = "mum"})) == List{5});
    CHECK(history(*journal, {.person = "mum"})[1].record.text == "by herself");
    CHECK(history(*journal, {.item = "nobody"}).empty());
    CHECK(history(*journal, {.person = "nobody"}).empty());
    CHECK(history(*journal, {.since = at(noon + 1), .person = "mum"}).empty());
}

TEST_CASE("L6: the latest action not yet undone, whole, and never an undo") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    tell(*journal, teller, {{record::Unfolded{1}, ""}});
    const auto first = tell(*journal, teller, {{contact({"mum"}, noon), "one"}}, true);
    const auto second = tell(*journal, teller, {{contact({"mum"}, noon + 10), "two"}, {record::Vanished{"x"}, ""}}, true, noon + 10);
    tell(*journal, teller, {{record::Unfolded{2}, ""}}, false, noon + 20);

    auto latest = journal->latest_action().value();
    REQUIRE(latest);
    REQUIRE(latest->records.size() == 2);
    CHECK(latest->records[0].cause == second);
    CHECK(latest->records[0].text == "two");
    CHECK(latest->people == std::vector<core::PersonState>{{"mum", at(noon), {}}});

    tell(*journal, teller, {{record::Undone{second}, ""}, {record::Unfolded{3}, ""}}, true, noon + 30);
    latest = journal->latest_action().value();
    REQUIRE(latest);
    CHECK(latest->records[0].cause == first);
    CHECK(latest->people == std::vector<core::PersonState>{{"mum", {}, {}}});

    tell(*journal, teller, {{record::Unfolded{4}, ""}, {record::Undone{first}, ""}}, true, noon + 40);
    CHECK(journal->latest_action().value() == std::nullopt);

    std::vector<bool> undone;
    for (const auto& entry : history(*journal, {})) undone.push_back(entry.undone);
    CHECK(undone == std::vector<bool>{false, true, true, true, false, false, false, false, false});
}

TEST_CASE("L6: an action is found when only some of its records are marked as one") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    auto records = teller.step({{record::Unfolded{1}, ""}, {record::Vanished{"x"}, ""}, {record::Unfolded{2}, ""}});
    records[1].action = true;
    REQUIRE(journal->append(records, teller.state));
    tell(*journal, teller, {{record::Unfolded{3}, ""}});
    const auto latest = journal->latest_action().value();
    REQUIRE(latest);
    REQUIRE(latest->records.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) CHECK(RecordWords::of(latest->records[i]) == RecordWords::of(records[i]));
}

TEST_CASE("L6, S4: the last contact that remains is the latest by date, not by when it was logged") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    std::mt19937_64 random{99};
    Teller teller;
    struct Known {
        core::Sequence cause;
        std::vector<std::string> people;
        std::int64_t when;
        bool undone;
    };
    std::vector<Known> known;
    std::int64_t now = noon;
    for (int i = 0; i < 300; ++i) {
        now += static_cast<std::int64_t>(random() % 20'000);
        if (random() % 3 == 0) {
            const auto latest = journal->latest_action().value();
            const auto expected = std::find_if(known.rbegin(), known.rend(), [](const Known& each) { return !each.undone; });
            REQUIRE(latest.has_value() == (expected != known.rend()));
            if (!latest) continue;
            REQUIRE(latest->records.front().cause == expected->cause);
            for (const auto& person : latest->people) {
                std::optional<core::Instant> best;
                for (const Known& each : known)
                    if (!each.undone && each.cause != expected->cause &&
                        std::find(each.people.begin(), each.people.end(), person.id) != each.people.end())
                        best = std::max(best, std::optional{at(each.when)});
                REQUIRE(person.last_contact == best);
            }
            tell(*journal, teller, {{record::Undone{expected->cause}, ""}}, true, now);
            expected->undone = true;
        } else {
            const std::int64_t when = random() % 4 == 0 ? now - static_cast<std::int64_t>(random() % 3'000'000) : now;
            std::vector<std::string> people{"p" + std::to_string(random() % 2)};
            if (random() % 3 == 0) people.emplace_back("both");
            const auto cause = tell(*journal, teller, {{contact(people, when), ""}}, true, now);
            known.push_back({cause, people, when, false});
        }
    }
}

TEST_CASE("L6: with many contacts of which the newest few are back-dated, the true latest is found") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    tell(*journal, teller, {{contact({"mum"}, noon), ""}}, true, noon);
    for (int i = 0; i < 50; ++i) tell(*journal, teller, {{contact({"mum"}, noon - 10'000'000 + i), ""}}, true, noon + 1 + i);
    const auto latest = journal->latest_action().value();
    REQUIRE(latest);
    CHECK(latest->people == std::vector<core::PersonState>{{"mum", at(noon), {}}});
}
