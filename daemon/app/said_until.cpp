#include "daemon/app/said_until.hpp"

#include <chrono>
#include <optional>
#include <string>

#include <absl/time/time.h>

#include "config/civil_text.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

using core::Instant;
using protocol::ErrorCode;

constexpr std::chrono::hours at_most{366 * 24};
constexpr std::int64_t longest_days = 366;

std::string_view without(std::string_view text, std::string_view first) {
    return text.starts_with(first) ? text.substr(first.size()) : text;
}

std::optional<Date> coming_day_named(std::string_view word, Date today) {
    if (word == "tomorrow") return today + 1;
    if (auto date = parse_date(word)) return *date;
    if (auto weekday = parse_weekday(word)) {
        Date date = today + 1;
        while (weekday_of(date) != *weekday) ++date;
        return date;
    }
    return std::nullopt;
}

std::optional<Instant> moment_named(std::string_view text, const core::Engine& engine, Instant now) {
    absl::Time instant;
    std::string error;
    if (absl::ParseTime(absl::RFC3339_full, std::string{text}, &instant, &error))
        return Instant{core::Seconds{absl::ToUnixSeconds(instant)}};
    const core::Zone& zone = engine.zone();
    if (const auto duration = parse_duration(text)) {
        if (duration->months > 12 || duration->days > longest_days || duration->seconds > longest_days * 86'400) return Instant::max();
        return std::chrono::ceil<std::chrono::minutes>(zone.plus(now, *duration));
    }
    if (const auto time = parse_time(text)) {
        const Date date = zone.local(now).date;
        const Instant today = zone.at(date, *time);
        return today > now ? today : zone.at(date + 1, *time);
    }
    const std::size_t split = text.find(' ');
    const std::optional<Date> day = coming_day_named(text.substr(0, split), engine.days().day_of(now));
    if (!day) return std::nullopt;
    if (split == std::string_view::npos) return engine.days().day_begin(*day);
    const auto time = parse_time(text.substr(split + 1));
    return time ? std::optional{zone.at(*day, *time)} : std::nullopt;
}

}   // namespace

tl::expected<Instant, protocol::Error> parse_until(std::string_view text, const core::Engine& engine, Instant now) {
    const auto refused = [&](const std::string& why) {
        return tl::unexpected{
            error(ErrorCode::invalid_params, protocol::quoted(text) + why +
                                                 ". Expected a time or a day to come: 2h, 3 days, until 18:00, until tomorrow, "
                                                 "until sunday, until 2026-03-29.")};
    };
    const std::optional<Instant> until = moment_named(without(without(text, "until "), "for "), engine, now);
    if (!until) return refused(" is no moment kith understands");
    if (*until <= now) return refused(" has passed already");
    if (*until > now + at_most) return refused(" is more than a year away");
    return *until;
}

}   // namespace kith::app
