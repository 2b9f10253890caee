#pragma once
// Sets of time: sorted, disjoint, half-open spans of instants, and the few operations the day plan needs.

#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/core/zone.hpp"

namespace kith::core {

/// [begin, end). Empty when end <= begin.
struct Span {
    Instant begin;
    Instant end;
    [[nodiscard]] bool empty() const { return end <= begin; }
    [[nodiscard]] bool contains(Instant t) const { return begin <= t && t < end; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// Part `part` (0-based) of `parts` equal ones, on whole minutes, as S3 cuts a day's window.
[[nodiscard]] Span slice(Span span, std::int64_t part, std::int64_t parts);

/// Always sorted, disjoint, not touching, without empty spans.
class Spans {
  public:
    Spans() = default;
    explicit Spans(Span span) { add(span); }
    void add(Span span);
    void subtract(Span span);
    void subtract(const Spans& other);
    [[nodiscard]] const std::vector<Span>& list() const { return list_; }
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] bool contains(Instant t) const;
    /// The span that holds `t`.
    [[nodiscard]] std::optional<Span> containing(Instant t) const;
    /// How many instants on a whole minute it holds, and the n-th of them (0-based, n < minutes()).
    [[nodiscard]] std::int64_t minutes() const;
    [[nodiscard]] Instant minute(std::int64_t n) const;
    /// The first instant on a whole minute at or after `t` that it holds; the last one before `t`.
    [[nodiscard]] std::optional<Instant> first_minute_from(Instant t) const;
    [[nodiscard]] std::optional<Instant> last_minute_before(Instant t) const;
    friend bool operator==(const Spans&, const Spans&) = default;

  private:
    std::vector<Span> list_;
};

}   // namespace kith::core
