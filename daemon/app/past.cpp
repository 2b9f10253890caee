#include "daemon/app/past.hpp"

#include <utility>

#include "config/civil_text.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/engine.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {
namespace {

namespace record = core::record;

/// What an item is called: its `do`, or its id where the plan no longer has it.
std::string title(const std::string& item, const Plan* plan) {
    if (plan != nullptr)
        for (const Touchpoint& touchpoint : plan->touchpoints)
            if (core::is_called(touchpoint, item)) return core::action_text(*plan, touchpoint);
    return item;
}

/// The same of what may be a person.
std::string name_of(const std::string& id, const Plan* plan) {
    if (plan != nullptr)
        for (const Person& person : plan->people)
            if (core::is_called(person, id)) return person.name;
    return title(id, plan);
}

/// As a person would say it, without a verdict.
std::string ending_words(core::Ending ending) {
    switch (ending) {
        case core::Ending::skipped:
            return "not this time";
        case core::Ending::lapsed:
            return "let go";
        default:
            return ending_name(ending);
    }
}

std::string names(const std::vector<std::string>& people, const Plan* plan) {
    return core::names_of(plan != nullptr ? *plan : Plan{}, people);
}

/// Fills in kind, text, item and people.
struct Line {
    protocol::HistoryLine& line;
    const Plan* plan;
    const core::Zone& zone;
    core::Instant at;

    void set(std::string kind, std::string text, std::string item = {}) const {
        line.kind = std::move(kind);
        line.text = std::move(text);
        line.item = std::move(item);
    }
    void operator()(const record::Appeared& r) const { set("appeared", r.item + " begins", r.item); }
    void operator()(const record::Vanished& r) const { set("vanished", r.item + " left the plan", r.item); }
    void operator()(const record::Nudged& r) const {
        std::string text = title(r.what.item, plan) + ": nudged";
        if (r.occasion == core::Occasion::gathered) text += " on coming back";
        if (r.occasion == core::Occasion::snoozed) text += " again, as asked";
        if (r.occasion == core::Occasion::again) text += " once more";
        if (r.occasion == core::Occasion::heads_up) text = title(r.what.item, plan) + ": announced";
        set("nudged", std::move(text), r.what.item);
    }
    void operator()(const record::Closed& r) const {
        std::string text = title(r.what.item, plan) + ": " + ending_words(r.how);
        if (r.how == core::Ending::lapsed && !r.was_open && r.why != core::Gate::none) text += ", held by " + gate_name(r.why);
        set(ending_name(r.how), std::move(text), r.what.item);
    }
    void operator()(const record::Snoozed& r) const {
        set("snoozed", title(r.what.item, plan) + ": later, " + core::moment_words(zone, r.until, at), r.what.item);
    }
    void operator()(const record::Contacted& r) const {
        std::string text = names(r.people, plan) + ": " + r.kind;
        if (r.minutes) text += ", " + std::to_string(*r.minutes) + " min";
        if (r.felt) text += ", " + felt_name(*r.felt);
        line.people = r.people;
        set("contact", std::move(text), r.item);
    }
    void operator()(const record::Felt& r) const {
        set("felt", "It felt " + (r.felt == core::Felt::same ? std::string{"the same"} : felt_name(r.felt)));
    }
    void operator()(const record::Left& r) const {
        set(fate_name(r.fate), r.fate == core::Fate::expired ? "The notice left the screen" : "The notice was put away");
    }
    void operator()(const record::Unfolded&) const { set("unfolded", "One by one"); }
    void operator()(const record::Away& r) const { set("away", "Away since " + core::moment_words(zone, r.from, at)); }
    void operator()(const record::ClockSet& r) const {
        set("clock", "The clock was set " + std::string{r.by < core::Seconds{0} ? "back" : "forward"} + " by " +
                         std::to_string(std::abs(r.by.count())) + " s");
    }
    void operator()(const record::Undone&) const { set("undone", "The action before was taken back"); }
    void operator()(const record::Reopened& r) const { set("reopened", title(r.what.item, plan) + ": open again", r.what.item); }
    void operator()(const record::ContactsReturned& r) const { set("contacts returned", r.person); }
    void operator()(const record::Picked& r) const {
        if (!r.person.empty()) line.people = {r.person};
        set("picked", r.person.empty() ? title(r.what.item, plan) + ": nobody this time" : "The turn of " + names({r.person}, plan),
            r.what.item);
    }
    void operator()(const record::Counting& r) const {
        set("counting", title(r.item, plan) + ": next " + core::moment_words(zone, r.now.due, at), r.item);
    }
    void operator()(const record::Hushed& r) const {
        set("quiet", r.hush ? "Quiet until " + core::moment_words(zone, r.hush->until, at) + ", as you asked" : "No longer quiet");
    }
    void operator()(const record::Paused& r) const {
        set("paused", name_of(r.id, plan) + ": paused" + (r.until ? " until " + core::moment_words(zone, *r.until, at) : ""), r.id);
    }
    void operator()(const record::Resumed& r) const { set("resumed", name_of(r.id, plan) + ": no longer paused", r.id); }
    void operator()(const record::SeasonChosen& r) const {
        const bool begins = r.season && !r.season->id.empty();
        set("season",
            begins ? r.season->id + ", as you asked" + (r.season->until ? ", until " + core::moment_words(zone, *r.season->until, at) : "")
                   : "No season, as you asked");
    }
    void operator()(const record::EnergySet& r) const {
        set("energy", std::string{"Energy: "} + core::energy_name(r.energy ? r.energy->level : core::Energy::normal));
    }
    void operator()(const record::Turned& r) const {
        std::string text = r.now.season.empty() ? "Everything is kept" : "The season is " + r.now.season;
        if (r.now.low) text = r.now.season.empty() ? "Only the minimum is kept today" : text + ", and a day of low energy";
        set("turned", std::move(text));
    }
    void operator()(const record::Noted& r) const {
        line.people = r.people;
        set("note", names(r.people, plan) + ": noted");
    }
    void operator()(const record::Forgotten&) const { set("forgotten", "Something you wrote was removed"); }
    void operator()(const record::Renamed& r) const { set("renamed", r.from + " is called " + r.to + " now", r.person ? "" : r.to); }
    void follow_up(const core::FollowUpSpec& what, const std::string& kind, const std::string& words) const {
        line.people = {what.person};
        set(kind, core::follow_up_title(what.kind, name_of(what.person, plan)) + ": " + words, core::follow_up_id(what.kind, what.number));
    }
    void operator()(const record::FollowUpMade& r) const {
        using How = record::FollowUpMade::How;
        const std::string when = r.what.time.day ? to_text(*r.what.time.day) : core::moment_words(zone, r.what.time.at, at);
        if (r.how == How::made) return follow_up(r.what, std::string{core::follow_up_word(r.what.kind)}, "noted for " + when);
        if (r.how == How::put_off) return follow_up(r.what, "snoozed", "later, " + when);
        follow_up(r.what, "reopened", "open again");
    }
    void operator()(const record::FollowUpOffered& r) const {
        using How = record::FollowUpOffered::How;
        const std::string id = core::follow_up_id(r.kind, r.number);
        const char* const words = r.how == How::repair_due ? ": a word about it tomorrow"
                                  : r.how == How::repair   ? ": a word about it"
                                                           : ": nudged";
        set(r.how == How::repair_due ? "repair due" : "nudged", id + words, id);
    }
    void operator()(const record::FollowUpClosed& r) const { follow_up(r.what, ending_name(r.how), ending_words(r.how)); }
};

}   // namespace

