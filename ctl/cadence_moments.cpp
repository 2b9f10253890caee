#include "ctl/cadence_moments.hpp"

#include <algorithm>

#include "config/cadence_text.hpp"
#include "daemon/core/silence.hpp"
#include "daemon/core/slots.hpp"

namespace kith::ctl {
namespace {

using core::Span;

constexpr TimeOfDay midday{12 * 60};
const Date last_date{9999, 12, 31};

/// A window that crosses midnight, in a zone that leaves a date out, began at most two dates ago.
constexpr int reach_days = 2;

class Collector {
  public:
    Collector(const CadenceQuestion& question, std::size_t count) : question_{question}, count_{count} {}

    [[nodiscard]] bool full() const { return moments_.size() >= count_; }

    void add_exact(Date date, TimeOfDay time) {
        const auto moment = question_.zone.at(date, time);
        // A date that a zone left out shares its instant with the next one.
        const bool again = !moments_.empty() && moment <= moments_.back().begin;
        if (!full() && !again && (question_.from || moment > question_.now)) moments_.push_back({moment, std::nullopt});
    }
    void add_window(Span span) {
        if (!full() && !span.empty() && (question_.from || span.end > question_.now)) moments_.push_back({span.begin, span.end});
    }
    std::vector<CadenceMoment> take() { return std::move(moments_); }

  private:
    const CadenceQuestion& question_;
    std::size_t count_;
    std::vector<CadenceMoment> moments_;
};

Date first_date(const CadenceQuestion& question) { return question.from.value_or(question.zone.local(question.now).date - reach_days); }

Schedule schedule_of(const CadenceQuestion& question) {
    Schedule schedule;
    schedule.every = question.cadence;
    schedule.between = question.between;
    schedule.from = question.from;
    return schedule;
}

Date first_of_next_period(Date date, Unit unit) {
    if (unit == Unit::week) return date + (7 - static_cast<int>(weekday_of(date)));
    if (unit == Unit::month) return Date{date.year(), date.month() + 1, 1};
    return date + 1;
}

void collect(Collector& into, const CadenceQuestion& question, const CalendarCadence& cadence) {
    const Schedule schedule = schedule_of(question);
    const core::SlotRule rule{&schedule, {}, {}};
    for (auto date = core::next_slot_date(rule, first_date(question)); date && !into.full(); date = core::next_slot_date(rule, *date + 1)) {
        if (cadence.at)
            into.add_exact(*date, *cadence.at);
        else
            into.add_window(core::window_span(question.zone, *date, question.between));
    }
}

void collect(Collector& into, const CadenceQuestion& question, const QuotaCadence& cadence) {
    const Schedule schedule = schedule_of(question);
    const core::SlotRule rule{&schedule, {}, {}};
    for (Date date = first_date(question); date <= last_date && !into.full(); date = first_of_next_period(date, cadence.unit))
        for (const core::QuotaSlot& slot : core::quota_slots(rule, date))
            into.add_window(core::slice(core::window_span(question.zone, slot.date, question.between), slot.slice, slot.slices));
}

void collect(Collector& into, const CadenceQuestion& question, const ElapsedCadence& cadence) {
    const Date contact = question.from.value_or(question.zone.local(question.now).date);
    // Each counted from the contact, not from the one before: a month's end stays a month's end.
    for (std::int64_t count = 1; !into.full(); ++count) {
        const core::Zone calendar;   // dates only: no zone may leave one out
        const Date date = calendar.local(calendar.plus(calendar.at(contact, midday), core::interval_of(cadence, count))).date;
        if (date > last_date) return;
        into.add_window(core::window_span(question.zone, date, question.between));
    }
}

/// What only an item, or `from`, can decide.
std::string caveat(const CadenceQuestion& question) {
    if (const auto* elapsed = std::get_if<ElapsedCadence>(&question.cadence); elapsed != nullptr)
        return ", counted here from " + to_text(question.from.value_or(question.zone.local(question.now).date));
    if (const auto* quota = std::get_if<QuotaCadence>(&question.cadence); quota != nullptr) {
        if (quota->unit == Unit::day) return "";
        return quota->count == 1 ? ", on a day that kith chooses for each item" : ", on days that kith chooses for each item";
    }
    const auto& calendar = std::get<CalendarCadence>(question.cadence);
    if (calendar.unit == Unit::day || !std::holds_alternative<std::monostate>(calendar.on)) return "";
    if (!question.from) return ", on a day that kith chooses for each item";
    if (calendar.unit == Unit::week) return ", on the " + std::string{full_name(weekday_of(*question.from))};
    return ", on the day of " + to_text(*question.from);
}

}   // namespace

std::vector<CadenceMoment> next_moments(const CadenceQuestion& question, std::size_t count) {
    Collector collector{question, count};
    std::visit([&](const auto& cadence) { collect(collector, question, cadence); }, question.cadence);
    return collector.take();
}

std::string words_for(const CadenceQuestion& question) { return in_words(question.cadence, question.between) + caveat(question); }

}   // namespace kith::ctl
