#pragma once
// A folder of one's own for each test, and a short way of telling the journal something.

#include <sqlite3.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/adapters/sqlite_journal.hpp"
#include "tests/support/catch.hpp"

namespace kith::adapters::test {

[[nodiscard]] inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// For what could be stopped, and is not here.
inline const std::atomic<bool> never_stopped{false};

/// A fresh folder, gone with the test. `kith` in it doesn't exist yet.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "kith-journal-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path kith() const { return path_ / "kith"; }
    [[nodiscard]] std::filesystem::path database() const { return kith() / "journal.db"; }

  private:
    std::filesystem::path path_;
};

[[nodiscard]] inline std::unique_ptr<SqliteJournal> opened(const std::filesystem::path& folder, const char* vfs = nullptr) {
    auto journal = open_journal(folder, vfs);
    if (!journal) FAIL(journal.error().what);
    if (!(*journal)->is_open()) FAIL((*journal)->trouble()->what);
    return std::move(*journal);
}

[[nodiscard]] inline core::Instant at(std::int64_t seconds) { return core::Instant{core::Seconds{seconds}}; }

/// 2026-03-01 12:00 UTC.
inline constexpr std::int64_t noon = 1'772'366'400;

/// Numbers records in their order. A step is one call.
class Teller {
  public:
    explicit Teller(core::Sequence next = 1) { state.general.next_sequence = next; }
    struct Part {
        core::RecordBody body;
        std::string text;
    };
    [[nodiscard]] std::vector<core::Record> step(std::vector<Part> parts, bool action = false, std::int64_t when = noon) {
        std::vector<core::Record> records;
        const core::Sequence cause = state.general.next_sequence;
        for (Part& part : parts)
            records.push_back({state.general.next_sequence++, cause, action, at(when), std::move(part.body), std::move(part.text)});
        return records;
    }
    core::Changed state;
};

/// One step, appended; gives its cause.
inline core::Sequence tell(app::Journal& journal, Teller& teller, std::vector<Teller::Part> parts, bool action = false,
                           std::int64_t when = noon) {
    const auto records = teller.step(std::move(parts), action, when);
    const auto done = journal.append(records, teller.state);
    if (!done) FAIL(done.error().what);
    return records.front().cause;
}

[[nodiscard]] inline core::record::Contacted contact(std::vector<std::string> people, std::int64_t when = noon, std::string item = "") {
    return {std::move(people), "call", std::nullopt, std::nullopt, at(when), std::move(item)};
}

/// app::HistoryQuery with every member defaulted, so that a test names only what it is about.
struct Asked {
    core::Sequence after = 0;
    bool newest_first = false;
    core::Sequence before = 0;
    std::optional<core::Instant> since = std::nullopt;
    std::string item = {};
    std::string person = {};
    std::size_t limit = 100;
};

[[nodiscard]] inline std::vector<app::HistoryEntry> history(app::Journal& journal, const Asked& asked) {
    auto entries = journal.history({asked.after, asked.newest_first, asked.before, asked.since, asked.item, asked.person, asked.limit});
    if (!entries) FAIL(entries.error().what);
    return std::move(*entries);
}

[[nodiscard]] inline std::vector<core::Sequence> sequences(const std::vector<app::HistoryEntry>& entries) {
    std::vector<core::Sequence> list;
    for (const auto& entry : entries) list.push_back(entry.record.seq);
    return list;
}

[[nodiscard]] inline std::vector<std::string> findings(SqliteJournal& journal) {
    auto found = journal.verify_all();
    if (!found) FAIL(found.error().what);
    return std::move(*found);
}

/// Another program's connection to the same file.
class OtherProgram {
  public:
    explicit OtherProgram(const std::filesystem::path& file) { REQUIRE(sqlite3_open(file.c_str(), &db_) == SQLITE_OK); }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;
    ~OtherProgram() { sqlite3_close(db_); }
    /// "" or SQLite's message.
    std::string run(const std::string& sql) {
        return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK ? std::string{} : std::string{sqlite3_errmsg(db_)};
    }
    void must(const std::string& sql) { REQUIRE(run(sql).empty()); }
    /// The first column of the first row.
    std::string value(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        std::string text;
        if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != nullptr)
            text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
        return text;
    }

  private:
    sqlite3* db_ = nullptr;
};

}   // namespace kith::adapters::test
