#pragma once
// Follow-ups in the journal: their table of the state, and their rows among the events.

#include <optional>
#include <string>
#include <vector>

#include "daemon/adapters/journal_names.hpp"
#include "daemon/adapters/journal_rows.hpp"
#include "daemon/adapters/sqlite.hpp"
#include "daemon/core/state.hpp"

namespace kith::adapters {

/// Every call may throw sqlite::Failure. Writing happens inside the caller's transaction.
class FollowUpTable {
  public:
    FollowUpTable(sqlite::Connection& connection, Names& names);

    /// Rows that can't be trusted are set aside and named in `warnings`.
    [[nodiscard]] std::vector<core::FollowUp> load(std::vector<std::string>& warnings);
    void write(const std::vector<core::FollowUp>& all);
    /// Throws sqlite::Failure where the table or a column is absent.
    void try_out() const;

  private:
    Names* names_;
    sqlite::Statement read_, drop_, write_;
};

// How a record lies in `events`, but for its kind (journal_rows.hpp). None: no record is stored like this.
void put_follow_up(EventRow& row, const core::record::FollowUpMade& body);
void put_follow_up(EventRow& row, const core::record::FollowUpOffered& body);
void put_follow_up(EventRow& row, const core::record::FollowUpClosed& body);
[[nodiscard]] std::optional<core::RecordBody> read_follow_up(const EventRow& row);

}   // namespace kith::adapters
