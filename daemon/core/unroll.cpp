#include "daemon/core/unroll.hpp"

#include <utility>

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
    return result;
}

}   // namespace kith::core
