#pragma once
// What `kithctl cadence` knows: the moments of a cadence on its own, without a plan, and the words for it. Pure.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/zone.hpp"

namespace kith::ctl {

struct CadenceQuestion {
    Cadence cadence;
    core::Zone zone;
    Window between = Plan{}.waking;   ///< where the cadence names no time
    std::optional<Date> from;         ///< as `from:` in a plan; the moments begin there, else at `now`
    core::Instant now;
};

/// An exact time, or a window with its end.
struct CadenceMoment {
    core::Instant begin;
    std::optional<core::Instant> end;
    friend bool operator==(const CadenceMoment&, const CadenceMoment&) = default;
};

/// The next `count` moments, strictly later one after the other; fewer where the calendar ends. Without `from`, a window that is open now is
/// the first. Elapsed cadences count from contact at `from` or now. Where days are chosen by hash (S8), they are those of the empty identity.
[[nodiscard]] std::vector<CadenceMoment> next_moments(const CadenceQuestion& question, std::size_t count);

/// The sentence for it, without a full stop; it also says what a cadence without an item can't decide.
[[nodiscard]] std::string words_for(const CadenceQuestion& question);

}   // namespace kith::ctl
