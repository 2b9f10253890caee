#include "daemon/adapters/message_bus.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <glib-unix.h>

#include "daemon/adapters/display_text.hpp"
#include "daemon/adapters/libnotify_desktop.hpp"

namespace kith::adapters {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// The first path in a bus's address; "" for an address of another kind.
std::string socket_in(const std::string& address) {
    constexpr std::string_view prefix = "unix:path=";
    if (!address.starts_with(prefix)) return {};
    const std::string path = address.substr(prefix.size(), address.find_first_of(",;") - prefix.size());
    // Other characters are escaped in an address; such a path is not watched, only tried.
    return path.find('%') == std::string::npos ? path : std::string{};
}

std::string session_bus_socket() {
    const std::string address = environment("DBUS_SESSION_BUS_ADDRESS");
    if (!address.empty()) return socket_in(address);
    const std::string runtime = environment("XDG_RUNTIME_DIR");
    return runtime.empty() ? "" : runtime + "/bus";
}

std::string system_bus_socket() {
    const std::string address = environment("DBUS_SYSTEM_BUS_ADDRESS");
    return address.empty() ? "/run/dbus/system_bus_socket" : socket_in(address);
}

}   // namespace

bool session_bus_expected() {
    if (!environment("DBUS_SESSION_BUS_ADDRESS").empty()) return true;
    const std::string runtime = environment("XDG_RUNTIME_DIR");
    std::error_code error;
    return !runtime.empty() && fs::is_socket(fs::path{runtime} / "bus", error);
}

MessageBus::MessageBus(Which which, Callbacks callbacks) : which_{which}, callbacks_{std::move(callbacks)} {}

void MessageBus::start() {
    socket_ = which_ == Which::system ? system_bus_socket() : session_bus_socket();
    connect();
}

void MessageBus::connect() {
    // Without this GLib would start a session bus of its own (dbus-launch), which nobody else is on.
    if (which_ != Which::system && !session_bus_expected()) {
        return retry_later(
            "There is no session bus: DBUS_SESSION_BUS_ADDRESS is not set. Notices wait; start kithd from within the desktop session.");
    }
    if (trying_) return;
    if (which_ != Which::shared_session) return connect_own();
    GlibError error;
    connected(GlibOwner<GDBusConnection>{g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, error.out())}, error);
}

void MessageBus::connect_own() {
    GlibError error;
    const GBusType type = which_ == Which::system ? G_BUS_TYPE_SYSTEM : G_BUS_TYPE_SESSION;
    const std::unique_ptr<gchar, decltype(&g_free)> address{g_dbus_address_get_for_bus_sync(type, nullptr, error.out()), &g_free};
    if (!address) return connected(nullptr, error);
    trying_ = true;
    constexpr auto flags =
        static_cast<GDBusConnectionFlags>(G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION);
    // GLib connects on a thread of a pool; this one goes when that is done, and not by waking up for it 15 s later.
    g_thread_pool_set_max_unused_threads(0);
    // A bus that hangs would keep the thread from hearing the other one.
    g_dbus_connection_new_for_address(
        address.get(), flags, nullptr, nullptr,
        [](GObject*, GAsyncResult* result, gpointer self) {
            GlibError failure;
            GlibOwner<GDBusConnection> connection{g_dbus_connection_new_for_address_finish(result, failure.out())};
            static_cast<MessageBus*>(self)->trying_ = false;
            static_cast<MessageBus*>(self)->connected(std::move(connection), failure);
        },
        this);
}

void MessageBus::connected(GlibOwner<GDBusConnection> connection, GlibError& error) {
    connection_ = std::move(connection);
    if (!connection_) {
        return retry_later("The session bus cannot be reached (" + single_line(error.text(), 200) +
                           "). Notices wait; kithd goes on trying.");
    }
    // GLib's own answer to a lost bus is SIGTERM.
    g_dbus_connection_set_exit_on_close(connection_.get(), FALSE);
    if (g_dbus_connection_is_closed(connection_.get()) != FALSE) {
        connection_.reset();   // the dead one of before: somebody's reply is still under way
        return retry_later("The session bus is gone. Notices wait; kithd goes on trying.");
    }
    unwatch_socket();
    retry_.stop();
    delay_.reset();
    closed_ = g_signal_connect(
        connection_.get(), "closed",
        G_CALLBACK(+[](GDBusConnection*, gboolean, GError*, gpointer self) { static_cast<MessageBus*>(self)->lost(); }), this);
    callbacks_.up(connection_.get());
}

void MessageBus::lost() {
    g_signal_handler_disconnect(connection_.get(), closed_);
    callbacks_.down();
    connection_.reset();
    retry_later("The session bus is gone. Notices wait; kithd goes on trying.");
}

void MessageBus::retry_later(const std::string& why) {
    callbacks_.trouble(why);
    watch_socket();
    if (!only_socket_can_help()) retry_.start(delay_.take(), [this] { connect(); });
}

bool MessageBus::only_socket_can_help() const {
    std::error_code error;
    if (socket_.empty() || fs::exists(socket_, error)) return false;
    return socket_watch_ != nullptr || which_ == Which::system;
}

void MessageBus::watch_socket() {
    if (socket_watch_ != nullptr || socket_.empty()) return;
    inotify_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (inotify_ < 0) return;
    const std::string folder = fs::path{socket_}.parent_path().string();
    if (::inotify_add_watch(inotify_, folder.c_str(), IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR) < 0) {
        ::close(std::exchange(inotify_, -1));
        return;
    }
    socket_watch_ = g_unix_fd_source_new(inotify_, G_IO_IN);
    const GUnixFDSourceFunc changed = [](gint, GIOCondition, gpointer self) -> gboolean {
        return static_cast<MessageBus*>(self)->socket_changed();
    };
    g_source_set_callback(socket_watch_, G_SOURCE_FUNC(changed), this, nullptr);
    g_source_attach(socket_watch_, g_main_context_get_thread_default());
}

void MessageBus::unwatch_socket() {
    if (socket_watch_ == nullptr) return;
    g_source_destroy(socket_watch_);
    g_source_unref(std::exchange(socket_watch_, nullptr));
    ::close(std::exchange(inotify_, -1));
}

gboolean MessageBus::socket_changed() {
    const std::string wanted = fs::path{socket_}.filename().string();
    bool appeared = false;
    bool folder_gone = false;
    alignas(inotify_event) std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = ::read(inotify_, buffer.data(), buffer.size())) > 0;) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            folder_gone = folder_gone || (event.mask & IN_IGNORED) != 0;
            appeared = appeared || (event.len > 0 && wanted == buffer.data() + at + sizeof event);
            at += sizeof event + event.len;
        }
    }
    if (appeared) {
        // A socket exists a moment before somebody listens on it.
        delay_.reset();
        retry_.start(50, [this] { connect(); });
    }
    if (folder_gone) {
        unwatch_socket();
        retry_.start(delay_.take(), [this] { connect(); });
    }
    return G_SOURCE_CONTINUE;   // a destroyed source stays so
}

}   // namespace kith::adapters
