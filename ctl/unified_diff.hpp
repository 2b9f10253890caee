#pragma once
// What would change in a file, as `diff -u` shows it.

#include <string>
#include <string_view>

namespace kith::ctl {

/// Printable; empty where nothing differs.
[[nodiscard]] std::string unified_diff(std::string_view file, std::string_view before, std::string_view after);

}   // namespace kith::ctl
