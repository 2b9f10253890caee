#include "ctl/file_swap.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "config/problem.hpp"

namespace kith::ctl {
namespace {

namespace fs = std::filesystem;
using Failure = tl::unexpected<std::string>;

constexpr std::chrono::milliseconds patience{2000};
constexpr std::chrono::milliseconds between_tries{20};

Failure trouble(const fs::path& file, std::string_view what, int error = 0) {
    std::string text = printable(file.native()) + ' ' + std::string{what};
    if (error != 0) text += std::string{": "} + std::strerror(error);
    return Failure{std::move(text)};
}

class Open {
  public:
    Open(const fs::path& path, int flags, mode_t mode = 0) : fd_{::open(path.c_str(), flags | O_CLOEXEC, mode)} {}
    Open(Open&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    Open& operator=(Open&& other) = delete;
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool good() const { return fd_ >= 0; }

  private:
    int fd_;
};

bool holds(int fd, std::string_view bytes) {
    std::array<char, 65'536> chunk{};
    if (::lseek(fd, 0, SEEK_SET) != 0) return false;
    for (;;) {
        const auto got = ::read(fd, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0 && bytes.empty();
        const std::string_view part{chunk.data(), static_cast<std::size_t>(got)};
        if (!bytes.starts_with(part)) return false;
        bytes.remove_prefix(part.size());
    }
}

/// The file as it is now, locked against another kithctl: each waits for the one before, and then looks at what that one has left.
tl::expected<Open, std::string> locked(const fs::path& target) {
    for (auto waited = std::chrono::milliseconds{0}; waited < patience; waited += between_tries) {
        Open file{target, O_RDONLY | O_NONBLOCK | O_NOCTTY};
        if (!file.good()) return trouble(target, "can't be read", errno);
        struct stat mine {
        }, there{};
        const bool alone = ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
        if (alone && ::fstat(file.get(), &mine) == 0 && ::stat(target.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
            mine.st_dev == there.st_dev)
            return file;
        std::this_thread::sleep_for(between_tries);
    }
    return trouble(target, "is being changed by another kithctl; try again in a moment");
}

/// ACLs are attributes too. What a filesystem doesn't take is no part of the file there.
int copy_attributes(int from, int to) {
    const auto length = ::flistxattr(from, nullptr, 0);
    if (length <= 0) return 0;
    std::vector<char> names(static_cast<std::size_t>(length));
    const auto got = ::flistxattr(from, names.data(), names.size());
    for (const char* name = names.data(); name < names.data() + std::max<ssize_t>(got, 0); name += std::strlen(name) + 1) {
        const auto size = ::fgetxattr(from, name, nullptr, 0);
        if (size < 0) continue;
        std::vector<char> value(static_cast<std::size_t>(size));
        if (::fgetxattr(from, name, value.data(), value.size()) != size) continue;
        const bool needed = std::string_view{name}.starts_with("user.") || std::string_view{name}.starts_with("system.");
        if (::fsetxattr(to, name, value.data(), value.size(), 0) != 0 && needed && errno != ENOTSUP) return errno;
    }
    return 0;
}

/// The new bytes beside the old ones, in all else the same file; taken away again unless it was `put` in its place.
class Beside {
  public:
    /// Only one kithctl at a time is here: what has the name already is left of one that was killed.
    explicit Beside(const fs::path& target) : path_{target.parent_path() / ('.' + target.filename().native() + ".kith-new")} {
        ::unlink(path_.c_str());
        fd_ = std::make_unique<Open>(path_, O_RDWR | O_CREAT | O_EXCL, 0600);
        error_ = fd_->good() ? 0 : errno;
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;
    ~Beside() {
        if (fd_->good()) ::unlink(path_.c_str());
    }

    [[nodiscard]] tl::expected<void, std::string> write(int old, std::string_view bytes) const {
        struct stat status {
        }, mine{};
        if (error_ != 0) return trouble(path_, "can't be made", error_);
        if (::fstat(old, &status) != 0 || ::fstat(fd_->get(), &mine) != 0) return trouble(path_, "can't be made", errno);
        while (!bytes.empty()) {
            const auto written = ::write(fd_->get(), bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) return trouble(path_, "can't be written", errno);
            if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        const bool same_owner = status.st_uid == mine.st_uid && status.st_gid == mine.st_gid;
        if (!same_owner && ::fchown(fd_->get(), status.st_uid, status.st_gid) != 0)
            return trouble(path_, "can't be given to the owner of your plan, which therefore stays as it is", errno);
        if (::fchmod(fd_->get(), status.st_mode & 07777U) != 0) return trouble(path_, "can't have the rights of your plan", errno);
        if (const int error = copy_attributes(old, fd_->get()); error != 0)
            return trouble(path_, "can't have the attributes of your plan", error);
        if (::fsync(fd_->get()) != 0 && errno != EINVAL) return trouble(path_, "can't be written", errno);
        return {};
    }

    /// In the place of `target`, if that still holds `before`: both change places, so that what an editor saved in the last moment is still there to be looked at.
    [[nodiscard]] tl::expected<void, std::string> put(const fs::path& target, std::string_view before) const {
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
            if (errno != EINVAL && errno != ENOSYS) return trouble(target, "can't be replaced", errno);
            if (::rename(path_.c_str(), target.c_str()) != 0) return trouble(target, "can't be replaced", errno);
            return {};
        }
        const Open old{path_, O_RDONLY | O_NONBLOCK | O_NOCTTY};
        if (old.good() && holds(old.get(), before)) return {};
        (void)::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE);
        return trouble(target, "was changed by somebody else just now, and stays as they left it; try again");
    }

  private:
    fs::path path_;
    std::unique_ptr<Open> fd_;
    int error_ = 0;
};

}   // namespace

tl::expected<fs::path, std::string> link_target(const fs::path& file) {
    const std::unique_ptr<char, void (*)(void*)> real{::realpath(file.c_str(), nullptr), std::free};
    if (real != nullptr) return fs::path{real.get()};
    struct stat status {};
    const int error = errno;
    const bool link = ::lstat(file.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
    if (error == ELOOP) return trouble(file, "is a link that leads back to itself; remove it, or point it to a file");
    if (error == ENOENT && link) return trouble(file, "is a link to a file that is not there; create the file, or remove the link");
    return trouble(file, "can't be found", error);
}

bool file_holds(const fs::path& file, std::string_view bytes) {
    const Open opened{file, O_RDONLY | O_NONBLOCK | O_NOCTTY};
    return opened.good() && holds(opened.get(), bytes);
}

tl::expected<void, std::string> swap_file(const fs::path& file, std::string_view before, std::string_view after) {
    const auto target = link_target(file);
    if (!target) return Failure{target.error()};
    const auto old = locked(*target);
    if (!old) return Failure{old.error()};
    struct stat status {};
    if (::fstat(old->get(), &status) != 0 || !S_ISREG(status.st_mode)) return trouble(*target, "is no regular file");
    if ((status.st_mode & 0222U) == 0 || ::access(target->c_str(), W_OK) != 0)
        return trouble(*target, "is read-only, so nothing was changed; something else may write it, such as a manager of your settings");
    if (!holds(old->get(), before)) return trouble(*target, "has changed meanwhile, and stays as it is now; try again");
    const Beside beside{*target};
    if (auto written = beside.write(old->get(), after); !written) return written;
    if (auto put = beside.put(*target, before); !put) return put;
    const Open folder{target->parent_path(), O_RDONLY | O_DIRECTORY};
    if (folder.good() && ::fsync(folder.get()) != 0 && errno != EINVAL) return trouble(target->parent_path(), "can't be synced", errno);
    return {};
}

}   // namespace kith::ctl
