#include "daemon/adapters/sqlite_journal.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "daemon/adapters/data_folder.hpp"
#include "daemon/adapters/journal_lock.hpp"
#include "daemon/adapters/journal_log.hpp"
#include "daemon/adapters/journal_names.hpp"
#include "daemon/adapters/journal_schema.hpp"
#include "daemon/adapters/journal_state.hpp"
#include "daemon/adapters/journal_trouble.hpp"

namespace kith::adapters {

namespace {

using app::StoreError;

// "Every call is short": a lock held for longer is an error of that call.
constexpr int busy_milliseconds = 20;
constexpr std::int64_t events_checked_at_start = 300;

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

/// What exists only while the file is open.
struct OpenFile {
    /// `ready`: open_schema has been over it.
    OpenFile(sqlite::Connection ready, const std::string& file) : connection{std::move(ready)}, identity{file_identity(file)} {}

    /// SQLite would go on writing to a file that has lost its name.
    [[nodiscard]] bool still_there(const std::string& file) const { return file_identity(file) == identity; }

    sqlite::Connection connection;
    std::pair<dev_t, ino_t> identity;
    Names names{connection};
    EventLog log{connection, names};
    StateTables state{connection, names};
};

[[noreturn]] void stop(PlaceProblem problem) {
    if (problem.unsafe) throw HardStop{{OpenError::Kind::unsafe_folder, std::move(problem.what), std::nullopt}};
    throw SoftStop{{std::move(problem.what) + ". See whether the disk is there and writable; kith goes on by itself then", true}};
}

void require(tl::expected<void, PlaceProblem> done) {
    if (!done) stop(std::move(done.error()));
}

std::string numbers(const std::vector<std::int64_t>& list) {
    constexpr std::size_t told = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(list.size(), told); ++i) text += (i == 0 ? "" : ", ") + std::to_string(list[i]);
    if (list.size() > told) text += " and " + std::to_string(list.size() - told) + " more";
    return text;
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

    tl::expected<void, StoreError> reopen() override {
        open_.reset();
        try {
            open();
            return {};
        } catch (HardStop& stop) {
            trouble_ = {std::move(stop.error.what), false};
        } catch (SoftStop& stop) {
            trouble_ = std::move(stop.error);
        }
        return tl::unexpected{*trouble_};
    }

    tl::expected<core::Saved, StoreError> load() override {
        return guarded([this](OpenFile& file) {
            StateTables::Loaded loaded = file.state.load(warnings_);
            if (!loaded.general && file.log.tail().seq > 0) loaded.general = file.log.guess_general();
            return core::Saved{loaded.general.value_or(core::GeneralState{}), std::move(loaded.items), std::move(loaded.people)};
        });
    }

