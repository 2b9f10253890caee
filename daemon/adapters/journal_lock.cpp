#include "daemon/adapters/journal_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

#include "daemon/adapters/data_folder.hpp"

namespace kith::adapters {

namespace {

using Problem = JournalLock::Problem;

std::optional<pid_t> read_holder(int fd) {
    std::array<char, 32> text{};
    const ssize_t size = pread(fd, text.data(), text.size(), 0);
    pid_t pid = 0;
    if (size <= 0 || std::from_chars(text.data(), text.data() + size, pid).ec != std::errc{} || pid <= 0) return std::nullopt;
    return pid;
}

void write_holder(int fd) {
    const std::string text = std::to_string(getpid()) + "\n";
    // The number only serves a message; on a full or read-only disk the lock holds without it.
    if (ftruncate(fd, 0) == 0 && pwrite(fd, text.data(), text.size(), 0) < 0) return;
}

Problem held_by_another(int fd, const std::filesystem::path& file) {
    const auto holder = read_holder(fd);
    const std::string who = holder ? "another kithd (process " + std::to_string(*holder) + ")" : std::string{"another kithd"};
    return {Problem::Kind::held, who + " is already running on this journal; it holds " + file.string(), holder};
}

}   // namespace

tl::expected<JournalLock, Problem> JournalLock::take(const std::filesystem::path& file) {
    if (auto prepared = prepare_file(file, true); !prepared && prepared.error().unsafe)
        return tl::unexpected{Problem{Problem::Kind::unsafe, prepared.error().what, std::nullopt}};
    int fd = open(file.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && (errno == EROFS || errno == EACCES || errno == EPERM))
        fd = open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);   // enough for flock
    if (fd < 0) {
        const int error = errno;
        return tl::unexpected{Problem{Problem::Kind::out_of_reach,
                                      "can't open " + file.string() + ": " + std::generic_category().message(error), std::nullopt}};
    }
    JournalLock lock{fd, file};
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return tl::unexpected{held_by_another(fd, file)};
        const int error = errno;
        return tl::unexpected{Problem{Problem::Kind::out_of_reach,
                                      "can't lock " + file.string() + ": " + std::generic_category().message(error), std::nullopt}};
    }
    if (!lock.still_there())
        return tl::unexpected{
            Problem{Problem::Kind::out_of_reach, file.string() + " was taken away while it was being locked", std::nullopt}};
    write_holder(fd);
    return lock;
}

JournalLock::JournalLock(JournalLock&& other) noexcept : fd_{std::exchange(other.fd_, -1)}, file_{std::move(other.file_)} {}

JournalLock& JournalLock::operator=(JournalLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(file_, other.file_);
    return *this;
}

JournalLock::~JournalLock() {
    if (fd_ >= 0) close(fd_);
}

bool JournalLock::still_there() const {
    struct stat held {};
    struct stat named {};
    return fstat(fd_, &held) == 0 && lstat(file_.c_str(), &named) == 0 && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

}   // namespace kith::adapters
