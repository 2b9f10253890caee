#include "daemon/core/insight.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

namespace kith::core {
namespace {

constexpr std::int32_t long_enough = 15;   // minutes of a call or meeting that is meaningful
constexpr double days_a_month = 30.436875;
constexpr double days_a_year = 365.2425;

double days_of(Unit unit) {
    switch (unit) {
        case Unit::day:
            return 1;
        case Unit::week:
            return 7;
        case Unit::month:
            return days_a_month;
        case Unit::year:
            break;
    }
    return days_a_year;
}

double frequency(const CalendarCadence& cadence) {
    if (cadence.shape == CalendarCadence::Shape::weekday) return 5.0 / 7;
    if (cadence.shape == CalendarCadence::Shape::weekend) return 2.0 / 7;
    int days = 1;
    if (const auto* weekdays = std::get_if<Weekdays>(&cadence.on)) {
        days = 0;
        for (std::uint8_t bits = weekdays->bits(); bits != 0; bits = static_cast<std::uint8_t>(bits & (bits - 1))) ++days;
    }
    return std::max(days, 1) / (cadence.interval * days_of(cadence.unit));
}
double frequency(const QuotaCadence& cadence) { return cadence.count / days_of(cadence.unit); }
double frequency(const ElapsedCadence& cadence) { return 1 / (cadence.interval * days_of(cadence.unit)); }

/// Smooths one item's endings, oldest first.
Steadiness smoothed(std::string item, double slots_per_day, const std::vector<const EndingFact*>& endings) {
    const double weight = smoothing_weight(slots_per_day);
    Steadiness result{.item = std::move(item), .slots = 0, .strength = 0, .reach = 0};
    for (const EndingFact* ending : endings) {
        const auto value = counts_as(*ending);
        if (!value) continue;
        ++result.slots;
        result.strength = result.strength * weight + *value * (1 - weight);
        result.reach = result.reach * weight + (1 - weight);
    }
    return result;
}

std::vector<Share> largest_first(const std::map<std::string, std::int64_t>& counts) {
    std::vector<Share> shares;
    for (const auto& [name, contacts] : counts) shares.push_back({name, contacts});
    std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.contacts > b.contacts; });
    return shares;
}

}   // namespace

// --- Renamings -----------------------------------------------------------------------------------------------------------------------

Renamings::Renamings(const Plan& plan) {
    const auto add = [&](const auto& things) {
        for (const auto& thing : things)
            for (const std::string& was : thing.was) former_.emplace_back(was, thing.id);
    };
    add(plan.people);
    add(plan.touchpoints);
    add(plan.checkins);
    std::sort(former_.begin(), former_.end());
}

const std::string& Renamings::now(const std::string& id) const {
    const auto found =
        std::lower_bound(former_.begin(), former_.end(), id, [](const auto& pair, const auto& key) { return pair.first < key; });
    return found != former_.end() && found->first == id ? found->second : id;
}

void rename(ContactFact& fact, const Renamings& renamings) {
    for (std::string& person : fact.people) person = renamings.now(person);
    fact.item = renamings.now(fact.item);
}

void rename(EndingFact& fact, const Renamings& renamings) { fact.item = renamings.now(fact.item); }

// --- Steadiness ----------------------------------------------------------------------------------------------------------------------

double slots_per_day(const Schedule& when) {
    return std::visit([](const auto& cadence) { return frequency(cadence); }, when.every);
}

double smoothing_weight(double slots_per_day) { return std::pow(0.5, std::sqrt(slots_per_day) / 13); }

std::optional<int> counts_as(const EndingFact& ending) {
    switch (ending.how) {
        case Ending::done:
        case Ending::covered:
            return 1;
        case Ending::lapsed:
            return ending.offered && ending.why == Gate::none ? std::optional{0} : std::nullopt;
        case Ending::skipped:
        case Ending::withdrawn:
            break;
    }
    return std::nullopt;
}

