#pragma once
// The journal in SQLite: $XDG_DATA_HOME/kith/journal.db, with journal.lock beside it. A commit is on the disk when append returns
// (WAL, synchronous=FULL). What is in it: journal_schema.cpp; how its events read: journal_rows.hpp. Its backups: journal_backup.hpp; what
// becomes of a damaged one: journal_rescue.hpp.

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// Why there is no journal to work with, and won't be one by waiting: kithd says so and leaves.
struct OpenError {
    enum class Kind : std::uint8_t {
        locked,          ///< another kithd holds it
        unsafe_folder,   ///< others may write there, it belongs to someone else, or a link was planted
        foreign,         ///< a database of another program
        newer            ///< written by a later kith
    };
    Kind kind = Kind::locked;
    std::string what;              ///< what, where, and what to do
    std::optional<pid_t> holder;   ///< of `locked`, where it is known
};

/// After a failed reopen() or an error that casts doubt on the connection (disk full, I/O, read-only, damaged), every call fails with that error
/// until reopen() succeeds. A lock held by another program fails only the call it met, after 20 ms at most.
///
/// A commit that failed may have reached the disk all the same. So after reopen() look at load(): where its next_sequence is ahead of what the
/// caller knows, the journal is right. Appending the very same records again is safe. Where it is behind, the file was damaged or gone, and this
/// is its backup or a new one: the caller's memory is right.
class SqliteJournal : public app::Journal {
  public:
    /// True when the journal is open; false while it waits for reopen().
    [[nodiscard]] virtual bool is_open() const = 0;
    /// What keeps it from being open, in words.
    [[nodiscard]] virtual std::optional<app::StoreError> trouble() const = 0;
    /// What was found damaged and set aside since the last call, and why a backup could not be made; a sentence or more each, for the log.
    [[nodiscard]] virtual std::vector<std::string> take_warnings() = 0;
    /// Tells each of them as it comes, those already waiting at once; then take_warnings() has none. `tell` is called from inside the
    /// journal's calls, and must not call it.
    virtual void on_warning(std::function<void(const std::string&)> tell) = 0;
    /// From here on a backup is made at the first append of each plan day, which `plan_day` tells for an event's moment.
    virtual void keep_backups(std::function<Date(core::Instant)> plan_day) = 0;
    /// How this process found the journal of no use and what took its place, in sentences for the person; "" when it didn't.
    [[nodiscard]] virtual std::string rescued() const = 0;
    /// Why the latest backup failed; "" while they succeed.
    [[nodiscard]] virtual std::string backup_trouble() const = 0;
    /// Everything: structure, chain, texts, state. As long as the history. Each finding is a sentence; none: all is well.
    [[nodiscard]] virtual tl::expected<std::vector<std::string>, app::StoreError> verify_all() = 0;
};

/// Makes the folder (0700) and the journal (0600) where they are absent, takes the lock, checks what a start can afford: kind and version of the
/// file, structure of the open state, chain of the latest few hundred events. A damaged journal is moved aside for its newest backup, an older
/// version brought up to this one after a backup. For trouble that may pass (disk full, read-only, no such
/// folder, locked by another program) it gives a journal that is not open: kithd runs on without it and tries reopen() (M3).
/// `vfs`: the name of SQLite's file layer; null is the usual one.
[[nodiscard]] tl::expected<std::unique_ptr<SqliteJournal>, OpenError> open_journal(const std::filesystem::path& folder,
                                                                                   const char* vfs = nullptr);

}   // namespace kith::adapters
