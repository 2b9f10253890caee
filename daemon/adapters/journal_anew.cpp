#include "daemon/adapters/journal_anew.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace kith::adapters {

namespace {

constexpr sqlite3_int64 bytes_at_once = 64 * 1024;   // SQLite's files take less than 128 KiB at once

void check(int code) {
    if (code != SQLITE_OK) throw sqlite::Failure{code, errno, sqlite3_errstr(code)};
}

}   // namespace

void write_log_anew(sqlite::Connection& connection) {
    // Its log may be open for writing where its file is not.
    if (sqlite3_db_readonly(connection.handle(), "main") == 1) throw sqlite::Failure{SQLITE_READONLY, 0, sqlite3_errstr(SQLITE_READONLY)};
    const sqlite::Transaction nobody_else{connection};
    sqlite3_file* log = nullptr;
    if (sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK) return;
    if (log == nullptr || log->pMethods == nullptr) return;
    sqlite3_int64 size = 0;
    errno = 0;
    check(log->pMethods->xFileSize(log, &size));
    if (size == 0) return;
    std::vector<char> bytes(static_cast<std::size_t>(std::min(size, bytes_at_once)));
    for (sqlite3_int64 at = 0; at < size; at += bytes_at_once) {
        const int some = static_cast<int>(std::min(size - at, bytes_at_once));
        check(log->pMethods->xRead(log, bytes.data(), some, at));
        check(log->pMethods->xWrite(log, bytes.data(), some, at));
    }
    check(log->pMethods->xSync(log, SQLITE_SYNC_NORMAL));
}

}   // namespace kith::adapters
