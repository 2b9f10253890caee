#pragma once
// Owners for GLib's types. Only the files that run on the GLib thread include this.

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <gio/gio.h>

namespace kith::adapters {

struct Unreference {
    void operator()(gpointer object) const { g_object_unref(object); }
    void operator()(GVariant* value) const { g_variant_unref(value); }
};
template <class T>
using GlibOwner = std::unique_ptr<T, Unreference>;

/// A place for the GError of one call.
class GlibError {
  public:
    GlibError() = default;
    ~GlibError() { g_clear_error(&error_); }
    GlibError(const GlibError&) = delete;
    GlibError& operator=(const GlibError&) = delete;
    [[nodiscard]] GError** out() { return &error_; }
    [[nodiscard]] bool is(GQuark domain, int code) const { return g_error_matches(error_, domain, code) != FALSE; }
    /// The other side's words, without the name of the D-Bus error in front.
    [[nodiscard]] std::string text() {
        if (error_ == nullptr) return {};
        g_dbus_error_strip_remote_error(error_);
        return error_->message;
    }

  private:
    GError* error_ = nullptr;
};

/// A function that the thread's own context runs once, later; replaced by the next start(), gone with this. Zero: as soon as possible.
class GlibTimer {
  public:
    GlibTimer() = default;
    ~GlibTimer() { stop(); }
    GlibTimer(const GlibTimer&) = delete;
    GlibTimer& operator=(const GlibTimer&) = delete;

    void start(guint milliseconds, std::function<void()> work) {
        stop();
        work_ = std::move(work);
        source_ = milliseconds == 0 ? g_idle_source_new() : g_timeout_source_new(milliseconds);
        g_source_set_callback(source_, &GlibTimer::run, this, nullptr);
        g_source_attach(source_, g_main_context_get_thread_default());
    }
    void stop() {
        if (source_ == nullptr) return;
        g_source_destroy(source_);
        g_source_unref(std::exchange(source_, nullptr));
    }
    [[nodiscard]] bool running() const { return source_ != nullptr; }

  private:
    static gboolean run(gpointer data) {
        auto& self = *static_cast<GlibTimer*>(data);
        self.stop();
        // Moved out first: the work may start the timer anew.
        const auto work = std::move(self.work_);
        work();
        return G_SOURCE_REMOVE;
    }

    GSource* source_ = nullptr;
    std::function<void()> work_;
};

/// A delay that doubles each time it is taken, from `first` to `most` milliseconds.
class BackOff {
  public:
    constexpr BackOff(guint first, guint most) : first_{first}, most_{most}, next_{first} {}
    guint take() { return std::exchange(next_, next_ > most_ / 2 ? most_ : next_ * 2); }
    void reset() { next_ = first_; }

  private:
    guint first_;
    guint most_;
    guint next_;
};

}   // namespace kith::adapters
