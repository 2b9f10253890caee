#pragma once
// What is open, and the little of the past that decides the future. Plain values; `Saved` is what the journal keeps of them, so that a
// start costs what is open and not what has been.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/core/records.hpp"

namespace kith::core {

/// One open occurrence.
struct Occurrence {
    Slot slot;
    Instant planned;
    Instant due;
    Instant expires;
    std::optional<Instant> snoozed_until;
    NoticeId notice = 0;                     ///< the notice that last showed it
    Occasion occasion = Occasion::planned;   ///< of that notice
    bool visible = false;                    ///< its notice is on the screen, as far as is known
    bool queued = false;                     ///< waits its turn in one-by-one
    bool silent = false;                     ///< reopened by undo: not nudged again (L6)
    bool put_off = false;                    ///< snoozed before: its item's slots until it ends have joined it (L3)
    bool unseen = false;                     ///< its notice left the screen by itself (L5)
    bool repeated = false;                   ///< and was offered once more: never again (L5)
    std::vector<Sequence> notes = {};        ///< about its people, by their records, that its notice carries
    friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

/// Slots from first to last, both included, by their numbers.
struct SlotRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    friend bool operator==(const SlotRange&, const SlotRange&) = default;
};

/// S2: whom a slot is about.
struct Pick {
    Slot slot;
    std::string person;   ///< its id
    friend bool operator==(const Pick&, const Pick&) = default;
};

struct ItemState {
    std::string id;
    std::uint64_t fingerprint = 0;
    std::vector<SlotRange> handled;   ///< sorted; no slot in them is ever nudged again, whatever the clock does (T5)
    std::vector<Occurrence> open;     ///< nearly always none or one
    std::optional<Instant> last_nudge;
    std::optional<Elapsed> elapsed;   ///< of an elapsed cadence
    std::vector<Pick> picked;         ///< of `one_of`: the latest few, oldest first
    friend bool operator==(const ItemState&, const ItemState&) = default;
};

struct PersonState {
    std::string id;
    std::optional<Instant> last_contact;
    std::optional<Instant> last_nudge;
    std::vector<Sequence> notes = {};   ///< the latest few, by their records, that no nudge has carried yet
    friend bool operator==(const PersonState&, const PersonState&) = default;
};

/// Places of the daily limit used on a plan day (S5).
struct DayCount {
    std::int32_t day = 0;   ///< days since 1970-01-01
    std::int32_t places = 0;
    friend bool operator==(const DayCount&, const DayCount&) = default;
};

/// An item or a person of which nothing comes for a while (G5).
struct Pause {
    std::string id;                 ///< also of what the plan no longer has: it may return
    std::optional<Instant> until;   ///< none: until it is resumed
    friend bool operator==(const Pause&, const Pause&) = default;
};

struct GeneralState {
    Sequence next_sequence = 1;
    NoticeId next_notice = 1;
    std::optional<Instant> last_nudge;    ///< of any notice that minds or makes a gap
    std::optional<Instant> last_seen;     ///< when the daemon last recorded anything
    std::vector<DayCount> days;           ///< the last few plan days that saw a nudge
    std::optional<Hush> hush;             ///< the latest one asked for; it may be over
    std::vector<Pause> pauses;            ///< sorted by id
    std::optional<ChosenSeason> season;   ///< the latest one asked for; it may be over
    std::optional<DayEnergy> energy;      ///< of the latest day the person said it of
    InForce in_force;                     ///< since it last turned
    friend bool operator==(const GeneralState&, const GeneralState&) = default;
};

/// The derived state as the journal stores it, one row each.
struct Saved {
    GeneralState general;
    std::vector<ItemState> items;   ///< also of items that are no longer in the plan
    std::vector<PersonState> people;
    std::vector<FollowUp> follow_ups = {};   ///< by number
};

/// An action as undo needs it (L6): its records, and for each person it touched the last contact that remains without it.
struct ActionRecords {
    std::vector<Record> records;
    std::vector<PersonState> people;   ///< last_contact only
};

/// What a step changed, to be written in the same transaction as its records.
struct Changed {
    GeneralState general;
    std::vector<ItemState> items;
    std::vector<PersonState> people;
    std::optional<std::vector<FollowUp>> follow_ups = {};   ///< all of them, where one changed
};

}   // namespace kith::core
