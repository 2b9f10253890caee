#pragma once
// Which kind of notice minds which gate (G1 to G6, C5, L3, L5): one table. Follow-ups ask it; nudges take the gates in the
// order of settle.cpp and again.cpp, and gate_cells_test.cpp brings about every cell and holds them to it.

#include <array>
#include <cstddef>
#include <cstdint>

#include "daemon/core/records.hpp"

namespace kith::core {

enum class NoticeKind : std::uint8_t {
    planned,      ///< a nudge at its moment, inside its window
    exact,        ///< at the time of day that its item names
    gathered,     ///< on coming back (M1)
    snoozed,      ///< as asked (L3)
    repeated,     ///< offered once more (L5)
    one_by_one,   ///< unfolded from a gathered one (L0)
    birthday,
    heads_up,
    checkin,
    ask,   ///< or a request
    repair,
    promise,
    come_back,   ///< the end of a regulated pause
    session,     ///< of a check-in that runs
    news,        ///< about kith itself
    feeling      ///< how it felt (L2)
};
inline constexpr std::size_t notice_kinds = 16;
inline constexpr std::size_t gates = 16;

namespace gate_table {

/// Gate::none first, which holds nothing; then in the order of the gates.
using Row = std::array<bool, gates>;

inline constexpr bool o = false, x = true;

// clang-format off
inline constexpr std::array<Row, notice_kinds> rows{{
    //              paused  season  window    quiet    session   limit    disturb
    //         distance  hushed  energy  solitude  sleep     space    gap      away
    /* planned    */ {o, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x},
    /* exact      */ {o, x, x, x, x, x, x, x, x, o, x, x, x, o, x, x},
    /* gathered   */ {o, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x},
    /* snoozed    */ {o, x, x, x, o, o, o, x, x, o, x, o, o, o, x, x},
    /* repeated   */ {o, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x},
    /* one by one */ {o, x, x, x, o, o, o, x, x, o, x, o, o, o, x, x},
    /* birthday   */ {o, x, x, x, o, o, x, x, x, x, x, o, x, x, x, x},
    /* heads-up   */ {o, x, x, x, o, o, o, x, x, o, x, o, o, o, x, x},
    /* check-in   */ {o, x, x, x, o, o, o, x, x, o, x, o, o, o, x, x},
    /* ask        */ {o, x, x, x, o, o, x, x, x, o, x, o, o, o, x, x},
    /* repair     */ {o, x, x, x, o, o, x, x, x, o, x, o, o, o, x, x},
    /* promise    */ {o, x, x, x, o, o, o, o, o, o, x, o, o, o, x, x},
    /* come back  */ {o, x, x, x, o, o, o, o, o, o, x, o, o, o, x, x},
    /* session    */ {o, x, o, o, o, o, o, o, o, o, o, o, o, o, x, x},
    /* news       */ {o, o, o, x, o, o, o, x, x, o, x, o, o, o, o, o},
    /* feeling    */ {o, o, o, x, o, o, o, x, x, o, x, o, o, o, o, o},
}};
// clang-format on

}   // namespace gate_table

/// Whether the gate holds a notice of this kind.
[[nodiscard]] constexpr bool minds(NoticeKind kind, Gate gate) {
    return gate_table::rows.at(static_cast<std::size_t>(kind)).at(static_cast<std::size_t>(gate));
}

}   // namespace kith::core
