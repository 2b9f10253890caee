#pragma once
// The control socket: kithd's door for kithctl and whoever else speaks daemon/protocol/README.md.

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <tl/expected.hpp>

#include "daemon/adapters/control_session.hpp"
#include "daemon/app/control.hpp"

namespace kith::adapters {

/// Serves the user it runs as and nobody else (SO_PEERCRED). Everything happens on the loop's thread; nothing escapes as an exception.
/// Wakes the process only for what clients do, and for the deadline of a client that owes something.
class ControlServer {
  public:
    /// Both must outlive it.
    ControlServer(boost::asio::io_context& io, app::RequestHandler& handler, ControlLimits limits = {});
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;
    ~ControlServer();   ///< as stop()

    // One of these two, once. Errors are for the person.
    /// Places a socket (socket_place.hpp) and listens.
    [[nodiscard]] tl::expected<void, std::string> listen_at(const std::string& path);
    /// Listens on a socket that somebody else placed (sd_listen_fds). Takes the descriptor over, unless it returns an error.
    [[nodiscard]] tl::expected<void, std::string> adopt(int listening_fd);

    /// Ends every session and removes the socket, if it placed it. May be called again.
    void stop();

  private:
    class Listener;
    std::shared_ptr<Listener> listener_;
};

}   // namespace kith::adapters
