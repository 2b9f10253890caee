#pragma once
// "Did you mean": the known name nearest to a mistyped one.

#include <span>
#include <string_view>

namespace kith::protocol {

/// The name with the fewest slips (a letter more, less, other, or two swapped) between it and `written`, ASCII case aside; empty when none
/// is near enough to be what was meant. The first of equals.
[[nodiscard]] std::string_view nearest(std::string_view written, std::span<const std::string_view> names);

}   // namespace kith::protocol
