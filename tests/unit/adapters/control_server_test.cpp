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

// --- Serving -------------------------------------------------------------------------------------------------------------------------

TEST_CASE("control server: answers in order, whole lines however they arrive, and a notification with silence") {
    World world;
    world.listen();
    auto client = world.client();
    const std::string stream =
        request(1, "echo", R"({"a":1})") + "\r\n\n" + R"({"jsonrpc":"2.0","method":"echo"})" + "\n" + request(2, "echo", R"({"b":2})");
    for (const char c : stream) {
        REQUIRE(client.send({&c, 1}) == 1);
        world.io.poll();
    }
    REQUIRE(world.has_lines(client, 2));
    CHECK(client.lines ==
          std::vector<std::string>{R"({"jsonrpc":"2.0","id":1,"result":{"a":1}})", R"({"jsonrpc":"2.0","id":2,"result":{"b":2}})"});
    CHECK(world.handler.handled == 3);
    CHECK_FALSE(client.ended);
}

TEST_CASE("control server: many clients at once are each answered their own") {
    World world;
    world.listen();
    std::vector<Client> clients;
    for (int number = 0; number < 60; ++number) clients.push_back(world.client());
    for (int round = 0; round < 3; ++round)
        for (int number = 0; number < 60; ++number)
            clients[static_cast<std::size_t>(number)].send(request(number, "echo", "{\"round\":" + std::to_string(round) + "}"));
    for (int number = 0; number < 60; ++number) {
        auto& client = clients[static_cast<std::size_t>(number)];
        REQUIRE(world.has_lines(client, 3));
        CHECK(client.lines.back() == R"({"jsonrpc":"2.0","id":)" + std::to_string(number) + R"(,"result":{"round":2}})");
    }
}

TEST_CASE("control server: a thousand requests sent at once are answered in turns with the others") {
    World world;
    world.listen();
    auto eager = world.client();
    std::string stream;
    for (int id = 0; id < 1000; ++id) stream += request(id, "echo");
    REQUIRE(eager.send(stream) == static_cast<ssize_t>(stream.size()));
    REQUIRE(world.pump_until([&] { return world.handler.handled > 0; }));
    auto honest = world.client();
    honest.send(request(1, "echo"));
    REQUIRE(world.has_lines(honest, 1));
    CHECK(world.handler.handled < 1000);
    REQUIRE(world.has_lines(eager, 1000));
    CHECK(json::parse(eager.lines.back()).at("id") == json::value(999));
}

TEST_CASE("control server: what was asked before the client closed its side is answered, large or small") {
    World world;
    world.listen();
    auto client = world.client();
    client.send(request(1, "echo") + request(2, "big", R"({"bytes":3000000})"));
    client.half_close();
    REQUIRE(world.has_ended(client));
    REQUIRE(client.lines.size() == 2);
    CHECK(client.lines.back().size() > 3'000'000);
}

TEST_CASE("control server: a reply of 8 MiB arrives whole, beyond the limit of what may wait") {
    World world;
    world.listen();
    auto client = world.client();
    client.send(request(1, "big", R"({"bytes":8388608})"));
    REQUIRE(world.has_lines(client, 1));
    CHECK(client.lines.front().size() > 8'388'608);
    client.send(request(2, "echo"));
    CHECK(world.has_lines(client, 2));
}

TEST_CASE("control server: a handler that throws costs its client the connection and nobody else anything") {
    World world;
    world.listen();
    auto client = world.client();
    client.send(request(1, "throw"));
    CHECK(world.has_ended(client));
    CHECK(world.serves());
}

// --- Watching ------------------------------------------------------------------------------------------------------------------------

TEST_CASE("control server: notices go to those who watch, after the reply that began it") {
    World world;
    world.listen();
    auto watcher = world.client();
    auto other = world.client();
    watcher.send(request(1, "watch"));
    other.send(request(1, "echo"));
    REQUIRE(world.has_lines(watcher, 1));
    REQUIRE(world.has_lines(other, 1));
    world.handler.notice("one");
    world.handler.notice("two");
    REQUIRE(world.has_lines(watcher, 3));
    CHECK(watcher.lines[1] == "one");
    CHECK(watcher.lines[2] == "two");
    other.send(request(2, "echo"));
    REQUIRE(world.has_lines(other, 2));
    CHECK(other.lines.back().find("result") != std::string::npos);
}

