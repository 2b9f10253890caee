// Dates, ranges of dates and days of the year: the second half of civil_text.hpp.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "config/civil_text.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using words::did_you_mean;
using words::failure;
using words::padded;
using words::quoted;
using words::trimmed;
using words::whole_number;

constexpr std::string_view date_expected = "a date YYYY-MM-DD, such as 2026-03-29";
constexpr std::string_view month_day_expected = "a day of the year MM-DD, such as 03-02";

/// 31 for January; February has the days of `year`.
int days_in(int month, std::int64_t year) { return static_cast<int>(Date(year, month + 1, 1) - Date(year, month, 1)); }

std::optional<Date> real_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
    if (day > days_in(static_cast<int>(month), year)) return std::nullopt;
    return Date(year, month, day);
}

std::optional<MonthDay> real_month_day(std::int64_t month, std::int64_t day) {
    constexpr int leap_year = 2024;
    if (!real_date(leap_year, month, day)) return std::nullopt;
    return MonthDay{static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

/// Cut at anything between letters and digits, and between a letter and a digit: `29.Mar 2026` gives 29, mar, 2026.
std::vector<std::string> fields_of(std::string_view text) {
    std::vector<std::string> fields;
    char before = ' ';
    for (const char c : words::lowered(text)) {
        const bool digit = words::is_digit(c);
        if (digit || words::is_letter(c)) {
            const bool continues = digit ? words::is_digit(before) : words::is_letter(before);
            if (!continues) fields.emplace_back();
            fields.back() += c;
        }
        before = c;
    }
    std::erase_if(fields, [](const std::string& field) { return field == "st" || field == "nd" || field == "rd" || field == "th"; });
    return fields;
}

/// What people mean by 2026-3-9, 29.03.2026, 29 March 2026, 12/31/2026. 03/04/2026 is read differently on either side of an ocean: nothing.
std::optional<Date> guessed_date(std::string_view text) {
    auto fields = fields_of(text);
    if (fields.size() == 1 && fields[0].size() == 8 && whole_number(fields[0]))
        fields = {fields[0].substr(0, 4), fields[0].substr(4, 2), fields[0].substr(6)};
    if (fields.size() != 3) return std::nullopt;
    const auto named = std::find_if(fields.begin(), fields.end(), [](const auto& field) { return words::month_named(field).has_value(); });
    if (named != fields.end()) {
        const int month = *words::month_named(*named);
        fields.erase(named);
        const auto a = whole_number(fields[0]);
        const auto b = whole_number(fields[1]);
        if (!a || !b) return std::nullopt;
        return *a > 31 ? real_date(*a, month, *b) : real_date(*b, month, *a);
    }
    const auto a = whole_number(fields[0]);
    const auto b = whole_number(fields[1]);
    const auto c = whole_number(fields[2]);
    if (!a || !b || !c) return std::nullopt;
    if (fields[0].size() == 4) return real_date(*a, *b, *c);
    if (fields[2].size() != 4) return std::nullopt;
    if (text.find('.') != std::string_view::npos || *a > 12 || *a == *b) return real_date(*c, *b, *a);
    return *b > 12 ? real_date(*c, *a, *b) : std::nullopt;
}

/// What people mean by 3-2, 2 March, March 2nd, 25-12, 2026-03-02.
std::optional<MonthDay> guessed_month_day(std::string_view text) {
    if (const auto date = guessed_date(text)) return real_month_day(date->month(), date->day());
    const auto fields = fields_of(text);
    if (fields.size() != 2) return std::nullopt;
    const auto a = whole_number(fields[0]);
    const auto b = whole_number(fields[1]);
    if (const auto month = words::month_named(fields[0]); month && b) return real_month_day(*month, *b);
    if (const auto month = words::month_named(fields[1]); month && a) return real_month_day(*month, *a);
    if (!a || !b) return std::nullopt;
    if (text.find('.') != std::string_view::npos) return real_month_day(*b, *a);
    if (const auto as_written = real_month_day(*a, *b)) return as_written;
    return real_month_day(*b, *a);
}

/// The parts of DDDD-DD-DD or DD-DD, given as their lengths; nothing when the text has another shape.
std::optional<std::vector<std::int64_t>> numbers_of(std::string_view text, std::initializer_list<std::size_t> lengths) {
    std::vector<std::int64_t> numbers;
    std::size_t at = 0;
    for (const auto length : lengths) {
        if (at != 0 && (at >= text.size() || text[at++] != '-')) return std::nullopt;
        if (text.size() - at < length) return std::nullopt;
        const auto number = whole_number(text.substr(at, length));
        if (!number) return std::nullopt;
        numbers.push_back(*number);
        at += length;
    }
    if (at != text.size()) return std::nullopt;
    return numbers;
}

std::optional<std::pair<std::string_view, std::string_view>> cut_at(std::string_view text,
                                                                    std::initializer_list<std::string_view> separators) {
    const auto lower = words::lowered(text);
    for (const auto separator : separators)
        if (const auto at = lower.find(separator); at != std::string::npos)
            return std::pair{text.substr(0, at), text.substr(at + separator.size())};
    return std::nullopt;
}

}   // namespace

Parsed<Date> parse_date(std::string_view text) {
    const auto word = trimmed(text);
    const std::string expected{date_expected};
    if (word.empty()) return failure("no date is written", expected);
    const auto numbers = numbers_of(word, {4, 2, 2});
    if (!numbers) {
        const auto guess = guessed_date(word);
        return failure(quoted(word) + " is not a date", expected, guess ? did_you_mean(to_text(*guess)) : "");
    }
    const auto year = (*numbers)[0];
    const auto month = (*numbers)[1];
    const auto day = (*numbers)[2];
    if (const auto date = real_date(year, month, day)) return *date;
    if (year < 1970) return failure(quoted(word) + " is too early", "a date from 1970-01-01 to 9999-12-31");
    if (month >= 1 && month <= 12) {
        const auto name = std::string{words::month_name(static_cast<int>(month))} + ' ' + padded(year, 4);
        const auto days = std::to_string(days_in(static_cast<int>(month), year));
        return failure(quoted(word) + " is not on the calendar", "a day from 01 to " + days + " in " + name);
    }
    const auto swapped = real_date(year, day, month);
    return failure(quoted(word) + " has no such month", expected, swapped ? did_you_mean(to_text(*swapped)) : "");
}

Parsed<DateRange> parse_date_range(std::string_view text) {
    const auto word = trimmed(text);
    const std::string expected = "a date YYYY-MM-DD, or two as 2026-07-01..2026-07-14";
    if (const auto ends = cut_at(word, {"..", " to "})) {
        if (trimmed(ends->first).empty() || trimmed(ends->second).empty())
            return failure(quoted(word) + " has only one of its two dates", expected);
        const auto first = parse_date(ends->first);
        if (!first) return tl::unexpected<TextError>(first.error());
        const auto last = parse_date(ends->second);
        if (!last) return tl::unexpected<TextError>(last.error());
        if (*first <= *last) return DateRange{*first, *last};
        return failure(quoted(word) + " ends before it begins", expected, did_you_mean(to_text(DateRange{*last, *first})));
    }
    const auto date = parse_date(word);
    if (date) return DateRange{*date, *date};
    if (const auto ends = cut_at(word, {" - ", "–", "—", " until ", " till ", "/"})) {
        const auto first = parse_date(ends->first);
        const auto last = parse_date(ends->second);
        if (first && last && *first <= *last)
            return failure(quoted(word) + " is not a range of dates", expected, did_you_mean(to_text(DateRange{*first, *last})));
    }
    return failure(date.error().what, expected, date.error().hint);
}

Parsed<MonthDay> parse_month_day(std::string_view text) {
    const auto word = trimmed(text);
    const std::string expected{month_day_expected};
    if (word.empty()) return failure("no day of the year is written", expected);
    const auto numbers = numbers_of(word, {2, 2});
    if (numbers) {
        const auto month = (*numbers)[0];
        const auto day = (*numbers)[1];
        if (const auto found = real_month_day(month, day)) return *found;
        if (month >= 1 && month <= 12 && real_month_day(day, month) == std::nullopt) {
            const auto name = std::string{words::month_name(static_cast<int>(month))};
            return failure(quoted(word) + " is not on the calendar",
                           "a day from 01 to " + std::to_string(days_in(static_cast<int>(month), 2024)) + " in " + name);
        }
    }
    const auto guess = guessed_month_day(word);
    return failure(quoted(word) + " is not a day of the year", expected, guess ? did_you_mean(to_text(*guess)) : "");
}

std::string to_text(Date date) { return padded(date.year(), 4) + '-' + padded(date.month(), 2) + '-' + padded(date.day(), 2); }

std::string to_text(const DateRange& range) {
    return range.first == range.last ? to_text(range.first) : to_text(range.first) + ".." + to_text(range.last);
}

std::string to_text(MonthDay day) { return padded(day.month, 2) + '-' + padded(day.day, 2); }

}   // namespace kith
