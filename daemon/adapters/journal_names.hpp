#pragma once
// The journal's table of names: items, people and kinds of contact stand in it once, everything else holds their numbers.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/adapters/sqlite.hpp"

namespace kith::adapters {

class Names {
  public:
    explicit Names(sqlite::Connection& connection);

    [[nodiscard]] std::optional<std::int64_t> find(std::string_view name);
    /// Enters it when it is new.
    std::int64_t number_of(std::string_view name);
    [[nodiscard]] std::optional<std::string> name_of(std::int64_t number);
    /// Throws sqlite::Failure where the table is not as it must be.
    void try_out() const;

  private:
    sqlite::Statement find_;
    sqlite::Statement enter_;
    sqlite::Statement name_;
};

}   // namespace kith::adapters
