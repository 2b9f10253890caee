#pragma once
// What `kithctl rehearse` knows: what a plan would show from a state on, in order. Pure; the core plays it (core/rehearsal.hpp).

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/rehearsal.hpp"

namespace kith::ctl {

struct Play {
    std::shared_ptr<const Plan> plan;
    core::Zone zone;
    core::Saved saved;     ///< as it stands at `now`
    core::Instant now;     ///< the play begins …
    core::Instant from;    ///< … and is told from here, no earlier,
    core::Instant until;   ///< to here
    Date today;            ///< the one on which somebody asks
    std::optional<core::Span> absent;
};

/// One occurrence.
struct Part {
    std::string item;                   ///< its id; of a series old-friends/kenji
    std::vector<std::string> people;    ///< ids
    std::string text;                   ///< "Call Mum"
    std::string with;                   ///< the names that the text leaves out: "Sam and Kenji"
    std::optional<core::Instant> due;   ///< the true time of one that had to move away from it
};

/// What comes at one moment.
struct Foretold {
    core::Instant at;
    core::Occasion occasion = core::Occasion::planned;
    std::vector<Part> parts;      ///< several where they are gathered
    std::string kind = "nudge";   ///< nudge, appointment, answer
};

/// What waits for an answer at `now`, and since when.
struct OpenPart {
    Part part;
    core::Instant since;
};

struct Foresight {
    std::vector<OpenPart> open;
    std::vector<Foretold> moments;
};

/// As if the person was there, away from `absent`, and did all that comes. Questions how it felt are not told.
[[nodiscard]] Foresight foresee(const Play& play);

}   // namespace kith::ctl
