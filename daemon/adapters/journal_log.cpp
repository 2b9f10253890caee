#include "daemon/adapters/journal_log.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "daemon/adapters/journal_schema.hpp"
#include "daemon/core/holding.hpp"

namespace kith::adapters {

namespace {

// This machine's ids are below it: 1 << 40.
#define OWN "1099511627776"
static_assert(own_ids_end == 1099511627776);

constexpr const char* insert_sql = R"sql(
INSERT INTO events(id, back, kind, action, at, item, slot, how, flag, ref, moment, due, expires, joined, detail, chain)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16))sql";

// Only when no earlier event lies in that day or a later one.
constexpr const char* insert_day_sql = "INSERT INTO days(day, id) SELECT ?1, ?2 WHERE NOT EXISTS(SELECT 1 FROM days WHERE day >= ?1)";

// Whether the step that e belongs to was taken back.
#define UNDONE "EXISTS(SELECT 1 FROM events u INDEXED BY undone WHERE u.kind = 12 AND u.ref = e.id - e.back AND u.id < " OWN ")"

constexpr const char* read_sql =
    "SELECT e.id, e.back, e.kind, e.action, e.at, e.item, n.name, e.slot, e.how, e.flag, e.ref, e.moment, e.due, e.expires, e.joined, "
    "e.detail, "
    "e.chain, t.text, " UNDONE
    " FROM events e LEFT JOIN names n ON n.id = e.item LEFT JOIN texts t ON t.id = e.id WHERE e.id BETWEEN ?1 AND ?2 ORDER BY e.id";

// History: ids between ?1 and ?2, both excluded, dated ?3 or later, at most ?4 of them.
#define OF_ALL "SELECT id FROM events WHERE id > ?1 AND id < ?2 AND at >= ?3 ORDER BY id"
#define OF_ITEM "SELECT id FROM events INDEXED BY events_of_item WHERE item = ?5 AND id > ?1 AND id < ?2 AND at >= ?3 ORDER BY id"
#define OF_PERSON                                                                                                                    \
    "SELECT c.id FROM contacts c CROSS JOIN events e ON e.id = c.id WHERE c.person = ?5 AND c.id > ?1 AND c.id < ?2 AND e.at >= ?3 " \
    "AND (?6 IS NULL OR e.item = ?6) ORDER BY c.id"
#define FORWARD " LIMIT ?4"
#define BACKWARD " DESC LIMIT ?4"

// The dates of contacts with person ?1 that count, less those of the step ?2: among the latest few, and from event ?3 on.
#define CONTACTS                                                                                                                           \
    "SELECT coalesce(e.moment, e.at) AS moment FROM contacts c CROSS JOIN events e ON e.id = c.id WHERE c.person = ?1 AND e.kind = 6 AND " \
    "c.id < " OWN " AND e.id - e.back <> ?2 AND NOT " UNDONE
constexpr const char* recent_contact_sql = "SELECT max(moment) FROM (" CONTACTS " ORDER BY c.id DESC LIMIT 32)";
constexpr const char* later_contact_sql = "SELECT max(moment) FROM (" CONTACTS " AND c.id >= ?3)";

std::int64_t day_of(std::int64_t seconds) {
    constexpr std::int64_t day = 86'400;
    return seconds / day - (seconds % day < 0 ? 1 : 0);
}

std::int64_t text_sum(std::int64_t id, std::string_view text) { return Digest{}.add(id).add(text).value(); }

std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

}   // namespace

EventLog::EventLog(sqlite::Connection& connection, Names& names)
    : connection_{&connection},
      names_{&names},
      insert_{connection, insert_sql},
      insert_text_{connection, "INSERT INTO texts(id, text, sum) VALUES(?1, ?2, ?3)"},
      insert_contact_{connection, "INSERT OR IGNORE INTO contacts(person, id) VALUES(?1, ?2)"},
      insert_action_{connection, "INSERT OR IGNORE INTO actions(cause) VALUES(?1)"},
      insert_day_{connection, insert_day_sql},
      read_{connection, read_sql},
      chain_of_{connection, "SELECT chain FROM events WHERE id = ?1"},
      day_{connection, "SELECT id FROM days WHERE day >= ?1 ORDER BY day LIMIT 1"},
      step_end_{connection, "SELECT id FROM events WHERE id > ?1 AND id < " OWN " AND id - back <> ?1 ORDER BY id LIMIT 1"},
      action_before_{connection, "SELECT max(cause) FROM actions WHERE cause < ?1"},
      is_undone_{connection, "SELECT 1 FROM events INDEXED BY undone WHERE kind = 12 AND ref = ?1 AND id < " OWN " LIMIT 1"},
      forward_{connection, OF_ALL FORWARD},
      backward_{connection, OF_ALL BACKWARD},
      item_forward_{connection, OF_ITEM FORWARD},
      item_backward_{connection, OF_ITEM BACKWARD},
      person_forward_{connection, OF_PERSON FORWARD},
      person_backward_{connection, OF_PERSON BACKWARD},
      recent_contact_{connection, recent_contact_sql},
      later_contact_{connection, later_contact_sql} {
    sqlite::Statement lives{connection, "SELECT until, name FROM lives ORDER BY until"};
    for (sqlite::Cursor row = lives.rows(); row.next();) lives_.push_back({row.integer(0), std::string{row.bytes(1)}});
    lives_.push_back({own_ids_end, connection.text("SELECT name FROM devices WHERE id = 0")});
    sqlite::Statement last{connection, "SELECT id, chain FROM events WHERE id < " OWN " ORDER BY id DESC LIMIT 1"};
    sqlite::Cursor row = last.rows();
    if (row.next()) tail_ = {row.integer(0), row.integer(1)};
}

