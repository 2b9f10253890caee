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

}   // namespace

void Connection::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }

Connection::Connection(const std::string& path, const char* vfs, int busy_ms) {
    sqlite3* db = nullptr;
    // No CREATE: the caller makes the file, with the mode it wants. No mutex: one thread uses it.
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    errno = 0;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags, vfs);
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

void Statement::prepare() {
    if (statement_) {
        assert(sqlite3_stmt_busy(statement_.get()) == 0 && "one cursor at a time");
        return;
    }
    sqlite3_stmt* statement = nullptr;
    errno = 0;
    check(sqlite3_prepare_v3(connection_->handle(), sql_, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    statement_.reset(statement);
}

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
