#include "daemon/app/views.hpp"

#include <algorithm>

#include "config/civil_text.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/upcoming.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {
namespace {

using core::Instant;
using protocol::Moment;

bool earlier(const std::pair<Instant, Moment>& a, const std::pair<Instant, Moment>& b) {
    return a.first != b.first ? a.first < b.first : a.second.item < b.second.item;
}

std::vector<Moment> in_order(std::vector<std::pair<Instant, Moment>> moments) {
    std::sort(moments.begin(), moments.end(), earlier);
    std::vector<Moment> result;
    for (auto& [at, moment] : moments) result.push_back(std::move(moment));
    return result;
}

}   // namespace

std::string gate_name(core::Gate gate) {
    switch (gate) {
        case core::Gate::none:
            return "";
        case core::Gate::distance:
            return "distance";
        case core::Gate::paused:
            return "paused";
        case core::Gate::hushed:
            return "hushed";
        case core::Gate::season:
            return "season";
        case core::Gate::energy:
            return "energy";
        case core::Gate::window:
            return "window";
        case core::Gate::solitude:
            return "solitude";
        case core::Gate::quiet:
            return "quiet";
        case core::Gate::they_sleep:
            return "they sleep";
        case core::Gate::session:
            return "session";
        case core::Gate::space:
            return "space";
        case core::Gate::daily_limit:
            return "daily limit";
        case core::Gate::gap:
            return "gap";
        case core::Gate::do_not_disturb:
            return "do not disturb";
        case core::Gate::away:
            return "away";
    }
    return "";
}

std::string Views::when_words(Instant instant) const {
    const Date date = engine_.zone().local(instant).date;
    const Date today = engine_.zone().local(now_).date;
    if (date == today) return "today " + core::moment_words(engine_.zone(), instant, now_);
    if (date == today + 1) return "tomorrow " + to_text(engine_.zone().local(instant).time);
    return core::moment_words(engine_.zone(), instant, now_);
}

std::string Views::until_words(Instant instant) const {
    const core::Zone& zone = engine_.zone();
    std::string words = core::moment_words(zone, instant, now_);
    const Date date = zone.local(instant).date;
    const Date today = zone.local(now_).date;
    if (date == today) return words;
    const std::string time = to_text(zone.local(instant).time);
    const std::string day = date == today + 1 ? "tomorrow" : words.substr(0, words.size() - time.size() - 1);
    const core::DayPlan& days = engine_.days();
    return days.day_begin(days.day_of(instant)) == instant ? day : day + " " + time;
}

std::string Views::pause_words(std::optional<Instant> until) const { return "until " + (until ? until_words(*until) : "you resume it"); }

std::vector<protocol::Paused> Views::paused() const {
    std::vector<protocol::Paused> list;
    for (const core::Pause& pause : engine_.ledger().general().pauses)
        list.push_back(
            {.id = pause.id, .until = pause.until ? std::optional{stamp(*pause.until)} : std::nullopt, .words = pause_words(pause.until)});
    return list;
}

std::optional<protocol::Hold> Views::hold_on(PersonIndex index) const {
    const Person& person = engine_.plan().people[index];
    for (const core::Pause& pause : engine_.ledger().general().pauses)
        if (core::is_called(person, pause.id)) return hold_words(core::Gate::paused, pause.until);
    return std::nullopt;
}

std::vector<std::string> Views::pauses_of(std::size_t item) const {
    std::vector<std::string> ids;
    for (const core::Pause& pause : engine_.ledger().general().pauses)
        if (core::pause_holds(pause.id, engine_.plan(), item)) ids.push_back(pause.id);
    return ids;
}

std::optional<std::string> Views::season_words() const {
    const Season* season = engine_.season();
    if (season == nullptr) return std::nullopt;
    const std::optional<Instant> ends = engine_.season_ends(now_);
    return season->id + (ends ? ", until " + until_words(*ends) : "");
}

protocol::Hold Views::hold_words(core::Gate gate, std::optional<Instant> until) const {
    protocol::Hold hold{.gate = gate_name(gate), .until = {}, .words = {}};
    if (until) hold.until = stamp(*until);
    const std::string end = until ? " until " + when_words(*until) : "";
    switch (gate) {
        case core::Gate::quiet:
            hold.words = "quiet hours" + end;
            break;
        case core::Gate::solitude:
            hold.words = "time for yourself" + end;
            break;
        case core::Gate::window:
            hold.words = until ? "waits for its window, " + when_words(*until) : "its window for today is over";
            break;
        case core::Gate::daily_limit:
            hold.words = "today has enough already (daily_limit " + std::to_string(engine_.plan().daily_limit) + ")";
            break;
        case core::Gate::gap:
            hold.words = "a little space after the last one" + end;
            break;
        case core::Gate::space:
            hold.words = "some space for them, as the plan says," + end;
            break;
        case core::Gate::hushed:
            hold.words = "quiet" + (until ? " until " + until_words(*until) : "") + ", as you asked";
            break;
        case core::Gate::paused:
            hold.words = "paused " + pause_words(until);
            break;
        case core::Gate::season: {
            const Season* season = engine_.season();
            hold.words = "rests in this season" + (season != nullptr ? " (" + season->id + ")" : std::string{}) +
                         (until ? ", until " + until_words(*until) : "");
            break;
        }
        case core::Gate::energy:
            hold.words = "rests today, as energy is low";
            break;
        case core::Gate::distance:
            hold.words = "at a distance, as the plan says";
            break;
        default:
            hold.words = hold.gate + end;
            break;
    }
    return hold;
}

