#pragma once
// What can happen, and what the core wants done about it. Everything that reaches the core is one of these events; everything it causes is
// in a Step (engine.hpp).

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/state.hpp"

namespace kith::core {

/// What can be clicked on a notice.
enum class Button : std::uint8_t { done, later, not_today, one_by_one, lighter, same, heavier };

/// "20:00 today, or in an hour if past"; "the start of its window tomorrow" (L3).
struct Tonight {};
struct Tomorrow {};
using SnoozeTo = std::variant<Duration, Tonight, Tomorrow>;

namespace event {

struct Tick {};   ///< the one timer fired
/// The person may have been away: start, resume from sleep, or a set clock (M1, T5).
struct Back {
    enum class Cause : std::uint8_t { start, resumed, clock_set };
    Cause cause = Cause::start;
    Seconds clock_set_by{0};   ///< how far the clock was set; 0 when it was not
    Seconds asleep{0};         ///< how long the machine slept; 0 when it did not
};
struct ClockTrusted {};   ///< T8: synchronised, or ten monotonic minutes have passed
struct ZoneChanged {
    Zone zone;
};   ///< T4
struct PlanChanged {
    std::shared_ptr<const Plan> plan;
    std::optional<Zone> zone;   ///< where the plan now names another

};   ///< L7
/// Something about kith itself that the person should know, told once while it lasts (G6). Empty: it is over.
struct News {
    enum class Subject : std::uint8_t { plan, journal };
    Subject subject = Subject::plan;
    std::string text;
};
/// Whether the person can be reached on this machine just now. What can't be known is false.
struct Presence {
    bool do_not_disturb = false;
    bool away = false;   ///< locked or asleep
};
struct DesktopReady {};   ///< a notification server came, or came back: it shows nothing of ours
struct Clicked {
    NoticeId notice = 0;
    Button button = Button::done;
};
struct Left {
    NoticeId notice = 0;
    Fate fate = Fate::dismissed;
};

/// The person's own actions. `item` is an id of the plan.
struct Done {
    std::string item;
    std::optional<std::string> kind;   ///< the item's `by` where left out
    std::optional<std::int32_t> minutes;
    std::optional<core::Felt> felt;
    std::string note;
};
struct Snooze {
    std::string item;
    SnoozeTo to;
};
struct Skip {
    std::string item;
};
struct Log {
    std::vector<std::string> people;   ///< ids, at least one
    std::string kind = "message";
    std::optional<std::int32_t> minutes;
    std::optional<core::Felt> felt;
    std::optional<Instant> when;   ///< now where left out; never after now
    std::string note;
};
/// G6. None: the end of it.
struct Hush {
    std::optional<Instant> until;   ///< after now
};
/// G5. `id`: an item's, a circle's item, a check-in's or a person's.
struct Pause {
    std::string id;
    std::optional<Instant> until;   ///< after now; none: until it is resumed
};
struct Resume {
    std::string id;
};
/// P10. None: no season, also where the plan's dates say one has begun.
struct Season {
    std::optional<std::string> id;
    std::optional<Instant> until;   ///< after now; none: until another is asked for
};
/// P8: of this plan day.
struct Energy {
    core::Energy level = core::Energy::normal;
};
/// Something to remember about somebody.
struct Note {
    std::vector<std::string> people;   ///< ids, at least one
    std::string text;
};
/// These records' texts are gone: they were removed for good.
struct Forget {
    std::vector<Sequence> texts;
};
/// F1, F2: come back to this.
struct FollowUp {
    FollowUpKind kind = FollowUpKind::promise;
    std::string person;   ///< id
    FollowUpTime time;    ///< to come; a day may be the present plan day
    std::string text;
};
struct Undo {
    ActionRecords action;
};   ///< the journal says what the latest one was

}   // namespace event

using Event =
    std::variant<event::Tick, event::Back, event::ClockTrusted, event::ZoneChanged, event::PlanChanged, event::News, event::Presence,
                 event::DesktopReady, event::Clicked, event::Left, event::Done, event::Snooze, event::Skip, event::Log, event::Hush,
                 event::Pause, event::Resume, event::Season, event::Energy, event::Undo, event::Note, event::Forget, event::FollowUp>;

/// One occurrence as a notice tells of it.
struct NoticeLine {
    std::string item;
    std::vector<std::string> people;   ///< ids
    Slot slot;
    Instant due;
    bool exact = false;   ///< the item names a time of day
    std::vector<Sequence> notes = {};
};

/// A follow-up as its notice tells of it.
struct FollowUpLine {
    FollowUpSpec what;
    bool repairs = false;
    std::string text = {};   ///< as the person wrote it, where whoever shows it could find it
};

/// Show this, replacing whatever the notice with the same id shows.
struct Show {
    enum class Kind : std::uint8_t { nudge, gathered, reflect, news, follow_up };
    NoticeId notice = 0;
    Kind kind = Kind::nudge;
    Occasion occasion = Occasion::planned;
    std::vector<NoticeLine> lines;         ///< what it names, at most three; for reflect the people of the contact
    bool first_time = true;                ///< false: the same again, after a restart of either side
    event::News news = {};                 ///< of Kind::news
    std::vector<std::string> notes = {};   ///< in words: whoever shows it looks up what the line's `notes` say
    FollowUpLine follow_up = {};           ///< of Kind::follow_up; `lines` then has its id and person
};

/// Why an action was not taken.
struct Refusal {
    enum class Code : std::uint8_t {
        unknown_item,
        nothing_open,
        unknown_person,
        in_the_future,
        nothing_to_undo,
        in_the_past,
        not_hushed,
        not_paused,
        too_many_pauses,
        unknown_season,
        no_season,
        at_distance,
        too_many_follow_ups
    };
    Code code = Code::unknown_item;
    std::string subject;   ///< the id it is about
};

}   // namespace kith::core
