#include "daemon/adapters/daily_backup.hpp"

#include <pthread.h>

#include <chrono>
#include <csignal>
#include <system_error>
#include <utility>

#include "config/civil_text.hpp"

namespace kith::adapters {

namespace {

constexpr core::Seconds retry_after{3600};
constexpr std::chrono::seconds patience{2};

std::string day_of_newest(const Backups& backups) {
    const auto list = backups.list();
    return list.empty() ? std::string{} : list.front().day;
}

}   // namespace

std::optional<std::string> DailyBackup::written(const Backups& backups, Date day, core::Instant now) {
    std::optional<std::string> news = collect(backups);
    if (result_.valid()) return news;   // one at a time
    if (!newest_) newest_ = day_of_newest(backups);
    const std::string wanted = to_text(day);
    const bool just_tried = last_try_ && now >= *last_try_ && now - *last_try_ < retry_after;
    if (*newest_ == wanted || (just_tried && !trouble_.empty())) return news;
    last_try_ = now;
    start(backups, wanted);
    return news;
}

void DailyBackup::start(const Backups& backups, const std::string& day) {
    stop_ = std::make_shared<std::atomic<bool>>(false);
    std::packaged_task<Result()> task{[backups, day, stop = stop_] { return backups.make(day, *stop); }};
    result_ = task.get_future();
    // Signals are the loop's.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
        thread_ = std::thread{std::move(task)};
    } catch (const std::system_error&) {
        // The task is gone, and its result says so.
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

DailyBackup::Result DailyBackup::result() {
    if (thread_.joinable()) thread_.join();
    try {
        return result_.get();
    } catch (const std::exception& error) {   // no memory, no thread
        return tl::unexpected{std::string{error.what()}};
    }
}

std::optional<std::string> DailyBackup::collect(const Backups& backups) {
    if (!result_.valid() || result_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return std::nullopt;
    const Result done = result();
    newest_ = day_of_newest(backups);
    const std::string before = std::exchange(trouble_, {});
    if (done || done.error().empty()) return std::nullopt;
    trouble_ = "No backup of the journal could be made: " + done.error() +
               (newest_->empty() ? ". There is none yet" : ". The newest is of " + *newest_);
    if (trouble_ == before) return std::nullopt;
    return trouble_;
}

bool DailyBackup::stop() {
    newest_.reset();
    if (!result_.valid()) return true;
    *stop_ = true;
    if (result_.wait_for(patience) == std::future_status::ready) {
        static_cast<void>(result());
        return true;
    }
    thread_.detach();
    result_ = {};
    return false;
}

}   // namespace kith::adapters
