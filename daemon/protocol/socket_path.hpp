#pragma once
// Where kithd and kithctl meet. From the environment only; nothing is looked at on disk.

#include <string>
#include <string_view>

namespace kith::protocol {

/// $XDG_RUNTIME_DIR/kith/control.sock; empty when the variable is unset, empty or not an absolute path (XDG Base Directory: such a value
/// is to be ignored). Tell the person no_runtime_dir() then.
[[nodiscard]] std::string control_socket_path();

/// Why there is no path, and what to do about it.
[[nodiscard]] std::string no_runtime_dir();

}   // namespace kith::protocol
