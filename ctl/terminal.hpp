#pragma once
// What is known of the place the output goes to, and text made to fit it.

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::ctl {

struct Terminal {
    bool interactive = false;   ///< a person reads along; false: a pipe or a file
    bool styled = false;        ///< faint and bold are understood and wanted
    bool utf8 = true;           ///< the locale writes UTF-8
    std::size_t width = 0;      ///< in columns; 0: no limit
};

/// What decides a Terminal. Absent environment variables are empty.
struct TerminalFacts {
    bool tty = false;
    std::size_t columns = 0;   ///< as the terminal says; 0: it doesn't
    std::string_view term = {}, no_color = {}, lc_all = {}, lc_ctype = {}, lang = {};
};

/// A pipe gets no style and no limit. Style also yields to NO_COLOR (https://no-color.org: any value but an empty one) and to TERM=dumb.
[[nodiscard]] Terminal describe(const TerminalFacts& facts);

/// Of standard output or standard error (STDOUT_FILENO, STDERR_FILENO), from the system and the environment.
[[nodiscard]] Terminal terminal_of(int fd);

// --- Text in columns. Texts are UTF-8 and printable already, without style. ----------------------------------------------------------

/// How many columns it takes on a terminal.
[[nodiscard]] std::size_t columns(std::string_view text);

/// At most `width` columns, the cut marked by an ellipsis; no character with its accents is cut in two. A width of 0 is no limit.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width, const Terminal& terminal);

/// Blanks added up to `width` columns.
[[nodiscard]] std::string padded(std::string text, std::size_t width);

/// Broken at blanks to lines of at most `width` columns (0: one line), each after `indent` blanks and with a line end. A word longer than
/// a line stands alone and whole.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0);

/// Each line of `text` wrapped; lines that begin with a blank, such as a command to type, stay as they are.
[[nodiscard]] std::string paragraphs(std::string_view text, std::size_t width);

/// For terminals without UTF-8: accents are dropped, what has no likeness in ASCII becomes `?`.
[[nodiscard]] std::string in_ascii(std::string_view text);

[[nodiscard]] std::string bold(std::string text, const Terminal& terminal);
[[nodiscard]] std::string faint(std::string text, const Terminal& terminal);

}   // namespace kith::ctl
