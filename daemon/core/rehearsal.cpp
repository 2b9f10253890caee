#include "daemon/core/rehearsal.hpp"

#include <algorithm>

#include "daemon/core/unroll.hpp"

namespace kith::core {
namespace {

// Of every so many nudges the person declines one: that is an answer like any other.
constexpr std::size_t declines_one_in = 5;

}   // namespace

Rehearsal::Rehearsal(std::shared_ptr<const Plan> plan, Zone zone, Instant from, Seconds answer_after)
    : engine_{std::make_shared<const Plan>(unrolled(*plan)), std::move(zone), Saved{}}, answer_after_{answer_after} {
    take(event::Back{}, from);
    take(event::ClockTrusted{}, from);
}

Button Rehearsal::choose(const Notice& notice) {
    const Button first = notice.actions.front().button;
    if (first == Button::lighter) return Button::lighter;
    if (first == Button::one_by_one) return Button::one_by_one;
    return ++nudges_ % declines_one_in == 0 ? Button::not_today : Button::done;
}

void Rehearsal::take(const Event& event, Instant now) {
    const Step step = engine_.step(event, now);
    for (NoticeId gone : step.withdrawn) std::erase_if(answers_, [&](const Answer& answer) { return answer.notice == gone; });
    for (const Show& show : step.shows) {
        Notice notice = words_for(show, engine_.plan(), engine_.zone(), now);
        if (!notice.actions.empty()) answers_.push_back({now + answer_after_, notice.id, choose(notice), notice.summary});
        happened_.push_back({now, std::move(notice), std::nullopt, {}});
    }
}

std::optional<Played> Rehearsal::next(Instant until) {
    while (happened_.empty()) {
        std::optional<Instant> wake = engine_.next_wakeup();
        if (!answers_.empty() && (!wake || answers_.front().at <= *wake)) {
            const Answer answer = answers_.front();
            if (answer.at >= until) return std::nullopt;
            answers_.erase(answers_.begin());
            happened_.push_back({answer.at, std::nullopt, answer.button, answer.about});
            take(event::Clicked{answer.notice, answer.button}, answer.at);
        } else if (wake && *wake < until) {
            take(event::Tick{}, *wake);
        } else {
            return std::nullopt;
        }
    }
    Played first = std::move(happened_.front());
    happened_.erase(happened_.begin());
    return first;
}

}   // namespace kith::core
