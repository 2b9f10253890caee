#pragma once
// A connection to a message bus: made, lost, made again. On the GLib thread.

#include <functional>
#include <string>

#include "daemon/adapters/glib_support.hpp"

namespace kith::adapters {

class MessageBus {
  public:
    enum class Which {
        shared_session,   ///< the session bus, over the one connection of this process that libnotify uses too; for its thread only
        session,          ///< the session bus, over a connection of its own; never waits for a bus that hangs
        system,           ///< the system bus, likewise; where the machine has none, none is waited for
    };
    struct Callbacks {
        std::function<void(GDBusConnection*)> up;
        /// Nobody may keep a reference to the connection: GLib hands out the dead shared one as long as one exists.
        std::function<void()> down;
        std::function<void(std::string)> trouble;   ///< why there is no session bus, in words for the person; of the others, only that
    };
    MessageBus(Which which, Callbacks callbacks);

    /// Connects, and after every loss again: when the socket appears, and in between after 0.25 s, 0.5 s … 60 s. While the socket is not there,
    /// and its folder can be watched, nobody wakes up.
    void start();
    /// The outcome of an attempt to connect is still to come: `up` or `trouble`.
    [[nodiscard]] bool trying() const { return trying_; }

  private:
    void connect();
    void connect_own();
    void connected(GlibOwner<GDBusConnection> connection, GlibError& error);
    void retry_later(const std::string& why);
    void lost();
    void watch_socket();
    void unwatch_socket();
    [[nodiscard]] bool only_socket_can_help() const;
    gboolean socket_changed();

    Which which_;
    Callbacks callbacks_;
    GlibOwner<GDBusConnection> connection_;
    bool trying_ = false;
    gulong closed_ = 0;
    GlibTimer retry_;
    BackOff delay_{250, 60'000};
    std::string socket_;   ///< where the bus listens ("/run/user/1000/bus"), or "" when its address is of another kind or there is none
    int inotify_ = -1;
    GSource* socket_watch_ = nullptr;
};

}   // namespace kith::adapters
