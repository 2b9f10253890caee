#include "ctl/new_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::ctl {

int make_folders(const std::filesystem::path& folder) {
    std::error_code error;
    if (folder.empty() || std::filesystem::is_directory(folder, error)) return 0;
    if (const int failed = make_folders(folder.parent_path()); failed != 0) return failed;
    return ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST ? 0 : errno;
}

NewFile::NewFile(std::string path) : path_{std::move(path)}, fd_{::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)} {
    if (fd_ < 0) error_ = errno;
}

NewFile::~NewFile() {
    if (fd_ < 0) return;
    ::close(fd_);
    if (!finished_) ::unlink(path_.c_str());
}

void NewFile::write(std::string_view bytes) {
    while (!bytes.empty() && error_ == 0) {
        const auto written = ::write(fd_, bytes.data(), bytes.size());
        if (written >= 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        if (written < 0 && errno != EINTR) error_ = errno;
    }
}

void NewFile::finish() {
    if (error_ == 0 && ::fsync(fd_) != 0 && errno != EINVAL) error_ = errno;   // EINVAL: a filesystem without it
    finished_ = error_ == 0;
}

}   // namespace kith::ctl
