#pragma once
// One client of the control socket: a coroutine that reads and answers, one that writes, a queue between them, one stop.

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "daemon/adapters/deadline_timer.hpp"
#include "daemon/app/control.hpp"
#include "daemon/protocol/framing.hpp"
#include "daemon/protocol/limits.hpp"

namespace kith::adapters {

/// limits.hpp, so that a test can have others.
struct ControlLimits {
    std::size_t line_bytes = protocol::limits::line_bytes;
    std::size_t queued_bytes = protocol::limits::queued_bytes;
    std::size_t clients = protocol::limits::clients;
    std::chrono::milliseconds line_deadline = protocol::limits::line_deadline;
    std::chrono::milliseconds write_deadline = protocol::limits::write_deadline;
    std::chrono::milliseconds idle_deadline = protocol::limits::idle_deadline;
    std::chrono::milliseconds accept_pause{200};   ///< after a connection could not be accepted, most likely for want of descriptors
};

class ControlSession;

/// What the sessions of one server share. `handler` is used only by sessions that are not stopped.
struct ControlShared {
    app::RequestHandler& handler;
    ControlLimits limits;
    std::shared_ptr<DeadlineTimer> deadlines;
    std::set<std::shared_ptr<ControlSession>> sessions = {};
};

class ControlSession : public std::enable_shared_from_this<ControlSession> {
  public:
    using Socket = boost::asio::local::stream_protocol::socket;

    ControlSession(Socket socket, std::shared_ptr<ControlShared> shared) : socket_(std::move(socket)), shared_(std::move(shared)) {}

    /// Enters the shared list, and begins.
    void start();
    /// A notice, for a client that watches. One that is still waiting to be sent is not queued twice.
    void notify(const std::string& line);
    /// Ends it at once and leaves the shared list. May be called again.
    void stop();

  private:
    using Deadline = std::optional<DeadlineTimer::Clock::time_point>;
    using Self = std::shared_ptr<ControlSession>;

    static boost::asio::awaitable<void> read(Self self);
    static boost::asio::awaitable<void> write(Self self);
    static boost::asio::awaitable<bool> answer_lines(Self self, protocol::LineSplitter& lines);
    [[nodiscard]] Deadline read_deadline(bool partial) const;
    void answer(std::string_view line);
    void send(std::string line);
    void refuse(std::string words);
    void finish();

    Socket socket_;
    std::shared_ptr<ControlShared> shared_;
    std::deque<std::string> queue_ = {};   ///< the first one is being written
    std::size_t waiting_bytes_ = 0;        ///< of those behind the first
    bool writing_ = false;
    bool watching_ = false;
    bool finishing_ = false;   ///< nothing more is read; what is queued still goes out
    DeadlineTimer::Clock::time_point last_asked_ = {};
    DeadlineTimer::Clock::time_point line_began_ = {};
};

}   // namespace kith::adapters
