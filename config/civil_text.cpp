#include "config/civil_text.hpp"

#include <array>
#include <optional>

#include "config/problem.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using words::did_you_mean;
using words::failure;
using words::quoted;
using words::trimmed;
using words::whole_number;

constexpr std::string_view time_expected = "a time HH:MM, from 00:00 to 23:59";
constexpr std::string_view window_expected = "a window HH:MM-HH:MM, such as 09:00-21:00";

TextError time_error(std::string_view word) {
    if (word.empty()) return {"no time is written", std::string{time_expected}, ""};
    TextError error{quoted(word) + " is not a time of day", std::string{time_expected}, ""};
    const auto lower = words::lowered(word);
    const auto bare = whole_number(word);
    if (words::clock_time(word)) {
        error.hint = "24:00 only ends a window; as a time it is 00:00 of the next day";
    } else if (const auto guess = words::guessed_time(lower)) {
        error.hint = did_you_mean(to_text(*guess));
    } else if (bare && *bare >= 1 && *bare <= 12) {
        error.hint = "write " + words::padded(*bare, 2) + ":00, or " + words::padded(*bare % 12 + 12, 2) + ":00 for the afternoon";
    }
    return error;
}

/// The two sides of what may have been meant as a window: around -, a dash, to, until, and, or two dots.
std::optional<std::pair<std::string, std::string>> sides_of_window(std::string_view text) {
    auto lower = words::lowered(text);
    for (const std::string_view opening : {"from ", "between "})
        if (lower.starts_with(opening)) lower.erase(0, opening.size());
    for (const std::string_view separator : {"–", "—", "..", " to ", " until ", " till ", " and ", "-"}) {
        const auto at = lower.find(separator);
        if (at == std::string::npos) continue;
        return std::pair{std::string{trimmed(lower.substr(0, at))}, std::string{trimmed(lower.substr(at + separator.size()))}};
    }
    return std::nullopt;
}

std::string window_hint(std::string_view text) {
    const auto sides = sides_of_window(text);
    if (!sides) return "";
    const auto meant = [](const std::string& side) {
        return words::clock_time(side) ? words::clock_time(side) : words::guessed_time(side);
    };
    const auto end = meant(sides->second);
    auto begin = meant(sides->first);
    const auto bare = whole_number(sides->first);
    if (!begin && bare && *bare <= 12 && whole_number(sides->second)) begin = TimeOfDay{static_cast<std::int16_t>(*bare * 60)};   // 9-17
    if (!begin || !end || *begin == *end || begin->minutes == 24 * 60) return "";
    return did_you_mean(to_text(Window{*begin, *end}));
}

}   // namespace

Parsed<TimeOfDay> parse_time(std::string_view text) {
    const auto word = trimmed(text);
    const auto time = words::clock_time(word);
    if (time && time->minutes < 24 * 60) return *time;
    return tl::unexpected<TextError>(time_error(word));
}

Parsed<Window> parse_window(std::string_view text) {
    const auto word = trimmed(text);
    const std::string expected{window_expected};
    if (word.empty()) return failure("no window is written", expected);
    const auto dash = word.find('-');
    if (dash == std::string_view::npos) return failure(quoted(word) + " is not a window", expected, window_hint(word));
    const auto first = trimmed(word.substr(0, dash));
    const auto second = trimmed(word.substr(dash + 1));
    const auto begin = words::clock_time(first);
    const auto end = words::clock_time(second);
    if (!begin || !end) {
        const auto wrong = begin ? second : first;
        return failure((wrong.empty() ? quoted(word) + " is not a window" : quoted(wrong) + " is not a time of day"), expected,
                       window_hint(word));
    }
    if (begin->minutes == 24 * 60)
        return failure(quoted(word) + " begins at 24:00", expected, did_you_mean(to_text(Window{TimeOfDay{0}, *end})));
    if (*begin == *end) return failure(quoted(word) + " begins and ends at the same time", expected, "for the whole day write 00:00-24:00");
    return Window{*begin, *end};
}

Parsed<Weekday> parse_weekday(std::string_view text) {
    const auto word = trimmed(text);
    const std::string expected = "mon, tue, wed, thu, fri, sat or sun";
    if (word.empty()) return failure("no weekday is written", expected);
    if (const auto day = words::weekday_named(words::lowered(word))) return *day;
    const auto guess = nearest(word, {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
                                      "friday", "saturday", "sunday"});
    const auto meant = words::weekday_named(guess);
    return failure(quoted(word) + " is not a weekday", expected, meant ? did_you_mean(to_text(*meant)) : "");
}

std::string to_text(TimeOfDay time) { return words::padded(time.minutes / 60, 2) + ':' + words::padded(time.minutes % 60, 2); }

std::string to_text(Window window) { return to_text(window.begin) + '-' + to_text(window.end); }

std::string_view to_text(Weekday day) {
    constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    return names.at(static_cast<std::size_t>(day));
}

std::string_view full_name(Weekday day) {
    constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return names.at(static_cast<std::size_t>(day));
}

}   // namespace kith
