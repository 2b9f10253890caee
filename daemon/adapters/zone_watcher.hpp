#pragma once
// Notices that the machine's zone may have changed: inotify on the names /etc/localtime and /etc/timezone, and on the file that the former
// links to (an update of the zone database replaces it).

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace kith::adapters {

struct ZoneWatch;

class ZoneWatcher {
  public:
    ZoneWatcher(boost::asio::io_context& loop, const ZoneWatch& files);
    ~ZoneWatcher();
    ZoneWatcher(const ZoneWatcher&) = delete;
    ZoneWatcher& operator=(const ZoneWatcher&) = delete;
    /// `changed` comes on the loop, once for a burst of changes. Without inotify (none left for this user) it never comes.
    void start(std::function<void()> changed);

  private:
    class State;
    std::shared_ptr<State> state_;
};

}   // namespace kith::adapters
