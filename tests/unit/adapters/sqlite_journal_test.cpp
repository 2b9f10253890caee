// What goes into the journal comes out of it.

#include <algorithm>
#include <limits>
#include <random>

#include "tests/unit/adapters/every_record.hpp"
#include "tests/unit/adapters/journal_fixture.hpp"
#include "tests/unit/adapters/record_words.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace record = kith::core::record;

namespace {

std::vector<std::string> words(const std::vector<core::Record>& records) {
    std::vector<std::string> list;
    for (const auto& each : records) list.push_back(RecordWords::of(each));
    return list;
}

std::vector<std::string> words(const std::vector<app::HistoryEntry>& entries) {
    std::vector<std::string> list;
    for (const auto& each : entries) list.push_back(RecordWords::of(each.record));
    return list;
}

core::Saved loaded(app::Journal& journal) {
    auto saved = journal.load();
    if (!saved) FAIL(saved.error().what);
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::sort(saved->items.begin(), saved->items.end(), by_id);
    std::sort(saved->people.begin(), saved->people.end(), by_id);
    return std::move(*saved);
}

core::Slot some_slot(std::mt19937_64& random) {
    const Date date = Date{2026, 1, 1} + static_cast<int>(random() % 1000);
    return random() % 3 == 0 ? core::Slot::part_of(date, static_cast<std::int32_t>(random() % 100)) : core::Slot{date};
}

core::Occurrence some_occurrence(std::mt19937_64& random) {
    core::Occurrence it;
    it.slot = some_slot(random);
    it.planned = at(static_cast<std::int64_t>(random()));
    it.due = at(static_cast<std::int64_t>(random()));
    it.expires = at(static_cast<std::int64_t>(random()));
    if (random() % 2 == 0) it.snoozed_until = at(static_cast<std::int64_t>(random()));
    it.notice = random();
    it.occasion = static_cast<core::Occasion>(random() % 5);
    it.visible = random() % 2 == 0;
    it.queued = random() % 2 == 0;
    it.silent = random() % 2 == 0;
    it.put_off = it.snoozed_until || it.occasion == core::Occasion::snoozed || random() % 2 == 0;
    it.unseen = random() % 2 == 0;
    it.repeated = random() % 2 == 0;
    for (std::uint64_t n = random() % 3; n > 0; --n) it.notes.push_back(random() % 100'000);
    return it;
}

core::ItemState some_item(std::mt19937_64& random) {
    core::ItemState item;
    item.id = "item" + std::to_string(random() % 8);
    item.fingerprint = random();
    for (std::uint64_t n = random() % 5; n > 0; --n) item.handled.push_back({some_slot(random).number(), some_slot(random).number()});
    for (std::uint64_t n = random() % 3; n > 0; --n) item.open.push_back(some_occurrence(random));
    if (random() % 2 == 0) item.last_nudge = at(static_cast<std::int64_t>(random()));
    if (random() % 2 == 0)
        item.elapsed = core::Elapsed{
            .slot = core::Slot::after_contact(random() % 1000, 2), .from = {}, .due = at(static_cast<std::int64_t>(random()))};
    for (std::uint64_t n = random() % 3; n > 0; --n) item.picked.push_back({some_slot(random), "person" + std::to_string(n)});
    return item;
}

template <typename State>
void keep(std::vector<State>& all, const State& changed) {
    std::erase_if(all, [&](const State& each) { return each.id == changed.id; });
    all.push_back(changed);
    std::sort(all.begin(), all.end(), [](const State& a, const State& b) { return a.id < b.id; });
}

}   // namespace

TEST_CASE("I10: every kind of record comes back as it went in, also after closing") {
    TemporaryFolder folder;
    Teller teller;
    std::vector<core::Record> told;
    {
        auto journal = opened(folder.kith());
        for (const bool action : {false, true}) {
            const auto records = teller.step(one_of_everything(), action, action ? far_future : far_past);
            REQUIRE(journal->append(records, teller.state));
            told.insert(told.end(), records.begin(), records.end());
        }
        CHECK(words(history(*journal, {.limit = 1000})) == words(told));
    }
    auto journal = opened(folder.kith());
    CHECK(words(history(*journal, {.limit = 1000})) == words(told));
    CHECK(findings(*journal).empty());
    CHECK(journal->take_warnings().empty());
    CHECK(journal->status().events == told.size());
}

TEST_CASE("I10: the state that is loaded is the state that was written last") {
    TemporaryFolder folder;
    std::mt19937_64 random{20260301};
    core::Saved expected;
    Teller teller;
    auto journal = opened(folder.kith());
    for (int round = 0; round < 60; ++round) {
        teller.state.items = {some_item(random)};
        teller.state.people = {{"person" + std::to_string(random() % 5), at(static_cast<std::int64_t>(random())), std::nullopt}};
        for (std::uint64_t n = random() % 4; n > 0; --n) teller.state.people[0].notes.push_back(random() % 100'000);
        if (random() % 2 == 0) std::swap(teller.state.people[0].last_contact, teller.state.people[0].last_nudge);
        teller.state.general.next_notice = random();
        teller.state.general.last_nudge = at(static_cast<std::int64_t>(random()));
        teller.state.general.last_seen = std::nullopt;
        teller.state.general.days = {{static_cast<std::int32_t>(random()), static_cast<std::int32_t>(random())}, {20'500, 3}};
        teller.state.general.hush.reset();
        teller.state.general.pauses.clear();
        teller.state.general.season.reset();
        if (random() % 2 == 0)
            teller.state.general.season = core::ChosenSeason{random() % 3 == 0 ? "" : "grief", at(static_cast<std::int64_t>(random())), {}};
        if (random() % 3 == 0)
            teller.state.general.season = core::ChosenSeason{"moving", at(noon), at(static_cast<std::int64_t>(random()))};
        teller.state.general.energy.reset();
        if (random() % 2 == 0)
            teller.state.general.energy = core::DayEnergy{static_cast<std::int32_t>(random()), static_cast<core::Energy>(random() % 3)};
        teller.state.general.in_force = {random() % 2 == 0 ? "" : "grief", random() % 2 == 0};
        if (random() % 2 == 0) teller.state.general.hush = core::Hush{at(static_cast<std::int64_t>(random())), at(noon)};
        if (random() % 2 == 0) teller.state.general.pauses = {{"a", std::nullopt}, {"b/c", at(static_cast<std::int64_t>(random()))}};
        tell(*journal, teller, {{record::Unfolded{1}, ""}});
        keep(expected.items, teller.state.items[0]);
        keep(expected.people, teller.state.people[0]);
        expected.general = teller.state.general;
        if (round % 10 == 9) {
            journal.reset();
            journal = opened(folder.kith());
        }
        const core::Saved saved = loaded(*journal);
        REQUIRE(saved.general == expected.general);
        REQUIRE(saved.items == expected.items);
        REQUIRE(saved.people == expected.people);
    }
    CHECK(journal->take_warnings().empty());
}

TEST_CASE("A new journal is empty, and says which device it is") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    const core::Saved saved = loaded(*journal);
    CHECK(saved.general == core::GeneralState{});
    CHECK(saved.items.empty());
    CHECK(saved.people.empty());
    CHECK(journal->latest_action().value() == std::nullopt);
    CHECK(history(*journal, {}).empty());
    const auto status = journal->status();
    CHECK(status.device.size() == 16);
    CHECK(status.device.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(status.path == std::filesystem::canonical(folder.database()).string());
    CHECK(status.events == 0);
    TemporaryFolder elsewhere;
    CHECK(opened(elsewhere.kith())->status().device != status.device);
}

TEST_CASE("State without records is written too") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    teller.state.items = {{.id = "walk", .fingerprint = 5, .handled = {}, .open = {}, .last_nudge = {}, .elapsed = {}, .picked = {}}};
    REQUIRE(journal->append({}, teller.state));
    CHECK(loaded(*journal).items == teller.state.items);
}

TEST_CASE("S4: what an item counts from is kept, whether or not anybody was in touch") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    const core::Elapsed never{.slot = core::Slot::after_contact(0, 3), .from = {}, .due = at(noon)};
    const core::Elapsed once{.slot = core::Slot::after_contact(41, 0), .from = at(-1), .due = at(far_future)};
    for (const core::Elapsed& elapsed : {never, once}) {
        teller.state.items = {
            {.id = "walk", .fingerprint = 5, .handled = {}, .open = {}, .last_nudge = {}, .elapsed = elapsed, .picked = {}}};
        REQUIRE(journal->append({}, teller.state));
        CHECK(loaded(*journal).items == teller.state.items);
        CHECK(findings(*journal).empty());
    }
}

TEST_CASE("L3: what was put off is known to have been, whatever brought it back") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    for (const bool queued : {false, true}) {
        core::ItemState item{.id = "walk", .fingerprint = 1, .handled = {}, .open = {{}}, .last_nudge = {}, .elapsed = {}, .picked = {}};
        item.open.front().put_off = true;
        item.open.front().queued = queued;
        teller.state.items = {item};
        REQUIRE(journal->append({}, teller.state));
        CHECK(loaded(*journal).items == teller.state.items);
    }
}

TEST_CASE("A hole, a repetition or a state that doesn't fit is refused, and nothing of it is written") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    tell(*journal, teller, {{record::Vanished{"a"}, ""}, {record::Vanished{"b"}, ""}});
    const core::Changed before = teller.state;

