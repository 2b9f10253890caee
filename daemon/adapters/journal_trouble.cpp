#include "daemon/adapters/journal_trouble.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace kith::adapters {

namespace {

std::string reason(const sqlite::Failure& failure) {
    if (failure.os_error() != 0) return std::generic_category().message(failure.os_error());
    return failure.what();
}

bool disk_is_full(const sqlite::Failure& failure) {
    return failure.primary() == SQLITE_FULL || failure.os_error() == ENOSPC || failure.os_error() == EDQUOT;
}

}   // namespace

app::StoreError in_words(const sqlite::Failure& failure, const std::string& file) {
    constexpr const char* by_itself = "; kith goes on by itself once that is over";
    if (disk_is_full(failure)) return {"the disk with " + file + " is full. Free some space" + by_itself, true};
    switch (failure.primary()) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {"another program is holding " + file + " locked. Close it there" + by_itself, true};
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return {file + " can't be written to (" + reason(failure) + "). Make the file and its folder writable" + by_itself, true};
        case SQLITE_CANTOPEN:
            return {file + " can't be opened (" + reason(failure) + "). See whether its folder is there and writable" + by_itself, true};
        case SQLITE_IOERR:
            return {file + " can't be read or written (" + reason(failure) + "). Look after the disk" + by_itself, true};
        case SQLITE_NOMEM:
            return {"there was not enough memory for " + file + by_itself, true};
        case SQLITE_PROTOCOL:
            return {"the locks of " + file + " are contended by other programs" + by_itself, true};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {file + " is damaged (" + failure.what() + "); kith goes back to a backup of it by itself", true};
        default:
            return {file + " refused a change (" + failure.what() + "). This is a mistake in kith; please report it", false};
    }
}

bool distrusts_connection(const sqlite::Failure& failure) {
    switch (failure.primary()) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_CONSTRAINT:
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH:
        case SQLITE_RANGE:
            return false;
        default:
            return true;
    }
}

bool is_corruption(const sqlite::Failure& failure) { return failure.primary() == SQLITE_CORRUPT || failure.primary() == SQLITE_NOTADB; }

bool says_read_only(const std::string& file) {
    constexpr std::streamoff write_version_at = 18;
    constexpr int highest_known = 2;
    std::ifstream stream{file, std::ios::binary};
    stream.seekg(write_version_at);
    const int version = stream.get();
    return stream && version > highest_known;
}

}   // namespace kith::adapters
