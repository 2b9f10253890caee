#include "ctl/foresight.hpp"

#include <utility>

namespace kith::ctl {
namespace {

/// Those about whom the text says nothing; never oneself.
std::string names_beside(const Plan& plan, const std::vector<std::string>& people, const std::string& text) {
    std::vector<std::string> left;
    for (const std::string& id : people)
        if (id != "self" && text.find(core::names_of(plan, std::vector{id})) == std::string::npos) left.push_back(id);
    return core::names_of(plan, left);
}

/// `people`: whom the slot is about.
Part part_of(const core::Engine& engine, std::size_t item, const std::vector<std::string>& people) {
    const Plan& plan = engine.plan();
    Part part{.item = plan.touchpoints[item].id,
              .people = people,
              .text = core::action_text(plan.touchpoints[item], core::names_of(plan, people)),
              .with = {},
              .due = {}};
    part.with = names_beside(plan, part.people, part.text);
    return part;
}

/// `next_notice`: what was shown from then on belongs to the play.
std::vector<OpenPart> open_in(const core::Engine& engine, core::NoticeId next_notice) {
    std::vector<OpenPart> open;
    for (const std::size_t item : engine.ledger().items_open()) {
        for (const core::Occurrence& one : engine.ledger().item(item).open) {
            // What is put off comes by itself.
            if (one.snoozed_until || one.notice >= next_notice) continue;
            std::vector<std::string> people;
            for (const PersonIndex person : engine.people_of(item, one.slot)) people.push_back(engine.plan().people[person].id);
            open.push_back({part_of(engine, item, people), one.planned});
        }
    }
    return open;
}

/// A follow-up, whose text stays with kithd; only its first offer, since it is answered then.
Foretold told_of(const core::Engine& engine, core::Instant at, const core::FollowUpLine& line) {
    const std::string names = core::names_of(engine.plan(), std::vector{line.what.person});
    const bool answer = core::is_answer(line.what.kind) && !line.repairs;
    return {.at = at,
            .occasion = core::Occasion::planned,
            .parts = {{.item = core::follow_up_id(line.what.kind, line.what.number),
                       .people = {line.what.person},
                       .text = core::follow_up_title(line.what.kind, names),
                       .with = {},
                       .due = {}}},
            .kind = answer ? "answer" : "appointment"};
}

/// None: it is no nudge, or only one that was told of already.
std::optional<Foretold> told(const core::Engine& engine, const core::Played& played) {
    if (!played.show) return std::nullopt;
    const core::Show& show = *played.show;
    if (show.kind == core::Show::Kind::follow_up) return told_of(engine, played.at, show.follow_up);
    const bool nudge = show.kind == core::Show::Kind::nudge || show.kind == core::Show::Kind::gathered;
    if (!nudge || show.occasion == core::Occasion::one_by_one) return std::nullopt;
    Foretold foretold{.at = played.at,
                      .occasion = show.occasion,
                      .parts = {},
                      .kind = show.occasion == core::Occasion::heads_up ? "appointment" : "nudge"};
    for (const core::NoticeLine& line : show.lines) {
        const auto item = engine.find_item(line.item);
        if (!item) continue;
        Part& part = foretold.parts.emplace_back(part_of(engine, *item, line.people));
        if (line.exact && line.due != played.at) part.due = line.due;
    }
    return foretold;
}

}   // namespace

Foresight foresee(const Play& play) {
    core::Scene scene{.saved = play.saved, .lifelike = false, .away = {}};
    if (play.absent) scene.away.push_back(*play.absent);
    core::Rehearsal rehearsal{play.plan, play.zone, play.now, std::move(scene)};
    Foresight foresight;
    foresight.open = open_in(rehearsal.engine(), play.saved.general.next_notice);
    while (const auto played = rehearsal.next(play.until))
        if (auto foretold = told(rehearsal.engine(), *played); foretold && foretold->at >= play.from)
            foresight.moments.push_back(std::move(*foretold));
    return foresight;
}

}   // namespace kith::ctl
