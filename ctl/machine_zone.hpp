#pragma once
// Time zones for the commands that work without the daemon.

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "daemon/core/zone.hpp"

namespace kith::ctl {

/// A zone by its IANA name; an error says what is wrong and which may have been meant.
[[nodiscard]] tl::expected<core::Zone, std::string> zone_named(std::string_view name);

/// The machine's: TZ, else /etc/localtime by the IANA name its link resolves to, else UTC.
[[nodiscard]] tl::expected<core::Zone, std::string> machine_zone();

}   // namespace kith::ctl
