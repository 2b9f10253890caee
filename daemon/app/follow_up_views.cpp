#include "daemon/app/follow_up_views.hpp"

#include <algorithm>

#include <absl/time/time.h>

#include "config/civil_text.hpp"
#include "daemon/app/follow_up_text.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {
namespace {

using core::FollowUp;
using core::FollowUpKind;
using protocol::Moment;

const Person* person_of(const Plan& plan, const std::string& id) {
    const auto found = std::find_if(plan.people.begin(), plan.people.end(), [&](const Person& one) { return core::is_called(one, id); });
    return found == plan.people.end() ? nullptr : &*found;
}

std::string rule_words(FollowUpKind kind) {
    return core::is_answer(kind)
               ? "It comes at its time, and twice more ten minutes apart; quiet hours and the daily limit don't hold it, since you asked "
                 "for it."
               : "It comes once, at a minute of its day that is drawn from its name and the date; after that it waits in today.";
}

absl::Time time_of(const Moment& moment) {
    absl::Time time;
    return absl::ParseTime(absl::RFC3339_full, moment.at, &time, nullptr) ? time : absl::InfiniteFuture();
}

}   // namespace

void merge(std::vector<Moment>& into, std::vector<Moment> moments) {
    if (moments.empty()) return;   // they are in order already
    for (Moment& one : moments) into.push_back(std::move(one));
    std::stable_sort(into.begin(), into.end(), [](const Moment& a, const Moment& b) { return time_of(a) < time_of(b); });
}

std::vector<FollowUp> FollowUpViews::open() const {
    std::vector<FollowUp> all = engine_.ledger().follow_ups();
    std::erase_if(all, [](const FollowUp& one) { return one.closed; });
    return all;
}

std::vector<FollowUp> FollowUpViews::about(PersonIndex person) const {
    std::vector<FollowUp> all = open();
    std::erase_if(all, [&](const FollowUp& one) { return !core::is_called(engine_.plan().people[person], one.what.person); });
    return all;
}

bool FollowUpViews::waits(const FollowUp& follow_up) const { return follow_up.offers > 0; }

std::string FollowUpViews::title(const core::FollowUpSpec& what) const {
    const Person* const person = person_of(engine_.plan(), what.person);
    const std::string text = text_of(what, runtime_.journal());
    return core::follow_up_title(what.kind, person != nullptr ? person->name : what.person) + (text.empty() ? "" : ": " + text);
}

Moment FollowUpViews::moment(const FollowUp& follow_up) const {
    const core::FollowUpOutlook outlook = engine_.outlook(follow_up, now_);
    Moment moment;
    moment.item = core::follow_up_id(follow_up.what.kind, follow_up.what.number);
    moment.what = title(follow_up.what);
    const Person* const person = person_of(engine_.plan(), follow_up.what.person);
    moment.people = {person != nullptr ? person->id : follow_up.what.person};
    moment.exact = !follow_up.what.time.day.has_value();
    if (waits(follow_up)) {
        moment.status = "open";
        moment.at = views_.stamp(follow_up.first_offered.value_or(follow_up.what.made));
        return moment;
    }
    const bool held = outlook.held_by != core::Gate::none;
    moment.status = held ? "held" : "planned";
    moment.at = views_.stamp(outlook.shown_at.value_or(std::max(now_, follow_up.what.time.at)));
    if (held) moment.hold = views_.hold_words(outlook.held_by, outlook.held_until);
    return moment;
}

std::vector<Moment> FollowUpViews::waiting() const {
    std::vector<Moment> moments;
    for (const FollowUp& one : open())
        if (waits(one)) moments.push_back(moment(one));
    return moments;
}

std::vector<Moment> FollowUpViews::coming(core::Instant until) const {
    std::vector<Moment> moments;
    for (const FollowUp& one : open()) {
        if (waits(one)) continue;
        const core::FollowUpOutlook outlook = engine_.outlook(one, now_);
        if (outlook.held_by != core::Gate::none || (outlook.shown_at && *outlook.shown_at < until)) moments.push_back(moment(one));
    }
    return moments;
}

protocol::Why FollowUpViews::why(const FollowUp& follow_up) const {
    protocol::Why why;
    why.now = views_.stamp(now_);
    why.id = core::follow_up_id(follow_up.what.kind, follow_up.what.number);
    const core::FollowUpOutlook outlook = engine_.outlook(follow_up, now_);
    if (outlook.held_by != core::Gate::none)
        why.sentences.push_back("It is held: " + views_.hold_words(outlook.held_by, outlook.held_until).words + ".");
    else if (outlook.shown_at)
        why.sentences.push_back((follow_up.offers > 0 ? "It comes again " : "It comes ") + views_.when_words(*outlook.shown_at) + ".");
    else
        why.sentences.push_back("It waits in today until you answer it, and comes no more by itself.");
    why.sentences.push_back(rule_words(follow_up.what.kind));
    if (follow_up.repair_day) why.sentences.push_back("One nudge in the morning offers a few words about it, since nobody answered.");
    why.sentences.push_back("You noted it " + views_.when_words(follow_up.what.made) + ".");
    if (follow_up.offers == 0) why.next = moment(follow_up);
    return why;
}

protocol::Card FollowUpViews::card(const FollowUp& follow_up) const {
    protocol::Card card;
    card.now = views_.stamp(now_);
    card.id = core::follow_up_id(follow_up.what.kind, follow_up.what.number);
    card.kind = std::string{core::follow_up_word(follow_up.what.kind)};
    card.title = title(follow_up.what);
    card.facts.push_back({"Noted", views_.when_words(follow_up.what.made)});
    const core::FollowUpTime& time = follow_up.what.time;
    card.facts.push_back({"For", time.day ? to_text(*time.day) : views_.when_words(time.at)});
    card.next.push_back(moment(follow_up));
    return card;
}

}   // namespace kith::app
