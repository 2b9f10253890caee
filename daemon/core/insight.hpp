#pragma once
// What the past adds up to: steadiness, balance, the week, how contact felt (semantics: Measures). Pure functions over plain facts. Each
// describes, none judges: what was not possible, or was declined, lowers nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/records.hpp"
#include "daemon/core/zone.hpp"

namespace kith::core {

/// Something happened between the person and `people` (ids).
struct ContactFact {
    std::vector<std::string> people;
    std::string kind;
    std::optional<std::int32_t> minutes;
    std::optional<Felt> felt;
    Instant when;
    std::string item;   ///< the item it came from; may be empty
};

/// An occurrence ended.
struct EndingFact {
    std::string item;
    Ending how = Ending::done;
    Gate why = Gate::none;   ///< lapsed: what held it, or `away`
    bool offered = false;    ///< it had been shown: it could have been answered
    Instant planned;
};

/// Ids of today for the ids of back then (`was:`).
class Renamings {
  public:
    explicit Renamings(const Plan& plan);
    [[nodiscard]] const std::string& now(const std::string& id) const;

  private:
    std::vector<std::pair<std::string, std::string>> former_;   ///< sorted by the former id
};

/// Both facts with the ids of today.
void rename(ContactFact& fact, const Renamings& renamings);
void rename(EndingFact& fact, const Renamings& renamings);

// --- Steadiness ----------------------------------------------------------------------------------------------------------------------

/// How many slots a day the schedule has for one person, on the average: 1 for daily, 1/7 for weekly. Exceptions and ends are not looked at.
[[nodiscard]] double slots_per_day(const Schedule& when);

/// What a slot leaves of what was before it: 0.5^(sqrt(f)/13), the rule of Loop Habit Tracker. f: slots per day, above 0.
[[nodiscard]] double smoothing_weight(double slots_per_day);

struct Steadiness {
    std::string item;
    std::int64_t slots = 0;   ///< how many count, either way
    double strength = 0;      ///< Loop's score: it grows from 0, however regular the beginning
    double reach = 0;         ///< what `strength` would be had every one of these slots come to be
    /// 0..1: how regular it has been for as long as it has been there, so that a young item is not held against the time before it.
    [[nodiscard]] double share() const { return reach > 0 ? strength / reach : 0; }
};

/// 1: done or covered. 0: offered, and lapsed while nothing held it. None: it leaves steadiness where it is — skipped, withdrawn, never shown, held
/// by a gate, or lapsed while the person was away.
[[nodiscard]] std::optional<int> counts_as(const EndingFact& ending);

/// Of the items that have slots which count, in the plan's order; the plan as the engine plays it (unroll.hpp), since everybody of an `each:` has slots
/// of their own. `endings` in any order.
[[nodiscard]] std::vector<Steadiness> steadiness(const Plan& plan, std::vector<EndingFact> endings);

// --- Balance -------------------------------------------------------------------------------------------------------------------------

struct Share {
    std::string name;   ///< an id, a circle (empty: none) or a kind
    std::int64_t contacts = 0;
    friend bool operator==(const Share&, const Share&) = default;
};

/// How contact spreads (P14, P19). A contact counts once for each of its people, once for each of their circles, once for its kind. Nobody and
/// nothing is listed with zero. The largest first, then by name; kinds from the slightest to the closest.
struct Balance {
    std::int64_t contacts = 0;
    std::int64_t meaningful = 0;
    std::vector<Share> people;
    std::vector<Share> circles;
    std::vector<Share> kinds;
};
[[nodiscard]] Balance balance(const Plan& plan, const std::vector<ContactFact>& contacts);

/// A finished check-in, or a call or meeting of 15 minutes or more or of no stated length. All else is micro.
[[nodiscard]] bool meaningful(const Plan& plan, const ContactFact& contact);

/// The Monday of the week that the plan day `day` lies in.
[[nodiscard]] Date week_begin(Date day);

// --- Felt ----------------------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t felt_remembered = 10;

struct FeltLately {
    std::string person;
    std::vector<Felt> felt;   ///< the last ten that were told, the newest last; never empty
    /// P13: heavier the last three times, or in three of the last five.
    [[nodiscard]] bool often_heavier() const;
    /// Lighter more often than heavier, and heavier not lately: somebody to turn to.
    [[nodiscard]] bool does_good() const;
};

/// Everybody of whom something was told, in the plan's order, then those who left it. `contacts` in any order.
[[nodiscard]] std::vector<FeltLately> felt_lately(const Plan& plan, const std::vector<ContactFact>& contacts);

/// P13, in words: for each person with whom it has often been heavier a paragraph on boundaries and safe people. `all`: everybody's, also where only
/// some are told of, for it says whose company does good.
[[nodiscard]] std::vector<std::string> boundary_words(const Plan& plan, const std::vector<FeltLately>& all, const std::string& only_about);

}   // namespace kith::core
