#pragma once
// What comes, in order, over all items: looked at one by one, so that the next three of ten thousand cost three.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/core/engine.hpp"

namespace kith::app {

class Upcoming {
  public:
    struct Next {
        std::size_t item = 0;
        core::SlotTimes slot;
        core::Instant at;                       ///< when it is expected to be shown
        std::optional<core::Outlook> outlook;   ///< of the first slot of an item; the later ones are as planned
    };
    /// Everything expected before `until`, as seen at `now`. The engine must stay as it is meanwhile.
    Upcoming(const core::Engine& engine, core::Instant now, core::Instant until);
    /// By instant, then by id. None: there is no more.
    std::optional<Next> next();

  private:
    /// Until it was looked at, an item stands at the earliest instant it could come. Small, since there is one for each item.
    struct Candidate {
        core::Instant at;
        std::uint32_t item = 0;
        std::uint32_t looked = not_yet;   ///< its place in looked_
    };
    static constexpr std::uint32_t not_yet = UINT32_MAX;
    [[nodiscard]] bool later(const Candidate& a, const Candidate& b) const;
    void push(const Next& looked);
    Candidate pop();
    void look_at(std::size_t item);

    const core::Engine& engine_;
    core::Instant now_;
    core::Instant until_;
    std::vector<Candidate> heap_;   ///< the soonest in front (std::push_heap)
    std::vector<Next> looked_;
};

}   // namespace kith::app
