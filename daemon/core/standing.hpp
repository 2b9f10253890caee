#pragma once
// Internal to the engine: what it knows beside the ledger. Derived or momentary, and known anew after each start.

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "daemon/core/engine.hpp"
#include "daemon/core/timetable.hpp"

namespace kith::core {

/// The slot an item waits for. It stays the same from `since` until it expires, unless the item is touched or the clock goes back.
struct Pending {
    std::optional<SlotTimes> slot;
    bool known = false;
    Instant since;
    Gate held_by = Gate::none;   ///< by the latest look
    std::optional<Instant> held_until;
};

struct Engine::Standing {
    Standing(std::shared_ptr<const Plan> the_plan, Zone the_zone, Saved saved);

    std::shared_ptr<const Plan> written;
    std::shared_ptr<const Plan> plan;   ///< what a season and a tired day make of it (S6)
    Zone zone;
    DayPlan days;
    Ledger ledger;
    std::vector<Pending> pending;                        ///< one an item; a cache
    Timetable timetable;                                 ///< of what is pending
    std::vector<std::size_t> choosing;                   ///< items of `one_of`
    std::vector<std::vector<std::size_t>> about;         ///< by person: the items about them
    std::multimap<std::size_t, std::size_t> heads_ups;   ///< by what they announce
    std::map<std::size_t, Pending> held;                 ///< by item: what was due and held when last looked at, until it is shown or dies
    Instant now;                                         ///< of the latest step

    struct Momentary {
        bool clock_trusted = false;     ///< T8
        std::optional<Span> gathered;   ///< M1: what came due after its begin and up to its end is gathered
        std::vector<SlotRef> unseen;    ///< to be offered once more, since the person is back (L5)
        std::optional<Span> absence;    ///< not yet looked at for what died in it
        bool show_again = false;        ///< a new server shows nothing of ours
        event::Presence presence;
        std::optional<Instant> away_since;
        Instant here_since;   ///< the person came back then, as far as is known (F3)
        struct Question {
            NoticeId notice = 0;
            Sequence contact = 0;
            std::vector<std::string> people;
        };
        std::vector<Question> questions;   ///< how it felt (L2)
        struct Told {
            event::News news;
            NoticeId notice = 0;   ///< 0: not shown yet
            bool visible = false;
        };
        std::vector<Told> news;      ///< one a subject, while it lasts
        std::vector<Instant> wake;   ///< moments at which to look again, from the latest look
    };
    Momentary momentary;
    Momentary momentary_before;

    [[nodiscard]] std::size_t items() const { return ledger.items(); }
    /// The slot item waits for at `at`; `expires` filled in.
    const Pending& look(std::size_t item, Instant at);
    /// Looks at all that were forgotten or whose turn has come: then the timetable is right until something is recorded.
    void refresh(Instant at);
    void forget(std::size_t item);
    /// A clock set back makes what was seen later wrong.
    void not_later_than(Instant at);
    void forget_all();
    /// P13: whom of those it may be about no distance is kept from.
    [[nodiscard]] std::vector<PersonIndex> candidates(std::size_t item) const;
    /// S2: whom the slot is about, once that is chosen.
    [[nodiscard]] std::optional<PersonIndex> picked(std::size_t item, Slot slot) const;
    /// Whom it is about, or may be.
    [[nodiscard]] std::vector<PersonIndex> people_of(std::size_t item, Slot slot) const;
    /// G4: since the last nudge about the person, or contact with them.
    [[nodiscard]] std::optional<Instant> space_ends(PersonIndex person) const;
    /// The first slot whose moment is not before `at`; an elapsed item's is not known before then.
    [[nodiscard]] std::optional<SlotTimes> first_after(std::size_t item, Instant at) const;
    /// Of a heads-up: the slot it announces was nudged or has ended (L1).
    [[nodiscard]] bool announced_is_over(std::size_t item, Slot slot) const;
    /// The gate that withholds an item altogether just now.
    [[nodiscard]] Gate withheld(std::size_t item) const;
    /// A season or a tired day began or ended: the ledger says which is in force.
    void put_in_force();
    void move_to(Zone new_zone);                                                      ///< T4
    void adopt(std::shared_ptr<const Plan> new_plan, std::optional<Zone> new_zone);   ///< L7; the caller records what changes

  private:
    [[nodiscard]] std::optional<SlotTimes> find_pending(std::size_t item, Instant at) const;
    [[nodiscard]] DayPlan plan_days() const;
    /// The slot as it is with whom it is about, once that is chosen (S2).
    [[nodiscard]] std::optional<SlotTimes> about_one(std::size_t item, const std::optional<SlotTimes>& slot) const;

    std::vector<std::size_t> forgotten_;
    Instant looked_ = Instant::min();   ///< the latest look
};

/// S5's order among items: exact times; longest waited since the last contact or nudge, divided by the cadence; minimum; id.
class PlaceOrder {
  public:
    PlaceOrder(const Plan& plan, const DayPlan& days, const Ledger& ledger, Instant now)
        : plan_{&plan}, days_{&days}, ledger_{&ledger}, now_{now} {}
    [[nodiscard]] bool operator()(std::size_t a, std::size_t b) const { return rank(a) < rank(b); }

    /// Where an item stands, for who compares it with many.
    struct Rank {
        bool exact = false;
        double share = 0;   ///< of its cadence waited
        bool minimum = false;
        const std::string* id = nullptr;
        friend bool operator<(const Rank& a, const Rank& b);
    };
    [[nodiscard]] Rank rank(std::size_t item) const;

  private:
    [[nodiscard]] std::optional<std::int64_t> waited(std::size_t item) const;
    const Plan* plan_;
    const DayPlan* days_;
    const Ledger* ledger_;
    Instant now_;
};

}   // namespace kith::core
