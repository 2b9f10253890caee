#include "daemon/app/said_when.hpp"

#include <optional>
#include <string>

#include <absl/time/time.h>

#include "config/civil_text.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

constexpr TimeOfDay noon{12 * 60};

std::optional<Date> past_day_named(std::string_view word, Date today) {
    if (word == "today") return today;
    if (word == "yesterday") return today - 1;
    if (auto date = parse_date(word)) return *date;
    if (auto weekday = parse_weekday(word)) {
        Date date = today - 1;
        while (weekday_of(date) != *weekday) --date;
        return date;
    }
    return std::nullopt;
}

protocol::Error not_understood(std::string_view text) {
    return {.code = protocol::ErrorCode::invalid_params,
            .message = protocol::quoted(text) +
                       " is not a moment kith understands. Expected a day, a time or both: yesterday, sunday, 2026-03-29, 18:00, "
                       "\"yesterday 18:00\".",
            .candidates = {}};
}

}   // namespace

tl::expected<core::Instant, protocol::Error> parse_when(std::string_view text, const core::Zone& zone, core::Instant now) {
    absl::Time instant;
    std::string error;
    if (absl::ParseTime(absl::RFC3339_full, std::string{text}, &instant, &error))
        return core::Instant{core::Seconds{absl::ToUnixSeconds(instant)}};

    const Date today = zone.local(now).date;
    const std::size_t split = text.find_first_of(" T", text.starts_with('T') ? 1 : 0);
    const std::string_view first = text.substr(0, split);
    if (split == std::string_view::npos) {
        if (auto time = parse_time(first)) return zone.at(today, *time);
        const std::optional<Date> day = past_day_named(first, today);
        if (!day) return tl::unexpected{not_understood(text)};
        return *day == today ? now : zone.at(*day, noon);
    }
    const std::optional<Date> day = past_day_named(first, today);
    const auto time = parse_time(text.substr(split + 1));
    if (!day || !time) return tl::unexpected{not_understood(text)};
    return zone.at(*day, *time);
}

}   // namespace kith::app
