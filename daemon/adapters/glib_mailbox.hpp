#pragma once
// The way from the GLib thread to the app's.

#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio.hpp>

namespace kith::adapters {

/// Brings work to a Listener that lives on the loop's thread, while it lives. It is shut when the adapter goes, as the GLib thread may outlive
/// the loop.
template <class Listener>
class Mailbox {
  public:
    Mailbox(boost::asio::io_context& loop, std::weak_ptr<Listener> listener) : loop_{&loop}, listener_{std::move(listener)} {}

    template <class Work>
    void post(Work work) {
        const std::scoped_lock lock{guard_};
        if (loop_ == nullptr) return;
        boost::asio::post(*loop_, [listener = listener_, work = std::move(work)] {
            if (const auto here = listener.lock()) work(*here);
        });
    }
    void shut() {
        const std::scoped_lock lock{guard_};
        loop_ = nullptr;
    }

  private:
    std::mutex guard_;
    boost::asio::io_context* loop_;
    std::weak_ptr<Listener> listener_;
};

}   // namespace kith::adapters
