#include "config/cadence_grammar.hpp"

#include <initializer_list>
#include <optional>
#include <utility>

#include "config/words.hpp"

namespace kith {
namespace {

using grammar::name_of;
using words::failure;
using words::quoted;

constexpr std::string_view weekdays_expected = "one or more of mon, tue, wed, thu, fri, sat and sun";
constexpr std::string_view months_expected = "a month, such as may";
constexpr std::int64_t most_interval = 1000;
constexpr std::int64_t most_count = 100;

std::optional<Unit> unit_named(std::string_view word) {
    if (word.ends_with('s')) word.remove_suffix(1);
    if (word == "day") return Unit::day;
    if (word == "week") return Unit::week;
    if (word == "month") return Unit::month;
    if (word == "year") return Unit::year;
    return std::nullopt;
}

std::optional<Nth> nth_named(std::string_view word) {
    for (const auto nth : {Nth::first, Nth::second, Nth::third, Nth::fourth, Nth::last})
        if (word == name_of(nth)) return nth;
    return std::nullopt;
}

/// Recursive descent, one function a rule, each leaving `at_` behind what it understood.
class Parser {
  public:
    explicit Parser(std::vector<std::string> written) : written_{std::move(written)} {
        for (const auto& word : written_) lower_.push_back(words::lowered(word));
    }

    Parsed<Cadence> cadence();

  private:
    [[nodiscard]] bool at_end() const { return at_ == lower_.size(); }
    /// The word to be read next; empty at the end.
    [[nodiscard]] std::string_view word() const { return at_end() ? std::string_view{} : std::string_view{lower_[at_]}; }
    bool accept(std::initializer_list<std::string_view> any) {
        for (const auto candidate : any)
            if (word() == candidate) return ++at_, true;
        return false;
    }
    [[nodiscard]] std::string understood() const;
    [[nodiscard]] tl::unexpected<TextError> unfit(std::string expected, std::string hint = {}) const;

    Parsed<Cadence> counted();
    Parsed<Cadence> quota(std::int64_t count);
    Parsed<Cadence> elapsed(std::int64_t interval, Unit unit);
    Parsed<Cadence> ended(CalendarCadence cadence, bool bare_time = false);
    Parsed<std::int32_t> within(std::int64_t value, std::int64_t most, std::string_view of) const;
    Parsed<On> place(Unit unit);
    Parsed<On> weekdays();
    Parsed<On> place_in_month();
    Parsed<On> place_in_year();

