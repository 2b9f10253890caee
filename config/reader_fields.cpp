#include "config/reader_fields.hpp"

#include <algorithm>

#include "config/syntax_advice.hpp"
#include "config/words.hpp"

namespace kith::reader {
namespace {

std::string listed(std::span<const std::string_view> words) {
    std::string result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
        result += words[i];
    }
    return result;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; });
}

bool plain(Ref value) { return value.node().style == NodeStyle::plain; }

/// ASCII punctuation and blanks are out; so are the general punctuation and the spaces of Unicode that look like nothing or like a dash.
bool id_character(std::string_view id, std::size_t at) {
    const auto c = static_cast<unsigned char>(id[at]);
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    const auto rest = id.substr(at);
    if (c == 0xC2) return rest.size() > 1 && (rest[1] == '\xAA' || rest[1] == '\xB5' || rest[1] == '\xBA');   // ª µ º are letters
    if (rest.starts_with("\xC3\x97") || rest.starts_with("\xC3\xB7")) return false;                           // × ÷
    if (rest.starts_with("\xE2\x80\x8C") || rest.starts_with("\xE2\x80\x8D")) return true;                    // joiners: Persian needs them
    if (rest.starts_with("\xE2\x80") || rest.starts_with("\xE2\x81")) return false;                           // general punctuation
    if (rest.starts_with("\xE3\x80")) return rest.size() > 2 && (rest[2] == '\x85' || rest[2] == '\x86' || rest[2] == '\x87');   // 々〆〇
    return !rest.starts_with("\xEF\xBB\xBF") && !rest.starts_with("\xEE");   // the byte order mark, and the private use area's most part
}

}   // namespace

std::vector<Entry> entries_of(Ref map) {
    std::vector<Entry> entries;
    if (map.kind() != NodeKind::map) return entries;
    for (Ref key = map.first(); key;) {
        const Ref value = key.next();
        if (!value) break;
        entries.push_back({key, value});
        key = value.next();
    }
    return entries;
}

std::vector<Ref> children_of(Ref list) {
    std::vector<Ref> children;
    for (Ref child = list.first(); child; child = child.next()) children.push_back(child);
    return children;
}

Fields::Fields(Report& report, Ref map, std::string_view owner, std::span<const std::string_view> known) {
    is_map_ = map.kind() == NodeKind::map || map.kind() == NodeKind::null;
    if (!is_map_) {
        report.error(map, std::string{owner} + " can't be " + described(map), "keys and values: " + listed(known),
                     quoting_hint(report, map));
        return;
    }
    for (const Entry& entry : entries_of(map)) {
        if (std::find(known.begin(), known.end(), entry.key.text()) != known.end()) {
            entries_.push_back(entry);
            continue;
        }
        auto hint = suggestion(report, entry.key.text(), {known.begin(), known.end()});
        if (hint.empty() && map.node().style == NodeStyle::flow) hint = quoting_hint(report, map);
        report.error(entry.key, words::quoted(entry.key.text()) + " is not a key of " + std::string{owner}, listed(known), std::move(hint));
    }
}

Entry Fields::find(std::string_view key) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key.text() == key; });
    return found == entries_.end() ? Entry{} : *found;
}

std::string quoting_hint(const Report& report, Ref value) {
    constexpr std::size_t longest = 4000;   // nobody has written a longer one by hand
    const Node& node = value.node();
    if (!report.hints_wanted() || node.end - node.begin > longest || node.begin == node.end) return {};
    const auto line = value.document().line_at(node.begin);
    if (line.size() > longest) return {};
    if (value.is_scalar()) {
        const auto spaced = with_missing_space(value.text());
        return spaced.empty() || value.text().find('\n') != std::string_view::npos ? std::string{} : "write " + spaced;
    }
    if (node.style != NodeStyle::flow ||
        value.document().source().substr(node.begin, node.end - node.begin).find('\n') != std::string_view::npos)
        return {};
    const auto written = with_value_quoted(line);
    return written.empty() ? std::string{} : "if this is a text, write " + written;
}

std::optional<std::string_view> read_scalar(Report& report, Ref value, std::string_view expected) {
    if (value.is_scalar()) return value.text();
    report.error(value, described(value) + " stands here", std::string{expected}, quoting_hint(report, value));
    return std::nullopt;
}

std::optional<std::string> read_text(Report& report, Ref value, std::string_view expected) {
    const auto text = read_scalar(report, value, expected);
    if (!text) return std::nullopt;
    if (text->find_first_not_of(" \t\n") == std::string_view::npos) {
        report.error(value, "the text is empty", std::string{expected});
    } else if (text->size() > limits::text_bytes) {
        report.error(value, "the text has " + std::to_string(text->size()) + " bytes", "at most " + std::to_string(limits::text_bytes));
    } else if (has_control_character(*text)) {
        report.error(value, "the text holds a control character", std::string{expected});
    } else {
        return std::string{*text};
    }
    return std::nullopt;
}

