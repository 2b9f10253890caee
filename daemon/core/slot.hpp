#pragma once
// An item's place on the calendar, as its identity: it never depends on the minute it was planned for (S8).

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "config/date.hpp"

namespace kith::core {

/// The key of a slot: of a calendar cadence its date, of a quota its period's first date and its part, of an elapsed one the contact it counts from and its
/// return. Slots of one item and kind are in the order of time.
class Slot {
  public:
    constexpr Slot() = default;
    constexpr Slot(Date date) : number_{date.day_number()} {}   // a calendar's slot is its date
    /// S3: part `part` (0-based, below 128) of the period that begins on `period`.
    static constexpr Slot part_of(Date period, std::int32_t part) {
        return Slot{quota_begin + std::int64_t{period.day_number()} * parts + part};
    }
    /// S4: the slot that counts from the contact of record `contact` (0: nobody was in touch yet), come back `returns` times.
    static constexpr Slot after_contact(std::uint64_t contact, std::int64_t returns) {
        return Slot{elapsed_begin + static_cast<std::int64_t>(contact) * most_returns + returns};
    }
    /// Back from number(); none: no slot has it.
    static constexpr std::optional<Slot> of_number(std::int64_t number) {
        constexpr std::int64_t days = 10'000'000;   // what a Date is good for
        const bool calendar = -days <= number && number <= days;
        const bool elapsed = elapsed_begin <= number && number < elapsed_begin + most_contacts * most_returns;
        const bool quota = quota_begin - days * parts <= number && number <= quota_begin + days * parts;
        return calendar || quota || elapsed ? std::optional{Slot{number}} : std::nullopt;
    }

    /// What the journal keeps: of a calendar's slot the days since 1970-01-01.
    [[nodiscard]] constexpr std::int64_t number() const { return number_; }
    [[nodiscard]] constexpr bool is_part() const { return number_ > quota_begin / 2 && !is_elapsed(); }
    [[nodiscard]] constexpr bool is_elapsed() const { return number_ >= elapsed_begin; }
    /// Only slots of one kind of cadence come one after the other; an item's kind changes with an edit or a season's variant.
    [[nodiscard]] constexpr bool same_kind(Slot other) const { return is_part() == other.is_part() && is_elapsed() == other.is_elapsed(); }
    /// Of an elapsed slot: the record of the contact it counts from, and its return, 0-based.
    [[nodiscard]] constexpr std::uint64_t contact() const { return static_cast<std::uint64_t>((number_ - elapsed_begin) / most_returns); }
    [[nodiscard]] constexpr std::int64_t returns() const { return (number_ - elapsed_begin) % most_returns; }
    /// The date; of a quota's slot the first date of its period; an elapsed one has none.
    [[nodiscard]] constexpr Date date() const {
        return Date::of_day_number(is_part() ? (number_ - quota_begin - part()) / parts : number_);
    }
    /// 0-based; 0 for a calendar's slot.
    [[nodiscard]] constexpr std::int32_t part() const {
        return is_part() ? static_cast<std::int32_t>(((number_ - quota_begin) % parts + parts) % parts) : 0;
    }
    friend constexpr auto operator<=>(Slot, Slot) = default;

  private:
    static constexpr std::int64_t parts = 128;
    static constexpr std::int64_t quota_begin = std::int64_t{1} << 60U;
    static constexpr std::int64_t elapsed_begin = std::int64_t{1} << 61U;
    static constexpr std::int64_t most_returns = std::int64_t{1} << 20U;
    static constexpr std::int64_t most_contacts = std::int64_t{1} << 40U;   // a journal has no more records
    explicit constexpr Slot(std::int64_t number) : number_{number} {}
    std::int64_t number_ = 0;
};

/// Canonical: 2026-03-29, or 2026-03-23/2, or 1234/0, or new/1 (S8). Hashes and people read it.
[[nodiscard]] std::string slot_key(Slot slot);

}   // namespace kith::core
