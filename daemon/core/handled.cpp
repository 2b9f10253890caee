#include "daemon/core/handled.hpp"

#include <algorithm>

namespace kith::core {

bool is_handled(const std::vector<DayRange>& handled, Date slot) {
    const std::int32_t day = slot.day_number();
    auto after =
        std::upper_bound(handled.begin(), handled.end(), day, [](std::int32_t d, const DayRange& range) { return d < range.first; });
    return after != handled.begin() && day <= std::prev(after)->last;
}

void mark_handled(std::vector<DayRange>& handled, Date first, Date last, std::optional<Date> before) {
    DayRange added{first.day_number(), last.day_number()};
    if (before && is_handled(handled, *before)) added.first = before->day_number();
    std::vector<DayRange> merged;
    for (const DayRange& range : handled) {
        if (range.last < added.first - 1 || range.first > added.last + 1) {
            merged.push_back(range);
        } else {
            added.first = std::min(added.first, range.first);
            added.last = std::max(added.last, range.last);
        }
    }
    auto place =
        std::upper_bound(merged.begin(), merged.end(), added.first, [](std::int32_t d, const DayRange& range) { return d < range.first; });
    merged.insert(place, added);
    handled = std::move(merged);
}

void unmark_handled(std::vector<DayRange>& handled, Date first, Date last) {
    const DayRange gone{first.day_number(), last.day_number()};
    std::vector<DayRange> left;
    for (const DayRange& range : handled) {
        if (range.last < gone.first || range.first > gone.last) {
            left.push_back(range);
            continue;
        }
        if (range.first < gone.first) left.push_back({range.first, gone.first - 1});
        if (range.last > gone.last) left.push_back({gone.last + 1, range.last});
    }
    handled = std::move(left);
}

}   // namespace kith::core
