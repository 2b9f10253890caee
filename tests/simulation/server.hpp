#pragma once
// A notification server, and kithd's way to it. The server outlives the process; what a process had in flight does not.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/ports.hpp"
#include "tests/simulation/fuse.hpp"

namespace kith::simulation {

/// What the person sees.
class Server {
  public:
    struct Entry {
        std::uint32_t id = 0;
        app::Notice notice;
        std::uint64_t process = 0;   ///< who showed it: nobody else hears of its buttons
    };
    /// Called when something appears, or changes, on the screen.
    std::function<void(const Entry&)> appeared;
    unsigned cap = 0;   ///< shows so many at most, and lets the oldest go; 0: any number

    [[nodiscard]] bool present() const { return present_; }
    [[nodiscard]] bool hung() const { return hung_; }
    [[nodiscard]] std::string key() const { return std::to_string(incarnation_); }
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

    void go();
    void come();
    /// It ends at the so-many-th notification from now, before it has answered, and is started again at once.
    void die_at(std::int64_t notification) { dies_at_ = notification; }
    /// True when it did so just now.
    bool died_of_it();
    void hang() { hung_ = present_; }
    void go_on() { hung_ = false; }
    /// Replaces `replaces` when it is there; the id it has now.
    std::uint32_t display(const app::Notice& notice, std::uint32_t replaces, std::uint64_t process);
    /// The oldest, when it shows more than it can.
    [[nodiscard]] std::optional<std::uint32_t> too_many() const;
    void close(std::uint32_t id);
    /// The sender left the bus, and this server drops what it had shown.
    void drop_shown_by(std::uint64_t process);

  private:
    bool present_ = false;
    bool hung_ = false;
    std::uint64_t incarnation_ = 0;
    std::uint32_t next_id_ = 1;
    std::int64_t dies_at_ = 0;
    std::vector<Entry> entries_;
};

/// One process's desktop: what it calls takes effect at once, what it hears comes later (drain), as from another thread.
class SimDesktop final : public app::Desktop {
  public:
    SimDesktop(Server& server, Fuse& fuse, std::uint64_t process) : server_{server}, fuse_{fuse}, process_{process} {}

    void listen(Callbacks callbacks) override { callbacks_ = std::move(callbacks); }
    void adopt(std::vector<app::ShownAs> shown) override;
    void show(app::Notice notice) override;
    void withdraw(core::NoticeId notice) override;
    [[nodiscard]] Status status() const override { return {.present = server_.present(), .server = "simulated", .trouble = {}}; }

    /// The world's side.
    void server_came();
    void server_left();
    void server_went_on();
    void clicked(std::uint32_t id, core::Button button);
    void left(std::uint32_t id, core::Fate fate);
    void forge(core::NoticeId notice, core::Button button) {
        hears([=, this] { callbacks_.clicked(notice, button); });
    }
    /// While they are late, nothing is delivered.
    void words_late(bool late) { late_ = late; }
    /// The latest signal comes once more.
    void once_more();
    /// Delivers what was heard since; true when there was something.
    bool drain();

    std::function<void(const app::Notice&)> on_show;   ///< for the checker, whether the server takes it or not

  private:
    struct Shown {
        core::NoticeId notice;
        std::uint32_t id;
        bool ours;   ///< shown by this process; else adopted
    };
    void present(const app::Notice& notice);
    void hears(std::function<void()> signal);
    std::vector<Shown>::iterator find(core::NoticeId notice);

    Server& server_;
    Fuse& fuse_;
    std::uint64_t process_;
    Callbacks callbacks_;
    bool connected_ = false;   ///< the server is known to be there
    std::vector<app::ShownAs> adopted_;
    std::vector<Shown> shown_;
    std::vector<std::function<void()>> waiting_;   ///< calls that a hung server has not taken yet
    std::vector<std::function<void()>> heard_;
    std::function<void()> last_signal_;
    bool late_ = false;   ///< what it hears does not arrive
};

}   // namespace kith::simulation
