#include "daemon/adapters/journal_backup.hpp"

#include <sqlite3.h>

#include <utility>

#include "daemon/adapters/data_folder.hpp"
#include "daemon/adapters/journal_schema.hpp"
#include "daemon/adapters/journal_trouble.hpp"

namespace kith::adapters {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t backups_kept = 7;
/// Doesn't leave this file.
struct NoBackup {
    std::string why;
};

void require(const tl::expected<void, PlaceProblem>& done) {
    if (!done) throw NoBackup{done.error().what};
}

/// An older journal is verified in the form it will be read in.
std::vector<std::string> faults_once_migrated(const std::string& file, const char* vfs, const std::atomic<bool>& stop) {
    const std::string migrated = file + ".migrated";
    copy_database(file, migrated, vfs, stop);
    std::vector<std::string> faults;
    {
        sqlite::Connection connection{migrated, vfs, sqlite::patient_milliseconds};
        connection.stop_when(stop);
        open_schema(connection, migrated);
        JournalFile copy{std::move(connection), file};
        faults = faults_of_copy(copy);
    }
    remove_database(migrated);
    return faults;
}

void verify(const std::string& file, const char* vfs, const std::atomic<bool>& stop) {
    std::vector<std::string> faults;
    sqlite::Connection connection{file, vfs, sqlite::patient_milliseconds, sqlite::Access::read_only};
    connection.stop_when(stop);
    open_for_reading(connection);
    const std::int64_t version = recognise(connection, file);
    if (version == 0) throw NoBackup{"a copy holds nothing"};
    if (version == journal_version) {
        JournalFile copy{std::move(connection), file};
        faults = faults_of_copy(copy);
    } else {
        faults = faults_once_migrated(file, vfs, stop);
    }
    if (faults.empty()) return;
    if (faults.size() > 1) faults.front() += ", and " + std::to_string(faults.size() - 1) + " more like it";
    throw NoBackup{"a copy is not as it must be: " + faults.front()};
}

}   // namespace

void copy_database(const std::string& from, const std::string& to, const char* vfs, const std::atomic<bool>& stop) {
    remove_database(to);
    if (auto made = prepare_file(to, true); !made) throw sqlite::Failure{SQLITE_CANTOPEN, 0, made.error().what};
    sqlite::Connection source{from, vfs, sqlite::patient_milliseconds, sqlite::Access::read_only};
    source.leave_log_on_close();
    sqlite::Connection target{to, vfs, sqlite::patient_milliseconds};
    sqlite::copy(source, target, stop);
    fold_log_in(target);
}

void fold_log_in(sqlite::Connection& connection) {
    if (connection.text("PRAGMA journal_mode = DELETE") != "delete")
        throw sqlite::Failure{SQLITE_IOERR, 0, "its log could not be folded in"};
}

std::vector<std::string> faults_of_copy(JournalFile& copy) {
    std::vector<std::string> told_at_start;   // history() says it again, and all of it
    copy.check_at_start(told_at_start);
    std::vector<std::string> faults = copy.structure();
    for (std::string& each : copy.history()) faults.push_back(std::move(each));
    return faults;
}

void remove_database(const std::string& file) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file + suffix, ignored);
}

Backups::Backups(const fs::path& data_folder, const char* vfs)
    : journal_{(data_folder / "journal.db").string()}, vfs_{vfs}, kept_{data_folder / "backups", "journal-", ".db"} {}

tl::expected<void, std::string> Backups::make(const std::string& day, const std::atomic<bool>& stop) const {
    const fs::path copying = kept_.path() / "copying.db";
    std::string why;
    try {
        require(prepare_folder(kept_.path()));
        remove_leftovers();
        copy_database(journal_, copying, vfs_, stop);
        verify(copying, vfs_, stop);
        std::error_code error;
        if (!sync(copying)) throw NoBackup{copying.string() + " could not be written out to the disk"};
        if (stop) throw sqlite::Failure{SQLITE_INTERRUPT, 0, "stopped"};   // the file may be another's by now
        fs::rename(copying, kept_.next(day), error);
        if (error) throw NoBackup{copying.string() + " could not be renamed: " + error.message()};
        if (!sync(kept_.path())) throw NoBackup{kept_.path().string() + " could not be written out to the disk"};
        kept_.keep(backups_kept);
        return {};
    } catch (const NoBackup& none) {
        why = none.why;
    } catch (const NotOurs& refused) {
        why = refused.what();
    } catch (const sqlite::Failure& failure) {
        if (failure.primary() == SQLITE_INTERRUPT)
            why.clear();
        else if (is_corruption(failure) || failure.primary() == SQLITE_ERROR)
            why = "a copy is not as it must be: " + std::string{failure.what()};
        else
            why = in_words(failure, copying).what;
    }
    remove_leftovers();
    return tl::unexpected{std::move(why)};
}

void Backups::remove_leftovers() const {
    for (const char* name : {"copying.db", "copying.db.migrated"}) remove_database(kept_.path() / name);
}

}   // namespace kith::adapters
