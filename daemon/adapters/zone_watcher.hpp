#pragma once
// Notices that the machine's zone may have changed: the names /etc/localtime and /etc/timezone, and the file that the former links to (an
// update of the zone database replaces it).

#include <filesystem>
#include <functional>
#include <optional>

#include <boost/asio/io_context.hpp>

#include "daemon/adapters/inotify.hpp"

namespace kith::adapters {

struct ZoneWatch;

class ZoneWatcher {
  public:
    ZoneWatcher(boost::asio::io_context& loop, const ZoneWatch& files);
    /// `changed` comes on the loop, once for a burst of changes. Without inotify (none left for this user) it never comes.
    void start(std::function<void()> changed);

  private:
    boost::asio::io_context& loop_;
    std::filesystem::path localtime_;
    std::filesystem::path timezone_file_;
    std::optional<FolderWatcher> watcher_;
};

}   // namespace kith::adapters
