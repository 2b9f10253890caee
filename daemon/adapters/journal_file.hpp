#pragma once
// A journal that is open: its connection, and what reads and writes through it. And how well it is.

#include <string>
#include <vector>

#include "daemon/adapters/journal_log.hpp"
#include "daemon/adapters/journal_names.hpp"
#include "daemon/adapters/journal_state.hpp"
#include "daemon/adapters/sqlite.hpp"

namespace kith::adapters {

/// Every call may throw sqlite::Failure.
struct JournalFile {
    /// `ready`: open_schema or open_for_reading has been over it, and it is of the current version. `path`: for the words.
    JournalFile(sqlite::Connection ready, std::string path);
    JournalFile(const JournalFile&) = delete;
    JournalFile& operator=(const JournalFile&) = delete;

    /// What a start can afford. Throws SQLITE_CORRUPT, or SQLITE_ERROR for a table that isn't as kith made it, where the file is useless; the rest
    /// are warnings.
    void check_at_start(std::vector<std::string>& warnings);

    /// What is open. Rows that can't be trusted are left out, or put together anew, and named in `warnings`.
    [[nodiscard]] core::Saved load(std::vector<std::string>& warnings);

    // As long as the history; each finding is a sentence, none: all is well.
    [[nodiscard]] std::vector<std::string> structure();
    [[nodiscard]] std::vector<std::string> history();   ///< chain, texts, and the tables that find events

    sqlite::Connection connection;
    std::string path;
    Names names{connection};
    EventLog log{connection, names};
    StateTables state{connection, names};
};

/// Which device a journal is of, by the file itself, without its log; "" where that doesn't say. With its log it must say the same.
[[nodiscard]] std::string device_by_file_alone(const std::string& path, const char* vfs);

}   // namespace kith::adapters
