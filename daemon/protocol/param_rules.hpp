#pragma once
// What params must keep beyond their types: ranges, lengths, words. Inside protocol only.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/protocol/limits.hpp"
#include "daemon/protocol/measures.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::protocol::described {

struct Range {
    std::string_view member;
    std::int64_t lowest;
    std::int64_t highest = std::numeric_limits<std::int64_t>::max();
};

/// The ranges of messages.hpp's comments.
template <class T>
inline constexpr std::array<Range, 0> ranges{};
template <>
inline constexpr std::array ranges<AgendaParams>{Range{"days", 1, 3660}, Range{"limit", 1, 100'000}};
template <>
inline constexpr std::array ranges<NextParams>{Range{"count", 1, 1000}};
template <>
inline constexpr std::array ranges<DoneParams>{Range{"minutes", 1, 1440}};
template <>
inline constexpr std::array ranges<LogParams>{Range{"minutes", 1, 1440}};
template <>
inline constexpr std::array ranges<HistoryParams>{Range{"limit", 1, 1000}};
template <>
inline constexpr std::array ranges<ExportParams>{Range{"after", 0}, Range{"limit", 1, 1000}};
template <>
inline constexpr std::array ranges<ReportParams>{Range{"weeks", 1, 52}};
template <>
inline constexpr std::array ranges<ForgetParams>{Range{"note", 1}};

// Each gives the words for a rule that `value` breaks, or nothing.
std::optional<std::string> broken_rule_of_number(std::span<const Range> known, std::string_view member, std::int64_t value);
std::optional<std::string> broken_rule_of_text(std::string_view member, std::string_view value);
std::optional<std::string> broken_rule_of_list(const std::vector<std::string>& value);

template <class T>
std::optional<std::string> broken_rule(std::string_view member, std::int64_t value) {
    return broken_rule_of_number(ranges<T>, member, value);
}
template <class T>
std::optional<std::string> broken_rule(std::string_view member, const std::string& value) {
    return broken_rule_of_text(member, value);
}
template <class T>
std::optional<std::string> broken_rule(std::string_view, const std::vector<std::string>& value) {
    return broken_rule_of_list(value);
}
template <class T, class Value>
std::optional<std::string> broken_rule(std::string_view member, const std::optional<Value>& value) {
    return value ? broken_rule<T>(member, *value) : std::nullopt;
}

}   // namespace kith::protocol::described
