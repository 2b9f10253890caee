#include "tests/simulation/plan_text.hpp"

#include <cctype>
#include <cstdio>

#include "tests/simulation/random.hpp"

namespace kith::simulation {
namespace {

constexpr unsigned people = 8;
constexpr unsigned changed_percent = 12, removed_percent = 6, renamed_percent = 12;

std::string clock_time(Random& random) {
    // Often where DST changes and days end.
    constexpr const char* awkward[] = {"00:00", "00:30", "01:59", "02:00", "02:30", "03:00", "03:59", "04:00", "23:30", "23:59"};
    if (random.chance(25)) return random.pick(awkward);
    char text[8];
    std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(random.between(6, 23)), static_cast<int>(random.below(60)));
    return text;
}

std::string window(Random& random) {
    if (random.chance(10)) return "22:00-02:00";
    const std::int64_t begin = random.between(0, 22);
    const std::int64_t end = random.between(begin + 1, 24);
    char text[16];
    std::snprintf(text, sizeof text, "%02d:00-%02d:%02d", static_cast<int>(begin), static_cast<int>(end),
                  end == 24 ? 0 : static_cast<int>(random.below(60)));
    return text;
}

std::string cadence(Random& random, unsigned edition) {
    constexpr const char* list[] = {"day",
                                    "5 days",
                                    "3 days",
                                    "week",
                                    "week on sun",
                                    "week on mon, thu",
                                    "2 weeks on sat",
                                    "weekday",
                                    "weekend",
                                    "month",
                                    "month on day 31",
                                    "month on last day",
                                    "month on first fri",
                                    "3 months on last sun",
                                    "year on 02-29",
                                    "year on second mon of march",
                                    "week on tue",
                                    "2 weeks",
                                    "twice a week",
                                    "3 times a day",
                                    "5 times a month",
                                    "10 times a week",
                                    "once a month",
                                    "10 days after contact",
                                    "4 weeks after contact",
                                    "month after contact"};
    constexpr std::size_t in_edition_1 = 18, in_edition_2 = 23;
    return list[random.below(edition == 1 ? in_edition_1 : edition == 2 ? in_edition_2 : std::size(list))];
}

std::string date(Random& random) {
    char text[16];
    std::snprintf(text, sizeof text, "20%02d-%02d-%02d", static_cast<int>(random.between(20, 34)), static_cast<int>(random.between(1, 12)),
                  static_cast<int>(random.between(1, 28)));
    return text;
}

std::string month_day(Random& random) {
    if (random.chance(10)) return "02-29";
    char text[8];
    std::snprintf(text, sizeof text, "%02d-%02d", static_cast<int>(random.between(1, 12)), static_cast<int>(random.between(1, 28)));
    return text;
}

/// Its smaller variant (S6).
std::string smaller(Random& random, bool without_at) {
    std::string text = ", minimum: {do: \"One line to {name}\"";
    if (random.chance(40))
        text += random.chance(50) ? ", every: 2 weeks on sun" : ", every: week on wed";
    else if (!without_at && random.chance(40))
        return text + ", at: \"" + clock_time(random) + "\"}";
    if (random.chance(50)) text += ", between: \"" + window(random) + '"';
    return text + '}';
}

std::string seasons(Random random) {
    std::string text = "seasons:\n  calm: {daily_limit: 2}\n  grief: {keep: minimum, daily_limit: ";
    text += std::to_string(random.between(0, 3));
    text += "}\n";
    if (!random.chance(30)) return text;
    const std::string year = std::to_string(random.between(2024, 2034));
    text += "  newborn: {keep: minimum, from: ";
    text += year;
    text += "-02-20, until: ";
    text += year;
    return text + "-06-05}\n";
}

std::string heads_up(Random& random, unsigned edition) {
    constexpr const char* leads[] = {"20m", "2h", "14h", "1 day", "3 days", "1 week"};
    if (edition < 6 || !random.chance(40)) return {};
    const std::string first = random.pick(leads), second = random.pick(leads);
    return ", heads_up: [" + first + (first == second ? "" : ", " + second) + "]";
}

std::string item_line(Random random, unsigned number, unsigned edition) {
    std::string line = "  item-" + std::to_string(number);
    const auto first = random.below(people);
    const bool each = edition > 1 && random.chance(10);
    const bool one_of = edition > 2 && !each && random.chance(15);
    line += each ? ": {each: " : one_of ? ": {one_of: " : ": {with: ";
    if (each || one_of || random.chance(15)) {
        line += "[p";
        line += std::to_string(first);
        line += ", p";
        line += std::to_string((first + 1) % people);
        line += "]";
    } else {
        line += "p";
        line += std::to_string(first);
    }
    const std::string every = cadence(random, edition);
    line += ", every: \"" + every;
    const bool quota = every.find(" a ") != std::string::npos;
    const bool elapsed = every.find("after contact") != std::string::npos;
    if (!quota && !elapsed && random.chance(30))
        line += " at " + clock_time(random) + '"' + heads_up(random, edition);
    else
        line += random.chance(50) ? "\", between: \"" + window(random) + '"' : std::string{"\""};
    if (elapsed && random.chance(40)) line += ", latest: 6 weeks";
    if (random.chance(10)) line += ", from: " + date(random);
    if (random.chance(5)) line += ", except: [" + date(random) + "]";
    if (edition > 4 && random.chance(15))
        line += smaller(random, quota || elapsed);
    else if (random.chance(30))
        line += ", minimum: true";
    if (edition > 1 && random.chance(20)) line += ", by: call";
    // What is written must come out as it went in (I12).
    if (random.chance(10)) line += R"(, do: "<b>Call</b> {name} & co; '$(x)' %s")";
    return line + "}\n";
}

std::string settings(Random random) {
    std::string text;
    constexpr const char* starts[] = {"00:00", "04:00", "05:30", "23:00"};
    if (random.chance(40)) text += std::string{"day_starts: \""} + random.pick(starts) + "\"\n";
    if (random.chance(50)) text += "waking: " + window(random) + '\n';
    if (random.chance(60))
        text += "quiet: [21:30-08:00]\n";
    else if (random.chance(40))
        text += "quiet: [{days: [sat, sun], between: " + window(random) + "}, " + window(random) + "]\n";
    if (random.chance(30)) text += "solitude:\n  walk: {every: week on sat, between: 10:00-12:00}\n";
    text += "daily_limit: " + std::to_string(random.chance(70) ? random.between(1, 8) : random.between(0, 30)) + '\n';
    constexpr const char* gaps[] = {"0m", "1m", "30m", "2h", "6h"};
    text += std::string{"gap: "} + random.pick(gaps) + '\n';
    if (random.chance(20)) text += "reflect: false\n";
    if (random.chance(15)) text += std::string{"timezone: "} + random.pick(some_zones) + '\n';
    return text;
}

/// Another number after some edits, the same one after most.
std::uint64_t number_for(std::uint64_t seed, std::uint64_t edit, std::uint64_t part) {
    const bool changed = edit != 0 && Random{mixed(seed, edit, part)}.chance(changed_percent);
    return mixed(seed, changed ? edit : 0, part);
}

/// With which edits it has its other name.
bool otherwise(std::uint64_t seed, std::uint64_t edit, std::uint64_t thing) {
    return edit != 0 && Random{mixed(seed, edit, 6'000'000 + thing)}.chance(renamed_percent);
}

/// `letter` and a digit, wherever it is a word of its own.
void replace_word(std::string& text, const std::string& word, const std::string& by) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size())) {
        const bool begins = at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]));
        const bool ends = !std::isalnum(static_cast<unsigned char>(text[at + word.size()]));
        if (begins && ends) text.replace(at, word.size(), by);
    }
}

