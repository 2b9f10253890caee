#pragma once
// Record ⇄ row of `events`, and the chain over rows. Pure: no database here. The numbers of kinds and enumerators are the file format.
//
//   kind              item  slot  how       flag           ref          moment   due             expires  joined  by, people
//   1 appeared        item                                 fingerprint                                    passed
//   2 vanished        item
//   3 nudged          item  slot  occasion  places, notes  notice       planned  due             expires
//   4 closed          item  slot  how       was_open       why          planned  due             expires  joined
//   5 snoozed         item  slot                                        until    expired_before  expires
//   6 contacted       item        felt                     minutes      when                                      kind, people
//   7 felt                        felt                     contact
//   8 left                        fate                     notice
//   9 unfolded                                             notice
//  10 away                                                              from     to
//  11 clock set                                            by
//  12 undone                                               cause
//  13 reopened        item  slot            still_to_come               planned  due             expires  joined
//  14 contacts                                                          last                                      person
//     returned
//  15 counting        item  slot                             before.from  due      from            before's due  before's slot
//  16 picked          item  slot                                                                                person
//  20 hushed                                                            since    since (before)  until    until (before)
//  21 paused          id                    was_paused                  until    until (before)
//  22 resumed         id                                                until
//  29 season chosen   id                                                since    since (before)  until    until (before)  id (before)
//  30 energy set            level     level (before) day                                                  day (before)
//  32 turned          season          low                                                                                 season (before)
//                           low (before)
//  26 noted                                                                                                     people
//  27 forgotten                                             texts
//  28 renamed         to                    person          fingerprint                                         from
//  23 follow-up made  id   day   how       repaired, offered made_by  at       made        at (before)     day (before)  person
//  24 … offered     id    day   how                      notice
//  25 … closed      id    day   how       repaired, offered made_by  at       made                                     person
// 64-bit unsigned numbers are stored as the signed ones of the same bits. Small numbers take little room, so: due is NULL where it is the same as
// moment, expires counts from moment, and a contact's moment is NULL where it is the same as `at`. What is asked by the
// person (20 to 22, 29) has NULL for none, and all its instants as they are but for the first until of 20, which counts from moment.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/adapters/journal_values.hpp"
#include "daemon/core/records.hpp"

namespace kith::adapters {

enum class RecordKind : std::uint8_t {
    appeared = 1,
    vanished,
    nudged,
    closed,
    snoozed,
    contacted,
    felt,
    left,
    unfolded,
    away,
    clock_set,
    undone,
    reopened,
    contacts_returned,
    counting,
    picked,
    hushed = 20,
    paused,
    resumed,
    follow_up_made,
    follow_up_offered,
    follow_up_closed,
    noted,
    forgotten,
    renamed,
    season_chosen,
    energy_set,
    turned = 32
};

/// In `flag` of what was nudged.
inline constexpr std::int64_t place_bit = 1, notes_bit = 2;

/// A row of `events` by value: names instead of their ids.
struct EventRow {
    std::int64_t seq = 0;
    std::int64_t back = 0;
    std::int64_t kind = 0;
    std::int64_t action = 0;
    std::int64_t at = 0;
    std::string item;   ///< "" is NULL in the table
    std::optional<std::int64_t> slot;
    std::optional<std::int64_t> how;
    std::optional<std::int64_t> flag;
    std::optional<std::int64_t> ref;
    std::optional<std::int64_t> moment;
    std::optional<std::int64_t> due;
    std::optional<std::int64_t> expires;
    std::optional<std::int64_t> joined;
    std::string by;
    std::vector<std::string> people;
    friend bool operator==(const EventRow&, const EventRow&) = default;
};

[[nodiscard]] EventRow to_row(const core::Record& record);

/// None: no record is stored like this; the row is damaged.
[[nodiscard]] std::optional<core::Record> to_record(const EventRow& row, std::string text);

/// The chain after `row`; `previous` is 0 before a device's first row.
[[nodiscard]] std::int64_t chain_after(std::int64_t previous, std::string_view device, const EventRow& row);

}   // namespace kith::adapters
