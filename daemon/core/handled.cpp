#include "daemon/core/handled.hpp"

#include <algorithm>

namespace kith::core {

bool is_handled(const std::vector<SlotRange>& handled, Slot slot) {
    const std::int64_t number = slot.number();
    auto after =
        std::upper_bound(handled.begin(), handled.end(), number, [](std::int64_t n, const SlotRange& range) { return n < range.first; });
    return after != handled.begin() && number <= std::prev(after)->last;
}

void mark_handled(std::vector<SlotRange>& handled, Slot first, Slot last, std::optional<Slot> before) {
    SlotRange added{first.number(), last.number()};
    if (before && is_handled(handled, *before)) added.first = before->number();
    std::vector<SlotRange> merged;
    for (const SlotRange& range : handled) {
        if (range.last < added.first - 1 || range.first > added.last + 1) {
            merged.push_back(range);
        } else {
            added.first = std::min(added.first, range.first);
            added.last = std::max(added.last, range.last);
        }
    }
    auto place =
        std::upper_bound(merged.begin(), merged.end(), added.first, [](std::int64_t n, const SlotRange& range) { return n < range.first; });
    merged.insert(place, added);
    handled = std::move(merged);
}

namespace {

void take_out(std::vector<SlotRange>& handled, SlotRange gone) {
    std::vector<SlotRange> left;
    for (const SlotRange& range : handled) {
        if (range.last < gone.first || range.first > gone.last) {
            left.push_back(range);
            continue;
        }
        if (range.first < gone.first) left.push_back({range.first, gone.first - 1});
        if (range.last > gone.last) left.push_back({gone.last + 1, range.last});
    }
    handled = std::move(left);
}

}   // namespace

void unmark_handled(std::vector<SlotRange>& handled, Slot first, Slot last) { take_out(handled, {first.number(), last.number()}); }

void unmark_after(std::vector<SlotRange>& handled, Slot first, Slot last) { take_out(handled, {first.number() + 1, last.number()}); }

}   // namespace kith::core
