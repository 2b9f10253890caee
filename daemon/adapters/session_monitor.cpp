#include "daemon/adapters/session_monitor.hpp"

#include <algorithm>
#include <array>

#include "daemon/adapters/desktop_presence.hpp"
#include "daemon/adapters/glib_mailbox.hpp"
#include "daemon/adapters/glib_thread.hpp"
#include "daemon/adapters/login_session.hpp"
#include "daemon/adapters/message_bus.hpp"

namespace kith::adapters {
namespace {

constexpr guint first_look_ms = 2'000;

/// What lives on the app's thread.
struct Listener {
    std::function<void()> changed;
    app::Presence::State state;
};

/// What lives on the GLib thread. Never destroyed: an answer may be under way when kithd ends.
class Watch {
  public:
    explicit Watch(std::shared_ptr<Mailbox<Listener>> mailbox) : mailbox_{std::move(mailbox)} {}

    void start() {
        limit_.start(first_look_ms, [this] { tell(); });
        session_bus_.start();
        system_bus_.start();
        started_ = true;
        look();
    }

  private:
    template <class Work>
    void each_on_session_bus(Work work) {
        work(do_not_disturb_);
        for (ScreenSaver& saver : savers_) work(saver);
    }

    void look() {
        const app::Presence::State now = state();
        if (known_) {
            if (now != told_) tell();
        } else if (settled()) {
            tell();
        }
    }

    [[nodiscard]] app::Presence::State state() const {
        const bool blanked = std::any_of(savers_.begin(), savers_.end(), [](const ScreenSaver& saver) { return saver.active(); });
        return {.do_not_disturb = do_not_disturb_.on(), .locked = login_.away() || blanked, .asleep = login_.asleep()};
    }

    [[nodiscard]] bool settled() const {
        return started_ && !session_bus_.trying() && !system_bus_.trying() && login_.settled() && do_not_disturb_.settled() &&
               std::all_of(savers_.begin(), savers_.end(), [](const ScreenSaver& saver) { return saver.settled(); });
    }

    void tell() {
        limit_.stop();
        known_ = true;
        told_ = state();
        mailbox_->post([state = told_](Listener& to) {
            to.state = state;
            if (to.changed) to.changed();
        });
    }

    std::shared_ptr<Mailbox<Listener>> mailbox_;
    std::function<void()> stirred_{[this] { look(); }};
    LoginSession login_{stirred_};
    DoNotDisturb do_not_disturb_{stirred_};
    // KDE, GNOME, Cinnamon, MATE, Xfce. Each has an interface of the same shape under its own name.
    std::array<ScreenSaver, 5> savers_{{{"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", stirred_},
                                        {"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", stirred_},
                                        {"org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", stirred_},
                                        {"org.mate.ScreenSaver", "/org/mate/ScreenSaver", stirred_},
                                        {"org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", stirred_}}};
    MessageBus session_bus_{
        MessageBus::Which::session,
        {[this](GDBusConnection* bus) { each_on_session_bus([bus](auto& source) { source.attach(bus); }); },
         [this] { each_on_session_bus([](auto& source) { source.detach(); }); }, [this](const std::string&) { look(); }}};
    MessageBus system_bus_{
        MessageBus::Which::system,
        {[this](GDBusConnection* bus) { login_.attach(bus); }, [this] { login_.detach(); }, [this](const std::string&) { look(); }}};
    bool started_ = false;
    bool known_ = false;   ///< the first look is over
    GlibTimer limit_;
    app::Presence::State told_;
};

class SessionMonitor final : public app::Presence {
  public:
    explicit SessionMonitor(boost::asio::io_context& loop)
        : listener_{std::make_shared<Listener>()}, mailbox_{std::make_shared<Mailbox<Listener>>(loop, listener_)} {}
    ~SessionMonitor() override { mailbox_->shut(); }
    SessionMonitor(const SessionMonitor&) = delete;
    SessionMonitor& operator=(const SessionMonitor&) = delete;

    void listen(std::function<void()> changed) override {
        listener_->changed = std::move(changed);
        if (std::exchange(started_, true)) return;
        thread_.post([mailbox = mailbox_] {
            watch_ = new Watch{mailbox};
            watch_->start();
        });
    }
    [[nodiscard]] State state() const override { return listener_->state; }

  private:
    inline static Watch* watch_ = nullptr;   ///< of the GLib thread only

    std::shared_ptr<Listener> listener_;
    std::shared_ptr<Mailbox<Listener>> mailbox_;
    bool started_ = false;
    GlibThread thread_;
};

}   // namespace

std::unique_ptr<app::Presence> make_session_monitor(boost::asio::io_context& loop) { return std::make_unique<SessionMonitor>(loop); }

}   // namespace kith::adapters
