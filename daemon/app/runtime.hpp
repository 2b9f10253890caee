#pragma once
// The shell around the core: event → step → journal → desktop → the one timer. Persist, then show; what the journal refuses, the person's actions
// are refused too, and everything else is kept in memory until it heals (M3).

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "daemon/app/ports.hpp"
#include "daemon/core/engine.hpp"

namespace kith::app {

enum class LogLevel : unsigned char { info, warning, error };
using Log = std::function<void(LogLevel, const std::string&)>;

/// Kinds of change that watchers are told of.
struct Changes {
    bool agenda = false;
    bool history = false;
    bool plan = false;
    bool status = false;
};

/// An action of the person's that was not taken.
struct ActionError {
    std::optional<core::Refusal> refusal;   ///< by the core; else
    std::string journal;                    ///< by the journal, in words
};

class Runtime {
  public:
    /// Everything must outlive it. `zone` finds the machine's zone when the plan says "system", or the one the plan names.
    Runtime(Clock& clock, Desktop& desktop, Journal& journal, std::function<core::Zone(const std::string&)> zone, Log log);

    /// Takes up a plan: the first starts the engine, a later one replaces it (L7).
    void take_plan(std::shared_ptr<const Plan> plan);
    /// G6: something about kith itself, told once while it lasts; empty: it is over.
    void take_news(const core::event::News& news);
    /// What the session says of the person: gates "do-not-disturb" and "away or locked".
    void take_presence(const core::event::Presence& presence);
    void on_change(std::function<void(const Changes&)> tell) { tell_ = std::move(tell); }

    /// An action of the person's: on disk when it returns.
    tl::expected<core::Step, ActionError> act(const core::Event& event);
    /// L6: takes back the latest action the journal knows.
    tl::expected<core::Step, ActionError> undo();
    /// Removes texts for good, and records that it did. Not to be undone. How many there were.
    tl::expected<std::size_t, ActionError> forget(const TextsQuery& query);

    /// At the end of an orderly life.
    void leave();

    /// Null until there is a plan.
    [[nodiscard]] const core::Engine* engine() const { return engine_.get(); }
    [[nodiscard]] core::Instant now() const { return clock_.read().now; }
    [[nodiscard]] Journal& journal() { return journal_; }
    [[nodiscard]] Desktop& desktop() { return desktop_; }
    [[nodiscard]] core::Instant started() const { return started_; }
    [[nodiscard]] const std::string& journal_trouble() const { return trouble_; }   ///< empty: the journal is well
    [[nodiscard]] std::size_t unsaved() const { return unsaved_.size(); }
    [[nodiscard]] std::optional<core::Instant> next_wakeup() const;

  private:
    void listen();
    void show_early_news();
    void start_engine(std::shared_ptr<const Plan> plan, core::Zone zone);
    void take(const core::Event& event);
    void catch_up();
    void step_and_keep(const core::Event& event);
    [[nodiscard]] tl::unexpected<ActionError> not_kept();
    void clock_due();
    std::optional<core::event::Back> what_happened_to_the_clock();
    void clicked(core::NoticeId notice, core::Button button);
    void keep(const core::Step& step);
    void perform(const core::Step& step);
    // runtime_texts.cpp
    [[nodiscard]] Notice in_words(core::Show show);
    void count_former_names(core::ActionRecords& action);
    void settle_trust();
    void arm();
    bool heal();
    bool written(const tl::expected<void, StoreError>& result);
    void stand_on(core::Saved saved);
    void trouble(const StoreError& error);
    void tell(const Changes& changes);

    Clock& clock_;
    Desktop& desktop_;
    Journal& journal_;
    std::function<core::Zone(const std::string&)> zone_;
    Log log_;
    std::function<void(const Changes&)> tell_;
    std::unique_ptr<core::Engine> engine_;
    core::Instant started_;
    Clock::Reading last_reading_;
    std::vector<core::event::News> early_news_;   ///< from before there was an engine
    core::event::Presence presence_;              ///< the latest known
    bool trust_alarm_ = false;
    std::vector<core::NoticeId> adopted_;   ///< shown by an earlier process
    bool desktop_ready_ = false;            ///< a server came before there was an engine to tell

    std::string trouble_;
    bool loaded_ = false;                 ///< the engine stands on what the journal held
    std::vector<core::Record> unsaved_;   ///< M3: shown already, not yet written
    std::optional<core::Instant> retry_at_;
    int failures_ = 0;                   ///< to write the journal, since it was last well
    core::Sequence written_up_to_ = 1;   ///< the next sequence, as far as the journal acknowledged it
    bool landed_are_ours_ = false;       ///< should the commit that failed have landed: its records are the first of unsaved_
};

}   // namespace kith::app
