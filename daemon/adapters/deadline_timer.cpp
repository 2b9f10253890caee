#include "daemon/adapters/deadline_timer.hpp"

#include <cerrno>
#include <cstring>

#include <sys/timerfd.h>
#include <unistd.h>

namespace kith::adapters {

tl::expected<void, std::string> DeadlineTimer::open() {
    const int fd = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (fd < 0) return tl::unexpected<std::string>(std::string{"cannot make a timer: "} + std::strerror(errno));
    descriptor_.assign(fd);
    wait();
    return {};
}

DeadlineTimer::Ticket DeadlineTimer::call_at(Clock::time_point when, std::function<void()> passed) {
    const Ticket ticket{when, ++last_number_};
    waiting_.emplace(ticket, std::move(passed));
    if (waiting_.begin()->first == ticket) arm();
    return ticket;
}

void DeadlineTimer::cancel(Ticket ticket) {
    const auto found = waiting_.find(ticket);
    if (found == waiting_.end()) return;
    const bool was_first = found == waiting_.begin();
    waiting_.erase(found);
    if (was_first) arm();
}

void DeadlineTimer::close() {
    waiting_.clear();
    boost::system::error_code ignored;
    descriptor_.close(ignored);
}

void DeadlineTimer::arm() {
    if (!descriptor_.is_open()) return;
    itimerspec setting{};   // all zero: disarmed
    if (!waiting_.empty()) {
        using std::chrono::nanoseconds;
        using std::chrono::seconds;
        const auto at = waiting_.begin()->first.first.time_since_epoch();   // libstdc++'s steady_clock is CLOCK_MONOTONIC
        const auto whole = std::chrono::duration_cast<seconds>(at);
        setting.it_value.tv_sec = whole.count();
        setting.it_value.tv_nsec = std::chrono::duration_cast<nanoseconds>(at - whole).count();
    }
    ::timerfd_settime(descriptor_.native_handle(), TFD_TIMER_ABSTIME, &setting, nullptr);
}

void DeadlineTimer::wait() {
    descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](boost::system::error_code error) {
        if (error || !self->descriptor_.is_open()) return;
        self->call_due();
        if (self->descriptor_.is_open()) self->wait();
    });
}

void DeadlineTimer::call_due() {
    std::uint64_t expirations = 0;
    // Nothing to read is no error: the deadline was cancelled or moved between the wake-up and now.
    if (::read(descriptor_.native_handle(), &expirations, sizeof expirations) < 0 && errno != EAGAIN) return;
    const auto now = Clock::now();
    while (!waiting_.empty() && waiting_.begin()->first.first <= now) {
        const auto passed = std::move(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        passed();
    }
    arm();
}

}   // namespace kith::adapters