void EventLog::try_out() const {
    for (const sqlite::Statement* each : {&insert_, &insert_text_, &insert_contact_, &insert_action_, &insert_day_, &read_, &chain_of_,
                                          &day_, &step_end_, &action_before_, &is_undone_, &forward_, &backward_, &item_forward_,
                                          &item_backward_, &person_forward_, &person_backward_, &recent_contact_, &later_contact_})
        each->try_out();
}

const std::string& EventLog::device_of(std::int64_t seq) const {
    const auto life = std::find_if(lives_.begin(), lives_.end(), [seq](const Life& each) { return seq <= each.until; });
    return (life == lives_.end() ? lives_.back() : *life).device;
}

EventLog::Tail EventLog::append(const std::vector<core::Record>& records) {
    Tail tail = tail_;
    for (const core::Record& record : records) {
        const EventRow row = to_row(record);
        if (row.back < 0 || row.back >= row.seq)
            throw LogError{"record " + std::to_string(row.seq) + " names record " + std::to_string(record.cause) + " as its cause"};
        if (row.seq <= tail_.seq) {
            const std::int64_t before = row.seq == 1 ? 0 : chain_of(row.seq - 1).value_or(0);
            if (chain_of(row.seq) == chain_after(before, device_of(row.seq), row)) continue;
            throw LogError{"the journal already holds another record under number " + std::to_string(row.seq)};
        }
        if (row.seq != tail.seq + 1)
            throw LogError{"record " + std::to_string(row.seq) + " doesn't follow record " + std::to_string(tail.seq) + " of the journal"};
        tail = {row.seq, chain_after(tail.chain, device(), row)};
        insert(record, row, tail.chain);
    }
    return tail;
}

void EventLog::insert(const core::Record& record, const EventRow& row, std::int64_t chain) {
    std::optional<std::int64_t> item;
    if (!row.item.empty()) item = names_->number_of(row.item);
    std::string detail;
    std::vector<std::int64_t> people;
    if (!row.by.empty()) detail += std::to_string(names_->number_of(row.by));
    for (const std::string& person : row.people) {
        people.push_back(names_->number_of(person));
        detail += (people.size() == 1 ? ':' : ',') + std::to_string(people.back());
    }
    insert_.run(row.seq, row.back, row.kind, row.action, row.at, item, row.slot, row.how, row.flag, row.ref, row.moment, row.due,
                row.expires, row.joined, std::string_view{detail}, chain);
    if (!record.text.empty()) insert_text_.run(row.seq, std::string_view{record.text}, text_sum(row.seq, record.text));
    if (row.kind == static_cast<std::int64_t>(RecordKind::contacted) || row.kind == static_cast<std::int64_t>(RecordKind::noted))
        for (const std::int64_t person : people) insert_contact_.run(person, row.seq);
    if (record.action) insert_action_.run(row.seq - row.back);
    insert_day_.run(day_of(row.at), row.seq);
}

std::optional<std::int64_t> EventLog::chain_of(std::int64_t seq) {
    sqlite::Cursor row = chain_of_.rows(seq);
    if (!row.next()) return std::nullopt;
    return row.integer(0);
}

bool EventLog::resolve(std::string_view detail, EventRow& row) {
    if (!detail.empty() && detail.front() != ':') {
        const auto number = take_number(detail);
        const auto name = number ? names_->name_of(*number) : std::nullopt;
        if (!name) return false;
        row.by = *name;
    }
    while (!detail.empty()) {
        if (detail.front() != (row.people.empty() ? ':' : ',')) return false;
        detail.remove_prefix(1);
        const auto number = take_number(detail);
        auto name = number ? names_->name_of(*number) : std::nullopt;
        if (!name) return false;
        row.people.push_back(std::move(*name));
    }
    return true;
}

