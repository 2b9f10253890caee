#pragma once
// One backup a plan day, made on a thread of its own that lives as long as the copying takes. It shares nothing with the loop but a flag to stop
// it and its result, which the loop collects at a later event: there is no timer and no wake-up.

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <tl/expected.hpp>

#include "config/civil.hpp"
#include "daemon/adapters/journal_backup.hpp"
#include "daemon/core/zone.hpp"

namespace kith::adapters {

class DailyBackup {
  public:
    DailyBackup() = default;
    DailyBackup(const DailyBackup&) = delete;
    DailyBackup& operator=(const DailyBackup&) = delete;
    ~DailyBackup() { static_cast<void>(stop()); }

    /// Something was written to the journal on plan day `day`. Begins a copy when the newest is of another day. Never waits. Gives what went
    /// wrong with the latest attempt, when that is news.
    [[nodiscard]] std::optional<std::string> written(const Backups& backups, Date day, core::Instant now);

    /// Ends a copy that is being made, within two seconds. False where it is stuck in a call to the disk and left behind, to end with the process.
    [[nodiscard]] bool stop();

    /// Why the latest attempt failed; "" when it didn't.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

  private:
    using Result = tl::expected<void, std::string>;
    void start(const Backups& backups, const std::string& day);
    [[nodiscard]] Result result();
    [[nodiscard]] std::optional<std::string> collect(const Backups& backups);

    std::thread thread_;
    std::future<Result> result_;
    std::shared_ptr<std::atomic<bool>> stop_;
    std::optional<std::string> newest_;   ///< the day of the newest backup, "" for none; unknown before the first look
    std::optional<core::Instant> last_try_;
    std::string trouble_;
};

}   // namespace kith::adapters
