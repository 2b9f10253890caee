#pragma once
// The measures over the control socket: where the week stands, and what the past adds up to. As messages.hpp, which has the rest.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

namespace kith::protocol {

struct ReportParams {
    std::optional<std::string> person;   ///< only what has to do with them
    std::int64_t weeks = 12;             ///< 1..52; the one that runs is the last of them
};
BOOST_DESCRIBE_STRUCT(ReportParams, (), (person, weeks))

struct WeekContact {
    std::string at;
    std::string date;                  ///< of its plan day
    std::vector<std::string> people;   ///< ids
    std::string with;                  ///< their names: "Mum and Sam"
    std::string kind;
    std::optional<std::int64_t> minutes;
    bool meaningful = false;
};
BOOST_DESCRIBE_STRUCT(WeekContact, (), (at, date, people, with, kind, minutes, meaningful))

/// A week of plan days, Monday to Sunday.
struct Week {
    std::string now;
    std::string today;   ///< the plan day
    std::string first;
    std::string last;
    std::int64_t meaningful = 0;         ///< check-ins, and calls or meetings of 15 minutes or more or of no stated length
    std::int64_t micro = 0;              ///< all other contacts
    std::int64_t meaningful_hoped = 0;   ///< the plan's `week:`; 0: none
    std::int64_t micro_hoped = 0;
    std::vector<WeekContact> contacts;   ///< oldest first
};
BOOST_DESCRIBE_STRUCT(Week, (), (now, today, first, last, meaningful, micro, meaningful_hoped, micro_hoped, contacts))

struct Share {
    std::string id;     ///< of a person; a circle ("": none); a kind
    std::string name;   ///< of the person; else as id
    std::int64_t contacts = 0;
    std::int64_t percent = 0;   ///< of its list
};
BOOST_DESCRIBE_STRUCT(Share, (), (id, name, contacts, percent))

/// How regular an item has been.
struct Rhythm {
    std::string item;
    std::string what;              ///< "Call Mum"
    std::int64_t slots = 0;        ///< how many of its moments count
    std::int64_t steadiness = 0;   ///< 0..100: of these moments, the recent ones weighing more
    std::int64_t strength = 0;     ///< 0..100: the same, growing from 0 as the item grows older (Loop Habit Tracker's score)
};
BOOST_DESCRIBE_STRUCT(Rhythm, (), (item, what, slots, steadiness, strength))

struct FeltLine {
    std::string person;
    std::string name;
    std::vector<std::string> felt;   ///< lighter, same, heavier: the last ten, the newest last
    bool often_heavier = false;
};
BOOST_DESCRIBE_STRUCT(FeltLine, (), (person, name, felt, often_heavier))

struct DayContacts {
    std::string date;
    std::int64_t contacts = 0;
};
BOOST_DESCRIBE_STRUCT(DayContacts, (), (date, contacts))

struct Report {
    std::string now;
    std::string today;   ///< the plan day
    std::string first;   ///< the Monday that contacts, meaningful, people, circles and kinds count from
    std::optional<std::string> person;
    std::optional<std::string> name;   ///< of the person
    std::int64_t contacts = 0;
    std::int64_t meaningful = 0;
    std::vector<Share> people;    ///< nobody with zero, as in the next two
    std::vector<Share> circles;   ///< none in a report about a person
    std::vector<Share> kinds;
    std::vector<Rhythm> steadiness;
    std::vector<FeltLine> felt;
    std::vector<std::string> boundaries;   ///< a paragraph for each person with whom it has often been heavier
    std::string calendar_first;            ///< the Monday that `days` counts from
    std::vector<DayContacts> days;         ///< those with contact, oldest first
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (now, today, first, person, name, contacts, meaningful, people, circles, kinds, steadiness, felt, boundaries,
                       calendar_first, days))

}   // namespace kith::protocol
