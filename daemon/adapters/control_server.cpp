#include "daemon/adapters/control_server.hpp"

#include <cassert>
#include <cstring>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>

#include "daemon/adapters/socket_place.hpp"
#include "daemon/protocol/envelope.hpp"

namespace kith::adapters {
namespace {

namespace asio = boost::asio;
using Failure = tl::unexpected<std::string>;
using Socket = ControlSession::Socket;

int option_of(int fd, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    return ::getsockopt(fd, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

bool is_ours(Socket& peer) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    return ::getsockopt(peer.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 && credentials.uid == ::geteuid();
}

/// Without waiting: a fresh connection has room for a line.
void turn_away(Socket& peer, std::size_t clients) {
    const std::string line = protocol::error_line(nullptr, {protocol::ErrorCode::too_many_clients,
                                                            "kithd serves " + std::to_string(clients) +
                                                                " connections at once, and all are taken; close one and try again",
                                                            {}}) +
                             '\n';
    static_cast<void>(::send(peer.native_handle(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

}   // namespace

/// Held by what the loop has queued, so that the server may go before the loop has come to it.
class ControlServer::Listener : public std::enable_shared_from_this<ControlServer::Listener> {
  public:
    Listener(asio::io_context& io, app::RequestHandler& handler, ControlLimits limits)
        : acceptor_(io), shared_(std::make_shared<ControlShared>(ControlShared{handler, limits, std::make_shared<DeadlineTimer>(io)})) {}

    tl::expected<void, std::string> open(int fd) {
        assert(!acceptor_.is_open());
        if (auto timer = shared_->deadlines->open(); !timer) return timer;
        boost::system::error_code error;
        acceptor_.assign(asio::local::stream_protocol{}, fd, error);
        if (error) return Failure{"cannot listen on the control socket: " + error.message()};
        accept();
        return {};
    }

    void placed(PlacedSocket socket) { placed_ = std::move(socket); }

    void notify(const std::string& line) {
        // A session that falls out meanwhile takes itself off the list.
        const std::vector<std::shared_ptr<ControlSession>> sessions(shared_->sessions.begin(), shared_->sessions.end());
        for (const auto& session : sessions) session->notify(line);
    }

    void stop() {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        const auto sessions = std::exchange(shared_->sessions, {});
        for (const auto& session : sessions) session->stop();
        shared_->deadlines->close();
        if (placed_) remove_socket(*placed_);
        placed_.reset();
    }

  private:
    void accept() {
        acceptor_.async_accept([self = shared_from_this()](boost::system::error_code error, Socket peer) {
            if (!self->acceptor_.is_open()) return;
            if (error) return self->pause();
            self->admit(std::move(peer));
            self->accept();
        });
    }

    /// Most often for want of a descriptor. The connection still waits in the kernel, so trying again at once would spin until there is one.
    void pause() {
        shared_->deadlines->call_at(DeadlineTimer::Clock::now() + shared_->limits.accept_pause, [self = shared_from_this()] {
            if (self->acceptor_.is_open()) self->accept();
        });
    }

    void admit(Socket peer) try {
        ::fcntl(peer.native_handle(), F_SETFD, FD_CLOEXEC);
        if (!is_ours(peer)) return;
        if (shared_->sessions.size() >= shared_->limits.clients) return turn_away(peer, shared_->limits.clients);
        std::make_shared<ControlSession>(std::move(peer), shared_)->start();
    } catch (const std::exception&) {
        // No memory for it: it is closed, and the next one may find some.
    }

    asio::local::stream_protocol::acceptor acceptor_;
    std::shared_ptr<ControlShared> shared_;
    std::optional<PlacedSocket> placed_;
};

ControlServer::ControlServer(asio::io_context& io, app::RequestHandler& handler, ControlLimits limits)
    : listener_(std::make_shared<Listener>(io, handler, limits)) {
    handler.on_notice([listener = std::weak_ptr<Listener>(listener_)](const std::string& line) {
        if (const auto alive = listener.lock()) alive->notify(line);
    });
}

ControlServer::~ControlServer() { stop(); }

tl::expected<void, std::string> ControlServer::listen_at(const std::string& path) {
    auto placed = place_socket(path);
    if (!placed) return Failure{std::move(placed.error())};
    auto opened = listener_->open(placed->fd);
    if (opened) {
        listener_->placed(std::move(*placed));
    } else {
        ::close(placed->fd);
        remove_socket(*placed);
    }
    return opened;
}

tl::expected<void, std::string> ControlServer::adopt(int listening_fd) {
    const bool fits = option_of(listening_fd, SO_DOMAIN) == AF_UNIX && option_of(listening_fd, SO_TYPE) == SOCK_STREAM &&
                      option_of(listening_fd, SO_ACCEPTCONN) == 1;
    if (!fits)
        return Failure{"what was passed as the control socket (descriptor " + std::to_string(listening_fd) +
                       ") is not a listening Unix stream socket; look at ListenStream= in kithd.socket"};
    ::fcntl(listening_fd, F_SETFD, FD_CLOEXEC);
    return listener_->open(listening_fd);
}

void ControlServer::stop() { listener_->stop(); }

}   // namespace kith::adapters
