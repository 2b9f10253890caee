#pragma once
// The machine's clock and the one timer, on timerfd. Asio's own timers are not used for it: they stand still during suspend and wake the
// process every five minutes of a long wait.

#include <filesystem>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// Files whose change means that the machine's zone may have changed.
struct ZoneWatch {
    std::filesystem::path localtime = "/etc/localtime";   ///< watched by name, and what it links to
    std::filesystem::path timezone_file = "/etc/timezone";
};

/// Callbacks come on `loop`, never from inside a call. A moved clock and a woken machine both are `moved`; the armed moment stays armed.
/// zone_changed says that the zone *may* have changed: ask system_zone(). Without inotify the zone is not watched.
/// Throws std::system_error when the kernel gives no timer: the daemon cannot work without one.
[[nodiscard]] std::unique_ptr<app::Clock> make_system_clock(boost::asio::io_context& loop, const ZoneWatch& zone = {});

/// What a read of a wall-clock timer means.
enum class TimerRead : unsigned char {
    fired,
    moved,    ///< ECANCELED: the clock was set, or the machine woke
    nothing   ///< EAGAIN, EINTR, an empty read: wait again
};
[[nodiscard]] TimerRead classify_timer_read(long bytes, int error);

}   // namespace kith::adapters
