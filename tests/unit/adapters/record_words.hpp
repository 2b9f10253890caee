#pragma once
// Records as text, every field of them, so that two can be compared and a difference can be read.

#include <sstream>
#include <string>

#include "daemon/core/records.hpp"

namespace kith::adapters::test {

class RecordWords {
  public:
    [[nodiscard]] static std::string of(const core::Record& record) {
        RecordWords words;
        words.put(record.seq, record.cause, record.action, record.at, record.text);
        std::visit(words, record.body);
        return words.out_.str();
    }

    RecordWords() = default;
    RecordWords(const RecordWords&) = delete;

    void operator()(const core::record::Appeared& b) { put("appeared", b.item, b.fingerprint, b.passed); }
    void operator()(const core::record::Vanished& b) { put("vanished", b.item); }
    void operator()(const core::record::Nudged& b) {
        put("nudged", b.what, b.notice, b.occasion, b.takes_place, b.planned, b.due, b.expires, b.with_notes);
    }
    void operator()(const core::record::Closed& b) {
        put("closed", b.what, b.how, b.why, b.was_open, b.planned, b.due, b.expires, b.joined);
    }
    void operator()(const core::record::Snoozed& b) { put("snoozed", b.what, b.until, b.expires, b.expired_before); }
    void operator()(const core::record::Contacted& b) {
        put("contacted", b.people.size());
        for (const auto& person : b.people) put(person);
        put(b.kind, b.minutes, b.felt, b.when, b.item);
    }
    void operator()(const core::record::Felt& b) { put("felt", b.contact, b.felt); }
    void operator()(const core::record::Left& b) { put("left", b.notice, b.fate); }
    void operator()(const core::record::Unfolded& b) { put("unfolded", b.notice); }
    void operator()(const core::record::Away& b) { put("away", b.from, b.to); }
    void operator()(const core::record::ClockSet& b) { put("clock set", b.by.count()); }
    void operator()(const core::record::Undone& b) { put("undone", b.cause); }
    void operator()(const core::record::Reopened& b) { put("reopened", b.what, b.still_to_come, b.planned, b.due, b.expires, b.joined); }
    void operator()(const core::record::ContactsReturned& b) { put("returned", b.person, b.last); }
    void operator()(const core::record::Picked& b) { put("picked", b.what, b.person); }
    void operator()(const core::record::Counting& b) {
        put("counting", b.item);
        put_elapsed(b.now);
        if (b.before) put_elapsed(*b.before);
    }
    void operator()(const core::record::Hushed& b) { put("hushed", b.hush, b.before); }
    void operator()(const core::record::Paused& b) { put("paused", b.id, b.until, b.was_paused, b.until_before); }
    void operator()(const core::record::Resumed& b) { put("resumed", b.id, b.until); }
    void operator()(const core::record::SeasonChosen& b) {
        put("season");
        for (const auto& season : {b.season, b.before})
            if (season)
                put("of", season->id, season->since, season->until);
            else
                put("none");
    }
    void operator()(const core::record::EnergySet& b) {
        put("energy");
        for (const auto& energy : {b.energy, b.before})
            put(energy ? energy->day : -1, static_cast<int>(energy ? energy->level : core::Energy::normal));
    }
    void operator()(const core::record::Turned& b) { put("turned", b.now.season, b.now.low, b.before.season, b.before.low); }
    void operator()(const core::record::Noted& b) {
        put("noted", b.people.size());
        for (const auto& person : b.people) put(person);
    }
    void operator()(const core::record::Forgotten& b) { put("forgotten", b.texts); }
    void operator()(const core::record::Renamed& b) { put("renamed", b.from, b.to, b.person, b.fingerprint); }

    void operator()(const core::record::FollowUpMade& b) {
        put("follow-up", b.what, b.how, b.was_offered);
        if (b.before) put(*b.before);
    }
    void operator()(const core::record::FollowUpOffered& b) { put("offered", b.kind, b.number, b.how, b.notice, b.day); }
    void operator()(const core::record::FollowUpClosed& b) { put("follow-up ends", b.what, b.how, b.was_offered); }

  private:
    void put_elapsed(const core::Elapsed& e) { put(e.slot, e.from, e.due); }
    template <typename... Values>
    void put(const Values&... values) {
        (one(values), ...);
    }
    template <typename Value>
    void one(const Value& value) {
        if constexpr (std::is_enum_v<Value>)
            out_ << static_cast<int>(value) << "|";
        else
            out_ << value << "|";
    }
    template <typename Value>
    void one(const std::optional<Value>& value) {
        if (value)
            one(*value);
        else
            out_ << "none|";
    }
    void one(const std::string& value) { out_ << value.size() << ":" << value << "|"; }
    void one(core::Instant value) { out_ << value.time_since_epoch().count() << "s|"; }
    void one(Date value) { out_ << value.day_number() << "day|"; }
    void one(const core::FollowUpTime& value) {
        put(value.day);
        if (!value.day) put(value.at);
    }
    void one(const core::FollowUpSpec& value) {
        put(value.number, value.kind, value.person, value.made, value.made_by, value.time, value.repaired);
    }
    void one(const core::Hush& value) { put(value.since, value.until); }
    void one(core::Slot value) { out_ << value.number() << "d|"; }
    void one(const core::SlotRef& value) { put(value.item, value.slot); }

    std::ostringstream out_;
};

}   // namespace kith::adapters::test
