#include "daemon/adapters/control_session.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "daemon/adapters/with_timeout.hpp"
#include "daemon/protocol/envelope.hpp"

// GCC 12 takes Asio's pair of operator new and delete for coroutine frames for a mismatch when it inlines only one of them.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace kith::adapters {
namespace {

namespace asio = boost::asio;

std::string in_words(std::chrono::milliseconds duration) {
    using namespace std::chrono_literals;
    if (duration % 1min == 0ms) return std::to_string(duration / 1min) + (duration == 1min ? " minute" : " minutes");
    if (duration % 1s == 0ms) return std::to_string(duration / 1s) + (duration == 1s ? " second" : " seconds");
    return std::to_string(duration.count()) + " ms";
}

}   // namespace

void ControlSession::start() {
    shared_->sessions.insert(shared_from_this());
    last_asked_ = DeadlineTimer::Clock::now();
    asio::co_spawn(socket_.get_executor(), read(shared_from_this()), [self = shared_from_this()](const std::exception_ptr& failed) {
        if (failed) self->stop();
    });
}

void ControlSession::notify(const std::string& line) {
    if (!watching_) return;
    const auto waiting = queue_.begin() + (queue_.empty() ? 0 : 1);
    const bool known = std::any_of(waiting, queue_.end(), [&](const std::string& queued) {
        return queued.size() == line.size() + 1 && queued.compare(0, line.size(), line) == 0;
    });
    if (!known) send(line);
}

void ControlSession::stop() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    shared_->sessions.erase(shared_from_this());
}

asio::awaitable<void> ControlSession::read(Self self) {
    std::array<char, 4096> bytes;
    protocol::LineSplitter lines{self->shared_->limits.line_bytes};
    while (self->socket_.is_open()) {
        const Deadline until = self->read_deadline(lines.partial());
        const auto [error, size] =
            co_await with_timeout(*self->shared_->deadlines, until, self->socket_.async_read_some(asio::buffer(bytes), asio::deferred));
        if (!self->socket_.is_open()) co_return;
        if (error == asio::error::timed_out) {
            const auto& limits = self->shared_->limits;
            self->refuse(lines.partial()
                             ? "a line was not finished within " + in_words(limits.line_deadline) + "; connect again"
                             : "nothing was asked for " + in_words(limits.idle_deadline) + "; connect again, or use watch.start");
            co_return;
        }
        if (error) break;   // most often the end of the stream; what was asked before it is still answered
        const bool was_partial = lines.partial();
        lines.feed({bytes.data(), size});
        if (!was_partial) self->line_began_ = DeadlineTimer::Clock::now();
        const bool go_on = co_await answer_lines(self, lines);
        if (!go_on) co_return;
    }
    self->finish();
}

asio::awaitable<bool> ControlSession::answer_lines(Self self, protocol::LineSplitter& lines) {
    while (const auto line = lines.next()) {
        self->answer(*line);
        // One request a turn, so that a client that sends thousands at once does not keep the others, and the nudges, waiting.
        co_await asio::post(self->socket_.get_executor(), asio::use_awaitable);
        if (!self->socket_.is_open()) co_return false;
        self->last_asked_ = self->line_began_ = DeadlineTimer::Clock::now();
    }
    if (!lines.overlong()) co_return true;
    self->refuse("a line is longer than " + std::to_string(self->shared_->limits.line_bytes) + " bytes; send shorter ones");
    co_return false;
}

ControlSession::Deadline ControlSession::read_deadline(bool partial) const {
    if (partial) return line_began_ + shared_->limits.line_deadline;
    if (watching_) return std::nullopt;
    return last_asked_ + shared_->limits.idle_deadline;
}

void ControlSession::answer(std::string_view line) {
    auto answer = shared_->handler.handle(line);
    if (!answer.line.empty()) send(std::move(answer.line));
    watching_ = watching_ || answer.watch;
}

void ControlSession::send(std::string line) {
    if (!socket_.is_open() || finishing_) return;
    line += '\n';
    if (!queue_.empty()) {
        waiting_bytes_ += line.size();
        if (waiting_bytes_ > shared_->limits.queued_bytes) return stop();   // it does not read, so no word would reach it
    }
    queue_.push_back(std::move(line));
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(socket_.get_executor(), write(shared_from_this()), [self = shared_from_this()](const std::exception_ptr& failed) {
        if (failed) self->stop();
    });
}

asio::awaitable<void> ControlSession::write(Self self) {
    while (!self->queue_.empty() && self->socket_.is_open()) {
        const auto until = DeadlineTimer::Clock::now() + self->shared_->limits.write_deadline;
        const auto [error, size] = co_await with_timeout(
            *self->shared_->deadlines, until, asio::async_write(self->socket_, asio::buffer(self->queue_.front()), asio::deferred));
        if (error) co_return self->stop();
        self->queue_.pop_front();
        if (!self->queue_.empty()) self->waiting_bytes_ -= self->queue_.front().size();
    }
    self->writing_ = false;
    if (self->finishing_) self->stop();
}

void ControlSession::refuse(std::string words) {
    send(protocol::error_line(nullptr, {protocol::ErrorCode::invalid_request, std::move(words), {}}));
    finish();
}

void ControlSession::finish() {
    finishing_ = true;
    if (!writing_) stop();
}

}   // namespace kith::adapters
