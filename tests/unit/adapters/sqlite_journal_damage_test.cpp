// What becomes of a journal that isn't what was written: it is noticed, told, and the rest goes on.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <random>

#include "tests/unit/adapters/journal_fixture.hpp"
#include "tests/unit/adapters/record_words.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace record = kith::core::record;

namespace {

const Date day{2026, 3, 1};
constexpr const char* drop_triggers = "DROP TRIGGER events_keep; DROP TRIGGER events_stay";

/// Nudged, done with a contact, felt: twenty times over.
void live_a_little(SqliteJournal& journal) {
    Teller teller;
    for (int i = 0; i < 20; ++i) {
        const std::int64_t now = noon + i * 86'400;
        const core::SlotRef slot{"item" + std::to_string(i % 3), day + i};
        core::ItemState item{.id = slot.item, .fingerprint = 77, .handled = {{20'500, 20'500 + i}}, .open = {{}}, .last_nudge = at(now)};
        item.open[0].slot = slot.slot;
        teller.state.items = {item};
        teller.state.people = {{"mum", at(now), at(now)}};
        const auto notice = static_cast<core::NoticeId>(i + 1);
        tell(journal, teller, {{record::Nudged{slot, notice, core::Occasion::planned, true, at(now), at(now), at(now + 50'000)}, ""}},
             false, now);
        tell(journal, teller,
             {{record::Closed{slot, core::Ending::done, core::Gate::none, true, at(now), at(now), at(now + 50'000), {}}, ""},
              {contact({"mum", "sam"}, now, slot.item), "note " + std::to_string(i)}},
             true, now + 60);
        tell(journal, teller, {{record::Felt{static_cast<core::Sequence>(i * 4 + 3), core::Felt::lighter}, ""}}, true, now + 90);
    }
}

std::vector<std::string> all_words(SqliteJournal& journal, bool& readable) {
    std::vector<std::string> list;
    app::HistoryQuery all;
    all.limit = 10'000;
    const auto entries = journal.history(all);
    readable = entries.has_value();
    if (entries)
        for (const auto& entry : *entries) list.push_back(RecordWords::of(entry.record) + (entry.undone ? "undone" : ""));
    return list;
}

bool mentions(const std::vector<std::string>& sentences, const std::string& word) {
    return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& each) { return each.find(word) != std::string::npos; });
}

}   // namespace

TEST_CASE("I7: events can't be changed or deleted, not even by another program's statements") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    OtherProgram other{folder.database()};
    CHECK(other.run("UPDATE events SET at = 0 WHERE id = 1") == "events are never changed");
    CHECK(other.run("DELETE FROM events WHERE id = 1") == "events are never deleted");
    CHECK(findings(*journal).empty());
}

TEST_CASE("I7: a change to any column of an event breaks the chain there") {
    const auto column = GENERATE(as<std::string>{}, "back = back + 1", "kind = 13", "action = 0", "at = at + 1", "item = NULL",
                                 "item = (SELECT id FROM names WHERE name = 'mum')", "slot = slot + 1", "how = 1", "flag = 0", "ref = 1",
                                 "moment = moment + 1", "due = 1", "expires = expires - 1", "joined = 1", "detail = '1:1'",
                                 "chain = chain + 1", "slot = NULL");
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    journal.reset();
    {
        OtherProgram other{folder.database()};
        other.must(drop_triggers);
        other.must("UPDATE events SET " + column + " WHERE id = 42");
    }
    INFO(column);
    journal = opened(folder.kith());
    CHECK(mentions(findings(*journal), "number 42"));
    CHECK(mentions(journal->take_warnings(), "number 42"));   // already the start says so, and kithd goes on
    Teller teller{81};
    tell(*journal, teller, {{record::Vanished{"x"}, ""}});
    CHECK(journal->take_warnings().empty());
}

TEST_CASE("I7: an event that was removed, exchanged or renamed is noticed") {
    const auto change = GENERATE(as<std::string>{}, "DELETE FROM events WHERE id = 42",
                                 "UPDATE events SET id = 1000 WHERE id = 42; UPDATE events SET id = 42 WHERE id = 38; UPDATE events "
                                 "SET id = 38 WHERE id = 1000",
                                 "UPDATE names SET name = 'mun' WHERE name = 'mum'", "UPDATE devices SET name = 'ffffffffffffffff'",
                                 "DELETE FROM contacts; DELETE FROM names WHERE name = 'sam'");
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    journal.reset();
    {
        OtherProgram other{folder.database()};
        other.must(drop_triggers);
        other.must("PRAGMA foreign_keys = OFF");
        other.must(change);
    }
    INFO(change);
    journal = opened(folder.kith());
    CHECK_FALSE(findings(*journal).empty());
    CHECK_FALSE(journal->take_warnings().empty());
}

TEST_CASE("A note lies outside the chain: forgotten, nothing is amiss; altered, it is noticed") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    OtherProgram other{folder.database()};
    other.must("DELETE FROM texts WHERE id = 3");
    CHECK(findings(*journal).empty());
    other.must("UPDATE texts SET text = 'another' WHERE id = 7");
    CHECK(mentions(findings(*journal), "7"));
}

TEST_CASE("Scenario 10: a poisoned row of the state is set aside, and the others serve") {
    struct Case {
        const char* change;
        const char* told;
        std::size_t items, open, people;
    };
    const auto each = GENERATE(
        Case{"UPDATE items SET fingerprint = fingerprint + 1 WHERE item = (SELECT id FROM names WHERE name = 'item1')", "item1", 3, 3, 1},
        Case{"UPDATE items SET handled = x'ff' WHERE item = (SELECT id FROM names WHERE name = 'item1')", "item1", 3, 3, 1},
        Case{"UPDATE open SET slot = slot + 1 WHERE item = (SELECT id FROM names WHERE name = 'item2')", "item2", 3, 2, 1},
        Case{"DELETE FROM open WHERE item = (SELECT id FROM names WHERE name = 'item2')", "item2", 3, 2, 1},
        Case{"DELETE FROM items WHERE item = (SELECT id FROM names WHERE name = 'item2')", "without its item", 2, 2, 1},
        Case{"UPDATE people SET last_contact = 1", "mum", 3, 3, 0});
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    journal.reset();
    OtherProgram{folder.database()}.must(each.change);
    INFO(each.change);
    journal = opened(folder.kith());
    const auto saved = journal->load();
    REQUIRE(saved);
    std::size_t open = 0;
    for (const auto& item : saved->items) open += item.open.size();
    CHECK(saved->items.size() == each.items);
    CHECK(open == each.open);
    CHECK(saved->people.size() == each.people);
    CHECK(mentions(journal->take_warnings(), each.told));
}

TEST_CASE("Scenario 10: a poisoned general state is put together anew from the events") {
    const auto change = GENERATE(as<std::string>{}, "UPDATE general SET last_seen = 3", "UPDATE general SET days = x'ff'",
                                 "UPDATE general SET next_sequence = 7", "DELETE FROM general");
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    journal.reset();
    OtherProgram{folder.database()}.must(change);
    journal = opened(folder.kith());
    const auto saved = journal->load();
    REQUIRE(saved);
    CHECK(saved->general.next_sequence == 81);
    CHECK(saved->general.next_notice > 20);
    CHECK(saved->general.last_seen == at(noon + 19 * 86'400 + 90));
    CHECK(saved->general.last_nudge == at(noon + 19 * 86'400));
}

TEST_CASE("Scenario 16: a journal whose latest events are absent is not begun where it seems to end") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    journal.reset();
    {
        OtherProgram other{folder.database()};
        other.must(drop_triggers);
        other.must("DELETE FROM texts; DELETE FROM events WHERE id > 70");
    }
    const auto again = open_journal(folder.kith());
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == OpenError::Kind::corrupt);
    CHECK(again.error().what.find(folder.database().filename().string()) != std::string::npos);
}

// A note may be forgotten, so nothing promises that it is there; all else is either as it was or said to be damaged.
TEST_CASE("A flipped bit anywhere in the file: refused, told, or harmless, never silently wrong") {
    TemporaryFolder folder;
    std::vector<std::string> before;
    core::Saved state_before;
    bool readable = false;
    {
        auto journal = opened(folder.kith());
        live_a_little(*journal);
        before = all_words(*journal, readable);
        REQUIRE(readable);
        state_before = journal->load().value();
    }
    std::ifstream stream{folder.database(), std::ios::binary};
    const std::string sound{std::istreambuf_iterator<char>{stream}, {}};
    REQUIRE(sound.size() > 16'384);
    std::mt19937_64 random{4711};
    int refused = 0;
    int told = 0;
    int harmless = 0;
    for (int round = 0; round < 300; ++round) {
        std::string bytes = sound;
        // Half of them where something is stored.
        std::size_t place = random() % bytes.size();
        for (int tries = 0; round % 2 == 0 && sound[place] == 0 && tries < 100; ++tries) place = random() % bytes.size();
        bytes[place] = static_cast<char>(bytes[place] ^ (1 << random() % 8));
        std::filesystem::remove(folder.kith() / "journal.db-wal");
        std::filesystem::remove(folder.kith() / "journal.db-shm");
        std::ofstream{folder.database(), std::ios::binary | std::ios::trunc} << bytes;
        INFO("bit flipped at byte " << place);
        auto journal = open_journal(folder.kith());
        if (!journal || !(*journal)->is_open()) {
            ++refused;
            continue;
        }
        const auto words = all_words(**journal, readable);
        const auto state = readable ? (*journal)->load() : tl::expected<core::Saved, app::StoreError>{tl::unexpect, app::StoreError{}};
        const auto found =
            state ? (*journal)->verify_all() : tl::expected<std::vector<std::string>, app::StoreError>{tl::unexpect, app::StoreError{}};
        if (!found || !found->empty()) {
            ++told;
            continue;
        }
        ++harmless;
        REQUIRE(words == before);
        REQUIRE(state->general == state_before.general);
        REQUIRE(state->items == state_before.items);
        REQUIRE(state->people == state_before.people);
    }
    CHECK(refused > 0);
    CHECK(told > 50);
    CHECK(harmless > 0);
}
