#pragma once
// Notices that the plan may have changed: what its path and the links on it lead to, and plan.d with its parts beside it, whether they exist
// or not yet.

#include <filesystem>
#include <functional>

#include <boost/asio/io_context.hpp>

#include "daemon/adapters/inotify.hpp"

namespace kith::adapters {

class PlanWatcher {
  public:
    /// `changed` comes on the loop, once for a burst of changes: about 100 ms after the last one, and at least once a second while they go
    /// on. It may come without a difference in the bytes. It may destroy the watcher, and never comes after that. What changed before
    /// the constructor is not told of, so read the plan after it.
    PlanWatcher(boost::asio::io_context& loop, const std::filesystem::path& plan, std::function<void()> changed);
    /// False when the kernel refused (its limits for this user are reached, a folder may not be read): saved plans may go unnoticed, and a
    /// reload has to be asked for. True for an empty path, behind which nothing can change.
    [[nodiscard]] bool watching() const { return watcher_.watching(); }

  private:
    FolderWatcher watcher_;
};

}   // namespace kith::adapters
