#pragma once
// A clock whose time is a number. It stands still until somebody moves it.

#include <utility>

#include "daemon/app/ports.hpp"

namespace kith::testing {

class ModelClock final : public app::Clock {
  public:
    explicit ModelClock(core::Instant now) : now_{now} {}

    [[nodiscard]] Reading read() const override { return {now_, since_boot_, awake_}; }
    [[nodiscard]] bool synchronised() const override { return synchronised_; }
    void arm(std::optional<core::Instant> when) override { armed_ = when; }
    void arm_monotonic(std::optional<core::Seconds> in) override { monotonic_ = in ? std::optional{awake_ + *in} : std::nullopt; }
    void listen(Callbacks callbacks) override { callbacks_ = std::move(callbacks); }

    [[nodiscard]] core::Instant now() const { return now_; }
    void be_synchronised(bool yes) { synchronised_ = yes; }

    /// When the process wakes next by itself.
    [[nodiscard]] std::optional<core::Instant> next_alarm() const {
        std::optional<core::Instant> next = armed_ ? std::optional{std::max(*armed_, now_)} : std::nullopt;
        if (monotonic_ && (!next || now_ + (*monotonic_ - awake_) < *next)) next = now_ + (*monotonic_ - awake_);
        return next;
    }
    /// Time passes, awake. Nothing is called.
    void pass_to(core::Instant when) {
        const core::Seconds passed = when - now_;
        now_ = when;
        since_boot_ += passed;
        awake_ += passed;
    }
    /// Calls whatever is due now.
    void ring() {
        if (monotonic_ && *monotonic_ <= awake_) {
            monotonic_.reset();
            callbacks_.monotonic();
        } else if (armed_ && *armed_ <= now_) {
            armed_.reset();
            callbacks_.due();
        }
    }
    /// The machine sleeps until `when`, then the process runs again.
    void sleep_to(core::Instant when) {
        since_boot_ += when - now_;
        now_ = when;
        callbacks_.moved();
    }
    /// Somebody sets the clock.
    void set_to(core::Instant when) {
        now_ = when;
        callbacks_.moved();
    }
    /// Time passes without the process (it is not running).
    void skip_to(core::Instant when) {
        pass_to(when);
        armed_.reset();
        monotonic_.reset();
    }
    void change_zone() { callbacks_.zone_changed(); }

  private:
    core::Instant now_;
    core::Seconds since_boot_{1000};
    core::Seconds awake_{1000};
    bool synchronised_ = true;
    std::optional<core::Instant> armed_;
    std::optional<core::Seconds> monotonic_;
    Callbacks callbacks_;
};

}   // namespace kith::testing