    std::vector<std::string> written_;
    std::vector<std::string> lower_;
    std::size_t at_ = 0;
};

std::string Parser::understood() const {
    std::string text;
    for (std::size_t index = 0; index < at_; ++index) {
        if (index > 0 && lower_[index] != ",") text += ' ';
        text += written_[index];
    }
    return quoted(text);
}

tl::unexpected<TextError> Parser::unfit(std::string expected, std::string hint) const {
    std::string what = at_end() ? understood() + " ends too early" : quoted(written_[at_]) + " does not fit after " + understood();
    if (at_ == 0) what = quoted(written_[at_]) + " is not how a cadence begins";
    return failure(std::move(what), std::move(expected), std::move(hint));
}

Parsed<Cadence> Parser::cadence() {
    if (lower_.empty()) return failure("no cadence is written", "how often, in words", std::string{grammar::example});
    if (accept({"weekday", "weekdays"})) return ended({.shape = CalendarCadence::Shape::weekday, .on = {}, .at = {}}, true);
    if (accept({"weekend", "weekends"})) return ended({.shape = CalendarCadence::Shape::weekend, .on = {}, .at = {}}, true);
    if (words::weekday_named(word())) {
        auto days = weekdays();
        if (!days) return tl::unexpected<TextError>(days.error());
        return ended({.unit = Unit::week, .on = *days, .at = {}}, true);
    }
    if (accept({"once"})) return quota(1);
    if (accept({"twice"})) return quota(2);
    return counted();
}

Parsed<Cadence> Parser::counted() {
    const auto number = words::whole_number(word());
    if (number) ++at_;
    if (number && accept({"time", "times"})) return quota(*number);
    const auto unit = unit_named(word());
    if (!unit) {
        if (number) return unfit("day, week, month, year or times");
        const bool numeric = word().find_first_not_of("0123456789+-.") == std::string_view::npos;
        if (numeric) return failure(quoted(written_[at_]) + " is not a whole number", "a number from 1 to 1000, without sign or fraction");
        return unfit("day, week, month, year, weekday, weekend, the name of a day, or a number as in 3 times a week",
                     std::string{grammar::example});
    }
    ++at_;
    if (accept({"after"})) return elapsed(number.value_or(1), *unit);
    const auto interval = within(number.value_or(1), most_interval, name_of(*unit));
    if (!interval) return tl::unexpected<TextError>(interval.error());
    CalendarCadence result{.interval = *interval, .unit = *unit, .on = {}, .at = {}};
    if (accept({"on"})) {
        auto on = place(*unit);
        if (!on) return tl::unexpected<TextError>(on.error());
        result.on = *on;
    }
    return ended(result);
}

Parsed<std::int32_t> Parser::within(std::int64_t value, std::int64_t most, std::string_view of) const {
    if (value >= 1 && value <= most) return static_cast<std::int32_t>(value);
    const auto number = quoted(written_.front());
    return failure(number + (value < 1 ? " is too small a number" : " is too large a number"),
                   "1 to " + std::to_string(most) + ' ' + std::string{of} + (of == "times" ? "" : "s"));
}

Parsed<Cadence> Parser::quota(std::int64_t count) {
    const auto times = within(count, most_count, "times");
    if (!times) return tl::unexpected<TextError>(times.error());
    if (!accept({"a"})) return unfit("a day, a week or a month");
    const auto unit = unit_named(word());
    if (!unit) return unfit("day, week or month");
    if (*unit == Unit::year)
        return unfit("day, week or month", "so many times a year is written as an interval: \"3 months\" comes four times");
    ++at_;
    if (at_end()) return QuotaCadence{*times, *unit};
    if (word() == "at" || words::clock_time(word()))
        return unfit("nothing more", "kith chooses these times itself: give it a window with between: and leave the time out");
    if (word() == "on") return unfit("nothing more", "kith chooses these days itself; to name them write \"week on mon,thu\"");
    return unfit("nothing more");
}

Parsed<Cadence> Parser::elapsed(std::int64_t interval, Unit unit) {
    const auto count = within(interval, most_interval, name_of(unit));
    if (!count) return tl::unexpected<TextError>(count.error());
    if (!accept({"contact"})) return unfit("contact");
    if (at_end()) return ElapsedCadence{*count, unit};
    if (word() == "at" || words::clock_time(word()))
        return unfit("nothing more", "a cadence after contact takes a window with between: and not a time");
    if (word() == "on")
        return unfit("nothing more", "a cadence after contact is counted from the day of contact and takes no day of its own");
    return unfit("nothing more");
}

/// `[at HH:MM]` and the end. Behind days' names the time may stand alone: `mon 19:00`.
Parsed<Cadence> Parser::ended(CalendarCadence cadence, bool bare_time) {
    if (at_end()) return cadence;
    if (accept({"at"})) {
        if (at_end()) return unfit("a time HH:MM, from 00:00 to 23:59");
    } else if (!bare_time || !words::clock_time(word())) {
        const bool bare_unit = cadence.shape == CalendarCadence::Shape::plain && cadence.on.index() == 0;
        const bool several = cadence.on.index() != 0 && (word() == "and" || word() == ",");
        if (several) return unfit("at HH:MM, or nothing more", "a cadence has one such day; give the other one an item of its own");
        const std::string_view day = bare_unit && cadence.unit != Unit::day ? "on …, " : "";
        return unfit(std::string{day} + (bare_unit ? "at HH:MM, after contact, or nothing more" : "at HH:MM, or nothing more"));
    }
    const auto time = parse_time(written_[at_]);
    if (!time) return tl::unexpected<TextError>(time.error());
    ++at_;
    cadence.at = *time;
    if (word() == "and" || word() == ",") return unfit("nothing more", "a cadence has one time; give the other one an item of its own");
    if (!at_end()) return unfit("nothing more");
    return cadence;
}

Parsed<On> Parser::place(Unit unit) {
    switch (unit) {
        case Unit::day:
            return unfit("at HH:MM, or nothing more", "a cadence of days has no day to choose; name weekdays with \"week on …\"");
        case Unit::week:
            return weekdays();
        case Unit::month:
            return place_in_month();
        case Unit::year:
            break;
    }
    return place_in_year();
}

Parsed<On> Parser::weekdays() {
    Weekdays days;
    for (;;) {
        const auto day = words::weekday_named(word());
        if (!day) return unfit(std::string{weekdays_expected});
        days.add(*day);
        ++at_;
        const bool comma = accept({","});
        const bool conjunction = accept({"and"});
        if (!comma && !conjunction) return days;
    }
}

Parsed<On> Parser::place_in_month() {
    const std::string expected = "day 1 to day 31, last day, or first, second, third, fourth or last and a weekday";
    if (accept({"day"})) {
        const auto day = words::whole_number(word());
        if (!day || *day < 1 || *day > 31) return unfit("a day of the month, 1 to 31");
        ++at_;
        return OnMonthDay{static_cast<std::int8_t>(*day)};
    }
    const auto nth = nth_named(word());
    if (!nth) return unfit(expected);
    ++at_;
    if (*nth == Nth::last && accept({"day"})) return OnLastDay{};
    const auto weekday = words::weekday_named(word());
    if (!weekday) return unfit(*nth == Nth::last ? "day, or mon, tue, wed, thu, fri, sat or sun" : "mon, tue, wed, thu, fri, sat or sun");
    ++at_;
    return OnNthWeekday{*nth, *weekday};
}

Parsed<On> Parser::place_in_year() {
    if (const auto nth = nth_named(word())) {
        ++at_;
        const auto weekday = words::weekday_named(word());
        if (!weekday) return unfit("mon, tue, wed, thu, fri, sat or sun");
        ++at_;
        if (!accept({"of"}))
            return unfit("of and a month, as in \"" + std::string{name_of(*nth)} + ' ' + std::string{to_text(*weekday)} + " of may\"");
        const auto month = words::month_named(word());
        if (!month) return unfit(std::string{months_expected});
        ++at_;
        return OnNthWeekdayOf{*nth, *weekday, static_cast<std::int8_t>(*month)};
    }
    const auto day = parse_month_day(word());
    if (!day && !word().empty() && words::is_digit(word().front())) return tl::unexpected<TextError>(day.error());
    if (!day) return unfit("a date MM-DD such as 03-02, or a weekday such as first sun of may");
    ++at_;
    return *day;
}

}   // namespace

std::string_view grammar::name_of(Unit unit) {
    switch (unit) {
        case Unit::day:
            return "day";
        case Unit::week:
            return "week";
        case Unit::month:
            return "month";
        case Unit::year:
            break;
    }
    return "year";
}

std::string_view grammar::name_of(Nth nth) {
    switch (nth) {
        case Nth::first:
            return "first";
        case Nth::second:
            return "second";
        case Nth::third:
            return "third";
        case Nth::fourth:
            return "fourth";
        case Nth::last:
            break;
    }
    return "last";
}

std::vector<std::string> grammar::split(std::string_view text) {
    std::vector<std::string> result;
    bool open = false;
    while (!text.empty()) {
        const auto blank = words::blank_at_front(text);
        if (blank != 0) {
            open = false;
            text.remove_prefix(blank);
            continue;
        }
        const bool comma = text.front() == ',';
        if (comma || !open) result.emplace_back();
        open = !comma;
        result.back() += text.front();
        text.remove_prefix(1);
    }
    return result;
}

Parsed<Cadence> grammar::parse_strictly(std::string_view text) { return Parser{split(text)}.cadence(); }

}   // namespace kith
