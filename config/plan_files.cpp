#include "config/plan_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include "config/plan.hpp"

namespace kith {
namespace {

namespace fs = std::filesystem;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }

  private:
    int number_;
};

Problem problem(const fs::path& file, std::string what, std::string expected = {}, std::string hint = {}) {
    return {Problem::Severity::error, file.string(), {}, std::move(what), std::move(expected), std::move(hint)};
}

Problem unreadable(const fs::path& file, int error) {
    switch (error) {
        case ENOENT:
            return problem(file, "this is a link to a file that is not there", {}, "create the file, or remove the link");
        case ELOOP:
            return problem(file, "this is a link that leads back to itself", {}, "remove the link, or point it to a file");
        case EACCES:
            return problem(file, "this file may not be read", "a plan that you can read",
                           "look at the rights of the file and of its folders");
        default:
            return problem(file, "this file can't be read: " + std::generic_category().message(error));
    }
}

std::string kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

tl::expected<PlanText, Problem> read_file(const fs::path& file) {
    // O_NONBLOCK: a pipe without a writer would otherwise hold the daemon for ever. It means nothing for a regular file.
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)};
    if (descriptor.get() < 0)
        return tl::unexpected{errno == ENXIO ? problem(file, "this is a socket or a device without anybody behind it", "a regular file")
                                             : unreadable(file, errno)};
    struct stat status {};
    if (::fstat(descriptor.get(), &status) != 0) return tl::unexpected{unreadable(file, errno)};
    if (!S_ISREG(status.st_mode)) return tl::unexpected{problem(file, "this is " + kind_of(status.st_mode), "a regular file")};
    PlanText text{.file = file.string(), .bytes = {}};
    // The size may grow while we read, so the bytes are what is bounded. One more than allowed tells a full file from a larger one.
    text.bytes.resize(std::min<std::size_t>(static_cast<std::size_t>(status.st_size), limits::plan_bytes) + 1);
    std::size_t filled = 0;
    while (true) {
        if (filled == text.bytes.size()) {
            if (filled > limits::plan_bytes)
                return tl::unexpected{problem(file, "this file is larger than " + std::to_string(limits::plan_bytes >> 20U) + " MiB",
                                              "a plan", "is this the right file?")};
            text.bytes.resize(std::min(filled * 2, limits::plan_bytes + 1));
        }
        const auto got = ::read(descriptor.get(), text.bytes.data() + filled, text.bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return tl::unexpected{unreadable(file, errno)};
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    text.bytes.resize(filled);
    return text;
}

/// True when nothing has that name; a link that leads nowhere is something.
bool absent(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

tl::expected<std::vector<fs::path>, Problem> parts_beside(const fs::path& plan) {
    std::vector<fs::path> parts;
    const auto folder = plan.parent_path() / "plan.d";
    if (absent(folder)) return parts;
    std::error_code error;
    fs::directory_iterator entries{folder, error};
    if (error == std::errc::not_a_directory) return tl::unexpected{problem(folder, "this is not a folder", "a folder with plans in it")};
    if (error) return tl::unexpected{problem(folder, "this folder can't be read: " + error.message())};
    for (; entries != fs::directory_iterator{}; entries.increment(error)) {
        const auto name = entries->path().filename().string();
        // Hidden files are what editors leave behind while they work.
        if (!name.starts_with('.') && entries->path().extension() == ".yaml") parts.push_back(entries->path());
        if (error) break;
    }
    if (error) return tl::unexpected{problem(folder, "this folder can't be read: " + error.message())};
    std::sort(parts.begin(), parts.end());
    return parts;
}

}   // namespace

fs::path default_plan_path() {
    // The XDG base directory specification has relative values ignored.
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && config[0] == '/')
        return fs::path{config} / "kith" / "plan.yaml";
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] != '\0')
        return fs::path{home} / ".config" / "kith" / "plan.yaml";
    return {};
}

tl::expected<std::vector<PlanText>, Problem> load_plan_texts(const fs::path& plan) {
    auto parts = parts_beside(plan);
    if (!parts) return tl::unexpected{std::move(parts.error())};
    if (!absent(plan)) parts->insert(parts->begin(), plan);
    std::vector<PlanText> texts;
    for (const auto& part : *parts) {
        auto text = read_file(part);
        if (!text) return tl::unexpected{std::move(text.error())};
        texts.push_back(*std::move(text));
    }
    return texts;
}

}   // namespace kith
