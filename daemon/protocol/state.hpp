#pragma once
// The open state over the control socket, whole, as it stood at one moment: for programs that reckon on from it by themselves. As messages.hpp,
// which has the rest. Members are those of core/state.hpp; what is there and not here starts anew in such a reckoning.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

namespace kith::protocol {

/// Why a notice came, in the order of core::Occasion.
inline constexpr std::array<std::string_view, 6> occasions{"planned", "gathered", "snoozed", "one by one", "again", "heads-up"};

/// One open occurrence. `slot` is the number of core::Slot.
struct OpenState {
    std::int64_t slot = 0;
    std::string planned;
    std::string due;
    std::string expires;
    std::optional<std::string> snoozed_until;
    std::int64_t notice = 0;
    std::string occasion;   ///< one of `occasions`
    bool visible = false;
    bool queued = false;
    bool silent = false;
    bool put_off = false;
    bool unseen = false;
    bool repeated = false;
};
BOOST_DESCRIBE_STRUCT(OpenState, (),
                      (slot, planned, due, expires, snoozed_until, notice, occasion, visible, queued, silent, put_off, unseen, repeated))

/// Slots by their numbers, both included.
struct SlotNumbers {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
BOOST_DESCRIBE_STRUCT(SlotNumbers, (), (first, last))

/// S4: what an elapsed item counts from. `slot` is a number as above.
struct ElapsedState {
    std::int64_t slot = 0;
    std::optional<std::string> from;
    std::string due;
};
BOOST_DESCRIBE_STRUCT(ElapsedState, (), (slot, from, due))

/// S2: whom a slot is about.
struct PickState {
    std::int64_t slot = 0;
    std::string person;
};
BOOST_DESCRIBE_STRUCT(PickState, (), (slot, person))

struct ItemInState {
    std::string id;
    std::int64_t fingerprint = 0;   ///< the bits of core's, with a sign
    std::vector<SlotNumbers> handled;
    std::vector<OpenState> open;
    std::optional<std::string> last_nudge;
    std::optional<ElapsedState> elapsed;
    std::vector<PickState> picked;
};
BOOST_DESCRIBE_STRUCT(ItemInState, (), (id, fingerprint, handled, open, last_nudge, elapsed, picked))

struct PersonInState {
    std::string id;
    std::optional<std::string> last_contact;
    std::optional<std::string> last_nudge;
};
BOOST_DESCRIBE_STRUCT(PersonInState, (), (id, last_contact, last_nudge))

/// Places of the daily limit used on a plan day.
struct DayInState {
    std::string day;
    std::int64_t places = 0;
};
BOOST_DESCRIBE_STRUCT(DayInState, (), (day, places))

/// Quiet as asked (G6).
struct HushState {
    std::string since;
    std::string until;
};
BOOST_DESCRIBE_STRUCT(HushState, (), (since, until))

/// An item or a person that is paused (G5).
struct PauseState {
    std::string id;
    std::optional<std::string> until;
};
BOOST_DESCRIBE_STRUCT(PauseState, (), (id, until))

/// A season as the person asked for it; an empty id: none.
struct SeasonState {
    std::string id;
    std::string since;
    std::optional<std::string> until;
};
BOOST_DESCRIBE_STRUCT(SeasonState, (), (id, since, until))

/// The energy of a plan day: low, normal, high.
struct EnergyState {
    std::string day;
    std::string level;
};
BOOST_DESCRIBE_STRUCT(EnergyState, (), (day, level))

/// What is in force (S6).
struct ForceState {
    std::string season;
    bool low = false;
};
BOOST_DESCRIBE_STRUCT(ForceState, (), (season, low))

struct GeneralInState {
    std::int64_t next_sequence = 1;
    std::int64_t next_notice = 1;
    std::optional<std::string> last_nudge;
    std::optional<std::string> last_seen;
    std::vector<DayInState> days;
    std::optional<HushState> hush;
    std::vector<PauseState> pauses;
    std::optional<SeasonState> season;
    std::optional<EnergyState> energy;
    std::optional<ForceState> in_force;
};
BOOST_DESCRIBE_STRUCT(GeneralInState, (), (next_sequence, next_notice, last_nudge, last_seen, days, hush, pauses, season, energy, in_force))

/// A follow-up that is open, or the latest. Of day and due one is there.
struct FollowUpState {
    std::int64_t number = 0;
    std::string kind;   ///< promise, return, ask, request
    std::string person;
    std::string made;
    std::int64_t made_by = 0;   ///< the record that has its text
    std::optional<std::string> day;
    std::optional<std::string> due;
    bool repaired = false;
    std::int64_t offers = 0;
    std::optional<std::string> first_offered;
    std::optional<std::string> last_offered;
    std::int64_t notice = 0;
    bool visible = false;
    bool repairs = false;
    std::optional<std::string> repair_day;
    bool closed = false;
};
BOOST_DESCRIBE_STRUCT(FollowUpState, (),
                      (number, kind, person, made, made_by, day, due, repaired, offers, first_offered, last_offered, notice, visible,
                       repairs, repair_day, closed))

/// One file of a plan.
struct PlanFileText {
    std::string file;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(PlanFileText, (), (file, text))

struct State {
    std::string now;
    std::string zone;                      ///< the one in use
    std::string plan;                      ///< the path of its file
    std::string plan_state;                ///< good, broken, none: as in Status. Good: the files are what is in use
    std::vector<PlanFileText> last_good;   ///< what is in use where the files are not
    GeneralInState general;
    std::vector<ItemInState> items;   ///< also of items that are no longer in the plan
    std::vector<PersonInState> people;
    std::vector<FollowUpState> follow_ups;
};
BOOST_DESCRIBE_STRUCT(State, (), (now, zone, plan, plan_state, last_good, general, items, people, follow_ups))

}   // namespace kith::protocol
