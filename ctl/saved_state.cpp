#include "ctl/saved_state.hpp"

#include <algorithm>
#include <bit>

#include <absl/time/time.h>

#include "config/civil_text.hpp"
#include "config/problem.hpp"
#include "daemon/core/seasons.hpp"

namespace kith::ctl {
namespace {

/// Reads member by member; the first that can't be read is remembered.
class Reader {
  public:
    std::string fault;

    core::Instant instant(const std::string& text) {
        if (const auto instant = instant_of(text)) return *instant;
        refuse('"' + printable(text) + "\" is no moment");
        return {};
    }
    std::optional<core::Instant> instant(const std::optional<std::string>& text) {
        return text ? std::optional{instant(*text)} : std::nullopt;
    }
    core::Occasion occasion(const std::string& text) {
        const auto* const found = std::find(protocol::occasions.begin(), protocol::occasions.end(), text);
        if (found == protocol::occasions.end()) refuse('"' + printable(text) + "\" is no occasion");
        return static_cast<core::Occasion>(found == protocol::occasions.end() ? 0 : found - protocol::occasions.begin());
    }
    core::Slot slot(std::int64_t number) {
        const auto slot = core::Slot::of_number(number);
        if (!slot) refuse(std::to_string(number) + " is no slot");
        return slot.value_or(core::Slot{});
    }
    core::Occurrence occurrence(const protocol::OpenState& open) {
        return {.slot = slot(open.slot),
                .planned = instant(open.planned),
                .due = instant(open.due),
                .expires = instant(open.expires),
                .snoozed_until = instant(open.snoozed_until),
                .notice = static_cast<core::NoticeId>(open.notice),
                .occasion = occasion(open.occasion),
                .visible = open.visible,
                .queued = open.queued,
                .silent = open.silent,
                .put_off = open.put_off,
                .unseen = open.unseen,
                .repeated = open.repeated};
    }
    core::ItemState item(const protocol::ItemInState& item) {
        core::ItemState result{.id = item.id,
                               .fingerprint = std::bit_cast<std::uint64_t>(item.fingerprint),
                               .handled = {},
                               .open = {},
                               .last_nudge = instant(item.last_nudge),
                               .elapsed = {},
                               .picked = {}};
        if (item.elapsed)
            result.elapsed = {.slot = slot(item.elapsed->slot), .from = instant(item.elapsed->from), .due = instant(item.elapsed->due)};
        for (const protocol::PickState& pick : item.picked) result.picked.push_back({.slot = slot(pick.slot), .person = pick.person});
        for (const protocol::SlotNumbers& range : item.handled) result.handled.push_back({.first = range.first, .last = range.last});
        for (const protocol::OpenState& open : item.open) result.open.push_back(occurrence(open));
        return result;
    }
    core::PersonState person(const protocol::PersonInState& person) {
        return {.id = person.id, .last_contact = instant(person.last_contact), .last_nudge = instant(person.last_nudge)};
    }
    core::DayCount day(const protocol::DayInState& day) {
        const auto date = parse_date(day.day);
        if (!date) refuse('"' + printable(day.day) + "\" is no date");
        return {.day = static_cast<std::int32_t>(date.value_or(Date{}).day_number()), .places = static_cast<std::int32_t>(day.places)};
    }
    core::DayEnergy energy(const protocol::EnergyState& energy) {
        const auto level = core::parse_energy(energy.level);
        if (!level) refuse('"' + printable(energy.level) + "\" is no energy");
        return {.day = day({.day = energy.day, .places = 0}).day, .level = level.value_or(core::Energy::normal)};
    }
    core::GeneralState general(const protocol::GeneralInState& general) {
        core::GeneralState result{.next_sequence = static_cast<core::Sequence>(general.next_sequence),
                                  .next_notice = static_cast<core::NoticeId>(general.next_notice),
                                  .last_nudge = instant(general.last_nudge),
                                  .last_seen = instant(general.last_seen),
                                  .days = {},
                                  .hush = {},
                                  .pauses = {},
                                  .season = {},
                                  .energy = {},
                                  .in_force = {}};
        if (const auto& season = general.season)
            result.season = core::ChosenSeason{.id = season->id, .since = instant(season->since), .until = instant(season->until)};
        if (const auto& energy = general.energy) result.energy = this->energy(*energy);
        if (const auto& force = general.in_force) result.in_force = {.season = force->season, .low = force->low};
        if (general.hush) result.hush = core::Hush{.since = instant(general.hush->since), .until = instant(general.hush->until)};
        for (const protocol::PauseState& pause : general.pauses) result.pauses.push_back({.id = pause.id, .until = instant(pause.until)});
        for (const protocol::DayInState& count : general.days) result.days.push_back(day(count));
        return result;
    }
    Date date(const std::string& text) {
        const auto date = parse_date(text);
        if (!date) refuse('"' + printable(text) + "\" is no date");
        return date.value_or(Date{});
    }
    core::FollowUp follow_up(const protocol::FollowUpState& one) {
        const auto kind = core::follow_up_kind(one.kind);
        if (!kind) refuse('"' + printable(one.kind) + "\" is no kind of follow-up");
        if (one.day.has_value() == one.due.has_value()) refuse("a follow-up has a day or a moment");
        core::FollowUp result;
        result.what = {.number = static_cast<core::FollowUpNumber>(one.number),
                       .kind = kind.value_or(core::FollowUpKind::ask),
                       .person = one.person,
                       .made = instant(one.made),
                       .made_by = static_cast<std::uint64_t>(one.made_by),
                       .time = {.day = {}, .at = instant(one.due).value_or(core::Instant{})},
                       .repaired = one.repaired};
        if (one.day) result.what.time.day = date(*one.day);
        result.first_offered = instant(one.first_offered);
        result.last_offered = instant(one.last_offered);
        // Without its latest time there is nothing that a repeat could be reckoned from.
        const bool known = one.offers >= 0 && (one.offers == 0 || result.last_offered);
        result.offers = known && one.offers < core::offers_at_most ? static_cast<std::int32_t>(one.offers) : core::offers_at_most;
        result.notice = static_cast<core::NoticeId>(one.notice);
        result.visible = one.visible;
        result.repairs = one.repairs;
        if (one.repair_day) result.repair_day = date(*one.repair_day);
        result.closed = one.closed;
        return result;
    }

  private:
    void refuse(std::string what) {
        if (fault.empty()) fault = std::move(what);
    }
};

}   // namespace

std::optional<core::Instant> instant_of(const std::string& rfc3339) {
    absl::Time instant;
    if (!absl::ParseTime(absl::RFC3339_full, rfc3339, &instant, nullptr)) return std::nullopt;
    return core::Instant{core::Seconds{absl::ToUnixSeconds(instant)}};
}

tl::expected<core::Saved, std::string> saved_state(const protocol::State& state) {
    Reader reader;
    core::Saved saved{.general = reader.general(state.general), .items = {}, .people = {}, .follow_ups = {}};
    for (const protocol::ItemInState& item : state.items) saved.items.push_back(reader.item(item));
    for (const protocol::PersonInState& person : state.people) saved.people.push_back(reader.person(person));
    for (const protocol::FollowUpState& one : state.follow_ups) saved.follow_ups.push_back(reader.follow_up(one));
    if (!reader.fault.empty()) return tl::unexpected{reader.fault};
    return saved;
}

}   // namespace kith::ctl
