#pragma once
// One daemon a journal: a lock file held by flock(2), which the kernel lets go when its holder dies, however it dies.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include <tl/expected.hpp>

namespace kith::adapters {

class JournalLock {
  public:
    struct Problem {
        enum class Kind : std::uint8_t { held, unsafe, out_of_reach };
        Kind kind = Kind::out_of_reach;
        std::string what;
        std::optional<pid_t> holder;   ///< of `held`, when the file says
    };
    /// Never waits. The file is made with mode 0600, holds our process id for whoever comes second, and stays when we go.
    [[nodiscard]] static tl::expected<JournalLock, Problem> take(const std::filesystem::path& file);

    JournalLock(JournalLock&& other) noexcept;
    JournalLock& operator=(JournalLock&& other) noexcept;
    ~JournalLock();

    /// False when the path names another file by now, or none: the folder was moved or emptied under us.
    [[nodiscard]] bool still_there() const;

  private:
    JournalLock(int fd, std::filesystem::path file) : fd_{fd}, file_{std::move(file)} {}
    int fd_ = -1;
    std::filesystem::path file_;
};

}   // namespace kith::adapters
