#pragma once
// The limits of the control socket, all in one place. Beyond one of them the peer gets an error that names it, and where it says so is dropped.

#include <chrono>
#include <cstddef>

namespace kith::protocol::limits {

inline constexpr std::size_t line_bytes = 64 * 1024;     ///< a request; beyond: an error, and the connection ends
inline constexpr std::size_t reply_bytes = 64U << 20U;   ///< a reply as kithctl accepts it
inline constexpr std::size_t queued_bytes = 1U << 20U;   ///< replies and notices a peer has not read; beyond: dropped, one big reply aside
inline constexpr std::size_t clients = 64;               ///< connections at once; beyond: an error, and the connection ends
inline constexpr std::size_t json_depth = 16;
inline constexpr std::chrono::seconds line_deadline{10};    ///< from a line's first byte to its last
inline constexpr std::chrono::seconds write_deadline{10};   ///< for a peer to read what it asked for
inline constexpr std::chrono::minutes idle_deadline{10};    ///< for a peer that asks nothing and does not watch
inline constexpr std::chrono::seconds answer_deadline{3};   ///< kithctl gives up after this
inline constexpr std::size_t note_bytes = 4000;
inline constexpr std::size_t word_bytes = 200;   ///< any other text of a request: a name, a kind, a time
inline constexpr std::size_t people_in_a_log = 50;
inline constexpr std::size_t state_entries = 100'000;        ///< of one state.get: items, people, what is open, stretches of what is over
inline constexpr std::size_t state_plan_bytes = 8U << 20U;   ///< of the last good plan in it

}   // namespace kith::protocol::limits
