#pragma once
// One map of the plan, its known keys, and the values a key may have. Private to the reader.
// Every function reports what is wrong at the value itself and then gives nothing; the caller goes on with the default.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/civil_text.hpp"
#include "config/reader_report.hpp"

namespace kith::reader {

struct Entry {
    Ref key;
    Ref value;
};

/// A map's entries, in the order written.
[[nodiscard]] std::vector<Entry> entries_of(Ref map);
[[nodiscard]] std::vector<Ref> children_of(Ref list);

/// The entries of a map whose keys are known. Unknown ones are reported. A null value counts as a map without entries.
class Fields {
  public:
    /// `owner` is for messages: `a person`, `the touchpoint "dinner"`. False in `is_map` when the value is something else (reported).
    Fields(Report& report, Ref map, std::string_view owner, std::span<const std::string_view> known);
    [[nodiscard]] bool is_map() const { return is_map_; }
    [[nodiscard]] bool has(std::string_view key) const { return static_cast<bool>(value(key)); }
    /// An empty Ref where the key is not written.
    [[nodiscard]] Ref value(std::string_view key) const { return find(key).value; }
    [[nodiscard]] Ref key(std::string_view key) const { return find(key).key; }

  private:
    [[nodiscard]] Entry find(std::string_view key) const;
    std::vector<Entry> entries_;
    bool is_map_ = false;
};

struct Number {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

/// The bytes of a scalar; a wrong kind is reported with `expected`.
[[nodiscard]] std::optional<std::string_view> read_scalar(Report& report, Ref value, std::string_view expected);
/// Up to limits::text_bytes, not blank, without control characters.
[[nodiscard]] std::optional<std::string> read_text(Report& report, Ref value, std::string_view expected);
[[nodiscard]] std::optional<bool> read_bool(Report& report, Ref value);
[[nodiscard]] std::optional<std::int32_t> read_number(Report& report, Ref value, Number range);
/// A duration; a bare number means minutes. At least one second, at most a day.
[[nodiscard]] std::optional<std::int64_t> read_seconds(Report& report, Ref value);
/// Letters of any script, digits, - and _, up to limits::id_bytes, not beginning with -.
[[nodiscard]] bool check_id(Report& report, Ref at, std::string_view id, std::string_view whose);

template <class T>
[[nodiscard]] std::optional<T> read_as(Report& report, Ref value, std::string_view expected, Parsed<T> (*parse)(std::string_view)) {
    const auto text = read_scalar(report, value, expected);
    if (!text) return std::nullopt;
    auto parsed = parse(*text);
    if (!parsed) {
        report.error(value, std::move(parsed.error()));
        return std::nullopt;
    }
    return *std::move(parsed);
}
[[nodiscard]] std::optional<TimeOfDay> read_time(Report& report, Ref value);
[[nodiscard]] std::optional<Window> read_window(Report& report, Ref value);
[[nodiscard]] std::optional<Date> read_date(Report& report, Ref value);
[[nodiscard]] std::optional<Duration> read_duration(Report& report, Ref value);

/// The one of `words` that is written; the nearest is suggested otherwise.
[[nodiscard]] std::optional<std::size_t> read_choice(Report& report, Ref value, std::span<const std::string_view> words);

/// A list's entries, or the one value itself where no list is written; reported and empty when nothing stands there.
[[nodiscard]] std::vector<Ref> read_list(Report& report, Ref value, std::string_view expected);

/// The line with its value in quotes, where brackets were taken for YAML; for a text, with the space that is missing after a colon; or nothing.
[[nodiscard]] std::string quoting_hint(const Report& report, Ref value);

}   // namespace kith::reader
