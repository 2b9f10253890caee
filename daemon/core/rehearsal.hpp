#pragma once
// A plan played in time: the same engine, a person who answers, and nobody to wait for. `kithctl demo` shows it, `kithctl rehearse` tells it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/core/engine.hpp"
#include "daemon/core/spans.hpp"
#include "daemon/core/wording.hpp"

namespace kith::core {

/// What happened at one moment.
struct Played {
    Instant at;
    std::optional<Show> show;       ///< kith showed this …
    std::optional<Notice> notice;   ///< … in these words, …
    std::optional<Button> answer;   ///< … or the person pressed this,
    std::string about;              ///< on the notice with this summary
};

/// What a rehearsal begins with, and who the person in it is.
struct Scene {
    Saved saved;                     ///< as the daemon has it at that moment, which therefore gathers nothing (M1); empty: no history
    Seconds answer_after{12 * 60};   ///< how long the person takes to answer
    bool lifelike = false;           ///< declines now and then, and says how it felt; else all that comes is done
    std::vector<Span> away;          ///< nobody is there to see or answer anything; in order, apart
};

/// Nothing is recorded anywhere.
class Rehearsal {
  public:
    Rehearsal(std::shared_ptr<const Plan> plan, Zone zone, Instant from, Scene scene);

    /// The next thing that happens before `until`, in order; none when nothing more does.
    [[nodiscard]] std::optional<Played> next(Instant until);

    /// As it stands at this point of the play.
    [[nodiscard]] const Engine& engine() const { return engine_; }

  private:
    struct Answer {
        Instant at;
        NoticeId notice = 0;
        Button button = Button::done;
        std::string about;
        std::optional<SlotRef> open;   ///< instead of a notice: what was open when the curtain rose
    };
    void take(const Event& event, Instant now);
    [[nodiscard]] std::optional<Button> choose(const Show& show, const Notice& notice);
    [[nodiscard]] Instant answer_time(Instant shown) const;
    void answer_what_is_open(Instant now);
    void give(const Answer& answer);
    [[nodiscard]] std::optional<Instant> leaves_or_returns() const;

    Engine engine_;
    Seconds answer_after_;
    bool lifelike_;
    std::vector<Span> away_;
    std::size_t turns_ = 0;          ///< how often the person has left or returned
    std::vector<Played> happened_;   ///< not yet told, oldest first
    std::vector<Answer> answers_;    ///< to come, oldest first
    std::size_t nudges_ = 0;
};

}   // namespace kith::core
