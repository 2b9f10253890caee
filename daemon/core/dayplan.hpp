#pragma once
// A slot's moments: where its window is free, which minute is chosen, until when it lives. A pure function of plan, zone and date:
// the same on every machine and after every restart (S1).

#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/follow_up.hpp"
#include "daemon/core/places.hpp"
#include "daemon/core/recent.hpp"
#include "daemon/core/sleep.hpp"
#include "daemon/core/spans.hpp"

namespace kith::core {

/// When a slot is to be shown.
struct SlotTimes {
    Slot slot;
    Instant begin;     ///< the start of its window, or its exact time (or its moment, where that had to move before it)
    Instant moment;    ///< the chosen minute
    Instant due;       ///< the true time of an exact slot; else the moment
    Instant expires;   ///< L1; filled in by DayPlan::current and DayPlan::next
    bool exact = false;
    std::optional<PersonIndex> about;   ///< whose sleep it minds, once one of several is chosen (DayPlan::about)
};

/// Answers for every touchpoint of a plan that is laid out (unroll.hpp), by its index there. Plan and zone must outlive it.
class DayPlan {
  public:
    /// `tired`: the plan day of low energy, on which slots come at the times of their items' smaller variants (S6).
    DayPlan(const Plan& plan, const Zone& zone, std::optional<Date> tired = {});

    /// P13: somebody it is about is at a distance, or everybody it could be about, so that it has no slots.
    [[nodiscard]] bool at_distance(std::size_t item) const { return items_[item].distant; }

    /// The latest slot that has begun at `now`, alive or not.
    [[nodiscard]] std::optional<SlotTimes> current(std::size_t item, Instant now) const;
    /// S4: when the slot of an elapsed item that is due at `due` comes; `at`: now. It lives until it is nudged, and a year at a time. None: `until:` or
    /// `except:` leave it no date, or it never has a free minute.
    [[nodiscard]] std::optional<SlotTimes> elapsed(std::size_t item, Slot slot, Instant due, Instant at) const;
    [[nodiscard]] bool is_elapsed(std::size_t item) const;
    /// The first slot after `after` / dated at or after `from` / the last before `before` that has a free minute.
    [[nodiscard]] std::optional<SlotTimes> next(std::size_t item, Slot after) const;
    [[nodiscard]] std::optional<SlotTimes> first_from(std::size_t item, Date from) const;
    [[nodiscard]] std::optional<SlotTimes> previous(std::size_t item, Slot before) const;
    /// The slots whose moment lies in a plan day, and the one of a quota whose part the day belongs to (L4).
    [[nodiscard]] std::vector<SlotTimes> around(std::size_t item, Date day) const;
    /// One slot, if it has a free minute; not of an elapsed cadence.
    [[nodiscard]] std::optional<SlotTimes> at(std::size_t item, Slot slot) const;
    /// Free minute or not: whether `slot` is one of the item's; the one before it.
    [[nodiscard]] bool has_slot(std::size_t item, Slot slot) const;
    /// The same, were the item written like this.
    [[nodiscard]] bool has_slot(std::size_t item, const Touchpoint& written, Slot slot) const;
    [[nodiscard]] std::optional<Slot> slot_before(std::size_t item, Slot slot) const;

    /// G1: where a nudge about this slot may be shown within `range`, gates of limit and gap aside.
    [[nodiscard]] Spans free_part(std::size_t item, const SlotTimes& times, Span range) const;
    /// The first instant at or after `from` in the free part, before the slot expires.
    [[nodiscard]] std::optional<Instant> next_free(std::size_t item, const SlotTimes& times, Instant from) const;

    /// S2: the slot with its own moment, now that it is about `person` of several: chosen over the part that is free with them, while there is one.
    [[nodiscard]] SlotTimes about(std::size_t item, SlotTimes times, PersonIndex person) const;
    /// S2: whom it is about decides its moment, which is therefore known only once that is chosen.
    [[nodiscard]] bool choice_decides(std::size_t item) const { return items_[item].choice_decides; }
    /// S2: whether its window has a free part with `person`.
    [[nodiscard]] bool free_with(std::size_t item, const SlotTimes& times, PersonIndex person) const;
    /// Whether those it is about sleep at `t`, by the hours that the plan tells of them; an exact time minds nobody's.
    [[nodiscard]] bool they_sleep(std::size_t item, const SlotTimes& times, Instant t) const;
    [[nodiscard]] bool asleep(PersonIndex person, Instant t) const { return sleep_.asleep(sleep_.of(person), t); }

    [[nodiscard]] bool is_one_of(std::size_t item) const { return std::holds_alternative<OneOf>(plan_->touchpoints[item].audience); }
    /// The ids of everybody it may be about.
    [[nodiscard]] std::vector<std::string> people_of(std::size_t item) const;
    [[nodiscard]] Window window(std::size_t item) const;
    /// Whether the item's slots live for a day (L1), so that "not today" skips rather than snoozes (L0).
    [[nodiscard]] bool daily(std::size_t item) const;

    /// Quiet or solitude (G2): whether `t` lies in it, and the first instant at or after `t` outside it.
    [[nodiscard]] bool silent(Instant t) const;
    [[nodiscard]] Instant after_silence(Instant t) const;

    /// F2, F3: when an ask, or the repair of a promise, that is for `day` comes; a day that is silent all through hands it on to the next, for a
    /// fortnight.
    [[nodiscard]] std::optional<Instant> offer_moment(const FollowUpSpec& what, bool repairs, Date day) const;

