// What a person probably meant by a cadence that the grammar refuses. Every likely spelling and rewriting of it is tried, and
// only what then parses is proposed, in its canonical spelling.

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "config/cadence_grammar.hpp"
#include "config/cadence_rewriting.hpp"
#include "config/problem.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using rewriting::is_unit;
using rewriting::is_weekday;
using rewriting::word_at;
using rewriting::Words;
using words::whole_number;

/// Every word that the grammar or a step below knows. In a tie the first wins.
constexpr std::string_view vocabulary[] = {
    "week",     "weeks",    "day",      "days",     "month",      "months",    "year",        "years",     "on",       "at",
    "a",        "times",    "time",     "after",    "contact",    "monday",    "tuesday",     "wednesday", "thursday", "friday",
    "saturday", "sunday",   "mondays",  "tuesdays", "wednesdays", "thursdays", "fridays",     "saturdays", "sundays",  "mon",
    "tue",      "wed",      "thu",      "fri",      "sat",        "sun",       "tues",        "thur",      "thurs",    "weekday",
    "weekdays", "weekend",  "weekends", "first",    "second",     "third",     "fourth",      "fifth",     "last",     "of",
    "and",      "once",     "twice",    "thrice",   "every",      "each",      "other",       "the",       "per",      "in",
    "daily",    "weekly",   "monthly",  "yearly",   "annually",   "fortnight", "fortnightly", "quarterly", "noon",     "midnight",
    "midday",   "january",  "february", "march",    "april",      "may",       "june",        "july",      "august",   "september",
    "october",  "november", "december", "jan",      "feb",        "mar",       "apr",         "jun",       "jul",      "aug",
    "sep",      "sept",     "oct",      "nov",      "dec",        "one",       "two",         "three",     "four",     "five",
    "six",      "seven",    "eight",    "nine",     "ten",        "eleven",    "twelve",      "from",      "to",       "since",
    "my",       "our",      "everyday", "quarter",  "am",         "pm",        "between",     "until"};

std::string joined(const Words& text) {
    std::string result;
    for (const auto& word : text) result += (result.empty() ? "" : " ") + word;
    return result;
}

/// The words from `begin` on, behind `front`.
Words behind(Words front, const Words& text, std::size_t begin) {
    if (begin < text.size()) front.insert(front.end(), text.begin() + static_cast<std::ptrdiff_t>(begin), text.end());
    return front;
}

/// The words of a text that begins with a unit at `unit_at`, with `on` or another unit put in.
std::vector<Words> variants_of_unit(const Words& text, std::size_t unit_at) {
    std::vector<Words> result;
    const Words number(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(unit_at));
    const auto unit = text[unit_at];
    const auto place = unit_at + (word_at(text, unit_at + 1) == "on" ? 2 : 1);
    const auto placed = word_at(text, place);
    if (placed.empty() || placed == "at") return result;
    const auto with = [&](const Words& words, std::size_t begin) { result.push_back(behind(behind(number, words, 0), text, begin)); };
    if (number.empty() && whole_number(placed)) result.push_back(behind({std::string{placed}, unit}, text, place + 1));   // day 3
    if (placed.starts_with("weekday") || placed.starts_with("weekend")) {
        if (number.empty()) result.push_back(behind({}, text, place));
        if (placed.starts_with("weekday")) with({"weeks", "on", "mon", ",", "tue", ",", "wed", ",", "thu", ",", "fri"}, place + 1);
        with({"weeks", "on", "sat", ",", "sun"}, place + 1);
    }
    if (unit.starts_with("month") && is_weekday(placed)) with({"month", "on", "first"}, place);
    if (is_unit(unit) && !unit.starts_with("day")) with({unit, "on"}, place);
    with({"week", "on"}, place);
    // "year on first sun" wants a month; a month's first Sunday would come twelve times as often.
    if (!unit.starts_with("year")) with({"month", "on"}, place);
    with({"year", "on"}, place);
    return result;
}

/// The same words with what is often forgotten put in, and with the other units, the likelier first.
std::vector<Words> variants(const Words& text) {
    std::vector<Words> result{text};
    const std::size_t unit_at = !text.empty() && whole_number(text.front()) ? 1 : 0;
    const auto unit = word_at(text, unit_at);
    if (is_unit(unit) || unit.starts_with("weekday") || unit.starts_with("weekend")) {
        for (auto& variant : variants_of_unit(text, unit_at)) result.push_back(std::move(variant));
    } else {
        for (const std::string_view name : {"week", "month", "year"}) result.push_back(behind({std::string{name}, "on"}, text, 0));
    }
    return result;
}

std::optional<Cadence> meant_by(const Words& text) {
    const auto plain = rewriting::in_grammar_words(text);
    for (const auto& variant : variants(plain))
        if (const auto cadence = grammar::parse_strictly(joined(variant))) return *cadence;
    return std::nullopt;
}

/// A few words near a word that nobody knows, the nearest first; the word itself if it is known or holds more than letters.
std::vector<std::string> spellings(const std::string& word) {
    constexpr std::size_t most = 3;
    std::vector<std::string_view> known(std::begin(vocabulary), std::end(vocabulary));
    const bool letters = std::all_of(word.begin(), word.end(), words::is_letter);
    if (!letters || is_weekday(word) || std::find(known.begin(), known.end(), word) != known.end()) return {word};
    std::vector<std::string> result;
    while (result.size() < most) {
        const auto found = nearest(word, known);
        if (found.empty()) break;
        std::erase(known, std::string_view{found});
        result.push_back(found);
    }
    if (result.empty()) result.push_back(word);
    return result;
}

