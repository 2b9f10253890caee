#include "daemon/core/wording.hpp"

#include <algorithm>

#include "config/civil_text.hpp"
#include "daemon/core/dayplan.hpp"
#include "daemon/core/handled.hpp"
#include "daemon/core/holding.hpp"

namespace kith::core {
namespace {

constexpr std::string_view placeholder = "{name}";
constexpr std::string_view month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
constexpr std::size_t note_characters = 160;
constexpr std::string_view no_hurry = "Whenever it suits you.";

std::string joined(const std::vector<std::string>& names, std::string_view last = " and ") {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? last : ", ";
        text += names[i];
    }
    return text;
}

const Touchpoint* find_touchpoint(const Plan& plan, std::string_view id) {
    auto found = std::find_if(plan.touchpoints.begin(), plan.touchpoints.end(), [&](const Touchpoint& one) { return one.id == id; });
    return found == plan.touchpoints.end() ? nullptr : &*found;
}

void add_sentence(std::string& body, std::string_view sentence) {
    if (sentence.empty()) return;
    if (!body.empty()) body += '\n';
    body += sentence;
}

std::vector<std::string> each_name(const Plan& plan, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) {
        auto found = std::find_if(plan.people.begin(), plan.people.end(), [&](const Person& person) { return is_called(person, id); });
        names.push_back(found == plan.people.end() ? id : found->name);
    }
    return names;
}

const std::string coming_up = "Coming up: ";

std::string line_text(const NoticeLine& line, const Plan& plan) {
    const Touchpoint* touchpoint = find_touchpoint(plan, line.item);
    if (touchpoint == nullptr) return names_of(plan, line.people);
    // Whom an announced `one_of` is about may not be chosen yet (S2).
    const bool or_else = std::holds_alternative<OneOf>(touchpoint->audience);
    return action_text(*touchpoint, joined(each_name(plan, line.people), or_else ? " or " : " and "));
}