TEST_CASE("control server: a watcher that never reads gets each notice once when it does, and is not dropped for it") {
    World world;
    world.listen();
    auto watcher = world.client();
    watcher.send(request(1, "watch") + request(2, "big", R"({"bytes":5000000})"));
    REQUIRE(world.pump_until([&] { return world.handler.handled == 2; }));
    for (int round = 0; round < 100'000; ++round) world.handler.notice(round % 2 == 0 ? "agenda" : "history");
    world.settle();
    CHECK(world.serves());
    REQUIRE(world.has_lines(watcher, 4));
    world.settle();
    watcher.receive();
    CHECK(watcher.lines.size() == 4);
    CHECK(watcher.lines[2] == "agenda");
    CHECK(watcher.lines[3] == "history");
    world.handler.notice("agenda");
    CHECK(world.has_lines(watcher, 5));
}

TEST_CASE("control server: an idle watcher owes nothing: it has no deadline, and nothing wakes the loop") {
    World world{{.idle_deadline = 5ms}};
    world.listen();
    auto watcher = world.client();
    watcher.send(request(1, "watch"));
    REQUIRE(world.has_lines(watcher, 1));
    world.settle();
    CHECK(world.io.run_for(60ms) == 0);
    watcher.receive();
    CHECK_FALSE(watcher.ended);
    world.handler.notice("agenda");
    CHECK(world.has_lines(watcher, 2));
}

TEST_CASE("control server: when the last client has gone nothing wakes the loop any more") {
    World world{{.line_deadline = 10ms, .write_deadline = 10ms, .idle_deadline = 10ms}};
    world.listen();
    for (int round = 0; round < 5; ++round) CHECK(world.serves());
    world.settle();
    CHECK(world.io.run_for(60ms) == 0);
}

// --- Limits and deadlines ------------------------------------------------------------------------------------------------------------

TEST_CASE("control server: a line that is too long is told so, before its end comes, and the connection ends") {
    World world;
    world.listen();
    auto client = world.client();
    client.send(request(1, "echo"));
    const std::string flood(65536, 'x');
    ssize_t sent = 0;
    REQUIRE(world.pump_until([&] {
        sent = client.send(flood);
        return sent < 0 && errno == EPIPE;
    }));
    REQUIRE(world.has_ended(client));
    REQUIRE(client.lines.size() == 2);
    CHECK(error_code(client.lines[1]) == -32600);
    CHECK(error_words(client.lines[1]) == "a line is longer than 65536 bytes; send shorter ones");
    CHECK(world.handler.handled == 1);
    CHECK(world.serves());
}

TEST_CASE("control server: a line of exactly the limit is heard") {
    World world;
    world.listen();
    auto client = world.client();
    const std::string line(kith::protocol::limits::line_bytes, 'x');
    client.send(line + "\r\n");
    REQUIRE(world.has_lines(client, 1));
    CHECK(error_code(client.lines[0]) == -32700);
    CHECK_FALSE(client.ended);
}

TEST_CASE("control server: half a line has a deadline that further bytes do not move") {
    World world{{.line_deadline = 40ms}};
    world.listen();
    auto client = world.client();
    const auto began = Clock::now();
    client.send("{");
    // One byte a turn, for ever: the connection ends all the same.
    REQUIRE(world.pump_until([&] {
        client.send(" ");
        client.receive();
        return client.ended;
    }));
    CHECK(Clock::now() - began >= 40ms);
    REQUIRE(client.lines.size() == 1);
    CHECK(error_words(client.lines[0]) == "a line was not finished within 40 ms; connect again");
}

TEST_CASE("control server: a watcher's half line has a deadline too") {
    World world{{.line_deadline = 5ms}};
    world.listen();
    auto client = world.client();
    client.send(request(1, "watch") + "{");
    CHECK(world.has_ended(client));
}

TEST_CASE("control server: who asks nothing is let go, and empty lines ask nothing") {
    World world{{.idle_deadline = 20ms}};
    world.listen();
    auto silent = world.client();
    auto empty = world.client();
    REQUIRE(world.pump_until([&] {
        empty.send("\n");
        empty.receive();
        return empty.ended;
    }));
    REQUIRE(world.has_ended(silent));
    REQUIRE(silent.lines.size() == 1);
    CHECK(error_words(silent.lines[0]).starts_with("nothing was asked for 20 ms"));
}

TEST_CASE("control server: who asks and does not read is dropped after the write deadline") {
    World world{{.write_deadline = 20ms}};
    world.listen();
    auto client = world.client();
    client.send(request(1, "big", R"({"bytes":5000000})"));
    REQUIRE(world.pump_until([&] { return world.handler.handled == 1; }));
    // Only what the kernel holds arrives, cut off.
    REQUIRE(world.pump_until([&] { return client.send("\n") < 0; }));
    client.receive();
    CHECK(client.lines.empty());
    CHECK(world.serves());
}
