#pragma once
// What SQLite refused, in words for the person.

#include <string>

#include "daemon/adapters/sqlite.hpp"
#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// What happened, to which file, and what to do. `file`: the journal.
[[nodiscard]] app::StoreError in_words(const sqlite::Failure& failure, const std::string& file);

/// False when the connection is as good as before: another program held the lock, or a statement of ours was wrong. True when what it believes
/// may not be what is on the disk.
[[nodiscard]] bool distrusts_connection(const sqlite::Failure& failure);

[[nodiscard]] bool is_corruption(const sqlite::Failure& failure);

/// Whether the file's own header forbids writing, as no version of SQLite writes it (file format, offset 18: 1 or 2).
[[nodiscard]] bool says_read_only(const std::string& file);

}   // namespace kith::adapters
