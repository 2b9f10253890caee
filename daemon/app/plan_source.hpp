#pragma once
// The plan's files → the runtime: read, checked, and taken up only when they are good. A broken plan changes nothing (promises: 20).

#include <filesystem>
#include <memory>

#include "config/plan.hpp"
#include "daemon/app/commands.hpp"

namespace kith::app {

class PlanSource {
  public:
    explicit PlanSource(std::filesystem::path path);
    /// Reads the files anew; the plan when it is good and differs from the last good one. state() says the rest.
    [[nodiscard]] std::shared_ptr<const Plan> read();
    [[nodiscard]] const PlanState& state() const { return state_; }
    /// One line for the log and the person on how the latest reading went.
    [[nodiscard]] std::string summary() const;

  private:
    std::filesystem::path path_;
    PlanState state_;
    std::shared_ptr<const Plan> plan_;
};

}   // namespace kith::app