    const auto refused = [&](std::vector<core::Record> records, const core::Changed& changed) {
        const auto done = journal->append(records, changed);
        REQUIRE_FALSE(done);
        CHECK_FALSE(done.error().temporary);
        CHECK(history(*journal, {}).size() == 2);
        CHECK(loaded(*journal).general == before.general);
    };
    core::Changed ahead = before;
    ahead.general.next_sequence = 5;
    refused({{4, 4, false, at(noon), record::Vanished{"c"}, ""}}, ahead);
    refused({{3, 3, false, at(noon), record::Vanished{"c"}, ""}}, before);
    refused({{2, 1, false, at(noon), record::Vanished{"c"}, ""}}, before);
    refused({{0, 0, false, at(noon), record::Vanished{"c"}, ""}}, before);
    ahead.general.next_sequence = 4;
    refused({{3, 4, false, at(noon), record::Vanished{"c"}, ""}}, ahead);
    refused({{3, 0, true, at(noon), record::Vanished{"c"}, ""}}, ahead);
    refused({{3, 3, false, at(noon), record::Vanished{"c"}, ""}, {3, 3, false, at(noon), record::Vanished{"c"}, ""}}, ahead);
    tell(*journal, teller, {{record::Vanished{"c"}, ""}});   // the connection is still good
    CHECK(findings(*journal).empty());
}

