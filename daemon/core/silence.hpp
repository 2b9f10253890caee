#pragma once
// When the plan wants silence: quiet hours and solitude, as spans of instants (T3, G2, P16).

#include <optional>

#include "config/plan.hpp"
#include "daemon/core/spans.hpp"

namespace kith::core {

/// The span of `window` beginning on `date`, in `zone` (T1, T3). Empty only when a gap swallows it whole.
[[nodiscard]] Span window_span(const Zone& zone, Date date, Window window);

/// All of `quiet` / all of `solitude` that overlaps [from, to); spans are not clipped to it.
[[nodiscard]] Spans quiet_spans(const Plan& plan, const Zone& zone, Instant from, Instant to);
[[nodiscard]] Spans solitude_spans(const Plan& plan, const Zone& zone, Instant from, Instant to);

/// Both together: where nothing may be nudged (G2).
[[nodiscard]] Spans silent_spans(const Plan& plan, const Zone& zone, Instant from, Instant to);

/// The weekdays on which quiet hours cover the whole of a window that begins then, by the clock on the wall: it is free on none of them, in any
/// zone and season.
[[nodiscard]] Weekdays wholly_quiet(const Plan& plan, Window window);

/// G2: the free minute nearest to `wanted`, the earlier on a tie, within a day of it and earlier than `before`; none when there is none.
/// `silent`: what is silent `within_a_day`, or more.
[[nodiscard]] std::optional<Instant> nearest_free_minute(const Spans& silent, Instant wanted, Instant before = Instant::max());
[[nodiscard]] Span within_a_day(Instant wanted);

}   // namespace kith::core
