#include "daemon/adapters/login_session.hpp"

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace kith::adapters {
namespace {

constexpr const char* logind_name = "org.freedesktop.login1";
constexpr const char* manager_path = "/org/freedesktop/login1";
constexpr const char* manager_interface = "org.freedesktop.login1.Manager";
constexpr const char* user_interface = "org.freedesktop.login1.User";
constexpr const char* session_interface = "org.freedesktop.login1.Session";

bool of_this_person(GVariant* tuple) {
    return g_variant_get_uint32(GlibOwner<GVariant>{g_variant_get_child_value(tuple, 0)}.get()) == getuid();
}

}   // namespace

LoginSession::LoginSession(std::function<void()> stirred)
    : logind_{logind_name, {[this] { came(); }, [this] { left(); }, std::move(stirred)}},
      user_{logind_, user_interface, [this] { find_session(); }},
      session_{logind_, session_interface, [this] { session_changed(); }} {}

void LoginSession::came() {
    follow_sleep();
    const auto users_changed = [this](GVariant* user) {
        if (of_this_person(user)) find_user();
    };
    logind_.listen(manager_path, manager_interface, "UserNew", nullptr, "(uo)", users_changed);
    logind_.listen(manager_path, manager_interface, "UserRemoved", nullptr, "(uo)", users_changed);
    find_user();
}

void LoginSession::left() {
    user_.forget();
    session_.forget();
    asleep_ = false;
}

void LoginSession::follow_sleep() {
    // The property changes without a signal of its own.
    logind_.listen(manager_path, manager_interface, "PrepareForSleep", nullptr, "(b)",
                   [this](GVariant* going) { asleep_ = ends_with_true(going); });
    logind_.ask(manager_path, "org.freedesktop.DBus.Properties", "Get", g_variant_new("(ss)", manager_interface, "PreparingForSleep"),
                "(v)", nullptr, [this](GVariant* reply) { asleep_ = reply != nullptr && ends_with_true(reply); });
}

void LoginSession::find_user() {
    logind_.ask(manager_path, manager_interface, "GetUser", g_variant_new("(u)", getuid()), "(o)", nullptr, [this](GVariant* reply) {
        if (reply != nullptr) return user_.follow(text_in(reply, 0));
        // Not logged in, and not lingering: UserNew tells when.
        user_.forget();
        session_.forget();
    });
}

// Also each time when the person's display has changed, which it does whenever one of their sessions begins or ends.
void LoginSession::find_session() {
    const char* const id = std::getenv("XDG_SESSION_ID");
    if (id == nullptr || *id == '\0') return follow_display();
    logind_.ask(manager_path, manager_interface, "GetSession", g_variant_new("(s)", id), "(o)", nullptr, [this](GVariant* reply) {
        if (reply == nullptr) return follow_display();
        started_in_ = true;
        session_.follow(text_in(reply, 0));
    });
}

void LoginSession::session_changed() {
    if (started_in_ && !is_own_session()) follow_display();
}

bool LoginSession::is_own_session() const {
    GVariant* const user = session_.value("User", "(uo)");
    GVariant* const state = session_.value("State", "s");
    const bool ending = state == nullptr || std::strcmp(g_variant_get_string(state, nullptr), "closing") == 0;
    return user != nullptr && of_this_person(user) && session_.is("Remote", false) && !ending;
}

void LoginSession::follow_display() {
    started_in_ = false;
    GVariant* const display = user_.value("Display", "(so)");
    const std::string path = display != nullptr ? text_in(display, 1) : "/";
    if (path != "/") return session_.follow(path);
    session_.forget();
}

}   // namespace kith::adapters
