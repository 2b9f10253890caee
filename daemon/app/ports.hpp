#pragma once
// What the app needs of the world, as narrow interfaces. Adapters implement them; tests and the simulator do too.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "daemon/core/events.hpp"
#include "daemon/core/wording.hpp"

namespace kith::app {

/// The wall clock and the one timer (T6).
class Clock {
  public:
    struct Reading {
        core::Instant now;             ///< CLOCK_REALTIME, rounded down to the second
        core::Seconds since_boot{0};   ///< CLOCK_BOOTTIME
        core::Seconds awake{0};        ///< CLOCK_MONOTONIC; since_boot less the time asleep
    };
    virtual ~Clock() = default;
    [[nodiscard]] virtual Reading read() const = 0;
    /// True when the kernel says that the clock is synchronised (T8).
    [[nodiscard]] virtual bool synchronised() const = 0;
    /// Arms the timer for `when`, or disarms it; replaces what was armed. A moment in the past fires at once.
    virtual void arm(std::optional<core::Instant> when) = 0;
    /// A second, monotonic alarm for the one case that needs it (T8: ten minutes without a synchronised clock). Disarm with none.
    virtual void arm_monotonic(std::optional<core::Seconds> in) = 0;
    struct Callbacks {
        std::function<void()> due;     ///< the armed moment has come
        std::function<void()> moved;   ///< the clock was set or the machine woke: read it anew
        std::function<void()> monotonic;
        std::function<void()> zone_changed;
    };
    virtual void listen(Callbacks callbacks) = 0;
};

using Notice = core::Notice;

/// Where a notice was last shown, so that a later process can replace it instead of adding one (M2).
struct ShownAs {
    core::NoticeId notice = 0;
    std::string server;     ///< bus id and unique name of the server
    std::uint32_t id = 0;   ///< its id there
};

/// The desktop. Nothing here blocks or throws, whatever the server does.
class Desktop {
  public:
    struct Callbacks {
        std::function<void(core::NoticeId, core::Button)> clicked;
        std::function<void(core::NoticeId, core::Fate)> left;
        std::function<void()> ready;   ///< a server came or came back; it shows nothing of ours
        std::function<void(ShownAs)> shown;
        std::function<void()> state_changed;   ///< status() has something new to say
    };
    virtual ~Desktop() = default;
    virtual void listen(Callbacks callbacks) = 0;         ///< callbacks come on the app's thread
    virtual void adopt(std::vector<ShownAs> shown) = 0;   ///< by an earlier process; call before the first show
    virtual void show(Notice notice) = 0;                 ///< without a server it is dropped: `ready` will ask for it again
    virtual void withdraw(core::NoticeId notice) = 0;
    struct Status {
        bool present = false;   ///< something can show notices now
        std::string server;     ///< "dunst 1.9.0", "the terminal", or ""
        std::string trouble;    ///< why not, in words, and what to do; or ""
    };
    [[nodiscard]] virtual Status status() const = 0;
};

/// Whether the person can be reached on this machine just now, for the gates "do-not-disturb" and "away or locked" (G1, G3) and for the moment
/// they are back (L5: unlocked, resumed; M1). Nothing here blocks or throws.
class Presence {
  public:
    /// What can't be known is false: a gate that nobody can vouch for holds nothing.
    struct State {
        bool do_not_disturb = false;   ///< the notification server keeps notifications back
        bool locked = false;           ///< the session is locked or blanked, or somebody else has the seat
        bool asleep = false;           ///< the machine goes to sleep, or is only just waking up
        bool operator==(const State&) const = default;
    };
    virtual ~Presence() = default;
    /// Begins to look. `changed` comes on the app's thread: once when the first look is over, which takes two seconds at most, whatever it found
    /// (until then nothing is known); and then whenever state() has changed.
    virtual void listen(std::function<void()> changed) = 0;
    [[nodiscard]] virtual State state() const = 0;
};

/// What went wrong with the journal, in words.
struct StoreError {
    std::string what;
    bool temporary = true;   ///< worth trying again without being changed by the person
};

/// A record as history shows it.
struct HistoryQuery {
    core::Sequence after = 0;    ///< records with seq > after, oldest first …
    bool newest_first = false;   ///< … or the newest, with seq < before
    core::Sequence before = 0;   ///< 0: no bound
    std::optional<core::Instant> since;
    std::string item;     ///< only this item's; "" for all
    std::string person;   ///< only contacts with this person; "" for all
    std::size_t limit = 100;
    std::vector<std::string> former = {};   ///< what `item` or `person` was called before, and still is in older records
};
/// Texts to be removed for good: those of records that name one of these items or people, an item's for each of its people too, and of these
/// records.
struct TextsQuery {
    std::vector<std::string> names;
    std::vector<core::Sequence> records;
};
struct HistoryEntry {
    core::Record record;
    bool undone = false;
};

/// The journal: an append-only log and the open state derived from it, in one transaction. Every call is short; none waits for a lock for longer
/// than a moment.
class Journal {
  public:
    virtual ~Journal() = default;
    /// What is open.
    virtual tl::expected<core::Saved, StoreError> load() = 0;
    /// Durable when it returns. `records` continue the sequence without a hole.
    virtual tl::expected<void, StoreError> append(const std::vector<core::Record>& records, const core::Changed& changed) = 0;
    /// The latest action not yet undone (L6); none when there is none.
    virtual tl::expected<std::optional<core::ActionRecords>, StoreError> latest_action() = 0;
    virtual tl::expected<std::vector<HistoryEntry>, StoreError> history(const HistoryQuery& query) = 0;
    /// Removes texts from the disk, from every copy of the journal too, so that no byte of them is left. Gives the records of this journal that
    /// had one. What failed may be tried again.
    virtual tl::expected<std::vector<core::Sequence>, StoreError> forget(const TextsQuery& query) = 0;
    virtual tl::expected<void, StoreError> remember_shown(const ShownAs& shown) = 0;
    virtual tl::expected<std::vector<ShownAs>, StoreError> shown() = 0;
    /// Closes and opens it anew, verifying; after an I/O error the old handle is never trusted again (promises: a failed fsync).
    virtual tl::expected<void, StoreError> reopen() = 0;
    struct Status {
        std::string path;
        std::uint64_t events = 0;
        std::string device;                 ///< this machine's id among the journals of a person
        std::vector<std::string> remarks;   ///< what the person should know while it works: a backup was put back, none can be made
    };
    [[nodiscard]] virtual Status status() const = 0;
};

}   // namespace kith::app
