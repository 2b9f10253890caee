#pragma once
// What of ours is on the screen and what is on the way to it. On the GLib thread; libnotify is called here and nowhere else.
//
// A queue stands in front of the server. Nothing leaves it before the server has answered a question, because libnotify waits up to 25 s for one
// that hangs. An answer, a click or a closing counts only while its notification is the one in `displayed_`, which is emptied with each server.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <libnotify/notify.h>

#include "daemon/adapters/glib_support.hpp"
#include "daemon/adapters/notification_server.hpp"
#include "daemon/app/ports.hpp"

namespace kith::adapters {

class NoticeDisplay {
  public:
    struct Callbacks {
        std::function<void(core::NoticeId, core::Button)> clicked;
        std::function<void(core::NoticeId, core::Fate)> left;
        std::function<void(app::ShownAs)> shown;
        std::function<void(std::string)> refused;   ///< the server's words, or "" when it takes notices again
    };
    NoticeDisplay(NotificationServer& server, Callbacks callbacks);

    void adopt(std::vector<app::ShownAs> shown);
    void show(app::Notice notice);
    void withdraw(core::NoticeId notice);

    void server_came(const NotificationServer::Info& info);
    void server_left();   ///< also of a bus: nothing of ours is on the screen
    void server_answered();

  private:
    using Notification = GlibOwner<NotifyNotification>;
    struct Displayed {
        Notification object;   ///< none: adopted, or the server refused its replacement
        std::uint32_t id = 0;
    };
    struct Adopted {
        app::ShownAs shown;
        bool withdrawn = false;
    };
    struct Unanswered {   ///< sent, and the server hung before it replied
        core::NoticeId notice = 0;
        Notification object;
        std::uint32_t replaces = 0;
        bool withdrawn = false;
        app::Notice content;
    };
    struct Click;

    void ask_before_showing();
    void present(app::Notice notice);
    [[nodiscard]] Notification make(const app::Notice& notice, std::uint32_t replaces);
    void presented(core::NoticeId notice, Notification object, std::uint32_t replaces);
    void not_presented(app::Notice notice, Notification object, std::uint32_t replaces, GlibError& error);
    void settle_unanswered();
    void clicked(NotifyNotification* object, core::NoticeId notice, core::Button button);
    void closed(NotifyNotification* object);
    void forget_content(core::NoticeId notice);
    void drop_later(Notification object);

    NotificationServer& server_;
    Callbacks callbacks_;
    std::optional<NotificationServer::Info> info_;   ///< of the present server, once it is known
    std::map<core::NoticeId, Displayed> displayed_;
    std::vector<Adopted> adopted_;                    ///< until the first server is known
    std::deque<app::Notice> queue_;                   ///< at most one for each notice
    std::map<core::NoticeId, app::Notice> refused_;   ///< shown again when retry_ runs
    std::optional<Unanswered> unanswered_;
    std::set<core::NoticeId> dropped_;   ///< for want of a server
    std::vector<Notification> dropping_;
    bool asking_ = false;
    GlibTimer retry_;
    BackOff retry_delay_{1'000, 600'000};
    GlibTimer drop_;
};

}   // namespace kith::adapters
