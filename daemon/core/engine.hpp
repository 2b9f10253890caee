#pragma once
// The engine: step(event, now) → what to record and what to show; next_wakeup() → when it must be asked again. Pure: the same plan, saved state,
// events and moments give the same steps, on every machine.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/dayplan.hpp"
#include "daemon/core/events.hpp"
#include "daemon/core/ledger.hpp"

namespace kith::core {

/// What a step wants done: first the records made durable, then the rest (persist, then show).
struct Step {
    std::vector<Record> records;
    Changed changed;   ///< to be written with the records; worth writing even without any
    std::vector<Show> shows;
    std::vector<NoticeId> withdrawn;
    std::optional<Refusal> refusal;         ///< an action that was not taken: nothing else is set
    std::vector<SlotRef> closed;            ///< by an action: what it closed …
    std::optional<Instant> snoozed_until;   ///< … or until when it put it off
    bool asks_felt = false;                 ///< a question how it felt went out with it
    FollowUpNumber follow_up = 0;           ///< that an action was about; 0: none
    [[nodiscard]] bool changes_nothing() const { return records.empty() && changed.items.empty(); }
};

/// How a follow-up stands at a moment.
struct FollowUpOutlook {
    std::optional<Instant> shown_at;   ///< when it comes next, as far as can be said now; none: it only waits for an answer
    Gate held_by = Gate::none;         ///< what holds it although its time has come
    std::optional<Instant> held_until;
};

/// How an item stands at a moment, for those who ask.
struct Outlook {
    std::optional<Occurrence> open;    ///< its latest open occurrence
    std::optional<SlotTimes> coming;   ///< the slot it waits for
    std::optional<Instant> shown_at;   ///< when `coming` is expected to be nudged, as far as can be said now
    Gate held_by = Gate::none;         ///< what holds `coming` although its moment has come, or will when it comes today
    std::optional<Instant> held_until;
};

class Engine {
  public:
    /// `plan` is laid out already (unroll.hpp). Takes up where `saved` left off. The first event is a Back{start}.
    Engine(std::shared_ptr<const Plan> plan, Zone zone, Saved saved);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// What is known of the person before the first event, so that nothing pops up behind a locked screen.
    void begin_with(const event::Presence& presence, Instant now);

    Step step(const Event& event, Instant now);
    /// Takes back the latest step whole: its records could not be written (M3). Until the next step only.
    void roll_back();

    /// Folds in records that were kept while the journal could not be read, numbering them on from what it holds (M3). They name no
    /// other record by its number: the person's actions are refused meanwhile.
    void reapply(std::vector<Record>& records);

    /// The journal lost its end, and goes on from an earlier number: what is known here stays known. `records` are those it does not hold yet;
    /// they are numbered on from there.
    void go_on_from(Sequence next, std::vector<Record>& records);

    /// The one moment at which something may have to be done (T6); none: only an event can bring something.
    [[nodiscard]] std::optional<Instant> next_wakeup() const;

    /// As it is lived just now: with the season's limit and variants (S6).
    [[nodiscard]] const Plan& plan() const;
    /// As it was given.
    [[nodiscard]] std::shared_ptr<const Plan> written_plan() const;
    [[nodiscard]] const Zone& zone() const;
    [[nodiscard]] const DayPlan& days() const;
    [[nodiscard]] const Ledger& ledger() const;
    [[nodiscard]] bool clock_trusted() const;
    /// Nothing is to be shown now: quiet hours, solitude, or quiet as asked (G2, G6).
    [[nodiscard]] bool silent(Instant now) const;
    /// G6: until when it is quiet, as asked.
    [[nodiscard]] std::optional<Instant> hushed_until(Instant now) const;
    /// G5: when the item's pause ends; Instant::max(): when it is resumed.
    [[nodiscard]] std::optional<Instant> paused_until(std::size_t item, Instant now) const;
    /// The season in force.
    [[nodiscard]] const Season* season() const;
    /// When the season in force ends, or the tired day; none: not by itself.
    [[nodiscard]] std::optional<Instant> season_ends(Instant now) const;
    /// What the person said of the plan day of `now`; normal where they said nothing.
    [[nodiscard]] Energy energy(Instant now) const;
    [[nodiscard]] std::optional<std::size_t> find_item(std::string_view id) const;   ///< a touchpoint of the plan
    /// Whom the slot is about; of a `one_of` whose choice isn't made yet, everybody it may be about (S2).
    [[nodiscard]] std::vector<PersonIndex> people_of(std::size_t item, Slot slot) const;
    [[nodiscard]] Outlook outlook(std::size_t item, Instant now) const;
    /// The moment of the slot it waits for, which its outlook's shown_at is never before; far cheaper than the outlook.
    [[nodiscard]] std::optional<Instant> earliest(std::size_t item, Instant now) const;
    [[nodiscard]] FollowUpOutlook outlook(const FollowUp& follow_up, Instant now) const;
    /// The notice again as it stands: a click on it could not be recorded (M3).
    [[nodiscard]] std::optional<Show> shown(NoticeId notice) const;

  private:
    class Turn;        ///< one step while it is being made
    struct Standing;   ///< what the engine knows beside the ledger, anew after each start
    std::unique_ptr<Standing> standing_;
};

/// Of what decides an item's slots: when it changes, the item begins anew (L7).
[[nodiscard]] std::uint64_t schedule_fingerprint(const Touchpoint& touchpoint, const Plan& plan);
/// The same where it was called `id`, and its people, in their order, `people`.
[[nodiscard]] std::uint64_t schedule_fingerprint(const Touchpoint& touchpoint, const Plan& plan, std::string_view id,
                                                 const std::vector<std::string_view>& people);

}   // namespace kith::core
