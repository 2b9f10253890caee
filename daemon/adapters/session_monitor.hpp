#pragma once
// Whether the person is there: logind's word on lock and sleep, the screen savers', and the notification server's on do-not-disturb.

#include <memory>

#include <boost/asio/io_context.hpp>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// It looks at the system bus and the session bus, on a GLib thread of its own: libnotify blocks the desktop's for as long as a server hangs.
/// A bus that isn't there is waited for, and one that goes is looked for again; no service is ever started. Callbacks come on `loop`, never from
/// inside a call, and not after it is gone; it does not keep `loop` running. One in the life of a process.
[[nodiscard]] std::unique_ptr<app::Presence> make_session_monitor(boost::asio::io_context& loop);

}   // namespace kith::adapters
