#pragma once
// A script: everything that happens to kith from outside in one run, drawn from a seed before the run begins. A run is a pure function of its
// script, so a failure can be played again, and shrunk by taking things out of the script.

#include <cstdint>
#include <string>
#include <vector>

namespace kith::simulation {

/// What happens from outside. `number` says how much, which, or where to.
struct Op {
    enum class Kind : std::uint8_t {
        suspend,         ///< the machine sleeps for so many seconds
        off,             ///< an orderly end, and a start after so many seconds
        crash,           ///< the process dies at the number-th effect from now, and starts again
        power_cut,       ///< … and the machine with it: what was not synced may be lost, torn or out of order
        clock,           ///< the clock is set by so many seconds
        drift,           ///< … by as few as nobody takes notice of
        doubtful,        ///< the clock is no longer synchronised
        trusted,         ///< it is again
        zone,            ///< the machine is in another zone
        plan,            ///< the plan is edited
        bad_plan,        ///< … badly
        torn_plan,       ///< … and only a part of it is there so far
        no_plan,         ///< … removed
        server_gone,     ///< the notification server ends, with all it shows
        server_back,     ///< it comes back, its ids from 1
        server_hung,     ///< it takes what it is told and shows it only when it goes on
        server_on,       ///< it goes on
        server_dies,     ///< it ends at the number-th notification from now, before it answers, and is started again
        words_late,      ///< what it says does not arrive
        words_on,        ///< … until now
        word_twice,      ///< what it said last arrives once more
        expire,          ///< a notification leaves the screen by itself
        forge,           ///< an action for a notice that is not there, or one that its notice does not offer
        click_twice,     ///< the latest click once more
        disk_full,       ///< the journal refuses to write
        disk_gone,       ///< … and to read
        disk_well,       ///< … no longer
        commit_lost,     ///< the next commit fails, and did not land
        commit_landed,   ///< the next commit seems to fail, and landed
        locked,          ///< the screen is locked
        undisturbed,     ///< the desktop is not to disturb
        at_hand          ///< neither
    };
    std::int64_t at = 0;   ///< seconds since the run began, however the clock is set
    Kind kind = Kind::crash;
    std::int64_t number = 0;
    friend bool operator==(const Op&, const Op&) = default;
};

/// How the person is. Each percentage is of what is shown; the rest is ignored.
struct Person {
    unsigned done = 40, later = 10, not_today = 10, dismiss = 10;
    unsigned by_hand = 10;        ///< per day: something by the control socket, about anything
    std::int64_t within = 7200;   ///< answers within so many seconds
    friend bool operator==(const Person&, const Person&) = default;
};

/// What a run's promises are kept on: a model, or SQLite on a disk that loses power.
enum class Disk : std::uint8_t { model, sqlite };

struct Script {
    std::vector<Disk> disks{Disk::model};   ///< it is to be played on each of them
    std::uint64_t seed = 0;                 ///< of plan and person
    std::string zone = "UTC";
    std::int64_t start = 0;        ///< seconds since 1970
    std::int64_t calm_after = 0;   ///< seconds: from here on nothing goes wrong any more
    std::int64_t length = 0;       ///< seconds
    unsigned items = 20;
    unsigned edition = 1;        ///< of what its plans and people say: scripts that were kept keep theirs
    bool server_drops = false;   ///< the server drops what a dead sender showed
    bool buttons = true;         ///< the server has buttons
    unsigned cap = 0;            ///< so many notifications are shown at most, the oldest go; 0: any number
    Person person;
    std::vector<Op> ops;   ///< by time
    friend bool operator==(const Script&, const Script&) = default;
};

/// Draws a script of so many days.
[[nodiscard]] Script draw(std::uint64_t seed, std::int64_t days, Disk disk);

/// One line for each thing; parse(to_text(script)) == script. Throws std::runtime_error with the line that is not understood.
[[nodiscard]] std::string to_text(const Script& script);
[[nodiscard]] Script parse(const std::string& text);
[[nodiscard]] std::string to_text(const Op& op);

}   // namespace kith::simulation
