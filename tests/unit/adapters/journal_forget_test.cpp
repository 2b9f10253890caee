// What is to be forgotten is nowhere in the data folder afterwards, byte for byte; all else is there.

#include <atomic>

#include "daemon/adapters/journal_backup.hpp"
#include "tests/unit/adapters/faulty_vfs.hpp"
#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace fs = std::filesystem;
namespace record = kith::core::record;

namespace {

const std::string secret = "something nobody else is to know";
const std::string other_text = "the garden in May";

/// Files below `folder` that hold these bytes.
std::vector<std::string> holding(const fs::path& folder, const std::string& bytes) {
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && content_of(entry.path()).find(bytes) != std::string::npos)
            found.push_back(entry.path().lexically_relative(folder).string());
    return found;
}

std::string long_text(const std::string& words) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += words + ". ";
    return text;
}

/// Texts of both kinds, enough of them for many pages, in all the places where they may lie.
void fill(const TemporaryFolder& folder, Teller& teller, SqliteJournal& journal) {
    for (int i = 0; i < 40; ++i) {
        tell(journal, teller, {{record::Noted{{"kenji"}}, long_text(secret)}}, true);
        tell(journal, teller, {{record::Noted{{"mum"}}, long_text(other_text)}}, true);
        tell(journal, teller, {{contact({"sam", "kenji"}), secret}}, true);
        tell(journal, teller, {{contact({"mum"}, noon, "kenji/birthday"), secret}}, true);
        if (i % 20 == 10) {
            REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-0" + std::to_string(1 + i / 20), never_stopped));
        }
    }
    fs::create_directories(folder.kith() / "damaged" / "journal-0001-2026-03-01");
    put(folder.kith() / "damaged" / "journal-0001-2026-03-01" / "journal.db", "damaged, and yet: " + secret);
    put(folder.kith() / "backups" / "journal-0009-2026-03-09.db", "no database at all: " + secret);
    put(folder.kith() / "backups" / "copying.db", "left over: " + secret);
}

}   // namespace

TEST_CASE("No byte of what is forgotten is left in the data folder; everything else is") {
    TemporaryFolder folder;
    Teller teller;
    auto journal = opened(folder.kith());
    fill(folder, teller, *journal);
    REQUIRE(holding(folder.kith(), secret).size() >= 5);   // the journal or its log, two backups, damaged, what is none

    const auto gone = journal->forget({.names = {"kenji"}, .records = {}});
    REQUIRE(gone);
    CHECK(gone->size() == 120);
    CHECK(holding(folder.kith(), secret).empty());
    CHECK_FALSE(holding(folder.kith(), other_text).empty());
    CHECK_FALSE(fs::exists(folder.kith() / "damaged"));
    CHECK(findings(*journal).empty());
    const auto entries = history(*journal, {.person = "mum", .limit = 500});
    CHECK(entries.size() == 80);
    CHECK(entries.front().record.text == long_text(other_text));
    CHECK(history(*journal, {.person = "kenji", .limit = 500}).size() == 80);   // that it happened stays
    CHECK(history(*journal, {.person = "kenji"}).front().record.text.empty());

    SECTION("it goes on, and has nothing more to forget") {
        tell(*journal, teller, {{record::Forgotten{120}, ""}});
        CHECK(journal->forget({.names = {"kenji"}, .records = {}})->empty());
        journal.reset();
        journal = opened(folder.kith());
        CHECK(findings(*journal).empty());
        CHECK(journal->take_warnings().empty());
    }
    SECTION("the backups are sound, and can be gone back to") {
        CHECK(Backups{folder.kith(), nullptr}.list().size() == 2);
        journal.reset();
        put(folder.database(), std::string(10'000, '\0'));
        journal = opened(folder.kith());
        CHECK_FALSE(journal->rescued().empty());
        CHECK(findings(*journal).empty());
        CHECK(holding(folder.kith(), secret).empty());
        CHECK_FALSE(history(*journal, {.person = "mum", .limit = 500}).empty());
    }
}

TEST_CASE("A single text is forgotten by its record, and by its words in a backup that numbers differently") {
    TemporaryFolder folder;
    Teller teller;
    auto journal = opened(folder.kith());
    const core::Sequence first = tell(*journal, teller, {{record::Noted{{"kenji"}}, secret}}, true);
    tell(*journal, teller, {{record::Noted{{"kenji"}}, other_text}}, true);
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-01", never_stopped));
    CHECK(journal->forget({.names = {}, .records = {first}}).value() == std::vector{first});
    CHECK(holding(folder.kith(), secret).empty());
    CHECK_FALSE(holding(folder.kith() / "backups", other_text).empty());
    CHECK(journal->forget({.names = {}, .records = {first}}).value().empty());
    CHECK(findings(*journal).empty());
}

TEST_CASE("Where forgetting fails on the way it says so, what stays is sound, and asking again does it") {
    int struck = 0;
    for (int n = 0;; n += 7) {
        REQUIRE(n < 10'000);
        TemporaryFolder folder;
        Teller teller;
        auto journal = opened(folder.kith(), faulty_vfs());
        for (int i = 0; i < 5; ++i) tell(*journal, teller, {{record::Noted{{"kenji"}}, long_text(secret)}}, true);
        REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-01", never_stopped));
        faults() = {n, true, SQLITE_FULL, false};
        const auto gone = journal->forget({.names = {"kenji"}, .records = {}});
        const bool fault_met = faults().struck;
        faults() = {};
        INFO("call " << n);
        if (!journal->is_open()) REQUIRE(journal->reopen());
        REQUIRE(findings(*journal).empty());
        REQUIRE((gone || fault_met));
        REQUIRE(journal->forget({.names = {"kenji"}, .records = {}}));
        REQUIRE(holding(folder.kith(), secret).empty());
        if (!fault_met) break;
        ++struck;
    }
    CHECK(struck > 3);
}
