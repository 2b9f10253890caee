#pragma once
// A plan: what the person wrote, as plain values. `plan_reader.hpp` makes one from YAML; nothing here does anything.
// Defaults and limits stand here and nowhere else.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <absl/time/time.h>

#include "config/cadence.hpp"
#include "config/civil.hpp"

namespace kith {

/// An index into Plan::people.
using PersonIndex = std::uint32_t;

/// What a notification may show: everything, names only, or neither names nor texts.
enum class Privacy : std::uint8_t { full, name, hidden };

/// The kinds of contact in rising order. Any other word is allowed and ranks as `message` (see contact_rank).
inline constexpr std::string_view contact_kinds[] = {"message", "voice", "call", "in-person"};

/// 0..3; an unknown kind ranks as message.
[[nodiscard]] constexpr int contact_rank(std::string_view kind) {
    for (int rank = 0; rank < 4; ++rank)
        if (contact_kinds[rank] == kind) return rank;
    return 0;
}

struct Birthday {
    MonthDay day;
    std::optional<std::int32_t> year;
    friend bool operator==(const Birthday&, const Birthday&) = default;
};

struct Person {
    std::string id;
    std::string name;     ///< what notifications call them; the id where left out
    std::string circle;   ///< empty: none
    std::optional<Birthday> born;
    std::string timezone;            ///< IANA name; empty: the plan's
    absl::TimeZone zone;             ///< what `timezone` names; without one it means nothing
    std::optional<Window> awake;     ///< in their zone
    std::optional<Duration> space;   ///< G4
    bool distance = false;           ///< P13: never nudged about, never suggested
    std::vector<std::string> was;    ///< former ids
    friend bool operator==(const Person&, const Person&) = default;
};

/// One entry of `quiet`: the window beginning on each of `days`. Entries add up (T3).
struct QuietWindow {
    Weekdays days = Weekdays::all();
    Window between;
    friend bool operator==(const QuietWindow&, const QuietWindow&) = default;
};

/// When an item has slots.
struct Schedule {
    Cadence every;
    std::optional<Window> between;   ///< none: the plan's `waking`; never beside an exact time
    std::optional<Date> from;        ///< anchor of intervals above one, and the earliest slot
    std::optional<Date> until;       ///< the last date that may have a slot
    std::vector<DateRange> except;
    friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Where intervals above one are aligned when no `from` is written: a Monday, so that every machine agrees.
inline const Date default_anchor{2024, 1, 1};

/// P16: nothing is nudged inside it.
struct Solitude {
    std::string id;
    Schedule when;   ///< a calendar cadence without `at`, always with `between`
    friend bool operator==(const Solitude&, const Solitude&) = default;
};

/// Whom a touchpoint is about.
struct With {   ///< one, or several together
    std::vector<PersonIndex> people;
    friend bool operator==(const With&, const With&) = default;
};
struct OneOf {   ///< whoever has waited longest (S2)
    std::vector<PersonIndex> people;
    friend bool operator==(const OneOf&, const OneOf&) = default;
};
struct Each {             ///< a circle (its name kept) or a list; resolved to people either way
    std::string circle;   ///< empty when a list was written
    std::vector<PersonIndex> people;
    friend bool operator==(const Each&, const Each&) = default;
};
using Audience = std::variant<With, OneOf, Each>;

/// The smaller variant for a hard season or a tired day (S6). What is not set stays as in the touchpoint.
struct MinimumVariant {
    std::optional<std::string> action;   ///< `do`
    std::optional<Cadence> every;        ///< with its exact time, if it has one
    std::optional<TimeOfDay> at;
    std::optional<Window> between;
    friend bool operator==(const MinimumVariant&, const MinimumVariant&) = default;
};

/// What a heads-up announces.
struct Announces {
    std::size_t touchpoint = 0;   ///< an index into Plan::touchpoints
    Duration lead;                ///< so long before its exact time
    friend bool operator==(const Announces&, const Announces&) = default;
};

struct Touchpoint {
    std::string id;
    std::string action = "Be in touch with {name}";   ///< `do`; {name} stands for whom it is about
    Audience audience;
    Schedule when;
    std::string by = "message";              ///< the least kind of contact that counts
    bool minimum = false;                    ///< kept as it is in a hard week
    std::optional<MinimumVariant> smaller;   ///< never beside minimum: true
    std::optional<std::int32_t> minutes;     ///< 1..1440
    std::vector<std::string> prompts;
    std::optional<Duration> latest;   ///< elapsed cadences only
    std::vector<Duration> heads_up;   ///< exact times only; leads before it
    std::vector<std::string> was;
    bool birthday = false;                ///< made from a person's `born`, never written: lives for its day, and any contact covers it
    std::optional<Announces> announces;   ///< made from another's heads_up, never written
    friend bool operator==(const Touchpoint&, const Touchpoint&) = default;
};

struct Phase {
    std::string name;
    std::int64_t seconds = 600;
    std::vector<std::string> prompts;
    friend bool operator==(const Phase&, const Phase&) = default;
};

/// A recurring guided session (P3).
struct Checkin {
    std::string id;
    std::vector<PersonIndex> people;
    Schedule when;                             ///< a calendar cadence
    std::vector<Phase> phases;                 ///< never empty: the reader fills in the 30-minute default
    std::vector<std::int64_t> short_seconds;   ///< the tired-week version, one length a phase; empty: none
    std::vector<Duration> heads_up;
    std::vector<std::string> was;
    friend bool operator==(const Checkin&, const Checkin&) = default;
};

/// A named stretch of life (P10).
struct Season {
    enum class Keep : std::uint8_t { all, minimum };
    std::string id;
    Keep keep = Keep::all;
    std::optional<std::int32_t> daily_limit;
    std::optional<Date> from;
    std::optional<Date> until;
    friend bool operator==(const Season&, const Season&) = default;
};

/// P17. 0: no target.
struct WeekTargets {
    std::int32_t meaningful = 1;
    std::int32_t micro = 4;
    friend bool operator==(const WeekTargets&, const WeekTargets&) = default;
};

struct Plan {
    std::string timezone = "system";   ///< or an IANA name
    TimeOfDay day_starts{4 * 60};
    Window waking{{9 * 60}, {21 * 60}};
    std::vector<QuietWindow> quiet;
    std::vector<Solitude> solitude;
    std::int32_t daily_limit = 4;       ///< 0..100
    Duration gap{.seconds = 30 * 60};   ///< elapsed time only: hours and minutes
    Privacy privacy = Privacy::full;
    bool reflect = true;
    WeekTargets week;
    std::vector<Person> people;            ///< in the order written; always holds `self`
    std::vector<Touchpoint> touchpoints;   ///< in the order written
    std::vector<Checkin> checkins;
    std::vector<Season> seasons;
    friend bool operator==(const Plan&, const Plan&) = default;
};

/// Limits of a plan; beyond one of them the reader reports an error that names it.
namespace limits {
inline constexpr std::size_t plan_bytes = 32U << 20U;   ///< one file
inline constexpr std::size_t plan_depth = 16;
inline constexpr std::size_t items = 200'000;
inline constexpr std::size_t people = 100'000;
inline constexpr std::size_t id_bytes = 64;
inline constexpr std::size_t text_bytes = 2'000;   ///< do, name, a prompt
inline constexpr std::size_t prompts = 200;
inline constexpr std::size_t phases = 20;
inline constexpr std::size_t heads_up = 10;         ///< of one item
inline constexpr std::size_t problems_told = 100;   ///< further ones are counted, not listed
}   // namespace limits

}   // namespace kith
