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
    const auto& entries = server_.entries();
    const auto there = std::find_if(entries.begin(), entries.end(), [&](const Server::Entry& entry) {
        return entry.id == intent.entry && entry.notice.id == intent.notice;
    });
    if (there == entries.end() || server_.hung()) return;
    if (intent.what == Intent::What::dismiss) {
        if (say_) say("> dismissed: notice " + std::to_string(intent.notice));
        return let([&] { desktop_->left(intent.entry, core::Fate::dismissed); });
    }
    last_clicked_ = intent.notice;
    last_button_ = intent.button;
    if (say_) say("> pressed: button " + std::to_string(static_cast<int>(intent.button)) + " of notice " + std::to_string(intent.notice));
    let([&] { desktop_->clicked(intent.entry, intent.button); });
}

void World::by_hand(std::uint64_t number) {
    Random random{number};
    const std::vector<Touchpoint>& series = runtime_->engine()->plan().touchpoints;
    const std::string item = series[random.below(series.size())].id;
    const std::string person = plan_->people[random.below(plan_->people.size())].id;
    switch (random.below(6)) {
        case 0:
            if (say_) say("> done " + item);
            return act(core::event::Done{.item = item, .kind = {}, .minutes = {}, .felt = {}, .note = "'; DROP TABLE log; --\n<0>"});
        case 1:
            if (say_) say("> skip " + item);
            return act(core::event::Skip{item});
        case 2: {
            core::SnoozeTo to = Duration{.seconds = 60 * random.skewed(100'000)};
            if (random.chance(30))
                to = core::Tonight{};
            else if (random.chance(30))
                to = core::Tomorrow{};
            if (say_) say("> snooze " + item);
            return act(core::event::Snooze{item, to});
        }
        case 3: {
            if (say_) say("> log " + person);
            core::event::Log log{.people = {person}, .kind = "call", .minutes = 20, .felt = {}, .when = {}, .note = {}};
            if (random.chance(50)) log.when = clock_.now() - core::Seconds{60 * random.skewed(200'000)};
            return act(log);
        }
        default:
            say("> undo");
            return let([&] {
                if (auto step = runtime_->undo(); step && !step->records.empty()) checker_.acknowledged(step->records.back().seq);
            });
    }
}

void World::act(const core::Event& event) {
    let([&] {
        if (auto step = runtime_->act(event); step && !step->records.empty()) checker_.acknowledged(step->records.back().seq);
    });
}

}   // namespace kith::simulation
