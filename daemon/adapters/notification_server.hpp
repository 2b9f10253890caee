#pragma once
// Who shows notifications: the owner of org.freedesktop.Notifications, whether it answers, and what it can do. On the GLib thread. Everything
// here is asynchronous, so a server that hangs delays nothing.

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "daemon/adapters/glib_support.hpp"

namespace kith::adapters {

class NotificationServer {
  public:
    struct Info {
        std::string name;   ///< "dunst 1.9.0", printable
        std::string key;    ///< the bus's id and the server's unique name: no other server ever has the same
        std::set<std::string> capabilities;
        [[nodiscard]] bool can(const std::string& what) const { return capabilities.contains(what); }
    };
    struct Callbacks {
        std::function<void(Info)> came;   ///< it owns the name and has said what it can; once for each server
        std::function<void()> left;       ///< it has the name no more; also told of one that never said what it can
        std::function<void()> answered;   ///< after ping()
        std::function<void()> silent;     ///< it has not answered for two seconds; `came` or `answered` will still come when it does
        std::function<void(std::string)> trouble;   ///< why there is none, in words for the person
    };
    explicit NotificationServer(Callbacks callbacks);

    void attach(GDBusConnection* bus);
    /// Forgets the bus and every reference to it. `left` is not called.
    void detach();

    /// Asks for a sign of life. There is no time limit, so that the answer of a server that hung says when it is back.
    void ping();
    /// Asks it to remove a notification; nothing waits for that.
    void close(std::uint32_t id);
    /// Something is to be shown and nobody has the name: after five seconds the bus is asked to start a server, if one is installed for that.
    void wish();
    /// Whoever wished has nothing to show any more.
    void wish_no_more();

    [[nodiscard]] bool present() const { return !owner_.empty(); }
    /// The id in the server's reply to the latest Notify that this process sent, also when it came after the caller had given up; or 0.
    [[nodiscard]] std::uint32_t latest_id() const;
    /// Info::key of the server that sent it: another than the present one's when that is gone and nobody has told of it yet; or "".
    [[nodiscard]] std::string latest_key() const;

  private:
    struct NotifyReplies;
    using Handler = void (NotificationServer::*)(GVariant* reply, GlibError& error);

    void appeared(const char* owner);
    void vanished();
    void forget_owner();
    void call(const char* method, Handler handler);
    [[nodiscard]] std::string key_of(const std::string& owner) const;
    void ask_again(const char* method, Handler handler);
    void know_name(GVariant* reply, GlibError& error);
    void know_capabilities(GVariant* reply, GlibError& error);
    void know_alive(GVariant* reply, GlibError& error);
    void await_answer();
    void say_absent();
    void start_server();
    void server_started(GlibError& error);

    Callbacks callbacks_;
    GDBusConnection* bus_ = nullptr;   ///< MessageBus's
    guint watch_ = 0;
    guint filter_ = 0;
    std::shared_ptr<NotifyReplies> replies_;
    std::string owner_;   ///< its unique name, or ""
    Info info_;
    GlibOwner<GCancellable> calls_;   ///< those to the present owner
    GlibOwner<GCancellable> start_call_;
    GlibTimer silence_;
    GlibTimer again_;
    BackOff again_delay_{1'000, 600'000};
    GlibTimer start_;
    BackOff start_delay_{5'000, 600'000};
};

}   // namespace kith::adapters