std::string Views::sleep_words(std::size_t item, core::Slot slot, std::optional<Instant> until) const {
    const Plan& plan = engine_.plan();
    std::string words;
    std::string theirs;   // when it comes, on their clock
    for (const PersonIndex person : engine_.people_of(item, slot)) {
        if (!engine_.days().asleep(person, now_)) continue;
        const Person& one = plan.people[person];
        const core::Zone zone = one.timezone.empty() ? engine_.zone() : core::Zone{one.zone, one.timezone};
        words += (words.empty() ? "it is " : " and ") + to_text(zone.local(now_).time) + " for " + one.name + ", who is awake " +
                 to_text(*one.awake);
        if (one.timezone.empty()) continue;
        std::string town = one.timezone.substr(one.timezone.rfind('/') + 1);
        std::replace(town.begin(), town.end(), '_', ' ');
        words += " in " + town;
        if (until) theirs += ", " + to_text(zone.local(*until).time) + " for " + one.name;
    }
    if (words.empty()) words = "they sleep";
    return until ? words + "; it comes " + when_words(*until) + theirs : words;
}

protocol::Hold Views::hold_of(std::size_t item, const core::Outlook& outlook) const {
    protocol::Hold hold = hold_words(outlook.held_by, outlook.held_until);
    if (outlook.held_by == core::Gate::they_sleep && outlook.coming)
        hold.words = sleep_words(item, outlook.coming->slot, outlook.held_until);
    return hold;
}

Moment Views::moment(std::size_t item, core::Slot slot, const char* status, Instant at) const {
    const Touchpoint& touchpoint = engine_.plan().touchpoints[item];
    Moment moment;
    moment.item = touchpoint.id;
    const std::vector<PersonIndex> people = engine_.people_of(item, slot);
    for (const PersonIndex person : people) moment.people.push_back(engine_.plan().people[person].id);
    const bool chosen = people.size() == 1;
    moment.what =
        chosen ? core::action_text(touchpoint, core::names_of(engine_.plan(), people)) : core::action_text(engine_.plan(), touchpoint);
    moment.slot = core::slot_key(slot);
    moment.status = status;
    moment.at = stamp(at);
    moment.exact = exact_time(touchpoint.when.every).has_value();
    return moment;
}

Moment Views::open_moment(std::size_t item, const core::Occurrence& open) const {
    Moment result =
        open.snoozed_until ? moment(item, open.slot, "snoozed", *open.snoozed_until) : moment(item, open.slot, "open", open.planned);
    if (open.due != open.planned) result.due = stamp(open.due);
    return result;
}

Moment Views::coming_moment(std::size_t item, const core::SlotTimes& slot, const core::Outlook* outlook) const {
    const bool held = outlook != nullptr && outlook->held_by != core::Gate::none;
    const Instant at = outlook != nullptr && outlook->shown_at ? *outlook->shown_at : slot.moment;
    Moment result = moment(item, slot.slot, held ? "held" : "planned", at);
    if (slot.due != slot.moment) result.due = stamp(slot.due);
    if (held) result.hold = hold_of(item, *outlook);
    return result;
}

std::optional<Moment> Views::open_of(std::size_t item) const {
    const core::Outlook outlook = engine_.outlook(item, now_);
    return outlook.open ? std::optional{open_moment(item, *outlook.open)} : std::nullopt;
}

std::optional<Moment> Views::next_of(std::size_t item) const {
    const core::Outlook outlook = engine_.outlook(item, now_);
    if (outlook.open && outlook.open->snoozed_until) return open_moment(item, *outlook.open);
    if (!outlook.coming) return std::nullopt;
    return coming_moment(item, *outlook.coming, &outlook);
}

std::optional<std::pair<Instant, Moment>> Views::coming_of(std::size_t item) const {
    const core::Outlook outlook = engine_.outlook(item, now_);
    if (!outlook.coming) return std::nullopt;
    return std::pair{outlook.shown_at.value_or(outlook.coming->moment), coming_moment(item, *outlook.coming, &outlook)};
}

