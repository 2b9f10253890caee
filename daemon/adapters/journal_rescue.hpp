#pragma once
// A journal that is of no use is moved aside, and the newest backup that verifies takes its place.

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// What there is instead of a journal that was there once: "is gone", "is empty"; "" where the journal is there, or never was as far as the
/// backups know.
[[nodiscard]] std::string journal_lost(const std::filesystem::path& data_folder);

/// Puts the newest backup that verifies in the place of the journal, under a new device's name (begin_new_life); without one, a new journal.
/// What lay there goes to a folder of its own below `damaged`, where the latest five are kept. Killed at any point, the next call ends it. Nothing
/// may have the journal open. `damage`: what is wrong with it, "is damaged (…)".
///
/// Gives what was done, in sentences for the person; or why it can't be done now: then nothing is changed, or the rest follows at the next call.
[[nodiscard]] tl::expected<std::string, app::StoreError> rescue_journal(const std::filesystem::path& data_folder, const char* vfs,
                                                                        const std::string& damage);

}   // namespace kith::adapters
