#include "config/cadence_rewriting.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "config/cadence_grammar.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using rewriting::is_unit;
using rewriting::is_weekday;
using rewriting::word_at;
using rewriting::Words;
using words::whole_number;

/// weekly → week, fortnight → 2 weeks, three → 3, thrice → 3 times; articles go.
Words with_plain_words(const Words& text) {
    struct Synonym {
        std::string_view word, first, second;
    };
    constexpr Synonym synonyms[] = {{"daily", "day", ""},
                                    {"everyday", "day", ""},
                                    {"nightly", "day", ""},
                                    {"weekly", "week", ""},
                                    {"wk", "week", ""},
                                    {"wks", "weeks", ""},
                                    {"monthly", "month", ""},
                                    {"yearly", "year", ""},
                                    {"annually", "year", ""},
                                    {"annual", "year", ""},
                                    {"yr", "year", ""},
                                    {"yrs", "years", ""},
                                    {"fortnight", "2", "weeks"},
                                    {"fortnightly", "2", "weeks"},
                                    {"quarterly", "3", "months"},
                                    {"quarter", "3", "months"},
                                    {"thrice", "3", "times"},
                                    {"x", "times", ""},
                                    {"per", "a", ""},
                                    {"the", "", ""}};
    Words result;
    for (const auto& word : text) {
        const auto* synonym = std::find_if(std::begin(synonyms), std::end(synonyms), [&](const auto& entry) { return entry.word == word; });
        if (const auto number = words::number_named(word)) {
            result.push_back(std::to_string(*number));
        } else if (synonym == std::end(synonyms)) {
            result.push_back(word);
        } else {
            for (const auto part : {synonym->first, synonym->second})
                if (!part.empty()) result.emplace_back(part);
        }
    }
    return result;
}

/// "every" goes; "every other week" and "every third sunday" become intervals.
Words without_every(const Words& text) {
    Words result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != "every" && text[at] != "each") {
            result.push_back(text[at]);
            continue;
        }
        const auto next = word_at(text, at + 1);
        const auto interval = next == "other" ? std::optional{2} : words::ordinal_named(next);
        const auto what = word_at(text, at + 2);
        if (!interval || *interval < 2 || (!is_unit(what) && !is_weekday(what))) continue;
        result.push_back(std::to_string(*interval));
        if (is_weekday(what)) result.insert(result.end(), {"weeks", "on"});
        ++at;
    }
    return result;
}

/// 3 times week, 3 times in a week, once 2 weeks; and so many times a year as months.
Words with_plain_quota(const Words& text) {
    Words result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto& word = text[at];
        const auto next = word_at(text, at + 1);
        if (word == "once" && whole_number(next)) continue;
        result.push_back(word);
        const bool counts = word == "times" || word == "time" || word == "once" || word == "twice";
        if (!counts) continue;
        const bool in = next == "in";
        if (in) ++at;
        if (is_unit(word_at(text, at + 1))) result.emplace_back("a");
        const auto unit = result.back() == "a" ? word_at(text, at + 1) : word_at(text, at + 2);
        const auto number = word == "once" ? 1 : word == "twice" ? 2 : result.size() >= 2 ? whole_number(result.front()).value_or(0) : 0;
        if (unit != "year" || number < 1 || 12 % number != 0) continue;
        if (number == 1) return {"year"};
        return {std::to_string(12 / number), "months"};
    }
    return result;
}

/// The time, however it is written and wherever it stands, as `at HH:MM` at the end.
Words with_plain_time(const Words& text) {
    Words result;
    std::optional<TimeOfDay> time;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto word = text[at];
        const bool named = !result.empty() && result.back() == "at";
        const auto next = word_at(text, at + 1);
        const bool half = next == "am" || next == "pm" || next == "a.m" || next == "p.m" || next == "a.m." || next == "p.m." ||
                          next == "oclock" || next == "h";
        if (half) word += next == "oclock" ? "h" : next;
        auto found = words::clock_time(word);
        if (!found && (named || !whole_number(word))) found = words::guessed_time(word);
        if (!found || time || found->minutes == 24 * 60) {
            result.push_back(text[at]);
            continue;
        }
        time = found;
        if (named) result.pop_back();
        if (half) ++at;
    }
    if (!time) return text;
    if (!result.empty() && result.back() == ",") result.pop_back();
    result.insert(result.end(), {"at", to_text(*time)});
    return result;
}

