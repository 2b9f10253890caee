#pragma once
// A file's bytes exchanged for others, so that a kill at any point leaves the old or the new ones, and nobody's change in between is lost (promises 22 to 24).

#include <filesystem>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace kith::ctl {

/// Where the bytes of `file` really lie: links are followed. An error is a sentence for the person.
[[nodiscard]] tl::expected<std::filesystem::path, std::string> link_target(const std::filesystem::path& file);

/// Whether that is all the file holds now.
[[nodiscard]] bool file_holds(const std::filesystem::path& file, std::string_view bytes);

/// Exchanges `before` for `after` in `file`, through links, which stay. Mode, owner, ACL and other attributes are kept; file and folder are synced. Refused, with
/// nothing changed: a file that holds something else than `before`, that is read-only, or whose owner can't be kept. An error is a sentence for the person.
[[nodiscard]] tl::expected<void, std::string> swap_file(const std::filesystem::path& file, std::string_view before, std::string_view after);

}   // namespace kith::ctl
