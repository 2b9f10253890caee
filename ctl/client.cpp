#include "ctl/client.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "config/problem.hpp"
#include "daemon/protocol/envelope.hpp"

namespace kith::ctl {
namespace {

using Clock = std::chrono::steady_clock;
using Deadline = std::optional<std::chrono::milliseconds>;

tl::unexpected<Trouble> trouble(Trouble::Kind kind, std::string detail) { return tl::unexpected{Trouble{kind, std::move(detail), {}}}; }

std::string reason(int error) { return std::strerror(error); }

/// Waits until `events` or the deadline; false: the deadline. An error on the descriptor counts as ready: the call that follows tells it.
bool wait_for(int fd, short events, Deadline deadline) {
    const auto until = Clock::now() + deadline.value_or(std::chrono::milliseconds{0});
    for (;;) {
        int left = -1;
        if (deadline)
            left = static_cast<int>(std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count()));
        pollfd watched{fd, events, 0};
        const int ready = ::poll(&watched, 1, left);
        if (ready > 0) return true;
        if (ready == 0) return false;
        if (errno != EINTR && errno != EAGAIN) return true;
    }
}

/// Linux bounds a blocking connect by SO_SNDTIMEO: a daemon whose queue of new clients is full can't hold us for ever.
void bound_connect(int fd, std::chrono::milliseconds deadline) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(deadline);
    const timeval bound{static_cast<time_t>(seconds.count()),
                        static_cast<suseconds_t>(std::chrono::duration_cast<std::chrono::microseconds>(deadline - seconds).count())};
    static_cast<void>(::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &bound, sizeof bound));
}

Trouble connect_trouble(int error) {
    if (error == ENOENT || error == ECONNREFUSED || error == ENOTDIR) return {Trouble::Kind::away, reason(error), {}};
    if (error == EAGAIN || error == EINPROGRESS) return {Trouble::Kind::silent, "it has no room for another client", {}};
    return {Trouble::Kind::forbidden, reason(error), {}};
}

}   // namespace

Client::Client(int fd, std::chrono::milliseconds deadline) : fd_{fd}, deadline_{deadline}, lines_{protocol::limits::reply_bytes} {}

Client::Client(Client&& other) noexcept
    : fd_{std::exchange(other.fd_, -1)}, deadline_{other.deadline_}, last_id_{other.last_id_}, lines_{std::move(other.lines_)} {}

Client::~Client() {
    if (fd_ >= 0) ::close(fd_);
}

Answer<Client> Client::connect(const std::filesystem::path& socket, std::chrono::milliseconds deadline) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string& path = socket.native();
    if (path.size() >= sizeof address.sun_path)
        return trouble(Trouble::Kind::forbidden, "its path is too long for a socket: " + printable(path));
    std::copy(path.begin(), path.end(), address.sun_path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return trouble(Trouble::Kind::forbidden, reason(errno));
    Client client{fd, deadline};
    bound_connect(fd, deadline);
    while (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno == EISCONN) break;   // an interrupted connect went through
        if (errno != EINTR) return tl::unexpected{connect_trouble(errno)};
    }
    return client;
}

std::optional<Trouble> Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!wait_for(fd_, POLLOUT, deadline_)) return Trouble{Trouble::Kind::silent, "it doesn't take the request", {}};
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno != EINTR && errno != EAGAIN) {
            return Trouble{Trouble::Kind::broken, reason(errno), {}};
        }
    }
    return std::nullopt;
}

Answer<std::size_t> Client::read_more(Deadline deadline) {
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        if (!wait_for(fd_, POLLIN, deadline)) return trouble(Trouble::Kind::silent, "no answer came");
        const auto got = ::recv(fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got > 0) {
            lines_.feed({buffer.data(), static_cast<std::size_t>(got)});
            return static_cast<std::size_t>(got);
        }
        if (got == 0) return trouble(Trouble::Kind::broken, "it closed the connection");
        if (errno != EINTR && errno != EAGAIN) return trouble(Trouble::Kind::broken, reason(errno));
    }
}

Answer<std::string> Client::line(Deadline deadline) {
    for (;;) {
        if (auto line = lines_.next()) return std::move(*line);
        if (lines_.overlong()) return trouble(Trouble::Kind::broken, "its answer is larger than kithctl accepts");
        if (auto more = read_more(deadline); !more) return tl::unexpected{std::move(more.error())};
    }
}

Answer<boost::json::value> Client::call(std::string_view method, const boost::json::value& params) {
    const std::int64_t id = ++last_id_;
    // What a daemon that closes at once had to say (too many clients) may be waiting to be read, so a failed send is told only after a look.
    const auto unsent = send(protocol::request_line(id, method, params) + '\n');
    if (unsent && unsent->kind == Trouble::Kind::silent) return tl::unexpected{*unsent};
    for (;;) {
        auto text = line(deadline_);
        if (!text) return tl::unexpected{unsent ? *unsent : text.error()};
        auto message = protocol::parse_reply(*text);
        if (!message) return trouble(Trouble::Kind::broken, message.error());
        auto* reply = std::get_if<protocol::Reply>(&*message);
        if (reply == nullptr) continue;
        // A daemon that could not read as far as the id answers with null.
        if (reply->id != boost::json::value(id) && !(reply->id.is_null() && !reply->result)) continue;
        if (!reply->result) return tl::unexpected{Trouble{Trouble::Kind::refused, {}, std::move(reply->result.error())}};
        return std::move(*reply->result);
    }
}

Answer<protocol::Changed> Client::next_change(std::optional<std::chrono::milliseconds> deadline) {
    for (;;) {
        auto text = line(deadline);
        if (!text) return tl::unexpected{std::move(text.error())};
        auto message = protocol::parse_reply(*text);
        if (!message) return trouble(Trouble::Kind::broken, message.error());
        const auto* notice = std::get_if<protocol::Notice>(&*message);
        if (notice == nullptr || notice->method != "changed") continue;
        auto changed = protocol::result_from_json<protocol::Changed>(notice->params);
        if (changed) return *changed;
        return trouble(Trouble::Kind::broken, changed.error().message);
    }
}

}   // namespace kith::ctl
