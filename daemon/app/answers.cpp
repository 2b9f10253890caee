#include "daemon/app/answers.hpp"

#include <algorithm>

#include "config/cadence_text.hpp"
#include "config/civil_text.hpp"
#include "daemon/app/past.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {
namespace {

constexpr std::size_t recent_lines = 5;
constexpr std::size_t next_moments = 3;
/// A page of the journal; and how many are turned at most to find enough lines worth reading.
constexpr std::size_t page = 200;
constexpr int pages_at_most = 5;

std::string schedule_words(const Plan& plan, const Schedule& when) { return in_words(when.every, when.between.value_or(plan.waking)); }

std::string audience_words(const Plan& plan, const Touchpoint& touchpoint) {
    std::string names = std::visit([&](const auto& audience) { return core::names_of(plan, audience.people); }, touchpoint.audience);
    return std::holds_alternative<OneOf>(touchpoint.audience) ? "one of " + names : names;
}

/// "paused (call-mum, mum)".
std::string paused_by(const std::vector<std::string>& pauses) {
    std::string names;
    for (const std::string& id : pauses) names += (names.empty() ? "" : ", ") + id;
    return "paused (" + names + ")";
}

void fill_touchpoint(protocol::Card& card, const core::Engine& engine, const Views& views, std::size_t item) {
    const Plan& plan = engine.plan();
    const Touchpoint& touchpoint = plan.touchpoints[item];
    card.id = touchpoint.id;
    card.kind = "touchpoint";
    card.title = core::action_text(plan, touchpoint);
    card.facts.push_back({"With", audience_words(plan, touchpoint)});
    card.facts.push_back({"When", schedule_words(plan, touchpoint.when)});
    card.facts.push_back({"Counts from", touchpoint.by});
    if (touchpoint.minutes) card.facts.push_back({"Minutes", std::to_string(*touchpoint.minutes)});
    if (touchpoint.minimum) card.facts.push_back({"In hard times", "kept as it is"});
    if (touchpoint.smaller && touchpoint.smaller->action) card.facts.push_back({"In hard times", *touchpoint.smaller->action});
    if (const auto by = views.pauses_of(item); !by.empty()) card.facts.push_back({"For now", paused_by(by)});
    if (auto open = views.open_of(item)) card.next.push_back(std::move(*open));
    for (auto& [at, moment] : views.coming_moments(item, core::Instant::max(), next_moments - card.next.size()))
        card.next.push_back(std::move(moment));
}

void fill_person(protocol::Card& card, const core::Engine& engine, const Views& views, PersonIndex index) {
    const Plan& plan = engine.plan();
    const Person& person = plan.people[index];
    card.id = person.id;
    card.kind = "person";
    card.title = person.name;
    if (!person.circle.empty()) card.facts.push_back({"Circle", person.circle});
    if (person.born) card.facts.push_back({"Born", to_text(person.born->day)});
    if (!person.timezone.empty()) card.facts.push_back({"Zone", person.timezone});
    if (person.awake) card.facts.push_back({"Awake", to_text(*person.awake)});
    if (person.space) card.facts.push_back({"Space", to_text(*person.space)});
    if (const auto hold = views.hold_on(index)) card.facts.push_back({"For now", hold->words});
    if (person.distance) card.facts.push_back({"Distance", "kept: kith brings nothing up about them"});
    const auto& last = engine.ledger().person(index).last_contact;
    card.facts.push_back({"Last contact", last ? views.when_words(*last) : "none noted"});
    for (std::size_t item : touchpoints_about(plan, index))
        card.facts.push_back({plan.touchpoints[item].id, schedule_words(plan, plan.touchpoints[item].when)});
    if (auto next = views.next_about(index)) card.next.push_back(std::move(*next));
}

void fill_checkin(protocol::Card& card, const Plan& plan, const Checkin& checkin) {
    card.id = checkin.id;
    card.kind = "check-in";
    card.title = "Check-in with " + core::names_of(plan, checkin.people);
    card.facts.push_back({"When", schedule_words(plan, checkin.when)});
    for (const Phase& phase : checkin.phases)
        card.facts.push_back({phase.name, to_text(Duration{.months = 0, .days = 0, .seconds = phase.seconds})});
    card.facts.push_back({"Note", "This version of kith keeps its time free of other nudges, and does not run check-ins yet."});
}

/// Sentences about what is open and what comes, the deciding one first.
std::vector<std::string> item_sentences(const core::Engine& engine, const Views& views, std::size_t item, core::Instant now) {
    const Plan& plan = engine.plan();
    const Touchpoint& touchpoint = plan.touchpoints[item];
    std::vector<std::string> sentences;
    if (engine.days().at_distance(item))
        return {"Nothing comes of it: the plan keeps a distance from " + audience_words(plan, touchpoint) + "."};
    const core::Outlook outlook = engine.outlook(item, now);
    if (outlook.open) {
        const core::Occurrence& open = *outlook.open;
        if (open.snoozed_until)
            sentences.push_back("You put it off until " + views.when_words(*open.snoozed_until) + ".");
        else
            sentences.push_back((open.planned > now ? "It is open already, for " : "It is open since ") + views.when_words(open.planned) +
                                ", and stays so until " + views.when_words(open.expires) + ".");
        if (open.unseen && !open.repeated && !open.silent && !open.visible)
            sentences.push_back("Its notice left the screen by itself. It is offered once more when you are back after a while.");
        if (open.silent) sentences.push_back("It was taken back by undo, so it is not shown again.");
    }
    const std::string words = schedule_words(plan, touchpoint.when);
    if (outlook.held_by == core::Gate::paused) {
        sentences.push_back("It is " + views.hold_words(outlook.held_by, outlook.held_until).words + ".");
        for (const std::string& id : views.pauses_of(item)) sentences.push_back("kithctl resume " + id + " ends that sooner.");
        if (!outlook.coming) return sentences;
    }
    const bool rests = outlook.held_by == core::Gate::season || outlook.held_by == core::Gate::energy;
    if (rests) {
        sentences.push_back("It " + views.hold_words(outlook.held_by, outlook.held_until).words + ".");
        if (!outlook.coming) return sentences;
    }
    if (!outlook.coming) {
        sentences.push_back("Nothing more comes of it: \"" + words + "\" has no further free moment.");
        return sentences;
    }
    const core::SlotTimes& slot = *outlook.coming;
    if (outlook.held_by != core::Gate::none && outlook.held_by != core::Gate::paused && !rests)
        sentences.push_back("It is held: " + views.hold_of(item, outlook).words + ".");
    if (outlook.held_by == core::Gate::hushed && !outlook.shown_at) {
        sentences.push_back("By then it is over for this time, which counts neither way.");
        return sentences;
    }
    if (touchpoint.announces) {
        const Touchpoint& announced = plan.touchpoints[touchpoint.announces->touchpoint];
        sentences.push_back("It comes " + views.when_words(outlook.shown_at.value_or(slot.moment)) + ", " +
                            to_text(touchpoint.announces->lead) + " ahead of " + announced.id + ", which is planned for " +
                            views.when_words(slot.due) + ". It is over when that begins or is closed.");
        return sentences;
    }
    sentences.push_back(std::string{outlook.open ? "After that it comes " : "It comes "} +
                        views.when_words(outlook.shown_at.value_or(slot.moment)) + ", by its cadence: " + words + ".");
    if (slot.exact && slot.due != slot.moment)
        sentences.push_back("Its own time, " + views.when_words(slot.due) +
                            ", lies in quiet hours or solitude, so it comes at the nearest free minute.");
    if (!slot.exact)
        sentences.push_back("The minute in its window is drawn from " +
                            std::string{slot.slot.is_elapsed() ? "what it counts from" : "the date"} + ": the same after every restart.");
    return sentences;
}

tl::expected<std::vector<protocol::HistoryLine>, StoreError> nudges_and_fates(Runtime& runtime, const Touchpoint& item) {
    auto entries = runtime.journal().history(
        {.after = 0, .newest_first = true, .before = 0, .since = {}, .item = item.id, .person = {}, .limit = 40, .former = item.was});
    if (!entries) return tl::unexpected{entries.error()};
    std::vector<protocol::HistoryLine> lines;
    const core::Engine& engine = *runtime.engine();
    std::optional<core::Instant> oldest;
    std::vector<core::NoticeId> notices;
    for (const HistoryEntry& entry : *entries) {
        if (lines.size() >= 2 * recent_lines) break;
        if (const auto* nudged = std::get_if<core::record::Nudged>(&entry.record.body)) {
            notices.push_back(nudged->notice);
            oldest = entry.record.at;
        }
        if (worth_reading(entry.record, engine)) lines.push_back(history_line(entry, &engine.plan(), engine.zone()));
    }
    if (!oldest) return lines;
    // How a notice left the screen is kept by the notice, not by the item.
    auto fates = runtime.journal().history(
        {.after = 0, .newest_first = true, .before = 0, .since = oldest, .item = {}, .person = {}, .limit = 1000});
    if (!fates) return tl::unexpected{fates.error()};
    for (const HistoryEntry& entry : *fates)
        if (const auto* left = std::get_if<core::record::Left>(&entry.record.body);
            left != nullptr && std::find(notices.begin(), notices.end(), left->notice) != notices.end())
            lines.push_back(history_line(entry, &engine.plan(), engine.zone()));
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.seq > b.seq; });
    return lines;
}

}   // namespace

