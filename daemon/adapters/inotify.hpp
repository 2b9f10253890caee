#pragma once
// Notices that what some paths lead to may have changed. inotify(7) watches folders, not paths, so a path is followed link by link, and the
// folders found on the way are watched for the names that matter in them.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/io_context.hpp>

namespace kith::adapters {

/// What matters in one folder. That the folder itself goes or moves always does.
struct FolderInterest {
    std::set<std::string> names;
    /// For further names: true when one matters. A plain function, so that two interests can be compared.
    bool (*matters)(const std::string& name) = nullptr;
    /// Beyond names that come and go: also what is written to them, and their permissions.
    bool contents = false;

    bool operator==(const FolderInterest&) const = default;
};

/// By the folder's path, free of links.
using FolderInterests = std::map<std::filesystem::path, FolderInterest>;

/// Follows the absolute `path` as the kernel does and notes what could change where it leads: its last name and that of each link's target
/// with their contents, each link and each missing name on the way, and each folder. Returns what it leads to, free of links; empty when that
/// is nothing, or beyond a loop of links.
std::filesystem::path follow(const std::filesystem::path& path, FolderInterests& interests);

class FolderWatcher {
  public:
    /// `survey` says what matters now; it is asked again after every change. `changed` comes on the loop, when for 100 ms there was no
    /// further change, or after a second of them; never after the destructor, which it may call.
    FolderWatcher(boost::asio::io_context& loop, std::function<FolderInterests()> survey, std::function<void()> changed);
    ~FolderWatcher();
    FolderWatcher(const FolderWatcher&) = delete;
    FolderWatcher& operator=(const FolderWatcher&) = delete;
    /// False when the kernel refused (its limits for this user are reached, a folder may not be read): changes may then go unnoticed.
    [[nodiscard]] bool watching() const;

  private:
    class State;
    std::shared_ptr<State> state_;
};

}   // namespace kith::adapters
