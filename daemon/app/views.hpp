#pragma once
// The engine's state in the protocol's words: today, the agenda, people. Reads only.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/core/engine.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::app {

/// "quiet", "daily limit" … as protocol::Hold names a gate.
[[nodiscard]] std::string gate_name(core::Gate gate);

class Views {
  public:
    Views(const core::Engine& engine, core::Instant now) : engine_{engine}, now_{now} {}

    [[nodiscard]] std::string stamp(core::Instant instant) const { return engine_.zone().rfc3339(instant); }
    /// What is open, and what comes this plan day; `ended` is the caller's, from the journal.
    [[nodiscard]] protocol::Today today() const;
    /// Up to `limit` moments before `until`, in order.
    [[nodiscard]] protocol::Agenda agenda(core::Instant until, std::size_t limit) const;
    [[nodiscard]] protocol::People people() const;
    /// The next nudge about an item, whether held, planned or snoozed; none for one that has no slots.
    [[nodiscard]] std::optional<protocol::Moment> next_of(std::size_t item) const;
    [[nodiscard]] std::optional<protocol::Moment> next_about(PersonIndex person) const;
    /// Up to `limit` slots still to come before `until`, with the instants they are expected at.
    [[nodiscard]] std::vector<std::pair<core::Instant, protocol::Moment>> coming_moments(std::size_t item, core::Instant until,
                                                                                         std::size_t limit) const;
    /// Its open occurrence, if it has one.
    [[nodiscard]] std::optional<protocol::Moment> open_of(std::size_t item) const;
    /// The season in force, and until when.
    [[nodiscard]] std::optional<std::string> season_words() const;
    [[nodiscard]] protocol::Hold hold_words(core::Gate gate, std::optional<core::Instant> until) const;
    /// What holds the slot an item waits for; of whoever sleeps it says so with the time there.
    [[nodiscard]] protocol::Hold hold_of(std::size_t item, const core::Outlook& outlook) const;
    /// "today 16:00", "tomorrow 09:00", "Sunday 16:00".
    [[nodiscard]] std::string when_words(core::Instant instant) const;
    /// "16:00", "tomorrow 09:00", and where a plan day begins its name: "tomorrow", "Sunday".
    [[nodiscard]] std::string until_words(core::Instant instant) const;
    /// G5: what is paused, sorted by id.
    [[nodiscard]] std::vector<protocol::Paused> paused() const;
    /// The pause of a person, if there is one.
    [[nodiscard]] std::optional<protocol::Hold> hold_on(PersonIndex person) const;
    /// Ids of the pauses that hold an item.
    [[nodiscard]] std::vector<std::string> pauses_of(std::size_t item) const;

  private:
    [[nodiscard]] std::string sleep_words(std::size_t item, core::Slot slot, std::optional<core::Instant> until) const;
    [[nodiscard]] std::string pause_words(std::optional<core::Instant> until) const;
    [[nodiscard]] protocol::Moment moment(std::size_t item, core::Slot slot, const char* status, core::Instant at) const;
    [[nodiscard]] protocol::Moment open_moment(std::size_t item, const core::Occurrence& open) const;
    [[nodiscard]] protocol::Moment coming_moment(std::size_t item, const core::SlotTimes& slot, const core::Outlook* outlook) const;

    [[nodiscard]] std::optional<std::pair<core::Instant, protocol::Moment>> coming_of(std::size_t item) const;

    const core::Engine& engine_;
    core::Instant now_;
};

}   // namespace kith::app
