#include "config/writing_style.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "config/document_spans.hpp"

namespace kith {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Whether it reads as itself without quotes. On the careful side: what is odd gets quotes.
bool plain(std::string_view text, Surround where) {
    constexpr std::array<std::string_view, 6> words{"~", "null", "Null", "NULL", "---", "..."};
    constexpr std::string_view odd_at_front = "-?:,[]{}#&*!|>'\"%@`=<";
    if (text.empty() || std::find(words.begin(), words.end(), text) != words.end()) return false;
    if (text.front() == ' ' || text.back() == ' ' || text.back() == ':' || odd_at_front.find(text.front()) != std::string_view::npos)
        return false;
    if (std::any_of(text.begin(), text.end(), is_control)) return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
    return where == Surround::block || text.find_first_of(",[]{}?") == std::string_view::npos;
}

std::string in_double_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '\n') {
            quoted += "\\n";
        } else if (is_control(c)) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
            quoted += escape.data();
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string in_single_quotes(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string{"''"} : std::string{c};
    return quoted + '\'';
}

/// Counts of what is met in a document.
struct Seen {
    std::size_t single = 0, twice = 0, block_lists = 0, flow_lists = 0, padded = 0, tight = 0;
    std::size_t step = 0;
};

void look(const Document& document, const Node& node, std::size_t outer_column, Seen& seen) {
    const std::string_view source = document.source();
    const std::size_t column = static_cast<std::size_t>(spans::column_of(source, node.begin));
    const bool block = node.style == NodeStyle::block;
    seen.single += node.style == NodeStyle::single_quoted ? 1 : 0;
    seen.twice += node.style == NodeStyle::double_quoted ? 1 : 0;
    if (node.kind == NodeKind::sequence) ++(block ? seen.block_lists : seen.flow_lists);
    if (node.kind == NodeKind::map && !block && node.end - node.begin > 2 && source[node.begin] == '{')
        ++(source[node.begin + 1] == ' ' ? seen.padded : seen.tight);
    if (node.kind == NodeKind::map && block && seen.step == 0 && column > outer_column) seen.step = column - outer_column;
    const std::size_t inner = node.kind == NodeKind::map && block ? column : outer_column;
    for (NodeId child = node.first; child != no_node; child = document[child].next) look(document, document[child], inner, seen);
}

}   // namespace

WritingStyle style_of(const Document& document) {
    Seen seen;
    if (document.root().kind == NodeKind::map) look(document, document.root(), 0, seen);
    WritingStyle style;
    const std::size_t line_end = document.source().find('\n');
    if (line_end != std::string_view::npos && line_end > 0 && document.source()[line_end - 1] == '\r') style.newline = "\r\n";
    if (seen.step > 0) style.step = seen.step;
    style.quote = seen.single > seen.twice ? '\'' : '"';
    style.block_lists = seen.block_lists > seen.flow_lists;
    style.padded_flow = seen.padded > seen.tight;
    return style;
}

std::string scalar_text(const WritingStyle& style, std::string_view text, Surround where, NodeStyle like) {
    const bool control = std::any_of(text.begin(), text.end(), is_control);
    if (like == NodeStyle::single_quoted && !control) return in_single_quotes(text);
    if (like == NodeStyle::double_quoted) return in_double_quotes(text);
    if (plain(text, where)) return std::string{text};
    return style.quote == '\'' && !control ? in_single_quotes(text) : in_double_quotes(text);
}

std::string flow_text(const WritingStyle& style, const Value& value, Surround where) {
    std::string text;
    switch (value.kind) {
        case NodeKind::null:
            return "{}";
        case NodeKind::scalar:
            return scalar_text(style, value.text, where);
        case NodeKind::sequence:
            for (const Value& one : value.list) text += (text.empty() ? "" : ", ") + flow_text(style, one, Surround::flow);
            return '[' + text + ']';
        case NodeKind::map:
            break;
    }
    for (const ValueEntry& one : value.map)
        text +=
            (text.empty() ? "" : ", ") + scalar_text(style, one.key, Surround::flow) + ": " + flow_text(style, one.value, Surround::flow);
    return style.padded_flow ? "{ " + text + " }" : '{' + text + '}';
}

bool too_long(const WritingStyle& style, std::string_view key, const Value& value, std::size_t column) {
    constexpr std::size_t comfortable = 76;
    return value.kind == NodeKind::map && column + key.size() + 2 + flow_text(style, value, Surround::block).size() > comfortable;
}

std::string entry_text(const WritingStyle& style, std::string_view key, const Value& value, std::size_t column, bool block) {
    const std::string indent(column, ' ');
    std::string text = indent + scalar_text(style, key, Surround::block) + ':';
    if (value.kind == NodeKind::map && block) {
        const std::size_t inner = column + style.step;
        for (const ValueEntry& one : value.map)
            text += style.newline + entry_text(style, one.key, one.value, inner, too_long(style, one.key, one.value, inner));
        return text;
    }
    if (value.kind == NodeKind::sequence && style.block_lists && !value.list.empty()) {
        for (const Value& one : value.list)
            text += style.newline + indent + std::string(style.step, ' ') + "- " + flow_text(style, one, Surround::block);
        return text;
    }
    return text + ' ' + flow_text(style, value, Surround::block);
}

}   // namespace kith
