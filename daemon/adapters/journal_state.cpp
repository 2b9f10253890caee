#include "daemon/adapters/journal_state.hpp"

#include <bit>
#include <utility>

#include "daemon/adapters/journal_lists.hpp"

namespace kith::adapters {

namespace {

constexpr const char* write_open_sql = R"sql(
INSERT INTO open(item, place, slot, planned, due, expires, snoozed_until, notice, occasion, visible, queued, silent, sum, notes)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, nullif(?14, x'')))sql";

constexpr const char* read_open_sql = R"sql(
SELECT item, place, slot, planned, due, expires, snoozed_until, notice, occasion, visible, queued, silent, sum, notes FROM open ORDER BY item, place)sql";

constexpr const char* write_item_sql = R"sql(
INSERT OR REPLACE INTO items(item, fingerprint, handled, last_nudge, sum, counting_slot, counting_from, counting_due, picked)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, '')))sql";

constexpr const char* read_general_sql =
    "SELECT next_sequence, next_notice, last_nudge, last_seen, days, hush_since, hush_until, pauses, sum, life FROM general";

// After the other rows, which it counts.
constexpr const char* write_general_sql = R"sql(
INSERT OR REPLACE INTO general(one, next_sequence, next_notice, last_nudge, last_seen, days, hush_since, hush_until, pauses, sum, life, item_rows,
    person_rows, follow_up_rows)
VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, nullif(?10, ''), (SELECT count(*) FROM items), (SELECT count(*) FROM people),
    (SELECT count(*) FROM follow_ups)))sql";

constexpr const char* lost_rows_sql =
    "SELECT item_rows <> (SELECT count(*) FROM items), person_rows <> (SELECT count(*) FROM people), "
    "follow_up_rows <> (SELECT count(*) FROM follow_ups) FROM general";

constexpr const char* prune_shown_sql =
    "DELETE FROM shown WHERE NOT EXISTS(SELECT 1 FROM open o INDEXED BY open_of_notice WHERE o.notice = shown.notice) "
    "AND notice NOT IN (SELECT notice FROM follow_ups WHERE NOT closed)";

// In `queued` of `open`.
constexpr std::int64_t queued_bit = 1, put_off_bit = 2, unseen_bit = 4, repeated_bit = 8;

// One row of each table, as it is stored and summed.

struct GeneralRow {
    std::int64_t next_sequence = 0;
    std::int64_t next_notice = 0;
    std::optional<std::int64_t> last_nudge;
    std::optional<std::int64_t> last_seen;
    std::string days;
    std::optional<std::int64_t> hush_since;
    std::optional<std::int64_t> hush_until;
    std::string pauses;
    std::string life;
    [[nodiscard]] std::int64_t sum() const {
        Digest digest;
        digest.add(next_sequence).add(next_notice).add(last_nudge).add(last_seen).add(std::string_view{days});
        // Rows of before version 3 have none of these, and keep their sum.
        if (hush_since || hush_until) digest.add(hush_since).add(hush_until);
        if (!pauses.empty()) digest.add(std::string_view{pauses});
        if (!life.empty()) digest.add(std::string_view{life});   // since version 4
        return digest.value();
    }
};

struct ItemRow {
    std::string name;
    std::int64_t fingerprint = 0;
    std::string handled;
    std::optional<std::int64_t> last_nudge;
    std::int64_t open_rows = 0;   // summed only: so that a lost one is noticed
    std::optional<std::int64_t> counting_slot, counting_from, counting_due;
    std::string picked;
    [[nodiscard]] std::int64_t sum() const {
        Digest digest;
        digest.add(std::string_view{name}).add(fingerprint).add(std::string_view{handled}).add(last_nudge).add(open_rows);
        // Rows of version 2 have none, and keep their sums.
        if (counting_slot) digest.add(counting_slot).add(counting_from).add(counting_due);
        if (!picked.empty()) digest.add(std::string_view{picked});
        return digest.value();
    }
};

struct OpenColumns {
    std::int64_t item = 0, place = 0, slot = 0, planned = 0, due = 0, expires = 0;
    std::optional<std::int64_t> snoozed_until;
    std::int64_t notice = 0, occasion = 0, visible = 0, queued = 0, silent = 0;
    std::string notes;
    [[nodiscard]] std::int64_t sum() const {
        Digest digest;
        digest.add(item).add(place).add(slot).add(planned).add(due).add(expires).add(snoozed_until).add(notice).add(occasion);
        digest.add(visible).add(queued).add(silent);
        // Rows of before version 4 have none, and keep their sums.
        if (!notes.empty()) digest.add(std::string_view{notes});
        return digest.value();
    }
};

