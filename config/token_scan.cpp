#include "config/token_scan.hpp"

#include "config/document_spans.hpp"

namespace kith {
namespace {

constexpr bool white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool white_or_end(std::string_view source, std::size_t at) { return at >= source.size() || white(source[at]); }

/// After a plain text on one line: up to a line break, a comment, a key's colon or, in brackets, a bracket or comma.
std::size_t end_of_words(std::string_view source, std::size_t at, bool in_brackets) {
    for (; at < source.size() && source[at] != '\n'; ++at) {
        if (source[at] == ':' && white_or_end(source, at + 1)) break;
        if (source[at] == '#' && at > 0 && white(source[at - 1])) break;
        if (in_brackets && std::string_view{",[]{}"}.find(source[at]) != std::string_view::npos) break;
    }
    return at;
}

/// The column at which the line's own key or entry begins, which a block scalar's text must exceed.
int column_of_first_word(std::string_view source, std::size_t at) {
    const std::size_t begin = at - static_cast<std::size_t>(spans::column_of(source, at));
    return spans::column_of(source, source.find_first_not_of(' ', begin));
}

}   // namespace

TokenScan scan_tokens(std::string_view source, std::size_t until) {
    TokenScan scan;
    for (std::size_t at = spans::skip_trivia(source, 0); at < source.size() && at <= until; at = spans::skip_trivia(source, at)) {
        const char c = source[at];
        if (c == '"' || c == '\'') {
            const auto end = spans::end_of_quoted(source, at);
            if (!end) {
                scan.open_quote = at;
                return scan;
            }
            if (source.substr(at, *end - at).find('\n') != std::string_view::npos) scan.last_long_quote = TokenScan::Quote{at, *end};
            at = *end;
        } else if (c == '[' || c == '{') {
            scan.brackets.push_back(at++);
        } else if (c == ']' || c == '}') {
            if (!scan.brackets.empty()) scan.brackets.pop_back();
            ++at;
        } else if ((c == '|' || c == '>') && scan.brackets.empty()) {
            at = spans::end_of_block_scalar(source, at, column_of_first_word(source, at));
        } else if (c == ',' || ((c == '-' || c == '?' || c == ':') && white_or_end(source, at + 1))) {
            ++at;
        } else {
            const std::size_t end = end_of_words(source, at, !scan.brackets.empty());
            at = end > at ? end : at + 1;
        }
    }
    return scan;
}

}   // namespace kith