std::optional<bool> read_bool(Report& report, Ref value) {
    constexpr std::string_view expected = "true or false";
    const auto text = read_scalar(report, value, expected);
    if (!text) return std::nullopt;
    if (plain(value) && *text == "true") return true;
    if (plain(value) && *text == "false") return false;
    const auto lower = words::lowered(*text);
    std::string hint;
    if (lower == "yes" || lower == "on" || lower == "y" || lower == "true" || lower == "1") hint = "write true";
    if (lower == "no" || lower == "off" || lower == "n" || lower == "false" || lower == "0") hint = "write false";
    if (!hint.empty() && !plain(value)) hint += ", without quotes";
    report.error(value, words::quoted(*text) + " is neither true nor false", std::string{expected}, std::move(hint));
    return std::nullopt;
}

std::optional<std::int32_t> read_number(Report& report, Ref value, Number range) {
    const auto expected = "a whole number from " + std::to_string(range.least) + " to " + std::to_string(range.most);
    const auto text = read_scalar(report, value, expected);
    if (!text) return std::nullopt;
    const bool negative = text->starts_with('-');
    const auto number = words::whole_number(text->substr(negative ? 1 : 0));
    if (!number || !plain(value)) {
        report.error(value, words::quoted(*text) + " is not a whole number", expected, number ? "write it without quotes" : "");
        return std::nullopt;
    }
    const std::int64_t result = negative ? -*number : *number;
    if (result < range.least || result > range.most) {
        report.error(value, std::string{*text} + " is too " + (result < range.least ? "small" : "large"), expected);
        return std::nullopt;
    }
    return static_cast<std::int32_t>(result);
}

std::optional<std::int64_t> read_seconds(Report& report, Ref value) {
    constexpr std::int64_t most = 24 * 60 * 60;
    constexpr std::string_view expected = "minutes, or a length of time such as 90s, 10m or 1h, up to a day";
    const auto text = read_scalar(report, value, expected);
    if (!text) return std::nullopt;
    std::int64_t seconds = 0;
    if (const auto minutes = words::whole_number(*text)) {
        seconds = std::min<std::int64_t>(*minutes, most) * 60;
    } else {
        auto duration = parse_duration(*text);
        if (!duration) {
            report.error(value, std::move(duration.error()));
            return std::nullopt;
        }
        seconds = duration->months > 0 || duration->days > 1 ? most + 1 : duration->seconds + duration->days * most;
    }
    if (seconds >= 1 && seconds <= most) return seconds;
    report.error(value, words::quoted(*text) + (seconds < 1 ? " is no time at all" : " is longer than a day"), std::string{expected});
    return std::nullopt;
}

bool check_id(Report& report, Ref at, std::string_view id, std::string_view whose) {
    const std::string expected = "letters, digits, - and _, up to " + std::to_string(limits::id_bytes) + " bytes, not beginning with -";
    std::string problem;
    if (id.empty())
        problem = "is empty";
    else if (id.size() > limits::id_bytes)
        problem = "has " + std::to_string(id.size()) + " bytes";
    else if (id.front() == '-')
        problem = "begins with -";
    for (std::size_t i = 0; i < id.size() && problem.empty(); ++i) {
        if ((static_cast<unsigned char>(id[i]) & 0xC0U) == 0x80U || id_character(id, i)) continue;
        problem = id[i] == ' ' ? "has a space in it" : "has a character in it that a name can't have";
    }
    if (problem.empty()) return true;
    std::string hint;
    if (problem == "has a space in it") {
        std::string dashed{id};
        std::replace(dashed.begin(), dashed.end(), ' ', '-');
        hint = words::did_you_mean(dashed);
    }
    report.error(at, "the name " + words::quoted(id) + " of " + std::string{whose} + ' ' + problem, expected, std::move(hint));
    return false;
}

std::optional<TimeOfDay> read_time(Report& report, Ref value) { return read_as(report, value, "a time HH:MM", &parse_time); }
std::optional<Window> read_window(Report& report, Ref value) { return read_as(report, value, "a window HH:MM-HH:MM", &parse_window); }
std::optional<Date> read_date(Report& report, Ref value) { return read_as(report, value, "a date YYYY-MM-DD", &parse_date); }
std::optional<Duration> read_duration(Report& report, Ref value) {
    return read_as(report, value, "a duration such as 30m, 2h or 3 days", &parse_duration);
}

std::optional<std::size_t> read_choice(Report& report, Ref value, std::span<const std::string_view> words) {
    const auto text = read_scalar(report, value, listed(words));
    if (!text) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), *text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    report.error(value, kith::words::quoted(*text) + " is unknown here", listed(words),
                 suggestion(report, *text, {words.begin(), words.end()}));
    return std::nullopt;
}

std::vector<Ref> read_list(Report& report, Ref value, std::string_view expected) {
    if (value.kind() == NodeKind::sequence) {
        auto children = children_of(value);
        if (children.empty()) report.error(value, "the list is empty", std::string{expected});
        return children;
    }
    if (value.kind() != NodeKind::null) return {value};
    report.error(value, "nothing stands here", std::string{expected});
    return {};
}

}   // namespace kith::reader
