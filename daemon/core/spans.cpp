#include "daemon/core/spans.hpp"

#include <algorithm>
#include <cassert>

namespace kith::core {
namespace {

constexpr Seconds minute_length{60};

Instant minute_at_or_after(Instant t) { return std::chrono::ceil<std::chrono::minutes>(t); }

Instant minute_at_or_before(Instant t) { return std::chrono::floor<std::chrono::minutes>(t); }

std::int64_t whole_minutes(Span span) {
    return std::max<std::int64_t>(0, (minute_at_or_after(span.end) - minute_at_or_after(span.begin)) / minute_length);
}

}   // namespace

Span slice(Span span, std::int64_t part, std::int64_t parts) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(span.end - span.begin).count();
    return {span.begin + std::chrono::minutes{minutes * part / parts}, span.begin + std::chrono::minutes{minutes * (part + 1) / parts}};
}

void Spans::add(Span span) {
    if (span.empty()) return;
    // Everything that overlaps or touches becomes one with it.
    const auto first = std::partition_point(list_.begin(), list_.end(), [&](const Span& s) { return s.end < span.begin; });
    const auto last = std::partition_point(first, list_.end(), [&](const Span& s) { return s.begin <= span.end; });
    if (first == last) {
        list_.insert(first, span);
        return;
    }
    *first = {std::min(first->begin, span.begin), std::max(std::prev(last)->end, span.end)};
    list_.erase(std::next(first), last);
}

void Spans::subtract(Span span) {
    if (span.empty()) return;
    const auto first = std::partition_point(list_.begin(), list_.end(), [&](const Span& s) { return s.end <= span.begin; });
    const auto last = std::partition_point(first, list_.end(), [&](const Span& s) { return s.begin < span.end; });
    if (first == last) return;
    const Span before{first->begin, span.begin};
    const Span after{span.end, std::prev(last)->end};
    auto place = list_.erase(first, last);
    if (!after.empty()) place = list_.insert(place, after);
    if (!before.empty()) list_.insert(place, before);
}

void Spans::subtract(const Spans& other) {
    // One sweep over both, so that a long list costs its length and not its square.
    std::vector<Span> rest;
    auto hole = other.list_.begin();
    for (Span span : list_) {
        while (hole != other.list_.end() && hole->end <= span.begin) ++hole;
        for (auto cut = hole; cut != other.list_.end() && cut->begin < span.end; ++cut) {
            if (span.begin < cut->begin) rest.push_back({span.begin, cut->begin});
            span.begin = cut->end;
        }
        if (!span.empty()) rest.push_back(span);
    }
    list_ = std::move(rest);
}

std::optional<Span> Spans::containing(Instant t) const {
    const auto found = std::partition_point(list_.begin(), list_.end(), [&](const Span& s) { return s.end <= t; });
    if (found == list_.end() || !found->contains(t)) return std::nullopt;
    return *found;
}

bool Spans::contains(Instant t) const { return containing(t).has_value(); }

std::int64_t Spans::minutes() const {
    std::int64_t total = 0;
    for (const Span& span : list_) total += whole_minutes(span);
    return total;
}

Instant Spans::minute(std::int64_t n) const {
    assert(n >= 0 && n < minutes());
    auto span = list_.begin();
    for (; n >= whole_minutes(*span); ++span) n -= whole_minutes(*span);
    return minute_at_or_after(span->begin) + n * minute_length;
}

std::optional<Instant> Spans::first_minute_from(Instant t) const {
    auto span = std::partition_point(list_.begin(), list_.end(), [&](const Span& s) { return s.end <= t; });
    for (; span != list_.end(); ++span) {
        const Instant minute = minute_at_or_after(std::max(span->begin, t));
        if (minute < span->end) return minute;
    }
    return std::nullopt;
}

std::optional<Instant> Spans::last_minute_before(Instant t) const {
    auto span = std::partition_point(list_.begin(), list_.end(), [&](const Span& s) { return s.begin < t; });
    while (span != list_.begin()) {
        --span;
        const Instant minute = minute_at_or_before(std::min(span->end, t) - Seconds{1});
        if (minute >= span->begin) return minute;
    }
    return std::nullopt;
}

}   // namespace kith::core
