#include "ctl/table.hpp"

#include <algorithm>
#include <numeric>

#include "config/problem.hpp"

namespace kith::ctl {
namespace {

constexpr std::size_t between_columns = 2;
constexpr std::size_t readable = 12;   // columns a cell is not squeezed below as long as another can still give

std::string toned(std::string text, Tone tone, const Terminal& terminal) {
    if (tone == Tone::bold) return bold(std::move(text), terminal);
    if (tone == Tone::faint) return faint(std::move(text), terminal);
    return text;
}

/// Each line of `text` in its tone, so that no style reaches over a line end.
std::string toned_lines(std::string_view text, Tone tone, const Terminal& terminal) {
    std::string result;
    while (!text.empty()) {
        const auto end = text.find('\n');
        result += toned(std::string{text.substr(0, end)}, tone, terminal) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

/// Takes `excess` columns away, from the last column to the second, none below `least`; returns what is left to take.
std::size_t squeeze(std::vector<std::size_t>& widths, std::size_t excess, std::size_t least) {
    for (std::size_t at = widths.size(); at-- > 1 && excess > 0;) {
        const std::size_t give = std::min(excess, widths[at] - std::min(widths[at], least));
        widths[at] -= give;
        excess -= give;
    }
    return excess;
}

}   // namespace

std::vector<std::size_t> Table::widths(const Terminal& terminal) const {
    std::vector<std::size_t> result;
    for (const Row& row : rows_) {
        result.resize(std::max(result.size(), row.cells.size()));
        for (std::size_t at = 0; at < row.cells.size(); ++at) result[at] = std::max(result[at], columns(printable(row.cells[at].text)));
    }
    const auto used = static_cast<std::size_t>(std::count_if(result.begin(), result.end(), [](std::size_t width) { return width > 0; }));
    const std::size_t total =
        std::accumulate(result.begin(), result.end(), indent_ + between_columns * (used - std::min<std::size_t>(used, 1)));
    if (terminal.width == 0 || total <= terminal.width) return result;
    std::size_t excess = total - terminal.width;
    for (const std::size_t least : {readable * 2, readable, std::size_t{4}}) excess = squeeze(result, excess, least);
    return result;
}

std::string Table::print_cells(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths, const Terminal& terminal) const {
    std::string line, blanks(indent_, ' ');
    for (std::size_t at = 0; at < cells.size(); ++at) {
        if (widths[at] == 0) continue;
        std::string text = shortened(printable(cells[at].text), terminal.width == 0 ? 0 : widths[at], terminal);
        const std::size_t used = columns(text);
        if (used > 0) line += blanks + toned(std::move(text), cells[at].tone, terminal);
        if (used > 0) blanks.clear();
        blanks.append(widths[at] - std::min(used, widths[at]) + between_columns, ' ');
    }
    return line + '\n';
}

std::string Table::print_fact(const Row& row, std::size_t label_width, const Terminal& terminal) const {
    const std::size_t margin = indent_ + label_width + between_columns;
    // The label takes the place of the first line's margin.
    const std::string text = wrapped(printable(row.text.text), terminal.width, margin);
    const std::string label = shortened(printable(row.cells.front().text), terminal.width == 0 ? 0 : label_width, terminal);
    const std::string line = std::string(indent_, ' ') + toned(label, row.cells.front().tone, terminal);
    if (text.empty()) return line + '\n';
    const std::string blanks(label_width - std::min(label_width, columns(label)) + between_columns, ' ');
    const std::string lines = toned_lines(std::string_view{text}.substr(margin), row.text.tone, terminal);
    return (label.empty() ? std::string(margin, ' ') : line + blanks) + lines;
}

std::string Table::print(const Terminal& terminal) const {
    const auto columns_of = widths(terminal);
    std::string result;
    for (const Row& row : rows_) {
        const std::string text = printable(row.text.text);
        switch (row.kind) {
            case Kind::cells:
                result += print_cells(row.cells, columns_of, terminal);
                break;
            case Kind::fact:
                result += print_fact(row, columns_of.front(), terminal);
                break;
            case Kind::heading:
                if (!result.empty()) result += '\n';
                result += toned_lines(wrapped(text, terminal.width), row.text.tone, terminal);
                break;
        }
    }
    return result;
}

}   // namespace kith::ctl
