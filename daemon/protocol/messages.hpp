#pragma once
// What is asked and answered over the control socket, as values. `messages.cpp` turns them into JSON and back; `methods.hpp` says which method
// takes and gives which. Members are named as on the wire. Instants are RFC 3339 with the plan's offset; dates are YYYY-MM-DD.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <tl/expected.hpp>

namespace kith::protocol {

// --- Parameters ----------------------------------------------------------------------------------------------------------------------

struct NoParams {};
BOOST_DESCRIBE_STRUCT(NoParams, (), ())

/// `name`: an id of an item or person, or an unambiguous beginning of one.
struct NameParams {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NameParams, (), (name))

struct AgendaParams {
    std::int64_t days = 7;     ///< 1..3660
    std::int64_t limit = 20;   ///< 1..100000
};
BOOST_DESCRIBE_STRUCT(AgendaParams, (), (days, limit))

struct NextParams {
    std::int64_t count = 1;   ///< 1..1000
};
BOOST_DESCRIBE_STRUCT(NextParams, (), (count))

struct DoneParams {
    std::string name;
    std::optional<std::string> kind;       ///< message, voice, call, in-person, or a word of one's own
    std::optional<std::int64_t> minutes;   ///< 1..1440
    std::optional<std::string> felt;       ///< lighter, same, heavier
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(DoneParams, (), (name, kind, minutes, felt, note))

struct SnoozeParams {
    std::string name;
    std::string to = "1h";   ///< a duration, tonight, or tomorrow (L3)
};
BOOST_DESCRIBE_STRUCT(SnoozeParams, (), (name, to))

struct QuietParams {
    std::string to;   ///< off; or until when: 2h, tomorrow, 18:00, sunday, 2026-03-29, 2026-03-29 18:00, RFC 3339; at most a year
};
BOOST_DESCRIBE_STRUCT(QuietParams, (), (to))

struct PauseParams {
    std::string name;                   ///< an item or person, or a circle's item as the plan writes it
    std::optional<std::string> until;   ///< as QuietParams::to; left out: until it is resumed
};
BOOST_DESCRIBE_STRUCT(PauseParams, (), (name, until))

struct SeasonParams {
    std::optional<std::string> season;   ///< of the plan; left out: none is in force any more
    std::optional<std::string> until;    ///< as QuietParams::to; left out: until another is asked for
};
BOOST_DESCRIBE_STRUCT(SeasonParams, (), (season, until))

struct EnergyParams {
    std::string level;   ///< low, normal, high
};
BOOST_DESCRIBE_STRUCT(EnergyParams, (), (level))

/// F1: to come back to somebody's bid.
struct PromiseParams {
    std::string name;         ///< of a person
    std::string text;         ///< what it is about
    std::string at = "20m";   ///< as QuietParams::to, but for off
};
BOOST_DESCRIBE_STRUCT(PromiseParams, (), (name, text, at))

/// F2: for specific support.
struct AskParams {
    std::string name;                ///< of a person
    std::string text;                ///< what for
    std::optional<std::string> by;   ///< today, tomorrow, friday, 2026-03-29, 3 days; left out: in a week
};
BOOST_DESCRIBE_STRUCT(AskParams, (), (name, text, by))

/// F1: a regulated pause, and the return from it.
struct TimeoutParams {
    std::string name;             ///< of a person
    std::string length = "30m";   ///< 20 to 60 minutes
};
BOOST_DESCRIBE_STRUCT(TimeoutParams, (), (name, length))

struct LogParams {
    std::vector<std::string> people;   ///< at least one
    std::optional<std::string> kind;
    std::optional<std::int64_t> minutes;
    std::optional<std::string> felt;
    std::optional<std::string> when;   ///< RFC 3339, or local: 2026-03-29, 2026-03-29T18:00, 18:00, yesterday, yesterday 18:00
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(LogParams, (), (people, kind, minutes, felt, when, note))

struct NoteParams {
    std::string name;   ///< a person
    std::string note;   ///< not empty
};
BOOST_DESCRIBE_STRUCT(NoteParams, (), (name, note))

/// Just one of them.
struct ForgetParams {
    std::optional<std::string> name;    ///< an item or a person: all that was written about it or them
    std::optional<std::int64_t> note;   ///< 1..: the text of one record, by its `seq` in history.list
};
BOOST_DESCRIBE_STRUCT(ForgetParams, (), (name, note))

struct HistoryParams {
    std::int64_t limit = 20;            ///< 1..1000
    std::optional<std::string> name;    ///< an item or person
    std::optional<std::string> since;   ///< a date
};
BOOST_DESCRIBE_STRUCT(HistoryParams, (), (limit, name, since))

struct ExportParams {
    std::int64_t after = 0;     ///< the last sequence already had
    std::int64_t limit = 500;   ///< 1..1000
};
BOOST_DESCRIBE_STRUCT(ExportParams, (), (after, limit))

// --- Results -------------------------------------------------------------------------------------------------------------------------

/// What holds a nudge, and until when.
struct Hold {
    std::string gate;   ///< quiet, solitude, daily limit, gap, distance …
    std::optional<std::string> until;
    std::string words;   ///< "quiet hours until 08:00"
};
BOOST_DESCRIBE_STRUCT(Hold, (), (gate, until, words))

/// One occurrence, past or to come: a line of `today`, `agenda`, `next`.
struct Moment {
    std::string item;
    std::string what;                  ///< "Call Mum"
    std::vector<std::string> people;   ///< ids
    std::string slot;                  ///< its key: a date, or a period's first date and a part
    std::string status;                ///< planned, held, open, snoozed, done, skipped, covered, lapsed, withdrawn
    std::string at;                    ///< when it is (or was) nudged; for open ones, since when; for snoozed, until when
    std::optional<std::string> due;    ///< the true time, where the moment had to move away from it
    bool exact = false;                ///< the plan names the time of day
    std::optional<Hold> hold;
};
BOOST_DESCRIBE_STRUCT(Moment, (), (item, what, people, slot, status, at, due, exact, hold))

struct Today {
    std::string now;
    std::string date;             ///< of the plan day
    std::vector<Moment> open;     ///< waiting for an answer
    std::vector<Moment> coming;   ///< still to come this plan day, in order
    std::vector<Moment> ended;    ///< closed this plan day
    std::int64_t places_used = 0;
    std::int64_t daily_limit = 0;
    std::optional<Moment> next;       ///< what comes after today, when nothing more comes today
    std::vector<std::string> notes;   ///< things the person should know: degraded journal, broken plan, no notification server
};
BOOST_DESCRIBE_STRUCT(Today, (), (now, date, open, coming, ended, places_used, daily_limit, next, notes))

struct Agenda {
    std::string now;
    std::vector<Moment> moments;
    bool more = false;   ///< the limit cut it
};
BOOST_DESCRIBE_STRUCT(Agenda, (), (now, moments, more))

struct PersonLine {
    std::string id;
    std::string name;
    std::string circle;
    bool distance = false;
    std::optional<std::string> last_contact;
    std::optional<Moment> next;
    std::optional<Hold> hold = {};   ///< paused
};
BOOST_DESCRIBE_STRUCT(PersonLine, (), (id, name, circle, distance, last_contact, next, hold))

struct People {
    std::string now;
    std::vector<PersonLine> people;
};
BOOST_DESCRIBE_STRUCT(People, (), (now, people))

/// A label and its value: "Cadence" · "every Sunday at 16:00".
struct Fact {
    std::string label;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (label, value))

struct HistoryLine {
    std::int64_t seq = 0;
    std::string at;
    std::string
        kind;   ///< nudged, done, skipped, lapsed, snoozed, contact, felt, away, quiet, paused, resumed, note, forgotten, renamed, undone, dismissed, expired …
    std::string text;   ///< "Call Mum: done"
    std::string item;
    std::vector<std::string> people;
    std::optional<std::string> note;
    bool undone = false;
};
BOOST_DESCRIBE_STRUCT(HistoryLine, (), (seq, at, kind, text, item, people, note, undone))

struct History {
    std::string now;
    std::vector<HistoryLine> lines;   ///< newest first
};
BOOST_DESCRIBE_STRUCT(History, (), (now, lines))

/// `show ITEM|PERSON`.
struct Card {
    std::string now;
    std::string id;
    std::string kind;   ///< touchpoint, check-in, person
    std::string title;
    std::vector<Fact> facts;
    std::vector<Moment> next;                             ///< up to three
    std::vector<HistoryLine> recent;                      ///< up to five, newest first
    std::optional<std::vector<HistoryLine>> notes = {};   ///< about a person, up to three, newest first
};
BOOST_DESCRIBE_STRUCT(Card, (), (now, id, kind, title, facts, next, recent, notes))

/// `why ITEM|PERSON`: sentences, the deciding one first.
struct Why {
    std::string now;
    std::string id;
    std::vector<std::string> sentences;
    std::optional<Moment> next;      ///< of the item, or the person's next item
    std::vector<HistoryLine> past;   ///< the last nudges and what became of them, newest first
};
BOOST_DESCRIBE_STRUCT(Why, (), (now, id, sentences, next, past))

/// What an action did, in words, and what comes next for the item.
struct Acted {
    std::string text;   ///< "Call Mum: done."
    std::string item;
    std::optional<Moment> next;
    bool ask_felt = false;   ///< the person may add how it felt
};
BOOST_DESCRIBE_STRUCT(Acted, (), (text, item, next, ask_felt))

/// One journal record, whole, for `export`: a JSON object with at least seq, at, kind.
struct Exported {
    std::vector<boost::json::value> records;   ///< oldest first
    bool more = false;
};

struct PlanProblem {
    std::string severity;   ///< error, warning
    std::string file;
    std::int64_t line = 0;
    std::int64_t column = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(PlanProblem, (), (severity, file, line, column, text))

/// An item or a person of which nothing comes for a while.
struct Paused {
    std::string id;
    std::optional<std::string> until;   ///< left out: until it is resumed
    std::string words;                  ///< "until Thursday"
};
BOOST_DESCRIBE_STRUCT(Paused, (), (id, until, words))

struct SeasonLine {
    std::string id;
    std::string words;                 ///< what is kept in it
    std::optional<std::string> from;   ///< YYYY-MM-DD, as written
    std::optional<std::string> until;
    bool in_force = false;
};
BOOST_DESCRIBE_STRUCT(SeasonLine, (), (id, words, from, until, in_force))

struct Seasons {
    std::vector<SeasonLine> seasons;
    std::optional<std::string> now;   ///< which is in force, and until when
    std::string energy;               ///< of this plan day: low, normal, high
};
BOOST_DESCRIBE_STRUCT(Seasons, (), (seasons, now, energy))

struct Status {
    std::string version;
    std::string now;
    std::string zone;
    std::string since;        ///< when the daemon started
    std::string plan;         ///< its path
    std::string plan_state;   ///< good, broken, none
    std::int64_t people = 0;
    std::int64_t items = 0;
    std::vector<PlanProblem> problems;
    std::string journal;         ///< its path
    std::string journal_state;   ///< good, or what is wrong and what to do
    std::int64_t unsaved = 0;    ///< records kept in memory until it heals (M3)
    std::int64_t events = 0;
    std::string desktop;         ///< "dunst 1.9.0", "the terminal", or what is wrong and what to do
    std::string clock;           ///< trusted, or waiting (T8)
    std::optional<Hold> quiet;   ///< as asked
    std::optional<std::vector<Paused>> paused;
    std::optional<std::string> season;   ///< the one in force, and until when
    std::optional<std::string> energy;   ///< of this plan day: low, high; left out where it is normal
    std::optional<std::string> next_wakeup;
    std::optional<std::int64_t> follow_ups;   ///< that are open; left out: none
};
BOOST_DESCRIBE_STRUCT(Status, (),
                      (version, now, zone, since, plan, plan_state, people, items, problems, journal, journal_state, unsaved, events,
                       desktop, clock, quiet, paused, season, energy, next_wakeup, follow_ups))

struct Tried {
    bool shown = false;   ///< handed to a notification server or the terminal
    std::string text;     ///< what was done, or why not and what to do
};
BOOST_DESCRIBE_STRUCT(Tried, (), (shown, text))

/// A notice after `watch.start`: what changed; the client reads again.
struct Changed {
    std::vector<std::string> what;   ///< agenda, history, plan, status
};
BOOST_DESCRIBE_STRUCT(Changed, (), (what))

// --- Errors --------------------------------------------------------------------------------------------------------------------------

/// JSON-RPC 2.0's own codes, and ours (above zero).
enum class ErrorCode : std::int32_t {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    internal_error = -32603,
    unknown_name = 1,
    ambiguous_name = 2,
    nothing_open = 3,
    in_the_future = 4,
    nothing_to_undo = 5,
    journal_unavailable = 6,
    not_acted_on = 7,
    no_plan = 8,
    too_many_clients = 9,
    too_large = 10
};

/// `message` says what happened and what to do next; `candidates` are names that may have been meant.
struct Error {
    ErrorCode code = ErrorCode::internal_error;
    std::string message;
    std::vector<std::string> candidates;
};

// --- JSON ----------------------------------------------------------------------------------------------------------------------------

/// A described struct → a JSON object; empty optionals are left out.
template <class T>
[[nodiscard]] boost::json::value to_json(const T& value);

/// A JSON object → a described struct. Unknown members, missing required ones (those without a default: strings and lists named first in the
/// struct, see messages.cpp) and wrong types are invalid_params errors that name the member. For results it is lenient: unknown members are
/// ignored, so that an older kithctl reads a newer daemon.
template <class T>
[[nodiscard]] tl::expected<T, Error> params_from_json(const boost::json::value& json);
template <class T>
[[nodiscard]] tl::expected<T, Error> result_from_json(const boost::json::value& json);

}   // namespace kith::protocol
