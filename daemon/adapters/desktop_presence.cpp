#include "daemon/adapters/desktop_presence.hpp"

namespace kith::adapters {
namespace {

constexpr const char* server_name = "org.freedesktop.Notifications";
constexpr const char* server_path = "/org/freedesktop/Notifications";
constexpr const char* dunst_interface = "org.dunstproject.cmd0";

constexpr const char* xfce_server = "Xfce Notify Daemon";
constexpr const char* xfconf_name = "org.xfce.Xfconf";
constexpr const char* xfconf_path = "/org/xfce/Xfconf";
constexpr const char* xfce_channel = "xfce4-notifyd";
constexpr const char* xfce_property = "/do-not-disturb";

}   // namespace

DoNotDisturb::DoNotDisturb(const std::function<void()>& stirred)
    : server_{server_name, {[this] { server_came(); }, [this] { server_left(); }, stirred}},
      standard_{server_, server_name},
      dunst_{server_, dunst_interface},
      xfce_settings_{xfconf_name, {[this] { xfce_settings_came(); }, [this] { set_in_xfce_ = false; }, stirred}} {}

void DoNotDisturb::attach(GDBusConnection* session_bus) {
    server_.attach(session_bus);
    xfce_settings_.attach(session_bus);
}

void DoNotDisturb::detach() {
    server_.detach();
    xfce_settings_.detach();
}

void DoNotDisturb::server_came() {
    standard_.follow(server_path);
    dunst_.follow(server_path);
    server_.ask(server_path, server_name, "GetServerInformation", nullptr, "(ssss)", nullptr,
                [this](GVariant* reply) { xfce_ = reply != nullptr && text_in(reply, 0) == xfce_server; });
}

void DoNotDisturb::server_left() {
    standard_.forget();
    dunst_.forget();
    xfce_ = false;
}

void DoNotDisturb::xfce_settings_came() {
    xfce_settings_.listen(xfconf_path, xfconf_name, "PropertyChanged", xfce_channel, "(ssv)", [this](GVariant* change) {
        if (text_in(change, 1) == xfce_property) set_in_xfce_ = ends_with_true(change);
    });
    xfce_settings_.listen(xfconf_path, xfconf_name, "PropertyRemoved", xfce_channel, "(ss)", [this](GVariant* removal) {
        if (text_in(removal, 1) == xfce_property) set_in_xfce_ = false;
    });
    xfce_settings_.ask(xfconf_path, xfconf_name, "GetProperty", g_variant_new("(ss)", xfce_channel, xfce_property), "(v)", nullptr,
                       [this](GVariant* reply) { set_in_xfce_ = reply != nullptr && ends_with_true(reply); });
}

ScreenSaver::ScreenSaver(const char* name, const char* path, std::function<void()> stirred)
    : name_{name}, path_{path}, saver_{name, {[this] { came(); }, [this] { active_ = false; }, std::move(stirred)}} {}

void ScreenSaver::came() {
    const auto take = [this](GVariant* said) { active_ = said != nullptr && ends_with_true(said); };
    // Some emit it from more than one object.
    saver_.listen("", name_, "ActiveChanged", nullptr, "(b)", take);
    saver_.ask(path_, name_, "GetActive", nullptr, "(b)", nullptr, take);
}

}   // namespace kith::adapters
