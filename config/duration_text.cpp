// Durations: 30m, 2h, 3 days, 6 weeks, 1h30m (T7).

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "config/civil_text.hpp"
#include "config/problem.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using words::did_you_mean;
using words::failure;
using words::quoted;

enum class Length : std::uint8_t { second, minute, hour, day, week, month, year };

constexpr std::string_view duration_expected = "a duration such as 30m, 2h, 3 days, 6 weeks, 2 months or 1h30m";

struct UnitName {
    std::string_view name;
    Length length;
};
// The full names come first: they are what a misspelt unit is compared with.
constexpr UnitName unit_names[] = {
    {"minutes", Length::minute}, {"hours", Length::hour},    {"days", Length::day},       {"weeks", Length::week},
    {"months", Length::month},   {"years", Length::year},    {"seconds", Length::second}, {"minute", Length::minute},
    {"hour", Length::hour},      {"day", Length::day},       {"week", Length::week},      {"month", Length::month},
    {"year", Length::year},      {"second", Length::second}, {"m", Length::minute},       {"min", Length::minute},
    {"mins", Length::minute},    {"h", Length::hour},        {"hr", Length::hour},        {"hrs", Length::hour},
    {"d", Length::day},          {"w", Length::week},        {"y", Length::year},         {"s", Length::second},
    {"sec", Length::second},     {"secs", Length::second}};

std::optional<Length> length_named(std::string_view name) {
    for (const auto& unit : unit_names)
        if (unit.name == name) return unit.length;
    return std::nullopt;
}

/// A number and the word behind it, either of which may be missing; `number` keeps what was written, a fraction or a sign too.
struct Part {
    std::string number;
    std::string unit;
};

bool is_number_byte(char c) { return words::is_digit(c) || c == '.' || c == '-' || c == '+'; }

/// Blanks, commas and "and" only separate. A comma inside a number ("1,5 h") is a fraction.
std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    const auto comma_in_number = [&](std::size_t at) {
        return text[at] == ',' && at > 0 && words::is_digit(text[at - 1]) && at + 1 < text.size() && words::is_digit(text[at + 1]);
    };
    for (std::size_t at = 0; at < text.size();) {
        if (const auto blank = words::blank_at_front(text.substr(at)); blank != 0 || text[at] == ',') {
            at += blank != 0 ? blank : 1;
            continue;
        }
        const auto begin = at;
        const bool number = is_number_byte(text[at]);
        const auto belongs = [&] {
            if (number) return is_number_byte(text[at]) || comma_in_number(at);
            return !is_number_byte(text[at]) && text[at] != ',' && words::blank_at_front(text.substr(at)) == 0;
        };
        while (at < text.size() && belongs()) ++at;
        std::string word{text.substr(begin, at - begin)};
        if (number) {
            parts.push_back({word, ""});
        } else if (!parts.empty() && parts.back().unit.empty()) {
            parts.back().unit = word;
        } else if (words::lowered(word) != "and" || parts.empty()) {
            parts.push_back({"", word});
        }
    }
    return parts;
}

class Sum {
  public:
    /// False when the sum is beyond a thousand years, the most that still is a calendar.
    [[nodiscard]] bool add(std::int64_t count, Length length) {
        constexpr std::int64_t most_months = 12'000;
        constexpr std::int64_t most_days = 366'000;
        constexpr std::int64_t most_seconds = most_days * 86'400;
        switch (length) {   // count is at most 10^12, so no product overflows
            case Length::second:
                seconds_ += count;
                break;
            case Length::minute:
                seconds_ += count * 60;
                break;
            case Length::hour:
                seconds_ += count * 3'600;
                break;
            case Length::day:
                days_ += count;
                break;
            case Length::week:
                days_ += count * 7;
                break;
            case Length::month:
                months_ += count;
                break;
            case Length::year:
                months_ += count * 12;
                break;
        }
        return months_ <= most_months && days_ <= most_days && seconds_ <= most_seconds;
    }
    [[nodiscard]] Duration duration() const { return {static_cast<std::int32_t>(months_), static_cast<std::int32_t>(days_), seconds_}; }

  private:
    std::int64_t months_ = 0;
    std::int64_t days_ = 0;
    std::int64_t seconds_ = 0;
};

TextError number_error(const Part& part, std::string_view text) {
    const std::string expected{duration_expected};
    if (part.number.empty()) return {quoted(text) + " is not a duration", expected, ""};
    if (part.number.front() == '-') return {quoted(text) + " is negative", expected, ""};
    return {quoted(part.number) + " is not a whole number", expected, ""};
}

TextError unit_error(const Part& part) {
    const auto& number = part.number;
    if (part.unit.empty()) {
        return {quoted(number) + " has no unit", std::string{duration_expected},
                "write " + number + "m for minutes, " + number + "h for hours, or " + number + " days"};
    }
    if (part.unit == "M")
        return {"\"M\" could be minutes or months", std::string{duration_expected}, "write " + number + "m or " + number + " months"};
    return {quoted(part.unit) + " is not a unit of time", "m, h, days, weeks, months, years or seconds", ""};
}

