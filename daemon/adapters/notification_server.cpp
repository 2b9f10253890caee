#include "daemon/adapters/notification_server.hpp"

#include <cassert>
#include <charconv>
#include <mutex>

#include "daemon/adapters/display_text.hpp"

namespace kith::adapters {
namespace {

constexpr const char* server_name = "org.freedesktop.Notifications";
constexpr const char* server_path = "/org/freedesktop/Notifications";
constexpr guint patience_ms = 2'000;
constexpr int start_limit_ms = 30'000;
constexpr int no_limit = G_MAXINT;

/// The server is gone or going: the name watch says what comes next.
bool no_longer_there(const GlibError& error) {
    return error.is(G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) || error.is(G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
           error.is(G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) || error.is(G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
           error.is(G_IO_ERROR, G_IO_ERROR_CLOSED);
}

}   // namespace

/// The serial of the latest Notify and the id in its reply. Filled in by GDBus's own thread.
struct NotificationServer::NotifyReplies {
    std::mutex guard;
    guint32 serial = 0;
    std::uint32_t id = 0;
    std::string sender;   ///< of the reply

    void look(GDBusMessage* message, bool incoming) {
        const std::scoped_lock lock{guard};
        const GDBusMessageType type = g_dbus_message_get_message_type(message);
        if (!incoming && type == G_DBUS_MESSAGE_TYPE_METHOD_CALL && g_strcmp0(g_dbus_message_get_member(message), "Notify") == 0) {
            serial = g_dbus_message_get_serial(message);
            id = 0;
            sender.clear();
        } else if (incoming && type == G_DBUS_MESSAGE_TYPE_METHOD_RETURN && serial != 0 &&
                   g_dbus_message_get_reply_serial(message) == serial) {
            GVariant* body = g_dbus_message_get_body(message);
            if (body != nullptr && g_variant_is_of_type(body, G_VARIANT_TYPE("(u)")) != FALSE) g_variant_get(body, "(u)", &id);
            const char* from = g_dbus_message_get_sender(message);
            sender = from != nullptr ? from : "";
        }
    }
};

NotificationServer::NotificationServer(Callbacks callbacks)
    : callbacks_{std::move(callbacks)}, replies_{std::make_shared<NotifyReplies>()} {}

std::uint32_t NotificationServer::latest_id() const {
    const std::scoped_lock lock{replies_->guard};
    return replies_->id;
}

std::string NotificationServer::latest_key() const {
    const std::scoped_lock lock{replies_->guard};
    return bus_ == nullptr || replies_->sender.empty() ? std::string{} : key_of(replies_->sender);
}

std::string NotificationServer::key_of(const std::string& owner) const {
    return std::string{g_dbus_connection_get_guid(bus_)} + " " + owner;
}

void NotificationServer::attach(GDBusConnection* bus) {
    assert(bus_ == nullptr);
    bus_ = bus;
    using Shared = std::shared_ptr<NotifyReplies>;
    filter_ = g_dbus_connection_add_filter(
        bus_,
        [](GDBusConnection*, GDBusMessage* message, gboolean incoming, gpointer data) -> GDBusMessage* {
            (*static_cast<Shared*>(data))->look(message, incoming != FALSE);
            return message;
        },
        new Shared{replies_}, [](gpointer data) { delete static_cast<Shared*>(data); });
    // This asks who has the name and never starts anybody.
    watch_ = g_bus_watch_name_on_connection(
        bus_, server_name, G_BUS_NAME_WATCHER_FLAGS_NONE,
        [](GDBusConnection*, const gchar*, const gchar* owner, gpointer self) { static_cast<NotificationServer*>(self)->appeared(owner); },
        [](GDBusConnection*, const gchar*, gpointer self) { static_cast<NotificationServer*>(self)->vanished(); }, this, nullptr);
}

void NotificationServer::detach() {
    if (bus_ == nullptr) return;
    forget_owner();
    start_.stop();
    if (start_call_) g_cancellable_cancel(start_call_.get());
    start_call_.reset();
    g_bus_unwatch_name(std::exchange(watch_, 0));
    g_dbus_connection_remove_filter(bus_, std::exchange(filter_, 0));
    bus_ = nullptr;
}

void NotificationServer::appeared(const char* owner) {
    if (owner_ == owner) return;
    forget_owner();
    start_.stop();
    start_delay_.reset();
    owner_ = owner;
    info_ = {};
    info_.key = key_of(owner_);
    calls_.reset(g_cancellable_new());
    await_answer();
    call("GetServerInformation", &NotificationServer::know_name);
}

void NotificationServer::vanished() {
    if (bus_ == nullptr || g_dbus_connection_is_closed(bus_) != FALSE) return;   // MessageBus tells of that
    forget_owner();
    callbacks_.left();
    say_absent();
}

void NotificationServer::say_absent() {
    callbacks_.trouble(
        "No notification server is running. Notices wait until one starts: a desktop brings its own, elsewhere install one, such as "
        "dunst.");
}

void NotificationServer::forget_owner() {
    if (calls_) g_cancellable_cancel(calls_.get());
    calls_.reset();
    silence_.stop();
    again_.stop();
    again_delay_.reset();
    owner_.clear();
    const std::scoped_lock lock{replies_->guard};
    replies_->serial = 0;
    replies_->id = 0;
    replies_->sender.clear();
}

void NotificationServer::call(const char* method, Handler handler) {
    struct Call {
        NotificationServer* self;
        const char* method;
        Handler handler;
    };
    g_dbus_connection_call(
        bus_, owner_.c_str(), server_path, server_name, method, nullptr, nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, no_limit, calls_.get(),
        [](GObject* bus, GAsyncResult* result, gpointer data) {
            const std::unique_ptr<Call> call{static_cast<Call*>(data)};
            GlibError error;
            const GlibOwner<GVariant> reply{g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, error.out())};
            if (error.is(G_IO_ERROR, G_IO_ERROR_CANCELLED)) return;
            if (no_longer_there(error)) return call->self->ask_again(call->method, call->handler);
            (call->self->*call->handler)(reply.get(), error);
        },
        new Call{this, method, handler});
}

// Either the server is going, and the name watch ends this, or it stays and hands on what somebody behind it said.
void NotificationServer::ask_again(const char* method, Handler handler) {
    if (present()) again_.start(again_delay_.take(), [this, method, handler] { call(method, handler); });
}

void NotificationServer::await_answer() {
    silence_.start(patience_ms, [this] { callbacks_.silent(); });
}

void NotificationServer::know_name(GVariant* reply, GlibError& error) {
    std::string version = "0";
    if (reply != nullptr && g_variant_is_of_type(reply, G_VARIANT_TYPE("(ssss)")) != FALSE) {
        const char* parts[4] = {};
        g_variant_get(reply, "(&s&s&s&s)", &parts[0], &parts[1], &parts[2], &parts[3]);
        // Some add a date to the version.
        const std::string release = parts[2];
        info_.name = single_line(std::string{parts[0]} + " " + release.substr(0, release.find(' ')), 60);
        version = parts[3];
    }
    int major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    // libnotify takes a server without a version of the standard for a bug of its caller, and aborts.
    if (major <= 0) {
        silence_.stop();
        if (reply == nullptr) ask_again("GetServerInformation", &NotificationServer::know_name);
        const std::string who = info_.name.empty() ? "The notification server" : info_.name;
        const std::string why = reply == nullptr ? " (" + single_line(error.text(), 100) + ")" : "";
        return callbacks_.trouble(who + " does not say which version of the notification standard it speaks" + why +
                                  ", so kith cannot use it. Notices wait for another one, such as dunst.");
    }
    call("GetCapabilities", &NotificationServer::know_capabilities);
}

void NotificationServer::know_capabilities(GVariant* reply, GlibError&) {
    silence_.stop();
    again_delay_.reset();
    // A server that cannot say what it can is treated as one that can only show text.
    if (reply != nullptr && g_variant_is_of_type(reply, G_VARIANT_TYPE("(as)")) != FALSE) {
        const GlibOwner<GVariant> list{g_variant_get_child_value(reply, 0)};
        for (gsize at = 0; at < g_variant_n_children(list.get()); ++at) {
            const GlibOwner<GVariant> one{g_variant_get_child_value(list.get(), at)};
            info_.capabilities.emplace(g_variant_get_string(one.get(), nullptr));
        }
    }
    callbacks_.came(info_);
}

void NotificationServer::ping() {
    assert(present());
    await_answer();
    call("GetServerInformation", &NotificationServer::know_alive);
}

void NotificationServer::know_alive(GVariant*, GlibError&) {
    // An error is an answer too.
    silence_.stop();
    again_delay_.reset();
    callbacks_.answered();
}

void NotificationServer::close(std::uint32_t id) {
    if (!present()) return;
    g_dbus_connection_call(bus_, owner_.c_str(), server_path, server_name, "CloseNotification", g_variant_new("(u)", id), nullptr,
                           G_DBUS_CALL_FLAGS_NO_AUTO_START, no_limit, nullptr, nullptr, nullptr);
}

void NotificationServer::wish() {
    if (bus_ == nullptr || present() || start_.running() || start_call_) return;
    start_.start(start_delay_.take(), [this] { start_server(); });
}

void NotificationServer::wish_no_more() {
    start_.stop();
    start_delay_.reset();
}

void NotificationServer::start_server() {
    if (present()) return;
    start_call_.reset(g_cancellable_new());
    g_dbus_connection_call(
        bus_, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "StartServiceByName",
        g_variant_new("(su)", server_name, 0U), nullptr, G_DBUS_CALL_FLAGS_NONE, start_limit_ms, start_call_.get(),
        [](GObject* bus, GAsyncResult* result, gpointer self) {
            GlibError error;
            const GlibOwner<GVariant> reply{g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, error.out())};
            if (!error.is(G_IO_ERROR, G_IO_ERROR_CANCELLED)) static_cast<NotificationServer*>(self)->server_started(error);
        },
        this);
}

void NotificationServer::server_started(GlibError& error) {
    start_call_.reset();
    if (present() || bus_ == nullptr) return;
    // Nothing is installed that could be started: the next notice asks again, and until then nobody wakes up for it.
    if (error.is(G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)) return start_delay_.reset();
    wish();
}

}   // namespace kith::adapters
