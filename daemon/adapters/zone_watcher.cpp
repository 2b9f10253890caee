#include "daemon/adapters/zone_watcher.hpp"

#include <utility>

#include "daemon/adapters/system_clock.hpp"

namespace kith::adapters {

ZoneWatcher::ZoneWatcher(boost::asio::io_context& loop, const ZoneWatch& files)
    : loop_{loop}, localtime_{std::filesystem::absolute(files.localtime)}, timezone_file_{std::filesystem::absolute(files.timezone_file)} {}

void ZoneWatcher::start(std::function<void()> changed) {
    const auto survey = [localtime = localtime_, timezone_file = timezone_file_] {
        FolderInterests interests;
        follow(localtime, interests);
        follow(timezone_file, interests);
        return interests;
    };
    watcher_.emplace(loop_, survey, std::move(changed));
}

}   // namespace kith::adapters
