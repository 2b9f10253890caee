#include "daemon/core/follow_up.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "config/civil_text.hpp"
#include "daemon/core/dayplan.hpp"
#include "daemon/core/hash.hpp"
#include "daemon/core/silence.hpp"

namespace kith::core {
namespace {

constexpr std::array<std::string_view, 4> words{"promise", "return", "ask", "request"};
constexpr Seconds morning{3 * 60 * 60};
/// Quiet hours may take a whole day, and then some.
constexpr int days_tried = 14;

std::optional<Instant> drawn(const Plan& plan, const Zone& zone, const FollowUpSpec& what, Span window, std::string_view key) {
    if (window.empty()) return std::nullopt;
    Spans free{window};
    free.subtract(silent_spans(plan, zone, window.begin, window.end));
    const std::int64_t minutes = free.minutes();
    if (minutes == 0) return std::nullopt;
    const std::uint64_t hash = identity_hash(follow_up_id(what.kind, what.number), what.person, key);
    return free.minute(static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(minutes)));
}

}   // namespace

std::string_view follow_up_word(FollowUpKind kind) { return words.at(static_cast<std::size_t>(kind)); }

std::optional<FollowUpKind> follow_up_kind(std::string_view word) {
    const auto* const found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<FollowUpKind>(found - words.begin());
}

std::string follow_up_id(FollowUpKind kind, FollowUpNumber number) {
    return std::string{follow_up_word(kind)} + '.' + std::to_string(number);
}

std::optional<FollowUpNumber> follow_up_number(std::string_view id) {
    const std::size_t split = id.find_last_of(".-");
    if (split == std::string_view::npos || !follow_up_kind(id.substr(0, split))) return std::nullopt;
    const std::string_view digits = id.substr(split + 1);
    FollowUpNumber number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number == 0) return std::nullopt;
    return number;
}

std::optional<Instant> ask_moment(const Plan& plan, const Zone& zone, const FollowUpSpec& what, Date day) {
    Span waking = window_span(zone, day, plan.waking);
    // One made today comes in what is left of it.
    waking.begin = std::max<Instant>(waking.begin, std::chrono::ceil<std::chrono::minutes>(what.made));
    return drawn(plan, zone, what, waking, to_text(day));
}

std::optional<Instant> repair_moment(const Plan& plan, const Zone& zone, const FollowUpSpec& what, Date day) {
    const Span waking = window_span(zone, day, plan.waking);
    return drawn(plan, zone, what, {waking.begin, std::min(waking.end, waking.begin + morning)}, "repair " + to_text(day));
}

std::optional<Instant> DayPlan::offer_moment(const FollowUpSpec& what, bool repairs, Date day) const {
    const auto hash = static_cast<std::size_t>(what.number) * 512 + static_cast<std::size_t>(day.day_number() * 2) + std::size_t{repairs};
    return offers_.get({follow_up_id(what.kind, what.number), what.person, what.made, repairs, day}, hash, [&]() -> std::optional<Instant> {
        const auto moment_on = repairs ? repair_moment : ask_moment;
        for (int further = 0; further < days_tried; ++further)
            if (const auto moment = moment_on(*plan_, *zone_, what, day + further)) return moment;
        return std::nullopt;
    });
}

}   // namespace kith::core
