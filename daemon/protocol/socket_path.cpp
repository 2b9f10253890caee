#include "daemon/protocol/socket_path.hpp"

#include <cstdlib>

namespace kith::protocol {
namespace {

std::string_view runtime_dir() {
    const char* value = std::getenv("XDG_RUNTIME_DIR");
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

}   // namespace

std::string control_socket_path() {
    std::string_view folder = runtime_dir();
    if (!folder.starts_with('/')) return {};
    while (folder.ends_with('/')) folder.remove_suffix(1);
    return std::string{folder} + "/kith/control.sock";
}

std::string no_runtime_dir() {
    const auto folder = runtime_dir();
    if (folder.empty())
        return "XDG_RUNTIME_DIR is not set, so there is no place for kith's control socket; a login session sets it, otherwise set it to a "
               "folder "
               "of your own with mode 0700";
    return "XDG_RUNTIME_DIR is not an absolute path, so there is no place for kith's control socket; set it to a folder of your own with "
           "mode "
           "0700, written from / on";
}

}   // namespace kith::protocol