/// Some are called otherwise for as long as an edit lasts: item-3 is item-3b then, p2 is p2b, and each says what it was.
void rename_some(std::string& text, std::uint64_t seed, std::uint64_t edit, unsigned items) {
    const auto rename = [&](std::uint64_t thing, std::string name, unsigned number) {
        name += std::to_string(number);
        const std::string line = "  " + name + ": {", other = name + "b";
        const std::size_t at = text.find(line);
        if (at == std::string::npos) return;
        const bool now = otherwise(seed, edit, thing);
        text.insert(at + line.size(), "was: [" + (now ? name + "was" : other) + "], ");
        if (!now) return;
        replace_word(text, name, other);
        text.replace(text.find(name + "was"), name.size() + 3, name);
    };
    for (unsigned item = 0; item < items; ++item) rename(item, "item-", item);
    for (unsigned person = 0; person < people; ++person) rename(1000 + person, "p", person);
}

std::string plan_as_of_edition_4(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition);

}   // namespace

std::string plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition) {
    std::string text = plan_as_of_edition_4(seed, edit, items, edition);
    if (edition > 4) rename_some(text, seed, edit, items);
    return text;
}

namespace {

std::string plan_as_of_edition_4(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition) {
    std::string text = settings(Random{number_for(seed, edit, 1'000'000)});
    text += "people:\n";
    for (unsigned person = 0; person < people; ++person) {
        Random random{number_for(seed, edit, 2'000'000 + person)};
        text += "  p" + std::to_string(person) + ": {name: \"P" + std::to_string(person) + "\"";
        if (random.chance(8)) text += ", distance: true";
        if (edition > 1 && random.chance(25)) text += ", born: " + month_day(random);
        if (edition > 2 && random.chance(20)) text += random.chance(50) ? ", space: 3d" : ", space: 20h";
        if (edition > 4 && random.chance(30)) {
            constexpr const char* hours[] = {"09:00-22:00", "22:00-06:00", "07:30-12:00", "00:30-23:30"};
            text += std::string{", awake: "} + random.pick(hours);
            if (random.chance(60)) text += std::string{", timezone: "} + random.pick(some_zones);
        }
        text += "}\n";
    }
    text += "touchpoints:\n";
    bool any = false;
    for (unsigned item = 0; item < items; ++item) {
        if (edit != 0 && Random{mixed(seed, edit, 3'000'000 + item)}.chance(removed_percent)) continue;
        text += item_line(Random{number_for(seed, edit, item)}, item, edition);
        any = true;
    }
    if (!any) text += item_line(Random{seed}, 0, edition);
    if (edition > 4) text += seasons(Random{number_for(seed, edit, 6'000'000)});
    return text;
}

}   // namespace

std::string bad_plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition) {
    Random random{mixed(seed, edit, 4'000'000)};
    const std::string good = plan_text(seed, edit, items, edition);
    switch (random.below(6)) {
        case 0:
            return "";
        case 1:
            return good + "touchpints: {}\n";
        case 2:
            return good + "  item-x: {with: nobody, every: day}\n";
        case 3:
            return good + "  item-0: {with: p0, every: fortnightly}\n";
        case 4:
            return good + "gap: \"never\n";
        default:
            return good + "people: *everybody\n";
    }
}

std::string torn_plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition) {
    const std::string whole = plan_text(seed, edit, items, edition);
    return whole.substr(0, mixed(seed, edit, 5'000'000) % whole.size());
}

}   // namespace kith::simulation
