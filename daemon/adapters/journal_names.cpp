#include "daemon/adapters/journal_names.hpp"

#include <cassert>

namespace kith::adapters {

Names::Names(sqlite::Connection& connection)
    : find_{connection, "SELECT id FROM names WHERE name = ?1"},
      enter_{connection, "INSERT INTO names(name) VALUES(?1) RETURNING id"},
      name_{connection, "SELECT name FROM names WHERE id = ?1"} {}

void Names::try_out() const {
    for (const sqlite::Statement* each : {&find_, &enter_, &name_}) each->try_out();
}

std::optional<std::int64_t> Names::find(std::string_view name) {
    sqlite::Cursor row = find_.rows(name);
    if (!row.next()) return std::nullopt;
    return row.integer(0);
}

std::int64_t Names::number_of(std::string_view name) {
    if (const auto known = find(name)) return *known;
    sqlite::Cursor row = enter_.rows(name);
    const bool entered = row.next();
    assert(entered && "INSERT … RETURNING gives a row or throws");
    static_cast<void>(entered);
    return row.integer(0);
}

std::optional<std::string> Names::name_of(std::int64_t number) {
    sqlite::Cursor row = name_.rows(number);
    if (!row.next()) return std::nullopt;
    return std::string{row.bytes(0)};
}

}   // namespace kith::adapters
