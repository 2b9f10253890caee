#pragma once
// The append-only log: events of this device, chained, with their texts and the small tables that find them quickly.

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "daemon/adapters/journal_names.hpp"
#include "daemon/adapters/journal_rows.hpp"
#include "daemon/adapters/sqlite.hpp"
#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// The caller's records or the stored ones are not what they must be; the connection is sound.
class LogError : public std::exception {
  public:
    explicit LogError(std::string what) : what_{std::move(what)} {}
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

  private:
    std::string what_;
};

/// Every call may throw sqlite::Failure.
class EventLog {
  public:
    EventLog(sqlite::Connection& connection, Names& names);

    /// The last event: its number and the chain after it; 0 and 0 when there is none.
    struct Tail {
        std::int64_t seq = 0;
        std::int64_t chain = 0;
    };
    [[nodiscard]] Tail tail() const { return tail_; }
    [[nodiscard]] const std::string& device() const { return lives_.back().device; }
    /// Throws sqlite::Failure where a table or a column is absent that it will need.
    void try_out() const;

    /// Adds records inside the caller's transaction and gives the new tail; `accept` it after the commit. Records that are there already, to the
    /// letter, are passed over: a commit that failed may have reached the disk all the same. Throws LogError for a hole, another
    /// record under the same number, or a cause that comes later.
    [[nodiscard]] Tail append(const std::vector<core::Record>& records);
    void accept(Tail tail) { tail_ = tail; }

    /// L6. Throws LogError when its records are damaged.
    [[nodiscard]] std::optional<core::ActionRecords> latest_action();

    /// Damaged records are left out and named in `warnings`.
    [[nodiscard]] std::vector<app::HistoryEntry> history(const app::HistoryQuery& query, std::vector<std::string>& warnings);

    /// Checks numbers, values and chain of the events from `first` on; gives the numbers of those that don't fit.
    [[nodiscard]] std::vector<std::int64_t> verify_from(std::int64_t first);
    /// Numbers of the texts that are not as they were written.
    [[nodiscard]] std::vector<std::int64_t> verify_texts();

    /// What can be said of the general state when its own row is damaged.
    [[nodiscard]] core::GeneralState guess_general();

  private:
    /// Under which name this machine wrote its events up to a number.
    struct Life {
        std::int64_t until = 0;
        std::string device;
    };
    [[nodiscard]] const std::string& device_of(std::int64_t seq) const;

    struct Stored {
        EventRow row;
        std::int64_t chain = 0;
        std::string text;
        bool undone = false;
        bool readable = true;
    };
    [[nodiscard]] std::vector<Stored> read(std::int64_t first, std::int64_t last);
    [[nodiscard]] bool resolve(std::string_view detail, EventRow& row);
    [[nodiscard]] std::optional<std::int64_t> chain_of(std::int64_t seq);
    void insert(const core::Record& record, const EventRow& row, std::int64_t chain);
    [[nodiscard]] std::vector<std::int64_t> matching(app::HistoryQuery query);
    [[nodiscard]] std::vector<std::int64_t> matching_name(const app::HistoryQuery& query);
    [[nodiscard]] std::optional<std::int64_t> first_at_or_after(std::int64_t at);
    [[nodiscard]] std::vector<Stored> step_of(std::int64_t cause);
    [[nodiscard]] std::optional<core::Instant> last_contact(std::int64_t person, std::int64_t without_cause);

    sqlite::Connection* connection_;
    Names* names_;
    std::vector<Life> lives_;   ///< in their order; the last is this one
    Tail tail_;
    sqlite::Statement insert_, insert_text_, insert_contact_, insert_action_, insert_day_, read_, chain_of_, day_, step_end_,
        action_before_, is_undone_;
    sqlite::Statement forward_, backward_, item_forward_, item_backward_, person_forward_, person_backward_, recent_contact_,
        later_contact_;
};

}   // namespace kith::adapters