tl::expected<std::vector<protocol::HistoryLine>, StoreError> past_lines(Runtime& runtime, HistoryQuery query) {
    const core::Engine& engine = *runtime.engine();
    const std::size_t wanted = query.limit;
    query.newest_first = true;
    query.limit = std::max(wanted, page);
    std::vector<protocol::HistoryLine> lines;
    for (int turned = 0; turned < pages_at_most && lines.size() < wanted; ++turned) {
        auto entries = runtime.journal().history(query);
        if (!entries) return tl::unexpected{entries.error()};
        for (const HistoryEntry& entry : *entries)
            if (worth_reading(entry.record, engine) && lines.size() < wanted)
                lines.push_back(history_line(entry, &engine.plan(), engine.zone()));
        if (entries->size() < query.limit) break;
        query.before = entries->back().record.seq;
    }
    return lines;
}

tl::expected<protocol::Card, StoreError> card(Runtime& runtime, const Named& named) {
    const core::Engine& engine = *runtime.engine();
    const Views views{engine, runtime.now()};
    protocol::Card card;
    card.now = views.stamp(runtime.now());
    HistoryQuery query{.after = 0, .newest_first = true, .before = 0, .since = {}, .item = {}, .person = {}, .limit = recent_lines};
    if (const auto* item = std::get_if<ItemName>(&named)) {
        fill_touchpoint(card, engine, views, item->touchpoint);
    } else if (const auto* checkin = std::get_if<CheckinName>(&named)) {
        fill_checkin(card, engine.plan(), engine.plan().checkins[checkin->checkin]);
    } else {
        fill_person(card, engine, views, std::get<PersonName>(named).person);
        auto notes = noted_about(runtime, named);
        if (!notes) return tl::unexpected{std::move(notes.error())};
        if (!notes->empty()) card.notes = std::move(*notes);
    }
    ask_about(query, engine.plan(), named);
    auto recent = past_lines(runtime, query);
    if (!recent) return tl::unexpected{recent.error()};
    card.recent = std::move(*recent);
    return card;
}

