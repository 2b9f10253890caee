#include "config/cadence_text.hpp"

#include <cassert>

#include "config/cadence_grammar.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using grammar::name_of;

struct OnText {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(Weekdays days) const {
        assert(!days.empty());
        std::string list;
        for (int index = 0; index < 7; ++index) {
            const auto day = static_cast<Weekday>(index);
            if (!days.contains(day)) continue;
            if (!list.empty()) list += ',';
            list += to_text(day);
        }
        return list;
    }
    std::string operator()(OnMonthDay on) const { return "day " + std::to_string(on.day); }
    std::string operator()(OnLastDay) const { return "last day"; }
    std::string operator()(OnNthWeekday on) const { return std::string{name_of(on.nth)} + ' ' + std::string{to_text(on.weekday)}; }
    std::string operator()(MonthDay on) const { return to_text(on); }
    std::string operator()(OnNthWeekdayOf on) const {
        return (*this)(OnNthWeekday{on.nth, on.weekday}) + " of " + std::string{words::short_month_name(on.month)};
    }
};

std::string interval_text(std::int32_t interval, Unit unit) {
    if (interval == 1) return std::string{name_of(unit)};
    return std::to_string(interval) + ' ' + std::string{name_of(unit)} + 's';
}

std::string text_of(const CalendarCadence& cadence) {
    std::string text;
    switch (cadence.shape) {
        case CalendarCadence::Shape::weekday:
            text = "weekday";
            break;
        case CalendarCadence::Shape::weekend:
            text = "weekend";
            break;
        case CalendarCadence::Shape::plain:
            text = interval_text(cadence.interval, cadence.unit);
            break;
    }
    if (const auto on = std::visit(OnText{}, cadence.on); !on.empty()) text += " on " + on;
    if (cadence.at) text += " at " + to_text(*cadence.at);
    return text;
}

std::string text_of(const QuotaCadence& cadence) {
    return std::to_string(cadence.count) + (cadence.count == 1 ? " time a " : " times a ") + std::string{name_of(cadence.unit)};
}

std::string text_of(const ElapsedCadence& cadence) { return interval_text(cadence.interval, cadence.unit) + " after contact"; }

}   // namespace

Parsed<Cadence> parse_cadence(std::string_view text) {
    if (text.size() > grammar::longest_cadence)
        return words::failure(words::quoted(text) + " is too long for a cadence",
                              "at most " + std::to_string(grammar::longest_cadence) + " bytes", std::string{grammar::example});
    auto cadence = grammar::parse_strictly(text);
    if (cadence) return cadence;
    auto& error = cadence.error();
    if (const auto guess = grammar::suggestion(text); !guess.empty()) error.hint = guess;
    return cadence;
}

std::string to_text(const Cadence& cadence) {
    return std::visit([](const auto& shape) { return text_of(shape); }, cadence);
}

}   // namespace kith
