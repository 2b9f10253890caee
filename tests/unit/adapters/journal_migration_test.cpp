// Scenario 17: a journal of an earlier version is brought up in one transaction, after a backup.

#include <sqlite3.h>

#include "daemon/adapters/journal_backup.hpp"
#include "tests/unit/adapters/faulty_vfs.hpp"
#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace fs = std::filesystem;

namespace {

/// Version 3 had nothing noted and no follow-ups, and knew no seasons and no energy.
void make_version_3_of(const TemporaryFolder& folder) {
    OtherProgram other{folder.database()};
    for (const char* table : {"people", "open"}) other.must(std::string{"ALTER TABLE "} + table + " DROP COLUMN notes");
    other.must(
        "ALTER TABLE general DROP COLUMN life; DROP TABLE follow_ups; ALTER TABLE general DROP COLUMN follow_up_rows; PRAGMA user_version "
        "= 3");
    other.must("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Version 2 had nothing that counts from contacts, is chosen, or is held for a while.
void make_version_2_of(const TemporaryFolder& folder) {
    make_version_3_of(folder);
    OtherProgram other{folder.database()};
    for (const char* column : {"counting_slot", "counting_from", "counting_due", "picked"})
        other.must(std::string{"ALTER TABLE items DROP COLUMN "} + column);
    for (const char* column : {"hush_since", "hush_until", "pauses"}) other.must(std::string{"ALTER TABLE general DROP COLUMN "} + column);
    other.must("PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Version 1 had no table of lives, and didn't count the rows of the state.
std::vector<std::string> make_version_1(const TemporaryFolder& folder) {
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 9);
    const auto words = all_words(*journal);
    journal.reset();
    make_version_2_of(folder);
    OtherProgram{folder.database()}.must(
        "DROP TABLE lives; ALTER TABLE general DROP COLUMN item_rows; ALTER TABLE general DROP COLUMN person_rows; PRAGMA user_version = "
        "1; "
        "PRAGMA wal_checkpoint(TRUNCATE)");
    return words;
}

}   // namespace

TEST_CASE("Scenario 17: an older journal is brought up to date, and kept as it was among the backups") {
    TemporaryFolder folder;
    const auto words = make_version_1(folder);
    auto journal = opened(folder.kith());
    CHECK(journal->take_warnings().empty());
    CHECK(all_words(*journal) == words);
    CHECK(findings(*journal).empty());
    CHECK(OtherProgram{folder.database()}.value("PRAGMA user_version") == "4");
    const auto kept = Backups{folder.kith(), nullptr}.list();
    REQUIRE(kept.size() == 1);
    CHECK(OtherProgram{kept.front().path}.value("PRAGMA user_version") == "1");
    CHECK(names_in(folder.kith() / "backups").size() == 1);
    live(*journal, 10);

    SECTION("and can be gone back to from there") {
        journal.reset();
        put(folder.database(), std::string(10'000, '\0'));
        journal = opened(folder.kith());
        CHECK_FALSE(journal->rescued().empty());
        CHECK(all_words(*journal) == words);
        CHECK(findings(*journal).empty());
        CHECK(OtherProgram{kept.front().path}.value("PRAGMA user_version") == "1");
    }
}

TEST_CASE("Scenario 17: the state of version 2 is taken as it is, with nothing counted, chosen, quiet or paused") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 9);
    const auto words = all_words(*journal);
    const core::Saved before = journal->load().value();
    journal.reset();
    make_version_2_of(folder);
    journal = opened(folder.kith());
    const core::Saved after = journal->load().value();
    CHECK(journal->take_warnings().empty());
    CHECK(all_words(*journal) == words);
    CHECK(after.general == before.general);
    CHECK(after.items == before.items);
    CHECK_FALSE(after.general.hush);
    CHECK(after.general.pauses.empty());
    CHECK(OtherProgram{folder.database()}.value("PRAGMA user_version") == "4");
}

TEST_CASE("Scenario 17: the state of version 3 is taken as it is, with nothing noted and no follow-up, and holds one from then on") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 9);
    const auto words = all_words(*journal);
    const core::Saved before = journal->load().value();
    journal.reset();
    make_version_3_of(folder);
    journal = opened(folder.kith());
    core::Saved after = journal->load().value();
    CHECK(journal->take_warnings().empty());
    CHECK(all_words(*journal) == words);
    CHECK(after.items == before.items);
    CHECK(after.people == before.people);
    CHECK(after.general == before.general);
    CHECK(after.follow_ups.empty());

    core::FollowUp promise;
    promise.what = {.number = 3,
                    .kind = core::FollowUpKind::promise,
                    .person = "mum",
                    .made = at(5),
                    .made_by = 2,
                    .time = {.day = {}, .at = at(9)},
                    .repaired = false};
    promise.offers = 1;
    promise.first_offered = promise.last_offered = at(9);
    promise.repair_day = Date{2026, 3, 23};
    core::FollowUp ask;
    ask.what = {.number = 4,
                .kind = core::FollowUpKind::ask,
                .person = "sam",
                .made = at(5),
                .made_by = 3,
                .time = {.day = Date{2026, 3, 27}, .at = {}},
                .repaired = true};
    after.follow_ups = {promise, ask};
    REQUIRE(journal->append({}, {.general = after.general, .items = {}, .people = {}, .follow_ups = after.follow_ups}));
    journal.reset();
    journal = opened(folder.kith());
    CHECK(journal->load().value().follow_ups == after.follow_ups);
    journal.reset();
    OtherProgram{folder.database()}.must("UPDATE follow_ups SET offers = 2 WHERE number = 3; DELETE FROM follow_ups WHERE number = 4");
    journal = opened(folder.kith());
    CHECK(journal->load().value().follow_ups.empty());
    const auto warnings = journal->take_warnings();
    CHECK(mentions(warnings, "follow-up 3 is damaged"));
    CHECK(mentions(warnings, "some follow-ups are gone"));
}

TEST_CASE("Scenario 17: where no backup can be made the journal is brought up to date all the same, and that is told") {
    TemporaryFolder folder;
    const auto words = make_version_1(folder);
    put(folder.kith() / "backups", "in the way");
    auto journal = opened(folder.kith());
    CHECK(mentions(journal->take_warnings(), "without a backup"));
    CHECK(all_words(*journal) == words);
}

TEST_CASE("Scenario 17: whichever write fails on the way, the journal is of the one version or the other") {
    TemporaryFolder folder;
    const auto words = make_version_1(folder);
    const std::string version_1 = content_of(folder.database());
    int struck = 0;
    for (int n = 0;; ++n) {
        REQUIRE(n < 1000);
        for (const char* suffix : {"-wal", "-shm"}) fs::remove(folder.database().string() + suffix);
        fs::remove_all(folder.kith() / "backups");
        put(folder.database(), version_1);
        faults() = {n, true, SQLITE_FULL, false};
        auto made = open_journal(folder.kith(), faulty_vfs());
        const bool fault_met = faults().struck;
        faults() = {};
        INFO("call " << n);
        REQUIRE(made);
        if (!(*made)->is_open()) REQUIRE((*made)->reopen());
        REQUIRE((*made)->rescued().empty());
        REQUIRE(all_words(**made) == words);
        REQUIRE(findings(**made).empty());
        made->reset();
        if (!fault_met) break;
        ++struck;
    }
    CHECK(struck > 20);
}