struct PersonRow {
    std::string name;
    std::optional<std::int64_t> last_contact;
    std::optional<std::int64_t> last_nudge;
    std::string notes;
    [[nodiscard]] std::int64_t sum() const {
        Digest digest;
        digest.add(std::string_view{name}).add(last_contact).add(last_nudge);
        if (!notes.empty()) digest.add(std::string_view{notes});
        return digest.value();
    }
};

bool sound_counting(const ItemRow& row) { return !row.counting_slot || (core::Slot::of_number(*row.counting_slot) && row.counting_due); }

std::optional<core::Elapsed> to_elapsed(const ItemRow& row) {
    if (!row.counting_slot) return std::nullopt;
    return core::Elapsed{
        .slot = *core::Slot::of_number(*row.counting_slot), .from = to_instant(row.counting_from), .due = to_instant(*row.counting_due)};
}

void put_counting(ItemRow& row, const std::optional<core::Elapsed>& elapsed) {
    if (!elapsed) return;
    row.counting_slot = elapsed->slot.number();
    row.counting_from = to_seconds(elapsed->from);
    row.counting_due = to_seconds(elapsed->due);
}

std::optional<core::Occurrence> to_occurrence(const OpenColumns& row) {
    const auto slot = core::Slot::of_number(row.slot);
    auto notes = unpack_events(row.notes);
    if (!slot || !notes || row.occasion < 0 || row.occasion > static_cast<std::int64_t>(core::Occasion::heads_up)) return std::nullopt;
    core::Occurrence occurrence;
    occurrence.slot = *slot;
    occurrence.planned = to_instant(row.planned);
    occurrence.due = to_instant(row.due);
    occurrence.expires = to_instant(row.expires);
    occurrence.snoozed_until = to_instant(row.snoozed_until);
    occurrence.notice = std::bit_cast<std::uint64_t>(row.notice);
    occurrence.occasion = static_cast<core::Occasion>(row.occasion);
    occurrence.visible = row.visible != 0;
    occurrence.queued = (row.queued & queued_bit) != 0;
    // Before version 3 only what was put off just then was known to be.
    occurrence.put_off = (row.queued & put_off_bit) != 0 || occurrence.snoozed_until || occurrence.occasion == core::Occasion::snoozed;
    occurrence.silent = row.silent != 0;
    occurrence.unseen = (row.queued & unseen_bit) != 0;
    occurrence.repeated = (row.queued & repeated_bit) != 0;
    occurrence.notes = std::move(*notes);
    return occurrence;
}

OpenColumns to_columns(std::int64_t item, std::int64_t place, const core::Occurrence& occurrence) {
    OpenColumns row;
    row.item = item;
    row.place = place;
    row.slot = occurrence.slot.number();
    row.planned = to_seconds(occurrence.planned);
    row.due = to_seconds(occurrence.due);
    row.expires = to_seconds(occurrence.expires);
    row.snoozed_until = to_seconds(occurrence.snoozed_until);
    row.notice = std::bit_cast<std::int64_t>(occurrence.notice);
    row.occasion = static_cast<std::int64_t>(occurrence.occasion);
    row.visible = occurrence.visible ? 1 : 0;
    row.queued = (occurrence.queued ? queued_bit : 0) | (occurrence.put_off ? put_off_bit : 0) | (occurrence.unseen ? unseen_bit : 0) |
                 (occurrence.repeated ? repeated_bit : 0);
    row.silent = occurrence.silent ? 1 : 0;
    row.notes = pack_events(occurrence.notes);
    return row;
}

}   // namespace

StateTables::StateTables(sqlite::Connection& connection, Names& names)
    : connection_{&connection},
      names_{&names},
      follow_ups_{connection, names},
      read_general_{connection, read_general_sql},
      read_items_{connection,
                  "SELECT i.item, n.name, i.fingerprint, i.handled, i.last_nudge, i.sum, i.counting_slot, i.counting_from, i.counting_due, "
                  "i.picked "
                  "FROM items i LEFT JOIN names n ON n.id = i.item"},
      read_open_{connection, read_open_sql},
      read_people_{connection,
                   "SELECT n.name, p.last_contact, p.last_nudge, p.sum, p.notes FROM people p LEFT JOIN names n ON n.id = p.person"},
      read_shown_{connection, "SELECT notice, server, id FROM shown"},
      lost_rows_{connection, lost_rows_sql},
      write_general_{connection, write_general_sql},
      write_item_{connection, write_item_sql},
      drop_open_{connection, "DELETE FROM open WHERE item = ?1"},
      write_open_{connection, write_open_sql},
      write_person_{connection,
                    "INSERT OR REPLACE INTO people(person, last_contact, last_nudge, sum, notes) VALUES(?1, ?2, ?3, ?4, nullif(?5, x''))"},
      write_shown_{connection, "INSERT OR REPLACE INTO shown(notice, server, id) VALUES(?1, ?2, ?3)"},
      prune_shown_{connection, prune_shown_sql} {}

