#include "ctl/machine_zone.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include <absl/time/time.h>

#include "config/problem.hpp"

namespace kith::ctl {
namespace {

constexpr const char* zone_list = "/usr/share/zoneinfo/tzdata.zi";
constexpr const char* machine_link = "/etc/localtime";

/// The names of the machine's zones and their links (tzfile(5), zic(8): lines `Z NAME …` and `L TARGET NAME`).
std::vector<std::string> known_zones() {
    std::vector<std::string> names;
    std::ifstream file{zone_list};
    for (std::string line; std::getline(file, line);) {
        if (line.size() < 3 || line[1] != ' ' || (line[0] != 'Z' && line[0] != 'L')) continue;
        const auto begin = line[0] == 'L' ? std::min(line.find(' ', 2), line.size() - 1) + 1 : 2;
        names.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return names;
}

/// `berlin` → Europe/Berlin; else the nearest spelling.
std::string suggestion(std::string_view name) {
    const auto zones = known_zones();
    std::vector<std::string_view> full, cities;
    for (const std::string& zone : zones) {
        full.push_back(zone);
        cities.push_back(std::string_view{zone}.substr(zone.rfind('/') + 1));
    }
    if (std::string near = nearest(name, full); !near.empty()) return near;
    std::string spelled{name};
    std::replace(spelled.begin(), spelled.end(), ' ', '_');
    const std::string city = nearest(spelled, cities);
    const auto place = std::find(cities.begin(), cities.end(), city);
    return city.empty() || place == cities.end() ? "" : zones[static_cast<std::size_t>(place - cities.begin())];
}

/// The name below a zoneinfo folder; empty when `path` lies in none.
std::string name_below_zoneinfo(const std::filesystem::path& path) {
    constexpr std::string_view folder = "/zoneinfo/";
    const std::string& text = path.native();
    const auto at = text.rfind(folder);
    if (at == std::string::npos) return {};
    std::string_view name = std::string_view{text}.substr(at + folder.size());
    for (const std::string_view copy : {"posix/", "right/"})
        if (name.starts_with(copy)) name.remove_prefix(copy.size());
    return std::string{name};
}

}   // namespace

tl::expected<core::Zone, std::string> zone_named(std::string_view name) {
    absl::TimeZone zone;
    const bool plausible = !name.empty() && name.front() != '/' && name.find("..") == std::string_view::npos && name != "localtime";
    if (plausible && absl::LoadTimeZone(std::string{name}, &zone)) return core::Zone{zone, std::string{name}};
    const std::string near = suggestion(name);
    return tl::unexpected{'"' + printable(name) + "\" is no time zone of this machine; " +
                          (near.empty() ? "expected a name such as Europe/Berlin" : "did you mean " + near + '?')};
}

tl::expected<core::Zone, std::string> machine_zone() {
    if (const char* variable = std::getenv("TZ"); variable != nullptr) {
        std::string_view name{variable};
        if (name.starts_with(':')) name.remove_prefix(1);
        const std::string inside = name_below_zoneinfo(name);
        if (name.empty()) return core::Zone{};   // POSIX: an empty TZ is UTC
        auto zone = zone_named(inside.empty() ? name : std::string_view{inside});
        if (!zone) return tl::unexpected{"TZ: " + zone.error() + " --zone names another"};
        return zone;
    }
    std::error_code error;
    const auto target = std::filesystem::canonical(machine_link, error);
    if (error) return core::Zone{};
    if (const std::string name = name_below_zoneinfo(target); !name.empty())
        if (auto zone = zone_named(name)) return zone;
    absl::TimeZone zone;   // a copy instead of a link: its rules are right, its name is not known
    return absl::LoadTimeZone(machine_link, &zone) ? core::Zone{zone, "local time"} : core::Zone{};
}

}   // namespace kith::ctl
