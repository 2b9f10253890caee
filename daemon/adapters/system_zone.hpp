#pragma once
// Which time zone this machine is in, by its IANA name, and zones by name.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/core/zone.hpp"

namespace kith::adapters {

/// Where a machine says what its zone is; parameters so that a test can be a machine of its own.
struct ZoneSources {
    std::optional<std::string> tz;   ///< the environment's TZ
    std::filesystem::path localtime = "/etc/localtime";
    std::filesystem::path timezone_file = "/etc/timezone";
    std::filesystem::path zoneinfo = "/usr/share/zoneinfo";
    /// This machine's own.
    static ZoneSources of_this_machine();
};

/// The machine's zone as it is now: TZ if it names a zone, else /etc/localtime (a link into the zone database, or a copy of one of its
/// files), else /etc/timezone, else UTC. A POSIX rule in TZ ("CET-1CEST") is not understood and is passed over. Asked again after a
/// change it sees the change. A copied file whose zone cannot be told is named "local time".
[[nodiscard]] core::Zone system_zone(const ZoneSources& sources = ZoneSources::of_this_machine());

/// The zone with that IANA name, or none. A name that leads out of the zone database is none.
[[nodiscard]] std::optional<core::Zone> named_zone(std::string_view name);

/// The IANA name that `localtime` stands for when it is a link into a zone database ("Europe/Berlin"), or "".
[[nodiscard]] std::string linked_zone_name(const std::filesystem::path& localtime);

}   // namespace kith::adapters
