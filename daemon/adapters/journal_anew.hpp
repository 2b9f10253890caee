#pragma once
// What a failed sync leaves behind: bytes of the log that everybody can read and that never reached the disk.

#include "daemon/adapters/sqlite.hpp"

namespace kith::adapters {

/// Writes every byte of the write-ahead log again where it lies, and syncs it. After a sync that failed, in this process or an earlier one, the
/// kernel may call pages clean that are not on the disk: SQLite takes such a commit for done, puts the next ones behind it, and a power cut
/// takes all of them. Written anew they are dirty, so this sync writes them or fails. A power cut meanwhile does no harm: the bytes are the
/// same. Nobody appends meanwhile. Call it before anything is appended or copied out of the log. Throws sqlite::Failure.
void write_log_anew(sqlite::Connection& connection);

}   // namespace kith::adapters
