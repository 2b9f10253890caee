#include "daemon/adapters/journal_rows.hpp"

#include <bit>
#include <limits>
#include <utility>

#include "daemon/adapters/journal_follow_ups.hpp"

namespace kith::adapters {

namespace {

namespace record = core::record;

// The enumerators' numbers lie on people's disks. Whoever adds one adds it at the end and moves its line here.
static_assert(static_cast<int>(core::Ending::done) == 0 && static_cast<int>(core::Ending::withdrawn) == 4);
static_assert(static_cast<int>(core::Occasion::planned) == 0 && static_cast<int>(core::Occasion::again) == 4);
static_assert(static_cast<int>(core::Fate::expired) == 0 && static_cast<int>(core::Fate::dismissed) == 1);
static_assert(static_cast<int>(core::Felt::lighter) == 0 && static_cast<int>(core::Felt::heavier) == 2);
static_assert(static_cast<int>(core::Gate::none) == 0 && static_cast<int>(core::Gate::session) == 10 &&
              static_cast<int>(core::Gate::away) == 15);

template <typename Enum>
constexpr std::int64_t last_of = 0;
template <>
constexpr std::int64_t last_of<core::Ending> = 4;
template <>
constexpr std::int64_t last_of<core::Occasion> = 4;
template <>
constexpr std::int64_t last_of<core::Fate> = 1;
template <>
constexpr std::int64_t last_of<core::Felt> = 2;
template <>
constexpr std::int64_t last_of<core::Gate> = 15;

template <typename Enum>
std::int64_t number(Enum value) {
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> seconds_unless(core::Instant instant, core::Instant usual) {
    if (instant == usual) return std::nullopt;
    return to_seconds(instant);
}

std::optional<std::int64_t> maybe_number(const std::optional<core::Slot>& slot) {
    if (!slot) return std::nullopt;
    return slot->number();
}

void put_times(EventRow& row, core::Instant planned, core::Instant due, core::Instant expires) {
    row.moment = to_seconds(planned);
    row.due = seconds_unless(due, planned);
    row.expires = difference(to_seconds(expires), to_seconds(planned));
}

void put_slot(EventRow& row, const core::SlotRef& what) {
    row.item = what.item;
    row.slot = what.slot.number();
}

/// Fills in what is the body's own.
struct Writer {
    EventRow& row;

    void operator()(const record::Appeared& body) const {
        row.kind = number(RecordKind::appeared);
        row.item = body.item;
        row.ref = std::bit_cast<std::int64_t>(body.fingerprint);
        row.joined = maybe_number(body.passed);
    }
    void operator()(const record::Vanished& body) const {
        row.kind = number(RecordKind::vanished);
        row.item = body.item;
    }
    void operator()(const record::Nudged& body) const {
        row.kind = number(RecordKind::nudged);
        put_slot(row, body.what);
        row.ref = std::bit_cast<std::int64_t>(body.notice);
        row.how = number(body.occasion);
        row.flag = body.takes_place ? 1 : 0;
        put_times(row, body.planned, body.due, body.expires);
    }
    void operator()(const record::Closed& body) const {
        row.kind = number(RecordKind::closed);
        put_slot(row, body.what);
        row.how = number(body.how);
        row.ref = number(body.why);
        row.flag = body.was_open ? 1 : 0;
        put_times(row, body.planned, body.due, body.expires);
        row.joined = maybe_number(body.joined);
    }
    void operator()(const record::Snoozed& body) const {
        row.kind = number(RecordKind::snoozed);
        put_slot(row, body.what);
        put_times(row, body.until, body.expired_before, body.expires);
    }
    void operator()(const record::Contacted& body) const {
        row.kind = number(RecordKind::contacted);
        row.item = body.item;
        row.by = body.kind;
        row.people = body.people;
        if (body.minutes) row.ref = *body.minutes;
        if (body.felt) row.how = number(*body.felt);
        row.moment = seconds_unless(body.when, to_instant(row.at));
    }
    void operator()(const record::Felt& body) const {
        row.kind = number(RecordKind::felt);
        row.ref = std::bit_cast<std::int64_t>(body.contact);
        row.how = number(body.felt);
    }
    void operator()(const record::Left& body) const {
        row.kind = number(RecordKind::left);
        row.ref = std::bit_cast<std::int64_t>(body.notice);
        row.how = number(body.fate);
    }
    void operator()(const record::Unfolded& body) const {
        row.kind = number(RecordKind::unfolded);
        row.ref = std::bit_cast<std::int64_t>(body.notice);
    }
    void operator()(const record::Away& body) const {
        row.kind = number(RecordKind::away);
        row.moment = to_seconds(body.from);
        row.due = seconds_unless(body.to, body.from);
    }
    void operator()(const record::ClockSet& body) const {
        row.kind = number(RecordKind::clock_set);
        row.ref = body.by.count();
    }
    void operator()(const record::Undone& body) const {
        row.kind = number(RecordKind::undone);
        row.ref = std::bit_cast<std::int64_t>(body.cause);
    }
    void operator()(const record::Reopened& body) const {
        row.kind = number(RecordKind::reopened);
        put_slot(row, body.what);
        row.flag = body.still_to_come ? 1 : 0;
        put_times(row, body.planned, body.due, body.expires);
        row.joined = maybe_number(body.joined);
    }
    void operator()(const record::ContactsReturned& body) const {
        row.kind = number(RecordKind::contacts_returned);
        row.people = {body.person};
        row.moment = to_seconds(body.last);
    }
    void operator()(const record::Counting& body) const {
        row.kind = number(RecordKind::counting);
        put_slot(row, {body.item, body.now.slot});
        row.moment = to_seconds(body.now.due);
        row.due = to_seconds(body.now.from);
        if (!body.before) return;
        row.joined = body.before->slot.number();
        row.expires = to_seconds(body.before->due);
        row.ref = to_seconds(body.before->from);
    }
    void operator()(const record::Picked& body) const {
        row.kind = number(RecordKind::picked);
        put_slot(row, body.what);
        if (!body.person.empty()) row.people = {body.person};
    }
    void operator()(const record::Hushed& body) const {
        row.kind = number(RecordKind::hushed);
        if (body.hush) {
            row.moment = to_seconds(body.hush->since);
            row.expires = difference(to_seconds(body.hush->until), to_seconds(body.hush->since));
        }
        if (body.before) {
            row.due = to_seconds(body.before->since);
            row.joined = to_seconds(body.before->until);
        }
    }
    void operator()(const record::Paused& body) const {
        row.kind = number(RecordKind::paused);
        row.item = body.id;
        row.flag = body.was_paused ? 1 : 0;
        row.moment = to_seconds(body.until);
        row.due = to_seconds(body.until_before);
    }
    void operator()(const record::Resumed& body) const {
        row.kind = number(RecordKind::resumed);
        row.item = body.id;
        row.moment = to_seconds(body.until);
    }
    void operator()(const record::FollowUpMade& body) const {
        row.kind = number(RecordKind::follow_up_made);
        put_follow_up(row, body);
    }
    void operator()(const record::FollowUpOffered& body) const {
        row.kind = number(RecordKind::follow_up_offered);
        put_follow_up(row, body);
    }
    void operator()(const record::FollowUpClosed& body) const {
        row.kind = number(RecordKind::follow_up_closed);
        put_follow_up(row, body);
    }
};

/// Thrown and caught in this file only.
struct Damaged {};

std::int64_t need(const std::optional<std::int64_t>& value) {
    if (!value) throw Damaged{};
    return *value;
}

template <typename Enum>
Enum enumerator(const std::optional<std::int64_t>& value) {
    const std::int64_t n = need(value);
    if (n < 0 || n > last_of<Enum>) throw Damaged{};
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
            return record::Nudged{slot(row),       unsigned_bits(row.ref), enumerator<core::Occasion>(row.how),
                                  truth(row.flag), instant(row.moment),    due(),
                                  expires()};
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
        case RecordKind::follow_up_made:
        case RecordKind::follow_up_offered:
        case RecordKind::follow_up_closed:
            if (auto body = read_follow_up(row)) return *body;
            throw Damaged{};
    }
    throw Damaged{};
}

}   // namespace

EventRow to_row(const core::Record& record) {
    EventRow row;
    row.seq = std::bit_cast<std::int64_t>(record.seq);
    row.back = std::bit_cast<std::int64_t>(record.seq - record.cause);
    row.action = record.action ? 1 : 0;
    row.at = to_seconds(record.at);
    std::visit(Writer{row}, record.body);
    return row;
}

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
