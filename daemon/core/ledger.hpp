#pragma once
// The open state, and the one way to change it: apply a record. It remembers what a step touched, so that the journal can write just that and
// a refused step can be taken back whole.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/core/dayplan.hpp"
#include "daemon/core/state.hpp"

namespace kith::core {

class Ledger {
  public:
    /// Fits what was saved to a plan: items and people in the plan's order; those it no longer has are kept aside, since they may return.
    Ledger(const Plan& plan, Saved saved);

    [[nodiscard]] const GeneralState& general() const { return general_; }
    [[nodiscard]] const ItemState& item(std::size_t index) const { return items_[index]; }
    [[nodiscard]] std::size_t items() const { return planned_; }
    [[nodiscard]] const PersonState& person(PersonIndex index) const { return people_[index]; }
    [[nodiscard]] std::optional<std::size_t> find_item(std::string_view id) const;          ///< in the plan or aside
    [[nodiscard]] std::optional<PersonIndex> find_person(std::string_view id) const;        ///< in the plan or aside
    [[nodiscard]] const std::vector<FollowUp>& follow_ups() const { return follow_ups_; }   ///< by number; the latest may be closed
    [[nodiscard]] const FollowUp* find_follow_up(FollowUpNumber number) const;              ///< null: there is none, or it is closed
    [[nodiscard]] std::size_t items_and_aside() const { return items_.size(); }
    /// Items of the plan with something open, in its order. The next apply() or roll_back() changes it.
    [[nodiscard]] const std::vector<std::size_t>& items_open() const { return items_open_; }
    /// Places of the daily limit used on a plan day.
    [[nodiscard]] std::int32_t places_used(Date day) const;

    /// Folds one record into the state. `plan` tells what the core needs of the plan for it: which day it was, which slot came before.
    void apply(const Record& record, const DayPlan& days);
    /// A number for the next notice.
    NoticeId new_notice();

    /// The journal goes on from another number than it did: it is a backup, or a new one. The state stays.
    void go_on_from(Sequence next);

    /// A step begins: what it touches from here on is what changed() holds and roll_back() takes back.
    void begin_step();
    /// Items that the latest apply touched, for those who keep things derived from them.
    [[nodiscard]] const std::vector<std::size_t>& just_touched() const { return just_touched_; }
    [[nodiscard]] Changed changed() const;
    void roll_back();
    [[nodiscard]] const std::vector<std::size_t>& touched_in_step() const { return touched_items_; }
    /// Everything, as the journal would load it.
    [[nodiscard]] Saved save() const;

  private:
    struct Fold;
    friend struct Fold;
    ItemState& edit_item(std::size_t index);
    ItemState& edit_item(const std::string& id);   ///< makes one aside when there is none
    PersonState& edit_person(const std::string& id);
    void note_open(std::size_t index);
    // ledger_names.cpp
    void keep_note(const record::Noted& noted, Sequence seq);
    void hand_notes_to(Occurrence& open, const std::vector<std::string>& people);
    void drop_note(Sequence seq);
    void rename(const record::Renamed& renamed);

    GeneralState general_;
    std::vector<ItemState> items_;   ///< the plan's first, then those aside
    std::size_t planned_ = 0;
    std::vector<std::size_t> items_open_;
    std::vector<PersonState> people_;
    std::unordered_map<std::string, std::size_t> item_index_;
    std::unordered_map<std::string, PersonIndex> person_index_;

    /// follow_up_fold.cpp
    void fold(const record::FollowUpMade& made, const Record& record);
    void fold(const record::FollowUpOffered& offered, Instant at);
    void fold(const record::FollowUpClosed& closed);
    void fold(const record::Left& left);
    void fold(const record::ClockSet& set);
    FollowUp* edit_follow_up(FollowUpNumber number);
    std::vector<FollowUp> follow_ups_;
    std::optional<std::vector<FollowUp>> follow_ups_before_;   ///< where this step touched one

    GeneralState general_before_;
    std::vector<std::size_t> touched_items_;
    std::vector<ItemState> items_before_;    ///< parallel to touched_items_
    std::vector<std::uint64_t> item_step_;   ///< the step that last touched each item
    std::uint64_t step_ = 0;
    std::vector<std::size_t> just_touched_;
    std::vector<PersonIndex> touched_people_;
    std::vector<PersonState> people_before_;
};

}   // namespace kith::core
