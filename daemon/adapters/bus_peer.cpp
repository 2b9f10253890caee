#include "daemon/adapters/bus_peer.hpp"

#include <algorithm>
#include <cassert>

namespace kith::adapters {
namespace {

constexpr const char* properties_interface = "org.freedesktop.DBus.Properties";
constexpr int no_limit = G_MAXINT;

bool is_of_type(GVariant* value, const std::string& type) {
    return value != nullptr && g_variant_is_of_type(value, G_VARIANT_TYPE(type.c_str())) != FALSE;
}

}   // namespace

struct BusPeer::Question {
    BusPeer* peer;
    std::string owner;
    std::string wanted;
    Taker answer;
};

struct BusPeer::Subscription {
    BusPeer* peer;
    std::string wanted;
    Taker take;
};

BusPeer::BusPeer(std::string name, Callbacks callbacks) : name_{std::move(name)}, callbacks_{std::move(callbacks)} {}

void BusPeer::attach(GDBusConnection* bus) {
    assert(bus_ == nullptr);
    bus_ = bus;
    looked_ = false;
    // This asks who has the name and never starts anybody.
    watch_ = g_bus_watch_name_on_connection(
        bus_, name_.c_str(), G_BUS_NAME_WATCHER_FLAGS_NONE,
        [](GDBusConnection*, const gchar*, const gchar* owner, gpointer self) { static_cast<BusPeer*>(self)->appeared(owner); },
        [](GDBusConnection*, const gchar*, gpointer self) { static_cast<BusPeer*>(self)->vanished(); }, this, nullptr);
}

void BusPeer::detach() {
    if (bus_ == nullptr) return;
    forget_owner();
    g_bus_unwatch_name(std::exchange(watch_, 0));
    bus_ = nullptr;
    callbacks_.stirred();
}

void BusPeer::appeared(const char* owner) {
    if (owner_ == owner) return;
    forget_owner();
    looked_ = true;
    owner_ = owner;
    callbacks_.came();
    callbacks_.stirred();
}

void BusPeer::vanished() {
    forget_owner();
    looked_ = true;
    callbacks_.stirred();
}

void BusPeer::forget_owner() {
    if (!present()) return;
    callbacks_.left();
    for (const guint one : subscriptions_) g_dbus_connection_signal_unsubscribe(bus_, one);
    subscriptions_.clear();
    owner_.clear();
}

void BusPeer::ask(const std::string& path, const char* interface, const char* method, GVariant* arguments, const char* wanted,
                  GCancellable* cancellable, Taker answer) {
    assert(present());
    ++unanswered_;
    g_dbus_connection_call(
        bus_, owner_.c_str(), path.c_str(), interface, method, arguments, nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, no_limit, cancellable,
        [](GObject* bus, GAsyncResult* result, gpointer data) {
            const std::unique_ptr<Question> question{static_cast<Question*>(data)};
            GlibError error;
            const GlibOwner<GVariant> reply{g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, error.out())};
            question->peer->answered(*question, reply.get(), error);
        },
        new Question{this, owner_, wanted, std::move(answer)});
}

void BusPeer::answered(const Question& question, GVariant* reply, const GlibError& error) {
    const bool moot = question.owner != owner_ || error.is(G_IO_ERROR, G_IO_ERROR_CANCELLED);
    if (!moot) question.answer(is_of_type(reply, question.wanted) ? reply : nullptr);
    --unanswered_;
    callbacks_.stirred();
}

