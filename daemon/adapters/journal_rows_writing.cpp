// A record as its row (journal_rows.hpp has the table).

#include <bit>
#include <utility>

#include "daemon/adapters/journal_follow_ups.hpp"
#include "daemon/adapters/journal_rows.hpp"

namespace kith::adapters {

namespace {

namespace record = core::record;

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
        row.flag = (body.takes_place ? place_bit : 0) | (body.with_notes ? notes_bit : 0);
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
    void operator()(const record::SeasonChosen& body) const {
        row.kind = number(RecordKind::season_chosen);
        if (body.season) {
            row.item = body.season->id;
            row.moment = to_seconds(body.season->since);
            row.expires = to_seconds(body.season->until);
        }
        if (body.before) {
            row.by = body.before->id;
            row.due = to_seconds(body.before->since);
            row.joined = to_seconds(body.before->until);
        }
    }
    void operator()(const record::EnergySet& body) const {
        row.kind = number(RecordKind::energy_set);
        if (body.energy) {
            row.ref = body.energy->day;
            row.how = number(body.energy->level);
        }
        if (body.before) {
            row.joined = body.before->day;
            row.flag = number(body.before->level);
        }
    }
    void operator()(const record::Turned& body) const {
        row.kind = number(RecordKind::turned);
        row.item = body.now.season;
        row.flag = body.now.low ? 1 : 0;
        row.by = body.before.season;
        row.how = body.before.low ? 1 : 0;
    }
    void operator()(const record::Noted& body) const {
        row.kind = number(RecordKind::noted);
        row.people = body.people;
    }
    void operator()(const record::Forgotten& body) const {
        row.kind = number(RecordKind::forgotten);
        row.ref = body.texts;
    }
    void operator()(const record::Renamed& body) const {
        row.kind = number(RecordKind::renamed);
        row.item = body.to;
        row.people = {body.from};
        row.flag = body.person ? 1 : 0;
        row.ref = std::bit_cast<std::int64_t>(body.fingerprint);
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

}   // namespace kith::adapters
