#pragma once
// Follow-ups in the protocol's words, with their texts. Reads only.

#include <utility>
#include <vector>

#include "daemon/app/runtime.hpp"
#include "daemon/app/views.hpp"

namespace kith::app {

class FollowUpViews {
  public:
    FollowUpViews(Runtime& runtime, core::Instant now) : runtime_{runtime}, engine_{*runtime.engine()}, now_{now}, views_{engine_, now} {}

    /// Those that are open, by their numbers; none paused and none hidden: they are the person's own list.
    [[nodiscard]] std::vector<core::FollowUp> open() const;
    [[nodiscard]] std::vector<core::FollowUp> about(PersonIndex person) const;
    /// What waits for an answer, and what comes before `until`.
    [[nodiscard]] std::vector<protocol::Moment> waiting() const;
    [[nodiscard]] std::vector<protocol::Moment> coming(core::Instant until) const;
    [[nodiscard]] protocol::Moment moment(const core::FollowUp& follow_up) const;
    /// "Come back to Sam: hear about the trip".
    [[nodiscard]] std::string title(const core::FollowUpSpec& what) const;
    /// What `why` answers, the deciding sentence first.
    [[nodiscard]] protocol::Why why(const core::FollowUp& follow_up) const;
    [[nodiscard]] protocol::Card card(const core::FollowUp& follow_up) const;

  private:
    [[nodiscard]] bool waits(const core::FollowUp& follow_up) const;

    Runtime& runtime_;
    const core::Engine& engine_;
    core::Instant now_;
    Views views_;
};

/// Puts moments among others, in their order.
void merge(std::vector<protocol::Moment>& into, std::vector<protocol::Moment> moments);

}   // namespace kith::app
