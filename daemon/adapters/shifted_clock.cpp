#include "daemon/adapters/shifted_clock.hpp"

#include <utility>

namespace kith::adapters {
namespace {

class ShiftedClock final : public app::Clock {
  public:
    ShiftedClock(std::unique_ptr<app::Clock> clock, core::Seconds ahead) : clock_{std::move(clock)}, ahead_{ahead} {}
    [[nodiscard]] Reading read() const override {
        Reading reading = clock_->read();
        reading.now += ahead_;
        return reading;
    }
    [[nodiscard]] bool synchronised() const override { return clock_->synchronised(); }
    void arm(std::optional<core::Instant> when) override { clock_->arm(when ? std::optional{*when - ahead_} : std::nullopt); }
    void arm_monotonic(std::optional<core::Seconds> in) override { clock_->arm_monotonic(in); }
    void listen(Callbacks callbacks) override { clock_->listen(std::move(callbacks)); }

  private:
    std::unique_ptr<app::Clock> clock_;
    core::Seconds ahead_;
};

}   // namespace

std::unique_ptr<app::Clock> shifted(std::unique_ptr<app::Clock> clock, core::Seconds ahead) {
    if (ahead == core::Seconds{0}) return clock;
    return std::make_unique<ShiftedClock>(std::move(clock), ahead);
}

}   // namespace kith::adapters
