#pragma once
// An item's place on the calendar, as its identity: it never depends on the minute it was planned for (S8).

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "config/date.hpp"

namespace kith::core {

/// The key of a slot: of a calendar cadence its date, of a quota its period's first date and its part. Slots of one item are in the order of time.
class Slot {
  public:
    constexpr Slot() = default;
    constexpr Slot(Date date) : number_{date.day_number()} {}   // a calendar's slot is its date
    /// S3: part `part` (0-based, below 128) of the period that begins on `period`.
    static constexpr Slot part_of(Date period, std::int32_t part) {
        return Slot{quota_begin + std::int64_t{period.day_number()} * parts + part};
    }
    /// Back from number(); none: no slot has it.
    static constexpr std::optional<Slot> of_number(std::int64_t number) {
        constexpr std::int64_t days = 10'000'000;   // what a Date is good for
        const bool calendar = -days <= number && number <= days;
        const bool quota = quota_begin - days * parts <= number && number <= quota_begin + days * parts;
        return calendar || quota ? std::optional{Slot{number}} : std::nullopt;
    }

    /// What the journal keeps: of a calendar's slot the days since 1970-01-01.
    [[nodiscard]] constexpr std::int64_t number() const { return number_; }
    [[nodiscard]] constexpr bool is_part() const { return number_ > quota_begin / 2; }
    /// The date; of a quota's slot the first date of its period.
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
    explicit constexpr Slot(std::int64_t number) : number_{number} {}
    std::int64_t number_ = 0;
};

/// Canonical: 2026-03-29, or 2026-03-23/2 (S8). Hashes and people read it.
[[nodiscard]] std::string slot_key(Slot slot);

}   // namespace kith::core
