#include "daemon/adapters/journal_follow_ups.hpp"

#include <bit>
#include <limits>
#include <utility>

#include "daemon/adapters/journal_values.hpp"

namespace kith::adapters {

namespace {

namespace record = core::record;
using Made = record::FollowUpMade;
using Offered = record::FollowUpOffered;
using Closed = record::FollowUpClosed;

// The enumerators' numbers lie on people's disks (journal_rows.cpp).
static_assert(static_cast<int>(core::FollowUpKind::promise) == 0 && static_cast<int>(core::FollowUpKind::request) == 3);
static_assert(static_cast<int>(Made::How::made) == 0 && static_cast<int>(Made::How::reopened) == 2);
static_assert(static_cast<int>(Offered::How::in_time) == 0 && static_cast<int>(Offered::How::repair) == 3);

constexpr std::int64_t repaired_bit = 1, offered_bit = 2;

constexpr const char* write_sql = R"sql(
INSERT INTO follow_ups(number, kind, person, made, made_by, day, at, repaired, offers, first_offered, last_offered, notice, visible, repairs,
    repair_day, closed, sum)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17))sql";

constexpr const char* read_sql = R"sql(
SELECT f.number, f.kind, n.name, f.made, f.made_by, f.day, f.at, f.repaired, f.offers, f.first_offered, f.last_offered, f.notice, f.visible,
    f.repairs, f.repair_day, f.closed, f.sum
FROM follow_ups f LEFT JOIN names n ON n.id = f.person ORDER BY f.number)sql";

std::optional<std::int64_t> number_of(const std::optional<Date>& day) {
    return day ? std::optional<std::int64_t>{day->day_number()} : std::nullopt;
}

bool is_day(const std::optional<std::int64_t>& number) { return !number || std::in_range<std::int32_t>(*number); }

std::optional<Date> day_of(const std::optional<std::int64_t>& number) {
    return number ? std::optional{Date::of_day_number(static_cast<std::int32_t>(*number))} : std::nullopt;
}

struct Row {
    std::int64_t number = 0, kind = 0;
    std::string person;
    std::int64_t made = 0, made_by = 0;
    std::optional<std::int64_t> day;
    std::int64_t at = 0, repaired = 0, offers = 0;
    std::optional<std::int64_t> first_offered, last_offered;
    std::int64_t notice = 0, visible = 0, repairs = 0;
    std::optional<std::int64_t> repair_day;
    std::int64_t closed = 0;

    [[nodiscard]] std::int64_t sum() const {
        Digest digest;
        digest.add(number).add(kind).add(std::string_view{person}).add(made).add(made_by).add(day).add(at).add(repaired).add(offers);
        return digest.add(first_offered).add(last_offered).add(notice).add(visible).add(repairs).add(repair_day).add(closed).value();
    }
    [[nodiscard]] bool sound() const {
        return std::in_range<core::FollowUpNumber>(number) && number > 0 && kind >= 0 && kind <= 3 && offers >= 0 &&
               offers <= core::offers_at_most && is_day(day) && is_day(repair_day) &&
               (offers == 0 || offers == core::offers_at_most || last_offered.has_value());
    }
};

Row to_table(const core::FollowUp& one) {
    return {.number = one.what.number,
            .kind = static_cast<std::int64_t>(one.what.kind),
            .person = one.what.person,
            .made = to_seconds(one.what.made),
            .made_by = std::bit_cast<std::int64_t>(one.what.made_by),
            .day = number_of(one.what.time.day),
            .at = to_seconds(one.what.time.at),
            .repaired = one.what.repaired ? 1 : 0,
            .offers = one.offers,
            .first_offered = to_seconds(one.first_offered),
            .last_offered = to_seconds(one.last_offered),
            .notice = std::bit_cast<std::int64_t>(one.notice),
            .visible = one.visible ? 1 : 0,
            .repairs = one.repairs ? 1 : 0,
            .repair_day = number_of(one.repair_day),
            .closed = one.closed ? 1 : 0};
}

core::FollowUp to_follow_up(const Row& row) {
    return {.what = {.number = static_cast<core::FollowUpNumber>(row.number),
                     .kind = static_cast<core::FollowUpKind>(row.kind),
                     .person = row.person,
                     .made = to_instant(row.made),
                     .made_by = std::bit_cast<std::uint64_t>(row.made_by),
                     .time = {.day = day_of(row.day), .at = to_instant(row.at)},
                     .repaired = row.repaired != 0},
            .offers = static_cast<std::int32_t>(row.offers),
            .first_offered = to_instant(row.first_offered),
            .last_offered = to_instant(row.last_offered),
            .notice = std::bit_cast<std::uint64_t>(row.notice),
            .visible = row.visible != 0,
            .repairs = row.repairs != 0,
            .repair_day = day_of(row.repair_day),
            .closed = row.closed != 0};
}

}   // namespace

FollowUpTable::FollowUpTable(sqlite::Connection& connection, Names& names)
    : names_{&names}, read_{connection, read_sql}, drop_{connection, "DELETE FROM follow_ups"}, write_{connection, write_sql} {}

