#pragma once
// The journal's backups, in `backups` beside it: whole copies, each verified before it gets its name. The newest seven are kept.

#include <atomic>
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "daemon/adapters/journal_file.hpp"
#include "daemon/adapters/numbered_folder.hpp"

namespace kith::adapters {

class Backups {
  public:
    /// Of the journal in `data_folder`, which is a full path without links. `vfs` as for open_journal.
    Backups(const std::filesystem::path& data_folder, const char* vfs);

    /// The newest first.
    [[nodiscard]] std::vector<NumberedFolder::Entry> list() const { return kept_.list(); }

    /// Copies the journal as it is at this moment, by a connection of its own, and verifies the copy: structure, kind and version, chain, texts. May
    /// take seconds; any thread may call it, one at a time. Ends soon after `stop` has become true. The error says why there is none now; it
    /// is empty when it was stopped.
    [[nodiscard]] tl::expected<void, std::string> make(const std::string& day, const std::atomic<bool>& stop) const;

    /// Clears away what a copy that was never finished has left.
    void remove_leftovers() const;

  private:
    std::string journal_;
    const char* vfs_;
    NumberedFolder kept_;
};

/// Makes the file `to`, mode 0600, a copy of the database `from`: one file without a log. Throws sqlite::Failure.
void copy_database(const std::string& from, const std::string& to, const char* vfs, const std::atomic<bool>& stop);

/// For a file whose name is to change: its log would not follow it. Throws sqlite::Failure.
void fold_log_in(sqlite::Connection& connection);

/// What is wrong with a copy; nothing where it can be gone back to. Rows of the state aren't looked at: a damaged one is set aside when it is
/// loaded. Throws sqlite::Failure.
[[nodiscard]] std::vector<std::string> faults_of_copy(JournalFile& copy);

/// Deletes a database that was to be for a moment only.
void remove_database(const std::string& file);

}   // namespace kith::adapters