std::optional<core::GeneralState> StateTables::load_general() {
    sqlite::Cursor at = read_general_.rows();
    if (!at.next()) return std::nullopt;
    const GeneralRow row{at.integer(0),
                         at.integer(1),
                         at.maybe(2),
                         at.maybe(3),
                         std::string{at.bytes(4)},
                         at.maybe(5),
                         at.maybe(6),
                         std::string{at.bytes(7)},
                         std::string{at.bytes(9)}};
    auto days = unpack_days(row.days);
    auto pauses = unpack_pauses(row.pauses);
    if (!days || !pauses || at.integer(8) != row.sum() || row.hush_since.has_value() != row.hush_until.has_value()) return std::nullopt;
    core::GeneralState general;
    general.next_sequence = std::bit_cast<std::uint64_t>(row.next_sequence);
    general.next_notice = std::bit_cast<std::uint64_t>(row.next_notice);
    general.last_nudge = to_instant(row.last_nudge);
    general.last_seen = to_instant(row.last_seen);
    general.days = std::move(*days);
    if (row.hush_since) general.hush = core::Hush{.since = to_instant(*row.hush_since), .until = to_instant(*row.hush_until)};
    general.pauses = std::move(*pauses);
    if (!unpack_life(row.life, general)) return std::nullopt;
    return general;
}

StateTables::OpenRows StateTables::load_open() {
    OpenRows open;
    sqlite::Cursor at = read_open_.rows();
    while (at.next()) {
        const OpenColumns row{at.integer(0),
                              at.integer(1),
                              at.integer(2),
                              at.integer(3),
                              at.integer(4),
                              at.integer(5),
                              at.maybe(6),
                              at.integer(7),
                              at.integer(8),
                              at.integer(9),
                              at.integer(10),
                              at.integer(11),
                              std::string{at.bytes(13)}};
        const auto occurrence = at.integer(12) == row.sum() ? to_occurrence(row) : std::nullopt;
        open[row.item].push_back({occurrence.value_or(core::Occurrence{}), occurrence.has_value()});
    }
    return open;
}

std::vector<core::ItemState> StateTables::load_items(std::vector<std::string>& warnings) {
    OpenRows open = load_open();
    std::vector<core::ItemState> items;
    sqlite::Cursor at = read_items_.rows();
    while (at.next()) {
        const std::int64_t id = at.integer(0);
        auto node = open.extract(id);
        std::vector<OpenRow> rows = node.empty() ? std::vector<OpenRow>{} : std::move(node.mapped());
        const ItemRow row{std::string{at.bytes(1)},
                          at.integer(2),
                          std::string{at.bytes(3)},
                          at.maybe(4),
                          static_cast<std::int64_t>(rows.size()),
                          at.maybe(6),
                          at.maybe(7),
                          at.maybe(8),
                          std::string{at.bytes(9)}};
        if (at.null(1)) {
            warnings.push_back("the state of an item without a name (number " + std::to_string(id) + ") is set aside");
            continue;
        }
        core::ItemState item;
        item.id = row.name;
        auto handled = unpack_ranges(row.handled);
        auto picked = unpack_picks(row.picked);
        if (handled && picked && at.integer(5) == row.sum() && sound_counting(row)) {
            item.picked = std::move(*picked);
            item.elapsed = to_elapsed(row);
            item.fingerprint = std::bit_cast<std::uint64_t>(row.fingerprint);
            item.handled = std::move(*handled);
            item.last_nudge = to_instant(row.last_nudge);
        } else {
            warnings.push_back("the state of " + row.name + " is damaged; it begins anew with its next time");
        }
        for (OpenRow& each : rows) {
            if (each.sound)
                item.open.push_back(each.occurrence);
            else
                warnings.push_back("an open occurrence of " + row.name + " is damaged and set aside");
        }
        items.push_back(std::move(item));
    }
    for (const auto& [id, rows] : open)
        warnings.push_back("something open without its item (number " + std::to_string(id) + ") is set aside");
    return items;
}

std::vector<core::PersonState> StateTables::load_people(std::vector<std::string>& warnings) {
    std::vector<core::PersonState> people;
    sqlite::Cursor at = read_people_.rows();
    while (at.next()) {
        const PersonRow row{std::string{at.bytes(0)}, at.maybe(1), at.maybe(2), std::string{at.bytes(4)}};
        auto notes = unpack_events(row.notes);
        if (at.null(0) || !notes || at.integer(3) != row.sum())
            warnings.push_back("what the journal knows of " + (row.name.empty() ? "a person without a name" : row.name) +
                               " is damaged and set aside");
        else
            people.push_back({row.name, to_instant(row.last_contact), to_instant(row.last_nudge), std::move(*notes)});
    }
    return people;
}

