#pragma once
// The control socket's place in the file system: a private folder, our own, and nobody else's socket in it.

#include <string>

#include <sys/types.h>
#include <tl/expected.hpp>

namespace kith::adapters {

/// A bound and listening Unix socket, and which file it is, so that only that one is removed again.
struct PlacedSocket {
    int fd = -1;   ///< the caller's to close; close-on-exec, non-blocking
    std::string path;
    dev_t device = 0;
    ino_t inode = 0;
};

/// Binds RUNTIME/kith/control.sock (or the like: any absolute path of two or more parts), mode 0600 whatever the umask. RUNTIME must exist, be
/// ours and closed to others (XDG Base Directory); the folder in it is made, or tightened to 0700 when it is ours. Symbolic links and other
/// users' files are refused. A socket nobody listens on is replaced; one that answers is an error that names the process. Errors are for
/// the person: what, where, what to do.
[[nodiscard]] tl::expected<PlacedSocket, std::string> place_socket(const std::string& path);

/// Removes the file, if it is still the one that was placed. The descriptor is not touched.
void remove_socket(const PlacedSocket& placed);

}   // namespace kith::adapters
