#include "daemon/protocol/param_rules.hpp"

#include <algorithm>

#include "daemon/protocol/nearest.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::protocol::described {

std::optional<std::string> broken_rule_of_number(std::span<const Range> known, std::string_view member, std::int64_t value) {
    for (const Range& range : known) {
        if (range.member != member || (value >= range.lowest && value <= range.highest)) continue;
        std::string text = std::to_string(value) + " is out of range; expected " + std::to_string(range.lowest);
        if (range.highest == std::numeric_limits<std::int64_t>::max()) return text + " or more";
        return text + " to " + std::to_string(range.highest);
    }
    return std::nullopt;
}

std::optional<std::string> broken_rule_of_text(std::string_view member, std::string_view value) {
    const std::size_t longest = member == "note" ? limits::note_bytes : limits::word_bytes;
    if (value.size() > longest) return std::to_string(value.size()) + " bytes are too long; expected at most " + std::to_string(longest);
    if (value.find('\0') != std::string_view::npos) return "a NUL character stands in it; expected text";
    if (value.empty() && member != "note") return "empty; expected text";
    constexpr std::array<std::string_view, 3> feelings{"lighter", "same", "heavier"};
    if (member != "felt" || std::find(feelings.begin(), feelings.end(), value) != feelings.end()) return std::nullopt;
    const auto near = nearest(value, feelings);
    const std::string hint = near.empty() ? std::string{} : "; did you mean " + quoted(near) + "?";
    return quoted(value) + " is not known; expected lighter, same or heavier" + hint;
}

std::optional<std::string> broken_rule_of_list(const std::vector<std::string>& value) {
    if (value.empty()) return "empty; expected at least one";
    if (value.size() > limits::people_in_a_log)
        return std::to_string(value.size()) + " are too many; expected at most " + std::to_string(limits::people_in_a_log);
    for (const std::string& element : value)
        if (auto broken = broken_rule_of_text({}, element)) return broken;
    return std::nullopt;
}

}   // namespace kith::protocol::described
