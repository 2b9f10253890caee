#include "daemon/adapters/journal_forget.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>

#include "daemon/adapters/journal_backup.hpp"
#include "daemon/adapters/journal_schema.hpp"
#include "daemon/adapters/journal_trouble.hpp"

namespace kith::adapters {

namespace {

namespace fs = std::filesystem;

// Of an item or its series, or of a person among the event's people.
constexpr const char* forget_by_name = R"sql(
DELETE FROM texts WHERE id IN (SELECT t.id FROM names n, texts t JOIN events e ON e.id = t.id
    WHERE (n.name = ?1 OR substr(n.name, 1, length(?1) + 1) = ?1 || '/') AND (e.item = n.id OR (instr(e.detail, ':') > 0
        AND instr(',' || substr(e.detail, instr(e.detail, ':') + 1) || ',', ',' || n.id || ',') > 0))) RETURNING id)sql";
constexpr const char* forget_single = "DELETE FROM texts WHERE id = ?1 AND text = ?2 RETURNING id";

std::vector<core::Sequence> delete_texts(sqlite::Connection& connection, const TextsToForget& texts) {
    std::vector<core::Sequence> gone;
    sqlite::Transaction transaction{connection};
    sqlite::Statement by_name{connection, forget_by_name};
    sqlite::Statement single{connection, forget_single};
    for (const std::string& name : texts.names)
        for (sqlite::Cursor row = by_name.rows(std::string_view{name}); row.next();)
            gone.push_back(static_cast<core::Sequence>(row.integer(0)));
    for (const TextsToForget::Single& one : texts.singles)
        for (sqlite::Cursor row = single.rows(one.id, std::string_view{one.text}); row.next();)
            gone.push_back(static_cast<core::Sequence>(row.integer(0)));
    transaction.commit();
    std::sort(gone.begin(), gone.end());
    return gone;
}

/// A copy takes the backup's place when it is whole.
void rewrite(const fs::path& backup, const char* vfs, const TextsToForget& texts) {
    const fs::path copy = backup.parent_path() / "copying.db";
    const std::atomic<bool> never{false};
    copy_database(backup, copy, vfs, never);
    {
        sqlite::Connection connection{copy, vfs, sqlite::patient_milliseconds};
        open_for_reading(connection);
        if (recognise(connection, copy) == 0) throw NotOurs{NotOurs::Kind::foreign, "it holds nothing"};
        connection.run("PRAGMA secure_delete = ON");
        static_cast<void>(connection.text("PRAGMA journal_mode = MEMORY"));
        static_cast<void>(delete_texts(connection, texts));
        connection.run("VACUUM");
    }
    std::error_code error;
    const bool synced = sync(copy);
    if (synced) fs::rename(copy, backup, error);
    if (!synced || error) throw sqlite::Failure{SQLITE_IOERR, error.value(), "the copy could not take its place"};
    for (const char* suffix : {"-wal", "-shm", "-journal"}) fs::remove(backup.string() + suffix, error);
}

void remove_or_rewrite(const fs::path& backup, const char* vfs, const TextsToForget& texts) {
    try {
        rewrite(backup, vfs, texts);
    } catch (const NotOurs&) {
        remove_database(backup);
    } catch (const sqlite::Failure& failure) {
        if (!is_corruption(failure) && failure.primary() != SQLITE_ERROR) throw;
        remove_database(backup);
    }
}

}   // namespace

TextsToForget texts_to_forget(sqlite::Connection& journal, const app::TextsQuery& query) {
    TextsToForget texts{.names = query.names, .singles = {}};
    sqlite::Statement text{journal, "SELECT text FROM texts WHERE id = ?1"};
    for (const core::Sequence record : query.records) {
        const auto id = static_cast<std::int64_t>(record);
        sqlite::Cursor row = text.rows(id);
        if (row.next()) texts.singles.push_back({id, std::string{row.bytes(0)}});
    }
    return texts;
}

std::vector<core::Sequence> forget_for_good(sqlite::Connection& journal, const TextsToForget& texts) {
    std::vector<core::Sequence> gone = delete_texts(journal, texts);
    // Rows that were moved once have left their bytes between the others.
    journal.run("VACUUM");
    if (journal.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        throw sqlite::Failure{SQLITE_BUSY, 0, "another program reads it, so its log could not be emptied"};
    return gone;
}

tl::expected<void, std::string> forget_in_copies(const fs::path& data_folder, const char* vfs, const TextsToForget& texts) {
    const Backups backups{data_folder, vfs};
    fs::path at = data_folder / "backups";
    try {
        for (const NumberedFolder::Entry& backup : backups.list()) {
            at = backup.path;
            remove_or_rewrite(backup.path, vfs, texts);
        }
        backups.remove_leftovers();
        remove_database(data_folder / "restoring.db");
        at = data_folder / "damaged";
        std::error_code error;
        fs::remove_all(at, error);
        if (error) return tl::unexpected{at.string() + " could not be removed: " + error.message() + ". Remove it, then ask again"};
        for (const fs::path& folder : {data_folder / "backups", data_folder})
            if (fs::exists(folder, error) && !sync(folder))
                return tl::unexpected{folder.string() + " could not be written out to the disk. Look after the disk, then ask again"};
        return {};
    } catch (const sqlite::Failure& failure) {
        backups.remove_leftovers();
        return tl::unexpected{in_words(failure, at.string()).what};
    }
}

}   // namespace kith::adapters
