#include "daemon/app/past.hpp"

#include <algorithm>
#include <utility>

#include "config/civil_text.hpp"
#include "daemon/app/views.hpp"
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
            if (touchpoint.id == item) return core::action_text(*plan, touchpoint);
    return item;
}

/// The same of what may be a person.
std::string name_of(const std::string& id, const Plan* plan) {
    if (plan != nullptr)
        for (const Person& person : plan->people)
            if (person.id == id) return person.name;
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
    void follow_up(const core::FollowUpSpec& what) const {
        json["item"] = core::follow_up_id(what.kind, what.number);
        json["person"] = what.person;
        json["made"] = stamp(what.made);
        if (what.made_by != 0) json["made_by"] = what.made_by;
        time("", what.time);
        if (what.repaired) json["repaired"] = true;
    }
    void time(const std::string& prefix, const core::FollowUpTime& time) const {
        if (time.day)
            json[prefix + "day"] = to_text(*time.day);
        else
            json[prefix + "due"] = stamp(time.at);
    }
    void operator()(const record::FollowUpMade& r) const {
        using How = record::FollowUpMade::How;
        kind(r.how == How::made ? "follow-up" : r.how == How::put_off ? "follow-up put off" : "follow-up reopened");
        follow_up(r.what);
        if (r.before) time("before_", *r.before);
        json["was_offered"] = r.was_offered;
    }
    void operator()(const record::FollowUpOffered& r) const {
        using How = record::FollowUpOffered::How;
        kind(r.how == How::repair_due ? "repair due" : r.how == How::repair ? "repair offered" : "follow-up offered");
        json["item"] = core::follow_up_id(r.kind, r.number);
        if (r.how == How::late) json["late"] = true;
        if (r.notice != 0) json["notice"] = r.notice;
        if (r.day) json["day"] = to_text(*r.day);
    }
    void operator()(const record::FollowUpClosed& r) const {
        kind("follow-up " + ending_name(r.how));
        follow_up(r.what);
        json["was_offered"] = r.was_offered;
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
