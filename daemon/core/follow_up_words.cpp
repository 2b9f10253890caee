// What the notice of a follow-up says: what was meant, without a trace of guilt.

#include <algorithm>

#include "daemon/core/holding.hpp"
#include "daemon/core/wording.hpp"

namespace kith::core {
namespace {

/// As the plan calls the person now.
std::string name_of(const Plan& plan, const std::string& id) {
    const auto found = std::find_if(plan.people.begin(), plan.people.end(), [&](const Person& one) { return is_called(one, id); });
    return found == plan.people.end() ? id : found->name;
}

std::string body_of(const FollowUpLine& line) {
    const std::string about = line.text.empty() ? std::string{} : line.text + '\n';
    if (line.repairs)
        return about +
               "You wanted to come back to this. A few words are plenty: what came in between, that you are sorry, and when it would suit "
               "you now.";
    switch (line.what.kind) {
        case FollowUpKind::promise:
            return about + "You said you would come back to it.";
        case FollowUpKind::come_back:
            return about + "The pause you agreed on is over. One next step is enough.";
        case FollowUpKind::ask:
            return about + "A specific thing is easy to say yes or no to.";
        case FollowUpKind::request:
            break;
    }
    return about + "The request you ended with.";
}

}   // namespace

std::string follow_up_title(FollowUpKind kind, const std::string& names) {
    switch (kind) {
        case FollowUpKind::promise:
            return "Come back to " + names;
        case FollowUpKind::come_back:
            return "Time to return to " + names;
        case FollowUpKind::ask:
            return "Ask " + names;
        case FollowUpKind::request:
            break;
    }
    return "A request, with " + names;
}

Notice follow_up_words(const FollowUpLine& line, const Plan& plan) {
    Notice notice;
    notice.actions = {{Button::done, "Done"}, {Button::later, "Later"}, {Button::not_today, "Not today"}};
    notice.fallback = "kithctl done " + follow_up_id(line.what.kind, line.what.number);
    const std::string name = name_of(plan, line.what.person);
    switch (plan.privacy) {
        case Privacy::full:
            notice.summary = line.repairs ? "A word to " + name : follow_up_title(line.what.kind, name);
            notice.body = body_of(line);
            break;
        case Privacy::name:
            notice.summary = "A moment for " + name;
            notice.body = "kithctl today says more.";
            break;
        case Privacy::hidden:
            notice.summary = "A moment for somebody who matters";
            notice.body = "kithctl today says more.";
            notice.fallback.clear();
            break;
    }
    return notice;
}

}   // namespace kith::core
