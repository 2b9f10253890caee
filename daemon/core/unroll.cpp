#include "daemon/core/unroll.hpp"

#include <algorithm>
#include <utility>

#include "config/civil_text.hpp"

namespace kith::core {
namespace {

/// Whatever the series was called: the item or the person or both may have had other names. The first ones first.
std::vector<std::string> former_names(const Touchpoint& touchpoint, const Person& person) {
    std::vector<std::string> items = touchpoint.was, people = person.was, names;
    items.push_back(touchpoint.id);
    people.push_back(person.id);
    for (const std::string& item : items)
        for (const std::string& one : people) names.push_back(item + series_separator + one);
    names.pop_back();   // its name now
    return names;
}

Touchpoint for_one(const Touchpoint& touchpoint, const Plan& plan, PersonIndex person) {
    Touchpoint one = touchpoint;
    one.was = former_names(touchpoint, plan.people[person]);
    one.id += series_separator + plan.people[person].id;
    one.audience = With{{person}};
    return one;
}

Touchpoint birthday(const Plan& plan, PersonIndex index) {
    const Person& person = plan.people[index];
    Touchpoint wish;
    wish.id = person.id + series_separator + "birthday";
    for (const std::string& former : person.was) wish.was.push_back(former + series_separator + "birthday");
    wish.action = "Wish {name} a happy birthday";
    wish.audience = With{{index}};
    CalendarCadence yearly;
    yearly.unit = Unit::year;
    yearly.on = person.born->day;
    wish.when.every = yearly;
    wish.minimum = true;
    wish.birthday = true;
    return wish;
}

std::string with_lead(const std::string& id, const Duration& lead) {
    std::string name = to_text(lead);
    std::replace(name.begin(), name.end(), ' ', '-');
    return id + series_separator + name;
}

/// It has the slots of what it announces, and rests when that does.
Touchpoint heads_up(const Touchpoint& announced, std::size_t index, const Duration& lead) {
    Touchpoint one;
    one.id = with_lead(announced.id, lead);
    for (const std::string& former : announced.was) one.was.push_back(with_lead(former, lead));
    one.action = announced.action;
    one.audience = announced.audience;
    one.when = announced.when;
    one.minimum = announced.minimum;
    one.smaller = announced.smaller;
    one.announces = Announces{index, lead};
    return one;
}

}   // namespace

Plan unrolled(const Plan& plan) {
    Plan result = plan;
    result.touchpoints.clear();
    for (const Touchpoint& touchpoint : plan.touchpoints) {
        const auto* each = std::get_if<Each>(&touchpoint.audience);
        if (each == nullptr) {
            result.touchpoints.push_back(touchpoint);
            continue;
        }
        for (PersonIndex person : each->people) result.touchpoints.push_back(for_one(touchpoint, plan, person));
    }
    for (PersonIndex person = 0; person < plan.people.size(); ++person)
        if (plan.people[person].born && plan.people[person].id != "self") result.touchpoints.push_back(birthday(plan, person));
    const std::size_t announced = result.touchpoints.size();
    for (std::size_t index = 0; index < announced; ++index) {
        const std::vector<Duration> leads = result.touchpoints[index].heads_up;
        for (const Duration& lead : leads) result.touchpoints.push_back(heads_up(result.touchpoints[index], index, lead));
    }
    return result;
}

}   // namespace kith::core