TEST_CASE("M2: appending the very same records again changes nothing, so a doubtful commit can be repeated") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    const auto first = teller.step({{contact({"mum"}), "note"}, {record::Vanished{"b"}, ""}});
    REQUIRE(journal->append(first, teller.state));
    REQUIRE(journal->append(first, teller.state));
    auto longer = first;
    const auto second = teller.step({{record::Vanished{"c"}, ""}});
    longer.insert(longer.end(), second.begin(), second.end());
    REQUIRE(journal->append(longer, teller.state));
    CHECK(words(history(*journal, {})) == words(longer));
    CHECK(findings(*journal).empty());
}

TEST_CASE("M2: where a notice was shown is remembered as long as something shown by it is open, and until the change after") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    core::ItemState item{.id = "walk", .fingerprint = 1, .handled = {}, .open = {{}}, .last_nudge = {}, .elapsed = {}, .picked = {}};
    item.open[0].notice = 5;
    teller.state.items = {item};
    tell(*journal, teller, {{record::Unfolded{1}, ""}});
    REQUIRE(journal->remember_shown({5, ":1.7", 1}));
    REQUIRE(journal->remember_shown({5, ":1.9", 4'000'000'000}));
    REQUIRE(journal->remember_shown({6, ":1.9", 2}));
    journal.reset();
    journal = opened(folder.kith());
    auto shown = journal->shown().value();
    REQUIRE(shown.size() == 2);
    CHECK(shown[0].notice == 5);
    CHECK(shown[0].server == ":1.9");
    CHECK(shown[0].id == 4'000'000'000);
    tell(*journal, teller, {{record::Unfolded{1}, ""}});
    shown = journal->shown().value();
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].notice == 5);
    teller.state.items[0].open.clear();
    tell(*journal, teller, {{record::Unfolded{1}, ""}});
    CHECK(journal->shown().value().size() == 1);
    tell(*journal, teller, {{record::Unfolded{1}, ""}});
    CHECK(journal->shown().value().empty());
}

TEST_CASE("Scenario 34: what looks like SQL is only a name") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    const std::string name = "'; DROP TABLE events; --\"`%_?1";
    Teller teller;
    teller.state.items = {{.id = name, .fingerprint = 1, .handled = {}, .open = {{}}, .last_nudge = {}, .elapsed = {}, .picked = {}}};
    teller.state.people = {{name, at(noon), {}}};
    tell(*journal, teller, {{record::Contacted{{name}, name, 1, {}, at(noon), name}, name}}, true);
    REQUIRE(journal->remember_shown({1, name, 1}));
    const auto entries = history(*journal, {.item = name, .person = name});
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].record.text == name);
    CHECK(loaded(*journal).items == teller.state.items);
    CHECK(history(*journal, {.person = "%"}).empty());
    CHECK(findings(*journal).empty());
}
