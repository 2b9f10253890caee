#pragma once
// Record ⇄ row of `events`, and the sums over rows. Pure: no database here. The numbers of kinds and enumerators are the file format.
//
//   kind              item  slot  how       flag           ref          moment   due             expires  joined  by, people
//   1 appeared        item                                 fingerprint                                    passed
//   2 vanished        item
//   3 nudged          item  slot  occasion  takes_place    notice       planned  due             expires
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
// 64-bit unsigned numbers are stored as the signed ones of the same bits. due is NULL where it is the same as moment.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    contacts_returned
};

/// A row of `events` by value: names instead of their ids.
struct EventRow {
    std::int64_t seq = 0;
    std::int64_t back = 0;
    std::int64_t kind = 0;
    std::int64_t action = 0;
    std::int64_t at = 0;
    std::string item;                        ///< "" is NULL in the table
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

/// XXH3-64 over values in their order. Each is tagged and carries its length, so that no two sequences of values look alike.
class Digest {
  public:
    Digest& add(std::int64_t value);
    Digest& add(const std::optional<std::int64_t>& value);
    Digest& add(std::string_view value);
    /// As stored: the signed number of the same bits.
    [[nodiscard]] std::int64_t value() const;

  private:
    std::string bytes_;
};

/// The chain after `row`; `previous` is 0 before a device's first row.
[[nodiscard]] std::int64_t chain_after(std::int64_t previous, std::string_view device, const EventRow& row);

[[nodiscard]] std::int64_t to_days(Date date);
/// None outside a few million years around today: nobody wrote that.
[[nodiscard]] std::optional<Date> to_date(std::int64_t days);
[[nodiscard]] inline std::int64_t to_seconds(core::Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] inline core::Instant to_instant(std::int64_t seconds) { return core::Instant{core::Seconds{seconds}}; }
[[nodiscard]] std::optional<std::int64_t> to_seconds(const std::optional<core::Instant>& instant);
[[nodiscard]] std::optional<core::Instant> to_instant(const std::optional<std::int64_t>& seconds);

/// Pairs of numbers in few bytes, each first one as its distance from the one before (LEB128 of zigzag).
using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;
[[nodiscard]] std::string pack(const Pairs& pairs);
[[nodiscard]] std::optional<Pairs> unpack(std::string_view bytes);

}  // namespace kith::adapters
