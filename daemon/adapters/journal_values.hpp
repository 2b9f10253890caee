#pragma once
// How values lie in the journal: sums over them, dates and instants as integers, lists of numbers as bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/core/zone.hpp"

namespace kith::adapters {

/// XXH3-64 over values in their order. Each is tagged and carries its length, so that no two sequences of values look alike.
class Digest {
  public:
    Digest& add(std::int64_t value);
    Digest& add(const std::optional<std::int64_t>& value);
    Digest& add(std::string_view value);
    /// As stored: the signed number of the same bits.
    [[nodiscard]] std::int64_t value() const;

  private:
    std::string bytes_;
};

[[nodiscard]] inline std::int64_t to_seconds(core::Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] inline core::Instant to_instant(std::int64_t seconds) { return core::Instant{core::Seconds{seconds}}; }
[[nodiscard]] std::optional<std::int64_t> to_seconds(const std::optional<core::Instant>& instant);
[[nodiscard]] std::optional<core::Instant> to_instant(const std::optional<std::int64_t>& seconds);

/// a + b and a - b, wrapping around instead of overflowing: damaged bytes may say anything, and what is taken off comes back with either sign.
[[nodiscard]] std::int64_t sum(std::int64_t a, std::int64_t b);
[[nodiscard]] std::int64_t difference(std::int64_t a, std::int64_t b);

/// Pairs of numbers in few bytes, each first one as its distance from the one before (LEB128 of zigzag).
using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;
[[nodiscard]] std::string pack(const Pairs& pairs);
[[nodiscard]] std::optional<Pairs> unpack(std::string_view bytes);

}   // namespace kith::adapters
