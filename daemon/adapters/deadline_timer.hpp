#pragma once
// Deadlines: many of them, one timerfd, armed only while there is one. Asio's own timers won't do: once one of them was
// used, its reactor wakes the process every five minutes for ever, and an idle kithd must not wake at all.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <tl/expected.hpp>

namespace kith::adapters {

/// Runs on the loop's one thread, on CLOCK_MONOTONIC. Held by shared_ptr: what the loop still has queued keeps it alive.
class DeadlineTimer : public std::enable_shared_from_this<DeadlineTimer> {
  public:
    using Clock = std::chrono::steady_clock;
    /// Names one deadline; the default one names none.
    using Ticket = std::pair<Clock::time_point, std::uint64_t>;

    explicit DeadlineTimer(boost::asio::io_context& io) : descriptor_(io) {}
    DeadlineTimer(const DeadlineTimer&) = delete;
    DeadlineTimer& operator=(const DeadlineTimer&) = delete;
    ~DeadlineTimer() = default;

    /// Before anything else. The error is for the person.
    [[nodiscard]] tl::expected<void, std::string> open();
    /// Calls `passed` once, from the loop, not before `when`.
    Ticket call_at(Clock::time_point when, std::function<void()> passed);
    /// Afterwards it is not called any more. One that has passed, or none, is no error.
    void cancel(Ticket ticket);
    /// Forgets every deadline; nothing is called any more.
    void close();

  private:
    void arm();
    void wait();
    void call_due();

    boost::asio::posix::stream_descriptor descriptor_;
    std::map<Ticket, std::function<void()>> waiting_;
    std::uint64_t last_number_ = 0;
};

}   // namespace kith::adapters
