#include "daemon/adapters/control_server.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/unit/adapters/control_fixture.hpp"

using namespace kith::adapters;
using namespace kith::adapters::control_test;

TEST_CASE("control server: who piles up unread replies is dropped at the limit, long before the deadline") {
    World world{{.queued_bytes = 100'000}};
    world.listen();
    auto client = world.client();
    std::string stream = request(0, "big", R"({"bytes":5000000})");
    for (int id = 1; id <= 20; ++id) stream += request(id, "big", R"({"bytes":10000})");
    client.send(stream);
    REQUIRE(world.pump_until([&] { return client.send("\n") < 0; }));
    CHECK(world.handler.handled < 15);
    CHECK(world.serves());
}

TEST_CASE("control server: one connection too many is told so and ends; when one goes there is room again") {
    World world{{.clients = 3}};
    world.listen();
    std::vector<Client> clients;
    for (int number = 0; number < 3; ++number) {
        clients.push_back(world.client());
        clients.back().send(request(number, "echo"));
        REQUIRE(world.has_lines(clients.back(), 1));
    }
    auto extra = world.client();
    REQUIRE(world.has_ended(extra));
    REQUIRE(extra.lines.size() == 1);
    CHECK(error_code(extra.lines[0]) == 9);
    clients.pop_back();
    world.settle();
    CHECK(world.serves());
}

TEST_CASE("control server: hundreds of connections that come and go leave nothing behind") {
    World world;
    world.listen();
    CHECK(world.serves());
    world.settle();
    const auto before = open_descriptors();
    for (int round = 0; round < 500; ++round) {
        auto client = world.client();
        switch (round % 5) {
            case 0:
                break;
            case 1:
                client.send("{\"half");
                break;
            case 2:
                client.send(request(1, "echo"));
                break;
            case 3:
                client.send(request(1, "watch"));
                break;
            default:
                client.send(request(1, "big", R"({"bytes":500000})"));
                break;
        }
        if (round % 3 == 0) world.io.poll();
        client.close();
        world.io.poll();
    }
    CHECK(world.serves());
    world.settle();
    CHECK(open_descriptors() == before);
}

TEST_CASE("control server: without a free descriptor it waits without spinning, then goes on") {
    World world{{.accept_pause = 5ms}};
    world.listen();
    auto early = world.client();
    REQUIRE(world.pump_until([&] {
        early.send(request(1, "echo"));
        early.receive();
        return !early.lines.empty();
    }));
    Client late;
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit tight = before;
    const int next_free = ::fcntl(0, F_DUPFD_CLOEXEC, 0);
    ::close(next_free);
    tight.rlim_cur = static_cast<rlim_t>(next_free);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
    const auto connected = late.connect(world.runtime.socket());
    const auto sent = late.send(request(2, "echo"));
    world.io.run_for(50ms);   // the refusals; 50 ms hold at most ten pauses, of two turns each
    const auto turns = world.io.run_for(50ms);
    late.receive();
    const bool waited = late.lines.empty() && !late.ended;
    early.lines.clear();
    early.send(request(3, "echo"));
    const bool early_served = world.has_lines(early, 1);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK(connected == 0);
    CHECK(sent > 0);
    CHECK(waited);
    CHECK(turns <= 40);
    CHECK(early_served);
    CHECK(world.has_lines(late, 1));
}

TEST_CASE("control server: another user is closed without a byte") {
    if (::geteuid() != 0) {
        WARN("only root can try being another user; left out");
        return;
    }
    // A socket that everybody reaches, as only an adopted one can be.
    World world;
    const std::string name = std::string("\0kith-test-", 11) + std::to_string(::getpid());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = address_of(name);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(fd, 8) == 0);
    REQUIRE(world.server->adopt(fd).has_value());
    const pid_t stranger = ::fork();
    if (stranger == 0) {
        if (::setuid(65534) != 0) ::_exit(3);
        const int mine = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::connect(mine, reinterpret_cast<const sockaddr*>(&address), size) != 0) ::_exit(4);
        char byte = 0;
        ::_exit(::recv(mine, &byte, 1, 0) == 0 ? 0 : 5);
    }
    int status = -1;
    REQUIRE(world.pump_until([&] { return ::waitpid(stranger, &status, WNOHANG) == stranger; }));
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(world.handler.handled == 0);
}

// --- Beginning and ending ------------------------------------------------------------------------------------------------------------

TEST_CASE("control server: stop ends every session, removes the socket and leaves no descriptor") {
    const auto before = open_descriptors();
    {
        World world;
        world.listen();
        auto asking = world.client();
        auto watching = world.client();
        asking.send(request(1, "big", R"({"bytes":5000000})"));
        watching.send(request(1, "watch") + "{");
        REQUIRE(world.has_lines(watching, 1));
        REQUIRE(world.pump_until([&] { return world.handler.handled == 2; }));
        world.server->stop();
        world.server->stop();
        world.handler.notice("agenda");
        REQUIRE(world.has_ended(watching));
        CHECK_FALSE(fs::exists(world.runtime.socket()));
        world.server.reset();
        world.io.run_for(10ms);
        CHECK(world.handler.handled == 2);
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("control server: it may go while the loop still has its turns queued, or never runs again") {
    const auto before = open_descriptors();
    for (const bool run_on : {true, false}) {
        World world;
        world.listen();
        auto client = world.client();
        client.send(request(1, "big", R"({"bytes":5000000})") + request(2, "echo"));
        REQUIRE(world.pump_until([&] { return world.handler.handled == 1; }));
        boost::asio::post(world.io, [&] { world.server.reset(); });
        if (run_on) {
            world.io.run_for(20ms);
            CHECK(world.handler.handled <= 2);
        } else {
            world.io.poll_one();
        }
        world.handler.notice("agenda");
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("control server: it adopts a listening socket, and leaves that one's file alone") {
    World world;
    fs::create_directory(world.runtime.folder());
    const int fd = listening_socket(world.runtime.socket());
    REQUIRE(fd >= 0);
    REQUIRE(world.server->adopt(fd).has_value());
    CHECK((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(world.serves());
    world.server->stop();
    CHECK(fs::exists(world.runtime.socket()));
    CHECK(::fcntl(fd, F_GETFD) == -1);
}

TEST_CASE("control server: what is no listening Unix socket is not adopted, and stays the caller's") {
    World world;
    std::array<int, 2> pair{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) == 0);
    const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (const int fd : {pair[0], file, 9999, -1}) {
        const auto adopted = world.server->adopt(fd);
        REQUIRE_FALSE(adopted.has_value());
        CHECK(adopted.error().find("kithd.socket") != std::string::npos);
    }
    CHECK(::close(pair[0]) == 0);
    CHECK(::close(pair[1]) == 0);
    CHECK(::close(file) == 0);
}
