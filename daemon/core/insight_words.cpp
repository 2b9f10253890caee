// P13 in words: what weighs is named, the choice stays with the person, and nobody is judged.

#include <algorithm>

#include "daemon/core/insight.hpp"
#include "daemon/core/wording.hpp"

namespace kith::core {
namespace {

const Person* find_person(const Plan& plan, const std::string& id) {
    const auto found = std::find_if(plan.people.begin(), plan.people.end(), [&](const Person& one) { return one.id == id; });
    return found == plan.people.end() ? nullptr : &*found;
}

/// Whom to turn to, as a sentence.
std::string support_words(const Plan& plan, const std::vector<FeltLately>& all) {
    std::vector<std::string> ids;
    for (const FeltLately& one : all) {
        const Person* person = find_person(plan, one.person);
        if (person != nullptr && !person->distance && person->id != "self" && one.does_good()) ids.push_back(one.person);
    }
    if (ids.empty()) return "You need not carry it alone: somebody you trust, or somebody trained to listen, can help.";
    return "You need not carry it alone: with " + names_of(plan, ids) + " it has felt lighter.";
}

std::string boundaries(const Person* person, const std::string& name) {
    if (person == nullptr) return {};
    if (person->distance) return " The plan keeps " + name + " at a distance already, so kith brings nothing up.";
    if (person->id == "self") return " A smaller version, or a pause from it, is a fine answer.";
    return " Closer is not always better: a shorter time, a clear end, or longer in between are all good answers. In the plan, space: 7 "
           "days on " +
           name + " keeps nudges apart, and distance: true leaves " + name + " out of them altogether.";
}

}   // namespace

std::vector<std::string> boundary_words(const Plan& plan, const std::vector<FeltLately>& all, const std::string& only_about) {
    std::vector<std::string> result;
    for (const FeltLately& one : all) {
        if (!one.often_heavier() || (!only_about.empty() && one.person != only_about)) continue;
        const Person* person = find_person(plan, one.person);
        const std::string name = names_of(plan, std::vector{one.person});
        result.push_back("Time with " + name +
                         " has often left you heavier lately. That is worth listening to, and no verdict on anybody." +
                         boundaries(person, name) + ' ' + support_words(plan, all));
    }
    return result;
}

}   // namespace kith::core
