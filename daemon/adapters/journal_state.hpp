#pragma once
// The state that follows from the events, as tables: what is open and the little of the past that decides the future. Each row carries a sum, so
// that a damaged one is noticed and set aside while the others serve.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/adapters/journal_follow_ups.hpp"
#include "daemon/adapters/journal_names.hpp"
#include "daemon/adapters/journal_values.hpp"
#include "daemon/adapters/sqlite.hpp"
#include "daemon/app/ports.hpp"

namespace kith::adapters {

/// Every call may throw sqlite::Failure. Writing happens inside the caller's transaction.
class StateTables {
  public:
    StateTables(sqlite::Connection& connection, Names& names);

    /// Rows that can't be trusted are left out, or reduced to what can be, and named in `warnings`. `general` is none when its row is absent,
    /// as in a new journal, or damaged.
    struct Loaded {
        std::optional<core::GeneralState> general;
        std::vector<core::ItemState> items;
        std::vector<core::PersonState> people;
        std::vector<core::FollowUp> follow_ups;
    };
    [[nodiscard]] Loaded load(std::vector<std::string>& warnings);
    [[nodiscard]] std::optional<core::GeneralState> load_general();

    /// Also drops what is remembered of notices that nothing open was shown by.
    void write(const core::Changed& changed);

    void remember_shown(const app::ShownAs& shown);
    [[nodiscard]] std::vector<app::ShownAs> shown();

    /// What SQLite's quick check says of these tables: "" when all is well. Takes as long as they are big, whatever the history.
    [[nodiscard]] std::string check_structure();
    /// Throws sqlite::Failure where a table or a column is absent that it will need.
    void try_out() const;

  private:
    struct OpenRow {
        core::Occurrence occurrence;
        bool sound = false;
    };
    using OpenRows = std::unordered_map<std::int64_t, std::vector<OpenRow>>;
    [[nodiscard]] OpenRows load_open();
    [[nodiscard]] std::vector<core::ItemState> load_items(std::vector<std::string>& warnings);
    [[nodiscard]] std::vector<core::PersonState> load_people(std::vector<std::string>& warnings);
    void look_for_lost_rows(std::vector<std::string>& warnings);
    void write_general(const core::GeneralState& general);
    void write_item(const core::ItemState& item);

    sqlite::Connection* connection_;
    Names* names_;
    FollowUpTable follow_ups_;
    sqlite::Statement read_general_, read_items_, read_open_, read_people_, read_shown_, lost_rows_;
    sqlite::Statement write_general_, write_item_, drop_open_, write_open_, write_person_, write_shown_, prune_shown_;
};

}   // namespace kith::adapters
