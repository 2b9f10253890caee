#pragma once
// A thin layer over SQLite's C interface: ownership, parameters by position, and one exception type, which never leaves the adapter.
// Not SQLiteCpp: its exceptions leave out errno, which the words for the person need.

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace kith::adapters::sqlite {

/// What SQLite refused. Thrown inside the adapter, turned into words at its edge.
class Failure : public std::exception {
  public:
    Failure(int code, int os_error, std::string message) : code_{code}, os_error_{os_error}, message_{std::move(message)} {}
    /// SQLite's extended result code, and the primary one it belongs to.
    [[nodiscard]] int extended() const { return code_; }
    [[nodiscard]] int primary() const { return code_ & 0xFF; }
    /// errno of the call that failed; 0 when there was none.
    [[nodiscard]] int os_error() const { return os_error_; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

  private:
    int code_;
    int os_error_;
    std::string message_;
};

/// How long a thread of the journal's own waits for another program's lock; nobody waits for it.
inline constexpr int patient_milliseconds = 2000;

enum class Access : std::uint8_t {
    read_write,
    read_only,
    file_alone   ///< read_only, and as if there were no log beside it and no lock on it
};

/// One database file; it must exist, and its path must hold no symbolic link.
class Connection {
  public:
    /// `vfs`: the name of SQLite's file layer; null is the usual one. `busy_ms`: how long a call waits for another program's lock.
    Connection(const std::string& path, const char* vfs, int busy_ms, Access access = Access::read_write);

    /// Statements without parameters and without rows of interest.
    void run(const char* sql);
    /// The first column of the first row, as an integer / as text; 0 / "" where there is none.
    [[nodiscard]] std::int64_t number(const char* sql);
    [[nodiscard]] std::string text(const char* sql);
    /// Whether closing will leave the write-ahead log as it lies. Else the last connection copies it into the file and deletes it by its name,
    /// which may be another file's by then.
    void leave_log_on_close(bool leave = true);
    /// Statements fail with SQLITE_INTERRUPT soon after `stop` has become true. It must outlive the connection.
    void stop_when(const std::atomic<bool>& stop);
    [[nodiscard]] sqlite3* handle() const { return db_.get(); }

  private:
    struct Close {
        void operator()(sqlite3* db) const;
    };
    std::unique_ptr<sqlite3, Close> db_;
};

/// Makes `to` a copy of `from` as it is at one moment; others may go on writing to `from`. Fails with SQLITE_INTERRUPT soon after `stop` has
/// become true.
void copy(Connection& from, Connection& to, const std::atomic<bool>& stop);

/// Bytes that are to be stored as a BLOB.
struct Blob {
    std::string_view bytes;
};

/// A statement with its parameters, while its rows are read. Resets the statement when it goes. Columns count from 0.
class Cursor {
  public:
    explicit Cursor(sqlite3_stmt* statement) : statement_{statement} {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor();

    /// Advances to the next row; false after the last.
    bool next();
    [[nodiscard]] bool null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe(int column) const;
    /// Text or bytes as they are stored, embedded NULs included; valid until the next next().
    [[nodiscard]] std::string_view bytes(int column) const;

  private:
    sqlite3_stmt* statement_;
};

/// A statement, prepared when it is first used and kept. `sql` is a constant: values go in as parameters only.
class Statement {
  public:
    Statement(Connection& connection, const char* sql) : connection_{&connection}, sql_{sql} {}

    /// Binds parameters 1, 2, 3 … and gives the rows. One cursor at a time.
    template <typename... Values>
    [[nodiscard]] Cursor rows(const Values&... values) {
        prepare();
        int position = 0;
        (bind(++position, values), ...);
        return Cursor{statement_.get()};
    }
    /// Whether the tables are there that it needs: throws Failure where they are not.
    void try_out() const;
    /// Binds and runs to the end.
    template <typename... Values>
    void run(const Values&... values) {
        Cursor cursor = rows(values...);
        while (cursor.next()) {
        }
    }

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

    [[nodiscard]] Prepared prepared(unsigned flags) const;
    void prepare();
    void bind(int position, std::int64_t value);
    void bind(int position, const std::optional<std::int64_t>& value);
    void bind(int position, std::string_view value);
    void bind(int position, Blob value);
    void check(int code) const;

    Connection* connection_;
    const char* sql_;
    Prepared statement_;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back unless commit() returned.
class Transaction {
  public:
    explicit Transaction(Connection& connection);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

  private:
    Connection* connection_;
};

}   // namespace kith::adapters::sqlite
