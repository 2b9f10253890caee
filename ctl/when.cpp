#include "ctl/when.hpp"

#include <array>
#include <cstdlib>

#include "config/civil_text.hpp"
#include "config/problem.hpp"

namespace kith::ctl {
namespace {

constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};

std::string year_if_other(Date date, Date today) { return date.year() == today.year() ? "" : ' ' + std::to_string(date.year()); }

std::string in_or_ago(std::int64_t count, std::string_view one, std::string_view many) {
    const std::string amount = count_words(std::abs(count), one, many);
    return count < 0 ? amount + " ago" : "in " + amount;
}

std::string minutes_words(std::int64_t minutes) {
    if (minutes == 0) return "now";
    if (std::abs(minutes) < 60) return in_or_ago(minutes, "minute", "minutes");
    return in_or_ago((std::abs(minutes) + 30) / 60 * (minutes < 0 ? -1 : 1), "hour", "hours");
}

std::string days_words(std::int64_t days) {
    if (days == 1) return "tomorrow";
    if (days == -1) return "yesterday";
    const std::int64_t far = std::abs(days);
    const std::int64_t sign = days < 0 ? -1 : 1;
    if (far < 21) return in_or_ago(days, "day", "days");
    if (far < 70) return in_or_ago(sign * ((far + 3) / 7), "week", "weeks");
    if (far < 700) return in_or_ago(sign * ((far * 12 + 183) / 365), "month", "months");
    return in_or_ago(sign * ((far * 4 + 730) / 1461), "year", "years");
}

}   // namespace

std::optional<WallTime> wall_time(std::string_view rfc3339) {
    if (rfc3339.size() < 16 || rfc3339[10] != 'T') return std::nullopt;
    const auto date = parse_date(rfc3339.substr(0, 10));
    const auto time = parse_time(rfc3339.substr(11, 5));
    if (!date || !time) return std::nullopt;
    return WallTime{*date, *time};
}

std::optional<Date> wall_date(std::string_view text) {
    const auto date = parse_date(text.substr(0, 10));
    return date ? std::optional{*date} : std::nullopt;
}

std::string short_date(Date date, Date today) {
    return std::to_string(date.day()) + ' ' + std::string{months.at(static_cast<std::size_t>(date.month() - 1))} +
           year_if_other(date, today);
}

std::string long_date(Date date, Date today) { return std::string{full_name(weekday_of(date))} + ' ' + short_date(date, today); }

std::string day_words(Date date, Date today) {
    const auto days = date - today;
    if (days == 0) return "today";
    if (days == 1) return "tomorrow";
    if (days == -1) return "yesterday";
    std::string weekday{full_name(weekday_of(date))};
    if (days > 1 && days < 7) return weekday;
    return weekday.substr(0, 3) + ' ' + short_date(date, today);
}

std::string moment_words(std::string_view rfc3339, std::string_view now) {
    const auto moment = wall_time(rfc3339);
    const auto seen_from = wall_time(now);
    if (!moment || !seen_from) return printable(rfc3339);
    return day_words(moment->date, seen_from->date) + ' ' + to_text(moment->time);
}

std::string ago_words(std::string_view rfc3339, std::string_view now) {
    const auto date = wall_date(rfc3339);
    const auto today = wall_date(now);
    if (!date || !today) return printable(rfc3339);
    const auto days = *today - *date;
    if (days == 0) return "today";
    if (days == 1) return "yesterday";
    if (days > 1 && days < 14) return count_words(days, "day", "days") + " ago";
    return short_date(*date, *today);
}

std::string distance_words(core::Instant moment, core::Instant now, const core::Zone& zone) {
    const Date date = zone.local(moment).date;
    const Date today = zone.local(now).date;
    const auto minutes = std::chrono::floor<std::chrono::minutes>(moment) - std::chrono::floor<std::chrono::minutes>(now);
    return date == today || std::chrono::abs(minutes) < std::chrono::hours{6} ? minutes_words(minutes.count()) : days_words(date - today);
}

std::string same_offset(core::Instant now, std::string_view like) {
    std::chrono::minutes east{0};
    if (like.size() >= 25)
        if (const auto offset = parse_time(like.substr(20, 5)))
            east = std::chrono::minutes{like[19] == '-' ? -offset->minutes : offset->minutes};
    return core::Zone{}.rfc3339(now + east);
}

std::string count_words(std::int64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

}   // namespace kith::ctl
