#pragma once
// A service on a message bus, for as long as somebody has its name. On the GLib thread, and like all that lives there never destroyed.
// Everything is asynchronous, and nobody is ever started. Questions have no time limit: nothing waits for the answer, and that of a service
// which hung is welcome when it is back.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "daemon/adapters/glib_support.hpp"

namespace kith::adapters {

class BusPeer {
  public:
    struct Callbacks {
        std::function<void()> came;      ///< somebody has the name now, to whom nothing has been said yet
        std::function<void()> left;      ///< nobody has, or not the one of before, or the bus is gone: what was known of it is not any more
        std::function<void()> stirred;   ///< after each of these, and each answer and signal
    };
    using Taker = std::function<void(GVariant*)>;

    BusPeer(std::string name, Callbacks callbacks);

    void attach(GDBusConnection* bus);
    /// Forgets the bus and every reference to it; `left` is called where somebody was there.
    void detach();
    [[nodiscard]] bool present() const { return !owner_.empty(); }
    /// Whether somebody has the name is known, and every question is answered. True also without a bus.
    [[nodiscard]] bool settled() const { return bus_ == nullptr || (looked_ && unanswered_ == 0); }

    /// Calls a method of the one present. `answer` is called with the reply if that is of the type `wanted`, else with nullptr; and not once the
    /// one present has left or `cancellable`, which may be nullptr, is cancelled. `arguments` may be floating.
    void ask(const std::string& path, const char* interface, const char* method, GVariant* arguments, const char* wanted,
             GCancellable* cancellable, Taker answer);

    /// Has `take` called with each signal of the one present that has the type `wanted`, until it leaves or unlisten(). An empty path: whatever
    /// the object. Returns a number for unlisten().
    guint listen(const std::string& path, const char* interface, const char* member, const char* first_argument, const char* wanted,
                 Taker take);
    void unlisten(guint subscription);

  private:
    struct Question;
    struct Subscription;
    void appeared(const char* owner);
    void vanished();
    void forget_owner();
    void answered(const Question& question, GVariant* reply, const GlibError& error);

    std::string name_;
    Callbacks callbacks_;
    GDBusConnection* bus_ = nullptr;   ///< MessageBus's
    guint watch_ = 0;
    bool looked_ = false;   ///< the bus has said whether somebody has the name
    std::string owner_;     ///< the unique name, or ""
    std::vector<guint> subscriptions_;
    int unanswered_ = 0;
};

/// The text, or object path, at a place of a tuple.
[[nodiscard]] std::string text_in(GVariant* tuple, gsize at);
/// Whether what a tuple ends with is the boolean true, itself or in a variant.
[[nodiscard]] bool ends_with_true(GVariant* tuple);

/// The properties of one interface of one object: asked for once, and then as the service tells of changes (org.freedesktop.DBus.Properties).
class BusProperties {
  public:
    /// `changed` is called when something has been said, also when that was that there is nothing to say.
    BusProperties(BusPeer& peer, const char* interface, std::function<void()> changed = {});

    /// From now on those of this object of the peer's, which is present. What is known of the same object stays while it is asked anew.
    void follow(const std::string& path);
    void forget();

    /// What it is said to be: a value of this type; nullptr where unknown, or of another type. Valid until the next change.
    [[nodiscard]] GVariant* value(const std::string& property, const char* type) const;
    /// Known, and this.
    [[nodiscard]] bool is(const std::string& property, bool wanted) const;

  private:
    void ask();
    void take(GVariant* dictionary);
    void take_change(GVariant* signal);

    BusPeer& peer_;
    const char* interface_;
    std::function<void()> changed_;
    std::string path_;   ///< "" while none is followed
    std::map<std::string, GlibOwner<GVariant>> values_;
    GlibOwner<GCancellable> question_;   ///< while there is one
    guint subscription_ = 0;
};

}   // namespace kith::adapters
