// One verified copy of the journal a plan day, seven of them, and never a half one.

#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <set>

#include "daemon/adapters/journal_backup.hpp"
#include "tests/unit/adapters/faulty_vfs.hpp"
#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace fs = std::filesystem;

namespace {

fs::path backups(const TemporaryFolder& folder) { return folder.kith() / "backups"; }

std::unique_ptr<SqliteJournal> opened_with_backups(const TemporaryFolder& folder, std::vector<std::string>* warnings = nullptr) {
    auto journal = opened(folder.kith());
    if (warnings != nullptr) journal->on_warning([warnings](const std::string& text) { warnings->push_back(text); });
    journal->keep_backups(utc_day);
    return journal;
}

bool holds(const TemporaryFolder& folder, const std::vector<std::string>& names) {
    return comes_true([&] { return names_in(backups(folder)) == names; });
}

/// Events of that day until the condition holds: a copy has its name before its thread has ended, and the loop hears of that at a later event,
/// so the first ones of the next day may come too early to begin another.
bool lived_until(SqliteJournal& journal, int day, const std::function<bool()>& condition) {
    return comes_true([&] {
        live(journal, day);
        return condition();
    });
}

unsigned mode_of(const fs::path& path) {
    struct stat info {};
    REQUIRE(lstat(path.c_str(), &info) == 0);
    return info.st_mode & 0777U;
}

/// As a rescue would look at it, with tools of its own: one file, sound, of this kind.
void check_backup(const fs::path& file, const std::string& version = "4") {
    INFO(file.string());
    OtherProgram copy{file};
    CHECK(copy.value("PRAGMA application_id") == std::to_string(0x6B697468));
    CHECK(copy.value("PRAGMA user_version") == version);
    CHECK(copy.value("PRAGMA journal_mode") == "delete");
    CHECK(copy.value("PRAGMA integrity_check") == "ok");
    CHECK(mode_of(file) == 0600);
}

}   // namespace

TEST_CASE("The first event of each plan day has the journal copied, once") {
    TemporaryFolder folder;
    auto journal = opened_with_backups(folder);
    live(*journal, 0);
    REQUIRE(holds(folder, {"journal-0001-2026-03-01.db"}));
    live(*journal, 0);
    REQUIRE(lived_until(*journal, 1, [&] { return names_in(backups(folder)).size() == 2; }));
    REQUIRE(holds(folder, {"journal-0001-2026-03-01.db", "journal-0002-2026-03-02.db"}));
    CHECK(mode_of(backups(folder)) == 0700);
    for (const std::string& name : names_in(backups(folder))) check_backup(backups(folder) / name);
    // With the event that began it, or more.
    CHECK(std::stoi(OtherProgram{backups(folder) / "journal-0002-2026-03-02.db"}.value("SELECT max(id) FROM events")) >= 9);

    journal.reset();
    journal = opened_with_backups(folder);
    live(*journal, 1);   // not again after a restart
    live(*journal, 2);
    REQUIRE(holds(folder, {"journal-0001-2026-03-01.db", "journal-0002-2026-03-02.db", "journal-0003-2026-03-03.db"}));
    CHECK(journal->take_warnings().empty());
    CHECK(journal->backup_trouble().empty());
    CHECK(journal->rescued().empty());
}

TEST_CASE("Seven backups are kept, the newest ones, wherever the clock has been") {
    TemporaryFolder folder;
    auto journal = opened_with_backups(folder);
    const std::vector<int> days{0, 1, 3000, 2, 3, 4, 5, 6, 7};   // a clock that was ten years ahead for an hour
    for (std::size_t i = 0; i < days.size(); ++i) {
        REQUIRE(lived_until(*journal, days[i], [&] {
            const auto names = names_in(backups(folder));
            return names.size() == std::min<std::size_t>(i + 1, 7) && names.back().starts_with("journal-000" + std::to_string(i + 1));
        }));
    }
    CHECK(names_in(backups(folder)).front() == "journal-0003-2034-05-18.db");
    CHECK(names_in(backups(folder)).back() == "journal-0009-2026-03-08.db");
}

TEST_CASE("What a crash left of a copy is no backup, and goes at the next start") {
    TemporaryFolder folder;
    opened(folder.kith()).reset();
    fs::create_directory(backups(folder));
    for (const char* name : {"copying.db", "copying.db-journal", "copying.db.migrated", "copying.db.migrated-wal", "letter.txt"})
        put(backups(folder) / name, "half");
    CHECK(Backups{folder.kith(), nullptr}.list().empty());
    auto journal = opened_with_backups(folder);
    CHECK(names_in(backups(folder)) == std::vector<std::string>{"letter.txt"});
}

TEST_CASE("A journal that isn't what was written gives no backup; that is told once, and the sound ones stay") {
    TemporaryFolder folder;
    std::vector<std::string> warnings;
    auto journal = opened_with_backups(folder, &warnings);
    live(*journal, 0);
    REQUIRE(holds(folder, {"journal-0001-2026-03-01.db"}));
    const auto change = GENERATE(as<std::string>{}, "UPDATE events SET at = at + 1 WHERE id = 2", "UPDATE texts SET text = 'another'",
                                 "DELETE FROM days; PRAGMA foreign_keys = OFF; DELETE FROM names WHERE name = 'sam'");
    INFO(change);
    OtherProgram{folder.database()}.must("DROP TRIGGER events_keep; " + change);
    REQUIRE(lived_until(*journal, 1, [&] { return !warnings.empty(); }));
    CHECK(mentions(warnings, "No backup of the journal could be made"));
    CHECK(mentions(warnings, "The newest is of 2026-03-01"));
    CHECK(journal->backup_trouble() == warnings.front());
    for (int i = 0; i < 20; ++i) live(*journal, 1);
    live_through(*journal, 2, 5);
    CHECK(warnings.size() == 1);
    journal.reset();   // and with it the attempt that may be under way
    CHECK(names_in(backups(folder)) == std::vector<std::string>{"journal-0001-2026-03-01.db"});
}

