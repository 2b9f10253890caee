// Scenario 16: a journal that is of no use is moved aside with its log, the newest verified backup takes its place, told once.

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "daemon/adapters/journal_backup.hpp"
#include "tests/unit/adapters/faulty_vfs.hpp"
#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace fs = std::filesystem;

namespace {

/// Twenty days; backups of the tenth, twelfth and fourteenth.
struct Past {
    TemporaryFolder folder;
    std::vector<std::string> whole;               ///< every record
    std::vector<std::vector<std::string>> kept;   ///< what each backup knows, the oldest first
    std::string device;

    Past() {
        auto journal = opened(folder.kith());
        const std::atomic<bool> never{false};
        live_through(*journal, 0, 9);
        for (int day = 10; day < 16; day += 2) {
            REQUIRE(Backups{folder.kith(), nullptr}.make(to_text(day), never));
            kept.push_back(all_words(*journal));
            live_through(*journal, day, day + 1);
        }
        live_through(*journal, 16, 19);
        whole = all_words(*journal);
        device = journal->status().device;
    }
    static std::string to_text(int day) { return "2026-03-" + std::to_string(day); }
    [[nodiscard]] fs::path backup(std::size_t newest) const { return Backups{folder.kith(), nullptr}.list().at(newest).path; }
    [[nodiscard]] fs::path aside(const std::string& number = "0001") const {
        for (const std::string& name : names_in(folder.kith() / "damaged"))
            if (name.starts_with("journal-" + number)) return folder.kith() / "damaged" / name;
        return {};
    }
};

/// It stands where `words` ends, under another name than before, is sound, goes on, and the next start is an ordinary one.
void check_goes_on_from(std::unique_ptr<SqliteJournal> journal, const fs::path& folder, const std::vector<std::string>& words,
                        const std::string& old_device) {
    CHECK((all_words(*journal) == words));
    CHECK(findings(*journal).empty());
    CHECK(journal->status().device != old_device);
    const std::string device = journal->status().device;
    live(*journal, 30);
    const auto after = all_words(*journal);
    CHECK(after.size() == words.size() + 4);
    CHECK(journal->take_warnings().empty());
    journal.reset();
    journal = opened(folder);
    CHECK(journal->take_warnings().empty());
    CHECK(journal->rescued().empty());
    CHECK(journal->status().device == device);
    CHECK((all_words(*journal) == after));
    CHECK(findings(*journal).empty());
}

/// Bytes written from outside, as a failing disk would: in a child, since closing the file would drop SQLite's locks on it.
void overwrite(const fs::path& file, std::size_t offset, const std::string& bytes) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
        stream.seekp(static_cast<std::streamoff>(offset));
        stream << bytes << std::flush;
        _exit(stream ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

/// The first page of `table` that holds rows, by the pointer in its root.
std::size_t first_leaf(const fs::path& file, const std::string& table) {
    constexpr std::size_t page_size = 4096;
    const auto root = std::stoul(OtherProgram{file}.value("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'"));
    const std::string bytes = content_of(file);
    const auto number = [&](std::size_t place, int length) {
        std::size_t value = 0;
        for (int i = 0; i < length; ++i) value = value << 8U | static_cast<unsigned char>(bytes.at(place + static_cast<std::size_t>(i)));
        return value;
    };
    const std::size_t page = (root - 1) * page_size;
    REQUIRE(bytes.at(page) == 5);   // an interior page
    return (number(page + number(page + 12, 2), 4) - 1) * page_size;
}

}   // namespace

TEST_CASE("Scenario 16: a journal that can't be used gives way to its newest backup") {
    Past past;
    const fs::path database = past.folder.database();
    std::string told = "is damaged";
    SECTION("its first page is zeros") { overwrite(database, 0, std::string(4096, '\0')); }
    SECTION("cut off in the middle") { fs::resize_file(database, fs::file_size(database) / 2 / 4096 * 4096); }
    SECTION("cut off within a page") { fs::resize_file(database, 5000); }
    SECTION("no database at all") { put(database, std::string(5000, 'x')); }
    SECTION("its latest events are absent") {
        OtherProgram other{database};
        other.must("DROP TRIGGER events_stay; DELETE FROM texts; DELETE FROM events WHERE id > 70");
    }
    SECTION("a table is absent") { OtherProgram{database}.must("DROP TABLE shown"); }
    SECTION("a table has other columns") { OtherProgram{database}.must("ALTER TABLE actions RENAME COLUMN cause TO pause"); }
    SECTION("nothing in it") {
        fs::resize_file(database, 0);
        told = "is empty";
    }
    SECTION("gone") {
        fs::remove(database);
        put(database.string() + "-wal", "left behind");
        told = "is gone";
    }
    const std::string bytes = content_of(database);
    auto journal = opened(past.folder.kith());
    const auto warnings = journal->take_warnings();
    REQUIRE(warnings.size() == 1);
    INFO(warnings.front());
    CHECK(journal->rescued() == warnings.front());
    CHECK(mentions(warnings, told));
    CHECK(mentions(warnings, "The backup of 2026-03-14 was put in its place"));
    CHECK(mentions(warnings, past.aside().string()));
    CHECK((content_of(past.aside() / "journal.db") == bytes));
    CHECK_FALSE(fs::exists(past.folder.kith() / "restoring.db"));
    check_goes_on_from(std::move(journal), past.folder.kith(), past.kept.back(), past.device);
}

TEST_CASE("Scenario 16: backups are tried from the newest on, and without a sound one a new journal begins") {
    Past past;
    put(past.folder.database(), std::string(5000, 'x'));
    auto spoil = [&](std::size_t newest) {
        OtherProgram{past.backup(newest)}.must("DROP TRIGGER events_keep; UPDATE events SET at = at + 1 WHERE id = 2");
    };
    SECTION("the newest one's chain is broken") {
        spoil(0);
        auto journal = opened(past.folder.kith());
        CHECK(mentions(journal->take_warnings(), "backup of 2026-03-12"));
        check_goes_on_from(std::move(journal), past.folder.kith(), past.kept[1], past.device);
    }
    SECTION("the newest is no database, the next another program's") {
        put(past.backup(0), std::string(5000, 'x'));
        OtherProgram{past.backup(1)}.must("PRAGMA application_id = 7");
        auto journal = opened(past.folder.kith());
        CHECK(mentions(journal->take_warnings(), "backup of 2026-03-10"));
        check_goes_on_from(std::move(journal), past.folder.kith(), past.kept[0], past.device);
    }
    SECTION("all of them") {
        spoil(0);
        put(past.backup(1), std::string(5000, 'x'));
        put(past.backup(2), "");
        auto journal = opened(past.folder.kith());
        CHECK(mentions(journal->take_warnings(), "a new journal was begun"));
        check_goes_on_from(std::move(journal), past.folder.kith(), {}, past.device);
    }
    SECTION("there are none") {
        fs::remove_all(past.folder.kith() / "backups");
        auto journal = opened(past.folder.kith());
        CHECK(mentions(journal->take_warnings(), "a new journal was begun"));
        check_goes_on_from(std::move(journal), past.folder.kith(), {}, past.device);
    }
}

TEST_CASE("Scenario 16: another database's log beside the journal") {
    Past past;
    TemporaryFolder elsewhere;
    const fs::path log = past.folder.database().string() + "-wal";
    SECTION("another program's") {
        OtherProgram other{elsewhere.path() / "other.db"};
        other.must("PRAGMA journal_mode = WAL; PRAGMA application_id = 7; CREATE TABLE precious(x); INSERT INTO precious VALUES(1)");
        put(log, content_of(elsewhere.path() / "other.db-wal"));
    }
    SECTION("another person's journal") {
        auto other = opened(elsewhere.kith());
        live_through(*other, 0, 5);
        put(log, content_of(elsewhere.database().string() + "-wal"));
    }
    const std::string bytes = content_of(log);
    auto journal = opened(past.folder.kith());
    CHECK(journal->take_warnings().size() == 1);
    CHECK((content_of(past.aside() / "journal.db-wal") == bytes));
    check_goes_on_from(std::move(journal), past.folder.kith(), past.kept.back(), past.device);
}

TEST_CASE("Scenario 16: an older copy of the journal under its newer log") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 99);
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-06-08", std::atomic<bool>{false}));
    const auto kept = all_words(*journal);
    live_through(*journal, 100, 199);
    const std::string device = journal->status().device;
    journal.reset();
    journal = opened(folder.kith());   // a log that begins here
    live_through(*journal, 200, 201);
    const std::string log = content_of(folder.database().string() + "-wal");
    journal.reset();
    put(folder.database(), content_of(Backups{folder.kith(), nullptr}.list().front().path));
    put(folder.database().string() + "-wal", log);
    journal = opened(folder.kith());
    CHECK(mentions(journal->take_warnings(), "The backup of 2026-06-08"));
    check_goes_on_from(std::move(journal), folder.kith(), kept, device);
}

