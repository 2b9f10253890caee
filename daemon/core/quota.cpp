// N times a day, week or month: the parts of a period, and the day chosen in each (S3).

#include "daemon/core/hash.hpp"
#include "daemon/core/periods.hpp"
#include "daemon/core/slots.hpp"

namespace kith::core {
namespace {

using namespace periods;

// How `total` things in order are dealt into `runs` runs as equal as can be, longer ones last: where run `i` begins and how long it is.
struct Run {
    std::int64_t first, length;
};
Run deal(std::int64_t total, std::int64_t runs, std::int64_t i) {
    const std::int64_t length = total / runs;
    const std::int64_t shorter = runs - total % runs;
    return {i * length + std::max<std::int64_t>(0, i - shorter), i < shorter ? length : length + 1};
}

// Every part of the quota's period, in order, whatever the schedule excludes.
std::vector<QuotaSlot> deal_quota(const SlotRule& rule, const QuotaCadence& quota, Date date) {
    const std::int64_t period = period_of(quota.unit, to_day(date));
    const std::int64_t days = period_days(quota.unit, period);
    const Date start = to_date(period_start(quota.unit, period));
    std::vector<QuotaSlot> slots(static_cast<std::size_t>(quota.count));
    for (std::int32_t part = 0; part < quota.count; ++part) {
        QuotaSlot& slot = slots[static_cast<std::size_t>(part)];
        slot.period = start;
        slot.part = part;
        if (quota.count > days) continue;
        const Run run = deal(days, quota.count, part);
        slot.first = start + run.first;
        slot.last = slot.first + (run.length - 1);
        slot.date = slot.first + static_cast<int>(identity_hash(rule.item, rule.people, slot_key(Slot::part_of(start, part))) %
                                                  static_cast<std::uint64_t>(run.length));
    }
    if (quota.count <= days) return slots;
    // More slots than days: each day takes some, and cuts its window among them.
    for (std::int64_t day = 0; day < days; ++day) {
        const Run run = deal(quota.count, days, day);
        for (std::int64_t slice = 0; slice < run.length; ++slice) {
            QuotaSlot& slot = slots[static_cast<std::size_t>(run.first + slice)];
            slot.first = slot.last = slot.date = start + day;
            slot.slice = static_cast<std::int32_t>(slice);
            slot.slices = static_cast<std::int32_t>(run.length);
        }
    }
    return slots;
}

}   // namespace

std::vector<QuotaSlot> quota_slots(const SlotRule& rule, Date date) {
    const auto* quota = std::get_if<QuotaCadence>(&rule.when->every);
    if (quota == nullptr || !calendar_range.contains(date)) return {};
    std::vector<QuotaSlot> slots = deal_quota(rule, *quota, date);
    const DateRange limits = limits_of(*rule.when);
    std::erase_if(slots, [&](const QuotaSlot& slot) { return !limits.contains(slot.date) || excepted(*rule.when, slot.date); });
    return slots;
}

}   // namespace kith::core
