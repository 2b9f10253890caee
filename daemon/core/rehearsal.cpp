#include "daemon/core/rehearsal.hpp"

#include <algorithm>

#include "daemon/core/unroll.hpp"

namespace kith::core {
namespace {

// Of every so many nudges a lifelike person declines one: that is an answer like any other.
constexpr std::size_t declines_one_in = 5;

/// The daemon was there all along.
Saved seen_up_to(Instant now, Saved saved) {
    saved.general.last_seen = now;
    return saved;
}

}   // namespace

Rehearsal::Rehearsal(std::shared_ptr<const Plan> plan, Zone zone, Instant from, Scene scene)
    : engine_{std::make_shared<const Plan>(unrolled(*plan)), std::move(zone), seen_up_to(from, std::move(scene.saved))},
      answer_after_{scene.answer_after},
      lifelike_{scene.lifelike},
      away_{std::move(scene.away)} {
    if (!away_.empty() && away_.front().begin <= from) {
        engine_.begin_with({.do_not_disturb = false, .away = true}, from);
        turns_ = 1;
    }
    take(event::Back{}, from);
    take(event::ClockTrusted{}, from);
    answer_what_is_open(from);
}

Instant Rehearsal::answer_time(Instant shown) const {
    Instant when = shown + answer_after_;
    for (const Span& away : away_)
        if (away.contains(when)) when = away.end + answer_after_;
    return when;
}

void Rehearsal::answer_what_is_open(Instant now) {
    std::vector<Answer> first;
    for (const std::size_t item : engine_.ledger().items_open())
        for (const Occurrence& open : engine_.ledger().item(item).open) {
            const bool shown_just_now =
                std::any_of(answers_.begin(), answers_.end(), [&](const Answer& answer) { return answer.notice == open.notice; });
            if (open.snoozed_until || shown_just_now || open.occasion == Occasion::heads_up) continue;
            first.push_back({.at = answer_time(now),
                             .notice = 0,
                             .button = Button::done,
                             .about = {},
                             .open = SlotRef{engine_.ledger().item(item).id, open.slot}});
        }
    answers_.insert(answers_.begin(), first.begin(), first.end());
}

std::optional<Button> Rehearsal::choose(const Show& show, const Notice& notice) {
    // A heads-up is read, and answered when its time comes.
    if (notice.actions.empty() || show.occasion == Occasion::heads_up) return std::nullopt;
    const Button first = notice.actions.front().button;
    if (show.kind == Show::Kind::reflect) return lifelike_ ? std::optional{first} : std::nullopt;
    if (first == Button::one_by_one) return first;
    return lifelike_ && ++nudges_ % declines_one_in == 0 ? Button::not_today : Button::done;
}

void Rehearsal::take(const Event& event, Instant now) {
    const Step step = engine_.step(event, now);
    for (NoticeId gone : step.withdrawn) std::erase_if(answers_, [&](const Answer& answer) { return answer.notice == gone; });
    for (const Show& show : step.shows) {
        if (!show.first_time) continue;   // it was answered already, or will be
        Notice notice = words_for(show, engine_.plan(), engine_.zone(), now);
        if (const auto button = choose(show, notice))
            answers_.push_back({.at = answer_time(now), .notice = notice.id, .button = *button, .about = notice.summary, .open = {}});
        happened_.push_back({.at = now, .show = show, .notice = std::move(notice), .answer = {}, .about = {}});
    }
}

void Rehearsal::give(const Answer& answer) {
    if (!answer.open) {
        happened_.push_back({.at = answer.at, .show = {}, .notice = {}, .answer = answer.button, .about = answer.about});
        return take(event::Clicked{answer.notice, answer.button}, answer.at);
    }
    const std::optional<std::size_t> item = engine_.find_item(answer.open->item);
    if (!item) return;
    const std::vector<Occurrence>& open = engine_.ledger().item(*item).open;
    if (std::none_of(open.begin(), open.end(), [&](const Occurrence& one) { return one.slot == answer.open->slot; })) return;
    take(event::Done{.item = answer.open->item, .kind = {}, .minutes = {}, .felt = {}, .note = {}}, answer.at);
}

std::optional<Instant> Rehearsal::leaves_or_returns() const {
    if (turns_ / 2 >= away_.size()) return std::nullopt;
    const Span& away = away_[turns_ / 2];
    return turns_ % 2 == 0 ? away.begin : away.end;
}

std::optional<Played> Rehearsal::next(Instant until) {
    while (happened_.empty()) {
        const std::optional<Instant> wake = engine_.next_wakeup();
        const std::optional<Instant> turn = leaves_or_returns();
        const std::optional<Instant> answer = answers_.empty() ? std::nullopt : std::optional{answers_.front().at};
        Instant first = until;
        for (const std::optional<Instant>& one : {answer, turn, wake}) first = std::min(first, one.value_or(until));
        if (first == until) return std::nullopt;
        if (answer == first) {
            const Answer given = answers_.front();
            answers_.erase(answers_.begin());
            give(given);
        } else if (turn == first) {
            ++turns_;
            take(event::Presence{.do_not_disturb = false, .away = turns_ % 2 == 1}, first);
        } else {
            take(event::Tick{}, first);
        }
    }
    Played first = std::move(happened_.front());
    happened_.erase(happened_.begin());
    return first;
}

}   // namespace kith::core
