#pragma once
// Bytes → lines, bounded. Sans I/O.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/protocol/limits.hpp"

namespace kith::protocol {

/// Splits a stream into lines, which end in LF or CRLF; empty ones are left out. What stands in a line is not looked at. A line of more than
/// `longest` bytes, finished or not, ends it all: the lines before it still come, nothing after.
class LineSplitter {
  public:
    explicit LineSplitter(std::size_t longest = limits::line_bytes) : longest_(longest) {}

    void feed(std::string_view bytes);
    /// The next whole line without its end.
    [[nodiscard]] std::optional<std::string> next();
    /// No line will come any more: the next one is too long.
    [[nodiscard]] bool overlong() const { return overlong_; }
    /// Bytes of a line are there whose end is not. Only meaningful once next() gave nothing.
    [[nodiscard]] bool partial() const { return begin_ < buffer_.size(); }

  private:
    void drop_used();

    std::size_t longest_;
    std::string buffer_;
    std::size_t begin_ = 0;     ///< of the line to come
    std::size_t scanned_ = 0;   ///< no LF in [begin_, scanned_)
    bool overlong_ = false;
};

}   // namespace kith::protocol
