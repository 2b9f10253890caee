#pragma once
// What logind knows: whether the person's session is locked or given way to another, and whether the machine goes to sleep. On the GLib thread.

#include <functional>
#include <string>

#include "daemon/adapters/bus_peer.hpp"

namespace kith::adapters {

/// The session is the one this process was started in (XDG_SESSION_ID), where that is this person's, local, and not at its end; else the one
/// logind calls the person's display: a service of the user manager has no session, and the display may come later and change.
///
/// The signals Lock and Unlock are left out: they ask a screen locker to act. Whether it did it says with LockedHint, or nowhere; and one that
/// says it nowhere would never be seen to unlock.
class LoginSession {
  public:
    /// `stirred` is called when the answers below may have changed.
    explicit LoginSession(std::function<void()> stirred);

    void attach(GDBusConnection* system_bus) { logind_.attach(system_bus); }
    void detach() { logind_.detach(); }
    [[nodiscard]] bool settled() const { return logind_.settled(); }

    /// Locked, or another session has the person's seat now.
    [[nodiscard]] bool away() const { return session_.is("LockedHint", true) || session_.is("Active", false); }
    [[nodiscard]] bool asleep() const { return asleep_; }

  private:
    void came();
    void left();
    void follow_sleep();
    void find_user();
    void find_session();
    void session_changed();
    [[nodiscard]] bool is_own_session() const;
    void follow_display();

    BusPeer logind_;
    BusProperties user_;
    BusProperties session_;
    bool started_in_ = false;   ///< session_ is the one of XDG_SESSION_ID
    bool asleep_ = false;
};

}   // namespace kith::adapters
