#pragma once
// What the person wrote, removed for good: from the journal, from its log and from every copy, so that no byte of it is left in the data folder.

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "daemon/adapters/sqlite.hpp"
#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// What is to go. In a backup of before a journal was put back a number may be another event's, so a single text goes by its words too.
struct TextsToForget {
    struct Single {
        std::int64_t id = 0;
        std::string text;
    };
    std::vector<std::string> names;
    std::vector<Single> singles;
};

/// Looks up the texts of single records. Throws sqlite::Failure.
[[nodiscard]] TextsToForget texts_to_forget(sqlite::Connection& journal, const app::TextsQuery& query);

/// Deletes them in one transaction, writes the whole file anew without what lies between its rows, and empties its log. Gives whose they were.
/// May take a second where the history is long. Throws sqlite::Failure.
[[nodiscard]] std::vector<core::Sequence> forget_for_good(sqlite::Connection& journal, const TextsToForget& texts);

/// Rewrites the backups without them, a file at a time; a backup that can't be read is deleted, and so is what lies in `damaged`, since nobody
/// can say what is in there. The error says what stands in the way and what to do.
[[nodiscard]] tl::expected<void, std::string> forget_in_copies(const std::filesystem::path& data_folder, const char* vfs,
                                                               const TextsToForget& texts);

}   // namespace kith::adapters
