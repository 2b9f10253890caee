#include "tests/simulation/plan_text.hpp"

#include <cstdio>

#include "tests/simulation/random.hpp"

namespace kith::simulation {
namespace {

constexpr unsigned people = 8;
constexpr unsigned changed_percent = 12, removed_percent = 6;

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
        line += " at " + clock_time(random) + '"';
    else
        line += random.chance(50) ? "\", between: \"" + window(random) + '"' : std::string{"\""};
    if (elapsed && random.chance(40)) line += ", latest: 6 weeks";
    if (random.chance(10)) line += ", from: " + date(random);
    if (random.chance(5)) line += ", except: [" + date(random) + "]";
    if (random.chance(30)) line += ", minimum: true";
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

}   // namespace

std::string plan_text(std::uint64_t seed, std::uint64_t edit, unsigned items, unsigned edition) {
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
    return text;
}

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
