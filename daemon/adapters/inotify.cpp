#include "daemon/adapters/inotify.hpp"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <utility>

#include <boost/asio.hpp>

#include "daemon/adapters/deadline_timer.hpp"

namespace kith::adapters {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Many tools change a file in several steps (remove, then link): the change is told of when it has come to rest.
constexpr std::chrono::milliseconds settling{100};
/// What never comes to rest is told of all the same.
constexpr std::chrono::milliseconds longest_wait{1000};

/// A folder on the way is watched for itself only: a home folder is busy, and nothing that happens in it concerns us.
constexpr std::uint32_t itself = IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::uint32_t entries = itself | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM;
constexpr std::uint32_t contents = entries | IN_CLOSE_WRITE | IN_ATTRIB;
constexpr std::uint32_t lost = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;

std::uint32_t mask_of(const FolderInterest& interest) {
    if (interest.contents) return contents;
    return interest.names.empty() && interest.matters == nullptr ? itself : entries;
}

void merge(FolderInterest& into, const FolderInterest& other) {
    into.names.insert(other.names.begin(), other.names.end());
    if (other.matters != nullptr) into.matters = other.matters;
    into.contents = into.contents || other.contents;
}

/// A new file that is still empty is about to be written, and closing it is an event of its own. One that already has bytes may have been
/// linked into its place, after which nothing more is heard of it.
bool still_empty(const fs::path& file) {
    struct stat status {};
    return ::lstat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 0;
}

}   // namespace

fs::path follow(const fs::path& path, FolderInterests& interests) {
    constexpr int most_links = 40;   // as the kernel's own, path_resolution(7)
    fs::path here = path.root_path();
    const fs::path steps = path.relative_path();
    std::deque<fs::path> left{steps.begin(), steps.end()};
    for (int links = 0; !left.empty();) {
        const fs::path name = left.front();
        left.pop_front();
        if (name.empty() || name == ".") continue;
        if (name == "..") {
            here = here.parent_path();
            continue;
        }
        struct stat status {};
        const fs::path entry = here / name;
        const bool there = ::lstat(entry.c_str(), &status) == 0;
        const bool folder = there && S_ISDIR(status.st_mode);
        const bool link = there && S_ISLNK(status.st_mode);
        if (left.empty() || !folder) merge(interests[here], {{name.string()}, nullptr, left.empty()});
        if (link) {
            std::error_code error;
            const fs::path target = fs::read_symlink(entry, error);
            if (error || ++links > most_links) return {};
            if (target.is_absolute()) here = target.root_path();
            const fs::path detour = target.relative_path();
            left.insert(left.begin(), detour.begin(), detour.end());
            continue;
        }
        if (!there || (!folder && !left.empty())) return {};
        here = entry;
        if (folder) merge(interests[here], {});
    }
    return here;
}

class FolderWatcher::State : public std::enable_shared_from_this<State> {
  public:
    State(asio::io_context& loop, std::function<FolderInterests()> survey, std::function<void()> changed)
        : survey_{std::move(survey)}, changed_{std::move(changed)}, settle_{std::make_shared<DeadlineTimer>(loop)}, events_{loop} {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { settle_->close(); }

    void start() {
        const int inotify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (inotify < 0) return;
        events_.assign(inotify);
        if (!settle_->open()) return;   // without a timer a burst could not be told from its end
        watch();
        await();
    }
    [[nodiscard]] bool watching() const { return watching_; }

  private:
    struct Watch {
        fs::path folder;
        FolderInterest interest;
    };

    /// Until a survey finds nothing new: what changed between a survey and its watches would otherwise be lost. In a world that moves faster
    /// than that, the watches of the last round see the next change.
    void watch() {
        constexpr int most_rounds = 8;
        FolderInterests interests = survey_();
        for (int round = 0; round < most_rounds; ++round) {
            const bool all_there = apply(interests);
            FolderInterests again = survey_();
            if (all_there && again == interests) return;
            interests = std::move(again);
        }
    }

    /// Adding a watch that is there already only sets its mask anew. False: a folder has gone since the survey.
    bool apply(const FolderInterests& interests) {
        std::map<int, Watch> watches;
        bool all_there = true;
        watching_ = true;
        for (const auto& [folder, interest] : interests) {
            const int id = ::inotify_add_watch(events_.native_handle(), folder.c_str(), mask_of(interest));
            const int error = errno;
            if (id < 0 && (error == ENOENT || error == ENOTDIR)) all_there = false;
            // Folders on the way often may not be read; that they move is rare.
            if (id < 0 && mask_of(interest) != itself) watching_ = false;
            if (id < 0) continue;
            const auto [watch, fresh] = watches.try_emplace(id, Watch{folder, {}});
            merge(watch->second.interest, interest);
            // One folder under two paths, as a bind mount makes it, is one watch with one mask.
            if (!fresh) ::inotify_add_watch(events_.native_handle(), folder.c_str(), mask_of(watch->second.interest));
        }
        for (const auto& [id, unused] : watches_) {
            if (!watches.contains(id)) ::inotify_rm_watch(events_.native_handle(), id);
        }
        watches_ = std::move(watches);
        return all_there;
    }

    void await() {
        events_.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const boost::system::error_code& error) {
            const auto self = weak.lock();
            if (!self || error) return;
            if (self->read_events()) self->note_change();
            self->await();
        });
    }

    /// True when one of them matters.
    bool read_events() {
        bool any = false;
        alignas(inotify_event) std::array<char, 4096> buffer{};
        for (ssize_t size = 0; (size = ::read(events_.native_handle(), buffer.data(), buffer.size())) > 0;) {
            for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof event);
                const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
                any = matters(event, name) || any;
                at += sizeof event + event.len;
            }
        }
        return any;
    }

    bool matters(const inotify_event& event, const std::string& name) {
        if ((event.mask & IN_Q_OVERFLOW) != 0) return true;
        const auto found = watches_.find(event.wd);
        if (found == watches_.end()) return false;   // one that was given up
        if ((event.mask & lost) != 0) {
            if ((event.mask & IN_IGNORED) != 0) watches_.erase(found);
            return true;
        }
        const auto& [folder, interest] = found->second;
        const bool ours = interest.names.contains(name) || (interest.matters != nullptr && interest.matters(name));
        return ours && ((event.mask & IN_CREATE) == 0 || !still_empty(folder / name));
    }

    void note_change() {
        last_change_ = Clock::now();
        if (std::exchange(settling_, true)) return;
        first_change_ = last_change_;
        settle(last_change_ + settling);
    }

    /// The timer is armed once per wait and not moved by each of a thousand changes.
    void settle(Clock::time_point when) {
        settle_->call_at(when, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self) return;
            const auto rest = std::min(self->last_change_ + settling, self->first_change_ + longest_wait);
            if (Clock::now() < rest) return self->settle(rest);
            self->settling_ = false;
            self->watch();
            self->changed_();
        });
    }

    std::function<FolderInterests()> survey_;
    std::function<void()> changed_;
    std::shared_ptr<DeadlineTimer> settle_;
    asio::posix::stream_descriptor events_;
    std::map<int, Watch> watches_;
    Clock::time_point first_change_;
    Clock::time_point last_change_;
    bool settling_ = false;
    bool watching_ = false;
};

FolderWatcher::FolderWatcher(asio::io_context& loop, std::function<FolderInterests()> survey, std::function<void()> changed)
    : state_{std::make_shared<State>(loop, std::move(survey), std::move(changed))} {
    state_->start();
}
FolderWatcher::~FolderWatcher() = default;
bool FolderWatcher::watching() const { return state_->watching(); }

}   // namespace kith::adapters
