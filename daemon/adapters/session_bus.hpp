#pragma once
// The connection to the session bus: made, lost, made again. On the GLib thread.

#include <functional>
#include <string>

#include "daemon/adapters/glib_support.hpp"

namespace kith::adapters {

/// Where the socket of the session bus lies ("/run/user/1000/bus"), or "" when the address is of another kind or there is none.
[[nodiscard]] std::string session_bus_socket();

class SessionBus {
  public:
    struct Callbacks {
        std::function<void(GDBusConnection*)> up;
        /// Nobody may keep a reference to the connection: GLib hands out the dead one as long as one exists.
        std::function<void()> down;
        std::function<void(std::string)> trouble;   ///< why there is none, in words for the person
    };
    explicit SessionBus(Callbacks callbacks);

    /// Connects, and after every loss again: when the socket appears, and in between after 0.25 s, 0.5 s … 60 s.
    void start();

  private:
    void connect();
    void retry_later(const std::string& why);
    void lost();
    void watch_socket();
    void unwatch_socket();
    gboolean socket_changed();

    Callbacks callbacks_;
    GlibOwner<GDBusConnection> connection_;
    gulong closed_ = 0;
    GlibTimer retry_;
    BackOff delay_{250, 60'000};
    std::string socket_;
    int inotify_ = -1;
    GSource* socket_watch_ = nullptr;
};

}   // namespace kith::adapters
