#pragma once
// A thread that runs a GLib main loop on a context of its own. Everything that calls GLib runs there, because such calls may block for as
// long as a notification server hangs.

#include <chrono>
#include <functional>
#include <memory>

namespace kith::adapters {

class GlibThread {
  public:
    GlibThread();
    ~GlibThread();   ///< stop(half a second)
    GlibThread(const GlibThread&) = delete;
    GlibThread& operator=(const GlibThread&) = delete;

    /// Runs `work` on the thread, after what was posted before. From any thread; never waits. After stop() it is thrown away.
    void post(std::function<void()> work);

    /// Ends the thread. Where it is stuck in a call for longer than `patience` it is left behind, to end with the process: then false.
    bool stop(std::chrono::milliseconds patience);

  private:
    class State;
    std::shared_ptr<State> state_;
};

}   // namespace kith::adapters
