#pragma once
// The least that a year's agenda can cost: each cadence a loop of its own over day numbers, the zone's offset kept until its next change, and
// as the year has only so many minutes, counted into place instead of compared. It minds nothing else: no quiet hours, no except, no plan day.

#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

#include "daemon/core/zone.hpp"

namespace bench {

struct Planned {
    std::uint32_t minute = 0;   ///< since the year began
    std::uint32_t item = 0;
};

class FloorYear {
  public:
    /// From `begin` on, for 365 days.
    FloorYear(const kith::core::Zone& zone, kith::Date begin) : first_{begin.day_number()} {
        const kith::core::Instant origin = zone.at(begin, {});
        for (int day = 0; day < days; ++day) {
            const auto midnight = std::chrono::duration_cast<std::chrono::minutes>(zone.at(begin + day, {}) - origin).count();
            const std::int64_t shift = midnight - std::int64_t{day} * 1440;
            if (offsets_.empty() || offsets_.back().second != shift) offsets_.emplace_back(day, shift);
        }
    }

    /// Items of the ten cadences of the benchmarks' plan, in turn.
    const std::vector<Planned>& agenda(std::uint32_t items) {
        found_.clear();
        for (std::uint32_t item = 0; item < items; ++item) add(item);
        sort();
        return sorted_;
    }

  private:
    static constexpr int days = 365;
    using Days = std::chrono::sys_days;
    using Months = std::chrono::months;

    void add(std::uint32_t item) {
        offset_ = 0;
        constexpr int sunday_at = 16 * 60, monday_at = 19 * 60;
        switch (item % 10) {
            case 0:
                return every(item, 0, 1);
            case 1:
                return weekly(item, 0x1F);
            case 2:
                return every(item, until_weekday(6), 7, sunday_at);
            case 3:
                return every(item, until_weekday(0), 14);
            case 4:
                return monthly(item, [](auto month) { return Days{month / std::chrono::Friday[std::chrono::last]}; });
            case 5:
                return monthly(item, [](auto month) { return Days{month / std::chrono::last}; });
            case 6:
                return weekly(item, 0x15);
            case 7:
                return every(item, 59, days);
            case 8:
                return monthly(
                    item, [](auto month) { return Days{month / std::chrono::Monday[1]}; }, monday_at);
            default:
                return every(item, 0, 3);
        }
    }
    void every(std::uint32_t item, int day, int step, int at = -1) {
        for (; day < days; day += step) put(item, day, at);
    }
    void weekly(std::uint32_t item, unsigned weekdays) {
        for (int day = 0, weekday = (first_ + 3) % 7; day < days; ++day, weekday = weekday == 6 ? 0 : weekday + 1)
            if ((weekdays >> static_cast<unsigned>(weekday) & 1U) != 0) put(item, day, -1);
    }
    template <class Find>
    void monthly(std::uint32_t item, Find find, int at = -1) {
        const std::chrono::year_month_day begin{Days{std::chrono::days{first_}}};
        for (auto month = begin.year() / begin.month();; month += Months{1}) {
            const int day = static_cast<int>(find(month).time_since_epoch().count()) - first_;
            if (day >= days) return;
            if (day >= 0) put(item, day, at);
        }
    }
    [[nodiscard]] int until_weekday(int weekday) const { return (weekday - (first_ + 3) % 7 + 7) % 7; }

    /// At a minute of the day, or one between 9:00 and 21:00 that is drawn from item and day.
    void put(std::uint32_t item, int day, int at) {
        while (offset_ + 1 < offsets_.size() && offsets_[offset_ + 1].first <= day) ++offset_;
        if (at < 0) {
            std::uint64_t drawn = (std::uint64_t{item} << 32U | static_cast<std::uint32_t>(first_ + day)) * 0x9E3779B97F4A7C15U;
            drawn = (drawn ^ drawn >> 29U) * 0xBF58476D1CE4E5B9U;
            at = 540 + static_cast<int>((drawn >> 32U) * 720 >> 32U);
        }
        found_.push_back({static_cast<std::uint32_t>(day * 1440 + at + offsets_[offset_].second), item});
    }
    void sort() {
        places_.assign((days + 1) * 1440 + 1, 0);
        for (const Planned& one : found_) ++places_[one.minute + 1];
        for (std::size_t minute = 1; minute < places_.size(); ++minute) places_[minute] += places_[minute - 1];
        sorted_.resize(found_.size());
        for (const Planned& one : found_) sorted_[places_[one.minute]++] = one;
    }

    std::int32_t first_;
    std::size_t offset_ = 0;
    std::vector<std::pair<int, std::int64_t>> offsets_;   ///< from which day on, the minutes that the clocks are off
    std::vector<Planned> found_, sorted_;
    std::vector<std::uint32_t> places_;
};

}   // namespace bench
