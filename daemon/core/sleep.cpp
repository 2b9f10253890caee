#include "daemon/core/sleep.hpp"

#include <algorithm>

#include "daemon/core/dayplan.hpp"
#include "daemon/core/silence.hpp"

namespace kith::core {
namespace {

/// Within `range`, outside of the window that begins on each date of their calendar.
Spans outside(const Zone& zone, Window awake, Span range) {
    Spans spans{range};
    // The date before, for a window may cross midnight, and the one after, for a clock may be set back across it.
    const Date last = zone.local(range.end).date + 1;
    for (Date date = zone.local(range.begin).date - 1; date <= last; ++date) spans.subtract(window_span(zone, date, awake));
    return spans;
}

Spans common(const Spans& a, const Spans& b, Span range) {
    Spans rest{range};
    rest.subtract(a);
    Spans both = b;
    both.subtract(rest);
    return both;
}

}   // namespace

Sleep::Sleep(const Plan& plan, const Zone& zone) : plan_{&plan}, companies_{Who{}}, numbers_{{Who{}, nobody}} {
    for (PersonIndex index = 0; index < plan.people.size(); ++index) {
        const Person& person = plan.people[index];
        if (!person.awake) continue;
        hours_.push_back({*person.awake, person.timezone.empty() ? zone : Zone{person.zone, person.timezone}});
        of_[index] = numbered({.hours = {static_cast<std::uint32_t>(hours_.size() - 1)}, .together = true});
    }
}

Sleep::Company Sleep::numbered(Who who) {
    std::sort(who.hours.begin(), who.hours.end());
    if (who.hours.size() < 2) who.together = true;   // the same either way
    const auto [known, added] = numbers_.try_emplace(who, static_cast<Company>(companies_.size()));
    if (added) companies_.push_back(std::move(who));
    return known->second;
}

Sleep::Company Sleep::of(PersonIndex person) const {
    const auto found = of_.find(person);
    return found == of_.end() ? nobody : found->second;
}

Sleep::Company Sleep::all_of(const std::vector<PersonIndex>& people) {
    if (of_.empty()) return nobody;
    Who who;
    for (const PersonIndex person : people)
        if (const Company one = of(person); one != nobody) who.hours.push_back(companies_[one].hours.front());
    return numbered(std::move(who));
}

Sleep::Company Sleep::any_of(const std::vector<PersonIndex>& people) {
    if (of_.empty()) return nobody;
    Who who{.hours = {}, .together = false};
    for (const PersonIndex person : people) {
        if (plan_->people[person].distance) continue;
        const Company one = of(person);
        if (one == nobody) return nobody;   // somebody is always there
        who.hours.push_back(companies_[one].hours.front());
    }
    return numbered(std::move(who));
}

bool Sleep::asleep(Company company, Instant t) const { return company != nobody && !spans(company, Span{t, t + Seconds{1}}).empty(); }

Spans Sleep::spans(Company company, Span range) const {
    Spans spans;
    if (range.empty()) return spans;
    const Who& who = companies_[company];
    bool first = true;
    for (const std::uint32_t one : who.hours) {
        const Spans theirs = outside(hours_[one].zone, hours_[one].awake, range);
        if (first || !who.together)
            spans = first ? theirs : common(spans, theirs, range);
        else
            for (const Span& span : theirs.list()) spans.add(span);
        first = false;
    }
    return spans;
}

// --- A slot and those it is about ------------------------------------------------------------------------------------------------------

Sleep::Company DayPlan::company_of(std::size_t item, const SlotTimes& times) const {
    return times.about ? sleep_.of(*times.about) : items_[item].company;
}

bool DayPlan::they_sleep(std::size_t item, const SlotTimes& times, Instant t) const {
    return !times.exact && sleep_.asleep(company_of(item, times), t);
}

bool DayPlan::free_with(std::size_t item, const SlotTimes& times, PersonIndex person) const {
    const Sleep::Company company = sleep_.of(person);
    return times.exact || company == items_[item].company || window_times(item, place_in(item, times), company).has_value();
}

SlotTimes DayPlan::about(std::size_t item, SlotTimes times, PersonIndex person) const {
    const Sleep::Company company = sleep_.of(person);
    if (times.exact || company == items_[item].company) return times;
    times.about = person;
    const Place place = place_in(item, times);
    const std::optional<SlotTimes> theirs = window_times(item, place, company);
    if (!theirs) return times;   // an edit or a journey has taken it: it waits for another day's window
    times.moment = times.due = theirs->moment;
    if (!times.slot.is_elapsed()) times.expires = find_expiry(item, place, times);
    return times;
}

}   // namespace kith::core
