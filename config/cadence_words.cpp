// A cadence as a sentence: what `kithctl cadence` says and what an edit reports.

#include <array>
#include <cstdint>

#include "config/cadence_grammar.hpp"
#include "config/cadence_text.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

/// 1st, 2nd, 3rd, 11th, 22nd.
std::string ordinal_digits(std::int32_t number) {
    const bool teen = number / 10 % 10 == 1;
    const auto last = teen ? 0 : number % 10;
    return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

/// first … tenth, then 11th.
std::string ordinal(std::int32_t number) {
    constexpr std::array<std::string_view, 10> names{"first", "second",  "third",  "fourth", "fifth",
                                                     "sixth", "seventh", "eighth", "ninth",  "tenth"};
    if (number > 10) return ordinal_digits(number);
    return std::string{names.at(static_cast<std::size_t>(number - 1))};
}

/// one … ten, then 11.
std::string cardinal(std::int32_t number) {
    constexpr std::array<std::string_view, 10> names{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    if (number > 10) return std::to_string(number);
    return std::string{names.at(static_cast<std::size_t>(number - 1))};
}

std::string every(std::int32_t interval, std::string_view what) {
    return (interval == 1 ? "every " : "every " + ordinal(interval) + ' ') + std::string{what};
}

/// Monday, Thursday and Sunday.
std::string list_of(Weekdays days) {
    std::vector<std::string_view> names;
    for (int index = 0; index < 7; ++index)
        if (const auto day = static_cast<Weekday>(index); days.contains(day)) names.push_back(full_name(day));
    std::string text;
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (index > 0) text += index + 1 == names.size() ? " and " : ", ";
        text += names[index];
    }
    return text;
}

std::string weekday_of_month(Nth nth, Weekday day) {
    return "the " + (nth == Nth::last ? "last" : ordinal(static_cast<std::int32_t>(nth) + 1)) + ' ' + std::string{full_name(day)};
}

/// A sentence of which `note` follows the time, because what it explains would part the day from its time otherwise.
struct Phrase {
    std::string text;
    std::string note;
};

struct Day {
    const CalendarCadence& cadence;

    [[nodiscard]] std::string period() const { return every(cadence.interval, std::string{grammar::name_of(cadence.unit)}); }

    Phrase operator()(std::monostate) const { return {period(), ""}; }
    Phrase operator()(Weekdays days) const {
        const auto names = list_of(days);
        // "Every third Monday" could be a month's third one, and "every second Monday and Thursday" alternate.
        const bool several = names.find(' ') != std::string::npos;
        if (cadence.interval > 2 || (several && cadence.interval > 1)) return {"on " + names + " of " + period(), ""};
        return {every(cadence.interval, names), ""};
    }
    Phrase operator()(OnMonthDay on) const {
        return {"on the " + ordinal_digits(on.day) + " of " + period(), on.day > 28 ? " (its last day where a month is shorter)" : ""};
    }
    Phrase operator()(OnLastDay) const { return {"on the last day of " + period(), ""}; }
    Phrase operator()(OnNthWeekday on) const { return {"on " + weekday_of_month(on.nth, on.weekday) + " of " + period(), ""}; }
    Phrase operator()(MonthDay on) const {
        const bool leap_day = on.month == 2 && on.day == 29;
        return {period() + " on " + std::to_string(on.day) + ' ' + std::string{words::month_name(on.month)},
                leap_day ? " (28 February where the year has no 29th)" : ""};
    }
    Phrase operator()(OnNthWeekdayOf on) const {
        return {period() + " on " + weekday_of_month(on.nth, on.weekday) + " of " + std::string{words::month_name(on.month)}, ""};
    }
};

std::string text_of(Window between) {
    const bool to_midnight = between.end.minutes % (24 * 60) == 0;
    if (to_midnight && between.begin.minutes == 0) return "at any time of the day";
    std::string text = "between " + to_text(between.begin) + " and " + (to_midnight ? "midnight" : to_text(between.end));
    return between.crosses_midnight() && !to_midnight ? text + " the next day" : text;
}

std::string sentence(const CalendarCadence& cadence, Window between) {
    Phrase phrase;
    switch (cadence.shape) {
        case CalendarCadence::Shape::weekday:
            phrase.text = "every weekday";
            break;
        case CalendarCadence::Shape::weekend:
            phrase.text = "every Saturday and Sunday";
            break;
        case CalendarCadence::Shape::plain:
            phrase = std::visit(Day{cadence}, cadence.on);
            break;
    }
    return phrase.text + ' ' + (cadence.at ? "at " + to_text(*cadence.at) : text_of(between)) + phrase.note;
}

std::string sentence(const QuotaCadence& cadence, Window between) {
    const auto times = cadence.count == 1 ? "once" : cadence.count == 2 ? "twice" : cardinal(cadence.count) + " times";
    return times + " a " + std::string{grammar::name_of(cadence.unit)} + ", " + text_of(between);
}

std::string sentence(const ElapsedCadence& cadence, Window between) {
    const auto unit = std::string{grammar::name_of(cadence.unit)} + (cadence.interval == 1 ? "" : "s");
    return cardinal(cadence.interval) + ' ' + unit + " after you were last in touch, " + text_of(between);
}

}   // namespace

std::string in_words(const Cadence& cadence, Window between) {
    return std::visit([between](const auto& shape) { return sentence(shape, between); }, cadence);
}

}   // namespace kith
