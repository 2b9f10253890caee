#include "daemon/adapters/sqlite_journal.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <utility>

#include "daemon/adapters/daily_backup.hpp"
#include "daemon/adapters/data_folder.hpp"
#include "daemon/adapters/journal_anew.hpp"
#include "daemon/adapters/journal_backup.hpp"
#include "daemon/adapters/journal_file.hpp"
#include "daemon/adapters/journal_forget.hpp"
#include "daemon/adapters/journal_lock.hpp"
#include "daemon/adapters/journal_rescue.hpp"
#include "daemon/adapters/journal_schema.hpp"
#include "daemon/adapters/journal_trouble.hpp"

namespace kith::adapters {

namespace {

using app::StoreError;

// "Every call is short": a lock held for longer is an error of that call.
constexpr int busy_milliseconds = 20;

/// Ends an attempt to open. Doesn't leave this file.
struct HardStop {
    OpenError error;
};
struct SoftStop {
    StoreError error;
};

/// Device and inode; zeros when there is no such file.
std::pair<dev_t, ino_t> file_identity(const std::string& file) {
    struct stat info {};
    if (lstat(file.c_str(), &info) != 0) return {};
    return {info.st_dev, info.st_ino};
}

/// 0 when there is no such file.
off_t file_size(const std::string& file) {
    struct stat info {};
    return lstat(file.c_str(), &info) == 0 ? info.st_size : 0;
}

/// What exists only while the file is open.
struct OpenFile : JournalFile {
    OpenFile(sqlite::Connection ready, const std::string& file) : JournalFile{std::move(ready), file}, identity{file_identity(file)} {}

    /// SQLite would go on writing to a file that has lost its name.
    [[nodiscard]] bool still_there() const { return file_identity(path) == identity; }

    std::pair<dev_t, ino_t> identity;
};

[[noreturn]] void stop(PlaceProblem problem) {
    if (problem.unsafe) throw HardStop{{OpenError::Kind::unsafe_folder, std::move(problem.what), std::nullopt}};
    throw SoftStop{{std::move(problem.what) + ". See whether the disk is there and writable; kith goes on by itself then", true}};
}

void require(tl::expected<void, PlaceProblem> done) {
    if (!done) stop(std::move(done.error()));
}

class Implementation final : public SqliteJournal {
  public:
    Implementation(const std::filesystem::path& folder, const char* vfs)
        : folder_{folder}, file_{(folder / "journal.db").string()}, vfs_{vfs} {}

    /// The first opening: what is hard ends it, what may pass is kept as trouble.
    tl::expected<void, OpenError> open_first() {
        try {
            open();
        } catch (HardStop& stop) {
            return tl::unexpected{std::move(stop.error)};
        } catch (SoftStop& stop) {
            trouble_ = std::move(stop.error);
        }
        return {};
    }

