#include "ctl/client.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/ctl/tiny_daemon.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

constexpr std::chrono::milliseconds ample{20'000};
constexpr std::chrono::milliseconds brief{30};

Answer<boost::json::value> call(const std::string& path, std::chrono::milliseconds deadline) {
    auto client = Client::connect(path, deadline);
    if (!client) return tl::unexpected{client.error()};
    return client->call("day.today", boost::json::object{});
}

Trouble::Kind trouble_with(TinyDaemon::Behaviour behaviour, std::chrono::milliseconds deadline = ample) {
    const TinyDaemon daemon{std::move(behaviour)};
    const auto answer = call(daemon.path(), deadline);
    REQUIRE_FALSE(answer);
    return answer.error().kind;
}

}   // namespace

TEST_CASE("a request gets its reply, and the connection serves for more") {
    const TinyDaemon daemon{answering([](const protocol::Request& request) { return boost::json::object{{"method", request.method}}; })};
    auto client = Client::connect(daemon.path(), ample);
    REQUIRE(client);
    CHECK(client->call("day.today", boost::json::object{}).value().at("method") == "day.today");
    CHECK(client->call("people.list", boost::json::object{}).value().at("method") == "people.list");
}

TEST_CASE("a reply in small pieces is put together, and notices before it are passed over") {
    const TinyDaemon daemon{[](Peer& peer) {
        static_cast<void>(peer.line());
        const std::string text = protocol::notice_line("changed", boost::json::object{{"what", {"agenda"}}}) + "\n\n" +
                                 protocol::result_line(7, "somebody else's") + "\r\n" + protocol::result_line(1, "ours") + '\n';
        for (const char& byte : text) peer.send({&byte, 1});
        static_cast<void>(peer.line());
    }};
    CHECK(call(daemon.path(), ample).value() == "ours");
}

TEST_CASE("a daemon that never answers is given up on at the deadline") {
    CHECK(trouble_with(
              [](Peer& peer) {
                  while (!peer.line().empty()) {
                  }
              },
              brief) == Trouble::Kind::silent);
}

TEST_CASE("half an answer is no answer: the deadline holds there too") {
    CHECK(trouble_with(
              [](Peer& peer) {
                  static_cast<void>(peer.line());
                  peer.send("{\"jsonrpc\":\"2.0\",");
                  static_cast<void>(peer.line());
              },
              brief) == Trouble::Kind::silent);
}

TEST_CASE("a connection that closes early is told from silence") {
    CHECK(trouble_with([](Peer& peer) { static_cast<void>(peer.line()); }) == Trouble::Kind::broken);
    CHECK(trouble_with([](Peer& peer) {
              static_cast<void>(peer.line());
              peer.send("{\"jsonrpc\"");
          }) == Trouble::Kind::broken);
    CHECK(trouble_with([](Peer& peer) { peer.close(); }) == Trouble::Kind::broken);
}

TEST_CASE("garbage instead of a reply is named, not believed") {
    for (const std::string garbage :
         {"HTTP/1.1 400 Bad Request\r\n", "[]\n", "{\"jsonrpc\":\"2.0\",\"id\":1}\n", "\x1b[31m\xff\xfe\n", "{{{{{{\n"})
        CHECK(trouble_with([garbage](Peer& peer) {
                  static_cast<void>(peer.line());
                  peer.send(garbage);
                  static_cast<void>(peer.line());
              }) == Trouble::Kind::broken);
}

TEST_CASE("a huge reply arrives whole") {
    const std::string text(3U << 20U, 'x');
    const TinyDaemon daemon{answering([&](const protocol::Request&) { return boost::json::object{{"text", text}}; })};
    CHECK(call(daemon.path(), ample).value().at("text").as_string() == text);
}

TEST_CASE("a reply beyond the limit ends it") {
    CHECK(trouble_with([](Peer& peer) {
              static_cast<void>(peer.line());
              const std::string block(1U << 20U, ' ');
              for (std::size_t sent = 0; sent <= protocol::limits::reply_bytes; sent += block.size()) peer.send(block);
              static_cast<void>(peer.line());
          }) == Trouble::Kind::broken);
}

TEST_CASE("an error of the daemon comes through whole") {
    const TinyDaemon daemon{refusing({protocol::ErrorCode::ambiguous_name, "\"call\" may mean several", {"call-mum", "call-dad"}})};
    const auto answer = call(daemon.path(), ample);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Trouble::Kind::refused);
    CHECK(answer.error().error.code == protocol::ErrorCode::ambiguous_name);
    CHECK(answer.error().error.candidates == std::vector<std::string>{"call-mum", "call-dad"});
}

TEST_CASE("what a daemon says before it turns a client away is heard") {
    const TinyDaemon daemon{[](Peer& peer) {
        peer.send(protocol::error_line(nullptr, {protocol::ErrorCode::too_many_clients, "too many clients", {}}) + '\n');
        static_cast<void>(peer.line());
    }};
    const auto answer = call(daemon.path(), ample);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Trouble::Kind::refused);
    CHECK(answer.error().error.code == protocol::ErrorCode::too_many_clients);
}

TEST_CASE("a socket that is not there, or that nobody listens on, means the daemon is away") {
    const Folder folder;
    CHECK(call(folder / "none", ample).error().kind == Trouble::Kind::away);
    CHECK(call(folder / "no/such/folder", ample).error().kind == Trouble::Kind::away);
    std::string left;
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        left = folder / "left";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, left.c_str(), left.size() + 1);
        REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::close(fd);
    }
    CHECK(call(left, ample).error().kind == Trouble::Kind::away);
    CHECK(call('/' + std::string(200, 'x'), ample).error().kind == Trouble::Kind::forbidden);
}

TEST_CASE("after watch.start each notice is a change, until the daemon ends") {
    const TinyDaemon daemon{[](Peer& peer) {
        const auto request = protocol::parse_request(peer.line());
        peer.send(protocol::result_line(*request->id, boost::json::object{}) + '\n');
        peer.send(protocol::notice_line("something.newer", boost::json::object{}) + '\n');
        peer.send(protocol::notice_line("changed", boost::json::object{{"what", {"agenda", "history"}}}) + '\n');
        peer.send(protocol::notice_line("changed", boost::json::object{{"what", {"plan"}}, {"newer", 1}}) + '\n');
    }};
    auto client = Client::connect(daemon.path(), ample);
    REQUIRE(client);
    REQUIRE(client->call("watch.start", boost::json::object{}));
    CHECK(client->next_change().value().what == std::vector<std::string>{"agenda", "history"});
    CHECK(client->next_change().value().what == std::vector<std::string>{"plan"});
    CHECK(client->next_change().error().kind == Trouble::Kind::broken);
}
