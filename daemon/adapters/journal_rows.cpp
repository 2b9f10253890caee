#include "daemon/adapters/journal_rows.hpp"

#include <bit>
#include <limits>
#include <utility>

#include "daemon/adapters/journal_follow_ups.hpp"

namespace kith::adapters {

namespace {

namespace record = core::record;

template <typename Enum>
constexpr auto last_of = Enum{};
template <>
constexpr auto last_of<core::Ending> = core::Ending::withdrawn;
template <>
constexpr auto last_of<core::Occasion> = core::Occasion::heads_up;
template <>
constexpr auto last_of<core::Fate> = core::Fate::dismissed;
template <>
constexpr auto last_of<core::Felt> = core::Felt::heavier;
template <>
constexpr auto last_of<core::Gate> = core::Gate::away;
template <>
constexpr auto last_of<core::Energy> = core::Energy::high;

// The enumerators' numbers lie on people's disks. Whoever adds one adds it at the end and moves its line here and above.
template <typename Enum>
constexpr bool goes_from(Enum first, int last) {
    return static_cast<int>(first) == 0 && static_cast<int>(last_of<Enum>) == last;
}
static_assert(goes_from(core::Ending::done, 4));
static_assert(goes_from(core::Occasion::planned, 5));
static_assert(goes_from(core::Fate::expired, 1));
static_assert(goes_from(core::Felt::lighter, 2));
static_assert(goes_from(core::Gate::none, 15) && static_cast<int>(core::Gate::session) == 10);
static_assert(goes_from(core::Energy::low, 2));

/// Thrown and caught in this file only.
struct Damaged {};

std::int64_t need(const std::optional<std::int64_t>& value) {
    if (!value) throw Damaged{};
    return *value;
}

template <typename Enum>
Enum enumerator(const std::optional<std::int64_t>& value) {
    const std::int64_t n = need(value);
    if (n < 0 || n > static_cast<std::int64_t>(last_of<Enum>)) throw Damaged{};
    return static_cast<Enum>(n);
}

bool truth(const std::optional<std::int64_t>& value) {
    const std::int64_t n = need(value);
    if (n != 0 && n != 1) throw Damaged{};
    return n == 1;
}

std::uint64_t unsigned_bits(const std::optional<std::int64_t>& value) { return std::bit_cast<std::uint64_t>(need(value)); }

core::Instant instant(const std::optional<std::int64_t>& value) { return to_instant(need(value)); }

core::Slot slot_of(const std::optional<std::int64_t>& value) {
    const auto found = core::Slot::of_number(need(value));
    if (!found) throw Damaged{};
    return *found;
}

std::optional<core::Slot> maybe_slot(const std::optional<std::int64_t>& value) {
    if (!value) return std::nullopt;
    return slot_of(value);
}

core::SlotRef slot(const EventRow& row) { return {row.item, slot_of(row.slot)}; }

std::optional<std::int32_t> maybe_minutes(const std::optional<std::int64_t>& value) {
    if (!value) return std::nullopt;
    if (!std::in_range<std::int32_t>(*value)) throw Damaged{};
    return static_cast<std::int32_t>(*value);
}

record::Nudged read_nudged(const EventRow& row, core::Instant due, core::Instant expires) {
    const std::int64_t flags = need(row.flag);
    if (flags < 0 || flags > (place_bit | notes_bit)) throw Damaged{};
    return {.what = slot(row),
            .notice = unsigned_bits(row.ref),
            .occasion = enumerator<core::Occasion>(row.how),
            .takes_place = (flags & place_bit) != 0,
            .planned = instant(row.moment),
            .due = due,
            .expires = expires,
            .with_notes = (flags & notes_bit) != 0};
}

record::Contacted read_contacted(const EventRow& row) {
    record::Contacted body;
    body.people = row.people;
    body.kind = row.by;
    body.minutes = maybe_minutes(row.ref);
    if (row.how) body.felt = enumerator<core::Felt>(row.how);
    body.when = to_instant(row.moment.value_or(row.at));
    body.item = row.item;
    return body;
}

record::Counting read_counting(const EventRow& row) {
    record::Counting body{
        .item = row.item, .now = {.slot = slot_of(row.slot), .from = to_instant(row.due), .due = instant(row.moment)}, .before = {}};
    if (row.joined) body.before = core::Elapsed{.slot = slot_of(row.joined), .from = to_instant(row.ref), .due = instant(row.expires)};
    return body;
}

record::Hushed read_hushed(const EventRow& row) {
    record::Hushed body;
    if (row.moment) body.hush = core::Hush{.since = to_instant(*row.moment), .until = to_instant(sum(need(row.expires), *row.moment))};
    if (row.due) body.before = core::Hush{.since = to_instant(*row.due), .until = instant(row.joined)};
    return body;
}

record::SeasonChosen read_season(const EventRow& row) {
    record::SeasonChosen body;
    if (row.moment) body.season = core::ChosenSeason{.id = row.item, .since = to_instant(*row.moment), .until = to_instant(row.expires)};
    if (row.due) body.before = core::ChosenSeason{.id = row.by, .since = to_instant(*row.due), .until = to_instant(row.joined)};
    return body;
}

std::optional<core::DayEnergy> day_energy(const std::optional<std::int64_t>& day, const std::optional<std::int64_t>& level) {
    if (!day) return std::nullopt;
    if (!std::in_range<std::int32_t>(*day)) throw Damaged{};
    return core::DayEnergy{.day = static_cast<std::int32_t>(*day), .level = enumerator<core::Energy>(level)};
}

core::RecordBody read_body(const EventRow& row) {
    const auto expires = [&row] { return to_instant(sum(need(row.expires), need(row.moment))); };
    // due is absent where it equals moment.
    const auto due = [&row] { return row.due ? to_instant(*row.due) : instant(row.moment); };
    if (row.kind < 0 || row.kind > std::numeric_limits<std::uint8_t>::max()) throw Damaged{};
    switch (static_cast<RecordKind>(row.kind)) {
        case RecordKind::appeared:
            return record::Appeared{row.item, unsigned_bits(row.ref), maybe_slot(row.joined)};
        case RecordKind::vanished:
            return record::Vanished{row.item};
        case RecordKind::nudged:
            return read_nudged(row, due(), expires());
        case RecordKind::closed:
            return record::Closed{slot(row),
                                  enumerator<core::Ending>(row.how),
                                  enumerator<core::Gate>(row.ref),
                                  truth(row.flag),
                                  instant(row.moment),
                                  due(),
                                  expires(),
                                  maybe_slot(row.joined)};
        case RecordKind::snoozed:
            return record::Snoozed{slot(row), instant(row.moment), expires(), due()};
        case RecordKind::contacted:
            return read_contacted(row);
        case RecordKind::felt:
            return record::Felt{unsigned_bits(row.ref), enumerator<core::Felt>(row.how)};
        case RecordKind::left:
            return record::Left{unsigned_bits(row.ref), enumerator<core::Fate>(row.how)};
        case RecordKind::unfolded:
            return record::Unfolded{unsigned_bits(row.ref)};
        case RecordKind::away:
            return record::Away{instant(row.moment), due()};
        case RecordKind::clock_set:
            return record::ClockSet{core::Seconds{need(row.ref)}};
        case RecordKind::undone:
            return record::Undone{unsigned_bits(row.ref)};
        case RecordKind::reopened:
            return record::Reopened{slot(row), truth(row.flag), instant(row.moment), due(), expires(), maybe_slot(row.joined)};
        case RecordKind::contacts_returned:
            if (row.people.size() != 1) throw Damaged{};
            return record::ContactsReturned{row.people.front(), to_instant(row.moment)};
        case RecordKind::counting:
            return read_counting(row);
        case RecordKind::picked:
            if (row.people.size() > 1) throw Damaged{};
            return record::Picked{slot(row), row.people.empty() ? std::string{} : row.people.front()};
        case RecordKind::hushed:
            return read_hushed(row);
        case RecordKind::paused:
            return record::Paused{row.item, to_instant(row.moment), truth(row.flag), to_instant(row.due)};
        case RecordKind::resumed:
            return record::Resumed{row.item, to_instant(row.moment)};
        case RecordKind::season_chosen:
            return read_season(row);
        case RecordKind::energy_set:
            return record::EnergySet{day_energy(row.ref, row.how), day_energy(row.joined, row.flag)};
        case RecordKind::turned:
            return record::Turned{{row.item, truth(row.flag)}, {row.by, truth(row.how)}};
        case RecordKind::noted:
            return record::Noted{row.people};
        case RecordKind::forgotten:
            return record::Forgotten{need(row.ref)};
        case RecordKind::renamed:
            if (row.people.size() != 1) throw Damaged{};
            return record::Renamed{row.people.front(), row.item, truth(row.flag), unsigned_bits(row.ref)};
        case RecordKind::follow_up_made:
        case RecordKind::follow_up_offered:
        case RecordKind::follow_up_closed:
            if (auto body = read_follow_up(row)) return *body;
            throw Damaged{};
    }
    throw Damaged{};
}

}   // namespace

std::optional<core::Record> to_record(const EventRow& row, std::string text) {
    try {
        core::Record record;
        record.seq = std::bit_cast<std::uint64_t>(row.seq);
        record.cause = record.seq - std::bit_cast<std::uint64_t>(row.back);
        record.action = truth(row.action);
        record.at = to_instant(row.at);
        record.body = read_body(row);
        record.text = std::move(text);
        return record;
    } catch (const Damaged&) {
        return std::nullopt;
    }
}

std::int64_t chain_after(std::int64_t previous, std::string_view device, const EventRow& row) {
    Digest digest;
    digest.add(previous).add(device).add(row.seq).add(row.back).add(row.kind).add(row.action).add(row.at);
    digest.add(std::string_view{row.item})
        .add(row.slot)
        .add(row.how)
        .add(row.flag)
        .add(row.ref)
        .add(row.moment)
        .add(row.due)
        .add(row.expires);
    digest.add(row.joined).add(std::string_view{row.by}).add(static_cast<std::int64_t>(row.people.size()));
    for (const std::string& person : row.people) digest.add(std::string_view{person});
    return digest.value();
}

}   // namespace kith::adapters
