#include "daemon/adapters/system_clock.hpp"

#include <sys/timerfd.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <ctime>
#include <system_error>

#include <boost/asio.hpp>

#include "daemon/adapters/zone_watcher.hpp"

namespace kith::adapters {
namespace {

namespace asio = boost::asio;

/// The kernel counts nanoseconds in 63 bits, which end in 2262; this is 2255. With nothing due the timer stays armed for it, because only
/// an armed timer notices that the clock was set.
constexpr std::time_t far_future = 9'000'000'000;

int make_timer(clockid_t clock) {
    const int timer = ::timerfd_create(clock, TFD_NONBLOCK | TFD_CLOEXEC);
    if (timer < 0) throw std::system_error{errno, std::generic_category(), "the kernel gave no timer (timerfd_create)"};
    return timer;
}

core::Seconds seconds_of(clockid_t clock) {
    timespec time{};
    [[maybe_unused]] const int result = ::clock_gettime(clock, &time);
    assert(result == 0);
    return core::Seconds{time.tv_sec};
}

/// Arms `timer`; true when the kernel says that the clock was set since the timer was last read. It is armed all the same.
bool set_timer(int timer, int flags, timespec when) {
    const itimerspec setting{{0, 0}, when};
    if (::timerfd_settime(timer, flags, &setting, nullptr) == 0) return false;
    assert(errno == ECANCELED);
    return true;
}

TimerRead read_timer(int timer) {
    std::uint64_t expirations = 0;
    const ssize_t bytes = ::read(timer, &expirations, sizeof expirations);
    return classify_timer_read(bytes, errno);
}

/// Everything the handlers touch. They hold it weakly: a handler that is already queued when the clock goes finds nothing.
class State : public std::enable_shared_from_this<State> {
  public:
    State(asio::io_context& loop, const ZoneWatch& zone)
        : loop_{loop}, wall_{loop, make_timer(CLOCK_REALTIME)}, monotonic_{loop, make_timer(CLOCK_MONOTONIC)}, zone_{loop, zone} {}

    void listen(app::Clock::Callbacks callbacks) {
        const bool first = !listening_;
        callbacks_ = std::move(callbacks);
        listening_ = true;
        if (!first) return;
        await_wall();
        await_monotonic();
        zone_.start([weak = weak_from_this()] {
            if (const auto self = weak.lock()) call(self->callbacks_.zone_changed);
        });
    }

    void arm(std::optional<core::Instant> when) {
        when_ = when ? static_cast<std::time_t>(when->time_since_epoch().count()) : far_future;
        if (rearm()) {
            // The read that would have told of it finds nothing now.
            asio::post(loop_, [weak = weak_from_this()] {
                if (const auto self = weak.lock()) call(self->callbacks_.moved);
            });
        }
    }

    void arm_monotonic(std::optional<core::Seconds> in) {
        timespec setting{};   // all zero disarms
        if (in && in->count() > 0) setting.tv_sec = static_cast<std::time_t>(in->count());
        if (in && in->count() <= 0) setting.tv_nsec = 1;
        set_timer(monotonic_.native_handle(), 0, setting);
    }

  private:
    static void call(const std::function<void()>& callback) {
        if (callback) callback();
    }

    bool rearm() {
        const std::time_t seconds = std::clamp<std::time_t>(when_, 0, far_future);
        return set_timer(wall_.native_handle(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, {seconds, seconds == 0 ? 1 : 0});
    }

    void await_wall() {
        wall_.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const boost::system::error_code& error) {
            const auto self = weak.lock();
            if (!self || error) return;
            const TimerRead what = read_timer(self->wall_.native_handle());
            // A read that tells of a set clock forgets an expiry that came with it.
            if (what == TimerRead::moved) self->rearm();
            self->await_wall();
            if (what == TimerRead::moved) call(self->callbacks_.moved);
            if (what == TimerRead::fired) call(self->callbacks_.due);
        });
    }

    void await_monotonic() {
        monotonic_.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const boost::system::error_code& error) {
            const auto self = weak.lock();
            if (!self || error) return;
            const TimerRead what = read_timer(self->monotonic_.native_handle());
            self->await_monotonic();
            if (what == TimerRead::fired) call(self->callbacks_.monotonic);
        });
    }

    asio::io_context& loop_;
    asio::posix::stream_descriptor wall_;
    asio::posix::stream_descriptor monotonic_;
    ZoneWatcher zone_;
    app::Clock::Callbacks callbacks_;
    std::time_t when_ = far_future;
    bool listening_ = false;
};

class SystemClock final : public app::Clock {
  public:
    SystemClock(asio::io_context& loop, const ZoneWatch& zone) : state_{std::make_shared<State>(loop, zone)} { state_->arm(std::nullopt); }

    [[nodiscard]] Reading read() const override {
        return {core::Instant{seconds_of(CLOCK_REALTIME)}, seconds_of(CLOCK_BOOTTIME), seconds_of(CLOCK_MONOTONIC)};
    }
    [[nodiscard]] bool synchronised() const override {
        timex status{};                          // modes 0: only asks
        const int state = ::adjtimex(&status);   // -1: a sandbox that forbids the question
        return state >= 0 && state != TIME_ERROR && (status.status & STA_UNSYNC) == 0;
    }
    void arm(std::optional<core::Instant> when) override { state_->arm(when); }
    void arm_monotonic(std::optional<core::Seconds> in) override { state_->arm_monotonic(in); }
    void listen(Callbacks callbacks) override { state_->listen(std::move(callbacks)); }

  private:
    std::shared_ptr<State> state_;
};

}   // namespace

TimerRead classify_timer_read(long bytes, int error) {
    if (bytes == static_cast<long>(sizeof(std::uint64_t))) return TimerRead::fired;
    if (bytes < 0 && error == ECANCELED) return TimerRead::moved;
    return TimerRead::nothing;
}

std::unique_ptr<app::Clock> make_system_clock(asio::io_context& loop, const ZoneWatch& zone) {
    return std::make_unique<SystemClock>(loop, zone);
}

}   // namespace kith::adapters
