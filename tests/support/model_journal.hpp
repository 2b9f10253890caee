#pragma once
// A journal in memory that keeps the same promises, and can fail.

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "daemon/app/ports.hpp"

namespace kith::testing {

class ModelJournal final : public app::Journal {
  public:
    bool fails = false;

    tl::expected<core::Saved, app::StoreError> load() override {
        if (fails) return failure();
        core::Saved saved{.general = general_, .items = {}, .people = {}};
        for (const auto& [id, item] : items_) saved.items.push_back(item);
        for (const auto& [id, person] : people_) saved.people.push_back(person);
        saved.follow_ups = follow_ups_;
        return saved;
    }
    tl::expected<void, app::StoreError> append(const std::vector<core::Record>& added, const core::Changed& changed) override {
        if (fails) return failure();
        for (const core::Record& record : added) {
            if (record.seq != records.size() + 1) return tl::unexpected{app::StoreError{"a hole in the sequence", false}};
            records.push_back(record);
            if (const auto* undone = std::get_if<core::record::Undone>(&record.body)) undone_.insert(undone->cause);
            if (record.action && !is_undo(record.cause) && (actions_.empty() || actions_.back() != record.cause))
                actions_.push_back(record.cause);
            if (const auto* contact = std::get_if<core::record::Contacted>(&record.body))
                for (const std::string& person : contact->people) contacts_[person].push_back(record.seq);
        }
        general_ = changed.general;
        for (const core::ItemState& item : changed.items) items_[item.id] = item;
        for (const core::PersonState& person : changed.people) people_[person.id] = person;
        if (changed.follow_ups) follow_ups_ = *changed.follow_ups;
        return {};
    }
    tl::expected<std::optional<core::ActionRecords>, app::StoreError> latest_action() override {
        if (fails) return failure();
        while (!actions_.empty() && undone_.contains(actions_.back())) actions_.pop_back();
        if (actions_.empty()) return std::nullopt;
        const core::Sequence cause = actions_.back();
        core::ActionRecords action;
        for (core::Sequence seq = cause; seq <= records.size() && records[seq - 1].cause == cause; ++seq)
            action.records.push_back(records[seq - 1]);
        for (const core::Record& record : action.records)
            if (const auto* contact = std::get_if<core::record::Contacted>(&record.body))
                for (const std::string& person : contact->people)
                    action.people.push_back({person, last_contact_without(person, cause), {}});
        return action;
    }
    tl::expected<std::vector<app::HistoryEntry>, app::StoreError> history(const app::HistoryQuery& query) override {
        if (fails) return failure();
        std::vector<app::HistoryEntry> entries;
        auto add = [&](const core::Record& record) {
            if (entries.size() < query.limit && fits(record, query)) entries.push_back({record, undone_.contains(record.cause)});
        };
        if (query.newest_first)
            std::for_each(records.rbegin(), records.rend(), add);
        else
            std::for_each(records.begin(), records.end(), add);
        return entries;
    }
    tl::expected<std::vector<core::Sequence>, app::StoreError> forget(const app::TextsQuery& query) override {
        if (fails) return failure();
        std::vector<core::Sequence> gone;
        for (core::Record& record : records) {
            const auto names = [&](const std::string& name) {
                const std::string item = item_of(record);
                const std::vector<std::string> people = people_of(record);
                return item == name || item.starts_with(name + "/") || std::find(people.begin(), people.end(), name) != people.end();
            };
            const bool meant = std::any_of(query.names.begin(), query.names.end(), names) ||
                               std::find(query.records.begin(), query.records.end(), record.seq) != query.records.end();
            if (!meant || record.text.empty()) continue;
            record.text.clear();
            gone.push_back(record.seq);
        }
        return gone;
    }
    tl::expected<void, app::StoreError> remember_shown(const app::ShownAs& shown) override {
        shown_[shown.notice] = shown;
        // As the real one: what is long gone is forgotten.
        if (shown_.size() > 50) shown_.erase(shown_.begin());
        return {};
    }
    tl::expected<std::vector<app::ShownAs>, app::StoreError> shown() override {
        std::vector<app::ShownAs> all;
        for (const auto& [notice, one] : shown_) all.push_back(one);
        return all;
    }
    tl::expected<void, app::StoreError> reopen() override {
        if (fails) return failure();
        return {};
    }
    [[nodiscard]] Status status() const override { return {.path = "memory", .events = records.size(), .device = "model", .remarks = {}}; }

    std::vector<core::Record> records;

