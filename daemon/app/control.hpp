#pragma once
// The control socket's view of the app: a request in, a reply out. Sans I/O.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::app {

/// Answers requests. Implemented by Commands, served by the control server.
class RequestHandler {
  public:
    virtual ~RequestHandler() = default;
    struct Answer {
        std::string line;     ///< one JSON-RPC response without its line end; empty for a notification, which gets none
        bool watch = false;   ///< from now on this client gets notices
    };
    /// `line` is one line of a client, without its end; anything at all may stand in it. Never throws.
    virtual Answer handle(std::string_view line) = 0;
    /// The control server hands over how watchers are told: one JSON-RPC notification line.
    virtual void on_notice(std::function<void(const std::string& line)> send) = 0;
};

}   // namespace kith::app
