#pragma once
// Records in the protocol's words: the history as people read it, and whole records for export.

#include <string>

#include <boost/json.hpp>

#include "config/plan.hpp"
#include "daemon/app/ports.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::core {
class Engine;
}

namespace kith::app {

/// One line of history. Names come from the plan where it still knows them.
[[nodiscard]] protocol::HistoryLine history_line(const HistoryEntry& entry, const Plan* plan, const core::Zone& zone);

/// False for what only the machinery needs to know (an item appeared in the plan, a contact's date was put back, a heads-up is over).
[[nodiscard]] bool worth_reading(const core::Record& record, const core::Engine& engine);

/// The whole record as one JSON object: seq, cause, at, kind, then what belongs to its kind; `note` and `undone` where they apply. The format of
/// `kithctl export`: names are stable, members may be added.
[[nodiscard]] boost::json::object exported(const HistoryEntry& entry, const core::Zone& zone);

[[nodiscard]] std::string ending_name(core::Ending ending);
[[nodiscard]] std::string fate_name(core::Fate fate);
[[nodiscard]] std::string felt_name(core::Felt felt);
[[nodiscard]] std::optional<core::Felt> parse_felt(std::string_view text);

}   // namespace kith::app
