#include "daemon/core/unroll.hpp"

#include <utility>

namespace kith::core {
namespace {

Touchpoint for_one(const Touchpoint& touchpoint, const Plan& plan, PersonIndex person) {
    Touchpoint one = touchpoint;
    const std::string suffix = series_separator + plan.people[person].id;
    one.id += suffix;
    for (std::string& former : one.was) former += suffix;
    one.audience = With{{person}};
    return one;
}

Touchpoint birthday(const Plan& plan, PersonIndex index) {
    const Person& person = plan.people[index];
    Touchpoint wish;
    wish.id = person.id + series_separator + "birthday";
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
