#include "daemon/adapters/journal_rescue.hpp"

#include <sqlite3.h>

#include <atomic>
#include <optional>
#include <utility>

#include "daemon/adapters/data_folder.hpp"
#include "daemon/adapters/journal_backup.hpp"
#include "daemon/adapters/journal_file.hpp"
#include "daemon/adapters/journal_schema.hpp"
#include "daemon/adapters/journal_trouble.hpp"
#include "daemon/adapters/numbered_folder.hpp"

namespace kith::adapters {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t damaged_kept = 5;
constexpr const char* suffixes[] = {"", "-wal", "-shm", "-journal"};

/// Doesn't leave this file.
struct NotNow {
    std::string why;
};

void require(const tl::expected<void, PlaceProblem>& done) {
    if (!done) throw NotNow{done.error().what};
}

void require_sync(const fs::path& path) {
    if (!sync(path)) throw NotNow{path.string() + " could not be written out to the disk"};
}

void move_file(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) throw NotNow{from.string() + " could not be moved to " + to.string() + ": " + error.message()};
}

/// The backup itself is bad, rather than the disk full.
bool is_of_no_use(const sqlite::Failure& failure) {
    return is_corruption(failure) || failure.primary() == SQLITE_ERROR || failure.extended() == SQLITE_IOERR_READ ||
           failure.extended() == SQLITE_IOERR_SHORT_READ;
}

class Rescue {
  public:
    Rescue(const fs::path& folder, const char* vfs)
        : folder_{folder},
          vfs_{vfs},
          journal_{folder / "journal.db"},
          ready_{folder / "restoring.db"},
          damaged_{folder / "damaged", "journal-", ""} {}

    std::string carry_out(const std::string& damage) {
        const std::optional<std::string> day = prepare_newest();
        if (!day) prepare_new();
        const std::string aside = move_aside();
        move_file(ready_, journal_);
        require_sync(folder_);
        damaged_.keep(damaged_kept);

        std::string told = journal_.string() + " " + damage + ". ";
        told += day ? "The backup of " + *day + " was put in its place, without what was recorded since."
                    : "There was no sound backup to go back to, so a new journal was begun.";
        if (!aside.empty()) told += " What lay there is kept in " + aside + ".";
        return told;
    }

    void clear_away() const { remove_database(ready_); }

  private:
    /// Makes `ready_` of the newest backup that verifies, and gives its day.
    std::optional<std::string> prepare_newest() {
        for (const NumberedFolder::Entry& backup : Backups{folder_, vfs_}.list()) {
            try {
                if (prepare(backup.path)) return backup.day;
            } catch (const sqlite::Failure& failure) {
                if (!is_of_no_use(failure)) throw;
            } catch (const NotOurs&) {
                // Somebody put it there.
            }
        }
        return std::nullopt;
    }

    bool prepare(const fs::path& backup) {
        const std::atomic<bool> never{false};
        copy_database(backup, ready_, vfs_, never);
        {
            sqlite::Connection connection{ready_, vfs_, sqlite::patient_milliseconds};
            if (recognise(connection, ready_) == 0) return false;
            open_schema(connection, ready_);
            JournalFile copy{std::move(connection), ready_};
            if (!faults_of_copy(copy).empty()) return false;
            begin_new_life(copy.connection);
            fold_log_in(copy.connection);
        }
        require_sync(ready_);
        return true;
    }

    /// Made before anything is moved: what stops this kith from making a journal is not the old one's fault.
    void prepare_new() {
        remove_database(ready_);
        require(prepare_file(ready_, true));
        {
            sqlite::Connection connection{ready_, vfs_, sqlite::patient_milliseconds};
            open_schema(connection, ready_);
            JournalFile fresh{std::move(connection), ready_};
            std::vector<std::string> none;
            fresh.check_at_start(none);
            fold_log_in(fresh.connection);
        }
        require_sync(ready_);
    }

    /// Where to; "" when there was nothing. Each step is on the disk before the backup gets the name: it must never meet another's log.
    std::string move_aside() {
        fs::path aside;
        for (const char* suffix : suffixes) {
            const fs::path file = journal_.string() + suffix;
            std::error_code error;
            if (fs::symlink_status(file, error).type() == fs::file_type::not_found) continue;
            if (aside.empty()) {
                aside = damaged_.next(today());
                require(prepare_folder(damaged_.path()));
                require(prepare_folder(aside));
            }
            move_file(file, aside / file.filename());
        }
        if (aside.empty()) return {};
        require_sync(aside);
        require_sync(damaged_.path());
        require_sync(folder_);
        return aside;
    }

    fs::path folder_;
    const char* vfs_;
    fs::path journal_;
    fs::path ready_;
    NumberedFolder damaged_;
};

}   // namespace

std::string journal_lost(const fs::path& data_folder) {
    const fs::path journal = data_folder / "journal.db";
    std::error_code error;
    const fs::file_status status = fs::symlink_status(journal, error);
    std::string loss;
    if (status.type() == fs::file_type::not_found)
        loss = "is gone";
    else if (status.type() == fs::file_type::regular && fs::file_size(journal, error) == 0 && !error)
        loss = "is empty";
    // Only a journal that had something in it has backups.
    return loss.empty() || Backups{data_folder, nullptr}.list().empty() ? std::string{} : loss;
}

tl::expected<std::string, app::StoreError> rescue_journal(const fs::path& data_folder, const char* vfs, const std::string& damage) {
    Rescue rescue{data_folder, vfs};
    std::string why;
    try {
        return rescue.carry_out(damage);
    } catch (const NotNow& not_now) {
        why = not_now.why;
    } catch (const sqlite::Failure& failure) {
        why = in_words(failure, (data_folder / "restoring.db").string()).what;
    }
    rescue.clear_away();
    return tl::unexpected{app::StoreError{(data_folder / "journal.db").string() + " " + damage +
                                              ", and it can't be replaced by a backup just now: " + why + ". kith tries again by itself",
                                          true}};
}

}   // namespace kith::adapters
