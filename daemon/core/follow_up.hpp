#pragma once
// A follow-up: one thing, once. Promises and returns have a time, asks and requests a day (F1, F2); an unanswered promise gets one repair nudge (F3).

#include <optional>
#include <string>
#include <string_view>

#include "config/plan.hpp"
#include "daemon/core/zone.hpp"

namespace kith::core {

/// Names a follow-up on this device: 1, 2, 3 … Never reused.
using FollowUpNumber = std::uint32_t;

enum class FollowUpKind : std::uint8_t {
    promise,     ///< to come back to somebody's bid
    come_back,   ///< the end of a regulated pause: a return
    ask,         ///< for specific support
    request      ///< what a check-in ended with
};

/// So many may be open at once.
inline constexpr std::size_t follow_ups_at_most = 100;
/// F2: without a day of its own an ask comes so many days on.
inline constexpr std::int32_t ask_days = 7;

/// When it is to be offered.
struct FollowUpTime {
    std::optional<Date> day;   ///< some moment of this plan day, in `waking`; none: …
    Instant at;                ///< … just then
    friend bool operator==(const FollowUpTime&, const FollowUpTime&) = default;
};

/// What stays the same of it however often it is offered. Its text is the person's, and stands with the record that made it.
struct FollowUpSpec {
    FollowUpNumber number = 0;
    FollowUpKind kind = FollowUpKind::promise;
    std::string person;   ///< id
    Instant made;
    std::uint64_t made_by = 0;   ///< the sequence of that record; 0: of the record this stands in
    FollowUpTime time;
    bool repaired = false;   ///< F3: the one repair nudge has been given
    friend bool operator==(const FollowUpSpec&, const FollowUpSpec&) = default;
};

/// F1: so often a promise or a return is offered, and so far apart.
inline constexpr std::int32_t offers_at_most = 3;
inline constexpr Seconds offers_apart{10 * 60};
/// F3: so long a promise is unanswered while the person is there.
inline constexpr Seconds repaired_after{2 * 60 * 60};

/// One that is open, or the latest one.
struct FollowUp {
    FollowUpSpec what;
    std::int32_t offers = 0;                ///< since its time was set; offers_at_most: no more by themselves
    std::optional<Instant> first_offered;   ///< since then
    std::optional<Instant> last_offered;
    std::uint64_t notice = 0;         ///< the one that last showed it
    bool visible = false;             ///< it is on the screen, as far as is known
    bool repairs = false;             ///< that notice is the repair nudge
    std::optional<Date> repair_day;   ///< F3: to be given on this plan day
    bool closed = false;              ///< kept only so that its number is not given again
    friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

/// G3: a promise or a return, which only distance, do-not-disturb, being away, pause and hush hold; else an appointment.
[[nodiscard]] constexpr bool is_answer(FollowUpKind kind) { return kind == FollowUpKind::promise || kind == FollowUpKind::come_back; }

/// "promise.3": what people call it. No id of a plan has a dot.
[[nodiscard]] std::string follow_up_id(FollowUpKind kind, FollowUpNumber number);
/// The number of such an id, "promise-3" too; none: it is no such id.
[[nodiscard]] std::optional<FollowUpNumber> follow_up_number(std::string_view id);
/// "promise", "return", "ask", "request".
[[nodiscard]] std::string_view follow_up_word(FollowUpKind kind);
[[nodiscard]] std::optional<FollowUpKind> follow_up_kind(std::string_view word);

/// S1, F2: the moment of an ask on a plan day, by hash over `waking` less silence; none: that day has no free minute.
[[nodiscard]] std::optional<Instant> ask_moment(const Plan& plan, const Zone& zone, const FollowUpSpec& what, Date day);
/// F3: the same in the morning, the first three hours of `waking`.
[[nodiscard]] std::optional<Instant> repair_moment(const Plan& plan, const Zone& zone, const FollowUpSpec& what, Date day);

}   // namespace kith::core
