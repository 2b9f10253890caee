#include "daemon/app/past.hpp"

#include <algorithm>
#include <utility>

#include "config/civil_text.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/holding.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {
namespace {

namespace record = core::record;

std::string occasion_name(core::Occasion occasion) {
    switch (occasion) {
        case core::Occasion::planned:
            return "planned";
        case core::Occasion::gathered:
            return "gathered";
        case core::Occasion::snoozed:
            return "snoozed";
        case core::Occasion::one_by_one:
            return "one by one";
        case core::Occasion::again:
            break;
    }
    return "again";
}

std::string fate_name(core::Fate fate) { return fate == core::Fate::expired ? "expired" : "dismissed"; }

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
};

/// One object a kind, every field of it.
struct Export {
    boost::json::object& json;
    const core::Zone& zone;

    [[nodiscard]] std::string stamp(core::Instant instant) const { return zone.rfc3339(instant); }
    void kind(std::string_view name) const { json["kind"] = name; }
    void what(const core::SlotRef& slot) const {
        json["item"] = slot.item;
        json["slot"] = core::slot_key(slot.slot);
    }
    void times(core::Instant planned, core::Instant due, core::Instant expires) const {
        json["planned"] = stamp(planned);
        json["due"] = stamp(due);
        json["expires"] = stamp(expires);
    }
    void operator()(const record::Appeared& r) const {
        kind("appeared");
        json["item"] = r.item;
        if (r.passed) json["passed"] = core::slot_key(*r.passed);
    }
    void operator()(const record::Vanished& r) const {
        kind("vanished");
        json["item"] = r.item;
    }
    void operator()(const record::Nudged& r) const {
        kind("nudged");
        what(r.what);
        json["notice"] = r.notice;
        json["occasion"] = occasion_name(r.occasion);
        json["takes_place"] = r.takes_place;
        if (r.with_notes) json["with_notes"] = true;
        times(r.planned, r.due, r.expires);
    }
    void operator()(const record::Closed& r) const {
        kind(ending_name(r.how));
        what(r.what);
        if (r.why != core::Gate::none) json["gate"] = gate_name(r.why);
        json["was_open"] = r.was_open;
        times(r.planned, r.due, r.expires);
        if (r.joined) json["joined"] = core::slot_key(*r.joined);
    }
    void operator()(const record::Snoozed& r) const {
        kind("snoozed");
        what(r.what);
        json["until"] = stamp(r.until);
        json["expires"] = stamp(r.expires);
    }
    void operator()(const record::Contacted& r) const {
        kind("contact");
        json["people"] = boost::json::array(r.people.begin(), r.people.end());
        json["contact"] = r.kind;
        if (r.minutes) json["minutes"] = *r.minutes;
        if (r.felt) json["felt"] = felt_name(*r.felt);
        json["when"] = stamp(r.when);
        if (!r.item.empty()) json["item"] = r.item;
    }
    void operator()(const record::Felt& r) const {
        kind("felt");
        json["of"] = r.contact;
        json["felt"] = felt_name(r.felt);
    }
    void operator()(const record::Left& r) const {
        kind(fate_name(r.fate));
        json["notice"] = r.notice;
    }
    void operator()(const record::Unfolded& r) const {
        kind("unfolded");
        json["notice"] = r.notice;
    }
    void operator()(const record::Away& r) const {
        kind("away");
        json["from"] = stamp(r.from);
        json["to"] = stamp(r.to);
    }
    void operator()(const record::ClockSet& r) const {
        kind("clock set");
        json["seconds"] = r.by.count();
    }
    void operator()(const record::Undone& r) const {
        kind("undone");
        json["of"] = r.cause;
    }
    void operator()(const record::Reopened& r) const {
        kind("reopened");
        what(r.what);
        json["still_to_come"] = r.still_to_come;
        times(r.planned, r.due, r.expires);
        if (r.joined) json["joined"] = core::slot_key(*r.joined);
    }
    void operator()(const record::ContactsReturned& r) const {
        kind("contacts returned");
        json["person"] = r.person;
        if (r.last) json["last"] = stamp(*r.last);
    }
    void operator()(const record::Picked& r) const {
        kind("picked");
        what(r.what);
        if (!r.person.empty()) json["person"] = r.person;
    }
    void operator()(const record::Counting& r) const {
        kind("counting");
        what({r.item, r.now.slot});
        if (r.now.from) json["from"] = stamp(*r.now.from);
        json["due"] = stamp(r.now.due);
        if (r.before) json["before"] = core::slot_key(r.before->slot);
    }
    void operator()(const record::Hushed& r) const {
        kind("quiet");
        if (!r.hush) return;
        json["since"] = stamp(r.hush->since);
        json["until"] = stamp(r.hush->until);
    }
    void operator()(const record::Paused& r) const {
        kind("paused");
        json["name"] = r.id;
        if (r.until) json["until"] = stamp(*r.until);
    }
    void operator()(const record::Resumed& r) const {
        kind("resumed");
        json["name"] = r.id;
    }
    void operator()(const record::SeasonChosen& r) const {
        kind("season");
        if (!r.season) return;
        json["season"] = r.season->id;
        json["since"] = stamp(r.season->since);
        if (r.season->until) json["until"] = stamp(*r.season->until);
    }
    void operator()(const record::EnergySet& r) const {
        kind("energy");
        if (!r.energy) return;
        json["day"] = to_text(Date::of_day_number(r.energy->day));
        json["level"] = core::energy_name(r.energy->level);
    }
    void operator()(const record::Turned& r) const {
        kind("turned");
        json["season"] = r.now.season;
        json["low"] = r.now.low;
    }
    void operator()(const record::Noted& r) const {
        kind("note");
        json["people"] = boost::json::array(r.people.begin(), r.people.end());
    }
    void operator()(const record::Forgotten& r) const {
        kind("forgotten");
        json["texts"] = r.texts;
    }
    void operator()(const record::Renamed& r) const {
        kind("renamed");
        json["from"] = r.from;
        json["to"] = r.to;
        json["person"] = r.person;
    }
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

bool worth_reading(const core::Record& record) {
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

boost::json::object exported(const HistoryEntry& entry, const core::Zone& zone) {
    const core::Record& record = entry.record;
    boost::json::object json;
    json["seq"] = record.seq;
    json["cause"] = record.cause;
    json["at"] = zone.rfc3339(record.at);
    std::visit(Export{json, zone}, record.body);
    if (record.action) json["action"] = true;
    if (!record.text.empty()) json["note"] = record.text;
    if (entry.undone) json["undone"] = true;
    return json;
}

}   // namespace kith::app
