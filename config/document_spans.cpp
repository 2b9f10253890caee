#include "config/document_spans.hpp"

#include <algorithm>

#include "config/source_bytes.hpp"

namespace kith::spans {
namespace {

constexpr bool blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool line_break(char c) { return c == '\n' || c == '\r'; }
constexpr bool white(char c) { return blank(c) || line_break(c); }

std::size_t end_of_line(std::string_view source, std::size_t at) { return std::min(source.find('\n', at), source.size()); }

/// Without a carriage return before the line's end.
std::size_t trimmed_line_end(std::string_view source, std::size_t begin, std::size_t end) {
    return end > begin && source[end - 1] == '\r' ? end - 1 : end;
}

struct BlockHeader {
    std::size_t end = 0;   ///< after `|`, its chomping and its indentation
    bool keep = false;
    int indentation = 0;   ///< as written; 0: to be detected
};

BlockHeader read_block_header(std::string_view source, std::size_t begin) {
    BlockHeader header{.end = begin + 1};
    for (; header.end < source.size(); ++header.end) {
        const char c = source[header.end];
        if (c == '+')
            header.keep = true;
        else if (c >= '1' && c <= '9')
            header.indentation = c - '0';
        else if (c != '-')
            break;
    }
    return header;
}

}   // namespace

std::size_t skip_trivia(std::string_view source, std::size_t at) {
    while (at < source.size()) {
        if (white(source[at]))
            ++at;
        else if (source[at] == '#')
            at = end_of_line(source, at);
        else
            break;
    }
    return at;
}

std::optional<std::size_t> end_of_quoted(std::string_view source, std::size_t begin) {
    const char quote = source[begin];
    for (std::size_t at = begin + 1; at < source.size(); ++at) {
        if (source[at] == '\\' && quote == '"') {
            ++at;
        } else if (source[at] == quote) {
            if (quote == '"' || at + 1 >= source.size() || source[at + 1] != quote) return at + 1;
            ++at;
        }
    }
    return std::nullopt;
}

std::size_t end_of_plain(std::string_view source, std::size_t begin, std::string_view value) {
    std::size_t at = begin;
    std::size_t end = begin;
    for (const char c : value) {
        if (white(c)) continue;
        while (at < source.size() && white(source[at])) ++at;
        if (at >= source.size() || source[at] != c) break;
        end = ++at;
    }
    return end;
}

std::size_t end_of_block_scalar(std::string_view source, std::size_t begin, int parent_column) {
    const auto header = read_block_header(source, begin);
    int indentation = std::max(parent_column, 0) + std::max(header.indentation, 1);
    bool detect = header.indentation == 0;
    std::size_t end = header.end;
    std::size_t blank_end = header.end;   // where the blank lines after `end` stop
    for (std::size_t line = end_of_line(source, header.end); line < source.size();) {
        const std::size_t line_begin = line + 1;
        line = end_of_line(source, line_begin);
        const std::size_t text = std::min(source.find_first_not_of(' ', line_begin), source.size());
        const std::size_t line_end = trimmed_line_end(source, line_begin, line);
        const int column = static_cast<int>(std::min(text, line_end) - line_begin);
        if (text >= line_end) {
            if (detect) indentation = std::max(indentation, column);
            // The empty rest after the very last line break is no line of its own.
            if (line_begin < source.size()) blank_end = line_end;
            continue;
        }
        if (detect) indentation = std::max(indentation, column);
        detect = false;
        if (column < indentation) break;
        end = blank_end = line_end;
    }
    return header.keep ? blank_end : end;
}

std::size_t end_of_flow(std::string_view source, std::size_t after_last_child, char closing) {
    std::size_t at = skip_trivia(source, after_last_child);
    while (at < source.size() && source[at] != closing) at = skip_trivia(source, at + 1);
    return std::min(at + 1, source.size());
}

std::size_t written_null(std::string_view source, std::size_t at) {
    const auto rest = source.substr(std::min(at, source.size()));
    std::size_t length = 0;
    for (const std::string_view word : {"~", "null", "Null", "NULL"})
        if (rest.starts_with(word)) length = word.size();
    if (length == 0) return 0;
    const auto after = rest.substr(length);
    if (!after.empty() && !white(after.front()) && std::string_view{",]}:"}.find(after.front()) == std::string_view::npos) return 0;
    const auto next = after.find_first_not_of(" \t");
    return next != std::string_view::npos && after[next] == ':' ? 0 : length;
}

int column_of(std::string_view source, std::size_t at) {
    const auto line_end = at == 0 ? std::string_view::npos : source.rfind('\n', at - 1);
    const std::size_t mark = source.starts_with(byte_order_mark) ? std::min(at, byte_order_mark.size()) : 0;
    return static_cast<int>(line_end == std::string_view::npos ? at - mark : at - line_end - 1);
}

}   // namespace kith::spans