guint BusPeer::listen(const std::string& path, const char* interface, const char* member, const char* first_argument, const char* wanted,
                      Taker take) {
    assert(present());
    subscriptions_.push_back(g_dbus_connection_signal_subscribe(
        bus_, owner_.c_str(), interface, member, path.empty() ? nullptr : path.c_str(), first_argument, G_DBUS_SIGNAL_FLAGS_NONE,
        [](GDBusConnection*, const gchar*, const gchar*, const gchar*, const gchar*, GVariant* arguments, gpointer data) {
            const auto& subscription = *static_cast<Subscription*>(data);
            if (!is_of_type(arguments, subscription.wanted)) return;
            // Taking it may end the subscription; GDBus keeps the data until this returns.
            subscription.take(arguments);
            subscription.peer->callbacks_.stirred();
        },
        new Subscription{this, wanted, std::move(take)}, [](gpointer data) { delete static_cast<Subscription*>(data); }));
    return subscriptions_.back();
}

void BusPeer::unlisten(guint subscription) {
    const auto found = std::find(subscriptions_.begin(), subscriptions_.end(), subscription);
    if (found == subscriptions_.end()) return;
    g_dbus_connection_signal_unsubscribe(bus_, subscription);
    subscriptions_.erase(found);
}

std::string text_in(GVariant* tuple, gsize at) {
    const GlibOwner<GVariant> text{g_variant_get_child_value(tuple, at)};
    return g_variant_get_string(text.get(), nullptr);
}

bool ends_with_true(GVariant* tuple) {
    GlibOwner<GVariant> last{g_variant_get_child_value(tuple, g_variant_n_children(tuple) - 1)};
    if (is_of_type(last.get(), "v")) last.reset(g_variant_get_variant(last.get()));
    return is_of_type(last.get(), "b") && g_variant_get_boolean(last.get()) != FALSE;
}

BusProperties::BusProperties(BusPeer& peer, const char* interface, std::function<void()> changed)
    : peer_{peer}, interface_{interface}, changed_{std::move(changed)} {}

void BusProperties::follow(const std::string& path) {
    if (path != path_) {
        forget();
        path_ = path;
        subscription_ = peer_.listen(path_, properties_interface, "PropertiesChanged", interface_, "(sa{sv}as)",
                                     [this](GVariant* signal) { take_change(signal); });
    }
    ask();
}

void BusProperties::forget() {
    if (question_) g_cancellable_cancel(question_.get());
    question_.reset();
    peer_.unlisten(std::exchange(subscription_, 0));
    path_.clear();
    values_.clear();
}

void BusProperties::ask() {
    if (question_) g_cancellable_cancel(question_.get());
    question_.reset(g_cancellable_new());
    peer_.ask(path_, properties_interface, "GetAll", g_variant_new("(s)", interface_), "(a{sv})", question_.get(), [this](GVariant* reply) {
        question_.reset();
        values_.clear();
        if (reply != nullptr) take(GlibOwner<GVariant>{g_variant_get_child_value(reply, 0)}.get());
        if (changed_) changed_();
    });
}

void BusProperties::take_change(GVariant* signal) {
    // The answer that is still to come may be of before this, and there may be nothing yet that the change is to.
    if (question_) return ask();
    take(GlibOwner<GVariant>{g_variant_get_child_value(signal, 1)}.get());
    // These have changed to what is not said.
    const GlibOwner<GVariant> unsaid{g_variant_get_child_value(signal, 2)};
    if (g_variant_n_children(unsaid.get()) > 0) ask();
    if (changed_) changed_();
}

void BusProperties::take(GVariant* dictionary) {
    GVariantIter entries;
    g_variant_iter_init(&entries, dictionary);
    const gchar* name = nullptr;
    GVariant* value = nullptr;
    while (g_variant_iter_next(&entries, "{&sv}", &name, &value) != FALSE) values_.insert_or_assign(name, GlibOwner<GVariant>{value});
}

GVariant* BusProperties::value(const std::string& property, const char* type) const {
    const auto found = values_.find(property);
    return found != values_.end() && is_of_type(found->second.get(), type) ? found->second.get() : nullptr;
}

bool BusProperties::is(const std::string& property, bool wanted) const {
    GVariant* const known = value(property, "b");
    return known != nullptr && (g_variant_get_boolean(known) != FALSE) == wanted;
}

}   // namespace kith::adapters
