#pragma once
// The plan's files → the runtime: read, checked, and taken up only when they are good. A broken plan changes nothing (promises: 20), not
// even over a restart: what was last good is kept aside.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/plan.hpp"
#include "config/plan_reader.hpp"
#include "daemon/app/commands.hpp"

namespace kith::app {

/// Where the last good plan is kept, as bytes of our own making. Nothing here fails aloud: without it a start with a broken plan has none.
class PlanKeeper {
  public:
    virtual ~PlanKeeper() = default;
    virtual void keep(const std::string& bytes) = 0;
    /// Empty: there is none.
    [[nodiscard]] virtual std::string recall() = 0;
};

class PlanSource {
  public:
    using Reader = std::function<PlanReading(std::vector<PlanText>)>;
    /// `keeper` must outlive it. `reader` is read_plan, or gives what that gives.
    PlanSource(std::filesystem::path path, PlanKeeper& keeper, Reader reader = read_plan);
    /// Reads the files anew; the plan when one is to be taken up: the files' own when it is good and differs from the one in use, or, at the
    /// first reading of a broken one, the last that was good. state() says the rest.
    [[nodiscard]] std::shared_ptr<const Plan> read();
    [[nodiscard]] const PlanState& state() const { return state_; }
    /// A line or more for the log on how the latest reading went.
    [[nodiscard]] std::string summary() const;
    /// What the person should be told of it; empty when all is well, and when there never was a plan.
    [[nodiscard]] std::string trouble() const;

  private:
    std::shared_ptr<const Plan> read_files();
    std::shared_ptr<const Plan> last_good();

    std::filesystem::path path_;
    PlanKeeper* keeper_;
    Reader reader_;
    PlanState state_;
    std::shared_ptr<const Plan> plan_;
    bool looked_for_last_good_ = false;
};

}   // namespace kith::app