std::vector<Steadiness> steadiness(const Plan& plan, std::vector<EndingFact> endings) {
    std::stable_sort(endings.begin(), endings.end(), [](const EndingFact& a, const EndingFact& b) { return a.planned < b.planned; });
    std::unordered_map<std::string, std::vector<const EndingFact*>> of_item;
    for (const EndingFact& ending : endings) of_item[ending.item].push_back(&ending);
    std::vector<Steadiness> result;
    const auto add = [&](const std::string& item, double slots_a_day) {
        const auto found = of_item.find(item);
        if (found == of_item.end()) return;
        Steadiness one = smoothed(item, slots_a_day, found->second);
        if (one.slots > 0) result.push_back(std::move(one));
    };
    for (const Touchpoint& touchpoint : plan.touchpoints) add(touchpoint.id, slots_per_day(touchpoint.when));
    for (const Checkin& checkin : plan.checkins) add(checkin.id, slots_per_day(checkin.when));
    return result;
}

// --- Balance -------------------------------------------------------------------------------------------------------------------------

bool meaningful(const Plan& plan, const ContactFact& contact) {
    const auto is_it = [&](const Checkin& checkin) { return checkin.id == contact.item; };
    if (std::any_of(plan.checkins.begin(), plan.checkins.end(), is_it)) return true;
    return contact_rank(contact.kind) >= contact_rank("call") && contact.minutes.value_or(long_enough) >= long_enough;
}

Balance balance(const Plan& plan, const std::vector<ContactFact>& contacts) {
    std::unordered_map<std::string, std::string> circle_of;
    for (const Person& person : plan.people) circle_of[person.id] = person.circle;
    std::map<std::string, std::int64_t> people;
    std::map<std::string, std::int64_t> circles;
    std::map<std::string, std::int64_t> kinds;
    Balance result;
    for (const ContactFact& contact : contacts) {
        ++result.contacts;
        if (meaningful(plan, contact)) ++result.meaningful;
        ++kinds[contact.kind];
        std::vector<std::string> touched;
        for (const std::string& person : contact.people) {
            ++people[person];
            const auto circle = circle_of.find(person);
            touched.push_back(circle == circle_of.end() ? "" : circle->second);
        }
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        for (const std::string& circle : touched) ++circles[circle];
    }
    result.people = largest_first(people);
    result.circles = largest_first(circles);
    result.kinds = largest_first(kinds);
    // A known kind has its place among the others; a word of one's own stands with the messages it counts as.
    std::stable_sort(result.kinds.begin(), result.kinds.end(),
                     [](const Share& a, const Share& b) { return contact_rank(a.name) < contact_rank(b.name); });
    return result;
}

Date week_begin(Date day) { return day - static_cast<int>(weekday_of(day)); }

// --- Felt ----------------------------------------------------------------------------------------------------------------------------

bool FeltLately::often_heavier() const {
    const auto heavier_of_last = [&](std::size_t count) {
        const auto begin = felt.end() - static_cast<std::ptrdiff_t>(std::min(count, felt.size()));
        return std::count(begin, felt.end(), Felt::heavier);
    };
    return heavier_of_last(5) >= 3;   // the last three are among the last five
}

bool FeltLately::does_good() const {
    return !often_heavier() && std::count(felt.begin(), felt.end(), Felt::lighter) > std::count(felt.begin(), felt.end(), Felt::heavier);
}

std::vector<FeltLately> felt_lately(const Plan& plan, const std::vector<ContactFact>& contacts) {
    std::vector<const ContactFact*> told;
    for (const ContactFact& contact : contacts)
        if (contact.felt) told.push_back(&contact);
    std::stable_sort(told.begin(), told.end(), [](const ContactFact* a, const ContactFact* b) { return a->when < b->when; });
    std::map<std::string, std::vector<Felt>> of;
    for (const ContactFact* contact : told)
        for (const std::string& person : contact->people) of[person].push_back(*contact->felt);
    std::vector<FeltLately> result;
    const auto take = [&](const std::string& person, std::vector<Felt>& felt) {
        if (felt.size() > felt_remembered) felt.erase(felt.begin(), felt.end() - static_cast<std::ptrdiff_t>(felt_remembered));
        result.push_back({person, std::move(felt)});
    };
    for (const Person& person : plan.people) {
        const auto found = of.find(person.id);
        if (found == of.end()) continue;
        take(person.id, found->second);
        of.erase(found);
    }
    for (auto& [person, felt] : of) take(person, felt);
    return result;
}

}   // namespace kith::core
