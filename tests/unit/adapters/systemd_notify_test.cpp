#include "daemon/adapters/systemd_notify.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "cmake/asio_turns.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/adapters/temp_folder.hpp"

using kith::adapters::SystemdNotify;
using kith::adapters::TempFolder;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

using Told = std::vector<std::string>;

/// The service manager's end of it.
class Manager {
  public:
    explicit Manager(const char* watchdog_usec = nullptr) {
        const std::string path = folder_ / "notify";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(path.size() < sizeof address.sun_path);
        path.copy(address.sun_path, path.size());
        REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
        if (watchdog_usec != nullptr) ::setenv("WATCHDOG_USEC", watchdog_usec, 1);
    }
    ~Manager() {
        ::unsetenv("NOTIFY_SOCKET");
        ::unsetenv("WATCHDOG_USEC");
        ::close(socket_);
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    /// What it was told since it was last asked, one datagram an entry.
    Told told() {
        Told all;
        std::array<char, 4096> buffer{};
        for (ssize_t size = 0; (size = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT)) >= 0;)
            all.emplace_back(buffer.data(), static_cast<std::size_t>(size));
        return all;
    }

  private:
    TempFolder folder_;
    int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

std::string no_news() { return {}; }

}   // namespace

TEST_CASE("systemd: without a manager nobody is told, and the loop runs as ever") {
    SystemdNotify systemd;
    CHECK_FALSE(systemd.listening());
    asio::io_context loop{1};
    bool ran = false;
    asio::post(loop, [&] { ran = true; });
    systemd.ready("here");
    systemd.run(loop, [] { return std::string{"never asked for"}; });
    CHECK(ran);
}

TEST_CASE("systemd: the stages of a life") {
    Manager manager;
    SystemdNotify systemd;
    CHECK(systemd.listening());
    systemd.ready("Asleep.");
    systemd.reloading();
    systemd.stopping();
    CHECK(manager.told() == Told{"READY=1\nSTATUS=Asleep.", "RELOADING=1", "STOPPING=1"});
}

TEST_CASE("watchdog: armed before a turn's first handler, disarmed before the loop sleeps, and silent in between") {
    Manager manager{"60000000"};
    SystemdNotify systemd;
    asio::io_context loop{1};
    Told at_work;
    asio::post(loop, [&] {
        at_work = manager.told();
        asio::post(loop, [] {});
    });
    asio::post(loop, [] {});
    Told asleep;
    asio::steady_timer later{loop, 20ms};
    later.async_wait([&](const boost::system::error_code&) { asleep = manager.told(); });
    systemd.run(loop, no_news);
    CHECK(at_work == Told{"WATCHDOG_USEC=0", "WATCHDOG_USEC=60000000"});
    CHECK(asleep == Told{"WATCHDOG_USEC=0\n", "WATCHDOG_USEC=60000000"});
    CHECK(manager.told() == Told{"WATCHDOG_USEC=0\n"});
    CHECK(kith::handler_watch == nullptr);
}

TEST_CASE("watchdog: a turn that never ends is no hang as long as handlers end") {
    Manager manager{"40000"};
    SystemdNotify systemd;
    asio::io_context loop{1};
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    std::ptrdiff_t armed = 0;
    std::function<void()> again = [&] {
        const Told told = manager.told();
        armed += std::count(told.begin(), told.end(), "WATCHDOG_USEC=40000");
        if (armed < 3 && std::chrono::steady_clock::now() < deadline) asio::post(loop, again);
    };
    asio::post(loop, again);
    systemd.run(loop, no_news);
    CHECK(armed == 3);
}

TEST_CASE("systemd: the status is told when it changed, with what else there is to tell") {
    Manager manager{"60000000"};
    SystemdNotify systemd;
    systemd.ready("one");
    asio::io_context loop{1};
    std::string status = "one";
    asio::post(loop, [] {});
    asio::steady_timer later{loop, 1ms};
    later.async_wait([&](const boost::system::error_code&) { status = "two"; });
    systemd.run(loop, [&] { return status; });
    const Told told = manager.told();
    CHECK(std::count(told.begin(), told.end(), "WATCHDOG_USEC=0\nSTATUS=two") == 1);
    CHECK(told.back() == "WATCHDOG_USEC=0\nSTATUS=two");
}

TEST_CASE("systemd: without a watchdog only what is new is told") {
    Manager manager;
    SystemdNotify systemd;
    systemd.ready("one");
    asio::io_context loop{1};
    asio::post(loop, [] {});
    systemd.run(loop, [] { return std::string{"one"}; });
    CHECK(manager.told() == Told{"READY=1\nSTATUS=one"});
}
