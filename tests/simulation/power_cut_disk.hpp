#pragma once
// A disk in memory below SQLite: what was not synced when the power goes may be kept, lost or torn, sector by sector; writes and syncs fail on
// demand; and the process may die at any of them. Names, sizes and identities of the files are real ones, empty of content: production looks at
// those by system calls.

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "tests/simulation/fuse.hpp"

namespace kith::simulation {

class PowerCutDisk {
  public:
    explicit PowerCutDisk(Fuse& fuse);
    ~PowerCutDisk();
    PowerCutDisk(const PowerCutDisk&) = delete;
    PowerCutDisk& operator=(const PowerCutDisk&) = delete;

    /// SQLite's name of it.
    [[nodiscard]] const char* vfs() const;

    bool full = false;            ///< writing fails
    bool gone = false;            ///< everything fails
    int good_writes = -1;         ///< after so many one write fails, with half of its bytes written; -1: none does
    int good_syncs = -1;          ///< the same of syncs
    bool forgets = false;         ///< what a failed sync was to write never reaches the disk: the system calls those pages clean
    bool nothing_wrong = false;   ///< none of this applies for now, nor does the process die

    /// The process died inside a call of SQLite's: nothing it does reaches the disk any more.
    [[nodiscard]] bool died() const;
    void die();
    void live_again();
    /// Nobody has a file open.
    void cut_power(std::uint64_t seed);

    struct Inside;

  private:
    std::unique_ptr<Inside> inside_;
};

}   // namespace kith::simulation
