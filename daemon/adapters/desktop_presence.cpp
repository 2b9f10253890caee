#include "daemon/adapters/desktop_presence.hpp"

namespace kith::adapters {
namespace {

constexpr const char* server_name = "org.freedesktop.Notifications";
constexpr const char* server_path = "/org/freedesktop/Notifications";
constexpr const char* dunst_interface = "org.dunstproject.cmd0";

}   // namespace

DoNotDisturb::DoNotDisturb(std::function<void()> stirred)
    : server_{server_name,
              {[this] {
                   standard_.follow(server_path);
                   dunst_.follow(server_path);
               },
               [this] {
                   standard_.forget();
                   dunst_.forget();
               },
               std::move(stirred)}},
      standard_{server_, server_name},
      dunst_{server_, dunst_interface} {}

ScreenSaver::ScreenSaver(const char* name, const char* path, std::function<void()> stirred)
    : name_{name}, path_{path}, saver_{name, {[this] { came(); }, [this] { active_ = false; }, std::move(stirred)}} {}

void ScreenSaver::came() {
    const auto take = [this](GVariant* tuple) {
        gboolean active = FALSE;
        if (tuple != nullptr) g_variant_get(tuple, "(b)", &active);
        active_ = active != FALSE;
    };
    // Some emit it from more than one object.
    saver_.listen("", name_, "ActiveChanged", nullptr, "(b)", take);
    saver_.ask(path_, name_, "GetActive", nullptr, "(b)", nullptr, take);
}

}   // namespace kith::adapters
