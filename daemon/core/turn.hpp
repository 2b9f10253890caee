#pragma once
// Internal to the engine: one step while it is being made. settle.cpp decides what is due; actions.cpp does what the person asks; plan_change.cpp
// takes up a plan.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/core/standing.hpp"

namespace kith::core {

class Engine::Turn {
  public:
    Turn(Standing& standing, Instant now) : s_{standing}, now_{now} {}

    // engine.cpp
    void take(const Event& event);
    void act_back(const event::Back& back);
    Step finish();

    // settle.cpp: after every event, whatever it was
    void settle();
    /// M1: what came due before now is gathered, what died in the absence is neutral.
    void come_back(Instant gone_since);

    // news.cpp
    void act(const event::News& news);

    // settle.cpp
    void act(const event::Presence& presence);

    // plan_change.cpp
    void take_up_plan();

    // holding.cpp
    void act(const event::Hush& hush);
    void act(const event::Pause& pause);
    void act(const event::Resume& resume);

    // seasons.cpp
    void act(const event::Season& asked);
    void act(const event::Energy& asked);

    // following_up.cpp
    void act(const event::FollowUp& asked);

    // actions.cpp
    void act(const event::Done& done);
    void act(const event::Snooze& snooze);
    void act(const event::Skip& skip);
    void act(const event::Log& log);
    void act(const event::Undo& undo);
    void act(const event::Clicked& clicked);
    void act(const event::Left& left);

    // noting.cpp
    void act(const event::Note& note);
    void act(const event::Forget& forget);

  private:
    using ItemIndex = std::size_t;
    struct Shown {   ///< an open occurrence and where it stands
        ItemIndex item = 0;
        std::size_t open = 0;
    };

    void record(RecordBody body, std::string text = {});
    [[nodiscard]] const std::string& id(ItemIndex item) const { return s_.plan->touchpoints[item].id; }
    [[nodiscard]] const Occurrence& at(Shown shown) const { return s_.ledger.item(shown.item).open[shown.open]; }

    // settle.cpp
    void lapse_expired();
    void lapse_all_open();
    void lapse_open(ItemIndex item, Gate why);
    void lapse_unshown(ItemIndex item);
    void note_absence();
    [[nodiscard]] bool died_within(ItemIndex item, Span absence) const;
    void show_again();
    void bring_back_snoozed();
    void bring_next_of_unfolded();
    void gather();
    bool show_one();
    [[nodiscard]] bool gathers(ItemIndex item, const SlotTimes& slot) const;
    /// The gate that holds whatever could be shown now, because nobody would see it.
    [[nodiscard]] Gate out_of_sight() const;
    [[nodiscard]] std::vector<ItemIndex> due(bool late) const;
    [[nodiscard]] bool has_place(ItemIndex item);
    [[nodiscard]] std::optional<Instant> gap_ends() const;
    // exact.cpp (S7)
    struct ExactTime {
        Instant when;          ///< its minute
        bool before = false;   ///< comes before the one a place is wanted for (S5) …
        bool own = false;      ///< … or is that one
    };
    [[nodiscard]] Instant gap_after(Instant time) const;
    template <typename Times, typename Group>
    void each_nudge(const Times& times, Group group) const;
    [[nodiscard]] std::int32_t nudges_before(std::vector<ExactTime> times) const;
    [[nodiscard]] std::vector<ItemIndex> exact_together(ItemIndex item);
    [[nodiscard]] std::vector<ItemIndex> first_of_exact(ItemIndex trigger);
    [[nodiscard]] Gate gate_outside_free_part(ItemIndex item, const SlotTimes& slot) const;
    void hold(ItemIndex item, Gate gate, std::optional<Instant> until);
    void nudge(const std::vector<ItemIndex>& items, Occasion occasion);
    void reshow(const std::vector<Shown>& what, Occasion occasion, bool takes_place = false);
    void wake_at(Instant when);

    // announcing.cpp
    [[nodiscard]] bool announces(ItemIndex item) const { return s_.plan->touchpoints[item].announces.has_value(); }
    bool announce(ItemIndex item);
    void end_announced();
    /// What an action on the item is about: of a heads-up, what it announces.
    [[nodiscard]] ItemIndex acted_on(ItemIndex item) const;
    void clicked_heads_up(ItemIndex item, Slot slot, Button button);

