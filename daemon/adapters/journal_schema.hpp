#pragma once
// The journal's file format: its tables, how a file is recognised, and how an older one becomes a current one.

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <utility>

#include "daemon/adapters/sqlite.hpp"

namespace kith::adapters {

/// PRAGMA application_id of a kith journal: "kith" in ASCII.
inline constexpr std::int64_t journal_application_id = 0x6B697468;

/// PRAGMA user_version this build writes.
inline constexpr std::int64_t journal_version = 4;

/// An event's id in the file is its device's number in `devices` and its sequence number in one integer: device << 40 | seq. This machine is device
/// 0, so its own ids are its sequence numbers, and all of them lie below this.
inline constexpr std::int64_t own_ids_end = std::int64_t{1} << 40;

/// The file is a database, but not one this build may touch.
class NotOurs : public std::exception {
  public:
    enum class Kind : std::uint8_t { foreign, newer };
    NotOurs(Kind kind, std::string what) : kind_{kind}, what_{std::move(what)} {}
    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

  private:
    Kind kind_;
    std::string what_;
};

/// The version of the file; 0 for an empty one. Changes nothing. Throws NotOurs, sqlite::Failure.
[[nodiscard]] std::int64_t recognise(sqlite::Connection& connection, const std::string& path);

/// Recognises the file, brings it to journal_version in one transaction and sets what every connection needs. Changes nothing in a
/// file that it refuses. `before_migration` is called before a journal with something in it is changed. Throws NotOurs, sqlite::Failure.
void open_schema(sqlite::Connection& connection, const std::string& path, const std::function<void()>& before_migration = {});

/// What every connection needs that only reads.
void open_for_reading(sqlite::Connection& connection);

/// The events to come bear a new device's name. A journal that was put back to where it stood earlier gives numbers again that it gave before,
/// and no two events of the world may have the same device and number.
void begin_new_life(sqlite::Connection& connection);

}   // namespace kith::adapters
