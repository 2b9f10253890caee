#include "tests/simulation/follow_ups.hpp"

#include <chrono>

#include "tests/simulation/checker.hpp"

namespace kith::simulation {
namespace {

namespace record = core::record;
using core::Instant;

constexpr std::chrono::minutes apart{10};
constexpr std::chrono::hours unanswered{2};

}   // namespace

void FollowUpChecks::landed(const core::Record& one, const Around& around) {
    if (const auto* made = std::get_if<record::FollowUpMade>(&one.body)) {
        One& known = all_[made->what.number];
        using How = record::FollowUpMade::How;
        if ((made->how == How::put_off) != known.open && made->how != How::reopened)
            throw Violation{"I2", "follow-up " + std::to_string(made->what.number) + " is made twice, or put off after its end"};
        const bool repaired = known.repaired;
        known = One{.what = made->what, .offers = 0, .first = {}, .last = {}, .open = true, .repair_due = false, .repaired = repaired};
        if (made->how == How::reopened && made->was_offered) known.offers = 3;
    }
    if (const auto* body = std::get_if<record::FollowUpOffered>(&one.body)) offered(*body, one.at, around);
    if (const auto* closed = std::get_if<record::FollowUpClosed>(&one.body)) {
        One& known = all_[closed->what.number];
        if (!known.open) throw Violation{"I2", "follow-up " + std::to_string(closed->what.number) + " ends twice"};
        known.open = false;
    }
    if (const auto* set = std::get_if<record::ClockSet>(&one.body))
        for (auto& [number, known] : all_)
            for (std::optional<Instant>* when : {&known.first, &known.last})
                if (*when) **when += set->by;
}

void FollowUpChecks::offered(const record::FollowUpOffered& offered, Instant at, const Around& around) {
    const auto found = all_.find(offered.number);
    const std::string words = core::follow_up_id(offered.kind, offered.number) + " at " + around.zone.rfc3339(at);
    if (found == all_.end() || !found->second.open) throw Violation{"I4", words + " is closed and offered again"};
    One& one = found->second;
    using How = record::FollowUpOffered::How;
    if (offered.how == How::repair_due) {
        if (offered.kind != core::FollowUpKind::promise || one.repaired || one.repair_due || !one.first || at < *one.first + unanswered)
            throw Violation{"F3", words + " is to be repaired, and is no promise unanswered for two hours"};
        one.repair_due = true;
        return;
    }
    const bool repairs = offered.how == How::repair;
    if (around.fresh) check_gates(one, repairs, at, around, words);
    if (repairs) {
        if (!one.repair_due || one.repaired) throw Violation{"F3", words + " is repaired a second time, or before its day"};
        one.repaired = true;
        one.repair_due = false;
        return;
    }
    const bool answer = core::is_answer(offered.kind);
    const std::string rule = answer ? "F1" : "F2";
    if (one.offers >= (answer ? 3 : 1)) throw Violation{rule, words + " is offered more often than it may be"};
    if (one.offers == 0 && !one.what.time.day && at < one.what.time.at) throw Violation{rule, words + " is offered before its time"};
    if (one.offers > 0 && one.last && at < *one.last + apart)
        throw Violation{rule, words + " is offered less than ten minutes after the last time"};
    if (one.what.time.day && around.zone.local(at).date < *one.what.time.day) throw Violation{rule, words + " is offered before its day"};
    one.offers = offered.how == How::late ? 3 : one.offers + 1;
    one.last = at;
    if (!one.first) one.first = at;
}

void FollowUpChecks::check_gates(const One& one, bool repairs, Instant at, const Around& around, const std::string& words) {
    const auto broken = [&](const std::string& how) { return Violation{"G3", words + how}; };
    if (around.presence.away || around.presence.do_not_disturb) throw broken(" is offered where nobody would see it");
    if (around.hushed(at)) throw broken(" is offered while it is to be quiet");
    if (around.paused(one.what.person)) throw broken(" is about somebody who is paused");
    for (const Person& person : around.plan.people)
        if (person.id == one.what.person && person.distance) throw broken(" is about somebody at a distance");
    if (core::is_answer(one.what.kind) && !repairs) return;
    if (around.silent(at)) throw broken(" is offered in quiet or solitude");
    const Date today = around.zone.local(at).date;
    const bool waking = in_window(around.zone, today, around.plan.waking, at) || in_window(around.zone, today - 1, around.plan.waking, at);
    if ((repairs || one.what.time.day) && !waking) throw broken(" is offered outside waking");
}

void FollowUpChecks::nothing_waits(const core::Engine& engine, Instant now) {
    for (const core::FollowUp& one : engine.ledger().follow_ups()) {
        if (one.closed) continue;
        const core::FollowUpOutlook outlook = engine.outlook(one, now);
        if (outlook.shown_at && *outlook.shown_at <= now && outlook.held_by == core::Gate::none)
            throw Violation{core::is_answer(one.what.kind) ? "F1" : "F2", core::follow_up_id(one.what.kind, one.what.number) +
                                                                              " is due since " + engine.zone().rfc3339(*outlook.shown_at) +
                                                                              ", and nothing holds it"};
    }
}

}   // namespace kith::simulation
