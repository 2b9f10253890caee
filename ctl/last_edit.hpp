#pragma once
// What kithctl changed last, so that it can be taken back: $XDG_STATE_HOME/kith/last-edit.json, for its owner alone.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace kith::ctl {

struct LastEdit {
    struct File {
        std::string path;
        std::string before;
        std::string after;
    };
    std::string what;
    std::vector<std::string> names;   ///< whose next moment is worth telling
    std::vector<File> files;
};

/// ~/.local/state where XDG_STATE_HOME is not set; empty: there is no home.
[[nodiscard]] std::filesystem::path last_edit_path();

/// None: nothing is remembered, or what is there can't be read.
[[nodiscard]] std::optional<LastEdit> read_last_edit();
/// False: it couldn't be kept, so undo won't know of it.
[[nodiscard]] bool keep_last_edit(const LastEdit& edit);
void forget_last_edit();

}   // namespace kith::ctl