tl::expected<protocol::Why, StoreError> why(Runtime& runtime, const Named& named) {
    const core::Engine& engine = *runtime.engine();
    const core::Instant now = runtime.now();
    const Views views{engine, now};
    protocol::Why why;
    why.now = views.stamp(now);
    if (const auto* item = std::get_if<ItemName>(&named)) {
        why.id = engine.plan().touchpoints[item->touchpoint].id;
        why.sentences = item_sentences(engine, views, item->touchpoint, now);
        why.next = views.next_of(item->touchpoint);
        auto past = nudges_and_fates(runtime, engine.plan().touchpoints[item->touchpoint]);
        if (!past) return tl::unexpected{past.error()};
        why.past = std::move(*past);
        return why;
    }
    if (const auto* checkin = std::get_if<CheckinName>(&named)) {
        why.id = engine.plan().checkins[checkin->checkin].id;
        why.sentences = {"This version of kith keeps its time free of other nudges, and does not run check-ins yet."};
        return why;
    }
    const PersonIndex index = std::get<PersonName>(named).person;
    const Person& person = engine.plan().people[index];
    why.id = person.id;
    if (person.distance) why.sentences.push_back("Nothing comes about " + person.name + ": the plan keeps a distance.");
    if (const auto hold = views.hold_on(index))
        why.sentences.push_back("Nothing comes about " + person.name + ": " + hold->words + ". kithctl resume " + person.id +
                                " ends that.");
    const std::vector<std::size_t> items = touchpoints_about(engine.plan(), index);
    if (items.empty() && !person.distance) why.sentences.push_back("No touchpoint of the plan is about " + person.name + ".");
    if (!person.distance)
        for (std::size_t item : items)
            why.sentences.push_back(engine.plan().touchpoints[item].id + ": " + item_sentences(engine, views, item, now).front());
    why.next = views.next_about(index);
    return why;
}

}   // namespace kith::app
