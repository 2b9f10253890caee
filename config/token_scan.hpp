#pragma once
// A forgiving walk over YAML tokens, for text that the parser has given up on: which quotes and brackets were open where?

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace kith {

struct TokenScan {
    struct Quote {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    std::vector<std::size_t> brackets;       ///< opened before the place asked for and not closed there, outermost first
    std::optional<std::size_t> open_quote;   ///< opened and closed nowhere in the whole source
    std::optional<Quote> last_long_quote;    ///< the last quoted text before the place that spans lines
};

/// Walks from the start to `until`. It follows the shape of tokens only and accepts anything.
[[nodiscard]] TokenScan scan_tokens(std::string_view source, std::size_t until);

}   // namespace kith
