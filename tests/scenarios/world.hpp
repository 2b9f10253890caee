#pragma once
// The real runtime and engine in a model world; what they do becomes lines.

#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/app/runtime.hpp"
#include "tests/support/model_clock.hpp"
#include "tests/support/model_desktop.hpp"
#include "tests/support/model_journal.hpp"

namespace kith::testing {

/// What was done, and when.
struct Deed {
    core::Instant at;
    std::string text;
};

class World {
  public:
    World(const std::string& zone, core::Instant start, const std::string& plan);

    /// Time passes, alarms ring, until just before `when`; and at `when` too.
    void run_to(core::Instant when);
    /// What happens now: a line of a script without its `>`. `plan`: the text after `plan`.
    void happen(const std::string& text, const std::string& plan);

    [[nodiscard]] const std::vector<Deed>& deeds() const { return deeds_; }
    [[nodiscard]] const core::Zone& zone() const { return zone_; }
    /// "2026-03-02 16:00" in the present zone.
    [[nodiscard]] core::Instant parse(const std::string& text) const;
    [[nodiscard]] std::string print(core::Instant instant) const;

  private:
    void start();
    void use_plan(const std::string& yaml);
    void note_changes();
    void act(const core::Event& event);
    void act_on(std::istringstream& words, const std::string& verb);
    void log(std::istringstream& words);
    void write_down(const std::string& verb, std::istringstream& words);
    void hold(const std::string& verb, std::istringstream& words);
    void live(const std::string& verb, std::istringstream& words);
    void follow_up(const std::string& verb, std::istringstream& words);
    void click(std::istringstream& words);
    void desktop(const std::string& verb, std::istringstream& words);
    void machine(const std::string& verb, std::istringstream& words);
    [[nodiscard]] core::NoticeId notice_of(const std::string& item) const;

    core::Zone zone_;
    ModelClock clock_;
    ModelJournal journal_;
    std::unique_ptr<ModelDesktop> desktop_;
    std::unique_ptr<app::Runtime> runtime_;
    std::shared_ptr<const Plan> plan_;
    std::vector<Deed> deeds_;
    std::size_t records_told_ = 0;
    bool was_in_trouble_ = false;
};

}   // namespace kith::testing
