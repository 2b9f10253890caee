#include "daemon/app/follow_up_text.hpp"

namespace kith::app {

std::string text_of(const core::FollowUpSpec& what, Journal& journal) {
    if (what.made_by == 0) return {};
    auto entries =
        journal.history({.after = what.made_by - 1, .newest_first = false, .before = 0, .since = {}, .item = {}, .person = {}, .limit = 1});
    if (!entries || entries->empty()) return {};
    core::Record& record = entries->front().record;
    const auto* made = std::get_if<core::record::FollowUpMade>(&record.body);
    // A backup that took the journal's place may have given the number to something else.
    const bool same = made != nullptr && record.seq == what.made_by && made->what.number == what.number && made->what.kind == what.kind;
    return same ? std::move(record.text) : std::string{};
}

core::Show with_text(core::Show show, Journal& journal) {
    if (show.kind == core::Show::Kind::follow_up) show.follow_up.text = text_of(show.follow_up.what, journal);
    return show;
}

}   // namespace kith::app
