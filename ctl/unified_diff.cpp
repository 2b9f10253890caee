#include "ctl/unified_diff.hpp"

#include <sstream>
#include <vector>

#include "config/problem.hpp"

// The library's own code shadows and converts.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wextra"
#include <dtl/dtl.hpp>
#pragma GCC diagnostic pop

namespace kith::ctl {
namespace {

constexpr std::string_view no_line_end = "\n\\ No newline at end of file";

/// Without its line ends; the last says so where it has none.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            lines.back() += no_line_end;
            break;
        }
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// A carriage return is nothing to print, and the note about the last line's end keeps its own line.
std::string shown(std::string_view line) {
    const bool open_end = line.ends_with(no_line_end);
    if (open_end) line.remove_suffix(no_line_end.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    return printable(line) + (open_end ? std::string{no_line_end} : std::string{}) + '\n';
}

}   // namespace

std::string unified_diff(std::string_view file, std::string_view before, std::string_view after) {
    if (before == after) return {};
    dtl::Diff<std::string, std::vector<std::string>> diff{lines_of(before), lines_of(after)};
    diff.onHuge();
    diff.compose();
    diff.composeUnifiedHunks();
    const std::string name = printable(file);
    std::string text = "--- " + name + "\n+++ " + name + '\n';
    for (const auto& hunk : diff.getUniHunks()) {
        std::ostringstream head;
        head << "@@ -" << hunk.a << ',' << hunk.b << " +" << hunk.c << ',' << hunk.d << " @@\n";
        text += head.str();
        for (const auto& [line, info] : hunk.common[0]) text += ' ' + shown(line);
        for (const auto& [line, info] : hunk.change)
            text += (info.type == dtl::SES_ADD ? '+' : info.type == dtl::SES_DELETE ? '-' : ' ') + shown(line);
        for (const auto& [line, info] : hunk.common[1]) text += ' ' + shown(line);
    }
    return text;
}

}   // namespace kith::ctl
