#pragma once
// The desktop over the session bus: notifications through libnotify, on a GLib thread of its own. Nothing of GLib is seen here.

#include <memory>

#include <boost/asio/io_context.hpp>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// One in the life of a process, because libnotify keeps its state in globals. It starts looking for a bus and a server at the first listen().
/// Callbacks come on `loop`, never from inside a call, and not after it is gone; it does not keep `loop` running. Destroying it leaves what is
/// shown on the screen, and takes at most half a second even when the server hangs.
[[nodiscard]] std::unique_ptr<app::Desktop> make_libnotify_desktop(boost::asio::io_context& loop);

/// True when this process can expect a session bus: DBUS_SESSION_BUS_ADDRESS is set, or there is a socket at $XDG_RUNTIME_DIR/bus.
[[nodiscard]] bool session_bus_expected();

}   // namespace kith::adapters
