#include "daemon/adapters/journal_schema.hpp"

#include <sqlite3.h>
#include <sys/random.h>

#include <array>

namespace kith::adapters {

namespace {

// Version 1. All integers; instants are seconds since 1970 UTC, dates are days since 1970-01-01. Text that repeats stands once in `names`.
// journal_rows.hpp says what the columns of `events` mean for each kind.
constexpr const char* version_1 = R"sql(
CREATE TABLE devices(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE events(
    id      INTEGER PRIMARY KEY,         -- device << 40 | seq
    back    INTEGER NOT NULL,            -- seq less cause
    kind    INTEGER NOT NULL,
    action  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    item    INTEGER REFERENCES names,
    slot    INTEGER,
    how     INTEGER,
    flag    INTEGER,
    ref     INTEGER,
    moment  INTEGER,
    due     INTEGER,
    expires INTEGER,
    joined  INTEGER,
    detail  TEXT NOT NULL,               -- kind of contact and people, as their numbers: 7:3,12
    chain   INTEGER NOT NULL             -- XXH3-64 over the chain before and this row by value
) STRICT;
CREATE INDEX events_of_item ON events(item) WHERE item IS NOT NULL;
CREATE INDEX undone ON events(ref) WHERE kind = 12;
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- What the person wrote, apart from the chain, so that it can be forgotten. sum: XXH3-64 over the row.
CREATE TABLE texts(id INTEGER PRIMARY KEY REFERENCES events, text TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
-- The steps that were the person's doing, by the id of their first event.
CREATE TABLE actions(cause INTEGER PRIMARY KEY) STRICT;
-- Who was in which contact.
CREATE TABLE contacts(person INTEGER NOT NULL REFERENCES names, id INTEGER NOT NULL REFERENCES events, PRIMARY KEY(person, id)) STRICT, WITHOUT ROWID;
-- This machine's first event whose `at` lies in this UTC day or later. What happened on or after a day has no smaller id, however the clock was set.
CREATE TABLE days(day INTEGER PRIMARY KEY, id INTEGER NOT NULL REFERENCES events) STRICT;

-- The state that follows from the events; `sum`: XXH3-64 over the row by value.
CREATE TABLE general(one INTEGER PRIMARY KEY CHECK(one = 1), next_sequence INTEGER NOT NULL, next_notice INTEGER NOT NULL, last_nudge INTEGER,
    last_seen INTEGER, days BLOB NOT NULL, sum INTEGER NOT NULL) STRICT;
CREATE TABLE items(item INTEGER PRIMARY KEY REFERENCES names, fingerprint INTEGER NOT NULL, handled BLOB NOT NULL, last_nudge INTEGER,
    sum INTEGER NOT NULL) STRICT;
CREATE TABLE open(item INTEGER NOT NULL REFERENCES names, place INTEGER NOT NULL, slot INTEGER NOT NULL, planned INTEGER NOT NULL,
    due INTEGER NOT NULL, expires INTEGER NOT NULL, snoozed_until INTEGER, notice INTEGER NOT NULL, occasion INTEGER NOT NULL,
    visible INTEGER NOT NULL, queued INTEGER NOT NULL, silent INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(item, place)) STRICT, WITHOUT ROWID;
CREATE INDEX open_of_notice ON open(notice);
CREATE TABLE people(person INTEGER PRIMARY KEY REFERENCES names, last_contact INTEGER, last_nudge INTEGER, sum INTEGER NOT NULL) STRICT;
-- Where a notice was last shown.
CREATE TABLE shown(notice INTEGER PRIMARY KEY, server TEXT NOT NULL, id INTEGER NOT NULL) STRICT;

PRAGMA application_id = 0x6B697468;
PRAGMA user_version = 1;
)sql";

constexpr const char* version_2 = R"sql(
-- The names this machine had before a backup was put back, each with its last event's number. Its name now is devices(0).
CREATE TABLE lives(until INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
-- How many rows the state has, so that lost ones are noticed. NULL: not counted yet.
ALTER TABLE general ADD COLUMN item_rows INTEGER;
ALTER TABLE general ADD COLUMN person_rows INTEGER;
PRAGMA user_version = 2;
)sql";

constexpr const char* version_3 = R"sql(
-- What an item of an elapsed cadence counts from: its slot, the contact's time and when it is due. NULL: it counts from nothing.
ALTER TABLE items ADD COLUMN counting_slot INTEGER;
ALTER TABLE items ADD COLUMN counting_from INTEGER;
ALTER TABLE items ADD COLUMN counting_due INTEGER;
-- Whom the latest slots of a `one_of` are about: slot, space, person, a line each. NULL: nobody is chosen.
ALTER TABLE items ADD COLUMN picked TEXT;
-- What the person holds for a while, and since or until when. NULL: nothing. pauses: a line each, its end (or -) and a name.
ALTER TABLE general ADD COLUMN hush_since INTEGER;
ALTER TABLE general ADD COLUMN hush_until INTEGER;
ALTER TABLE general ADD COLUMN pauses TEXT;
PRAGMA user_version = 3;
)sql";

constexpr const char* version_4 = R"sql(
-- Season and energy as the person said, and what of them is in force: a line each (journal_lists.cpp). NULL: nothing is.
ALTER TABLE general ADD COLUMN life TEXT;
-- What was noted about somebody and no nudge has carried yet, and what the notice of something open carries: events. NULL: nothing.
ALTER TABLE people ADD COLUMN notes BLOB;
ALTER TABLE open ADD COLUMN notes BLOB;
-- Follow-ups: those that are open, and the latest. day: a plan day; NULL: just `at`. made_by: the event that has its text.
CREATE TABLE follow_ups(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, person INTEGER NOT NULL REFERENCES names, made INTEGER NOT NULL,
    made_by INTEGER NOT NULL, day INTEGER, at INTEGER NOT NULL, repaired INTEGER NOT NULL, offers INTEGER NOT NULL, first_offered INTEGER,
    last_offered INTEGER, notice INTEGER NOT NULL, visible INTEGER NOT NULL, repairs INTEGER NOT NULL, repair_day INTEGER,
    closed INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;
ALTER TABLE general ADD COLUMN follow_up_rows INTEGER;
PRAGMA user_version = 4;
)sql";

// migrations[n] leads from version n to n + 1.
constexpr std::array migrations{version_1, version_2, version_3, version_4};
static_assert(migrations.size() == static_cast<std::size_t>(journal_version));

std::string random_device_name() {
    std::array<unsigned char, 8> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        sqlite3_randomness(static_cast<int>(bytes.size()), bytes.data());
    std::string name;
    for (const unsigned char byte : bytes) {
        name += "0123456789abcdef"[byte >> 4U];
        name += "0123456789abcdef"[byte & 0xFU];
    }
    return name;
}

void migrate(sqlite::Connection& connection, std::int64_t from) {
    sqlite::Transaction transaction{connection};
    for (std::int64_t version = from; version < journal_version; ++version) {
        connection.run(migrations[static_cast<std::size_t>(version)]);
        if (version > 0) continue;
        sqlite::Statement insert{connection, "INSERT INTO devices(id, name) VALUES(0, ?1)"};
        insert.run(std::string_view{random_device_name()});
    }
    transaction.commit();
}

}   // namespace

std::int64_t recognise(sqlite::Connection& connection, const std::string& path) {
    const std::int64_t application = connection.number("PRAGMA application_id");
    const std::int64_t version = connection.number("PRAGMA user_version");
    const bool empty = application == 0 && version == 0 && connection.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (empty) return 0;
    if (application != journal_application_id || version < 1)
        throw NotOurs{NotOurs::Kind::foreign,
                      path + " is another program's database, not a kith journal. Move it away, and kith makes its own"};
    if (version > journal_version)
        throw NotOurs{NotOurs::Kind::newer, path + " was written by a newer kith (journal version " + std::to_string(version) +
                                                ", this one knows up to " + std::to_string(journal_version) +
                                                "). Update kith; the journal is left as it is"};
    return version;
}

void open_for_reading(sqlite::Connection& connection) {
    connection.run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1024");
}

void open_schema(sqlite::Connection& connection, const std::string& path, const std::function<void()>& before_migration) {
    open_for_reading(connection);
    connection.run("PRAGMA foreign_keys = ON");
    const std::int64_t version = recognise(connection, path);
    // WAL: readers never hold up the daemon. FULL: a commit is on the disk when it returns.
    if (connection.text("PRAGMA journal_mode = WAL") != "wal")
        throw sqlite::Failure{SQLITE_CANTOPEN, 0, "this file system doesn't support a write-ahead log"};
    connection.run("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304; PRAGMA secure_delete = ON");
    if (version > 0 && version < journal_version && before_migration) before_migration();
    if (version < journal_version) migrate(connection, version);
    // From here on not even our own statements may damage the file's structure.
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void begin_new_life(sqlite::Connection& connection) {
    sqlite::Transaction transaction{connection};
    sqlite::Statement last{connection, "SELECT max(id) FROM events WHERE id < ?1"};
    sqlite::Statement keep{connection, "INSERT OR IGNORE INTO lives(until, name) SELECT ?1, name FROM devices WHERE id = 0"};
    sqlite::Statement rename{connection, "UPDATE devices SET name = ?1 WHERE id = 0"};
    std::optional<std::int64_t> until;
    if (sqlite::Cursor row = last.rows(own_ids_end); row.next()) until = row.maybe(0);
    // Ignored where a life ended there already: the one that began then has no events.
    if (until) keep.run(*until);
    rename.run(std::string_view{random_device_name()});
    transaction.commit();
}

}   // namespace kith::adapters
