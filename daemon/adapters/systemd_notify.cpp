#include "daemon/adapters/systemd_notify.hpp"

#include <systemd/sd-daemon.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace kith::adapters {

SystemdNotify::SystemdNotify() : listening_{std::getenv("NOTIFY_SOCKET") != nullptr} {
    std::uint64_t watchdog = 0;
    if (sd_watchdog_enabled(0, &watchdog) > 0) watchdog_ = std::chrono::microseconds{watchdog};
}

void SystemdNotify::tell(const std::string& lines) const {
    // That systemd does not hear it is no reason to do anything else.
    if (listening_) static_cast<void>(sd_notify(0, lines.c_str()));
}

void SystemdNotify::ready(const std::string& status) {
    status_ = status;
    tell("READY=1\nSTATUS=" + status_);
}

void SystemdNotify::reloading() { tell("RELOADING=1"); }

void SystemdNotify::stopping() { tell("STOPPING=1"); }

/// Arms the watchdog at the first handler of a turn. A turn that goes on and on, with clients that never leave kithd in peace, is no hang: it is
/// armed anew from time to time. (HandlerWatch comes with Asio's headers: cmake/asio_turns.hpp.)
class SystemdNotify::Turns final : public HandlerWatch {
  public:
    explicit Turns(const SystemdNotify& systemd) : systemd_{systemd} {
        if (systemd_.watchdog_.count() > 0) handler_watch = this;
    }
    ~Turns() { handler_watch = nullptr; }
    Turns(const Turns&) = delete;
    Turns& operator=(const Turns&) = delete;

    void handler_begins() override {
        const Clock::time_point now = Clock::now();
        if (armed_ && now - armed_at_ < systemd_.watchdog_ / 4) return;
        armed_ = true;
        armed_at_ = now;
        systemd_.tell("WATCHDOG_USEC=" + std::to_string(systemd_.watchdog_.count()));
    }

    /// What tells systemd that the turn is over; empty: nothing was armed.
    [[nodiscard]] std::string end() { return std::exchange(armed_, false) ? "WATCHDOG_USEC=0\n" : ""; }

  private:
    const SystemdNotify& systemd_;
    bool armed_ = false;
    Clock::time_point armed_at_;
};

void SystemdNotify::run(boost::asio::io_context& loop, const std::function<std::string()>& status) {
    Turns turns{*this};
    // From its start on systemd counts, and the loop may sleep for days.
    if (watchdog_.count() > 0) tell("WATCHDOG_USEC=0");
    while (loop.run_one() != 0) {
        while (loop.poll_one() != 0) {
        }
        if (!listening_) continue;
        std::string news = turns.end();
        if (std::string line = status(); line != status_) {
            news += "STATUS=" + line;
            status_ = std::move(line);
        }
        if (!news.empty()) tell(news);
    }
}

}   // namespace kith::adapters
