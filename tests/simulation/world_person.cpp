// The person of a run: what they see decides what they do, by the numbers of the script.

#include <algorithm>

#include "tests/simulation/random.hpp"
#include "tests/simulation/world.hpp"

namespace kith::simulation {
namespace {

std::uint64_t number_of(const std::string& text) {
    std::uint64_t number = 0;
    for (char c : text) number = number * 31 + static_cast<unsigned char>(c);
    return number;
}

}   // namespace

void World::sees(const Server::Entry& entry) {
    if (say_) say("  on the screen: " + entry.notice.summary + " (notice " + std::to_string(entry.notice.id) + ")");
    if (entry.notice.actions.empty()) return;
    // What needs no answer goes by itself, as servers let it.
    if (!entry.notice.stays)
        intents_.push({.at = elapsed_ + 600, .what = Intent::What::dismiss, .entry = entry.id, .notice = entry.notice.id});
    // The same to the same notice on the same day, so that taking something out of a script changes little else.
    Random random{mixed(script_.seed, number_of(entry.notice.summary), static_cast<std::uint64_t>(elapsed_ / 86'400))};
    Intent intent{.at = elapsed_ + random.between(1, std::max<std::int64_t>(2, script_.person.within)),
                  .what = Intent::What::press,
                  .entry = entry.id,
                  .notice = entry.notice.id};
    const auto& actions = entry.notice.actions;
    auto roll = static_cast<unsigned>(random.below(100));
    auto within = [&](unsigned percent) {
        const bool yes = roll < percent;
        roll -= yes ? 0 : percent;
        return yes;
    };
    if (within(script_.person.done))
        intent.button = actions[0].button;
    else if (within(script_.person.later))
        intent.button = actions[1 % actions.size()].button;
    else if (within(script_.person.not_today))
        intent.button = actions[2 % actions.size()].button;
    else if (within(script_.person.dismiss))
        intent.what = Intent::What::dismiss;
    else
        return;
    if (++answered_[entry.notice.id] <= 3) intents_.push(intent);
}

void World::plan_day_by_hand(std::int64_t day) {
    Random random{mixed(script_.seed, 5'000'000, static_cast<std::uint64_t>(day))};
    if (!random.chance(script_.person.by_hand)) return;
    intents_.push({.at = elapsed_ + random.between(1, 86'399), .what = Intent::What::by_hand, .number = random.next()});
}

void World::does(const Intent& intent) {
    if (intent.what == Intent::What::by_hand) return by_hand(intent.number);
    if (intent.what == Intent::What::send) return send(intent.request);
    const auto& entries = server_.entries();
    const auto there = std::find_if(entries.begin(), entries.end(), [&](const Server::Entry& entry) {
        return entry.id == intent.entry && entry.notice.id == intent.notice;
    });
    if (there == entries.end() || server_.hung()) return;
    if (intent.what == Intent::What::dismiss) {
        if (say_) say("> dismissed: notice " + std::to_string(intent.notice));
        return let([&] { process_->desktop.left(intent.entry, core::Fate::dismissed); });
    }
    if (!script_.buttons) return answer_without_buttons(intent.notice);
    last_clicked_ = intent.notice;
    last_button_ = intent.button;
    if (say_) say("> pressed: button " + std::to_string(static_cast<int>(intent.button)) + " of notice " + std::to_string(intent.notice));
    let([&] { process_->desktop.clicked(intent.entry, intent.button); });
}

// The body of a nudge names the command.
void World::answer_without_buttons(core::NoticeId notice) {
    if (engine() == nullptr) return;
    for (std::size_t item = 0; item < engine()->ledger().items(); ++item)
        for (const core::Occurrence& open : engine()->ledger().item(item).open)
            if (open.notice == notice) return send(done_with(engine()->ledger().item(item).id));
    for (const core::FollowUp& one : engine()->ledger().follow_ups())
        if (one.visible && one.notice == notice) return send(done_with(core::follow_up_id(one.what.kind, one.what.number)));
}

// Once; twice the same; now and again when it no longer fits; or two clients at once.
void World::by_hand(std::uint64_t number) {
    Random random{number};
    const Request request = draw_request(random, plan_.get(), script_.edition);
    if (random.chance(10)) {
        let([&] {
            ask(request);
            ask(random.chance(50) ? request : draw_request(random, plan_.get(), script_.edition));
        });
        return;
    }
    if (random.chance(10)) intents_.push({.at = elapsed_ + 60 * random.skewed(7 * 1440), .what = Intent::What::send, .request = request});
    send(request);
}

void World::send(const Request& request) {
    let([&] { ask(request); });
}

void World::ask(const Request& request) {
    if (say_) say("> asks " + request.line);
    const std::size_t actions = checker_.actions();
    const core::Sequence next = checker_.next();
    const Reply reply = judge(request, process_->commands.handle(request.line).line);
    if (say_ && reply.refused) say("  is refused, code " + std::to_string(reply.code));
    const bool recorded = checker_.actions() != actions;
    // What the journal failed to keep may have landed all the same.
    const bool in_doubt = reply.code == static_cast<int>(protocol::ErrorCode::journal_unavailable);
    if (request.kind == Request::Kind::question && checker_.next() != next)
        throw Violation{"I3", "a question left a record: " + request.line};
    if (request.kind != Request::Kind::action) {
        if (recorded) throw Violation{"I3", "an action is recorded that nobody asked for: " + request.line};
    } else if (reply.refused) {
        if (recorded && !in_doubt) throw Violation{"I3", "an action is refused and recorded: " + request.line};
    } else if (!request.id.empty()) {
        if (!recorded) throw Violation{"I3", "an action is acknowledged and not recorded: " + request.line};
        checker_.acknowledged(checker_.next() - 1);
    }
}

}   // namespace kith::simulation
