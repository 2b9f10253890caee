#pragma once
// One handler a method of the control socket, and one place that turns errors into codes.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/app/control.hpp"
#include "daemon/app/runtime.hpp"
#include "daemon/protocol/measures.hpp"
#include "daemon/protocol/messages.hpp"
#include "daemon/protocol/state.hpp"

namespace kith::app {

/// What the daemon knows about the plan's files; main keeps it up to date.
struct PlanState {
    std::string path;
    std::string state = "none";                           ///< good, broken, none
    std::vector<protocol::PlanProblem> problems;          ///< of the latest reading
    std::vector<protocol::PlanFileText> last_good = {};   ///< the plan in use, where it is not what the files hold and a copy is left
};

class Commands final : public RequestHandler {
  public:
    Commands(Runtime& runtime, const PlanState& plan, std::string version);
    Answer handle(std::string_view line) override;
    void on_notice(std::function<void(const std::string&)> send) override;

  private:
    template <class Result>
    using Outcome = tl::expected<Result, protocol::Error>;

    Outcome<boost::json::value> dispatch(std::string_view method, const boost::json::value& params);
    template <class Params, class Result>
    Outcome<boost::json::value> call(Outcome<Result> (Commands::*handler)(const Params&), const boost::json::value& params);

    static Outcome<boost::json::value> without_params(const boost::json::value& params, boost::json::value answer);

    // In the order of the table.
    Outcome<protocol::Acted> undo(const protocol::NoParams& params);
    Outcome<protocol::Agenda> agenda(const protocol::AgendaParams& params);
    Outcome<protocol::Agenda> next(const protocol::NextParams& params);
    Outcome<protocol::Acted> log(const protocol::LogParams& params);
    Outcome<protocol::Today> today(const protocol::NoParams& params);
    Outcome<protocol::Tried> try_out(const protocol::NoParams& params);
    Outcome<protocol::Acted> ask(const protocol::AskParams& params);
    Outcome<protocol::Acted> promise(const protocol::PromiseParams& params);
    Outcome<protocol::Acted> timeout(const protocol::TimeoutParams& params);
    Outcome<boost::json::value> export_records(const boost::json::value& params);
    Outcome<protocol::History> history(const protocol::HistoryParams& params);
    Outcome<protocol::Acted> energy(const protocol::EnergyParams& params);
    Outcome<protocol::Card> show(const protocol::NameParams& params);
    Outcome<protocol::Why> why_so(const protocol::NameParams& params);
    Outcome<protocol::Acted> note(const protocol::NoteParams& params);
    Outcome<protocol::Acted> done(const protocol::DoneParams& params);
    Outcome<protocol::Acted> skip(const protocol::NameParams& params);
    Outcome<protocol::Acted> snooze(const protocol::SnoozeParams& params);
    Outcome<protocol::Acted> resume(const protocol::NameParams& params);
    Outcome<protocol::Acted> pause(const protocol::PauseParams& params);
    Outcome<protocol::People> people(const protocol::NoParams& params);
    Outcome<protocol::Acted> quiet(const protocol::QuietParams& params);
    Outcome<protocol::Report> report(const protocol::ReportParams& params);
    Outcome<protocol::Seasons> seasons(const protocol::NoParams& params);
    Outcome<protocol::Acted> season(const protocol::SeasonParams& params);
    Outcome<protocol::State> state(const protocol::NoParams& params);
    Outcome<protocol::Status> status(const protocol::NoParams& params);
    Outcome<protocol::Acted> forget(const protocol::ForgetParams& params);
    Outcome<protocol::Week> week(const protocol::NoParams& params);

    // command_follow_ups.cpp
    Outcome<protocol::Acted> follow_up(core::FollowUpKind kind, const std::string& name, const core::FollowUpTime& time, std::string text);
    [[nodiscard]] protocol::Acted acted_on_follow_up(const std::string& words, const core::Step& step) const;
    /// The follow-up a name means: its id, or a person with just one open and no touchpoint open; none: it means something else.
    [[nodiscard]] std::optional<std::string> follow_up_for(const std::string& name) const;
    [[nodiscard]] const core::FollowUp* follow_up_called(const std::string& name) const;   ///< open; null: none is called so
    [[nodiscard]] std::string follow_up_words(const core::Step& step) const;
    /// Those that come before `until`, among the others.
    void add_follow_ups(protocol::Agenda& agenda, core::Instant until, std::size_t limit) const;

    /// What a pause is meant for: a thing of the plan, or one that was paused while the plan had it.
    Outcome<std::string> id_to_pause(const std::string& name);
    [[nodiscard]] protocol::Acted acted_on(std::string text, const std::string& id) const;
    /// Of whom undo took back a note; none: it was no note.
    [[nodiscard]] std::optional<std::string> noted_no_more(const core::Step& step) const;
    Outcome<TextsQuery> texts_of(const std::string& name);
    /// What undo said of a quiet or a pause; none: it was about neither.
    [[nodiscard]] std::optional<std::string> held_again(const core::Step& step) const;
    /// The same of a season or the day's energy.
    [[nodiscard]] std::optional<std::string> lived_again(const core::Step& step) const;
    /// The item an action is meant for: an item's own name, or a person about whom just one item is open.
    Outcome<std::string> item_for(const std::string& name);
    Outcome<core::Step> act(const core::Event& event);
    [[nodiscard]] protocol::Error explain(const ActionError& error) const;
    [[nodiscard]] protocol::Acted acted(std::string text, const std::string& item, const core::Step& step) const;
    [[nodiscard]] std::string counts_too(const std::string& item, const core::Step& step) const;
    [[nodiscard]] std::string title(const std::string& item) const;
    [[nodiscard]] std::string title(const std::string& item, const core::Step& step) const;
    [[nodiscard]] std::string title_of_any(const std::string& id) const;   ///< of an item or a person
    [[nodiscard]] std::vector<std::string> notes() const;
    void note_holds(std::vector<std::string>& notes) const;
    void note_season(std::vector<std::string>& notes) const;
    [[nodiscard]] protocol::Error no_plan() const;

    Runtime& runtime_;
    const PlanState& plan_;
    std::string version_;
    core::NoticeId trial_ = 0;   ///< the latest trial notice …
    core::Instant tried_;        ///< … and when it was shown
};

}   // namespace kith::app
