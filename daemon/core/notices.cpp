// Which notice tells of what, and keeping it true: replaced rather than stacked (M2), gone when nothing it tells of is open.

#include <algorithm>

#include "daemon/core/turn.hpp"

namespace kith::core {
namespace {

constexpr std::size_t questions_kept = 16;

NoticeLine line(const Plan& plan, std::size_t item, const Occurrence& open, const std::vector<PersonIndex>& people) {
    std::vector<std::string> ids;
    for (const PersonIndex person : people) ids.push_back(plan.people[person].id);
    return NoticeLine{.item = plan.touchpoints[item].id,
                      .people = std::move(ids),
                      .slot = open.slot,
                      .due = open.due,
                      .exact = exact_time(plan.touchpoints[item].when.every).has_value(),
                      .notes = open.notes};
}

}   // namespace

std::vector<Engine::Turn::Shown> Engine::Turn::shown_by(NoticeId notice, bool visible_only) const {
    std::vector<Shown> found;
    if (notice == 0) return found;
    for (const ItemIndex item : s_.ledger.items_open())
        for (std::size_t open = 0; open < s_.ledger.item(item).open.size(); ++open)
            if (const Occurrence& one = s_.ledger.item(item).open[open]; one.notice == notice && (one.visible || !visible_only))
                found.push_back({item, open});
    return found;
}

void Engine::Turn::show(NoticeId notice, const std::vector<Shown>& what, Occasion occasion, bool first_time) {
    Show show{.notice = notice,
              .kind = what.size() > 1 ? Show::Kind::gathered : Show::Kind::nudge,
              .occasion = occasion,
              .lines = {},
              .first_time = first_time};
    std::vector<Shown> ordered = what;
    const PlaceOrder order{*s_.plan, s_.days, s_.ledger, now_};
    if (!first_time) std::sort(ordered.begin(), ordered.end(), [&](Shown a, Shown b) { return order(a.item, b.item); });
    for (Shown one : ordered) show.lines.push_back(line(*s_.plan, one.item, at(one), s_.people_of(one.item, at(one).slot)));
    step_.shows.push_back(std::move(show));
}

void Engine::Turn::refresh(NoticeId notice) {
    if (notice == 0) return;
    // One step may close several of a notice's occurrences: only the last word counts.
    std::erase_if(step_.shows, [&](const Show& show) { return show.notice == notice; });
    std::erase(step_.withdrawn, notice);
    const std::vector<Shown> left = shown_by(notice, true);
    if (left.empty()) return step_.withdrawn.push_back(notice);
    // Changing a notice makes it pop up anew on most desktops: not in a silent hour (G2).
    if (silent())
        s_.momentary.show_again = true;
    else
        show(notice, left, at(left.front()).occasion, false);
}

void Engine::Turn::ask_felt(Sequence contact, std::vector<std::string> people) {
    // Optional and just for this moment: in a silent hour it is simply not asked (L2, G2).
    if (!s_.plan->reflect || silent()) return;
    const NoticeId notice = s_.ledger.new_notice();
    step_.shows.push_back(Show{.notice = notice,
                               .kind = Show::Kind::reflect,
                               .occasion = Occasion::planned,
                               .lines = {NoticeLine{.item = {}, .people = people, .slot = {}, .due = now_, .exact = false}},
                               .first_time = true});
    s_.momentary.questions.push_back({notice, contact, std::move(people)});
    step_.asks_felt = true;
    // Who has left so many unanswered does not want to be asked of the oldest any more.
    if (s_.momentary.questions.size() <= questions_kept) return;
    step_.withdrawn.push_back(s_.momentary.questions.front().notice);
    s_.momentary.questions.erase(s_.momentary.questions.begin());
}

std::optional<Show> Engine::shown(NoticeId notice) const {
    Turn turn{*standing_, standing_->now};
    const auto what = turn.shown_by(notice, true);
    if (const FollowUp* const follow_up = turn.follow_up_shown_by(notice))
        turn.show_follow_up(*follow_up, false);
    else if (what.empty())
        return std::nullopt;
    else
        turn.show(notice, what, turn.at(what.front()).occasion, false);
    return std::move(turn.step_.shows.front());
}

}   // namespace kith::core
