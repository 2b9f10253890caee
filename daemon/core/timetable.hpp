#pragma once
// When each item must be looked at again, so that an event costs what it touches and not what the plan holds.

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "daemon/core/dayplan.hpp"

namespace kith::core {

/// Each item is looked at again at its slot's moment; once that has come it is due, and is looked at again when the slot ends.
class Timetable {
  public:
    using Turns = std::set<std::pair<Instant, std::size_t>>;

    explicit Timetable(std::size_t items) : turn_of_(items, never) {}

    /// What was known of the item no longer holds.
    void put(std::size_t item, const std::optional<SlotTimes>& slot, Instant now);
    /// The next item whose turn has come; the caller puts it anew.
    [[nodiscard]] std::optional<std::size_t> turn(Instant now) const;

    /// Items whose moment has come, in the plan's order.
    [[nodiscard]] const std::set<std::size_t>& due() const { return due_; }
    /// Of the others, by their moments.
    [[nodiscard]] const Turns& coming() const { return coming_; }
    /// Of those that are due, by their ends.
    [[nodiscard]] const Turns& ending() const { return ending_; }

  private:
    static constexpr Instant never = Instant::max();

    std::set<std::size_t> due_;
    Turns coming_, ending_;
    std::vector<Instant> turn_of_;
};

}   // namespace kith::core
