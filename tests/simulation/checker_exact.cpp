// S7: exact times of one gap are one nudge. L1: a heads-up belongs to what it announces.

#include <algorithm>
#include <chrono>

#include "daemon/core/handled.hpp"
#include "tests/simulation/checker.hpp"

namespace kith::simulation {

namespace record = core::record;

// What brings about other slots, or lets come what could not: those were not there to be named.
void Checker::forget_exact(const core::Record& one) {
    if (const auto* closed = std::get_if<record::Closed>(&one.body)) {
        if (exact_) exact_->ended.insert(closed->what.item);
        if (closed->why == core::Gate::gap && !closed->was_open) crowded_at_ = one.at;
    }
    if (std::holds_alternative<record::Appeared>(one.body) || std::holds_alternative<record::Reopened>(one.body) ||
        std::holds_alternative<record::Resumed>(one.body) || std::holds_alternative<record::ClockSet>(one.body) ||
        std::holds_alternative<record::Undone>(one.body) || std::holds_alternative<record::Away>(one.body))
        exact_.reset();
}

void Checker::alone_in_its_gap(const record::Nudged& nudged, const Touchpoint& touchpoint, bool regular, core::Instant at) {
    if (exact_ && exact_->notice == nudged.notice) {
        exact_->first = std::min(exact_->first, nudged.planned);
        exact_->crowded = exact_->crowded || !regular;
        return;
    }
    const core::Seconds gap = std::max(core::Seconds{plan_->gap.seconds}, core::Seconds{60});
    const auto day = [&](core::Instant when) { return core::plan_day(zone_, plan_->day_starts, when); };
    const std::vector<PersonIndex>& people = core::people(touchpoint.audience);
    const bool may_be_held =
        std::any_of(people.begin(), people.end(), [&](PersonIndex one) { return plan_->people[one].space.has_value(); });
    const bool judged = regular && exact_ && !exact_->crowded && !may_be_held && !exact_->ended.contains(nudged.what.item);
    if (judged && exact_->at <= at && exact_->first <= nudged.planned && nudged.planned < exact_->first + gap &&
        day(exact_->at) == day(at) && day(exact_->first) == day(nudged.planned))
        throw Violation{"S7", words(nudged.what) + " at " + zone_.rfc3339(at) + " comes by itself, and one of the same gap has come at " +
                                  zone_.rfc3339(exact_->at)};
    exact_ = Exact{.at = at, .notice = nudged.notice, .first = nudged.planned, .crowded = crowded_at_ == at || !regular, .ended = {}};
}

void Checker::announced(const record::Nudged& nudged, core::Instant at) const {
    const Touchpoint* const touchpoint = find(nudged.what.item);
    const bool heads_up = nudged.occasion == core::Occasion::heads_up;
    if (touchpoint == nullptr || touchpoint->announces.has_value() != heads_up)
        throw Violation{
            "L1", words(nudged.what) + (heads_up ? " is announced, and is no heads-up" : " is a heads-up, and nudged as if it were none")};
    if (!heads_up) return;
    const core::SlotRef what{plan_->touchpoints[touchpoint->announces->touchpoint].id, nudged.what.slot};
    if (life_.contains({what.item, what.slot})) throw Violation{"L1", words(what) + " is announced after it was nudged or has ended"};
    if (at >= nudged.expires) throw Violation{"L1", words(what) + " is announced after its time"};
    if (nudged.takes_place) throw Violation{"G3", words(nudged.what) + " takes a place"};
}

// What it announces is nudged, or has ended: by then it has ended itself.
void Checker::heads_ups_ended(const core::Engine& engine) {
    for (const std::size_t item : engine.ledger().items_open()) {
        const std::optional<Announces>& announces = engine.plan().touchpoints[item].announces;
        if (!announces) continue;
        for (const core::Occurrence& open : engine.ledger().item(item).open)
            if (core::is_handled(engine.ledger().item(announces->touchpoint).handled, open.slot))
                throw Violation{"L1", words({engine.ledger().item(item).id, open.slot}) + " is open, and what it announces is not to come"};
    }
}

}   // namespace kith::simulation
