#pragma once
// A Unix server on a thread of its own that treats one client as the test says.

#include <cstring>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/protocol/envelope.hpp"
#include "tests/unit/ctl/folder.hpp"

namespace kith::ctl::test {

/// The server's end of the connection.
class Peer {
  public:
    explicit Peer(int fd) : fd_{fd} {}
    ~Peer() { close(); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    /// The next line without its end; empty when the client has gone.
    std::string line() {
        while (buffer_.find('\n') == std::string::npos) {
            char bytes[4096];
            const auto got = ::recv(fd_, bytes, sizeof bytes, 0);
            if (got <= 0) return {};
            buffer_.append(bytes, static_cast<std::size_t>(got));
        }
        std::string line = buffer_.substr(0, buffer_.find('\n'));
        buffer_.erase(0, line.size() + 1);
        return line;
    }
    /// Until the client has gone.
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

  private:
    int fd_;
    std::string buffer_;
};

class TinyDaemon {
  public:
    using Behaviour = std::function<void(Peer&)>;
    explicit TinyDaemon(Behaviour behaviour) : path_{folder_ / "socket"}, listener_{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
        if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 4) != 0)
            throw std::runtime_error{"no socket for the test"};
        thread_ = std::thread{[this, behaviour = std::move(behaviour)] {
            const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0) return;
            Peer peer{fd};
            behaviour(peer);
        }};
    }
    ~TinyDaemon() {
        ::shutdown(listener_, SHUT_RDWR);   // wakes an accept that nobody came to
        thread_.join();
        ::close(listener_);
    }
    TinyDaemon(const TinyDaemon&) = delete;
    TinyDaemon& operator=(const TinyDaemon&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    Folder folder_;
    std::string path_;
    int listener_;
    std::thread thread_;
};

/// Answers each request by `answer`, until the client has gone.
inline TinyDaemon::Behaviour answering(std::function<boost::json::value(const protocol::Request&)> answer) {
    return [answer = std::move(answer)](Peer& peer) {
        for (std::string line = peer.line(); !line.empty(); line = peer.line())
            if (const auto request = protocol::parse_request(line)) peer.send(protocol::result_line(*request->id, answer(*request)) + '\n');
    };
}

/// Answers the first request with this error.
inline TinyDaemon::Behaviour refusing(protocol::Error error) {
    return [error = std::move(error)](Peer& peer) {
        if (const auto request = protocol::parse_request(peer.line())) peer.send(protocol::error_line(*request->id, error) + '\n');
        static_cast<void>(peer.line());   // until the client has read it and gone
    };
}

}   // namespace kith::ctl::test
