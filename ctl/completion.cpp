#include "ctl/completion.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <set>

#include "config/value.hpp"
#include "ctl/command_table.hpp"

namespace kith::ctl {
namespace {

/// What a command takes as its words.
enum class Takes : unsigned char { nothing, thing, item, person, people, season, cadence, file, command, level, until, key, editable };

struct Taking {
    std::string_view command;
    Takes first = Takes::nothing;
    Takes further = Takes::nothing;
};
constexpr Taking takings[] = {{"done", Takes::thing},
                              {"snooze", Takes::thing, Takes::until},
                              {"skip", Takes::thing},
                              {"log", Takes::people, Takes::people},
                              {"quiet", Takes::until, Takes::until},
                              {"pause", Takes::thing, Takes::until},
                              {"resume", Takes::thing},
                              {"season", Takes::season, Takes::until},
                              {"energy", Takes::level},
                              {"note", Takes::person},
                              {"promise", Takes::person},
                              {"ask", Takes::person},
                              {"timeout", Takes::person},
                              {"show", Takes::thing},
                              {"why", Takes::thing},
                              {"history", Takes::thing},
                              {"report", Takes::person},
                              {"set", Takes::editable, Takes::key},
                              {"unset", Takes::editable, Takes::key},
                              {"rename", Takes::editable},
                              {"remove", Takes::editable},
                              {"plan check", Takes::file},
                              {"cadence", Takes::cadence, Takes::cadence},
                              {"forget", Takes::thing},
                              {"help", Takes::command}};

constexpr std::array<std::string_view, 7> day_words_short{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 8> cadence_beginnings{"day", "week", "month", "year", "weekday", "weekend", "2", "3"};
constexpr std::array<std::string_view, 4> cadence_units{"days", "weeks", "months", "times"};
constexpr std::array<std::string_view, 7> usual_circles{"family", "friends", "partner", "community", "work", "support", "self"};
constexpr std::array<std::string_view, 4> usual_kinds{"message", "voice", "call", "in-person"};
constexpr std::array<std::string_view, 6> usual_times{"20m", "1h", "2h", "tonight", "tomorrow", "until"};

std::string_view adding(PlanPart part) {
    switch (part) {
        case PlanPart::touchpoint:
            return "add touchpoint";
        case PlanPart::checkin:
            return "add checkin";
        case PlanPart::person:
            return "add person";
        case PlanPart::solitude:
            return "add solitude";
        case PlanPart::season:
            break;
    }
    return "add season";
}

class Completing {
  public:
    Completing(const std::vector<std::string>& line, const std::vector<PlanText>& texts)
        : line_{line}, texts_{texts}, typed_{line.empty() ? "" : line.back()} {}

    Completion run() {
        const std::size_t before = line_.empty() ? 0 : line_.size() - 1;
        if (before == 0) return first_words(), result_;
        const auto named = find_command({line_.begin(), line_.end() - 1});
        if (!named) {
            if (before == 1) second_words(line_.front());
            return result_;
        }
        const Command& command = *named->command;
        if (before < named->words) return result_;
        if (typed_.starts_with('-')) return options(command), result_;
        if (before > named->words)
            if (const Option* const option = option_named(command, line_[before - 1]); option != nullptr && !option->value.empty())
                return value_of_option(*option), result_;
        words(command, named->words, before);
        return result_;
    }

  private:
    void offer(std::string_view word, std::string_view what = {}) {
        const auto odd = [](char c) {
            return !(std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '_' ||
                     c == '.');
        };
        if (word.empty() || std::any_of(word.begin(), word.end(), odd) || !word.starts_with(typed_)) return;
        if (seen_.insert(std::string{word}).second) result_.candidates.push_back({std::string{word}, std::string{what}});
    }
    void offer_all(const auto& some) {
        for (const auto& one : some) offer(one);
    }

    void first_words() {
        for (const Command& command : commands()) {
            const std::size_t space = command.name.find(' ');
            offer(command.name.substr(0, space), space == std::string_view::npos ? command.summary : command.group);
        }
    }
    void second_words(std::string_view first) {
        for (const Command* const command : family(first)) offer(command->name.substr(first.size() + 1), command->summary);
    }
    void options(const Command& command) {
        for (const Option& option : command.options)
            if (std::find(line_.begin(), line_.end() - 1, option.name) == line_.end() - 1) offer(option.name, option.help);
    }
    static const Option* option_named(const Command& command, std::string_view word) {
        const auto found = std::find_if(command.options.begin(), command.options.end(),
                                        [&](const Option& one) { return one.name == word || (!one.alias.empty() && one.alias == word); });
        return found == command.options.end() ? nullptr : &*found;
    }

    void names(bool people, bool items, bool seasons) {
        for (const PlanName& one : names_in_plan(texts_)) {
            const bool person = one.part == PlanPart::person;
            const bool item = one.part == PlanPart::touchpoint || one.part == PlanPart::checkin;
            if (person && people) offer(one.name, "a person");
            if (item && items) offer(one.name, one.part == PlanPart::checkin ? "a check-in" : "a touchpoint");
            if (!person && !item && seasons) offer(one.name, one.part == PlanPart::season ? "a season" : "time for yourself");
        }
    }
    /// The usual ones, and those of the plan's people.
    void offer_circles() {
        offer_all(usual_circles);
        for (const PlanText& text : texts_) {
            std::vector<Problem> ignored;
            const auto document = Document::parse_leniently(text.file, text.bytes, ignored);
            if (!document) continue;
            const Value plan = value_of(*document);
            if (const Value* const people = plan.find("people"))
                for (const ValueEntry& person : people->map)
                    if (const Value* const circle = person.value.find("circle")) offer(circle->text);
        }
    }

    void value_of_option(const Option& option) {
        std::string_view choices = option.choices;
        while (!choices.empty()) {
            const std::size_t end = std::min(choices.find(' '), choices.size());
            offer(choices.substr(0, end));
            choices.remove_prefix(std::min(end + 1, choices.size()));
        }
        const std::string_view name = option.name;
        if (name == "--kind" || (name == "--by" && option.value == "KIND")) offer_all(usual_kinds);
        if (name == "--by" && option.value == "DAY") offer_all(day_words_short), offer("tomorrow");
        if (name == "--with" || name == "--one-of" || name == "--each") names(true, false, false);
        if (name == "--each" || name == "--circle") offer_circles();
        if (name == "--every") offer_all(cadence_beginnings);
        if (option.value == "true") offer("true");
        result_.files = option.value == "FILE";
    }

    void words(const Command& command, std::size_t named, std::size_t before) {
        const auto* const found =
            std::find_if(std::begin(takings), std::end(takings), [&](const Taking& one) { return one.command == command.name; });
        if (found == std::end(takings)) return;
        switch (before == named ? found->first : found->further) {
            case Takes::nothing:
                return;
            case Takes::thing:
                return names(true, true, false);
            case Takes::item:
                return names(false, true, false);
            case Takes::person:
            case Takes::people:
                return names(true, false, false);
            case Takes::season:
                for (const PlanName& one : names_in_plan(texts_))
                    if (one.part == PlanPart::season) offer(one.name);
                return offer("off");
            case Takes::cadence:
                return cadence(before == named ? std::string{} : line_[before - 1]);
            case Takes::file:
                result_.files = true;
                return;
            case Takes::command:
                return first_words();
            case Takes::level:
                return offer_all(std::array<std::string_view, 3>{"low", "normal", "high"});
            case Takes::until:
                offer_all(usual_times);
                offer_all(day_words_short);
                return offer("off");
            case Takes::editable:
                offer_all(settings_of_plans());
                return names(true, true, true);
            case Takes::key:
                return keys(named, before);
        }
    }

    /// What can be told of a new thing can be changed of an old one.
    void keys(std::size_t named, std::size_t before) {
        if (before > named + 1) {
            if (line_[named + 1] == "every") cadence(before == named + 2 ? std::string{} : line_[before - 1]);
            return;
        }
        for (const PlanName& one : names_in_plan(texts_)) {
            if (one.name != line_[named]) continue;
            const auto found = std::find_if(commands().begin(), commands().end(),
                                            [&](const Command& command) { return command.name == adding(one.part); });
            for (const Option& option : found->options) {
                std::string key{option.name.substr(2)};
                std::replace(key.begin(), key.end(), '-', '_');
                if (option.name != "--dry-run") offer(key, option.help);
            }
        }
    }

    void cadence(const std::string& last) {
        const auto among = [&](const auto& some) { return std::find(some.begin(), some.end(), last) != some.end(); };
        if (last.empty()) return offer_all(cadence_beginnings);
        if (last == "after") return offer("contact");
        if (last == "on") {
            offer_all(day_words_short);
            return offer_all(std::array<std::string_view, 7>{"first", "second", "third", "fourth", "last", "day", "weekend"});
        }
        if (among(std::array<std::string_view, 5>{"first", "second", "third", "fourth", "last"}))
            return offer_all(day_words_short), offer("day");
        if (last == "times") return offer("a");
        if (last == "a") return offer_all(std::array<std::string_view, 3>{"day", "week", "month"});
        if (std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; })) return offer_all(cadence_units);
        offer_all(std::array<std::string_view, 3>{"on", "at", "after"});
    }

    const std::vector<std::string>& line_;
    const std::vector<PlanText>& texts_;
    std::string typed_;
    std::set<std::string> seen_;
    Completion result_;
};

}   // namespace

Completion complete(const std::vector<std::string>& line, const std::vector<PlanText>& texts) { return Completing{line, texts}.run(); }

}   // namespace kith::ctl
