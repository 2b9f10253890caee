#pragma once
// Surroundings for tests: what a command writes is kept, the clock stands still, and the daemon is whoever the test says.

#include <chrono>
#include <string>
#include <vector>

#include "ctl/dispatch.hpp"

namespace kith::ctl::test {

/// 2026-03-29 13:20 UTC, a Sunday.
inline constexpr core::Instant noonish{std::chrono::seconds{1774790400}};

struct TestWorld {
    std::string written;
    std::string complaint;
    std::string socket;   ///< empty: there is no place for one
    Surroundings surroundings;

    TestWorld() {
        surroundings.write = [this](std::string_view text) { written += text; };
        surroundings.complain = [this](std::string_view text) { complaint += std::string{text} + '\n'; };
        surroundings.socket = [this]() -> tl::expected<std::filesystem::path, std::string> {
            if (socket.empty()) return tl::unexpected<std::string>{"there is no place for a socket"};
            return std::filesystem::path{socket};
        };
        surroundings.now = noonish;
        surroundings.answer_deadline = std::chrono::seconds{20};
    }
    TestWorld(const TestWorld&) = delete;
    TestWorld& operator=(const TestWorld&) = delete;

    int run(const std::vector<std::string>& line) {
        written.clear();
        complaint.clear();
        return static_cast<int>(ctl::run(line, surroundings));
    }
};

/// A terminal of that many columns without style, so that pages can be compared as they stand.
[[nodiscard]] inline Terminal screen(std::size_t width) { return {true, false, true, width}; }

}   // namespace kith::ctl::test
