#include "daemon/adapters/zone_watcher.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>

#include <boost/asio.hpp>

#include "daemon/adapters/system_clock.hpp"

namespace kith::adapters {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

/// A zone is replaced in two steps by some tools (remove, then link): the change is told of when it has come to rest.
constexpr std::chrono::milliseconds settling{100};
constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_ATTRIB | IN_ONLYDIR;

}   // namespace

class ZoneWatcher::State : public std::enable_shared_from_this<State> {
  public:
    State(asio::io_context& loop, const ZoneWatch& files)
        : localtime_{files.localtime}, timezone_file_{files.timezone_file}, settle_{loop}, events_{loop} {
        const int inotify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (inotify >= 0) events_.assign(inotify);
    }

    void start(std::function<void()> changed) {
        if (!events_.is_open()) return;
        changed_ = std::move(changed);
        watch_all();
        await();
    }

  private:
    /// Adding a watch that is there already changes nothing, so this is simply repeated after each change.
    void watch_all() {
        std::map<int, std::set<std::string>> names;
        const auto watch = [&](const fs::path& file) {
            const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
            const int id = ::inotify_add_watch(events_.native_handle(), folder.c_str(), changes);
            if (id >= 0) names[id].insert(file.filename().string());
        };
        watch(localtime_);
        watch(timezone_file_);
        std::error_code error;
        if (const fs::path target = fs::canonical(localtime_, error); !error) watch(target);
        for (const auto& [id, unused] : names_) {
            if (!names.contains(id)) ::inotify_rm_watch(events_.native_handle(), id);
        }
        names_ = std::move(names);
    }

    void await() {
        events_.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const boost::system::error_code& error) {
            const auto self = weak.lock();
            if (!self || error) return;
            if (self->read_events()) self->settle();
            self->await();
        });
    }

    /// True when one of them is about a watched name.
    bool read_events() {
        bool ours = false;
        alignas(inotify_event) std::array<char, 4096> buffer{};
        for (ssize_t size = 0; (size = ::read(events_.native_handle(), buffer.data(), buffer.size())) > 0;) {
            for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof event);
                const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
                const auto names = names_.find(event.wd);
                ours = ours || (event.mask & IN_Q_OVERFLOW) != 0 || (names != names_.end() && names->second.contains(name));
                at += sizeof event + event.len;
            }
        }
        return ours;
    }

    void settle() {
        settle_.expires_after(settling);
        settle_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
            const auto self = weak.lock();
            if (!self || error) return;
            self->watch_all();
            self->changed_();
        });
    }

    fs::path localtime_;
    fs::path timezone_file_;
    asio::steady_timer settle_;
    asio::posix::stream_descriptor events_;
    std::map<int, std::set<std::string>> names_;
    std::function<void()> changed_;
};

ZoneWatcher::ZoneWatcher(asio::io_context& loop, const ZoneWatch& files) : state_{std::make_shared<State>(loop, files)} {}
ZoneWatcher::~ZoneWatcher() = default;
void ZoneWatcher::start(std::function<void()> changed) { state_->start(std::move(changed)); }

}   // namespace kith::adapters