std::vector<core::FollowUp> FollowUpTable::load(std::vector<std::string>& warnings) {
    std::vector<core::FollowUp> all;
    sqlite::Cursor at = read_.rows();
    while (at.next()) {
        const Row row{.number = at.integer(0),
                      .kind = at.integer(1),
                      .person = std::string{at.bytes(2)},
                      .made = at.integer(3),
                      .made_by = at.integer(4),
                      .day = at.maybe(5),
                      .at = at.integer(6),
                      .repaired = at.integer(7),
                      .offers = at.integer(8),
                      .first_offered = at.maybe(9),
                      .last_offered = at.maybe(10),
                      .notice = at.integer(11),
                      .visible = at.integer(12),
                      .repairs = at.integer(13),
                      .repair_day = at.maybe(14),
                      .closed = at.integer(15)};
        if (at.null(2) || at.integer(16) != row.sum() || !row.sound())
            warnings.push_back("follow-up " + std::to_string(row.number) + " is damaged and set aside; the history still has it");
        else
            all.push_back(to_follow_up(row));
    }
    return all;
}

// They are few, and one step changes one or two: written whole, nothing of an earlier state can stay behind.
void FollowUpTable::write(const std::vector<core::FollowUp>& all) {
    drop_.run();
    for (const core::FollowUp& one : all) {
        const Row row = to_table(one);
        write_.run(row.number, row.kind, names_->number_of(row.person), row.made, row.made_by, row.day, row.at, row.repaired, row.offers,
                   row.first_offered, row.last_offered, row.notice, row.visible, row.repairs, row.repair_day, row.closed, row.sum());
    }
}

void FollowUpTable::try_out() const {
    for (const sqlite::Statement* each : {&read_, &drop_, &write_}) each->try_out();
}

// --- Events --------------------------------------------------------------------------------------------------------------------------

namespace {

void put_spec(EventRow& row, const core::FollowUpSpec& what, bool was_offered) {
    row.item = core::follow_up_id(what.kind, what.number);
    row.people = {what.person};
    row.flag = (what.repaired ? repaired_bit : 0) | (was_offered ? offered_bit : 0);
    row.ref = std::bit_cast<std::int64_t>(what.made_by);
    row.due = to_seconds(what.made);
    row.slot = number_of(what.time.day);
    if (!what.time.day) row.moment = to_seconds(what.time.at);
}

/// Number and kind, which the item's name holds.
std::optional<core::FollowUpSpec> named(const EventRow& row) {
    const auto number = core::follow_up_number(row.item);
    const auto kind = number ? core::follow_up_kind(row.item.substr(0, row.item.find('.'))) : std::nullopt;
    if (!kind) return std::nullopt;
    return core::FollowUpSpec{.number = *number, .kind = *kind, .person = {}, .made = {}, .made_by = 0, .time = {}, .repaired = false};
}

std::optional<core::FollowUpSpec> spec_of(const EventRow& row) {
    auto what = named(row);
    const bool timed = row.slot.has_value() != row.moment.has_value();
    if (!what || row.people.size() != 1 || !timed || !is_day(row.slot) || !row.due || !row.ref) return std::nullopt;
    if (!row.flag || *row.flag < 0 || *row.flag > (repaired_bit | offered_bit)) return std::nullopt;
    what->person = row.people.front();
    what->made = to_instant(*row.due);
    what->made_by = std::bit_cast<std::uint64_t>(*row.ref);
    what->time = {.day = day_of(row.slot), .at = to_instant(row.moment.value_or(0))};
    what->repaired = (*row.flag & repaired_bit) != 0;
    return what;
}

bool within(const std::optional<std::int64_t>& value, std::int64_t last) { return value && *value >= 0 && *value <= last; }

}   // namespace

void put_follow_up(EventRow& row, const Made& body) {
    put_spec(row, body.what, body.was_offered);
    row.how = static_cast<std::int64_t>(body.how);
    if (!body.before) return;
    row.joined = number_of(body.before->day);
    if (!body.before->day) row.expires = to_seconds(body.before->at);
}

void put_follow_up(EventRow& row, const Offered& body) {
    row.item = core::follow_up_id(body.kind, body.number);
    row.how = static_cast<std::int64_t>(body.how);
    row.ref = std::bit_cast<std::int64_t>(body.notice);
    row.slot = number_of(body.day);
}

void put_follow_up(EventRow& row, const Closed& body) {
    put_spec(row, body.what, body.was_offered);
    row.how = static_cast<std::int64_t>(body.how);
}

std::optional<core::RecordBody> read_follow_up(const EventRow& row) {
    if (row.kind == static_cast<std::int64_t>(RecordKind::follow_up_offered)) {
        const auto what = named(row);
        if (!what || !within(row.how, 3) || !row.ref || !is_day(row.slot)) return std::nullopt;
        return Offered{.kind = what->kind,
                       .number = what->number,
                       .how = static_cast<Offered::How>(*row.how),
                       .notice = std::bit_cast<std::uint64_t>(*row.ref),
                       .day = day_of(row.slot)};
    }
    const auto what = spec_of(row);
    if (!what) return std::nullopt;
    const bool was_offered = (*row.flag & offered_bit) != 0;
    if (row.kind == static_cast<std::int64_t>(RecordKind::follow_up_closed)) {
        if (!within(row.how, static_cast<std::int64_t>(core::Ending::withdrawn))) return std::nullopt;
        return Closed{.what = *what, .how = static_cast<core::Ending>(*row.how), .was_offered = was_offered};
    }
    if (!within(row.how, 2) || !is_day(row.joined)) return std::nullopt;
    Made made{.what = *what, .how = static_cast<Made::How>(*row.how), .before = {}, .was_offered = was_offered};
    if (row.joined || row.expires) made.before = core::FollowUpTime{.day = day_of(row.joined), .at = to_instant(row.expires.value_or(0))};
    return made;
}

}   // namespace kith::adapters
