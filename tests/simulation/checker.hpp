#pragma once
// What must hold in every history. Stands beside the world, sees what reaches the disk and the screen, and knows nothing of how the engine
// decides.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/ports.hpp"
#include "daemon/core/engine.hpp"
#include "tests/simulation/follow_ups.hpp"

namespace kith::simulation {

/// An invariant that did not hold: which one, and what was seen instead.
struct Violation : std::runtime_error {
    Violation(std::string which, const std::string& what) : std::runtime_error{which + ": " + what}, invariant{std::move(which)} {}
    std::string invariant;
};

class Checker {
  public:
    /// The plan and zone in use from now on, as the engine was told.
    void uses(std::shared_ptr<const Plan> plan, const core::Zone& zone, core::Instant now);
    /// Records reached the disk (I1, I2, I4, I7, I8, I9). `fresh`: they were made just now, not kept in memory before.
    /// `knew`: by a process that had read the journal.
    void landed(const std::vector<core::Record>& records, bool fresh, bool knew);
    /// Something is put on the screen (I4, G2). `well`: the journal is, so what is shown must stand in it (persist, then show).
    void shown(const app::Notice& notice, const core::Engine* engine, core::Instant now, bool well) const;
    /// `kithctl try`: about nothing, numbered from the far end, and shown whenever the person asks for it.
    [[nodiscard]] static bool is_trial(const app::Notice& notice) { return notice.id >= core::NoticeId{1} << 62U; }
    /// I5: after an event nothing waits that could come just now: what was put off until then is back.
    void nothing_waits(const core::Engine& engine, core::Instant now) const;
    /// Something is on the screen (I4).
    static void on_screen(const app::Notice& notice, const core::Engine& engine);
    /// The person's action was acknowledged under this number (I3).
    void acknowledged(core::Sequence action);
    /// The process starts anew on what the disk holds (I3).
    void restarted(const core::Saved& saved);
    /// The disk holds no more than it did then (I3): a power cut took what was not acknowledged.
    void goes_back_to(const Checker& then);
    /// The number of the next record.
    [[nodiscard]] core::Sequence next() const { return next_; }
    /// Whether anybody sees what is shown, from now on.
    void sees(const core::event::Presence& presence) { presence_ = presence; }
    /// From here on nothing goes wrong any more, so what was put off comes back (L3).
    void calm();
    /// How many records so far are the person's doing.
    [[nodiscard]] std::size_t actions() const { return actions_; }
    /// After an event, with nothing in flight and the journal well: the memory is what the disk holds (I10).
    static void same(const core::Saved& disk, const core::Saved& memory);
    /// I5: in the calm, each slot that lived from `from` on and died before `now` was shown or ended.
    void all_settled(const core::Engine& engine, core::Instant from, core::Instant now) const;

    [[nodiscard]] std::uint64_t trace() const { return trace_; }

  private:
    using Slot = std::pair<std::string, core::Slot>;
    enum class Life : std::uint8_t { nudged, closed };
    void nudged(const core::record::Nudged& nudged, core::Instant at, bool fresh, bool knew);
    void counts(const core::record::Counting& counting, core::Instant at);
    void picked(const core::record::Picked& picked, core::Instant at);
    void came_due(const core::record::Nudged& nudged) const;
    static void goes_on_counting(const core::Engine& engine, std::size_t item, core::Instant now);
    // checker_names.cpp
    void renamed(const core::record::Renamed& renamed);
    void offered_again(const core::record::Nudged& nudged);
    void left(const core::record::Left& left);
    void hushed(const core::record::Hushed& hushed, core::Instant at);
    void turned(const core::record::Turned& turned);
    /// S6: the plan's, or the season's.
    [[nodiscard]] std::int32_t daily_limit() const;
    [[nodiscard]] FollowUpChecks::Around around(core::Instant at, bool fresh) const;
    [[nodiscard]] bool is_hushed(core::Instant at) const;
    /// Whether a pause is of the item, of its series, or of one of these people.
    [[nodiscard]] bool names(const std::string& pause, const Touchpoint& touchpoint, const std::vector<PersonIndex>& people) const;
    void takes_place(std::int32_t day);
    void closed(const core::record::Closed& closed, core::Instant at);
    void came_when_it_could(const core::record::Closed& closed, core::Instant at) const;
    void reopened(const core::record::Reopened& reopened);
    void appeared(const core::record::Appeared& appeared);
    [[nodiscard]] std::vector<PersonIndex> about(const core::SlotRef& what, const Touchpoint& touchpoint) const;
    void check_gates(const core::record::Nudged& nudged, core::Instant at);
    void alone_in_its_gap(const core::record::Nudged& nudged, const Touchpoint& touchpoint, bool regular, core::Instant at);
    void forget_exact(const core::Record& record);
    [[nodiscard]] bool joined(const core::ItemState& item, const core::SlotTimes& slot) const;
    [[nodiscard]] bool was_past(const Slot& slot) const;
    void announced(const core::record::Nudged& nudged, core::Instant at) const;
    static void heads_ups_ended(const core::Engine& engine);
    [[nodiscard]] bool ended_ahead(const core::Engine& engine, const Touchpoint& touchpoint, const core::SlotTimes& slot) const;
    [[nodiscard]] bool has_space(const Person& person, core::NoticeId notice, core::Instant at) const;
    [[nodiscard]] bool silent(core::Instant at) const;
    [[nodiscard]] bool sleeps(const Person& person, core::Instant at) const;
    [[nodiscard]] const Touchpoint* find(const std::string& item) const;
    void mix(std::uint64_t number);
    void mix(const std::string& text);