Parsed<Duration> parse_strictly(std::string_view text) {
    const auto parts = parts_of(text);
    if (parts.empty()) return failure("no duration is written", std::string{duration_expected});
    Sum sum;
    std::array<bool, 7> seen{};
    for (const auto& part : parts) {
        const auto number = words::whole_number(part.number);
        if (!number) return tl::unexpected<TextError>(number_error(part, text));
        const auto length = part.unit == "M" ? std::nullopt : length_named(words::lowered(part.unit));
        if (!length) return tl::unexpected<TextError>(unit_error(part));
        if (std::exchange(seen.at(static_cast<std::size_t>(*length)), true))
            return failure(quoted(text) + " names a unit twice", std::string{duration_expected});
        if (!sum.add(*number, *length)) return failure(quoted(text) + " is too long", "at most 1000 years");
    }
    return sum.duration();
}

/// "1.5 h" as "1h 30m"; only halves and other fractions that are whole in the next smaller unit of elapsed time or in days of a week.
std::optional<std::string> without_fraction(const Part& part) {
    const auto point = part.number.find_first_of(".,");
    const auto length = length_named(words::lowered(part.unit));
    if (point == std::string::npos || part.number.size() != point + 2 || !length) return std::nullopt;
    const auto whole = words::whole_number(part.number.substr(0, point));
    const auto tenths = words::whole_number(part.number.substr(point + 1));
    if (!whole || !tenths) return std::nullopt;
    struct Smaller {
        std::int64_t count;
        std::string_view name;
    };
    const auto smaller = [&]() -> Smaller {
        switch (*length) {
            case Length::minute:
                return {60, "s"};
            case Length::hour:
                return {60, "m"};
            case Length::year:
                return {12, " months"};
            default:
                return {0, ""};
        }
    }();
    if (smaller.count == 0 || *tenths * smaller.count % 10 != 0) return std::nullopt;
    return std::to_string(*whole) + part.unit + ' ' + std::to_string(*tenths * smaller.count / 10) + std::string{smaller.name};
}

std::string meant_unit(std::string_view unit) {
    struct Short {
        std::string_view name, unit;
    };
    constexpr Short shorts[] = {{"mo", "months"}, {"mos", "months"}, {"mon", "months"}, {"mth", "months"}, {"mths", "months"},
                                {"wk", "weeks"},  {"wks", "weeks"},  {"yr", "years"},   {"yrs", "years"}};
    for (const auto& entry : shorts)
        if (entry.name == unit) return std::string{entry.unit};
    if (unit.size() < 2) return {};   // one letter is one edit away from every other
    std::vector<std::string_view> names;
    for (const auto& entry : unit_names) names.push_back(entry.name);
    return nearest(unit, names);
}

/// The text with its units spelled right, number words as digits, fractions resolved and a bare last number given its unit: 1h30 is 1h30m.
std::string repaired(std::string_view text) {
    const auto lower = words::lowered(text);
    if (lower == "half an hour" || lower == "half hour") return "30m";
    if (const auto colon = lower.find(':'); colon != std::string::npos)   // 1:30
        return lower.substr(0, colon) + "h " + (lower.substr(colon + 1) == "00" ? "" : lower.substr(colon + 1) + 'm');
    std::string result;
    std::string number;
    std::optional<Length> before;
    for (const auto& part : parts_of(text)) {
        if (part.unit == "M") return {};   // minutes or months: nobody can tell
        if (part.number.empty()) {
            const auto value = words::number_named(words::lowered(part.unit));
            if (value || words::lowered(part.unit) == "a" || words::lowered(part.unit) == "an") {
                number = std::to_string(value.value_or(1));
                continue;
            }
        } else {
            number = part.number;
        }
        std::string unit = words::lowered(part.unit);
        if (unit.empty() && before == Length::hour) unit = "m";
        if (unit.empty() && before == Length::minute) unit = "s";
        if (!length_named(unit)) unit = meant_unit(unit);
        before = length_named(unit);
        result += without_fraction({number, unit}).value_or(number + unit) + ' ';
        number.clear();
    }
    return result;
}

void append(std::string& result, std::int64_t count, std::string_view one, std::string_view several) {
    if (count == 0) return;
    if (!result.empty()) result += ' ';
    result += std::to_string(count) + ' ' + std::string{count == 1 ? one : several};
}

}   // namespace

Parsed<Duration> parse_duration(std::string_view text) {
    constexpr std::size_t longest = 100;
    const auto word = words::trimmed(text);
    if (word.size() > longest) return failure(quoted(word) + " is not a duration", std::string{duration_expected});
    auto duration = parse_strictly(word);
    if (duration) return duration;
    if (const auto meant = parse_strictly(repaired(word))) duration.error().hint = did_you_mean(to_text(*meant));
    return duration;
}

std::string to_text(const Duration& duration) {
    std::string result;
    if (duration.months % 12 == 0) {
        append(result, duration.months / 12, "year", "years");
    } else {
        append(result, duration.months, "month", "months");
    }
    if (duration.days % 7 == 0) {
        append(result, duration.days / 7, "week", "weeks");
    } else {
        append(result, duration.days, "day", "days");
    }
    const auto hours = duration.seconds / 3'600;
    const auto minutes = duration.seconds / 60 % 60;
    const auto seconds = duration.seconds % 60;
    std::string clock;
    if (hours != 0) clock += std::to_string(hours) + 'h';
    if (minutes != 0) clock += std::to_string(minutes) + 'm';
    if (seconds != 0) clock += std::to_string(seconds) + 's';
    if (clock.empty() && result.empty()) return "0m";
    if (!clock.empty() && !result.empty()) result += ' ';
    return result + clock;
}

}   // namespace kith
