#pragma once
// What systemd is told of kithd's life (sd_notify(3)), and its watchdog. Where no systemd asked for it, all of this is silent.

#include <chrono>
#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>

namespace kith::adapters {

class SystemdNotify {
  public:
    using Clock = std::chrono::steady_clock;

    /// Takes from the environment whether somebody listens, and how long a turn may take.
    SystemdNotify();
    [[nodiscard]] bool listening() const { return listening_; }

    // The stages of a life. `status` is the line that `systemctl --user status` shows.
    void ready(const std::string& status);
    void reloading();
    void stopping();

    /// Runs the loop until it is stopped. A turn is what happens between two sleeps, however many handlers that are: the watchdog is armed when
    /// its first one begins, and disarmed before the loop sleeps, so that kithd never has to wake up only to say that it is well. `status` is
    /// asked at each turn's end and told when it is a new one.
    void run(boost::asio::io_context& loop, const std::function<std::string()>& status);

  private:
    class Turns;

    void tell(const std::string& lines) const;

    bool listening_ = false;
    std::chrono::microseconds watchdog_{0};   ///< 0: none
    std::string status_;
};

}   // namespace kith::adapters
