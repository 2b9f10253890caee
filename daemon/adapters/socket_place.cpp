#include "daemon/adapters/socket_place.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/protocol/limits.hpp"

namespace kith::adapters {
namespace {

using Failure = tl::unexpected<std::string>;

class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

Failure failure(std::string_view what, const std::string& path, int error) {
    return Failure{std::string{what} + ' ' + path + ": " + std::strerror(error)};
}

std::string octal(mode_t mode) {
    constexpr std::string_view digits = "01234567";
    std::string text = "0";
    for (const int shift : {6, 3, 0}) text += digits[(mode >> shift) & 7U];
    return text;
}

tl::expected<Descriptor, std::string> open_runtime_folder(const std::string& path) {
    Descriptor folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.get() < 0 && errno == ENOENT)
        return Failure{path + " does not exist; a login session makes it and names it in XDG_RUNTIME_DIR"};
    if (folder.get() < 0) return failure("cannot open the runtime folder", path, errno);
    struct stat status {};
    if (::fstat(folder.get(), &status) != 0) return failure("cannot look at", path, errno);
    if (status.st_uid != ::geteuid())
        return Failure{path + " belongs to user " + std::to_string(status.st_uid) + ", not to user " + std::to_string(::geteuid()) +
                       "; set XDG_RUNTIME_DIR to a folder of your own"};
    if ((status.st_mode & 077U) != 0)
        return Failure{path + " is open to other users (mode " + octal(status.st_mode) + "); close it with: chmod 700 " + path};
    return folder;
}

tl::expected<Descriptor, std::string> open_own_folder(const Descriptor& runtime, const std::string& name, const std::string& path) {
    if (::mkdirat(runtime.get(), name.c_str(), 0700) != 0 && errno != EEXIST) return failure("cannot make the folder", path, errno);
    struct stat status {};
    if (::fstatat(runtime.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return failure("cannot look at", path, errno);
    if (S_ISLNK(status.st_mode)) return Failure{path + " is a symbolic link, which kith does not follow here; remove it"};
    if (!S_ISDIR(status.st_mode)) return Failure{path + " is not a folder; remove it"};
    if (status.st_uid != ::geteuid()) return Failure{path + " belongs to user " + std::to_string(status.st_uid) + "; remove it"};
    // Before it is opened: under a umask like 0777 not even we could. Nobody else gets into RUNTIME to swap it meanwhile.
    if ((status.st_mode & 07777U) != 0700 && ::fchmodat(runtime.get(), name.c_str(), 0700, 0) != 0)
        return failure("cannot close to others the folder", path, errno);
    Descriptor folder{::openat(runtime.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (folder.get() < 0) return failure("cannot open the folder", path, errno);
    return folder;
}

Descriptor new_socket() { return Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)}; }

/// Empty: nobody listens there.
std::string who_listens(const sockaddr_un& address, const std::string& path) {
    const Descriptor probe = new_socket();
    if (probe.get() < 0) return failure("cannot make a socket to try", path, errno).value();
    const int connected = ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (connected != 0 && (errno == ECONNREFUSED || errno == ENOENT)) return {};
    if (connected != 0 && errno != EAGAIN) return failure("cannot try", path, errno).value();
    ucred peer{};
    socklen_t size = sizeof peer;
    std::string process;
    if (::getsockopt(probe.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0)
        process = " (process " + std::to_string(peer.pid) + ')';
    return "another program" + process + " already listens on " + path + "; most likely kithd runs already: kithctl status";
}

tl::expected<void, std::string> clear_place(const Descriptor& folder, const std::string& name, const sockaddr_un& address,
                                            const std::string& path) {
    struct stat status {};
    if (::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) return {};
        return failure("cannot look at", path, errno);
    }
    if (S_ISLNK(status.st_mode)) return Failure{path + " is a symbolic link, which kith does not follow here; remove it"};
    if (!S_ISSOCK(status.st_mode)) return Failure{path + " is there and is not a socket; remove it"};
    if (auto busy = who_listens(address, path); !busy.empty()) return Failure{std::move(busy)};
    if (::unlinkat(folder.get(), name.c_str(), 0) != 0 && errno != ENOENT) return failure("cannot remove the old socket", path, errno);
    return {};
}

tl::expected<PlacedSocket, std::string> bind_here(const Descriptor& folder, const std::string& name, const sockaddr_un& address,
                                                  const std::string& path) {
    Descriptor socket = new_socket();
    if (socket.get() < 0) return failure("cannot make the socket", path, errno);
    // The mode set before bind is the one the file is born with (less the umask), so it is never open to others; the one after undoes the umask.
    ::fchmod(socket.get(), 0600);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return failure("cannot bind the socket", path, errno);
    struct stat status {};
    if (::fchmodat(folder.get(), name.c_str(), 0600, 0) != 0 || ::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        ::listen(socket.get(), static_cast<int>(protocol::limits::clients)) != 0) {
        const int error = errno;
        ::unlinkat(folder.get(), name.c_str(), 0);
        return failure("cannot listen on", path, error);
    }
    return PlacedSocket{socket.release(), path, status.st_dev, status.st_ino};
}

}   // namespace

tl::expected<PlacedSocket, std::string> place_socket(const std::string& path) {
    const std::filesystem::path place{path};
    const std::filesystem::path own = place.parent_path();
    if (!place.is_absolute() || !place.has_filename() || !own.has_filename())
        return Failure{"the control socket needs an absolute path, not \"" + path + "\"; set XDG_RUNTIME_DIR to one"};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return Failure{"the path of the control socket is too long (" + std::to_string(path.size()) + " bytes of at most " +
                       std::to_string(sizeof address.sun_path - 1) + "): " + path + "; set XDG_RUNTIME_DIR to a shorter one"};
    path.copy(address.sun_path, path.size());

    const auto runtime = open_runtime_folder(own.parent_path().string());
    if (!runtime) return Failure{runtime.error()};
    const auto folder = open_own_folder(*runtime, own.filename().string(), own.string());
    if (!folder) return Failure{folder.error()};
    // Two daemons starting at once would otherwise both find the old socket dead and remove each other's new one.
    if (::flock(folder->get(), LOCK_EX | LOCK_NB) != 0)
        return Failure{"another kithd is just starting in " + own.string() + "; see how it is with: kithctl status"};
    const std::string name = place.filename().string();
    if (auto clear = clear_place(*folder, name, address, path); !clear) return Failure{std::move(clear.error())};
    return bind_here(*folder, name, address, path);
}

void remove_socket(const PlacedSocket& placed) {
    struct stat status {};
    const bool there = ::lstat(placed.path.c_str(), &status) == 0;
    if (there && status.st_dev == placed.device && status.st_ino == placed.inode) ::unlink(placed.path.c_str());
}

}   // namespace kith::adapters
