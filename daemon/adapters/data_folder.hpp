#pragma once
// Where kith keeps what it must not lose: one folder of the person's own, closed to everybody else.

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

namespace kith::adapters {

/// $XDG_DATA_HOME/kith, else $HOME/.local/share/kith (XDG Base Directory: a relative path counts as unset). The environment decides, never
/// the password database. The error says what to set.
[[nodiscard]] tl::expected<std::filesystem::path, std::string> data_folder();
/// The same for the given values of XDG_DATA_HOME and HOME; null: unset.
[[nodiscard]] tl::expected<std::filesystem::path, std::string> data_folder(const char* xdg_data_home, const char* home);

struct PlaceProblem {
    bool unsafe = false;   ///< somebody else might read or change what lies there; false: it can't be reached or made just now
    std::string what;
};

/// Makes the folder, mode 0700 whatever the umask, and its parents. An existing one must be a real folder of this user's that nobody else may
/// write to; reading rights of others are taken away.
[[nodiscard]] tl::expected<void, PlaceProblem> prepare_folder(const std::filesystem::path& folder);

/// A file of ours in that folder: absent or a regular file of this user's. Rights of others are taken away. With `create`, makes it, mode
/// 0600, when it is absent. Doesn't open an existing file: closing it again would drop SQLite's locks on it.
[[nodiscard]] tl::expected<void, PlaceProblem> prepare_file(const std::filesystem::path& file, bool create);

}   // namespace kith::adapters
