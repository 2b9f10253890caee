// What no nudge may come in spite of (G1 to G6, S1, S5, S6).

#include <algorithm>

#include "config/civil_text.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/unroll.hpp"
#include "tests/simulation/checker.hpp"

namespace kith::simulation {

namespace record = core::record;
using core::Instant;

bool in_window(const core::Zone& zone, Date date, const Window& window, Instant at) {
    const Date last = window.end <= window.begin ? date + 1 : date;
    return zone.at(date, window.begin) <= at && at < zone.at(last, window.end);
}

void Checker::check_gates(const record::Nudged& nudged, Instant at) {
    const auto broken = [&](const std::string& how) { return Violation{"I9", words(nudged.what) + " at " + zone_.rfc3339(at) + how}; };
    if (presence_.away || presence_.do_not_disturb) throw broken(" is nudged where nobody would see it");
    if (silent(at)) throw broken(" is nudged in quiet or solitude");
    if (is_hushed(at)) throw broken(" is nudged while it is to be quiet");
    const Touchpoint* touchpoint = find(nudged.what.item);
    if (touchpoint == nullptr) throw broken(" is nudged and not in the plan");
    for (const auto& [pause, until] : pauses_)
        if ((!until || at < *until) && names(pause, *touchpoint, about(nudged.what, *touchpoint))) throw broken(" is nudged and paused");
    for (const PersonIndex person : about(nudged.what, *touchpoint))
        if (plan_->people[person].distance) throw broken(" is about somebody at a distance");
    if (nudged.occasion != core::Occasion::snoozed && nudged.occasion != core::Occasion::one_by_one && !touchpoint->birthday &&
        !touchpoint->announces)
        for (const PersonIndex person : about(nudged.what, *touchpoint))
            if (has_space(plan_->people[person], nudged.notice, at)) throw broken(" is about somebody who is to have some space");
    const bool regular = !touchpoint->smaller || in_force_ == core::InForce{};   // else it may be exact, or not, for a while
    const bool first = nudged.occasion == core::Occasion::planned || nudged.occasion == core::Occasion::gathered;
    if (first && regular && !exact_time(touchpoint->when.every))
        for (const PersonIndex person : about(nudged.what, *touchpoint))
            if (sleeps(plan_->people[person], at))
                throw Violation{"S1", words(nudged.what) + " at " + zone_.rfc3339(at) + " is about somebody who sleeps"};
    if (nudged.occasion == core::Occasion::planned && (!regular || exact_time(touchpoint->when.every)))
        alone_in_its_gap(nudged, *touchpoint, regular, at);
    if (nudged.takes_place && places_[core::plan_day(zone_, plan_->day_starts, at).day_number()] >= daily_limit())
        throw broken(" is beyond the daily limit");
    // L3: what the person has put off, or unfolded, is theirs already.
    const bool of_itself = nudged.occasion == core::Occasion::planned || nudged.occasion == core::Occasion::gathered ||
                           nudged.occasion == core::Occasion::again || nudged.occasion == core::Occasion::heads_up;
    if (of_itself && core::withheld(*plan_, in_force_, *touchpoint) != core::Gate::none) throw broken(" is nudged and rests (S6)");
    const bool planned = nudged.occasion == core::Occasion::planned && !exact_time(touchpoint->when.every) &&
                         (!touchpoint->smaller || in_force_ == core::InForce{});   // which may have an exact time
    const bool minds_gap = planned || nudged.occasion == core::Occasion::again;
    if (minds_gap && nudged.notice != last_notice_ && last_nudge_ && *last_nudge_ <= at &&
        at - *last_nudge_ < core::Seconds{plan_->gap.seconds})
        throw broken(" is closer to the last nudge than the gap");
}

// S1, by the book: outside of all the windows that begin on the dates of their own calendar.
bool Checker::sleeps(const Person& person, Instant at) const {
    if (!person.awake) return false;
    absl::TimeZone named;
    if (!person.timezone.empty() && !absl::LoadTimeZone(person.timezone, &named)) throw Violation{"S1", "no zone " + person.timezone};
    const core::Zone zone = person.timezone.empty() ? zone_ : core::Zone{named, person.timezone};
    const Date today = zone.local(at).date;
    for (Date date = today - 1; date <= today + 1; ++date)
        if (in_window(zone, date, *person.awake, at)) return false;
    return true;
}

bool Checker::silent(Instant at) const {
    const Date today = zone_.local(at).date;
    for (Date date = today - 1; date <= today; ++date) {
        for (const QuietWindow& quiet : plan_->quiet)
            if (quiet.days.contains(weekday_of(date)) && in_window(zone_, date, quiet.between, at)) return true;
        for (const Solitude& solitude : plan_->solitude)
            if (core::is_slot_date(core::SlotRule{&solitude.when, solitude.id, {}}, date) &&
                in_window(zone_, date, *solitude.when.between, at))
                return true;
    }
    return false;
}

}   // namespace kith::simulation
