// What the past adds up to: the week and the report.

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "config/civil_text.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/facts.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/past.hpp"
#include "daemon/core/insight.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {
namespace {

using protocol::Error;

constexpr int days_a_week = 7;
/// How far back the calendar goes.
constexpr int calendar_weeks = 26;
/// How far anything here looks: a weekly slot of then weighs a third of one of now, and the journal of a year is read in a fraction of a second.
constexpr int weeks_looked_at = 52;

std::int64_t percent(double share) { return std::lround(100 * share); }

std::vector<protocol::Share> shares(const std::vector<core::Share>& from, const Plan* names) {
    std::int64_t all = 0;
    for (const core::Share& share : from) all += share.contacts;
    std::vector<protocol::Share> result;
    for (const core::Share& share : from)
        result.push_back({.id = share.name,
                          .name = names != nullptr ? core::names_of(*names, std::vector{share.name}) : share.name,
                          .contacts = share.contacts,
                          .percent = percent(static_cast<double>(share.contacts) / static_cast<double>(all))});
    return result;
}

/// P13: an item that the plan keeps a distance by has no slots, and none of its past is held up.
bool at_distance(const Plan& plan, const Audience& audience) {
    const auto distant = [&](PersonIndex person) { return plan.people[person].distance; };
    if (const auto* with = std::get_if<With>(&audience)) return std::any_of(with->people.begin(), with->people.end(), distant);
    return std::visit([&](const auto& some) { return std::all_of(some.people.begin(), some.people.end(), distant); }, audience);
}

/// The items that a report tells of, and what they are called.
std::map<std::string, std::string> titles(const Plan& plan, std::optional<PersonIndex> person) {
    std::map<std::string, std::string> result;
    for (const Touchpoint& touchpoint : plan.touchpoints)
        if (!touchpoint.announces && !at_distance(plan, touchpoint.audience) && (!person || is_about(touchpoint, *person)))
            result.emplace(touchpoint.id, core::action_text(plan, touchpoint));
    for (const Checkin& checkin : plan.checkins) {
        const bool about = !person || std::find(checkin.people.begin(), checkin.people.end(), *person) != checkin.people.end();
        if (about && !at_distance(plan, With{checkin.people}))
            result.emplace(checkin.id, "Check-in with " + core::names_of(plan, checkin.people));
    }
    return result;
}

/// The measures of one report, filled in one after the other.
class Reporting {
  public:
    Reporting(const core::Engine& engine, Facts facts, std::optional<PersonIndex> person)
        : plan_{engine.plan()}, days_{engine.days()}, facts_{std::move(facts)}, person_{person} {
        for (const core::ContactFact& contact : facts_.contacts)
            if (!person_ || std::find(contact.people.begin(), contact.people.end(), id()) != contact.people.end()) told_.push_back(contact);
    }

    void fill_balance(protocol::Report& report, Date first) const {
        std::vector<core::ContactFact> counted;
        std::copy_if(told_.begin(), told_.end(), std::back_inserter(counted),
                     [&](const core::ContactFact& contact) { return days_.day_of(contact.when) >= first; });
        const core::Balance balance = core::balance(plan_, counted);
        report.first = to_text(first);
        report.contacts = balance.contacts;
        report.meaningful = balance.meaningful;
        report.kinds = shares(balance.kinds, nullptr);
        if (person_) return;
        report.people = shares(balance.people, &plan_);
        report.circles = shares(balance.circles, nullptr);
    }
    void fill_steadiness(protocol::Report& report) const {
        const auto told = titles(plan_, person_);
        for (const core::Steadiness& one : core::steadiness(plan_, facts_.endings))
            if (const auto title = told.find(one.item); title != told.end())
                report.steadiness.push_back({.item = one.item,
                                             .what = title->second,
                                             .slots = one.slots,
                                             .steadiness = percent(one.share()),
                                             .strength = percent(one.strength)});
    }
    /// Whose company does good is looked up among all people, whomever the report is about.
    void fill_felt(protocol::Report& report) const {
        const std::vector<core::FeltLately> all = core::felt_lately(plan_, facts_.contacts);
        for (const core::FeltLately& one : all) {
            if (person_ && one.person != id()) continue;
            protocol::FeltLine line{.person = one.person,
                                    .name = core::names_of(plan_, std::vector{one.person}),
                                    .felt = {},
                                    .often_heavier = one.often_heavier()};
            for (const core::Felt felt : one.felt) line.felt.push_back(felt_name(felt));
            report.felt.push_back(std::move(line));
        }
        report.boundaries = core::boundary_words(plan_, all, person_ ? id() : "");
    }
    void fill_calendar(protocol::Report& report, Date first) const {
        std::map<Date, std::int64_t> counts;
        for (const core::ContactFact& contact : told_)
            if (const Date day = days_.day_of(contact.when); day >= first) ++counts[day];
        report.calendar_first = to_text(first);
        for (const auto& [day, contacts] : counts) report.days.push_back({.date = to_text(day), .contacts = contacts});
    }

