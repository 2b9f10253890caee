#pragma once
// Where the plan lies, and its bytes. The only file of config/ that touches the disk.

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/plan_reader.hpp"

namespace kith {

/// $XDG_CONFIG_HOME/kith/plan.yaml, and ~/.config in its absence. From the environment only, never getpwuid. Empty: neither is set.
[[nodiscard]] std::filesystem::path default_plan_path();

/// The bytes of the plan at `plan` and of the `plan.d/*.yaml` beside it (sorted by name; absent is fine). Regular files only, through
/// symlinks, up to limits::plan_bytes each; a FIFO, folder or device is a problem and never blocks. A missing `plan` gives an empty list when
/// there is no plan.d either.
[[nodiscard]] tl::expected<std::vector<PlanText>, Problem> load_plan_texts(const std::filesystem::path& plan);

}   // namespace kith