/// Blanks for whatever parts words, and no more than `most` characters.
std::string in_one_line(std::string_view text, std::size_t most) {
    std::string line;
    std::size_t characters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool blank = byte <= 0x20 || byte == 0x7F;
        if (blank && (line.empty() || line.back() == ' ')) continue;
        if ((byte & 0xC0U) != 0x80U && ++characters > most) return line + "\xE2\x80\xA6";
        line += blank ? ' ' : c;
    }
    if (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

/// What was noted about those it is about: one quiet line.
std::string noted_line(const std::vector<std::string>& notes) {
    std::string all;
    for (const std::string& note : notes) all += (all.empty() ? "" : "; ") + note;
    return all.empty() ? all : "You noted: " + in_one_line(all, note_characters);
}

std::string single_body(const Show& show, const NoticeLine& line, const Plan& plan, const Zone& zone, Instant now) {
    std::string body;
    const Touchpoint* touchpoint = find_touchpoint(plan, line.item);
    if (show.occasion == Occasion::snoozed) add_sentence(body, "You asked to be reminded.");
    if (line.exact) add_sentence(body, "Planned for " + moment_words(zone, line.due, now) + ".");
    if (touchpoint != nullptr && !touchpoint->prompts.empty()) {
        // Each slot has its own: they take turns, and a repeated notice says the same again.
        const auto turn = static_cast<std::size_t>(std::max<std::int64_t>(0, line.slot.number())) % touchpoint->prompts.size();
        add_sentence(body, "You could ask: " + touchpoint->prompts[turn]);
    }
    if (touchpoint != nullptr && touchpoint->minutes)
        add_sentence(body,
                     *touchpoint->minutes == 1 ? "A minute is plenty." : std::to_string(*touchpoint->minutes) + " minutes are plenty.");
    add_sentence(body, noted_line(show.notes));
    if (body.empty()) add_sentence(body, no_hurry);
    return body;
}

/// The time truly left: "In 3 days", "Tomorrow", "In 2 hours", "In 20 minutes".
std::string time_left(const Zone& zone, Instant due, Instant now) {
    const std::int64_t minutes = std::max<std::int64_t>(1, (due - now).count() / 60);
    const std::int64_t days = zone.local(due).date - zone.local(now).date;
    const auto in = [](std::int64_t count, const char* one, const char* many) {
        return "In " + std::to_string(count) + ' ' + (count == 1 ? one : many);
    };
    if (days > 1) return in(days, "day", "days");
    if (minutes < 60) return in(minutes, "minute", "minutes");
    constexpr std::int64_t half_a_day = 12 * 60;
    return days == 1 && minutes > half_a_day ? "Tomorrow" : in((minutes + 30) / 60, "hour", "hours");
}

/// It asks for nothing; its buttons act on what it announces (L1).
void word_heads_up(Notice& notice, const NoticeLine& line, const Plan& plan, const Zone& zone, Instant now) {
    const std::string left = time_left(zone, line.due, now);
    notice.actions = {{Button::done, "Done"}, {Button::not_today, "Not this time"}};
    notice.fallback = "kithctl skip " + std::string{line.item};
    notice.body = "Planned for " + moment_words(zone, line.due, now) + ".";
    switch (plan.privacy) {
        case Privacy::full:
            notice.summary = left + ": " + line_text(line, plan).substr(coming_up.size());
            return;
        case Privacy::name:
            notice.summary = left + ", with " + names_of(plan, line.people);
            return;
        case Privacy::hidden:
            notice.summary = left + ": something you planned";
            notice.fallback.clear();
            return;
    }
}

void word_nudge(Notice& notice, const Show& show, const Plan& plan, const Zone& zone, Instant now) {
    const NoticeLine& line = show.lines.front();
    if (show.occasion == Occasion::heads_up) return word_heads_up(notice, line, plan, zone, now);
    notice.actions = {{Button::done, "Done"}, {Button::later, "Later"}, {Button::not_today, "Not today"}};
    notice.fallback = "kithctl done " + line.item;
    switch (plan.privacy) {
        case Privacy::full:
            notice.summary = line_text(line, plan);
            notice.body = single_body(show, line, plan, zone, now);
            return;
        case Privacy::name:
            notice.summary = "A moment for " + names_of(plan, line.people);
            notice.body = no_hurry;
            return;
        case Privacy::hidden:
            notice.summary = "A moment for somebody who matters";
            notice.body = "kithctl today says more.";
            notice.fallback.clear();
            return;
    }
}

/// S7: exact times that are one nudge.
bool together(const Show& show) {
    return show.occasion == Occasion::planned &&
           std::all_of(show.lines.begin(), show.lines.end(), [](const NoticeLine& line) { return line.exact; });
}

/// "Planned for 16:00", "Planned for 16:00 and 16:20": the true times.
std::string times_text(const Show& show, const Zone& zone, Instant now) {
    std::vector<Instant> times;
    for (const NoticeLine& line : show.lines) times.push_back(line.due);
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    std::vector<std::string> words;
    for (const Instant time : times) words.push_back(moment_words(zone, time, now));
    return "Planned for " + joined(words);
}

bool same_time(const Show& show) {
    return std::all_of(show.lines.begin(), show.lines.end(), [&](const NoticeLine& line) { return line.due == show.lines.front().due; });
}

void word_gathered(Notice& notice, const Show& show, const Plan& plan, const Zone& zone, Instant now) {
    notice.actions = {{Button::one_by_one, "One by one"}, {Button::later, "Later"}, {Button::not_today, "Not today"}};
    notice.summary = show.occasion == Occasion::gathered ? "Welcome back" : "A few small things";
    notice.fallback = "kithctl today";
    if (plan.privacy == Privacy::hidden) {
        notice.body = "kithctl today says more.";
        notice.fallback.clear();
        return;
    }
    const bool timed = together(show) && plan.privacy == Privacy::full;
    if (timed) notice.summary = times_text(show, zone, now);
    for (const NoticeLine& line : show.lines) {
        const std::string time = timed && !same_time(show) ? moment_words(zone, line.due, now) + "  " : "";
        add_sentence(notice.body, plan.privacy == Privacy::full ? time + line_text(line, plan) : names_of(plan, line.people));
    }
    if (timed) return;
    add_sentence(notice.body, no_hurry);
}

void word_reflect(Notice& notice, const Show& show, const Plan& plan) {
    notice.actions = {{Button::lighter, "Lighter"}, {Button::same, "Same"}, {Button::heavier, "Heavier"}};
    notice.stays = false;
    const std::vector<std::string>& people = show.lines.front().people;
    const bool named = plan.privacy != Privacy::hidden && people != std::vector<std::string>{"self"};
    notice.summary = named ? "How did it feel with " + names_of(plan, people) + "?" : "How did it feel?";
    notice.body = "Only if you like. The answer stays on this machine.";
}

}   // namespace

