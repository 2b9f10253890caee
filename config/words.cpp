#include "config/words.hpp"

#include <algorithm>
#include <array>

#include "config/problem.hpp"

namespace kith::words {
namespace {

constexpr std::array<std::string_view, 12> month_names{"January", "February", "March",     "April",   "May",      "June",
                                                       "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 12> short_month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                             "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> number_names{"one",   "two",   "three", "four", "five",   "six",
                                                        "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
constexpr std::array<std::string_view, 5> ordinal_names{"first", "second", "third", "fourth", "fifth"};

template <std::size_t N>
std::optional<int> place_of(std::string_view name, const std::array<std::string_view, N>& names) {
    const auto* found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<int>(found - names.begin()) + 1;
}

std::string_view without_suffix(std::string_view text, std::initializer_list<std::string_view> suffixes, bool& found) {
    for (const auto suffix : suffixes) {
        if (!text.ends_with(suffix)) continue;
        found = true;
        return trimmed(text.substr(0, text.size() - suffix.size()));
    }
    return text;
}

struct Digits {
    std::optional<std::int64_t> hour;
    std::optional<std::int64_t> minute;
};

/// 17, 1730, 17:30, 17.30, 17h30, 17:30:00. A lone digit of minutes could be units or tens, so it is refused.
std::optional<Digits> hour_and_minute(std::string_view text) {
    if (text.size() == 4 && whole_number(text)) return Digits{whole_number(text.substr(0, 2)), whole_number(text.substr(2))};
    if (text.size() > 5 && text.ends_with(":00") && text.find(':') < text.size() - 3) text.remove_suffix(3);
    const auto separator = text.find_first_of(":.h");
    if (separator == std::string_view::npos) return Digits{whole_number(text), std::nullopt};
    const auto minute = whole_number(text.substr(separator + 1));
    if (!minute || text.size() != separator + 3) return std::nullopt;
    return Digits{whole_number(text.substr(0, separator)), minute};
}

}   // namespace

std::size_t blank_at_front(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) return 1;
    for (const std::string_view blank : {"\u00A0", "\u2002", "\u2003", "\u2007", "\u2009", "\u200A", "\u202F", "\u3000"})
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

std::string_view trimmed(std::string_view text) {
    while (const auto size = blank_at_front(text)) text.remove_prefix(size);
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto size = blank_at_front(text.substr(at));
        at += size != 0 ? size : 1;
        if (size == 0) end = at;
    }
    return text.substr(0, end);
}

std::string lowered(std::string_view text) {
    std::string result{text};
    for (auto& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (text.size() <= longest) return '"' + printable(text) + '"';
    auto cut = longest;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;   // not through a character
    return '"' + printable(text.substr(0, cut)) + "…\"";
}

std::string padded(std::int64_t value, std::size_t digits) {
    auto text = std::to_string(value);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string did_you_mean(std::string_view text) { return "did you mean " + std::string{text} + "?"; }

std::optional<std::int64_t> whole_number(std::string_view text) {
    constexpr std::int64_t ceiling = 1'000'000'000'000;
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) value = std::min(ceiling, value * 10 + (c - '0'));
    return value;
}

std::optional<Weekday> weekday_named(std::string_view name) {
    constexpr std::array<std::string_view, 7> short_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    constexpr std::array<std::string_view, 7> full_names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    if (name.ends_with('s')) name.remove_suffix(1);   // the plural; tues and thurs are then tue and thur
    if (name == "thur") return Weekday::thu;
    for (const auto* names : {&short_names, &full_names})
        if (const auto place = place_of(name, *names)) return static_cast<Weekday>(*place - 1);
    return std::nullopt;
}

std::optional<int> month_named(std::string_view name) {
    if (name == "sept") return 9;
    if (const auto month = place_of(name, short_month_names)) return month;
    for (int month = 1; month <= 12; ++month)
        if (name == lowered(month_name(month))) return month;
    return std::nullopt;
}

std::optional<int> number_named(std::string_view name) { return place_of(name, number_names); }

std::optional<int> ordinal_named(std::string_view name) {
    if (const auto place = place_of(name, ordinal_names)) return place;
    if (name.size() < 3) return std::nullopt;
    const auto suffix = name.substr(name.size() - 2);
    const auto value = whole_number(name.substr(0, name.size() - 2));
    if (!value || *value < 1 || *value > 366) return std::nullopt;
    if (suffix != "st" && suffix != "nd" && suffix != "rd" && suffix != "th") return std::nullopt;
    return static_cast<int>(*value);
}

std::string_view month_name(int month) { return month_names.at(static_cast<std::size_t>(month - 1)); }
std::string_view short_month_name(int month) { return short_month_names.at(static_cast<std::size_t>(month - 1)); }

std::optional<TimeOfDay> clock_time(std::string_view text) {
    const auto colon = text.find(':');
    if (colon > 2 || text.size() != colon + 3) return std::nullopt;   // npos is above 2 too
    const auto hour = whole_number(text.substr(0, colon));
    const auto minute = whole_number(text.substr(colon + 1));
    if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > 24 * 60) return std::nullopt;
    return TimeOfDay{static_cast<std::int16_t>(*hour * 60 + *minute)};
}

std::optional<TimeOfDay> guessed_time(std::string_view text) {
    if (text == "noon" || text == "midday") return TimeOfDay{12 * 60};
    if (text == "midnight") return TimeOfDay{0};
    bool morning = false;
    bool afternoon = false;
    bool clock = false;
    text = without_suffix(text, {"am", "a.m.", "a.m"}, morning);
    if (!morning) text = without_suffix(text, {"pm", "p.m.", "p.m"}, afternoon);
    if (!morning && !afternoon) text = without_suffix(text, {"hrs", "hr", "h", "o'clock", "uhr"}, clock);
    const auto digits = hour_and_minute(text);
    if (!digits || !digits->hour) return std::nullopt;
    auto hour = *digits->hour;
    const auto minute = digits->minute.value_or(0);
    const bool half_named = morning || afternoon;
    if (half_named && hour == 0) return std::nullopt;
    if (!half_named && !clock && !digits->minute && hour < 13) return std::nullopt;   // 5: in the morning or the afternoon?
    if (morning && hour == 12) hour = 0;
    if (afternoon && hour < 12) hour += 12;
    if (morning && hour > 12) return std::nullopt;
    if (hour > 23 || minute > 59) return std::nullopt;
    return TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)};
}

}   // namespace kith::words