std::vector<EventLog::Stored> EventLog::read(std::int64_t first, std::int64_t last) {
    std::vector<Stored> found;
    sqlite::Cursor at = read_.rows(first, last);
    while (at.next()) {
        Stored stored;
        EventRow& row = stored.row;
        row.seq = at.integer(0);
        row.back = at.integer(1);
        row.kind = at.integer(2);
        row.action = at.integer(3);
        row.at = at.integer(4);
        row.item = at.bytes(6);
        row.slot = at.maybe(7);
        row.how = at.maybe(8);
        row.flag = at.maybe(9);
        row.ref = at.maybe(10);
        row.moment = at.maybe(11);
        row.due = at.maybe(12);
        row.expires = at.maybe(13);
        row.joined = at.maybe(14);
        stored.readable = at.null(5) == at.null(6) && resolve(at.bytes(15), row);
        stored.chain = at.integer(16);
        stored.text = at.bytes(17);
        stored.undone = at.integer(18) != 0;
        found.push_back(std::move(stored));
    }
    return found;
}

std::optional<std::int64_t> EventLog::first_at_or_after(std::int64_t at) {
    sqlite::Cursor row = day_.rows(day_of(at));
    if (!row.next()) return std::nullopt;
    return row.integer(0);
}

std::vector<std::int64_t> EventLog::matching(app::HistoryQuery query) {
    std::vector<std::int64_t> all = matching_name(query);
    std::string& name = query.item.empty() ? query.person : query.item;
    for (const std::string& former : query.former) {
        name = former;
        const std::vector<std::int64_t> found = matching_name(query);
        all.insert(all.end(), found.begin(), found.end());
    }
    if (query.former.empty()) return all;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (query.newest_first) std::reverse(all.begin(), all.end());
    if (all.size() > query.limit) all.resize(query.limit);
    return all;
}

std::vector<std::int64_t> EventLog::matching_name(const app::HistoryQuery& query) {
    std::int64_t after = static_cast<std::int64_t>(std::min<std::uint64_t>(query.after, own_ids_end));
    const std::int64_t before =
        query.before == 0 ? own_ids_end : static_cast<std::int64_t>(std::min<std::uint64_t>(query.before, own_ids_end));
    const auto limit = static_cast<std::int64_t>(std::min<std::uint64_t>(query.limit, own_ids_end));
    const std::int64_t since = query.since ? to_seconds(*query.since) : std::numeric_limits<std::int64_t>::min();
    if (query.since) {
        const auto first = first_at_or_after(since);
        if (!first) return {};
        after = std::max(after, *first - 1);
    }
    std::optional<std::int64_t> item;
    std::optional<std::int64_t> person;
    if (!query.item.empty() && !(item = names_->find(query.item))) return {};
    if (!query.person.empty() && !(person = names_->find(query.person))) return {};

    sqlite::Cursor rows = person
                              ? (query.newest_first ? person_backward_ : person_forward_).rows(after, before, since, limit, *person, item)
                          : item ? (query.newest_first ? item_backward_ : item_forward_).rows(after, before, since, limit, *item)
                                 : (query.newest_first ? backward_ : forward_).rows(after, before, since, limit);
    std::vector<std::int64_t> found;
    while (rows.next()) found.push_back(rows.integer(0));
    return found;
}

std::vector<app::HistoryEntry> EventLog::history(const app::HistoryQuery& query, std::vector<std::string>& warnings) {
    std::vector<app::HistoryEntry> entries;
    for (const std::int64_t seq : matching(query)) {
        for (Stored& stored : read(seq, seq)) {
            auto record = stored.readable ? to_record(stored.row, std::move(stored.text)) : std::nullopt;
            if (record)
                entries.push_back({std::move(*record), stored.undone});
            else
                warnings.push_back("record " + std::to_string(seq) + " of the journal is damaged and left out");
        }
    }
    return entries;
}

std::vector<EventLog::Stored> EventLog::step_of(std::int64_t cause) {
    std::int64_t end = own_ids_end;
    {
        sqlite::Cursor row = step_end_.rows(cause);
        if (row.next()) end = row.integer(0) - 1;
    }
    return read(cause, end);
}