std::string ending_name(core::Ending ending) {
    switch (ending) {
        case core::Ending::done:
            return "done";
        case core::Ending::skipped:
            return "skipped";
        case core::Ending::covered:
            return "covered";
        case core::Ending::lapsed:
            return "lapsed";
        case core::Ending::withdrawn:
            break;
    }
    return "withdrawn";
}

std::string fate_name(core::Fate fate) { return fate == core::Fate::expired ? "expired" : "dismissed"; }

std::string felt_name(core::Felt felt) {
    switch (felt) {
        case core::Felt::lighter:
            return "lighter";
        case core::Felt::same:
            return "same";
        case core::Felt::heavier:
            break;
    }
    return "heavier";
}

std::optional<core::Felt> parse_felt(std::string_view text) {
    for (core::Felt felt : {core::Felt::lighter, core::Felt::same, core::Felt::heavier})
        if (text == felt_name(felt)) return felt;
    return std::nullopt;
}

bool worth_reading(const core::Record& record, const core::Engine& engine) {
    if (const auto* closed = std::get_if<record::Closed>(&record.body)) {
        const auto item = engine.find_item(closed->what.item);
        return !item || !engine.plan().touchpoints[*item].announces;
    }
    // Where the person asked for it, what they said is there already.
    if (std::holds_alternative<record::Turned>(record.body) && record.cause != record.seq) return false;
    // Nothing that the person would call a renaming: of its people one was.
    if (const auto* renamed = std::get_if<record::Renamed>(&record.body)) return renamed->from != renamed->to;
    return !std::holds_alternative<record::Appeared>(record.body) && !std::holds_alternative<record::Vanished>(record.body) &&
           !std::holds_alternative<record::ContactsReturned>(record.body) && !std::holds_alternative<record::Unfolded>(record.body) &&
           !std::holds_alternative<record::Counting>(record.body) && !std::holds_alternative<record::Picked>(record.body);
}

protocol::HistoryLine history_line(const HistoryEntry& entry, const Plan* plan, const core::Zone& zone) {
    const core::Record& record = entry.record;
    protocol::HistoryLine line;
    line.seq = static_cast<std::int64_t>(record.seq);
    line.at = zone.rfc3339(record.at);
    // A contact told of later stands at the time it happened.
    if (const auto* contact = std::get_if<record::Contacted>(&record.body)) line.at = zone.rfc3339(contact->when);
    line.undone = entry.undone;
    if (!record.text.empty()) line.note = record.text;
    std::visit(Line{line, plan, zone, record.at}, record.body);
    return line;
}

}   // namespace kith::app