TEST_CASE("Scenario 16: damage that is met while kithd runs") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 99);
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-06-08", std::atomic<bool>{false}));
    const auto kept = all_words(*journal);
    live_through(*journal, 100, 109);
    const std::string device = journal->status().device;
    std::vector<std::string> warnings;
    journal->on_warning([&](const std::string& text) { warnings.push_back(text); });
    SECTION("at the next event") {
        OtherProgram{folder.database()}.must(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'events'; "
            "PRAGMA schema_version = 77");
        Teller teller{441};
        const auto refused = journal->append(teller.step({{core::record::Vanished{"x"}, ""}}), teller.state);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().what.find("damaged") != std::string::npos);
    }
    SECTION("in a part of it that no start looks at") {
        journal.reset();
        overwrite(folder.database(), first_leaf(folder.database(), "events"), std::string(4096, '\0'));
        journal = opened(folder.kith());
        CHECK(journal->take_warnings().empty());
        journal->on_warning([&](const std::string& text) { warnings.push_back(text); });
        bool readable = true;
        static_cast<void>(all_words(*journal, readable));
        CHECK_FALSE(readable);
    }
    CHECK_FALSE(journal->is_open());
    CHECK(journal->trouble()->temporary);
    REQUIRE(journal->reopen());
    REQUIRE(warnings.size() == 1);
    CHECK(journal->rescued() == warnings.front());
    CHECK(mentions(warnings, "The backup of 2026-06-08"));
    check_goes_on_from(std::move(journal), folder.kith(), kept, device);
}