/// `31st`, `on 31`, `fifth mon`, `2 march`, `last day of month` as the grammar writes them.
Words with_plain_days(const Words& text) {
    Words result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto& word = text[at];
        const auto next = word_at(text, at + 1);
        const auto month_at = next == "of" ? at + 2 : at + 1;
        const auto ordinal = words::ordinal_named(word);
        const auto number = ordinal ? std::optional<std::int64_t>{*ordinal} : whole_number(word);
        const auto month = words::month_named(word_at(text, month_at));
        const auto day = words::ordinal_named(next) ? std::optional<std::int64_t>{*words::ordinal_named(next)} : whole_number(next);
        const bool placed = !result.empty() && result.back() == "on";
        if (ordinal && is_weekday(next)) {
            constexpr std::array<std::string_view, 5> names{"first", "second", "third", "fourth", "last"};
            result.emplace_back(names.at(static_cast<std::size_t>(std::min(*ordinal, 5) - 1)));
        } else if (number && *number <= 31 && month) {
            result.push_back(words::padded(*month, 2) + '-' + words::padded(*number, 2));
            at = month_at;
        } else if (const auto named = words::month_named(word); named && day && *day <= 31 && word_at(text, at + 2) != "times") {
            result.push_back(words::padded(*named, 2) + '-' + words::padded(*day, 2));
            ++at;
        } else if (number && (ordinal || placed)) {
            result.insert(result.end(), {"day", std::to_string(*number)});
            if (next == "day") ++at;
        } else if (word == "day" && next == "last") {
            result.insert(result.end(), {"last", "day"});
            ++at;
        } else if ((word == "of" || word == "in") &&
                   (next == "month" || next == "months" || (next == "a" && word_at(text, at + 2) == "month"))) {
            at += next == "a" ? 2 : 1;
        } else if (word == "in" && words::month_named(next)) {
            result.emplace_back("of");
        } else {
            result.push_back(word);
        }
    }
    return result;
}

/// since last contact → after contact; days side by side get their comma.
Words with_plain_joints(const Words& text) {
    Words result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto& word = text[at];
        const auto next = word_at(text, at + 1);
        if ((word == "last" || word == "my" || word == "our") && next == "contact") continue;
        result.push_back((word == "since" || word == "from") && (next == "contact" || next == "last") ? "after" : word);
        if (is_weekday(word) && is_weekday(next)) result.emplace_back(",");
    }
    if (!result.empty() && result.front() == "on") result.erase(result.begin());
    if (result.size() > 1 && result.front() == "a" && is_unit(result[1])) result.erase(result.begin());
    return result;
}

}   // namespace

bool rewriting::is_unit(std::string_view word) {
    constexpr std::array<std::string_view, 8> units{"day", "days", "week", "weeks", "month", "months", "year", "years"};
    return std::find(units.begin(), units.end(), word) != units.end();
}

bool rewriting::is_weekday(std::string_view word) { return words::weekday_named(word).has_value(); }

std::string_view rewriting::word_at(const Words& text, std::size_t at) {
    return at < text.size() ? std::string_view{text[at]} : std::string_view{};
}

Words rewriting::cleaned(std::string_view text) {
    std::string spaced;
    for (const char c : words::lowered(text)) {
        if (c == '"' || c == '\'' || c == '!' || c == '?') continue;
        const bool list = c == '/' || c == '&' || c == '+' || c == ';';
        spaced += list ? "," : std::string(1, c);
    }
    Words result;
    for (auto& word : grammar::split(spaced)) {
        if (word.size() > 1 && word.back() == '.' && word != "a.m." && word != "p.m.") word.pop_back();
        const auto letters = word.find_first_not_of("0123456789");
        const auto rest = letters == std::string::npos ? std::string{} : word.substr(letters);
        const bool apart = letters != 0 && (is_unit(rest) || rest == "x" || rest == "d" || rest == "w" || rest == "y" || rest == "times");
        if (!apart) {
            result.push_back(std::move(word));
            continue;
        }
        result.push_back(word.substr(0, letters));
        result.push_back(rest == "x" ? "times" : rest == "d" ? "days" : rest == "w" ? "weeks" : rest == "y" ? "years" : rest);
    }
    return result;
}

Words rewriting::without_day_range(const Words& text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto first = std::string_view{text[at]};
        std::string_view last;
        std::size_t width = 1;
        for (const std::string_view dash : {"-", "–", "—"})
            if (const auto cut = first.find(dash); cut != std::string_view::npos && last.empty()) {
                last = first.substr(cut + dash.size());
                first = first.substr(0, cut);
            }
        const auto link = word_at(text, at + 1);
        if (last.empty() && (link == "to" || link == "until" || link == "-" || link == "–" || link == "through")) {
            last = word_at(text, at + 2);
            width = 3;
        }
        const auto begin = words::weekday_named(first);
        const auto end = words::weekday_named(last);
        if (!begin || !end) continue;
        Words result(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at));
        if (!result.empty() && result.back() == "from") result.pop_back();
        for (int day = static_cast<int>(*begin);; day = (day + 1) % 7) {
            result.emplace_back(to_text(static_cast<Weekday>(day)));
            if (day == static_cast<int>(*end)) break;
            result.emplace_back(",");
        }
        result.insert(result.end(), text.begin() + static_cast<std::ptrdiff_t>(at + width), text.end());
        return result;
    }
    return text;
}

Words rewriting::in_grammar_words(const Words& text) {
    return with_plain_joints(with_plain_days(with_plain_time(with_plain_quota(without_every(with_plain_words(text))))));
}

}   // namespace kith
