// What the person should know about kith itself: told once while it lasts, never in quiet hours or solitude (G6), gone when it is over. It is no
// nudge: it takes no place and makes no gap.

#include <algorithm>

#include "daemon/core/turn.hpp"

namespace kith::core {

void Engine::Turn::act(const event::News& news) {
    auto& all = s_.momentary.news;
    const auto known = std::find_if(all.begin(), all.end(), [&](const auto& told) { return told.news.subject == news.subject; });
    if (news.text.empty()) {
        if (known == all.end()) return;
        if (known->visible) step_.withdrawn.push_back(known->notice);
        all.erase(known);
    } else if (known == all.end()) {
        all.push_back({.news = news});
    } else {
        known->news = news;   // for whoever is told of it later; once is enough
    }
}

void Engine::Turn::tell_news(bool again) {
    for (auto& told : s_.momentary.news) {
        if (told.notice != 0 && !(again && told.visible)) continue;
        if (s_.days.silent(now_)) {
            wake_at(s_.days.after_silence(now_));
            continue;
        }
        const bool first = told.notice == 0;
        if (first) told.notice = s_.ledger.new_notice();
        told.visible = true;
        step_.shows.push_back(Show{.notice = told.notice,
                                   .kind = Show::Kind::news,
                                   .occasion = Occasion::planned,
                                   .lines = {},
                                   .first_time = first,
                                   .news = told.news});
    }
}

bool Engine::Turn::left_news(NoticeId notice) {
    auto& all = s_.momentary.news;
    const auto known = std::find_if(all.begin(), all.end(), [&](const auto& told) { return told.notice == notice && told.visible; });
    if (known == all.end()) return false;
    known->visible = false;
    return true;
}

}   // namespace kith::core
