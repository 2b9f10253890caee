#pragma once
// Moments in the words people use for them: today, Sunday 16:00, 3 days ago. Seen from a "now" that is always an argument.

#include <optional>
#include <string>
#include <string_view>

#include "config/civil.hpp"
#include "daemon/core/zone.hpp"

namespace kith::ctl {

/// What clocks showed at a moment of the protocol (RFC 3339), in the offset it was written with.
struct WallTime {
    Date date;
    TimeOfDay time;
};
[[nodiscard]] std::optional<WallTime> wall_time(std::string_view rfc3339);

/// A date alone (YYYY-MM-DD, or the date of an RFC 3339 instant).
[[nodiscard]] std::optional<Date> wall_date(std::string_view text);

/// `Sunday 29 March`, with the year when it isn't that of `today`.
[[nodiscard]] std::string long_date(Date date, Date today);
/// `29 March`, the same.
[[nodiscard]] std::string short_date(Date date, Date today);

/// today, tomorrow, yesterday, `Sunday` within the week ahead, `Fri 20 March` otherwise.
[[nodiscard]] std::string day_words(Date date, Date today);

/// The day and the time: `today 16:00`, `Sunday 16:00`, `Fri 10 April 16:00`. What can't be read as a moment is shown as it is.
[[nodiscard]] std::string moment_words(std::string_view rfc3339, std::string_view now);

/// today, yesterday, `5 days ago`, then the date. For what has been.
[[nodiscard]] std::string ago_words(std::string_view rfc3339, std::string_view now);

/// `in 20 minutes`, `in 5 hours`, `tomorrow`, `in 3 days`, `in 6 weeks`, `in 4 months`; `now`; and `… ago` for the past.
[[nodiscard]] std::string distance_words(core::Instant moment, core::Instant now, const core::Zone& zone);

/// `now` as RFC 3339 in the offset that `like` is written with (UTC where it has none): so that both can be compared as clocks show them.
[[nodiscard]] std::string same_offset(core::Instant now, std::string_view like);

/// `1 person`, `2 people`: the number and the word that fits it.
[[nodiscard]] std::string count_words(std::int64_t count, std::string_view one, std::string_view many);

}   // namespace kith::ctl