/// Tries the spellings of the misspelt words in turn, those of the last one fastest; at most `most_tries` of them.
std::optional<Cadence> meant_when_respelt(const Words& text) {
    constexpr std::size_t most_tries = 27;
    std::vector<std::vector<std::string>> choices;
    std::size_t tries = 1;
    for (const auto& word : text) {
        choices.push_back(spellings(word));
        tries *= choices.back().size();
        if (tries > most_tries) return std::nullopt;
    }
    for (std::size_t number = 0; number < tries; ++number) {
        Words respelt(text.size());
        auto rest = number;
        for (auto at = text.size(); at-- > 0; rest /= choices[at].size()) respelt[at] = choices[at][rest % choices[at].size()];
        if (auto cadence = meant_by(respelt)) return cadence;
    }
    return std::nullopt;
}

std::string proposed(const Cadence& cadence) { return words::did_you_mean('"' + to_text(cadence) + '"'); }

/// `at 5` is in the morning or in the afternoon: both are proposed.
std::string two_times(const Words& text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const auto hour = whole_number(text[at + 1]);
        if (text[at] != "at" || !hour || *hour < 1 || *hour > 12) continue;
        auto early = text;
        auto late = text;
        early[at + 1] = to_text(TimeOfDay{static_cast<std::int16_t>(*hour * 60)});   // 12 is noon either way
        late[at + 1] = to_text(TimeOfDay{static_cast<std::int16_t>((*hour % 12 + 12) * 60)});
        const auto first = meant_when_respelt(early);
        const auto second = meant_when_respelt(late);
        if (!first || !second) return "";
        if (*hour == 12) return proposed(*first);
        return words::did_you_mean('"' + to_text(*first) + "\", or \"" + to_text(*second) + '"');
    }
    return "";
}

/// Words that mean two things, where only the person can tell which.
std::string choice(const Words& text) {
    struct Ambiguous {
        std::string_view word, hint;
    };
    constexpr Ambiguous ambiguous[] = {{"biweekly", "write \"2 weeks\" for every second week, or \"2 times a week\""},
                                       {"bimonthly", "write \"2 months\" for every second month, or \"2 times a month\""},
                                       {"biannually", "write \"6 months\" for twice a year, or \"2 years\""},
                                       {"biannual", "write \"6 months\" for twice a year, or \"2 years\""},
                                       {"hourly", "a day is the shortest unit; \"3 times a day\" comes more often"},
                                       {"hour", "a day is the shortest unit; \"3 times a day\" comes more often"},
                                       {"hours", "a day is the shortest unit; \"3 times a day\" comes more often"}};
    for (auto word : text) {
        std::erase(word, '-');
        for (const auto& entry : ambiguous)
            if (entry.word == word) return std::string{entry.hint};
    }
    return "";
}

/// A window in the wrong place: `day between 11:00 and 20:00`, `day 11:00-20:00`.
std::string window_hint(const Words& text) {
    for (std::size_t at = 1; at < text.size(); ++at) {
        const bool opened = text[at] == "between" || text[at] == "from";
        const auto begin = at + (opened || text[at] == "at" ? 1 : 0);
        const auto link = word_at(text, begin + 1);
        const bool linked = link == "and" || link == "to" || link == "until" || link == "till" || link == "-" || link == "–";
        const auto meant = [](std::string_view word) {
            return words::clock_time(word) ? words::clock_time(word) : words::guessed_time(word);
        };
        std::optional<Window> window;
        if (const auto parsed = parse_window(word_at(text, begin)); parsed) {
            window = *parsed;
        } else if (const auto first = meant(word_at(text, begin)), last = meant(word_at(text, begin + 2));
                   linked && first && last && *first != *last) {
            window = Window{*first, *last};
        }
        if (!window || window->begin.minutes == 24 * 60) continue;
        const auto cadence = meant_when_respelt(Words(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at)));
        if (!cadence || exact_time(*cadence)) continue;
        return "write \"every: " + to_text(*cadence) + "\" and beside it \"between: " + to_text(*window) + '"';
    }
    return "";
}

}   // namespace

std::string grammar::suggestion(std::string_view text) {
    const auto written = rewriting::cleaned(text);
    if (auto hint = choice(written); !hint.empty()) return hint;
    if (auto hint = window_hint(written); !hint.empty()) return hint;
    const auto listed = rewriting::without_day_range(written);
    const auto cadence = meant_when_respelt(listed);
    if (!cadence) return two_times(listed);
    const auto has = [&](std::string_view word) { return std::find(written.begin(), written.end(), word) != written.end(); };
    if (const auto* calendar = std::get_if<CalendarCadence>(&*cadence)) {
        const auto* days = std::get_if<Weekdays>(&calendar->on);
        if (listed != written && days != nullptr && *days == Weekdays::working() && calendar->interval == 1) {
            const auto weekday = CalendarCadence{.shape = CalendarCadence::Shape::weekday, .on = {}, .at = calendar->at};
            return words::did_you_mean('"' + to_text(weekday) + "\", or \"" + to_text(*cadence) + '"');
        }
    }
    if (has("fifth") || has("5th")) {
        if (to_text(*cadence).find("last") != std::string::npos) return "not every month has a fifth; " + proposed(*cadence);
    }
    const bool every = written.front() == "every" || written.front() == "each";
    return (every ? "leave \"" + written.front() + "\" out; " : "") + proposed(*cadence);
}

}   // namespace kith
