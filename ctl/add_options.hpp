#pragma once
// What `kithctl add …` can be told of a new thing: the keys of the plan, as options.

#include "ctl/arguments.hpp"

namespace kith::ctl {

inline constexpr Option dry_run{.name = "--dry-run", .help = "Only show what would change, as diff -u does"};
inline constexpr Option from_date{.name = "--from", .value = "DATE", .help = "Not before this date"};
inline constexpr Option until_date{.name = "--until", .value = "DATE", .help = "Not after this date"};
inline constexpr Option except_dates{.name = "--except", .value = "DATES", .help = "Not on these: 2026-12-24, 2026-08-01..2026-08-15"};
inline constexpr Option between{.name = "--between", .value = "HH:MM-HH:MM", .help = "Some time in this window"};
inline constexpr Option every{.name = "--every", .value = "CADENCE", .help = "How often: \"week on sun at 16:00\" (kithctl help cadence)"};
inline constexpr Option heads_up{.name = "--heads-up", .value = "TIMES", .help = "Announced so long before: \"3 days, 2h\""};

inline constexpr Option touchpoint_options[] = {
    {.name = "--do", .value = "TEXT", .help = "What to do: \"Call {name}\""},
    {.name = "--with", .value = "PEOPLE", .help = "One, or several together: mum, or \"mum, sam\""},
    {.name = "--one-of", .value = "PEOPLE", .help = "Whoever of them has waited longest"},
    {.name = "--each", .value = "WHO", .help = "Each of a circle, or of a list, by themselves"},
    every,
    between,
    {.name = "--by", .value = "KIND", .help = "The least that counts: message, voice, call, in-person"},
    {.name = "--minutes", .value = "N", .help = "How long it is meant to take", .least = 1, .most = 1440},
    {.name = "--minimum", .value = "true", .help = "Kept in a hard week; or a smaller variant: '{do: \"One line\"}'"},
    {.name = "--latest", .value = "TIME", .help = "At the latest so long after contact: \"6 weeks\""},
    heads_up,
    {.name = "--prompts", .value = "TEXT", .help = "Something to ask or tell"},
    from_date,
    until_date,
    except_dates,
    dry_run};
inline constexpr Option checkin_options[] = {{.name = "--with", .value = "PEOPLE", .help = "Whom it is with"},
                                             every,
                                             {.name = "--short", .value = "MINUTES", .help = "Of the tired-week version: \"5, 5, 5\""},
                                             heads_up,
                                             from_date,
                                             until_date,
                                             except_dates,
                                             dry_run};
inline constexpr Option person_options[] = {
    {.name = "--name", .value = "TEXT", .help = "What notifications call them"},
    {.name = "--circle", .value = "CIRCLE", .help = "family, friends, partner, community, work, support, or your own"},
    {.name = "--born", .value = "MM-DD", .help = "Their birthday; with the year if you like"},
    {.name = "--timezone", .value = "ZONE", .help = "Where they live, if elsewhere: Asia/Tokyo"},
    {.name = "--awake", .value = "HH:MM-HH:MM", .help = "When they can be reached, by their clock"},
    {.name = "--space", .value = "TIME", .help = "At least so long between two nudges: 3d"},
    {.name = "--distance", .value = "true", .help = "Never bring them up"},
    dry_run};
inline constexpr Option solitude_options[] = {every, between, from_date, until_date, except_dates, dry_run};
inline constexpr Option season_options[] = {{.name = "--keep", .value = "WHAT", .help = "minimum, or all", .choices = "minimum all"},
                                            {.name = "--daily-limit", .value = "N", .help = "Nudges a day", .least = 0, .most = 100},
                                            from_date,
                                            until_date,
                                            dry_run};

}   // namespace kith::ctl
