#include "daemon/adapters/glib_thread.hpp"

#include <pthread.h>

#include <csignal>
#include <future>
#include <mutex>
#include <thread>

#include <glib.h>

namespace kith::adapters {

/// Shared with the thread, which may outlive the GlibThread.
class GlibThread::State : public std::enable_shared_from_this<State> {
  public:
    State() : context_{g_main_context_new()}, loop_{g_main_loop_new(context_, FALSE)} {}
    ~State() {
        g_main_loop_unref(loop_);
        g_main_context_unref(context_);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void start() {
        // Signals are the Asio loop's; threads that GLib starts inherit the mask.
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread_ = std::thread{[self = shared_from_this()] { self->run(); }};
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    void post(std::function<void()> work) {
        const std::scoped_lock lock{guard_};
        if (!stopped_) attach(std::move(work));
    }

    bool stop(std::chrono::milliseconds patience) {
        {
            const std::scoped_lock lock{guard_};
            if (!stopped_) {
                stopped_ = true;
                // From a source: a quit that comes before the loop runs would be lost.
                attach([this] { g_main_loop_quit(loop_); });
            }
        }
        if (!thread_.joinable()) return true;
        if (ended_.get_future().wait_for(patience) == std::future_status::ready) {
            thread_.join();
            return true;
        }
        thread_.detach();
        return false;
    }

  private:
    void attach(std::function<void()> work) {
        // Not g_main_context_invoke: before the thread owns the context that would run the work right here.
        GSource* source = g_idle_source_new();
        g_source_set_priority(source, G_PRIORITY_DEFAULT);
        g_source_set_callback(
            source,
            [](gpointer data) -> gboolean {
                (*static_cast<std::function<void()>*>(data))();
                return G_SOURCE_REMOVE;
            },
            new std::function<void()>{std::move(work)}, [](gpointer data) { delete static_cast<std::function<void()>*>(data); });
        g_source_attach(source, context_);
        g_source_unref(source);
    }

    void run() {
        g_main_context_push_thread_default(context_);
        g_main_loop_run(loop_);
        g_main_context_pop_thread_default(context_);
        ended_.set_value();
    }

    GMainContext* context_;
    GMainLoop* loop_;
    std::mutex guard_;
    bool stopped_ = false;
    std::promise<void> ended_;
    std::thread thread_;
};

GlibThread::GlibThread() : state_{std::make_shared<State>()} { state_->start(); }
GlibThread::~GlibThread() { stop(std::chrono::milliseconds{500}); }
void GlibThread::post(std::function<void()> work) { state_->post(std::move(work)); }
bool GlibThread::stop(std::chrono::milliseconds patience) { return state_->stop(patience); }

}   // namespace kith::adapters
