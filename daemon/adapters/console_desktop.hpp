#pragma once
// The desktop for a terminal without a session bus: notices are printed, and answered with kithctl.

#include <functional>
#include <iosfwd>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

struct ConsoleOptions {
    bool colour = false;
    std::function<TimeOfDay()> time_of_day;   ///< of the moment a notice is printed
};

/// Prints to `out`, which must outlive it. `ready` comes once, after listen(); nothing is ever clicked, and nothing leaves.
/// What stands there already in the same words is not printed again.
[[nodiscard]] std::unique_ptr<app::Desktop> make_console_desktop(boost::asio::io_context& loop, std::ostream& out, ConsoleOptions options);

/// On standard output, by this clock in the machine's zone; with colour when that is a terminal and NO_COLOR is not set (no-color.org).
[[nodiscard]] std::unique_ptr<app::Desktop> make_console_desktop(boost::asio::io_context& loop, const app::Clock& clock);

}   // namespace kith::adapters