std::optional<Moment> Views::next_about(PersonIndex person) const {
    std::optional<std::pair<Instant, Moment>> next;
    for (std::size_t item = 0; item < engine_.plan().touchpoints.size(); ++item) {
        if (!is_about(engine_.plan().touchpoints[item], person)) continue;
        auto coming = coming_of(item);
        if (coming && (!next || coming->first < next->first)) next = std::move(coming);
    }
    return next ? std::optional{std::move(next->second)} : std::nullopt;
}

protocol::Today Views::today() const {
    const core::DayPlan& days = engine_.days();
    const Date day = days.day_of(now_);
    const Instant day_end = days.day_end(day);
    protocol::Today today;
    today.now = stamp(now_);
    today.date = to_text(day);
    today.places_used = engine_.ledger().places_used(day);
    today.daily_limit = engine_.plan().daily_limit;
    std::vector<std::pair<Instant, Moment>> open;
    std::vector<std::pair<Instant, Moment>> coming;
    for (std::size_t item = 0; item < engine_.plan().touchpoints.size(); ++item) {
        const bool asks = !engine_.plan().touchpoints[item].announces;   // a heads-up waits for no answer
        for (const core::Occurrence& one : engine_.ledger().item(item).open)
            if (asks) open.emplace_back(one.planned, open_moment(item, one));
        if (const auto earliest = engine_.earliest(item, now_); !earliest || *earliest >= day_end) continue;
        const core::Outlook outlook = engine_.outlook(item, now_);
        if (!outlook.coming) continue;
        // What rests as a whole is not told of one by one.
        const bool rests = outlook.held_by == core::Gate::season || outlook.held_by == core::Gate::energy;
        const bool held = outlook.held_by != core::Gate::none && !rests;
        const Instant at = outlook.shown_at.value_or(outlook.coming->moment);
        if (held || at < day_end) coming.emplace_back(at, coming_moment(item, *outlook.coming, &outlook));
    }
    today.open = in_order(std::move(open));
    today.coming = in_order(std::move(coming));
    if (today.coming.empty()) {
        protocol::Agenda next = agenda(now_ + std::chrono::hours{24 * 366}, 1);
        if (!next.moments.empty()) today.next = std::move(next.moments.front());
    }
    return today;
}

std::vector<std::pair<Instant, Moment>> Views::coming_moments(std::size_t item, Instant until, std::size_t limit) const {
    std::vector<std::pair<Instant, Moment>> moments;
    const core::Outlook outlook = engine_.outlook(item, now_);
    for (std::optional<core::SlotTimes> slot = outlook.coming; slot && moments.size() < limit;
         slot = engine_.days().next(item, slot->slot)) {
        const bool first = moments.empty();
        const Instant at = first && outlook.shown_at ? *outlook.shown_at : slot->moment;
        if (at >= until) break;
        moments.emplace_back(at, coming_moment(item, *slot, first ? &outlook : nullptr));
    }
    return moments;
}

protocol::Agenda Views::agenda(Instant until, std::size_t limit) const {
    protocol::Agenda agenda;
    agenda.now = stamp(now_);
    Upcoming upcoming{engine_, now_, until};
    while (const auto next = upcoming.next()) {
        agenda.more = agenda.moments.size() == limit;
        if (agenda.more) break;
        const core::Outlook* const outlook = next->outlook ? &*next->outlook : nullptr;
        agenda.moments.push_back(coming_moment(next->item, next->slot, outlook));
    }
    return agenda;
}

protocol::People Views::people() const {
    const Plan& plan = engine_.plan();
    // One look at each item, not one at each pair of item and person.
    std::vector<std::optional<std::pair<Instant, Moment>>> next(plan.people.size());
    for (std::size_t item = 0; item < plan.touchpoints.size(); ++item) {
        const auto coming = coming_of(item);
        if (!coming) continue;
        for (const PersonIndex person : core::people(plan.touchpoints[item].audience))
            if (!next[person] || coming->first < next[person]->first) next[person] = coming;
    }
    protocol::People people;
    people.now = stamp(now_);
    for (PersonIndex index = 0; index < plan.people.size(); ++index) {
        const Person& person = plan.people[index];
        protocol::PersonLine line{.id = person.id,
                                  .name = person.name,
                                  .circle = person.circle,
                                  .distance = person.distance,
                                  .last_contact = {},
                                  .next = {},
                                  .hold = hold_on(index)};
        if (const auto& last = engine_.ledger().person(index).last_contact) line.last_contact = stamp(*last);
        if (next[index]) line.next = std::move(next[index]->second);
        people.people.push_back(std::move(line));
    }
    return people;
}

}   // namespace kith::app