Notice news_words(const event::News& news, Privacy privacy) {
    const bool of_plan = news.subject == event::News::Subject::plan;
    Notice notice;
    notice.summary = of_plan ? "Your plan needs a look" : "kith had to mend its journal";
    // A line of the plan, or a path, may hold what the screen is not to show.
    if (privacy == Privacy::full) notice.body = news.text;
    add_sentence(notice.body, of_plan ? "kithctl plan check says more." : "kithctl today says more.");
    return notice;
}

std::string names_of(const Plan& plan, const std::vector<PersonIndex>& people) {
    std::vector<std::string> names;
    for (PersonIndex person : people) names.push_back(plan.people[person].name);
    return joined(names);
}

std::string names_of(const Plan& plan, const std::vector<std::string>& ids) { return joined(each_name(plan, ids)); }

std::string action_text(const Plan& plan, const Touchpoint& touchpoint) {
    const bool one_of = std::holds_alternative<OneOf>(touchpoint.audience);
    std::vector<std::string> names;
    for (const PersonIndex person : people(touchpoint.audience)) names.push_back(plan.people[person].name);
    return action_text(touchpoint, joined(names, one_of ? " or " : " and "));
}

std::string action_text(const Touchpoint& touchpoint, const std::string& names) {
    std::string text = touchpoint.announces ? coming_up + touchpoint.action : touchpoint.action;
    for (std::size_t place = text.find(placeholder); place != std::string::npos; place = text.find(placeholder, place + names.size()))
        text.replace(place, placeholder.size(), names);
    return text;
}

std::string moment_words(const Zone& zone, Instant moment, Instant now) {
    const Zone::Local local = zone.local(moment);
    const Date today = zone.local(now).date;
    std::string time = to_text(local.time);
    if (local.date == today) return time;
    if (local.date > today - 7 && local.date < today + 7) return std::string{full_name(weekday_of(local.date))} + " " + time;
    return std::to_string(local.date.day()) + " " + std::string{month_names[local.date.month() - 1]} + " " + time;
}

Notice words_for(const Show& show, const Plan& plan, const Zone& zone, Instant now) {
    Notice notice;
    notice.id = show.notice;
    switch (show.kind) {
        case Show::Kind::nudge:
            word_nudge(notice, show, plan, zone, now);
            break;
        case Show::Kind::gathered:
            word_gathered(notice, show, plan, zone, now);
            break;
        case Show::Kind::reflect:
            word_reflect(notice, show, plan);
            break;
        case Show::Kind::follow_up:
            notice = follow_up_words(show.follow_up, plan);
            notice.id = show.notice;
            break;
        case Show::Kind::news:
            notice = news_words(show.news, plan.privacy);
            notice.id = show.notice;
            break;
    }
    return notice;
}

}   // namespace kith::core
