#pragma once
// The plan's files as somebody edits them: real ones, since production reads them by itself. And where kithd keeps the last good plan.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/plan.hpp"
#include "config/plan_reader.hpp"
#include "daemon/app/plan_source.hpp"
#include "tests/simulation/own_folder.hpp"

namespace kith::simulation {

class PlanFolder {
  public:
    /// Of plan.yaml, whether it is there or not.
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "plan.yaml"; }

    /// A plan's text, saved in one of the ways people save: `way` says in which (as one file, over a link, spread over plan.d).
    void save(const std::string& text, std::uint64_t way);
    /// Something that is no readable file takes the plan's place: a folder, a link to nothing, a pipe, bytes that are no text.
    void spoil(std::uint64_t way);
    /// No file is left.
    void remove();

    /// As read_plan, which takes a thousand times as long as to remember what it said of the same text.
    [[nodiscard]] PlanReading read(const std::vector<PlanText>& texts);

    [[nodiscard]] bool empty() const { return state_ == State::empty; }
    /// What a reader must find there, by what was done to it: null when it is no good plan, or none.
    [[nodiscard]] const std::shared_ptr<const Plan>& plan() const { return plan_; }

  private:
    enum class State : std::uint8_t { empty, full };
    /// As load_plan_texts finds them: by name and bytes.
    void write(const std::vector<PlanText>& texts);

    OwnFolder folder_;
    State state_ = State::empty;
    std::shared_ptr<const Plan> plan_;
    std::map<std::string, PlanReading> known_;   ///< by the bytes
};

/// Outlives the processes, as the data folder does.
class KeptPlan final : public app::PlanKeeper {
  public:
    bool writable = true;
    bool readable = true;
    /// The plan that is kept; `being_kept` tells which one the next keep() is about.
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<const Plan> being_kept;

    void keep(const std::string& bytes) override {
        if (!writable || !readable) return;
        bytes_ = bytes;
        plan = being_kept;
    }
    [[nodiscard]] std::string recall() override { return readable ? bytes_ : std::string{}; }

  private:
    std::string bytes_;
};

}   // namespace kith::simulation
