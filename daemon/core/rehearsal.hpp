#pragma once
// A plan played in time: the same engine, a person who answers, and nobody to wait for. `kithctl demo` shows it.

#include <memory>
#include <optional>

#include "daemon/core/engine.hpp"
#include "daemon/core/wording.hpp"

namespace kith::core {

/// What happened at one moment.
struct Played {
    Instant at;
    std::optional<Notice> notice;   ///< kith showed this …
    std::optional<Button> answer;   ///< … or the person pressed this,
    std::string about;              ///< on the notice with this summary
};

/// Nothing is recorded anywhere.
class Rehearsal {
  public:
    /// Starts at `from` with nothing open and no history. `answer_after`: how long the person takes to answer.
    Rehearsal(std::shared_ptr<const Plan> plan, Zone zone, Instant from, Seconds answer_after);

    /// The next thing that happens before `until`, in order; none when nothing more does.
    [[nodiscard]] std::optional<Played> next(Instant until);

  private:
    struct Answer {
        Instant at;
        NoticeId notice = 0;
        Button button = Button::done;
        std::string about;
    };
    void take(const Event& event, Instant now);
    [[nodiscard]] Button choose(const Notice& notice);

    Engine engine_;
    Seconds answer_after_;
    std::vector<Played> happened_;   ///< not yet told, oldest first
    std::vector<Answer> answers_;    ///< to come, oldest first
    std::size_t nudges_ = 0;
};

}   // namespace kith::core
