// Records whole, as `kithctl export` writes them.

#include "config/civil_text.hpp"
#include "daemon/app/past.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/protocol/state.hpp"

namespace kith::app {
namespace {

namespace record = core::record;

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
        json["occasion"] = protocol::occasions.at(static_cast<std::size_t>(r.occasion));
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
