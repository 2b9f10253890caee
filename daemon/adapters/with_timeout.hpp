#pragma once
// One asynchronous operation with a deadline. (Boost 1.86 has cancel_after; 1.81 does not, and awaitable's `||` costs seconds of compiling.)

#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/adapters/deadline_timer.hpp"

namespace kith::adapters {

/// Awaits `operation` (deferred, of signature void(error_code, size_t)). Not finished at `until` it is cancelled and ends with
/// asio::error::timed_out. Without `until` it may take for ever.
template <class Operation>
boost::asio::awaitable<std::tuple<boost::system::error_code, std::size_t>> with_timeout(
    DeadlineTimer& timer, std::optional<DeadlineTimer::Clock::time_point> until, Operation operation) {
    namespace asio = boost::asio;
    if (!until) co_return co_await std::move(operation)(asio::as_tuple(asio::use_awaitable));
    // Else a peer that always has the next byte ready would never be late: its operations end before the timer is asked.
    if (*until <= DeadlineTimer::Clock::now()) co_return std::tuple{boost::system::error_code{asio::error::timed_out}, std::size_t{0}};

    struct Race {
        asio::cancellation_signal give_up;
        bool late = false;
    };
    const auto race = std::make_shared<Race>();
    // Cancelled below before the frame goes, and the timer calls only from the loop: so the signal never meets a finished operation.
    const auto ticket = timer.call_at(*until, [race] {
        race->late = true;
        race->give_up.emit(asio::cancellation_type::terminal);
    });
    auto [error, size] =
        co_await std::move(operation)(asio::bind_cancellation_slot(race->give_up.slot(), asio::as_tuple(asio::use_awaitable)));
    timer.cancel(ticket);
    if (race->late && error == asio::error::operation_aborted) error = asio::error::timed_out;
    co_return std::tuple{error, size};
}

}   // namespace kith::adapters