TEST_CASE("Where backups have no place the journal goes on, says so, and begins with them when it can") {
    TemporaryFolder folder;
    opened(folder.kith()).reset();
    put(backups(folder), "in the way");
    std::vector<std::string> warnings;
    auto journal = opened_with_backups(folder, &warnings);
    REQUIRE(lived_until(*journal, 0, [&] { return !warnings.empty(); }));
    CHECK(mentions(warnings, backups(folder).string()));
    CHECK(mentions(warnings, "There is none yet"));
    fs::remove(backups(folder));
    live(*journal, 1);
    REQUIRE(holds(folder, {"journal-0001-2026-03-02.db"}));
    CHECK(lived_until(*journal, 1, [&] { return journal->backup_trouble().empty(); }));
    CHECK(warnings.size() == 1);
}

TEST_CASE("Scenario 13, 14: whichever write of a backup fails, it is told, and no half one is left") {
    const int code = GENERATE(SQLITE_IOERR_WRITE, SQLITE_FULL);
    TemporaryFolder folder;
    auto journal = opened(folder.kith(), faulty_vfs());
    live_through(*journal, 0, 9);
    const Backups folder_of_backups{folder.kith(), faulty_vfs()};
    int struck = 0;
    for (int n = 0;; ++n) {
        REQUIRE(n < 1000);
        faults() = {n, true, code, false};
        const auto made = folder_of_backups.make("2026-03-10", never_stopped);
        const bool fault_met = faults().struck;
        faults() = {};
        INFO("call " << n);
        REQUIRE(made.has_value() != fault_met);
        if (made) break;
        ++struck;
        CHECK(made.error().find("backups") != std::string::npos);
        CHECK(names_in(backups(folder)).empty());
    }
    CHECK(struck > 10);
    CHECK(names_in(backups(folder)) == std::vector<std::string>{"journal-0001-2026-03-10.db"});
    CHECK(findings(*journal).empty());
}

TEST_CASE("A backup is of one moment, and the journal is written to meanwhile") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 99);
    std::atomic<bool> ended{false};
    std::atomic<int> made{0};
    std::thread copier{[&, folder_of_backups = Backups{folder.kith(), nullptr}] {
        while (!ended)
            if (folder_of_backups.make("2026-03-01", ended)) ++made;
    }};
    int day = 100;
    while (made < 5 && day < 5000) live(*journal, day++);   // each append succeeds, or the test fails there
    ended = true;
    copier.join();
    CHECK(made >= 5);
    std::set<std::string> ends;
    for (const std::string& name : names_in(backups(folder))) {
        check_backup(backups(folder) / name);
        ends.insert(OtherProgram{backups(folder) / name}.value("SELECT max(id) FROM events"));
    }
    CHECK(ends.size() > 1);
    CHECK(findings(*journal).empty());
}

TEST_CASE("A copy that is told to stop ends, and leaves nothing") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 9);
    const std::atomic<bool> at_once{true};
    const auto made = Backups{folder.kith(), nullptr}.make("2026-03-10", at_once);
    REQUIRE_FALSE(made);
    CHECK(made.error().empty());
    CHECK(names_in(backups(folder)).empty());

    sqlite::Connection connection{folder.database(), nullptr, 20};
    connection.stop_when(at_once);
    CHECK_THROWS_AS(connection.number("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"),
                    sqlite::Failure);
    for (int day = 20; day < 30; ++day) {
        journal.reset();   // in the middle of it, most likely
        for (const std::string& name : names_in(backups(folder))) CHECK(name.starts_with("journal-"));
        journal = opened_with_backups(folder);
        live(*journal, day);
    }
}

TEST_CASE("Scenario 9: killed at any moment of a copy, every backup there is can be gone back to") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 49);
    journal.reset();
    // Moments within some copies, however slow this machine is.
    const auto begun = std::chrono::steady_clock::now();
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-01", never_stopped));
    const auto copies = 3 * std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    std::mt19937 random{20260329};
    for (int round = 0; round < 20; ++round) {
        const suseconds_t moment =
            1 + static_cast<suseconds_t>(random() % static_cast<std::uint64_t>(std::min<std::int64_t>(copies, 999'999)));
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            const itimerval end{{}, {0, moment}};   // SIGALRM kills as surely as SIGKILL, and comes by itself
            setitimer(ITIMER_REAL, &end, nullptr);
            for (;;)
                if (!Backups{folder.kith(), nullptr}.make("2026-03-01", never_stopped)) _exit(1);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        for (const auto& backup : Backups{folder.kith(), nullptr}.list()) check_backup(backup.path);
    }
    // The oldest go when a copy is done, so each kill just before that had left one more.
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-01", never_stopped));
    CHECK(Backups{folder.kith(), nullptr}.list().size() <= 7);
}