  private:
    static tl::unexpected<app::StoreError> failure() { return tl::unexpected{app::StoreError{"the model's disk is full", true}}; }
    [[nodiscard]] bool is_undo(core::Sequence cause) const { return std::holds_alternative<core::record::Undone>(records[cause - 1].body); }
    [[nodiscard]] std::optional<core::Instant> last_contact_without(const std::string& person, core::Sequence cause) const {
        std::optional<core::Instant> last;
        const auto found = contacts_.find(person);
        if (found == contacts_.end()) return last;
        for (const core::Sequence seq : found->second) {
            const core::Record& record = records[seq - 1];
            if (record.cause == cause || undone_.contains(record.cause)) continue;
            const core::Instant when = std::get<core::record::Contacted>(record.body).when;
            if (!last || *last < when) last = when;
        }
        return last;
    }
    static bool fits(const core::Record& record, const app::HistoryQuery& query) {
        if (query.newest_first ? query.before != 0 && record.seq >= query.before : record.seq <= query.after) return false;
        if (query.since && record.at < *query.since) return false;
        const auto former = [&](const std::string& name) {
            return std::find(query.former.begin(), query.former.end(), name) != query.former.end();
        };
        if (!query.item.empty() && item_of(record) != query.item && !former(item_of(record))) return false;
        if (query.person.empty()) return true;
        const std::vector<std::string> people = people_of(record);
        return std::any_of(people.begin(), people.end(), [&](const auto& person) { return person == query.person || former(person); });
    }
    static std::vector<std::string> people_of(const core::Record& record) {
        if (const auto* contact = std::get_if<core::record::Contacted>(&record.body)) return contact->people;
        if (const auto* noted = std::get_if<core::record::Noted>(&record.body)) return noted->people;
        return {};
    }
    static std::string item_of(const core::Record& record) {
        struct Item {
            std::string operator()(const core::record::Appeared& r) const { return r.item; }
            std::string operator()(const core::record::Vanished& r) const { return r.item; }
            std::string operator()(const core::record::Nudged& r) const { return r.what.item; }
            std::string operator()(const core::record::Closed& r) const { return r.what.item; }
            std::string operator()(const core::record::Snoozed& r) const { return r.what.item; }
            std::string operator()(const core::record::Contacted& r) const { return r.item; }
            std::string operator()(const core::record::Reopened& r) const { return r.what.item; }
            std::string operator()(const core::record::Felt&) const { return {}; }
            std::string operator()(const core::record::Left&) const { return {}; }
            std::string operator()(const core::record::Unfolded&) const { return {}; }
            std::string operator()(const core::record::Away&) const { return {}; }
            std::string operator()(const core::record::ClockSet&) const { return {}; }
            std::string operator()(const core::record::Undone&) const { return {}; }
            std::string operator()(const core::record::ContactsReturned&) const { return {}; }
            std::string operator()(const core::record::Counting& r) const { return r.item; }
            std::string operator()(const core::record::Picked& r) const { return r.what.item; }
            std::string operator()(const core::record::Hushed&) const { return {}; }
            std::string operator()(const core::record::Paused& r) const { return r.id; }
            std::string operator()(const core::record::Resumed& r) const { return r.id; }
            std::string operator()(const core::record::SeasonChosen&) const { return {}; }
            std::string operator()(const core::record::EnergySet&) const { return {}; }
            std::string operator()(const core::record::Turned&) const { return {}; }
            std::string operator()(const core::record::Noted&) const { return {}; }
            std::string operator()(const core::record::Forgotten&) const { return {}; }
            std::string operator()(const core::record::Renamed& r) const { return r.to; }
            std::string operator()(const core::record::FollowUpMade& r) const { return core::follow_up_id(r.what.kind, r.what.number); }
            std::string operator()(const core::record::FollowUpOffered& r) const { return core::follow_up_id(r.kind, r.number); }
            std::string operator()(const core::record::FollowUpClosed& r) const { return core::follow_up_id(r.what.kind, r.what.number); }
        };
        return std::visit(Item{}, record.body);
    }

    core::GeneralState general_;
    std::map<std::string, core::ItemState> items_;
    std::map<std::string, core::PersonState> people_;
    std::vector<core::FollowUp> follow_ups_;
    std::map<core::NoticeId, app::ShownAs> shown_;
    std::set<core::Sequence> undone_;
    std::vector<core::Sequence> actions_;                           ///< by their causes, in order; those undone go in time
    std::map<std::string, std::vector<core::Sequence>> contacts_;   ///< of each person
};

}   // namespace kith::testing
