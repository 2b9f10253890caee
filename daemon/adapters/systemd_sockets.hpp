#pragma once
// Socket activation (sd_listen_fds(3)): kithd.socket holds the control socket, and the first kithctl starts kithd.

#include <optional>
#include <string>

#include <tl/expected.hpp>

namespace kith::adapters {

/// The descriptor of the control socket that systemd placed and passed on, for ControlServer::adopt; none: kithd was not started that way. Ask
/// once: the environment that says so is cleared. The error is for the person.
[[nodiscard]] tl::expected<std::optional<int>, std::string> socket_from_systemd();

}   // namespace kith::adapters
