#pragma once
// The one hash behind every choice of a moment (S8): the same on every machine and after every restart.

#include <cstdint>
#include <string_view>

namespace kith::core {

/// XXH3-64 of item NUL person NUL key. `person`: the person's id; for several together their ids joined by ','.
[[nodiscard]] std::uint64_t identity_hash(std::string_view item, std::string_view person, std::string_view key);

}   // namespace kith::core
