#include "daemon/core/silence.hpp"

#include <algorithm>

#include "daemon/core/slots.hpp"

namespace kith::core {
namespace {

constexpr Seconds day_length{24 * 60 * 60};
constexpr Seconds minute_length{60};

// The dates whose windows can overlap [from, to): the one before, for a window may cross midnight, and the one after, for a clock that
// is set back across midnight shows the later date first.
DateRange dates_within(const Zone& zone, Instant from, Instant to) { return {zone.local(from).date - 1, zone.local(to).date + 1}; }

void add_overlapping(Spans& spans, Span span, Instant from, Instant to) {
    if (span.begin < to && from < span.end) spans.add(span);
}

void add_quiet(Spans& spans, const Plan& plan, const Zone& zone, Instant from, Instant to) {
    if (plan.quiet.empty() || to <= from) return;
    const DateRange dates = dates_within(zone, from, to);
    for (Date date = dates.first; date <= dates.last; ++date)
        for (const QuietWindow& entry : plan.quiet)
            if (entry.days.contains(weekday_of(date))) add_overlapping(spans, window_span(zone, date, entry.between), from, to);
}

void add_solitude(Spans& spans, const Plan& plan, const Zone& zone, Instant from, Instant to) {
    if (plan.solitude.empty() || to <= from) return;
    const DateRange dates = dates_within(zone, from, to);
    for (const Solitude& solitude : plan.solitude) {
        const SlotRule rule{&solitude.when, solitude.id, {}};
        const Window window = solitude.when.between.value_or(plan.waking);
        for (auto date = next_slot_date(rule, dates.first); date && *date <= dates.last; date = next_slot_date(rule, *date + 1))
            add_overlapping(spans, window_span(zone, *date, window), from, to);
    }
}

}   // namespace

Span window_span(const Zone& zone, Date date, Window window) {
    return {zone.at(date, window.begin), zone.at(window.crosses_midnight() ? date + 1 : date, window.end)};
}

Spans quiet_spans(const Plan& plan, const Zone& zone, Instant from, Instant to) {
    Spans spans;
    add_quiet(spans, plan, zone, from, to);
    return spans;
}

Spans solitude_spans(const Plan& plan, const Zone& zone, Instant from, Instant to) {
    Spans spans;
    add_solitude(spans, plan, zone, from, to);
    return spans;
}

Spans silent_spans(const Plan& plan, const Zone& zone, Instant from, Instant to) {
    Spans spans;
    add_quiet(spans, plan, zone, from, to);
    add_solitude(spans, plan, zone, from, to);
    return spans;
}

Weekdays wholly_quiet(const Plan& plan, Window window) {
    const Zone wall;   // any zone without changes
    const Date monday = default_anchor;
    Weekdays days;
    for (Date date = monday; date < monday + 7; ++date) {
        Spans free{window_span(wall, date, window)};
        for (Date begins = date - 1; begins <= date + 1; ++begins)
            for (const QuietWindow& entry : plan.quiet)
                if (entry.days.contains(weekday_of(begins))) free.subtract(window_span(wall, begins, entry.between));
        if (free.empty()) days.add(weekday_of(date));
    }
    return days;
}

Span within_a_day(Instant wanted) { return {wanted - day_length, wanted + day_length + minute_length}; }

std::optional<Instant> nearest_free_minute(const Spans& silent, Instant wanted, Instant before) {
    Spans free{Span{wanted - day_length, std::min(before, wanted + day_length + Seconds{1})}};
    free.subtract(silent);
    const auto later = free.first_minute_from(wanted);
    const auto earlier = free.last_minute_before(wanted);
    if (!earlier || !later) return earlier ? earlier : later;
    return *later - wanted < wanted - *earlier ? later : earlier;
}

}   // namespace kith::core