TEST_CASE("A journal that was put back and put back again never gives a device's number twice") {
    Past past;
    std::set<std::string> devices{past.device};
    std::vector<std::string> words = past.kept.back();
    for (int time = 0; time < 3; ++time) {
        put(past.folder.database(), std::string(5000, 'x'));
        auto journal = opened(past.folder.kith());
        REQUIRE((all_words(*journal) == words));
        CHECK(devices.insert(journal->status().device).second);
        if (time != 1) live(*journal, 20 + time);   // one of these lives has no events
        words = all_words(*journal);
        REQUIRE(Backups{past.folder.kith(), nullptr}.make("2026-04-01", std::atomic<bool>{false}));
        CHECK(findings(*journal).empty());
    }
    auto journal = opened(past.folder.kith());
    OtherProgram other{past.folder.database()};
    CHECK(other.value("SELECT group_concat(until) FROM lives ORDER BY until") == "56,60");
    CHECK(other.value("SELECT name FROM lives WHERE until = 56") == past.device);
}

TEST_CASE("What was moved aside is kept, the latest five times") {
    Past past;
    for (int time = 1; time <= 7; ++time) {
        put(past.folder.database(), "damage " + std::to_string(time) + std::string(5000, 'x'));
        opened(past.folder.kith()).reset();
    }
    CHECK(names_in(past.folder.kith() / "damaged").size() == 5);
    CHECK(content_of(past.aside("0007") / "journal.db").starts_with("damage 7"));
    CHECK(past.aside("0002").empty());
}

TEST_CASE("Scenario 9: a rescue that was interrupted is carried out by the next start") {
    Past past;
    const fs::path database = past.folder.database();
    put(past.folder.kith() / "restoring.db", "half a copy");
    put(past.folder.kith() / "restoring.db-journal", "half a log");
    SECTION("before anything was moved") { put(database, std::string(5000, 'x')); }
    SECTION("between the journal and its log") {
        fs::rename(database, past.folder.path() / "aside");
        auto other = opened(past.folder.path() / "other");
        put(database.string() + "-wal", content_of(past.folder.path() / "other" / "journal.db-wal"));
        put(database.string() + "-shm", content_of(past.folder.path() / "other" / "journal.db-shm"));
    }
    SECTION("before the backup had its name") { fs::rename(database, past.folder.path() / "aside"); }
    auto journal = opened(past.folder.kith());
    CHECK(journal->take_warnings().size() == 1);
    CHECK(names_in(past.folder.kith()).front() == "backups");
    CHECK_FALSE(fs::exists(past.folder.kith() / "restoring.db"));
    CHECK_FALSE(fs::exists(past.folder.kith() / "restoring.db-journal"));
    check_goes_on_from(std::move(journal), past.folder.kith(), past.kept.back(), past.device);
}

TEST_CASE("Scenario 13, 14: whichever write of a rescue fails, nothing is lost by it, and it heals") {
    int struck = 0;
    Past past;
    for (int n = 0;; ++n) {
        REQUIRE(n < 1000);
        put(past.folder.database(), std::string(5000, 'x'));
        faults() = {n, true, SQLITE_FULL, false};
        auto made = open_journal(past.folder.kith(), faulty_vfs());
        const bool fault_met = faults().struck;
        faults() = {};
        INFO("call " << n);
        REQUIRE(made);
        SqliteJournal& journal = **made;
        if (!journal.is_open()) {
            REQUIRE(journal.trouble()->temporary);
            REQUIRE(journal.reopen());
        }
        REQUIRE_FALSE(journal.rescued().empty());
        REQUIRE((all_words(journal) == past.kept.back()));
        REQUIRE(findings(journal).empty());
        if (!fault_met) break;
        ++struck;
    }
    CHECK(struck > 20);
}
