#include "config/line_repair.hpp"

#include <cctype>
#include <sstream>
#include <utility>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/document_spans.hpp"
#include "config/syntax_advice.hpp"

namespace kith {
namespace {

class Deaf final : public YAML::EventHandler {
  public:
    void OnDocumentStart(const YAML::Mark& /*mark*/) override { ++documents; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& /*value*/) override {}
    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {}
    void OnMapEnd() override {}
    int documents = 0;
};

bool reads(const std::string& text) {
    std::istringstream stream{text};
    Deaf handler;
    try {
        YAML::Parser parser{stream};
        if (parser.HandleNextDocument(handler)) parser.HandleNextDocument(handler);
    } catch (const YAML::Exception&) {
        return false;
    }
    return handler.documents == 1;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

struct Pieces {
    std::string_view prefix;   ///< `- key: ` without the indentation
    std::string_view value;
    std::string_view comment;   ///< with its #
    std::size_t column = 0;     ///< of the value
};

/// Where a comment begins, outside of a quoted text at the beginning.
std::size_t find_comment(std::string_view value) {
    std::size_t from = 0;
    if (!value.empty() && (value.front() == '"' || value.front() == '\'')) from = spans::end_of_quoted(value, 0).value_or(0);
    return value.find(" #", from);
}

std::size_t end_of_key(std::string_view line, std::size_t from) {
    if (from < line.size() && (line[from] == '"' || line[from] == '\'')) from = spans::end_of_quoted(line, from).value_or(from);
    const auto colon = line.find(": ", from);
    return colon == std::string_view::npos ? colon : colon + 2;
}

std::optional<Pieces> dissect(std::string_view line) {
    const auto indentation = line.find_first_not_of(" \t");
    if (indentation == std::string_view::npos) return std::nullopt;
    std::size_t at = indentation;
    while (line.substr(at).starts_with("- ")) at = std::min(line.find_first_not_of(' ', at + 1), line.size());
    const bool entry = at != indentation;
    if (const auto value = end_of_key(line, at); value != std::string_view::npos && line[at] != '[' && line[at] != '{')
        at = std::min(line.find_first_not_of(' ', value), line.size());
    else if (!entry)
        return std::nullopt;
    Pieces pieces{.prefix = line.substr(indentation, at - indentation), .value = line.substr(at), .comment = {}, .column = at};
    if (const auto comment = find_comment(pieces.value); comment != std::string_view::npos) {
        pieces.comment = trim(pieces.value.substr(comment));
        pieces.value = pieces.value.substr(0, comment);
    }
    pieces.value = trim(pieces.value);
    if (pieces.value.empty()) return std::nullopt;
    return pieces;
}

std::string yaml_quoted(std::string_view text) {
    if (text.find('"') != std::string_view::npos && text.find('\'') == std::string_view::npos) return '\'' + std::string{text} + '\'';
    std::string result{'"'};
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

/// The entries between the brackets, split at commas outside of quotes and inner brackets; nothing when those don't match.
std::optional<std::vector<std::string_view>> entries_of(std::string_view inside) {
    std::vector<std::string_view> entries;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < inside.size(); ++at) {
        const char c = inside[at];
        if ((c == '"' || c == '\'') && trim(inside.substr(begin, at - begin)).empty()) {
            const auto end = spans::end_of_quoted(inside, at);
            if (!end) return std::nullopt;
            at = *end - 1;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth < 0) {
            return std::nullopt;
        } else if (c == ',' && depth == 0) {
            entries.push_back(trim(inside.substr(begin, at - begin)));
            begin = at + 1;
        }
    }
    if (depth != 0) return std::nullopt;
    entries.push_back(trim(inside.substr(begin)));
    return entries;
}

std::optional<std::string> repair_brackets(std::string_view value);

std::string repair_entry(std::string_view entry) {
    if (auto inner = repair_brackets(entry)) return *inner;
    return reads('[' + std::string{entry} + ']') ? std::string{entry} : yaml_quoted(entry);
}

/// `[What made you laugh?]` → `["What made you laugh?"]`, `{do: Call {name}}` → `{do: "Call {name}"}`.
std::optional<std::string> repair_brackets(std::string_view value) {
    const bool list = value.starts_with('[') && value.ends_with(']');
    const bool map = value.starts_with('{') && value.ends_with('}');
    if (value.size() < 2 || (!list && !map)) return std::nullopt;
    const auto entries = entries_of(value.substr(1, value.size() - 2));
    if (!entries) return std::nullopt;
    std::string result{value.front()};
    for (const auto entry : *entries) {
        if (result.size() > 1) result += ", ";
        const auto colon = map ? entry.find(": ") : std::string_view::npos;
        if (colon != std::string_view::npos) {
            result += entry.substr(0, colon + 2);
            result += repair_entry(trim(entry.substr(colon + 2)));
        } else {
            result += repair_entry(entry);
        }
    }
    result += value.back();
    return result;
}

std::string joined(const Pieces& pieces, const std::string& value) {
    std::string line{pieces.prefix};
    line += value;
    if (!pieces.comment.empty()) line += "   " + std::string{pieces.comment};
    return line;
}

}   // namespace

std::optional<LineRepair> repair_line(std::string_view line) {
    const auto pieces = dissect(line);
    if (!pieces || reads(joined(*pieces, std::string{pieces->value}))) return std::nullopt;
    if (const auto brackets = repair_brackets(pieces->value); brackets && reads(joined(*pieces, *brackets)))
        return LineRepair{joined(*pieces, *brackets), "a text with one of ? { } [ ] , inside brackets needs quotes", pieces->column};
    auto whole = joined(*pieces, yaml_quoted(pieces->value));
    if (!reads(whole)) return std::nullopt;
    const char first = pieces->value.front();
    if ((first == '[' || first == '{') && pieces->value.find(first == '[' ? ']' : '}') == std::string_view::npos) return std::nullopt;
    if ((first == '"' || first == '\'') && !spans::end_of_quoted(pieces->value, 0)) return std::nullopt;
    if (std::string_view{"[{@`%&*!|>?"}.find(first) != std::string_view::npos)
        return LineRepair{std::move(whole), std::string{"a text that begins with "} + first + " needs quotes", pieces->column};
    return LineRepair{std::move(whole), "this text needs quotes", pieces->column};
}

std::string with_value_quoted(std::string_view line) {
    const auto pieces = dissect(line);
    return pieces ? joined(*pieces, yaml_quoted(pieces->value)) : std::string{};
}

std::string with_missing_space(std::string_view line) {
    const auto begin = std::min(line.find_first_not_of(" \t"), line.size());
    std::size_t at = begin;
    while (line.substr(at).starts_with("- ")) at = std::min(line.find_first_not_of(' ', at + 1), line.size());
    std::size_t colon = at;
    while (colon < line.size() && (std::isalnum(static_cast<unsigned char>(line[colon])) != 0 || line[colon] == '_' || line[colon] == '-'))
        ++colon;
    if (colon == at || std::isalpha(static_cast<unsigned char>(line[at])) == 0 || colon + 1 >= line.size() || line[colon] != ':') return {};
    const auto rest = line.substr(colon + 1);
    if (rest.front() == ' ' || rest.front() == '\t' || rest.front() == ':' || rest.starts_with("//")) return {};
    return std::string{line.substr(begin, colon + 1 - begin)} + ' ' + std::string{trim(rest)};
}

}   // namespace kith