    // holding.cpp
    [[nodiscard]] std::optional<Instant> hushed() const;
    /// Quiet hours, solitude, or quiet as asked; and the first instant at or after `t` outside of them all.
    [[nodiscard]] bool silent() const { return s_.days.silent(now_) || hushed(); }
    [[nodiscard]] Instant after_silence(Instant t) const;
    /// G6: all that is due waits, and so does everything else that would be shown.
    void hold_all(Instant until);
    [[nodiscard]] bool paused(ItemIndex item) const;
    [[nodiscard]] bool person_paused(PersonIndex person) const;
    [[nodiscard]] bool paused_one(ItemIndex item, Slot slot) const;
    [[nodiscard]] bool may_pause(const std::string& id) const;
    void forget_held(const std::string& pause);
    void end_pauses();
    void close_paused();
    void resume(const Pause& pause);
    void take_back(const record::Hushed& taken);
    void take_back(const record::Paused& taken);
    void take_back(const record::Resumed& taken);

    // seasons.cpp (S6)
    /// Whatever should be in force now is.
    void turn_season();
    void wake_at_turn();
    void withhold();
    void close_withheld(ItemIndex item, Gate gate);
    void spread_after_rest(ItemIndex item);
    void take_back(const record::SeasonChosen& taken);
    void take_back(const record::EnergySet& taken);

    // plan_change.cpp
    /// It begins anew where what decides its slots is another than before (L7).
    void appear_if_changed(ItemIndex item);
    [[nodiscard]] bool may_be_open(ItemIndex item, Slot slot) const;

    // following_up.cpp (F1 to F3)
    void offer_follow_ups();
    void show_follow_ups_again();
    /// What is no longer anybody's, or about somebody at a distance now, goes.
    void withdraw_follow_ups();
    void hide_paused_follow_ups();
    [[nodiscard]] FollowUpOutlook outlook(const FollowUp& follow_up) const;
    [[nodiscard]] std::optional<PersonIndex> person_of(const FollowUpSpec& what) const;
    [[nodiscard]] std::optional<Instant> next_offer(const FollowUp& follow_up) const;
    void plan_repair(const FollowUp& follow_up);
    void offer(const FollowUp& follow_up, bool repairs, bool late);
    void take_off_screen(const FollowUp& follow_up);
    void show_follow_up(const FollowUp& follow_up, bool first_time);
    [[nodiscard]] bool is_follow_up(std::string_view id) const;
    [[nodiscard]] const FollowUp* open_follow_up(std::string_view id) const;
    [[nodiscard]] const FollowUp* follow_up_shown_by(NoticeId notice) const;
    void close_follow_up(const FollowUp& follow_up, Ending how, const std::string& note = {});
    void put_off(const FollowUp& follow_up, const SnoozeTo& to);
    /// False: the id or the notice is none of a follow-up's.
    [[nodiscard]] bool did_follow_up(const event::Done& done);
    [[nodiscard]] bool put_off_follow_up(const event::Snooze& snooze);
    [[nodiscard]] bool skipped_follow_up(const event::Skip& skip);
    [[nodiscard]] bool clicked_follow_up(const event::Clicked& clicked);
    void take_back_follow_up(const Record& taken);

    // news.cpp
    void tell_news(bool again);
    [[nodiscard]] bool left_news(NoticeId notice);

    // notices.cpp
    [[nodiscard]] std::vector<Shown> shown_by(NoticeId notice, bool visible_only) const;
    void show(NoticeId notice, const std::vector<Shown>& what, Occasion occasion, bool first_time);
    /// After something was closed or put off: the notice tells of what is left, or goes.
    void refresh(NoticeId notice);
    void ask_felt(Sequence contact, std::vector<std::string> people);

