#include "daemon/adapters/data_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace kith::adapters {

namespace {

namespace fs = std::filesystem;

std::string system_words(int error) { return std::generic_category().message(error); }

tl::unexpected<PlaceProblem> unsafe(std::string what) { return tl::unexpected{PlaceProblem{true, std::move(what)}}; }

tl::unexpected<PlaceProblem> out_of_reach(const std::string& verb, const fs::path& path, int error) {
    return tl::unexpected{PlaceProblem{false, "can't " + verb + " " + path.string() + ": " + system_words(error)}};
}

/// XDG: missing parents are made 0700 too.
tl::expected<void, PlaceProblem> make_parents(const fs::path& folder) {
    fs::path path;
    for (const fs::path& part : folder.parent_path()) {
        path /= part;
        if (mkdir(path.c_str(), 0700) == 0 ? chmod(path.c_str(), 0700) == 0 : errno == EEXIST) continue;   // whatever the umask
        const int error = errno;
        struct stat info {};
        if (stat(path.c_str(), &info) != 0)
            return out_of_reach("make the folder", path, error);   // else it is there: "/" on a read-only disk
    }
    return {};
}

/// So that the new name survives a power cut as surely as what is written under it.
void sync_folder(const fs::path& folder) {
    const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

tl::expected<void, PlaceProblem> check_owner(const struct stat& info, const fs::path& path) {
    if (info.st_uid == geteuid()) return {};
    return unsafe(path.string() + " belongs to another user (uid " + std::to_string(info.st_uid) + ", this is uid " +
                  std::to_string(geteuid()) +
                  "); kith keeps private things there and won't use it. Take it over with chown, or point XDG_DATA_HOME elsewhere");
}

}   // namespace

tl::expected<fs::path, std::string> data_folder(const char* xdg_data_home, const char* home) {
    if (xdg_data_home != nullptr && *xdg_data_home == '/') return fs::path{xdg_data_home} / "kith";
    if (home != nullptr && *home == '/') return fs::path{home} / ".local/share/kith";
    return tl::unexpected{
        std::string{"neither XDG_DATA_HOME nor HOME names a folder by its full path, so there is no place for the journal; set HOME"}};
}

tl::expected<fs::path, std::string> data_folder() { return data_folder(std::getenv("XDG_DATA_HOME"), std::getenv("HOME")); }

tl::expected<void, PlaceProblem> prepare_folder(const fs::path& wanted) {
    fs::path folder = wanted.lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();   // "x/" would follow a link named x
    if (auto made = make_parents(folder); !made) return made;
    const bool created = mkdir(folder.c_str(), 0700) == 0;
    const int mkdir_error = errno;
    if (created) chmod(folder.c_str(), 0700);   // a umask may have taken even the owner's rights

    struct stat info {};
    if (lstat(folder.c_str(), &info) != 0) return out_of_reach("make the folder", folder, mkdir_error);
    if (S_ISLNK(info.st_mode))
        return unsafe(
            folder.string() +
            " is a symbolic link, which may lead anywhere. Put a real folder there, or point XDG_DATA_HOME at the place you want");
    if (!S_ISDIR(info.st_mode)) return unsafe(folder.string() + " is not a folder. Move it away, and kith makes its own");
    if (auto owned = check_owner(info, folder); !owned) return owned;
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return unsafe("others may write to " + folder.string() +
                      ", so what lies there can't be trusted. Look through it, then: chmod 700 " + folder.string());
    if ((info.st_mode & 0777U) != 0700U) chmod(folder.c_str(), 0700);   // on a read-only disk it stays as it is; the files are 0600
    return {};
}

tl::expected<void, PlaceProblem> prepare_file(const fs::path& file, bool create) {
    struct stat info {};
    if (lstat(file.c_str(), &info) != 0) {
        if (errno != ENOENT) return out_of_reach("look at", file, errno);
        if (!create) return {};
        const int made = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (made < 0) return out_of_reach("make", file, errno);
        fchmod(made, 0600);
        close(made);
        sync_folder(file.parent_path());
        return {};
    }
    if (!S_ISREG(info.st_mode))
        return unsafe(file.string() + (S_ISLNK(info.st_mode) ? " is a symbolic link" : " is not an ordinary file") +
                      "; kith doesn't follow it. Move it away");
    if (auto owned = check_owner(info, file); !owned) return owned;
    if ((info.st_mode & 0777U) != 0600U) chmod(file.c_str(), 0600);
    return {};
}

}   // namespace kith::adapters