  private:
    [[nodiscard]] const std::string& id() const { return plan_.people[*person_].id; }

    const Plan& plan_;
    const core::DayPlan& days_;
    Facts facts_;
    std::optional<PersonIndex> person_;
    std::vector<core::ContactFact> told_;   ///< with the person, or all
};

}   // namespace

tl::expected<protocol::Week, Error> Commands::week(const protocol::NoParams&) {
    const core::Engine& engine = *runtime_.engine();
    const Plan& plan = engine.plan();
    const core::DayPlan& days = engine.days();
    const core::Instant now = runtime_.now();
    const Date today = days.day_of(now);
    const Date first = core::week_begin(today);
    auto facts = facts_since(runtime_.journal(), plan, days.day_begin(first), now);
    if (!facts) return tl::unexpected{journal_error(facts.error().what)};
    protocol::Week week;
    week.now = engine.zone().rfc3339(now);
    week.today = to_text(today);
    week.first = to_text(first);
    week.last = to_text(first + (days_a_week - 1));
    week.meaningful_hoped = plan.week.meaningful;
    week.micro_hoped = plan.week.micro;
    std::vector<core::ContactFact>& contacts = facts->contacts;
    std::stable_sort(contacts.begin(), contacts.end(), [](const auto& a, const auto& b) { return a.when < b.when; });
    for (core::ContactFact& contact : contacts) {
        const Date day = days.day_of(contact.when);
        if (day < first) continue;   // told of this week, and happened before it
        const bool meaningful = core::meaningful(plan, contact);
        ++(meaningful ? week.meaningful : week.micro);
        protocol::WeekContact line{.at = engine.zone().rfc3339(contact.when),
                                   .date = to_text(day),
                                   .people = contact.people,
                                   .with = core::names_of(plan, contact.people),
                                   .kind = std::move(contact.kind),
                                   .minutes = contact.minutes,
                                   .meaningful = meaningful};
        week.contacts.push_back(std::move(line));
    }
    return week;
}

tl::expected<protocol::Report, Error> Commands::report(const protocol::ReportParams& params) {
    const core::Engine& engine = *runtime_.engine();
    const core::Instant now = runtime_.now();
    const Date today = engine.days().day_of(now);
    protocol::Report report;
    report.now = engine.zone().rfc3339(now);
    report.today = to_text(today);
    std::optional<PersonIndex> person;
    if (params.person) {
        const auto found = find_person(engine.plan(), *params.person);
        if (!found) return tl::unexpected{found.error()};
        person = *found;
        report.person = engine.plan().people[*found].id;
        report.name = engine.plan().people[*found].name;
    }
    const auto weeks_back = [&](std::int64_t weeks) { return core::week_begin(today) - days_a_week * (weeks - 1); };
    auto facts = facts_since(runtime_.journal(), engine.plan(), engine.days().day_begin(weeks_back(weeks_looked_at)), now);
    if (!facts) return tl::unexpected{journal_error(facts.error().what)};
    const Reporting reporting{engine, std::move(*facts), person};
    reporting.fill_balance(report, weeks_back(params.weeks));
    reporting.fill_steadiness(report);
    reporting.fill_felt(report);
    reporting.fill_calendar(report, weeks_back(calendar_weeks));
    return report;
}

}   // namespace kith::app
