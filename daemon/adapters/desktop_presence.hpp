#pragma once
// What the desktop says of the person's presence over the session bus: do-not-disturb, and screens that are blanked or locked. On the GLib thread.

#include <functional>

#include "daemon/adapters/bus_peer.hpp"

namespace kith::adapters {

/// Whether the notification server keeps notifications back, where that can be asked over D-Bus: the property Inhibited (KDE's addition to the
/// standard's interface), dunst's `paused`, and for xfce4-notifyd a setting that Xfce keeps in a store of its own (xfconf).
///
/// Left out: GNOME, Budgie, MATE and elementary have it in GSettings alone, of which D-Bus knows nothing; mako has modes, which mean what the
/// person's own configuration says.
class DoNotDisturb {
  public:
    /// `stirred` is called when the answer may have changed.
    explicit DoNotDisturb(const std::function<void()>& stirred);

    void attach(GDBusConnection* session_bus);
    void detach();
    [[nodiscard]] bool settled() const { return server_.settled() && xfce_settings_.settled(); }
    [[nodiscard]] bool on() const { return standard_.is("Inhibited", true) || dunst_.is("paused", true) || (xfce_ && set_in_xfce_); }

  private:
    void server_came();
    void server_left();
    void xfce_settings_came();

    bool xfce_ = false;          ///< the server is xfce4-notifyd
    bool set_in_xfce_ = false;   ///< whatever the server is
    BusPeer server_;
    BusProperties standard_;
    BusProperties dunst_;
    BusPeer xfce_settings_;
};

/// Whether a screen saver is active, which in the desktops that have one of these interfaces means blanked, locked, or both.
class ScreenSaver {
  public:
    /// `name` is that of the service and of its interface; `stirred` is called when the answer may have changed.
    ScreenSaver(const char* name, const char* path, std::function<void()> stirred);

    void attach(GDBusConnection* session_bus) { saver_.attach(session_bus); }
    void detach() { saver_.detach(); }
    [[nodiscard]] bool settled() const { return saver_.settled(); }
    [[nodiscard]] bool active() const { return active_; }

  private:
    void came();

    const char* name_;
    const char* path_;
    bool active_ = false;
    BusPeer saver_;
};

}   // namespace kith::adapters
