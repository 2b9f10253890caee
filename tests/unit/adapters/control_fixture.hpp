#pragma once
// A control server with clients that have no manners, all in one thread on one loop; for the tests of the server and of its place.

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include "daemon/adapters/control_server.hpp"
#include "daemon/protocol/envelope.hpp"
#include "daemon/protocol/framing.hpp"
#include "tests/support/catch.hpp"

namespace kith::adapters::control_test {

namespace fs = std::filesystem;
namespace json = boost::json;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// Answers `echo`, `big` (params: its size), `watch` and `throw`; anything else as the envelope says.
class Handler : public kith::app::RequestHandler {
  public:
    Answer handle(std::string_view line) override {
        ++handled;
        const auto request = kith::protocol::parse_request(line);
        if (!request) return {.line = request.error(), .watch = false};
        if (request->method == "throw") throw std::runtime_error("a bug");
        if (!request->id) return {};
        json::value result = request->params;
        if (request->method == "big") result = std::string(static_cast<std::size_t>(request->params.at("bytes").as_int64()), 'x');
        return {.line = kith::protocol::result_line(*request->id, result), .watch = request->method == "watch"};
    }
    void on_notice(std::function<void(const std::string&)> send) override { notice = std::move(send); }

    int handled = 0;
    std::function<void(const std::string&)> notice;
};

inline std::string request(int id, const std::string& method, const std::string& params = "{}") {
    return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + method + R"(","params":)" + params + "}\n";
}

inline std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator{"/proc/self/fd"}) ++count;
    return count;
}

inline sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

/// A listening socket that nobody accepts from; -1 on failure.
inline int listening_socket(const std::string& path) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const auto address = address_of(path);
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(fd, 8) != 0) return -1;
    return fd;
}

/// A private runtime folder for one test.
class Runtime {
  public:
    Runtime() {
        std::string pattern = (fs::temp_directory_path() / "kith-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Runtime() {
        std::error_code ignored;
        fs::permissions(path, fs::perms::owner_all, ignored);
        fs::remove_all(path, ignored);
    }
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;
    [[nodiscard]] std::string folder() const { return path + "/kith"; }
    [[nodiscard]] std::string socket() const { return folder() + "/control.sock"; }

    std::string path;
};

/// A client with no manners of its own: the test says what it sends and when it reads.
class Client {
  public:
    Client() : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) { REQUIRE(fd_ >= 0); }
    explicit Client(const std::string& path) : Client() { REQUIRE(connect(path) == 0); }
    Client(Client&& other) noexcept
        : lines(std::move(other.lines)), ended(other.ended), fd_(std::exchange(other.fd_, -1)), got_(std::move(other.got_)) {}
    Client& operator=(Client&&) = delete;
    ~Client() { close(); }

    int connect(const std::string& path) {
        const auto address = address_of(path);
        return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
    }
    void close() {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }
    void half_close() { REQUIRE(::shutdown(fd_, SHUT_WR) == 0); }
    /// As much as the kernel takes now; the number of bytes, or -1.
    ssize_t send(std::string_view bytes) { return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    /// Takes what is there.
    void receive() {
        std::array<char, 65536> bytes;
        for (;;) {
            const auto size = ::recv(fd_, bytes.data(), bytes.size(), 0);
            if (size < 0 && errno == EAGAIN) break;
            if (size <= 0) {
                ended = true;
                break;
            }
            got_.feed({bytes.data(), static_cast<std::size_t>(size)});
            while (auto line = got_.next()) lines.push_back(std::move(*line));
        }
    }

    std::vector<std::string> lines = {};
    bool ended = false;

  private:
    int fd_;
    kith::protocol::LineSplitter got_{256U << 20U};
};

struct World {
    explicit World(ControlLimits limits = {}) : server(std::make_unique<ControlServer>(io, handler, limits)) {}

    void listen() { REQUIRE(server->listen_at(runtime.socket()).has_value()); }
    Client client() { return Client{runtime.socket()}; }

    bool pump_until(const std::function<bool()>& condition) {
        const auto end = Clock::now() + 10s;
        while (!condition()) {
            if (Clock::now() > end) return false;
            io.run_one_for(2ms);
        }
        return true;
    }
    bool has_lines(Client& who, std::size_t count) {
        return pump_until([&] {
            who.receive();
            return who.lines.size() >= count;
        });
    }
    bool has_ended(Client& who) {
        return pump_until([&] {
            who.receive();
            return who.ended;
        });
    }
    /// An honest question is answered, whatever the others do.
    bool serves() {
        auto honest = client();
        honest.send(request(99, "echo", R"({"still":"here"})"));
        return has_lines(honest, 1) && honest.lines.front() == R"({"jsonrpc":"2.0","id":99,"result":{"still":"here"}})";
    }
    /// Lets the loop do what there is to do, until there is nothing.
    void settle() {
        while (io.run_one_for(20ms) > 0) {
        }
    }

    Runtime runtime;
    boost::asio::io_context io;
    Handler handler;
    std::unique_ptr<ControlServer> server;
};

inline std::int64_t error_code(const std::string& line) { return json::parse(line).at("error").at("code").as_int64(); }
inline std::string error_words(const std::string& line) { return std::string{json::parse(line).at("error").at("message").as_string()}; }

}   // namespace kith::adapters::control_test
