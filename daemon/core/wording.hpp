#pragma once
// What a notice says. Pure text from the plan and the moment: plain, short, without a trace of guilt; how much of it, `privacy` decides.

#include <string>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/events.hpp"

namespace kith::core {

/// A notice in words, ready for the screen. Plain text: whoever shows it escapes it as that place needs.
struct Notice {
    struct Action {
        Button button;
        std::string label;
    };
    NoticeId id = 0;
    std::string summary;
    std::string body;
    std::vector<Action> actions;   ///< in the order of their importance: some desktops show only three
    bool stays = true;             ///< until answered; false: as long as the desktop shows such things
    std::string fallback;          ///< a line naming the command, for places that draw no buttons
};

/// "Mum", "Mum and Sam", "Mum, Sam and Kenji".
[[nodiscard]] std::string names_of(const Plan& plan, const std::vector<PersonIndex>& people);
[[nodiscard]] std::string names_of(const Plan& plan, const std::vector<std::string>& ids);

/// `do` with its {name} filled in: "Call Mum".
[[nodiscard]] std::string action_text(const Plan& plan, const Touchpoint& touchpoint);
/// With these names for {name}.
[[nodiscard]] std::string action_text(const Touchpoint& touchpoint, const std::string& names);

/// P1–P8 in a few words; `now` decides how an exact time is named ("16:00", "Sunday 16:00").
[[nodiscard]] Notice words_for(const Show& show, const Plan& plan, const Zone& zone, Instant now);

/// "Come back to Sam", "Time to return to Sam", "Ask Kenji"; `names`: of the person.
[[nodiscard]] std::string follow_up_title(FollowUpKind kind, const std::string& names);
/// Its notice; what it is about only with full privacy.
[[nodiscard]] Notice follow_up_words(const FollowUpLine& line, const Plan& plan);

/// Something about kith itself: no buttons, since there is nothing to answer.
[[nodiscard]] Notice news_words(const event::News& news, Privacy privacy);

/// "16:00" on the same date as `now`, else with the day: "Sunday 16:00", beyond a week "29 March 16:00".
[[nodiscard]] std::string moment_words(const Zone& zone, Instant moment, Instant now);

}   // namespace kith::core