StateTables::Loaded StateTables::load(std::vector<std::string>& warnings) {
    look_for_lost_rows(warnings);
    return {load_general(), load_items(warnings), load_people(warnings), follow_ups_.load(warnings)};
}

void StateTables::look_for_lost_rows(std::vector<std::string>& warnings) {
    sqlite::Cursor row = lost_rows_.rows();
    if (!row.next()) return;
    if (row.integer(0) != 0)
        warnings.emplace_back("the state of some items is gone from the journal; they begin anew with their next time");
    if (row.integer(1) != 0) warnings.emplace_back("what the journal knew of some people is gone");
    if (row.integer(2) != 0) warnings.emplace_back("some follow-ups are gone from the journal; kithctl history still has them");
}

void StateTables::write_general(const core::GeneralState& general) {
    const GeneralRow row{std::bit_cast<std::int64_t>(general.next_sequence),
                         std::bit_cast<std::int64_t>(general.next_notice),
                         to_seconds(general.last_nudge),
                         to_seconds(general.last_seen),
                         pack_days(general.days),
                         general.hush ? std::optional{to_seconds(general.hush->since)} : std::nullopt,
                         general.hush ? std::optional{to_seconds(general.hush->until)} : std::nullopt,
                         pack_pauses(general.pauses),
                         pack_life(general)};
    write_general_.run(row.next_sequence, row.next_notice, row.last_nudge, row.last_seen, sqlite::Blob{row.days}, row.hush_since,
                       row.hush_until, std::string_view{row.pauses}, row.sum(), std::string_view{row.life});
}

void StateTables::write_item(const core::ItemState& item) {
    const std::int64_t id = names_->number_of(item.id);
    ItemRow row{item.id,
                std::bit_cast<std::int64_t>(item.fingerprint),
                pack_ranges(item.handled),
                to_seconds(item.last_nudge),
                static_cast<std::int64_t>(item.open.size()),
                {},
                {},
                {},
                pack_picks(item.picked)};
    put_counting(row, item.elapsed);
    write_item_.run(id, row.fingerprint, sqlite::Blob{row.handled}, row.last_nudge, row.sum(), row.counting_slot, row.counting_from,
                    row.counting_due, std::string_view{row.picked});
    drop_open_.run(id);
    std::int64_t place = 0;
    for (const core::Occurrence& occurrence : item.open) {
        const OpenColumns open = to_columns(id, place++, occurrence);
        write_open_.run(open.item, open.place, open.slot, open.planned, open.due, open.expires, open.snoozed_until, open.notice,
                        open.occasion, open.visible, open.queued, open.silent, open.sum(), sqlite::Blob{open.notes});
    }
}

void StateTables::write(const core::Changed& changed) {
    // Before the change: what this one closes is still on the screen, and should the process die before it is gone from there, the next one must
    // know of it.
    if (!changed.items.empty() || changed.follow_ups) prune_shown_.run();
    for (const core::ItemState& item : changed.items) write_item(item);
    for (const core::PersonState& person : changed.people) {
        const PersonRow row{person.id, to_seconds(person.last_contact), to_seconds(person.last_nudge), pack_events(person.notes)};
        write_person_.run(names_->number_of(person.id), row.last_contact, row.last_nudge, row.sum(), sqlite::Blob{row.notes});
    }
    if (changed.follow_ups) follow_ups_.write(*changed.follow_ups);
    write_general(changed.general);
}

void StateTables::remember_shown(const app::ShownAs& shown) {
    write_shown_.run(std::bit_cast<std::int64_t>(shown.notice), std::string_view{shown.server}, std::int64_t{shown.id});
}

std::vector<app::ShownAs> StateTables::shown() {
    std::vector<app::ShownAs> all;
    sqlite::Cursor at = read_shown_.rows();
    while (at.next())
        all.push_back({std::bit_cast<std::uint64_t>(at.integer(0)), std::string{at.bytes(1)}, static_cast<std::uint32_t>(at.integer(2))});
    return all;
}

void StateTables::try_out() const {
    follow_ups_.try_out();
    for (const sqlite::Statement* each :
         {&read_general_, &read_items_, &read_open_, &read_people_, &read_shown_, &lost_rows_, &write_general_, &write_item_, &drop_open_,
          &write_open_, &write_person_, &write_shown_, &prune_shown_})
        each->try_out();
}

std::string StateTables::check_structure() {
    constexpr const char* checks[] = {"PRAGMA quick_check('general')", "PRAGMA quick_check('items')",      "PRAGMA quick_check('open')",
                                      "PRAGMA quick_check('people')",  "PRAGMA quick_check('follow_ups')", "PRAGMA quick_check('shown')"};
    for (const char* check : checks)
        if (std::string said = connection_->text(check); said != "ok") return said;
    return {};
}

}   // namespace kith::adapters