    ~Implementation() override {
        static_cast<void>(daily_.stop());
        close();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    tl::expected<void, StoreError> reopen() override {
        close();
        try {
            if (!daily_.stop()) throw SoftStop{{"a backup of " + file_ + " is still being made. Look after the disk", true}};
            open();
        } catch (HardStop& stop) {
            trouble_ = {std::move(stop.error.what), false};
        } catch (SoftStop& stop) {
            trouble_ = std::move(stop.error);
        }
        deliver();
        if (!open_) return tl::unexpected{*trouble_};
        return {};
    }

    tl::expected<core::Saved, StoreError> load() override {
        return guarded([this](OpenFile& file) { return file.load(warnings_); });
    }

    tl::expected<void, StoreError> append(const std::vector<core::Record>& records, const core::Changed& changed) override {
        if (open_ && !open_->still_there()) {
            give_up(
                {file_ + " was moved or deleted while kith was using it. Put it back, or kith goes on with a backup or a new one", true});
            return tl::unexpected{*trouble_};
        }
        auto done = guarded([&](OpenFile& file) {
            sqlite::Transaction transaction{file.connection};
            const EventLog::Tail tail = file.log.append(records);
            if (changed.general.next_sequence != static_cast<core::Sequence>(tail.seq) + 1)
                throw LogError{"the state's next record is " + std::to_string(changed.general.next_sequence) + ", the journal's last " +
                               std::to_string(tail.seq)};
            file.state.write(changed);
            transaction.commit();
            file.log.accept(tail);
            events_ = static_cast<std::uint64_t>(tail.seq);
        });
        if (done && plan_day_ && !records.empty()) {
            const core::Instant now = records.back().at;
            if (auto news = daily_.written({folder_, vfs_}, plan_day_(now), now)) warn(std::move(*news));
        }
        return done;
    }

    tl::expected<std::optional<core::ActionRecords>, StoreError> latest_action() override {
        return guarded([](OpenFile& file) { return file.log.latest_action(); });
    }

    tl::expected<std::vector<app::HistoryEntry>, StoreError> history(const app::HistoryQuery& query) override {
        return guarded([&](OpenFile& file) { return file.log.history(query, warnings_); });
    }

    tl::expected<std::vector<core::Sequence>, StoreError> forget(const app::TextsQuery& query) override {
        if (!daily_.stop()) return tl::unexpected{StoreError{"a backup of " + file_ + " is still being made. Try again in a moment", true}};
        auto texts = guarded([&](OpenFile& file) { return texts_to_forget(file.connection, query); });
        if (!texts) return tl::unexpected{std::move(texts.error())};
        // The copies first: until all is done, what was not removed here can be found, and asked for again.
        if (auto copies = forget_in_copies(folder_, vfs_, *texts); !copies) return tl::unexpected{StoreError{copies.error(), true}};
        return guarded([&](OpenFile& file) { return forget_for_good(file.connection, *texts); });
    }

    tl::expected<void, StoreError> remember_shown(const app::ShownAs& shown) override {
        return guarded([&](OpenFile& file) { file.state.remember_shown(shown); });
    }

    tl::expected<std::vector<app::ShownAs>, StoreError> shown() override {
        return guarded([](OpenFile& file) { return file.state.shown(); });
    }

    [[nodiscard]] Status status() const override {
        Status status{file_, events_, device_, {}};
        for (const std::string& remark : {rescued_, daily_.trouble()})
            if (!remark.empty()) status.remarks.push_back(remark);
        return status;
    }
    [[nodiscard]] bool is_open() const override { return open_ != nullptr; }
    [[nodiscard]] std::optional<StoreError> trouble() const override { return open_ ? std::nullopt : trouble_; }
    std::vector<std::string> take_warnings() override { return std::exchange(warnings_, {}); }
    void on_warning(std::function<void(const std::string&)> tell) override {
        tell_ = std::move(tell);
        deliver();
    }
    void keep_backups(std::function<Date(core::Instant)> plan_day) override {
        plan_day_ = std::move(plan_day);
        Backups{folder_, vfs_}.remove_leftovers();
    }
    [[nodiscard]] std::string rescued() const override { return rescued_; }
    [[nodiscard]] std::string backup_trouble() const override { return daily_.trouble(); }
    tl::expected<std::vector<std::string>, StoreError> verify_all() override {
        return guarded([](OpenFile& file) {
            std::vector<std::string> found = file.structure();
            for (std::string& each : file.history()) found.push_back(std::move(each));
            static_cast<void>(file.load(found));
            return found;
        });
    }

  private:
    template <typename Work>
    using Outcome = tl::expected<decltype(std::declval<Work>()(std::declval<OpenFile&>())), StoreError>;

    template <typename Work>
    Outcome<Work> guarded(Work work) {
        Outcome<Work> outcome = attempt(work);
        deliver();
        return outcome;
    }

    /// The one place where what SQLite throws becomes a value, and where a connection that can't be trusted any more is given up.
    template <typename Work>
    Outcome<Work> attempt(Work& work) {
        if (!open_) return tl::unexpected{*trouble_};
        try {
            if constexpr (std::is_void_v<decltype(work(*open_))>) {
                work(*open_);
                return {};
            } else {
                return work(*open_);
            }
        } catch (const sqlite::Failure& failure) {
            StoreError error = in_words(failure, file_);
            if (is_corruption(failure)) met_damage_ = true;
            if (distrusts_connection(failure)) give_up(error);
            return tl::unexpected{std::move(error)};
        } catch (const LogError& error) {
            return tl::unexpected{
                StoreError{file_ + ": " + error.what() + ". This is a mistake in kith or a damaged journal; please report it", false}};
        }
    }

    void give_up(const StoreError& error) {
        // After a failed sync the kernel may call pages clean that never reached the disk. Closing must not copy from the log on their strength;
        // the next opening writes the log anew.
        open_->connection.leave_log_on_close();
        open_.reset();
        trouble_ = error;
    }

    void close() {
        if (open_ && !open_->still_there()) open_->connection.leave_log_on_close();
        open_.reset();
    }

    void warn(std::string text) {
        warnings_.push_back(std::move(text));
        deliver();
    }

    void deliver() {
        if (!tell_) return;
        for (const std::string& text : std::exchange(warnings_, {})) tell_(text);
    }

    void take_lock() {
        if (lock_ && lock_->still_there()) return;
        lock_.reset();
        auto taken = JournalLock::take(folder_ / "journal.lock");
        if (taken) {
            lock_ = std::move(*taken);
            return;
        }
        JournalLock::Problem& problem = taken.error();
        if (problem.kind == JournalLock::Problem::Kind::held)
            throw HardStop{{OpenError::Kind::locked, std::move(problem.what), problem.holder}};
        stop({problem.kind == JournalLock::Problem::Kind::unsafe, std::move(problem.what)});
    }

    void find_place() {
        require(prepare_folder(folder_));
        std::error_code error;
        const auto real = std::filesystem::canonical(folder_, error);   // links above the folder are the person's own business
        if (error) stop({false, "can't find " + folder_.string() + ": " + error.message()});
        folder_ = real;
        file_ = (folder_ / "journal.db").string();
        take_lock();
    }

    /// Throws HardStop or SoftStop.
    void open() {
        find_place();
        std::string damage = journal_lost(folder_);
        if (damage.empty()) damage = open_file();
        if (damage.empty()) return;
        auto rescued = rescue_journal(folder_, vfs_, damage);
        if (!rescued) throw SoftStop{std::move(rescued.error())};
        rescued_ = *rescued;
        warn(std::move(*rescued));
        met_damage_ = false;
        if (std::string again = open_file(); !again.empty())
            throw SoftStop{{file_ + " " + again + ", although it was only just replaced. Look after the disk", true}};
    }

    /// Gives what makes the file useless, as "is damaged (…)"; then nothing has it open, and nothing was changed. Throws HardStop or SoftStop.
    std::string open_file() {
        if (!device_.empty() && file_identity(file_) == std::pair<dev_t, ino_t>{})
            warnings_.push_back(file_ + " is gone; kith begins a new journal");
        require(prepare_file(file_, true));
        for (const char* suffix : {"-wal", "-shm", "-journal"}) require(prepare_file(file_ + suffix, false));
        constexpr const char* others_log = "has the log of another database beside it";
        const std::string alone = file_size(file_ + "-wal") > 0 ? device_by_file_alone(file_, vfs_) : std::string{};
        bool migrating = false;
        try {
            sqlite::Connection connection{file_, vfs_, busy_milliseconds};
            connection.leave_log_on_close();   // until it is known to be its own
            open_schema(connection, file_, [&] {
                write_log_anew(connection);
                back_up_before_migration();
                migrating = true;
            });
            migrating = false;
            auto file = std::make_unique<OpenFile>(std::move(connection), file_);
            if (!alone.empty() && alone != file->log.device()) return others_log;
            file->check_at_start(warnings_);
            if (const std::string worse = damage_met(*file); !worse.empty()) return "is damaged (" + worse + ")";
            write_log_anew(file->connection);
            file->connection.leave_log_on_close(false);
            device_ = file->log.device();
            events_ = static_cast<std::uint64_t>(file->log.tail().seq);
            open_ = std::move(file);
            return {};
        } catch (const NotOurs& refused) {
            const bool newer = refused.kind() == NotOurs::Kind::newer;
            if (!newer && !alone.empty()) return others_log;
            throw HardStop{{newer ? OpenError::Kind::newer : OpenError::Kind::foreign, refused.what(), std::nullopt}};
        } catch (const sqlite::Failure& failure) {
            // A statement that makes no sense to it: a table is not as kith made it.
            const bool other_tables = failure.primary() == SQLITE_ERROR && !migrating;
            const bool header = failure.primary() == SQLITE_READONLY && says_read_only(file_);
            if (is_corruption(failure) || other_tables || header) return "is damaged (" + std::string{failure.what()} + ")";
            throw SoftStop{in_words(failure, file_)};
        }
    }

    /// Where damage was met while working, a look at everything decides whether the file is of use: what a start checks seems well.
    std::string damage_met(OpenFile& file) {
        if (!met_damage_) return {};
        const std::vector<std::string> found = file.structure();
        met_damage_ = false;
        return found.empty() ? std::string{} : found.front();
    }

    void back_up_before_migration() {
        const std::atomic<bool> never{false};
        auto made = Backups{folder_, vfs_}.make(today(), never);
        // The migration is one transaction: it goes on without.
        if (!made) warnings_.push_back("The journal was brought up to this version of kith without a backup: " + made.error());
    }

    std::filesystem::path folder_;
    std::string file_;
    const char* vfs_;
    std::optional<JournalLock> lock_;
    std::unique_ptr<OpenFile> open_;
    std::optional<StoreError> trouble_;
    std::vector<std::string> warnings_;
    std::function<void(const std::string&)> tell_;
    std::string rescued_;
    bool met_damage_ = false;   ///< SQLite found the file damaged while it was open
    std::function<Date(core::Instant)> plan_day_;
    DailyBackup daily_;
    std::uint64_t events_ = 0;
    std::string device_;
};

}   // namespace

tl::expected<std::unique_ptr<SqliteJournal>, OpenError> open_journal(const std::filesystem::path& folder, const char* vfs) {
    auto journal = std::make_unique<Implementation>(folder, vfs);
    if (auto opened = journal->open_first(); !opened) return tl::unexpected{std::move(opened.error())};
    return std::unique_ptr<SqliteJournal>{std::move(journal)};
}

}   // namespace kith::adapters
