#include "daemon/adapters/system_zone.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <tuple>

namespace kith::adapters {
namespace {

namespace fs = std::filesystem;

/// "Etc/GMT+5", "America/Port-au-Prince": the grammar of the zone database, which keeps out "..", absolute paths and control characters.
bool plausible_name(std::string_view name) {
    if (name.empty() || name.size() > 100 || name.front() == '/' || name.back() == '/') return false;
    if (name.find("..") != std::string_view::npos || name == "localtime") return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
    });
}

/// What follows ".../zoneinfo/" in a path, without the "posix/" or "right/" variants, or "".
std::string name_below_zoneinfo(const fs::path& path) {
    const std::string text = path.lexically_normal().string();
    constexpr std::string_view folder = "/zoneinfo/";
    const auto at = text.rfind(folder);
    if (at == std::string::npos) return {};
    std::string name = text.substr(at + folder.size());
    for (const std::string_view variant : {"posix/", "right/"}) {
        if (name.starts_with(variant)) name.erase(0, variant.size());
    }
    return plausible_name(name) ? name : std::string{};
}

/// Abseil keeps a zone for ever under the name it was loaded by. So each new content of a path gets a spelling of that path which was
/// never used: "/etc/localtime", "/etc/./localtime", "/etc/././localtime" …; an unchanged file keeps its spelling.
std::string spelling_for(const fs::path& file, const struct stat& status) {
    using Content = std::tuple<dev_t, ino_t, off_t, std::int64_t, std::int64_t>;
    static std::mutex guard;
    static std::map<std::string, std::map<Content, std::size_t>> spellings;
    const Content content{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
    const std::scoped_lock lock{guard};
    auto& known = spellings[file.string()];
    const std::size_t number = known.try_emplace(content, known.size()).first->second;
    std::string result = file.parent_path().string() + "/";
    for (std::size_t count = 0; count < number; ++count) result += "./";
    return result + file.filename().string();
}

std::optional<core::Zone> zone_in_file(const fs::path& file, const std::string& name) {
    struct stat status {};
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error).lexically_normal();
    // Only a plain file is read: a pipe in its place would block.
    if (error || ::stat(absolute.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(spelling_for(absolute, status), &zone)) return std::nullopt;
    return core::Zone{zone, name};
}

std::string contents(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return {};
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The first line of /etc/timezone, if it is a zone's name.
std::string written_name(const fs::path& timezone_file) {
    const std::string text = contents(timezone_file);
    const std::string name = text.substr(0, text.find_first_of(" \t\r\n"));
    return plausible_name(name) ? name : std::string{};
}

std::optional<core::Zone> zone_in_database(const ZoneSources& sources, const std::string& name) {
    if (!plausible_name(name)) return std::nullopt;
    if (auto zone = zone_in_file(sources.zoneinfo / name, name)) return zone;
    return named_zone(name);
}

std::optional<core::Zone> zone_of_environment(const ZoneSources& sources) {
    if (!sources.tz || sources.tz->empty()) return std::nullopt;
    const std::string value = sources.tz->front() == ':' ? sources.tz->substr(1) : *sources.tz;
    if (value.empty() || value.front() != '/') return zone_in_database(sources, value);
    const std::string name = name_below_zoneinfo(value);
    return zone_in_file(value, name.empty() ? value : name);
}

/// A copied file has no name of its own: /etc/timezone is believed when it names a zone with the same rules.
std::string name_of_copy(const ZoneSources& sources) {
    const std::string name = written_name(sources.timezone_file);
    const std::string copy = contents(sources.localtime);
    return !name.empty() && !copy.empty() && contents(sources.zoneinfo / name) == copy ? name : "local time";
}

}   // namespace

ZoneSources ZoneSources::of_this_machine() {
    ZoneSources sources;
    if (const char* tz = std::getenv("TZ")) sources.tz = tz;
    return sources;
}

std::string linked_zone_name(const fs::path& localtime) {
    // The first link that leads into a database decides: its own links ("Europe/Bratislava") would turn it into another place's name.
    fs::path link = localtime;
    std::error_code error;
    for (int hops = 0; hops < 16 && fs::is_symlink(link, error) && !error; ++hops) {
        const fs::path target = fs::read_symlink(link, error);
        if (error) break;
        link = target.is_absolute() ? target : link.parent_path() / target;
        if (std::string name = name_below_zoneinfo(link); !name.empty()) return name;
    }
    return {};
}

core::Zone system_zone(const ZoneSources& sources) {
    if (auto zone = zone_of_environment(sources)) return *zone;
    if (const std::string name = linked_zone_name(sources.localtime); !name.empty()) {
        if (auto zone = zone_in_file(sources.localtime, name)) return *zone;
        if (auto zone = zone_in_database(sources, name)) return *zone;
    }
    if (auto zone = zone_in_file(sources.localtime, name_of_copy(sources))) return *zone;
    if (auto zone = zone_in_database(sources, written_name(sources.timezone_file))) return *zone;
    return {};
}

std::optional<core::Zone> named_zone(std::string_view name) {
    absl::TimeZone zone;
    if (!plausible_name(name) || !absl::LoadTimeZone(std::string{name}, &zone)) return std::nullopt;
    return core::Zone{zone, std::string{name}};
}

}   // namespace kith::adapters