std::optional<core::ActionRecords> EventLog::latest_action() {
    const auto next_before = [this](std::int64_t seq) -> std::optional<std::int64_t> {
        sqlite::Cursor row = action_before_.rows(seq);
        return row.next() ? row.maybe(0) : std::nullopt;
    };
    const auto is_undo = [](const Stored& stored) { return stored.row.kind == static_cast<std::int64_t>(RecordKind::undone); };
    for (auto cause = next_before(own_ids_end); cause; cause = next_before(*cause)) {
        if (is_undone_.rows(*cause).next()) continue;
        std::vector<Stored> step = step_of(*cause);
        if (std::any_of(step.begin(), step.end(), is_undo)) continue;
        core::ActionRecords action;
        std::vector<std::string> people;
        for (Stored& stored : step) {
            auto record = stored.readable ? to_record(stored.row, std::move(stored.text)) : std::nullopt;
            if (!record) throw LogError{"record " + std::to_string(stored.row.seq) + ", a part of the latest action, is damaged"};
            if (const auto* contact = std::get_if<core::record::Contacted>(&record->body))
                people.insert(people.end(), contact->people.begin(), contact->people.end());
            action.records.push_back(std::move(*record));
        }
        std::sort(people.begin(), people.end());
        people.erase(std::unique(people.begin(), people.end()), people.end());
        for (const std::string& person : people) {
            const auto number = names_->find(person);
            action.people.push_back({person, number ? last_contact(*number, *cause) : std::nullopt, std::nullopt});
        }
        return action;
    }
    return std::nullopt;
}

// Whatever came later than the best of the recent ones was recorded later than that too, since no contact lies after its record: the days table
// says from where on.
std::optional<core::Instant> EventLog::last_contact(std::int64_t person, std::int64_t without_cause) {
    std::optional<std::int64_t> best;
    {
        sqlite::Cursor row = recent_contact_.rows(person, without_cause);
        if (row.next()) best = row.maybe(0);
    }
    const auto first = best ? first_at_or_after(*best) : std::nullopt;
    if (first) {
        sqlite::Cursor row = later_contact_.rows(person, without_cause, *first);
        if (row.next()) best = std::max(best, row.maybe(0));
    }
    return to_instant(best);
}

std::vector<std::int64_t> EventLog::verify_from(std::int64_t first) {
    constexpr std::int64_t at_once = 1000;
    std::vector<std::int64_t> wrong;
    std::int64_t expected = std::max<std::int64_t>(first, 1);
    std::int64_t chain = expected == 1 ? 0 : chain_of(expected - 1).value_or(0);
    while (expected <= tail_.seq) {
        const std::int64_t last = std::min(expected + at_once - 1, tail_.seq);
        for (const Stored& stored : read(expected, last)) {
            for (; expected < stored.row.seq; ++expected) wrong.push_back(expected);
            if (!stored.readable || stored.chain != chain_after(chain, device_of(stored.row.seq), stored.row) || !to_record(stored.row, {}))
                wrong.push_back(stored.row.seq);
            chain = stored.chain;
            ++expected;
        }
        for (; expected <= last; ++expected) wrong.push_back(expected);
    }
    return wrong;
}

std::vector<std::int64_t> EventLog::verify_texts() {
    std::vector<std::int64_t> wrong;
    sqlite::Statement all{*connection_, "SELECT id, text, sum FROM texts WHERE id < " OWN};
    sqlite::Cursor row = all.rows();
    while (row.next())
        if (row.integer(2) != text_sum(row.integer(0), row.bytes(1))) wrong.push_back(row.integer(0));
    return wrong;
}

core::GeneralState EventLog::guess_general() {
    core::GeneralState general;
    general.next_sequence = static_cast<core::Sequence>(tail_.seq) + 1;
    sqlite::Statement last{*connection_, "SELECT at FROM events WHERE id = ?1"};
    sqlite::Statement nudged{*connection_, "SELECT at, ref FROM events WHERE kind = 3 AND id < " OWN " ORDER BY id DESC LIMIT 1"};
    if (sqlite::Cursor row = last.rows(tail_.seq); row.next()) general.last_seen = to_instant(row.integer(0));
    if (sqlite::Cursor row = nudged.rows(); row.next()) {
        // Notices that were never recorded, such as questions, may have had numbers beyond it.
        constexpr core::NoticeId clearance = 1000;
        general.last_nudge = to_instant(row.integer(0));
        general.next_notice = static_cast<core::NoticeId>(row.integer(1)) + clearance;
    }
    // What the person asked for still holds.
    sqlite::Statement asked{*connection_,
                            "SELECT id FROM events WHERE (kind BETWEEN 20 AND 22 OR kind IN (29, 30, 32)) AND id < " OWN " ORDER BY id"};
    std::vector<std::int64_t> holds;
    for (sqlite::Cursor row = asked.rows(); row.next();) holds.push_back(row.integer(0));
    for (const std::int64_t id : holds)
        for (const Stored& stored : read(id, id))
            if (const auto record = to_record(stored.row, {})) core::take_over(general, record->body);
    return general;
}

}   // namespace kith::adapters
