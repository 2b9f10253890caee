#pragma once
// What the journal keeps: facts, in the order they came to be. The open state is a fold over them (ledger.hpp: apply), so whatever
// is not in a record did not happen.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/core/follow_up.hpp"
#include "daemon/core/slot.hpp"
#include "daemon/core/zone.hpp"

namespace kith::core {

/// Names a notice on the desktop for as long as anything it tells of is open. Never reused. 0: none.
using NoticeId = std::uint64_t;

/// The number of a record on this device: 1, 2, 3 … without holes.
using Sequence = std::uint64_t;

/// How an occurrence ended. Every one ends exactly once.
enum class Ending : std::uint8_t { done, skipped, covered, lapsed, withdrawn };

/// Why a notice came.
enum class Occasion : std::uint8_t {
    planned,      ///< its moment
    gathered,     ///< after being away (M1)
    snoozed,      ///< as asked (L3)
    one_by_one,   ///< unfolded from a gathered one (L0)
    again,        ///< offered once more (L5)
    heads_up      ///< ahead of an exact time
};

/// How a notice left the screen without a button.
enum class Fate : std::uint8_t { expired, dismissed };

/// After contact: more regulated and supported, no different, or more depleted (P12).
enum class Felt : std::uint8_t { lighter, same, heavier };

/// A reason to stay silent just now, in the order in which `why` names the first that applies (semantics: Gates).
enum class Gate : std::uint8_t {
    none,
    distance,
    paused,
    hushed,
    season,
    energy,
    window,
    solitude,
    quiet,
    they_sleep,
    session,
    space,
    daily_limit,
    gap,
    do_not_disturb,
    away
};

/// An item's place on the calendar (S8).
struct SlotRef {
    std::string item;
    Slot slot;
    friend bool operator==(const SlotRef&, const SlotRef&) = default;
};

/// S4: what an elapsed item counts from, and the slot that it waits for.
struct Elapsed {
    Slot slot;
    std::optional<Instant> from;   ///< the contact; none: nobody was in touch since it appeared
    Instant due;
    friend bool operator==(const Elapsed&, const Elapsed&) = default;
};

/// Silence the person asked for (G6).
struct Hush {
    Instant since;
    Instant until;
    friend bool operator==(const Hush&, const Hush&) = default;
};

/// How much there is to give on one plan day (P8).
enum class Energy : std::uint8_t { low, normal, high };

/// A season the person has asked for, whatever its dates in the plan say.
struct ChosenSeason {
    std::string id;   ///< empty: none
    Instant since;
    std::optional<Instant> until;   ///< none: until another is asked for
    friend bool operator==(const ChosenSeason&, const ChosenSeason&) = default;
};
struct DayEnergy {
    std::int32_t day = 0;   ///< days since 1970-01-01
    Energy level = Energy::normal;
    friend bool operator==(const DayEnergy&, const DayEnergy&) = default;
};

/// S6: what decides which items are kept, and in which variant.
struct InForce {
    std::string season;   ///< its id; empty: none
    bool low = false;     ///< a day of low energy
    friend bool operator==(const InForce&, const InForce&) = default;
};

namespace record {

/// An item is in the plan that was not, or was changed: its slots begin after this (L7). `fingerprint`: of what decides its slots.
struct Appeared {
    std::string item;
    std::uint64_t fingerprint = 0;
    std::optional<Slot> passed;   ///< the slot whose moment had passed already, which is therefore none of this item's
};
/// An item left the plan.
struct Vanished {
    std::string item;
};
/// A notice went out about this occurrence. One record for each occurrence it names; they share `notice`.
struct Nudged {
    SlotRef what;
    NoticeId notice = 0;
    Occasion occasion = Occasion::planned;
    bool takes_place = true;   ///< of the daily limit, once a notice: set on its first record only (S5)
    Instant planned;           ///< the chosen moment
    Instant due;               ///< the true time of an exact one; else the same as planned
    Instant expires;           ///< L1, L3
    bool with_notes = false;   ///< it carries what was noted about its people, and is the last to
};
/// Ends an occurrence, open or still to come. planned, due and expires as they were: undo needs them.
struct Closed {
    SlotRef what;
    Ending how = Ending::done;
    Gate why = Gate::none;   ///< lapsed without being shown: what held it; `away`: died while the person was away (neutral)
    bool was_open = false;
    Instant planned;
    Instant due;
    Instant expires;
    std::optional<Slot> joined;   ///< slots up to this one joined a snoozed one and close with it (L3)
};
struct Snoozed {
    SlotRef what;
    Instant until;
    Instant expires;
    Instant expired_before;   ///< its expiry before, for undo
};
/// Something happened between the person and somebody. A note lies in the side table (Record::text).
struct Contacted {
    std::vector<std::string> people;
    std::string kind;
    std::optional<std::int32_t> minutes;
    std::optional<Felt> felt;
    Instant when;       ///< may lie before the record's own time, never after it
    std::string item;   ///< the item it came from; may be empty
};
struct Felt {
    Sequence contact = 0;
    core::Felt felt = core::Felt::same;
};
/// The notice left the screen unanswered.
struct Left {
    NoticeId notice = 0;
    Fate fate = Fate::dismissed;
};
/// A gathered notice was unfolded: its occurrences are shown one by one (L0).
struct Unfolded {
    NoticeId notice = 0;
};
/// Off, asleep or locked; slots died in it (M1).
struct Away {
    Instant from;
    Instant to;
};
/// The machine's clock was set by this much (T5).
struct ClockSet {
    Seconds by{0};
};
/// All records with this cause were taken back (L6).
struct Undone {
    Sequence cause = 0;
};
/// By undo: open again, and not nudged again; or, when `still_to_come`, planned again as if nothing had happened.
struct Reopened {
    SlotRef what;
    bool still_to_come = false;
    Instant planned;
    Instant due;
    Instant expires;
    std::optional<Slot> joined;   ///< slots up to this one are planned again too
};
/// By undo: what is now the last contact with this person, if any.
struct ContactsReturned {
    std::string person;
    std::optional<Instant> last;
};
/// The person asked for quiet, or for the end of it (G6).
struct Hushed {
    std::optional<Hush> hush;     ///< none: it is over
    std::optional<Hush> before;   ///< what was asked until now, for undo
};
/// Nothing comes of an item, or about a person, until then or until it is resumed (G5).
struct Paused {
    std::string id;
    std::optional<Instant> until;
    bool was_paused = false;               ///< already …
    std::optional<Instant> until_before;   ///< … until then; for undo
};
/// The pause is over, by hand or by its date.
struct Resumed {
    std::string id;
    std::optional<Instant> until;   ///< when it would have ended, for undo
};

/// S4: the item's next slot, and what it counts from now.
struct Counting {
    std::string item;
    Elapsed now;
    std::optional<Elapsed> before;   ///< for undo
};

/// S2: whom this slot of a `one_of` item is about. Nobody: it is no slot.
struct Picked {
    SlotRef what;
    std::string person;
};

/// The person asked for a season, or for none (P10).
struct SeasonChosen {
    std::optional<ChosenSeason> season;   ///< none: the plan's dates decide again
    std::optional<ChosenSeason> before;   ///< for undo
};
/// The person said how much energy there is today.
struct EnergySet {
    std::optional<DayEnergy> energy;
    std::optional<DayEnergy> before;   ///< for undo
};
/// A season or a tired day began or ended (S6).
struct Turned {
    InForce now;
    InForce before;
};

/// Something to remember about somebody, offered in the next nudge about them. It lies in the side table (Record::text).
struct Noted {
    std::vector<std::string> people;
};
/// Texts were removed for good: how many, and not which.
struct Forgotten {
    std::int64_t texts = 0;
};
/// The plan calls an item or a person otherwise, and what is known goes on under the new name.
struct Renamed {
    std::string from;   ///< the same as `to` where only people of the item were renamed
    std::string to;
    bool person = false;
    std::uint64_t fingerprint = 0;   ///< of the item by its new names; 0: its slots have changed as well
};

/// A follow-up, new or with another time. Its text is the record's (Record::text).
struct FollowUpMade {
    enum class How : std::uint8_t { made, put_off, reopened };
    FollowUpSpec what;
    How how = How::made;
    std::optional<FollowUpTime> before;   ///< of one put off: its time until now, for undo
    bool was_offered = false;             ///< by then: undo doesn't offer it again
};
/// It went out; or, F3, it will once more.
struct FollowUpOffered {
    enum class How : std::uint8_t {
        in_time,      ///< and comes again while nobody answers
        late,         ///< what held it is over: once is enough
        repair_due,   ///< no notice yet: a repair nudge on `day`
        repair        ///< that nudge
    };
    FollowUpKind kind = FollowUpKind::promise;
    FollowUpNumber number = 0;
    How how = How::in_time;
    NoticeId notice = 0;
    std::optional<Date> day;
};
/// Ends it: done, skipped or withdrawn. A note lies in the side table.
struct FollowUpClosed {
    FollowUpSpec what;   ///< as it was, for undo
    Ending how = Ending::done;
    bool was_offered = false;
};

}   // namespace record

using RecordBody = std::variant<record::Appeared, record::Vanished, record::Nudged, record::Closed, record::Snoozed, record::Contacted,
                                record::Felt, record::Left, record::Unfolded, record::Away, record::ClockSet, record::Undone,
                                record::Reopened, record::ContactsReturned, record::Counting, record::Picked, record::Hushed,
                                record::Paused, record::Resumed, record::Noted, record::Forgotten, record::Renamed, record::SeasonChosen,
                                record::EnergySet, record::Turned, record::FollowUpMade, record::FollowUpOffered, record::FollowUpClosed>;

struct Record {
    Sequence seq = 0;
    Sequence cause = 0;    ///< seq of the first record of the same step
    bool action = false;   ///< the person did this (L6: the latest of them is what undo takes back)
    Instant at;
    RecordBody body;
    std::string text;   ///< free text of the person's (a note); kept apart, so that it can be forgotten
};

}   // namespace kith::core