    tl::expected<void, StoreError> append(const std::vector<core::Record>& records, const core::Changed& changed) override {
        if (open_ && !open_->still_there(file_)) {
            give_up({file_ + " was moved or deleted while kith was using it. Put it back, or kith begins a new one", true});
            return tl::unexpected{*trouble_};
        }
        return guarded([&](OpenFile& file) {
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
    }

    tl::expected<std::optional<core::ActionRecords>, StoreError> latest_action() override {
        return guarded([](OpenFile& file) { return file.log.latest_action(); });
    }

    tl::expected<std::vector<app::HistoryEntry>, StoreError> history(const app::HistoryQuery& query) override {
        return guarded([&](OpenFile& file) { return file.log.history(query, warnings_); });
    }

    tl::expected<void, StoreError> remember_shown(const app::ShownAs& shown) override {
        return guarded([&](OpenFile& file) { file.state.remember_shown(shown); });
    }

    tl::expected<std::vector<app::ShownAs>, StoreError> shown() override {
        return guarded([](OpenFile& file) { return file.state.shown(); });
    }

    [[nodiscard]] Status status() const override { return {file_, events_, device_}; }
    [[nodiscard]] bool is_open() const override { return open_ != nullptr; }
    [[nodiscard]] std::optional<StoreError> trouble() const override { return open_ ? std::nullopt : trouble_; }
    std::vector<std::string> take_warnings() override { return std::exchange(warnings_, {}); }
    tl::expected<std::vector<std::string>, StoreError> verify_all() override {
        return guarded([this](OpenFile& file) { return findings(file); });
    }

  private:
    /// The one place where what SQLite throws becomes a value, and where a connection that can't be trusted any more is given up.
    template <typename Work>
    auto guarded(Work work) -> tl::expected<decltype(work(std::declval<OpenFile&>())), StoreError> {
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
            if (distrusts_connection(failure)) give_up(error);
            return tl::unexpected{std::move(error)};
        } catch (const LogError& error) {
            return tl::unexpected{
                StoreError{file_ + ": " + error.what() + ". This is a mistake in kith or a damaged journal; please report it", false}};
        }
    }

    void give_up(const StoreError& error) {
        // After a failed sync the kernel may call pages clean that never reached the disk. Closing must not copy from the log on their strength;
        // the next opening reads the log anew and checks its sums.
        sqlite3_db_config(open_->connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        open_.reset();
        trouble_ = error;
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

    /// Throws HardStop or SoftStop.
    void open() {
        require(prepare_folder(folder_));
        std::error_code error;
        const auto real = std::filesystem::canonical(folder_, error);   // links above the folder are the person's own business
        if (error) stop({false, "can't find " + folder_.string() + ": " + error.message()});
        folder_ = real;
        file_ = (folder_ / "journal.db").string();
        take_lock();
        if (!device_.empty() && file_identity(file_) == std::pair<dev_t, ino_t>{})
            warnings_.push_back(file_ + " is gone; kith begins a new journal");
        require(prepare_file(file_, true));
        for (const char* suffix : {"-wal", "-shm", "-journal"}) require(prepare_file(file_ + suffix, false));
        try {
            sqlite::Connection connection{file_, vfs_, busy_milliseconds};
            open_schema(connection, file_);
            auto file = std::make_unique<OpenFile>(std::move(connection), file_);
            check(*file);
            device_ = file->log.device();
            events_ = static_cast<std::uint64_t>(file->log.tail().seq);
            open_ = std::move(file);
        } catch (const NotOurs& refused) {
            throw HardStop{
                {refused.kind() == NotOurs::Kind::newer ? OpenError::Kind::newer : OpenError::Kind::foreign, refused.what(), std::nullopt}};
        } catch (const sqlite::Failure& failure) {
            StoreError words = in_words(failure, file_);
            if (is_corruption(failure)) throw HardStop{{OpenError::Kind::corrupt, std::move(words.what), std::nullopt}};
            throw SoftStop{std::move(words)};
        }
    }

    /// What a start can afford to check. Throws sqlite::Failure for what makes the file useless; the rest are warnings.
    void check(OpenFile& file) {
        const auto corrupt = [](const std::string& what) { throw sqlite::Failure{SQLITE_CORRUPT, 0, what}; };
        if (file.log.device().empty()) corrupt("it doesn't say which device it is of");
        if (const std::string said = file.state.check_structure(); !said.empty()) corrupt(said);
        std::vector<std::string> told_by_load;
        const auto general = file.state.load_general(told_by_load);
        if (general && general->next_sequence != static_cast<core::Sequence>(file.log.tail().seq) + 1)
            corrupt("its last event is " + std::to_string(file.log.tail().seq) + " where its state says " +
                    std::to_string(general->next_sequence - 1));
        const auto wrong = file.log.verify_from(file.log.tail().seq - events_checked_at_start + 1);
        if (!wrong.empty()) warnings_.push_back(damaged_events(wrong));
    }

    [[nodiscard]] std::string damaged_events(const std::vector<std::int64_t>& wrong) const {
        return "of the events in " + file_ + ", what stands in number " + numbers(wrong) +
               " is not what was written; history may be wrong there";
    }

    std::vector<std::string> findings(OpenFile& file) {
        std::vector<std::string> found;
        for (const char* check : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
            sqlite::Statement statement{file.connection, check};
            sqlite::Cursor row = statement.rows();
            while (row.next())
                if (row.bytes(0) != "ok") found.push_back("structure of " + file_ + ": " + std::string{row.bytes(0)});
        }
        if (const auto wrong = file.log.verify_from(1); !wrong.empty()) found.push_back(damaged_events(wrong));
        if (const auto wrong = file.log.verify_texts(); !wrong.empty())
            found.push_back("the notes of events " + numbers(wrong) + " are not what was written");
        static_cast<void>(file.state.load(found));
        return found;
    }

    std::filesystem::path folder_;
    std::string file_;
    const char* vfs_;
    std::optional<JournalLock> lock_;
    std::unique_ptr<OpenFile> open_;
    std::optional<StoreError> trouble_;
    std::vector<std::string> warnings_;
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
