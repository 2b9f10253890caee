#include "daemon/adapters/sqlite.hpp"

#include <sqlite3.h>

#include <cassert>
#include <cerrno>

namespace kith::adapters::sqlite {

namespace {

// To be called right after the call that failed, before which errno was 0. Not sqlite3_system_errno: a COMMIT that fails leaves it unset.
[[noreturn]] void fail(sqlite3* db, int code) {
    const int last = errno;
    const int primary = code & 0xFF;
    // After other errors errno is that of some step on the way.
    const bool from_system = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_FULL || primary == SQLITE_READONLY;
    throw Failure{code, from_system ? last : 0, db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code)};
}

std::string uri(const std::string& path) {
    std::string text = "file:";
    for (const char each : path) {
        if (each == '%' || each == '?' || each == '#')
            text += each == '%' ? "%25" : each == '?' ? "%3f" : "%23";
        else
            text += each;
    }
    return text + "?immutable=1";
}

}   // namespace

void Connection::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }

Connection::Connection(const std::string& path, const char* vfs, int busy_ms, Access access) {
    sqlite3* db = nullptr;
    // No CREATE: the caller makes the file, with the mode it wants. No mutex: one thread uses it.
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= access == Access::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (access == Access::file_alone) flags |= SQLITE_OPEN_URI;
    errno = 0;
    const int code = sqlite3_open_v2(access == Access::file_alone ? uri(path).c_str() : path.c_str(), &db, flags, vfs);
    db_.reset(db);
    if (code != SQLITE_OK) fail(db, code);
    sqlite3_busy_timeout(db, busy_ms);
}

void Connection::run(const char* sql) {
    errno = 0;
    const int code = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(db_.get(), code);
}

std::int64_t Connection::number(const char* sql) {
    Statement statement{*this, sql};
    Cursor row = statement.rows();
    return row.next() ? row.integer(0) : 0;
}

std::string Connection::text(const char* sql) {
    Statement statement{*this, sql};
    Cursor row = statement.rows();
    return row.next() ? std::string{row.bytes(0)} : std::string{};
}

void Connection::leave_log_on_close(bool leave) { sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, nullptr); }

void Connection::stop_when(const std::atomic<bool>& stop) {
    constexpr int instructions = 10'000;   // a fraction of a millisecond
    sqlite3_progress_handler(
        db_.get(), instructions, [](void* flag) -> int { return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0; },
        const_cast<std::atomic<bool>*>(&stop));
}

void copy(Connection& from, Connection& to, const std::atomic<bool>& stop) {
    constexpr int pages_at_once = 256;
    // One read transaction around all the steps: else every commit in between would begin the copy anew.
    from.run("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
    {
        struct Finish {
            void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
        };
        const std::unique_ptr<sqlite3_backup, Finish> backup{sqlite3_backup_init(to.handle(), "main", from.handle(), "main")};
        if (!backup) fail(to.handle(), sqlite3_extended_errcode(to.handle()));
        int code = SQLITE_OK;
        while (code == SQLITE_OK) {
            if (stop) fail(nullptr, SQLITE_INTERRUPT);
            errno = 0;
            code = sqlite3_backup_step(backup.get(), pages_at_once);
        }
        if (code != SQLITE_DONE) fail(nullptr, code);
    }
    from.run("COMMIT");
}

Cursor::~Cursor() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool Cursor::next() {
    errno = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(sqlite3_db_handle(statement_), code);
}

bool Cursor::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Cursor::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::optional<std::int64_t> Cursor::maybe(int column) const {
    if (null(column)) return std::nullopt;
    return integer(column);
}

std::string_view Cursor::bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return data == nullptr ? std::string_view{} : std::string_view{static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Prepared Statement::prepared(unsigned flags) const {
    sqlite3_stmt* statement = nullptr;
    errno = 0;
    check(sqlite3_prepare_v3(connection_->handle(), sql_, -1, flags, &statement, nullptr));
    return Prepared{statement};
}

void Statement::prepare() {
    if (statement_)
        assert(sqlite3_stmt_busy(statement_.get()) == 0 && "one cursor at a time");
    else
        statement_ = prepared(SQLITE_PREPARE_PERSISTENT);
}

void Statement::try_out() const { static_cast<void>(prepared(0)); }

void Statement::bind(int position, std::int64_t value) { check(sqlite3_bind_int64(statement_.get(), position, value)); }

void Statement::bind(int position, const std::optional<std::int64_t>& value) {
    check(value ? sqlite3_bind_int64(statement_.get(), position, *value) : sqlite3_bind_null(statement_.get(), position));
}

void Statement::bind(int position, std::string_view value) {
    // A null pointer would bind NULL; an empty view may hold one.
    const char* data = value.data() == nullptr ? "" : value.data();
    check(sqlite3_bind_text64(statement_.get(), position, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int position, Blob value) {
    const char* data = value.bytes.data() == nullptr ? "" : value.bytes.data();
    check(sqlite3_bind_blob64(statement_.get(), position, data, value.bytes.size(), SQLITE_TRANSIENT));
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) fail(connection_->handle(), code);
}

Transaction::Transaction(Connection& connection) : connection_{&connection} { connection.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
    // After some errors SQLite has rolled back by itself.
    if (connection_ != nullptr && sqlite3_get_autocommit(connection_->handle()) == 0)
        sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    connection_->run("COMMIT");
    connection_ = nullptr;
}

}   // namespace kith::adapters::sqlite
