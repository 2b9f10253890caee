#pragma once
// Lines in columns that line up, over several sections of one page.

#include <cstddef>
#include <string>
#include <vector>

#include "ctl/terminal.hpp"

namespace kith::ctl {

enum class Tone : unsigned char { plain, bold, faint };

struct Cell {
    std::string text;   ///< made printable by the table
    Tone tone = Tone::plain;
};

/// Columns are as wide as their widest cell, two blanks apart. Where the terminal is too narrow the columns give way, the later first, down
/// to a readable rest. The last cell of a row is never padded.
class Table {
  public:
    explicit Table(std::size_t indent = 2) : indent_{indent} {}
    void row(std::vector<Cell> cells) { rows_.push_back({std::move(cells), {}, Kind::cells}); }
    /// A label in the first column, and a text that wraps beside it and does not count for the other columns.
    void fact(std::string label, std::string text, Tone tone = Tone::plain) {
        rows_.push_back({{{std::move(label), Tone::faint}}, {std::move(text), tone}, Kind::fact});
    }
    /// A line outside the columns; it begins at the left edge, after a blank line when it isn't the first. It wraps where it is too long.
    void heading(std::string text, Tone tone = Tone::bold) { rows_.push_back({{}, {std::move(text), tone}, Kind::heading}); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::string print(const Terminal& terminal) const;

  private:
    enum class Kind : unsigned char { cells, fact, heading };
    struct Row {
        std::vector<Cell> cells;
        Cell text;
        Kind kind;
    };
    [[nodiscard]] std::vector<std::size_t> widths(const Terminal& terminal) const;
    [[nodiscard]] std::string print_cells(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                                          const Terminal& terminal) const;
    [[nodiscard]] std::string print_fact(const Row& row, std::size_t label_width, const Terminal& terminal) const;
    std::vector<Row> rows_;
    std::size_t indent_;
};

}   // namespace kith::ctl
