#pragma once
// The whole of kith in a world made of a script: production core and app over a model clock, a faulty disk, a faulty desktop, a plan file
// and a person. run() throws the first Violation.

#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "daemon/app/commands.hpp"
#include "daemon/app/plan_source.hpp"
#include "daemon/app/runtime.hpp"
#include "tests/simulation/checker.hpp"
#include "tests/simulation/clients.hpp"
#include "tests/simulation/plan_folder.hpp"
#include "tests/simulation/random.hpp"
#include "tests/simulation/script.hpp"
#include "tests/simulation/server.hpp"
#include "tests/simulation/store.hpp"
#include "tests/support/model_clock.hpp"

namespace kith::simulation {

class World {
  public:
    /// `disk`: what the promises are kept on. `say`: a line of the timeline each; may be empty.
    World(const Script& script, Disk disk, std::function<void(const std::string&)> say = {});
    ~World();

    void run();
    [[nodiscard]] std::uint64_t trace() const { return checker_.trace(); }
    [[nodiscard]] std::int64_t elapsed() const { return elapsed_; }
    [[nodiscard]] std::size_t faults() const { return faults_; }

  private:
    /// kithd, as main.cpp puts it together.
    struct Process {
        Process(World& world, std::filesystem::path plan_file);
        SimDesktop desktop;
        app::Runtime runtime;
        app::PlanSource plan;
        app::Commands commands;
    };
    /// What the person is going to do.
    struct Intent {
        std::int64_t at = 0;   ///< seconds since the run began
        enum class What : std::uint8_t { press, dismiss, by_hand, send } what = What::press;
        std::uint32_t entry = 0;
        core::NoticeId notice = 0;
        core::Button button = core::Button::done;
        std::uint64_t number = 0;
        Request request = {};   ///< to send
    };
    struct Later {
        bool operator()(const Intent& a, const Intent& b) const { return a.at > b.at; }
    };

    // world.cpp: time, and the process
    void pass_to(std::int64_t elapsed);
    void ring();
    void landed(const std::vector<core::Record>& records, bool surely);
    void lost(core::Sequence next);
    void process_dies();
    void start_process(End end);
    /// The file has changed: kithd reads it.
    void find_plan();
    void take_plan();
    /// In the process's own time, as main.cpp does it; `plan_` says already what it must take up.
    void read_plan_file();
    /// Lets the process do something; what it hears back in consequence; checks. It may die of it, and is started again.
    void let(const std::function<void()>& work);
    void check();
    [[nodiscard]] core::Zone zone(const std::string& name) const;
    [[nodiscard]] core::Zone plan_zone() const { return zone(plan_ ? plan_->timezone : "system"); }
    [[nodiscard]] const core::Engine* engine() const { return process_->runtime.engine(); }

    // world_outside.cpp: what happens from outside, and its end
    void happens(const Op& op);
    void machine(const Op& op);
    void plan_file(const Op& op);
    void presence(const Op& op);
    void servers(const Op& op);
    void disk(const Op& op);
    void forge(std::uint64_t number);
    void click_again();
    void calm_down();
    void at_the_end();

    // world_person.cpp
    void sees(const Server::Entry& entry);
    void plan_day_by_hand(std::int64_t day);
    void does(const Intent& intent);
    void answer_without_buttons(core::NoticeId notice);
    void by_hand(std::uint64_t number);
    void send(const Request& request);
    void ask(const Request& request);

    // world_words.cpp: the timeline
    void say(const std::string& text) const;
    void say(const core::Record& record) const;

    const Script& script_;
    std::function<void(const std::string&)> say_;
    std::string zone_name_;
    std::int64_t elapsed_ = 0;
    testing::ModelClock clock_;
    Fuse fuse_;
    std::unique_ptr<Store> store_;
    Server server_;
    Checker checker_;
    std::vector<Checker> before_doubt_;   ///< as it was before records landed that a power cut may take away
    std::uint64_t processes_ = 0;
    std::optional<std::uint64_t> power_cut_;   ///< the process will not die alone; the seed of what is left
    std::unique_ptr<Process> process_;
    PlanFolder folder_;
    KeptPlan kept_;
    std::shared_ptr<const Plan> plan_;   ///< what must be in use; null: none
    core::event::Presence presence_;
    bool blind_ = false;                     ///< the process could not read its journal, and what it did has not landed yet
    bool knows_last_good_ = false;           ///< or that there is none
    std::shared_ptr<const Plan> compared_;   ///< the engine's, which is the same
    std::priority_queue<Intent, std::vector<Intent>, Later> intents_;
    std::map<core::NoticeId, int> answered_;   ///< how often: nobody answers the same thing for ever
    core::NoticeId last_clicked_ = 0;
    core::Button last_button_ = core::Button::done;
    std::size_t faults_ = 0;
    std::uint64_t checks_ = 0;
    core::Instant last_alarm_ = core::Instant::min();
    int alarms_at_once_ = 0;
};

}   // namespace kith::simulation