    // actions.cpp
    void refuse(Refusal::Code code, std::string subject);
    /// `open`, or without one the slot it waits for.
    void close(ItemIndex item, const Occurrence* open, Ending how);
    void close_open(ItemIndex item, const Occurrence& open, Ending how, Gate why);
    void close_unopened(ItemIndex item, const SlotTimes& slot, Ending how);
    /// Records the end of a slot that was never nudged, and nothing else.
    void end_unopened(ItemIndex item, const SlotTimes& slot, Ending how, Gate why);
    [[nodiscard]] const Occurrence* latest_open(ItemIndex item) const;
    [[nodiscard]] const Occurrence* open_at(ItemIndex item, Slot slot) const;
    void finish(ItemIndex item, const Occurrence* open, const event::Done& done);
    /// Records what `done` says of a contact with them.
    void had_contact(ItemIndex item, const std::vector<PersonIndex>& with, const event::Done& done);
    void put_off(ItemIndex item, const Occurrence& open, Instant until);
    [[nodiscard]] Instant resolve(ItemIndex item, const SnoozeTo& to) const;
    void contact(const std::vector<std::string>& people, const std::string& kind, std::optional<std::int32_t> minutes,
                 std::optional<Felt> felt, Instant when, const std::string& item, const std::string& note);
    /// Records the end of an open one and nothing else; its notice, which the caller refreshes.
    NoticeId end(const std::string& item, const Occurrence& open, Ending how, Gate why, std::optional<Slot> joined);
    void take_back(const Record& taken);

    // elapsed.cpp (S4)
    [[nodiscard]] Instant after_interval(ItemIndex item, Instant from) const;
    [[nodiscard]] Instant spread(ItemIndex item) const;
    [[nodiscard]] std::optional<Instant> last_contact(ItemIndex item) const;
    void count(ItemIndex item, const Elapsed& now);
    [[nodiscard]] Elapsed never_contacted(ItemIndex item) const;
    /// The item appeared, or was changed.
    void begin_counting(ItemIndex item);
    void count_contact(const std::vector<std::string>& people, const std::string& kind, Instant when, Sequence contact);
    /// After a distance or a pause everybody counts as never contacted.
    void count_anew(ItemIndex item);
    /// What ended without contact comes again; what a clock that was ahead has counted from counts anew.
    void count_on(ItemIndex item);
    void count_on();
    void take_back_counting(const record::Counting& counting);

    // noting.cpp
    /// Something was noted about whom it is about, and a notice may say so.
    [[nodiscard]] bool may_carry_notes(ItemIndex item, Slot slot) const;
    /// Visible notices that carry one of these.
    [[nodiscard]] std::vector<NoticeId> carrying(const std::vector<Sequence>& notes) const;

    // renaming.cpp
    void follow_names(std::vector<NoticeId>& touched);
    void follow_people();
    [[nodiscard]] bool fitted(std::uint64_t fingerprint, const Touchpoint& touchpoint) const;
    /// What the plan calls now what was called so.
    [[nodiscard]] std::string item_called(const std::string& former) const;
    [[nodiscard]] std::string person_called(const std::string& former) const;

    // again.cpp (L5)
    [[nodiscard]] bool may_come_again(const Occurrence& open) const;
    /// Whoever is back now was away for so long.
    void note_unseen(Seconds away);
    void offer_again();
    bool offer_one_again();
    [[nodiscard]] bool held_apart(Shown one);
    [[nodiscard]] bool held_for_all(Shown one);

    // choosing.cpp (S2, G4)
    void pick();
    void choose_for_open(ItemIndex item);
    [[nodiscard]] std::optional<PersonIndex> choose(ItemIndex item, const SlotTimes* slot) const;
    /// Until when somebody the slot is about is to have some space; none where that is over.
    [[nodiscard]] std::optional<Instant> space_ends(ItemIndex item, Slot slot) const;

    // covering.cpp
    [[nodiscard]] std::set<ItemIndex> items_about(const std::vector<std::string>& people) const;
    [[nodiscard]] bool counts_for(ItemIndex item, const std::vector<std::string>& people, const std::string& kind) const;
    [[nodiscard]] std::optional<SlotTimes> slot_covered_at(ItemIndex item, Instant when);
    void cover(ItemIndex item, Instant when);
    void cover_others(const std::vector<std::string>& people, const std::string& kind, Instant when, const std::string& except);

    Standing& s_;
    Instant now_;
    Step step_;
    Sequence cause_ = 0;
    bool action_ = false;   ///< what is recorded now was done by the person
    friend class Engine;
};

}   // namespace kith::core
