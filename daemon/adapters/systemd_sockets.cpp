#include "daemon/adapters/systemd_sockets.hpp"

#include <systemd/sd-daemon.h>

#include <cstring>

namespace kith::adapters {

tl::expected<std::optional<int>, std::string> socket_from_systemd() {
    const int passed = sd_listen_fds(1);
    if (passed == 0) return std::nullopt;
    if (passed == 1) return SD_LISTEN_FDS_START;
    return tl::unexpected{passed < 0 ? std::string{"what systemd passed can't be used: "} + std::strerror(-passed)
                                     : "systemd passed " + std::to_string(passed) +
                                           " sockets, and kithd wants one: look at ListenStream= in kithd.socket and what was added to it"};
}

}   // namespace kith::adapters