    /// `start` and a civil duration (T7).
    [[nodiscard]] Instant plus(Instant start, const Duration& duration) const { return zone_->plus(start, duration); }
    [[nodiscard]] Date day_of(Instant t) const { return plan_day(*zone_, plan_->day_starts, t); }
    [[nodiscard]] Instant day_begin(Date day) const { return plan_day_begin(*zone_, plan_->day_starts, day); }
    [[nodiscard]] Instant day_end(Date day) const { return day_begin(day + 1); }
    /// When `waking` begins on a plan day (M1).
    [[nodiscard]] Instant waking_begin(Date day) const;

  private:
    struct Item {
        SlotRule rule;
        std::string people;
        bool distant = false;
        std::optional<TimeOfDay> exact;
        Sleep::Company company = Sleep::nobody;   ///< whose sleep its nudges mind, as long as nobody is chosen
        bool choice_decides = false;
        Weekdays quiet;   ///< on which its window has no free minute, for sure
    };
    [[nodiscard]] std::optional<SlotTimes> times(std::size_t item, const Place& place) const;
    [[nodiscard]] std::optional<SlotTimes> find_times(std::size_t item, const Place& place) const;
    [[nodiscard]] const std::optional<SlotTimes>& exact_times(Date slot, TimeOfDay at) const;
    [[nodiscard]] std::optional<SlotTimes> find_exact_times(Date slot, TimeOfDay at) const;
    /// G2: `wanted` itself, where it is a free minute.
    [[nodiscard]] std::optional<Instant> free_minute_near(Instant wanted, Instant before = Instant::max()) const;
    [[nodiscard]] std::optional<SlotTimes> window_times(std::size_t item, const Place& place, Sleep::Company company) const;
    /// The place of a slot that stands already.
    [[nodiscard]] Place place_in(std::size_t item, const SlotTimes& times) const;
    [[nodiscard]] Sleep::Company company_of(std::size_t item, const SlotTimes& times) const;
    [[nodiscard]] Instant find_expiry(std::size_t item, const Place& place, const SlotTimes& times) const;
    [[nodiscard]] std::optional<SlotTimes> with_expiry(std::size_t item, const Place& place, SlotTimes times) const;
    /// The first with a free minute from `place` on / back from it.
    [[nodiscard]] std::optional<SlotTimes> first_free(std::size_t item, std::optional<Place> place) const;
    /// Of a heads-up: when it announces the slot of that date; in silence the nearest free minute, but never past what it announces.
    [[nodiscard]] std::optional<SlotTimes> heads_up_times(std::size_t item, Date slot, TimeOfDay at) const;
    [[nodiscard]] const std::optional<Announces>& announces(std::size_t item) const { return plan_->touchpoints[item].announces; }
    /// What a tired day makes of the item.
    [[nodiscard]] const MinimumVariant* tired_on(std::size_t item, Date date) const;
    [[nodiscard]] std::optional<TimeOfDay> exact_on(std::size_t item, Date date) const;
    [[nodiscard]] Span window_on(std::size_t item, Date date) const;
    [[nodiscard]] Span window_of(std::size_t item, const Place& place) const;
    /// It begins at no earlier moment; far cheaper than its times.
    [[nodiscard]] Instant earliest_begin(std::size_t item, const Place& place) const;
    [[nodiscard]] Instant expiry(std::size_t item, const Place& place, const SlotTimes& times) const;
    [[nodiscard]] Instant quota_expiry(std::size_t item, const Place& place) const;
    [[nodiscard]] Instant before_next(std::size_t item, Slot slot, Instant expires) const;
    [[nodiscard]] Instant calendar_expiry(std::size_t item, const SlotTimes& times) const;
    [[nodiscard]] const Spans& free_window(Span window, Sleep::Company company) const;
    [[nodiscard]] Spans find_free_window(Span window, Sleep::Company company) const;
    [[nodiscard]] const Spans& silence_of(std::int64_t utc_day) const;
    void subtract_silence(Spans& spans, Span range) const;
    /// All that overlaps `range`, and more of its days.
    [[nodiscard]] Spans silence_in(Span range) const;
    [[nodiscard]] const std::vector<Instant>& exact_moments(Date date) const;
    [[nodiscard]] std::vector<Instant> find_exact_moments(Date date) const;

    const Plan* plan_;
    const Zone* zone_;
    std::optional<Date> tired_;
    Sleep sleep_;
    std::vector<Item> items_;
    std::vector<std::size_t> exact_items_;
    std::vector<SlotRule> checkins_;   ///< those with an exact time: appointments, which nudges keep the gap before

    // Caches: functions of plan and zone alone, so nothing in them grows old.
    using ItemSlot = std::pair<std::size_t, Slot>;
    mutable Recent<Date, std::vector<Instant>, 256> exact_moments_;
    mutable Recent<std::pair<Date, TimeOfDay>, std::optional<SlotTimes>, 256> exact_times_;
    mutable Recent<ItemSlot, std::optional<SlotTimes>, 256> times_;
    mutable Recent<ItemSlot, Instant, 256> expiries_;
    mutable Recent<std::tuple<Instant, Instant, Sleep::Company>, Spans, 256> free_windows_;
    mutable Recent<std::int64_t, Spans, 512> silences_;   // a slot is looked for over a year of days
    mutable Recent<std::tuple<std::string, std::string, Instant, bool, Date>, std::optional<Instant>, 64> offers_;
};

/// Everybody it may be about, in the order written.
[[nodiscard]] const std::vector<PersonIndex>& people(const Audience& audience);

/// Ids joined by ',': the person part of S8's hash.
[[nodiscard]] std::string joined_ids(const Plan& plan, const std::vector<PersonIndex>& people);

}   // namespace kith::core
