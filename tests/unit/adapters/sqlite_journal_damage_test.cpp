// What becomes of a journal that isn't what was written: it is noticed, told, and the rest goes on.

#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace record = kith::core::record;

namespace {

constexpr const char* drop_triggers = "DROP TRIGGER events_keep; DROP TRIGGER events_stay";

void live_a_little(SqliteJournal& journal) { live_through(journal, 0, 19); }

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

TEST_CASE("I7: tables that would find other events than there are, or none, are noticed") {
    const auto change =
        GENERATE(as<std::string>{}, "DELETE FROM actions", "DELETE FROM actions WHERE cause = 42", "UPDATE actions SET cause = cause + 1",
                 "DELETE FROM contacts", "DELETE FROM contacts WHERE id = 43", "UPDATE contacts SET id = id + 1",
                 "UPDATE contacts SET person = (SELECT id FROM names WHERE name = 'item1') "
                 "WHERE id = 43 AND person = (SELECT id FROM names WHERE name = 'mum')",
                 "DELETE FROM days", "DELETE FROM days WHERE id = (SELECT max(id) FROM days)", "UPDATE days SET day = day - 100");
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_a_little(*journal);
    CHECK(findings(*journal).empty());
    OtherProgram{folder.database()}.must(change);
    INFO(change);
    CHECK(mentions(findings(*journal), "find events"));
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
        Case{"DELETE FROM open; DELETE FROM items", "the state of some items is gone", 0, 0, 1},
        Case{"UPDATE people SET last_contact = 1", "mum", 3, 3, 0}, Case{"DELETE FROM people", "knew of some people is gone", 3, 3, 0});
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
    CHECK(mentions(journal->take_warnings(), "general state"));
}

TEST_CASE("Scenario 10, G5, G6: with a poisoned general state what was asked for still holds (G5, G6, S6)") {
    const auto change = GENERATE(as<std::string>{}, "UPDATE general SET pauses = ''", "UPDATE general SET hush_until = NULL",
                                 "UPDATE general SET hush_since = NULL, hush_until = NULL", "UPDATE general SET life = 'force 7'",
                                 "UPDATE general SET life = NULL", "DELETE FROM general");
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Teller teller;
    const core::Hush hush{at(noon), at(noon + 3600)};
    tell(*journal, teller, {{record::Paused{"sam", {}, false, {}}, ""}}, true);
    tell(*journal, teller, {{record::Paused{"mum", at(noon + 60), false, {}}, ""}}, true);
    tell(*journal, teller, {{record::Resumed{"sam", {}}, ""}}, true);
    teller.state.general.hush = hush;
    teller.state.general.pauses = {{"mum", at(noon + 60)}};
    tell(*journal, teller, {{record::Hushed{hush, {}}, ""}}, true);
    const core::ChosenSeason season{"grief", at(noon), {}};
    teller.state.general.season = season;
    teller.state.general.energy = core::DayEnergy{20'513, core::Energy::low};
    teller.state.general.in_force = {"grief", true};
    tell(*journal, teller,
         {{record::SeasonChosen{season, {}}, ""},
          {record::EnergySet{teller.state.general.energy, {}}, ""},
          {record::Turned{teller.state.general.in_force, {}}, ""}},
         true);
    journal.reset();
    OtherProgram{folder.database()}.must(change);
    journal = opened(folder.kith());
    const auto saved = journal->load();
    REQUIRE(saved);
    CHECK(mentions(journal->take_warnings(), "general state"));
    CHECK(saved->general.hush == hush);
    CHECK(saved->general.pauses == std::vector<core::Pause>{{"mum", at(noon + 60)}});
    CHECK(saved->general.season == season);
    CHECK(saved->general.energy == teller.state.general.energy);
    CHECK(saved->general.in_force == teller.state.general.in_force);
}
