#include "daemon/app/saved_state.hpp"

#include <bit>

#include "config/civil_text.hpp"
#include "daemon/core/seasons.hpp"

namespace kith::app {
namespace {

class Words {
  public:
    explicit Words(const core::Zone& zone) : zone_{zone} {}

    [[nodiscard]] std::string operator()(core::Instant instant) const { return zone_.rfc3339(instant); }
    [[nodiscard]] std::optional<std::string> operator()(const std::optional<core::Instant>& instant) const {
        return instant ? std::optional{zone_.rfc3339(*instant)} : std::nullopt;
    }
    [[nodiscard]] protocol::OpenState operator()(const core::Occurrence& open) const {
        return {.slot = open.slot.number(),
                .planned = (*this)(open.planned),
                .due = (*this)(open.due),
                .expires = (*this)(open.expires),
                .snoozed_until = (*this)(open.snoozed_until),
                .notice = static_cast<std::int64_t>(open.notice),
                .occasion = std::string{protocol::occasions.at(static_cast<std::size_t>(open.occasion))},
                .visible = open.visible,
                .queued = open.queued,
                .silent = open.silent,
                .put_off = open.put_off,
                .unseen = open.unseen,
                .repeated = open.repeated};
    }
    [[nodiscard]] protocol::ItemInState operator()(const core::ItemState& item) const {
        protocol::ItemInState result{.id = item.id,
                                     .fingerprint = std::bit_cast<std::int64_t>(item.fingerprint),
                                     .handled = {},
                                     .open = {},
                                     .last_nudge = (*this)(item.last_nudge),
                                     .elapsed = {},
                                     .picked = {}};
        if (const auto& elapsed = item.elapsed)
            result.elapsed = {.slot = elapsed->slot.number(), .from = (*this)(elapsed->from), .due = (*this)(elapsed->due)};
        for (const core::Pick& pick : item.picked) result.picked.push_back({.slot = pick.slot.number(), .person = pick.person});
        for (const core::SlotRange& range : item.handled) result.handled.push_back({.first = range.first, .last = range.last});
        for (const core::Occurrence& open : item.open) result.open.push_back((*this)(open));
        return result;
    }
    [[nodiscard]] protocol::PersonInState operator()(const core::PersonState& person) const {
        return {.id = person.id, .last_contact = (*this)(person.last_contact), .last_nudge = (*this)(person.last_nudge)};
    }
    [[nodiscard]] protocol::GeneralInState operator()(const core::GeneralState& general) const {
        protocol::GeneralInState result{.next_sequence = static_cast<std::int64_t>(general.next_sequence),
                                        .next_notice = static_cast<std::int64_t>(general.next_notice),
                                        .last_nudge = (*this)(general.last_nudge),
                                        .last_seen = (*this)(general.last_seen),
                                        .days = {},
                                        .hush = {},
                                        .pauses = {},
                                        .season = {},
                                        .energy = {},
                                        .in_force = {}};
        if (const auto& season = general.season)
            result.season = {.id = season->id, .since = (*this)(season->since), .until = (*this)(season->until)};
        if (const auto& energy = general.energy)
            result.energy = {.day = to_text(Date::of_day_number(energy->day)), .level = core::energy_name(energy->level)};
        if (const core::InForce& force = general.in_force; force != core::InForce{})
            result.in_force = {.season = force.season, .low = force.low};
        if (general.hush) result.hush = {.since = (*this)(general.hush->since), .until = (*this)(general.hush->until)};
        for (const core::Pause& pause : general.pauses) result.pauses.push_back({.id = pause.id, .until = (*this)(pause.until)});
        for (const core::DayCount& count : general.days)
            result.days.push_back({.day = to_text(Date::of_day_number(count.day)), .places = count.places});
        return result;
    }
    [[nodiscard]] protocol::FollowUpState operator()(const core::FollowUp& one) const {
        const auto& day = one.what.time.day;
        return {.number = one.what.number,
                .kind = std::string{core::follow_up_word(one.what.kind)},
                .person = one.what.person,
                .made = (*this)(one.what.made),
                .made_by = static_cast<std::int64_t>(one.what.made_by),
                .day = day ? std::optional{to_text(*day)} : std::nullopt,
                .due = day ? std::nullopt : std::optional{(*this)(one.what.time.at)},
                .repaired = one.what.repaired,
                .offers = one.offers,
                .first_offered = (*this)(one.first_offered),
                .last_offered = (*this)(one.last_offered),
                .notice = static_cast<std::int64_t>(one.notice),
                .visible = one.visible,
                .repairs = one.repairs,
                .repair_day = one.repair_day ? std::optional{to_text(*one.repair_day)} : std::nullopt,
                .closed = one.closed};
    }

  private:
    const core::Zone& zone_;
};

}   // namespace

protocol::State state_of(const core::Saved& saved, const core::Zone& zone) {
    const Words words{zone};
    protocol::State state;
    state.general = words(saved.general);
    for (const core::ItemState& item : saved.items) state.items.push_back(words(item));
    for (const core::PersonState& person : saved.people) state.people.push_back(words(person));
    for (const core::FollowUp& one : saved.follow_ups) state.follow_ups.push_back(words(one));
    return state;
}

std::size_t entries_of(const core::Saved& saved) {
    std::size_t entries = saved.items.size() + saved.people.size();
    for (const core::ItemState& item : saved.items) entries += item.open.size() + item.handled.size();
    return entries;
}

}   // namespace kith::app