    std::shared_ptr<const Plan> plan_;
    core::event::Presence presence_;
    core::Zone zone_;
    core::Instant in_use_since_;   ///< the zone, and where the plan's days begin
    core::Sequence next_ = 1;
    core::Sequence acknowledged_ = 0;
    std::map<Slot, Life> life_;
    std::map<Slot, core::Instant> over_;   ///< when it was first nudged, or ended without
    std::set<Slot> first_nudge_;
    std::set<Slot> again_;                     ///< offered once more (L5)
    std::map<Slot, core::NoticeId> told_by_;   ///< the latest notice of each
    std::set<core::NoticeId> dismissed_;       ///< by the person
    std::map<std::int32_t, int> places_;
    std::vector<std::int32_t> days_used_;                                  ///< in the order they were first used; only the latest count
    std::map<std::string, std::map<core::Slot, core::Instant>> snoozed_;   ///< of each item, and when it will end
    std::map<std::string, core::Elapsed> counting_;                        ///< of elapsed items
    std::map<Slot, std::string> picked_;                                   ///< of `one_of`: whom the slot is about
    struct Lately {
        std::optional<core::Instant> contact, nudge;
        core::NoticeId notice = 0;   ///< of the nudge
    };
    std::map<std::string, Lately> lately_;                                             ///< with and about each person
    std::map<Slot, core::Instant> put_off_;                                            ///< in the calm, and until when
    std::map<std::string, std::vector<std::pair<core::Slot, core::Instant>>> ended_;   ///< in the calm: what was open, and when it ended
    std::optional<core::Hush> hush_;                                                   ///< as asked last (G6)
    core::Instant quiet_until_;                                                        ///< no longer than this
    std::map<std::string, std::optional<core::Instant>> pauses_;                       ///< now (G5)
    std::set<std::string> once_paused_;   ///< and may have kept something from coming; in the calm, since it began
    core::InForce in_force_;
    bool rested_ = false;                ///< something was withheld, or came in another variant, in the calm
    std::set<core::NoticeId> notices_;   ///< that the disk knows of
    FollowUpChecks follow_ups_;
    std::size_t actions_ = 0;
    bool calm_ = false;
    struct Exact {
        core::Instant at;
        core::NoticeId notice = 0;
        core::Instant first;           ///< of their own times
        bool crowded = false;          ///< more than it can name
        std::set<std::string> ended;   ///< items of which something has ended since: they may have waited for another slot then
    };
    std::optional<core::Instant> crowded_at_;   ///< when some of them lapsed beside the three that are named
    std::optional<Exact> exact_;                ///< the latest nudge of exact times, while nothing has brought about others (S7)
    std::optional<core::Instant> last_nudge_;
    core::NoticeId last_notice_ = 0;
    std::uint64_t trace_ = 0;
};

/// T3, by the book: the window that begins on `date`.
[[nodiscard]] bool in_window(const core::Zone& zone, Date date, const Window& window, core::Instant at);

/// A slot as people name it: "item-3 of 2026-03-02".
[[nodiscard]] std::string words(const core::SlotRef& slot);

}   // namespace kith::simulation
