// Records of follow-ups, folded into the state.

#include <algorithm>

#include "daemon/core/ledger.hpp"

namespace kith::core {
namespace {

// The latest stays, closed or not, so that its number is not given again.
void drop_closed(std::vector<FollowUp>& all) {
    const FollowUpNumber latest = all.back().what.number;
    std::erase_if(all, [&](const FollowUp& one) { return one.closed && one.what.number != latest; });
}

}   // namespace

const FollowUp* Ledger::find_follow_up(FollowUpNumber number) const {
    const auto found =
        std::find_if(follow_ups_.begin(), follow_ups_.end(), [&](const FollowUp& one) { return one.what.number == number && !one.closed; });
    return found == follow_ups_.end() ? nullptr : &*found;
}

FollowUp* Ledger::edit_follow_up(FollowUpNumber number) {
    if (!follow_ups_before_) follow_ups_before_ = follow_ups_;
    const auto found = std::find_if(follow_ups_.begin(), follow_ups_.end(), [&](const FollowUp& one) { return one.what.number == number; });
    return found == follow_ups_.end() ? nullptr : &*found;
}

void Ledger::fold(const record::FollowUpMade& made, const Record& record) {
    FollowUp* known = edit_follow_up(made.what.number);
    if (known == nullptr) {
        const auto place = std::lower_bound(follow_ups_.begin(), follow_ups_.end(), made.what.number,
                                            [](const FollowUp& one, FollowUpNumber number) { return one.what.number < number; });
        known = &*follow_ups_.insert(place, FollowUp{});
    }
    *known = FollowUp{};
    known->what = made.what;
    if (made.what.made_by == 0) known->what.made_by = record.seq;
    // Taken back is open again, and not offered again (L6).
    if (made.how == record::FollowUpMade::How::reopened && made.was_offered) known->offers = offers_at_most;
    drop_closed(follow_ups_);
}

void Ledger::fold(const record::FollowUpOffered& offered, Instant at) {
    using How = record::FollowUpOffered::How;
    FollowUp* const known = edit_follow_up(offered.number);
    if (known == nullptr || known->closed) return;
    if (offered.how == How::repair_due) {
        known->repair_day = offered.day;
        return;
    }
    known->notice = offered.notice;
    known->visible = true;
    known->repairs = offered.how == How::repair;
    general_.next_notice = std::max(general_.next_notice, offered.notice + 1);
    // The gap follows every appointment (G2).
    if (known->repairs || !is_answer(known->what.kind)) general_.last_nudge = at;
    if (known->repairs) {
        known->what.repaired = true;
        known->repair_day.reset();
        return;
    }
    known->last_offered = at;
    if (!known->first_offered) known->first_offered = at;
    const bool last = offered.how == How::late || !is_answer(known->what.kind);
    known->offers = last ? offers_at_most : std::min(known->offers + 1, offers_at_most);
}

void Ledger::fold(const record::FollowUpClosed& closed) {
    FollowUp* const known = edit_follow_up(closed.what.number);
    if (known == nullptr) return;
    known->closed = true;
    known->visible = false;
    drop_closed(follow_ups_);
}

void Ledger::fold(const record::Left& left) {
    const auto shows = [&](const FollowUp& one) { return !one.closed && one.visible && one.notice == left.notice; };
    const auto found = std::find_if(follow_ups_.begin(), follow_ups_.end(), shows);
    if (found == follow_ups_.end()) return;
    FollowUp& known = *edit_follow_up(found->what.number);
    known.visible = false;
    // Who put it away has seen it.
    if (left.fate == Fate::dismissed && known.first_offered) known.offers = offers_at_most;
}

// Ten minutes and two hours are time that passed, not numbers on a clock.
void Ledger::fold(const record::ClockSet& set) {
    for (std::size_t i = 0; i < follow_ups_.size(); ++i) {
        if (follow_ups_[i].closed || !follow_ups_[i].last_offered) continue;
        FollowUp& known = *edit_follow_up(follow_ups_[i].what.number);
        for (std::optional<Instant>* when : {&known.first_offered, &known.last_offered})
            if (*when) **when += set.by;
    }
}

}   // namespace kith::core
