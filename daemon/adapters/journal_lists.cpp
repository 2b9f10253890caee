#include "daemon/adapters/journal_lists.hpp"

#include <charconv>
#include <sstream>
#include <utility>

#include "daemon/adapters/journal_values.hpp"

namespace kith::adapters {

std::string pack_days(const std::vector<core::DayCount>& days) {
    Pairs pairs;
    for (const core::DayCount& count : days) pairs.emplace_back(count.day, count.places);
    return pack(pairs);
}

// A range as its first day and its length less one: small numbers.
std::string pack_ranges(const std::vector<core::SlotRange>& ranges) {
    Pairs pairs;
    for (const core::SlotRange& range : ranges) pairs.emplace_back(range.first, std::int64_t{range.last} - range.first);
    return pack(pairs);
}

std::optional<std::vector<core::DayCount>> unpack_days(std::string_view bytes) {
    const auto pairs = unpack(bytes);
    if (!pairs) return std::nullopt;
    std::vector<core::DayCount> days;
    for (const auto& [day, places] : *pairs) {
        if (!std::in_range<std::int32_t>(day) || !std::in_range<std::int32_t>(places)) return std::nullopt;
        days.push_back({static_cast<std::int32_t>(day), static_cast<std::int32_t>(places)});
    }
    return days;
}

std::optional<std::vector<core::SlotRange>> unpack_ranges(std::string_view bytes) {
    const auto pairs = unpack(bytes);
    if (!pairs) return std::nullopt;
    std::vector<core::SlotRange> ranges;
    for (const auto& [first, more] : *pairs) {
        const std::int64_t last = sum(first, more);
        if (!core::Slot::of_number(first) || !core::Slot::of_number(last)) return std::nullopt;
        ranges.push_back({first, last});
    }
    return ranges;
}

std::string pack_picks(const std::vector<core::Pick>& picks) {
    std::string text;
    for (const core::Pick& pick : picks) text += std::to_string(pick.slot.number()) + ' ' + pick.person + '\n';
    return text;
}

std::optional<std::vector<core::Pick>> unpack_picks(const std::string& text) {
    std::vector<core::Pick> picks;
    std::istringstream lines{text};
    std::int64_t number = 0;
    for (std::string person; lines >> number && lines.get() == ' ' && std::getline(lines, person);) {
        const auto slot = core::Slot::of_number(number);
        if (!slot) return std::nullopt;
        picks.push_back({*slot, person});
    }
    return lines.eof() ? std::optional{picks} : std::nullopt;
}

std::string pack_events(const std::vector<core::Sequence>& events) {
    Pairs pairs;
    for (const core::Sequence event : events) pairs.emplace_back(static_cast<std::int64_t>(event), 0);
    return pack(pairs);
}

std::optional<std::vector<core::Sequence>> unpack_events(std::string_view bytes) {
    const auto pairs = unpack(bytes);
    if (!pairs) return std::nullopt;
    std::vector<core::Sequence> events;
    for (const auto& [event, zero] : *pairs) {
        if (zero != 0) return std::nullopt;
        events.push_back(static_cast<core::Sequence>(event));
    }
    return events;
}

// A line each: its end in seconds, or -, and a name, which holds no end of a line.
std::string pack_pauses(const std::vector<core::Pause>& pauses) {
    std::string lines;
    for (const core::Pause& pause : pauses) lines += (pause.until ? std::to_string(to_seconds(*pause.until)) : "-") + ' ' + pause.id + '\n';
    return lines;
}

std::optional<std::vector<core::Pause>> unpack_pauses(std::string_view lines) {
    std::vector<core::Pause> pauses;
    while (!lines.empty()) {
        const std::size_t gap = lines.find(' ');
        const std::size_t end = lines.find('\n');
        if (gap > end || end == std::string_view::npos) return std::nullopt;
        core::Pause pause{.id = std::string{lines.substr(gap + 1, end - gap - 1)}, .until = {}};
        if (const std::string_view until = lines.substr(0, gap); until != "-") {
            std::int64_t seconds = 0;
            if (std::from_chars(until.data(), until.data() + until.size(), seconds).ec != std::errc{}) return std::nullopt;
            pause.until = to_instant(seconds);
        }
        pauses.push_back(std::move(pause));
        lines.remove_prefix(end + 1);
    }
    return pauses;
}

// "season SINCE UNTIL ID", "energy DAY LEVEL", "force LOW ID": instants in seconds, - for none; an id may be empty, and holds no space.
std::string pack_life(const core::GeneralState& general) {
    std::string lines;
    if (const auto& season = general.season)
        lines += "season " + std::to_string(to_seconds(season->since)) + ' ' +
                 (season->until ? std::to_string(to_seconds(*season->until)) : "-") + ' ' + season->id + '\n';
    if (const auto& energy = general.energy)
        lines += "energy " + std::to_string(energy->day) + ' ' + std::to_string(static_cast<int>(energy->level)) + '\n';
    if (const core::InForce& force = general.in_force; force != core::InForce{})
        lines += std::string{"force "} + (force.low ? "1 " : "0 ") + force.season + '\n';
    return lines;
}

bool unpack_life(const std::string& lines, core::GeneralState& general) {
    std::istringstream all{lines};
    for (std::string line; std::getline(all, line);) {
        std::istringstream words{line};
        std::string kind, until, id;
        std::int64_t number = 0;
        int level = 0;
        words >> kind >> number;
        if (kind == "season" && words >> until) {
            general.season = core::ChosenSeason{.id = {}, .since = to_instant(number), .until = {}};
            std::int64_t end = 0;
            if (until != "-" && std::from_chars(until.data(), until.data() + until.size(), end).ec != std::errc{}) return false;
            if (until != "-") general.season->until = to_instant(end);
            words >> general.season->id;
        } else if (kind == "energy" && words >> level && level >= 0 && level <= static_cast<int>(core::Energy::high) &&
                   std::in_range<std::int32_t>(number)) {
            general.energy = core::DayEnergy{.day = static_cast<std::int32_t>(number), .level = static_cast<core::Energy>(level)};
        } else if (kind == "force" && words && (number == 0 || number == 1)) {
            general.in_force = {.season = {}, .low = number == 1};
            words >> general.in_force.season;
        } else {
            return false;
        }
    }
    return true;
}

}   // namespace kith::adapters
