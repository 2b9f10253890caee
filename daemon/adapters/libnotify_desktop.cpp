#include "daemon/adapters/libnotify_desktop.hpp"

#include "daemon/adapters/glib_mailbox.hpp"
#include "daemon/adapters/glib_thread.hpp"
#include "daemon/adapters/message_bus.hpp"
#include "daemon/adapters/notice_display.hpp"
#include "daemon/adapters/notification_server.hpp"

namespace kith::adapters {
namespace {

/// What lives on the app's thread.
struct Listener {
    app::Desktop::Callbacks callbacks;
    app::Desktop::Status status{false, "", "Looking for a notification server."};
};

/// What lives on the GLib thread. Never destroyed: tearing libnotify down closes what is on the screen, and waits for a server that hangs.
class Screen {
  public:
    explicit Screen(std::shared_ptr<Mailbox<Listener>> mailbox)
        : mailbox_{std::move(mailbox)},
          server_{server_callbacks()},
          display_{server_, display_callbacks()},
          bus_{MessageBus::Which::shared_session, bus_callbacks()} {}

    void start() { bus_.start(); }
    [[nodiscard]] NoticeDisplay& display() { return display_; }

  private:
    MessageBus::Callbacks bus_callbacks() {
        return {[this](GDBusConnection* bus) { server_.attach(bus); },
                [this] {
                    server_.detach();
                    display_.server_left();
                },
                [this](const std::string& why) {
                    tell({false, "", why});
                }};
    }

    NotificationServer::Callbacks server_callbacks() {
        return {[this](const NotificationServer::Info& info) {
                    name_ = info.name;
                    refusal_.clear();
                    display_.server_came(info);
                    tell_present();
                    mailbox_->post([](Listener& to) {
                        if (to.callbacks.ready) to.callbacks.ready();
                    });
                },
                [this] { display_.server_left(); },
                [this] {
                    tell_present();
                    display_.server_answered();
                },
                [this] {
                    const std::string who = name_.empty() ? "The notification server" : name_;
                    tell({false, name_, who + " does not answer. Notices wait for it; if it stays so, restart it."});
                },
                [this](const std::string& why) {
                    name_.clear();
                    tell({false, "", why});
                }};
    }

    NoticeDisplay::Callbacks display_callbacks() {
        return {[this](core::NoticeId notice, core::Button button) {
                    mailbox_->post([notice, button](Listener& to) {
                        if (to.callbacks.clicked) to.callbacks.clicked(notice, button);
                    });
                },
                [this](core::NoticeId notice, core::Fate fate) {
                    mailbox_->post([notice, fate](Listener& to) {
                        if (to.callbacks.left) to.callbacks.left(notice, fate);
                    });
                },
                [this](const app::ShownAs& shown) {
                    mailbox_->post([shown](Listener& to) {
                        if (to.callbacks.shown) to.callbacks.shown(shown);
                    });
                },
                [this](const std::string& refusal) {
                    refusal_ = refusal;
                    tell_present();
                }};
    }

    void tell_present() {
        tell({true, name_, refusal_.empty() ? "" : name_ + " refused a notice (" + refusal_ + "). kithd goes on trying."});
    }

    void tell(const app::Desktop::Status& status) {
        if (status.present == told_.present && status.server == told_.server && status.trouble == told_.trouble) return;
        told_ = status;
        mailbox_->post([status](Listener& to) {
            to.status = status;
            if (to.callbacks.state_changed) to.callbacks.state_changed();
        });
    }

    std::shared_ptr<Mailbox<Listener>> mailbox_;
    NotificationServer server_;
    NoticeDisplay display_;
    MessageBus bus_;
    std::string name_;
    std::string refusal_;
    app::Desktop::Status told_;
};

class LibnotifyDesktop final : public app::Desktop {
  public:
    explicit LibnotifyDesktop(boost::asio::io_context& loop)
        : listener_{std::make_shared<Listener>()}, mailbox_{std::make_shared<Mailbox<Listener>>(loop, listener_)} {
        run([box = mailbox_](Screen*& screen) { screen = new Screen{box}; });
    }
    ~LibnotifyDesktop() override { mailbox_->shut(); }
    LibnotifyDesktop(const LibnotifyDesktop&) = delete;
    LibnotifyDesktop& operator=(const LibnotifyDesktop&) = delete;

    void listen(Callbacks callbacks) override {
        listener_->callbacks = std::move(callbacks);
        if (std::exchange(started_, true)) return;
        run([](Screen* screen) { screen->start(); });
    }
    void adopt(std::vector<app::ShownAs> shown) override {
        run([shown = std::move(shown)](Screen* screen) { screen->display().adopt(shown); });
    }
    void show(app::Notice notice) override {
        run([notice = std::move(notice)](Screen* screen) { screen->display().show(notice); });
    }
    void withdraw(core::NoticeId notice) override {
        run([notice](Screen* screen) { screen->display().withdraw(notice); });
    }
    [[nodiscard]] Status status() const override { return listener_->status; }

  private:
    template <class Work>
    void run(Work work) {
        thread_.post([work = std::move(work)] { work(screen_); });
    }

    inline static Screen* screen_ = nullptr;   ///< of the GLib thread only

    std::shared_ptr<Listener> listener_;
    std::shared_ptr<Mailbox<Listener>> mailbox_;
    bool started_ = false;
    GlibThread thread_;
};

}   // namespace

std::unique_ptr<app::Desktop> make_libnotify_desktop(boost::asio::io_context& loop) { return std::make_unique<LibnotifyDesktop>(loop); }

}   // namespace kith::adapters
