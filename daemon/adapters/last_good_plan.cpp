#include "daemon/adapters/last_good_plan.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string_view>

namespace kith::adapters {
namespace {

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Old bytes or new bytes, whatever happens meanwhile.
void replace_file(const std::filesystem::path& file, std::string_view bytes) {
    const std::string fresh = file.string() + ".new";
    ::unlink(fresh.c_str());
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return;
    // Whatever the umask.
    const bool whole = ::fchmod(fd, 0600) == 0 && write_all(fd, bytes) && ::fsync(fd) == 0;
    ::close(fd);
    if (!whole || ::rename(fresh.c_str(), file.c_str()) != 0) ::unlink(fresh.c_str());
}

class Keeper final : public app::PlanKeeper {
  public:
    explicit Keeper(const std::filesystem::path& folder) : file_{folder / "last-good-plan.json"} {}

    void keep(const std::string& bytes) override {
        if (bytes != recall()) replace_file(file_, bytes);
    }

    [[nodiscard]] std::string recall() override {
        std::ifstream in{file_, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

  private:
    std::filesystem::path file_;
};

}   // namespace

std::unique_ptr<app::PlanKeeper> make_plan_keeper(const std::filesystem::path& folder) { return std::make_unique<Keeper>(folder); }

}   // namespace kith::adapters
