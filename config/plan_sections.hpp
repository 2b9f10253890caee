#pragma once
// The sections of a plan, one function each, and what they share. Private to the reader.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/plan.hpp"
#include "config/reader_fields.hpp"
#include "config/reader_report.hpp"

namespace kith::reader {

/// Every key the plan's top level knows; none of them can be the name of anything else.
inline constexpr std::string_view setting_names[] = {"timezone", "day_starts", "waking", "quiet",  "solitude",    "daily_limit", "gap",
                                                     "privacy",  "reflect",    "week",   "people", "touchpoints", "checkins",    "seasons"};
/// Circles that are known without anybody in them.
inline constexpr std::string_view known_circles[] = {"family", "friends", "partner", "community", "work", "support", "self"};
/// Always a person (P18).
inline constexpr std::string_view self_id = "self";

/// Items, people, circles, seasons and solitude share one namespace, so that one name on a command line is never two things.
class Names {
  public:
    /// `kind` is for messages: `a person`. Reports a name that is taken already, naming the other place.
    void claim(Report& report, Ref at, std::string_view name, std::string_view kind);
    void claim_former(Ref at) { former_.push_back(at); }
    /// Once everything is claimed: a former name that is in use, or given twice.
    void check_former(Report& report) const;

  private:
    struct Claim {
        Ref at;
        std::string_view kind;
    };
    std::unordered_map<std::string_view, Claim> claims_;
    std::vector<Ref> former_;
};

/// Where things of the plan stand, for warnings that come after everything is read. Parallel to the plan's own vectors.
struct SchedulePlace {
    Ref id;
    Ref every;
    Ref between;               ///< empty where none is written
    Ref heads_up;              ///< the same
    std::vector<Ref> people;   ///< parallel to the audience; a single Ref where a circle is named
};
struct Places {
    Ref waking;
    Ref daily_limit;
    std::vector<Ref> quiet;
    std::vector<SchedulePlace> touchpoints;
    std::vector<SchedulePlace> checkins;
};

/// A reading under way.
struct Reading {
    Report& report;
    Plan plan;
    Names names;
    Places places;
    std::unordered_map<std::string_view, PersonIndex> people;
    std::vector<std::string_view> person_ids;
    std::unordered_map<std::string_view, std::vector<PersonIndex>> circles;
    std::vector<Ref> circle_uses;   ///< each place where a person's circle is written
    std::size_t items = 0;          ///< held against limits::items; `each` counts once a person
};

void read_setting(Reading& reading, std::string_view name, Ref value);
void read_people(Reading& reading, Ref map);
/// After the last read_people: `self`, the circles and what is odd about them.
void finish_people(Reading& reading);
void read_solitude(Reading& reading, Ref map);
void read_touchpoints(Reading& reading, Ref map);
void read_checkins(Reading& reading, Ref map);
void read_seasons(Reading& reading, Ref map);

/// What the parts above need of each other.
enum class CadenceRule : unsigned char { any, calendar, calendar_window };

/// `every`, `between`, `from`, `until`, `except`. Nothing when `every` is missing or not to be used; the rest is reported and left out.
[[nodiscard]] std::optional<Schedule> read_schedule(Reading& reading, const Fields& fields, Ref id, std::string_view owner,
                                                    CadenceRule rule, SchedulePlace& place);
/// `from` and `until` alone, in their order.
void read_bounds(Reading& reading, const Fields& fields, std::optional<Date>& from, std::optional<Date>& until);
[[nodiscard]] std::optional<Cadence> read_cadence(Reading& reading, Ref value);
/// Leads before an exact time, or nothing when there is none (reported).
[[nodiscard]] std::vector<Duration> read_heads_up(Reading& reading, const Fields& fields, const Cadence& every);
/// People by their ids, each at most once.
[[nodiscard]] std::vector<PersonIndex> read_persons(Reading& reading, Ref value, std::vector<Ref>& places);
[[nodiscard]] std::vector<std::string> read_prompts(Reading& reading, Ref value);
[[nodiscard]] std::vector<std::string> read_former_names(Reading& reading, const Fields& fields);
/// An IANA name, or "system" where that is allowed.
[[nodiscard]] std::optional<std::string> read_zone(Reading& reading, Ref value, bool system_allowed);
/// Counts further items. False (reported) when they are too many.
[[nodiscard]] bool count_items(Reading& reading, Ref at, std::size_t more);
/// False (reported) where a section is neither a map nor empty.
[[nodiscard]] bool check_section(Reading& reading, Ref map, std::string_view name, std::string_view example);

}   // namespace kith::reader
