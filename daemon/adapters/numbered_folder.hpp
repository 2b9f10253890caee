#pragma once
// A folder of things kept under a running number and a date: journal-0042-2026-11-22.db. The number says which is newer, however the clock was
// set; the date is for people.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kith::adapters {

class NumberedFolder {
  public:
    /// Names begin with `first` and end with `last`.
    NumberedFolder(std::filesystem::path folder, std::string first, std::string last);

    struct Entry {
        std::int64_t number = 0;
        std::string day;   ///< YYYY-MM-DD
        std::filesystem::path path;
    };
    /// The newest first. Everything else in the folder is passed over; none where it can't be read.
    [[nodiscard]] std::vector<Entry> list() const;
    [[nodiscard]] std::filesystem::path next(const std::string& day) const;
    /// Deletes all but the newest.
    void keep(std::size_t newest) const;
    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

  private:
    std::filesystem::path folder_;
    std::string first_;
    std::string last_;
};

/// The date, in UTC and by the machine's clock, for a name.
[[nodiscard]] std::string today();

/// Waits until what was written to a file, or the names in a folder, are on the disk. False where they may not be.
[[nodiscard]] bool sync(const std::filesystem::path& path);

}   // namespace kith::adapters
