#pragma once
// journald as a place for kithd's words.

#include <memory>

#include <spdlog/sinks/sink.h>

namespace kith::adapters {

/// True when systemd connected this process to its journal.
[[nodiscard]] bool journal_listens();

/// Each message is one entry with its priority, however many lines it has. spdlog's own sink does not name the unit, and journald can't find
/// that out about a process that has ended meanwhile: the last words, which say why, would be missing from `journalctl --user -u kithd`.
[[nodiscard]] std::shared_ptr<spdlog::sinks::sink> make_journal_sink();

}   // namespace kith::adapters
