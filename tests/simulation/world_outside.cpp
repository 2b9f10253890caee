// What happens from outside, and the calm at the end.

#include <algorithm>

#include "tests/simulation/plan_text.hpp"
#include "tests/simulation/world.hpp"

namespace kith::simulation {
namespace {

using Kind = Op::Kind;
using core::Instant;
using core::Seconds;

/// In the calm, so long after it began everything that was upset has come right.
constexpr Seconds settled_after{10 * 86'400};
/// … the journal was tried again.
constexpr Seconds healed_after{1200};
constexpr core::NoticeId nobodys_notice = 1'000'000'000;

}   // namespace

void World::happens(const Op& op) {
    ++faults_;
    if (say_) say("> " + to_text(op));
    switch (op.kind) {
        case Kind::suspend:
        case Kind::off:
        case Kind::crash:
        case Kind::power_cut:
        case Kind::clock:
        case Kind::drift:
        case Kind::doubtful:
        case Kind::trusted:
        case Kind::zone:
            return machine(op);
        case Kind::locked:
        case Kind::undisturbed:
        case Kind::at_hand:
            return presence(op);
        case Kind::plan:
        case Kind::bad_plan:
        case Kind::torn_plan:
        case Kind::no_plan:
            return plan_file(op);
        case Kind::server_gone:
        case Kind::server_back:
        case Kind::server_hung:
        case Kind::server_on:
        case Kind::server_dies:
        case Kind::words_late:
        case Kind::words_on:
        case Kind::word_twice:
        case Kind::expire:
        case Kind::forge:
        case Kind::click_twice:
            return servers(op);
        case Kind::disk_full:
        case Kind::disk_gone:
        case Kind::disk_well:
        case Kind::commit_lost:
        case Kind::commit_landed:
            return disk(op);
    }
}

void World::machine(const Op& op) {
    const auto number = static_cast<std::uint64_t>(op.number);
    switch (op.kind) {
        case Kind::suspend: {
            const Seconds asleep{std::min(op.number, script_.calm_after - elapsed_)};
            elapsed_ += asleep.count();
            return let([&] { clock_.sleep_to(clock_.now() + asleep); });
        }
        case Kind::off: {
            try {
                process_->runtime.leave();
            } catch (const Died&) {
            }
            const Seconds away{std::min(op.number, script_.calm_after - elapsed_)};
            elapsed_ += away.count();
            clock_.skip_to(clock_.now() + away);
            return start_process(End::orderly);
        }
        case Kind::clock:
        case Kind::drift: {
            const Instant to =
                std::clamp(clock_.now() + Seconds{op.number}, Instant{Seconds{946'684'800}}, Instant{Seconds{2'524'608'000}});
            return let([&] { clock_.set_to(to); });
        }
        case Kind::zone:
            zone_name_ = some_zones[number % std::size(some_zones)];
            return let([&] {
                if (plan_) checker_.uses(plan_, plan_zone(), clock_.now());
                clock_.change_zone();
            });
        case Kind::crash:
            power_cut_.reset();
            return fuse_.light(op.number);
        case Kind::power_cut:
            power_cut_ = mixed(script_.seed, static_cast<std::uint64_t>(op.at));
            return fuse_.light(op.number);
        default:
            return clock_.be_synchronised(op.kind == Kind::trusted);
    }
}

void World::presence(const Op& op) {
    presence_ = {.do_not_disturb = op.kind == Kind::undisturbed, .away = op.kind == Kind::locked};
    checker_.sees(presence_);
    let([&] { process_->runtime.take_presence(presence_); });
}

void World::plan_file(const Op& op) {
    const auto number = static_cast<std::uint64_t>(op.number);
    const std::uint64_t edit = number + 1;
    if (op.kind == Kind::plan)
        folder_.save(plan_text(script_.seed, edit, script_.items, script_.edition), number);
    else if (op.kind == Kind::torn_plan)
        folder_.save(torn_plan_text(script_.seed, edit, script_.items, script_.edition), number);
    else if (op.kind == Kind::no_plan)
        folder_.remove();
    else if (number % 4 == 0)
        folder_.spoil(number / 4);
    else
        folder_.save(bad_plan_text(script_.seed, edit, script_.items, script_.edition), number);
    take_plan();
}

void World::disk(const Op& op) {
    // The last good plan is kept beside the journal.
    if (op.kind == Kind::disk_full) kept_.writable = false;
    if (op.kind == Kind::disk_gone) kept_.readable = false;
    if (op.kind == Kind::disk_well) kept_.writable = kept_.readable = true;
    store_->happens(op);
}

void World::servers(const Op& op) {
    SimDesktop& desktop = process_->desktop;
    const auto number = static_cast<std::uint64_t>(op.number);
    switch (op.kind) {
        case Kind::server_gone:
            server_.go();
            return desktop.server_left();
        case Kind::server_back:
            if (server_.present()) return;
            server_.come();
            return let([&] { desktop.server_came(); });
        case Kind::server_hung:
            return server_.hang();
        case Kind::server_on:
            server_.go_on();
            return let([&] { desktop.server_went_on(); });
        case Kind::server_dies:
            return server_.die_at(op.number);
        case Kind::words_late:
            return desktop.words_late(true);
        case Kind::words_on:
            return let([&] { desktop.words_late(false); });
        case Kind::word_twice:
            return let([&] { desktop.once_more(); });
        case Kind::expire:
            if (server_.entries().empty()) return;
            return let([&] { desktop.left(server_.entries()[number % server_.entries().size()].id, core::Fate::expired); });
        case Kind::forge:
            return forge(number);
        default:
            return click_again();
    }
}

void World::forge(std::uint64_t number) {
    const auto button = static_cast<core::Button>(number % 7);
    // A button that a notice does not offer may do what it says, or nothing: the person is there, and the notice is.
    if (number % 2 == 0 && !server_.entries().empty()) {
        const core::NoticeId notice = server_.entries()[number / 2 % server_.entries().size()].notice.id;
        return let([&] { process_->desktop.forge(notice, button); });
    }
    const std::size_t before = checker_.actions();
    let([&] { process_->desktop.forge(nobodys_notice + number, button); });
    if (checker_.actions() != before) throw Violation{"I4", "a click on a notice that never was is taken for an action"};
}

void World::click_again() {
    if (last_clicked_ == 0) return;
    const bool on_screen = engine() != nullptr && engine()->shown(last_clicked_).has_value();
    const std::size_t before = checker_.actions();
    let([&] { process_->desktop.forge(last_clicked_, last_button_); });
    if (!on_screen && checker_.actions() != before)
        throw Violation{"I4", "a click on notice " + std::to_string(last_clicked_) + ", which is gone, is taken for an action"};
}

// --- The calm ----------------------------------------------------------------------------------------------------------------------------

void World::calm_down() {
    say("> from here on nothing goes wrong any more");
    fuse_.put_out();
    power_cut_.reset();
    store_->be_well();
    kept_.writable = kept_.readable = true;
    clock_.be_synchronised(true);
    if (!server_.present()) {
        server_.come();
        let([&] { process_->desktop.server_came(); });
    }
    server_.go_on();
    server_.die_at(0);
    let([&] {
        process_->desktop.words_late(false);
        process_->desktop.server_went_on();
    });
    presence({.at = 0, .kind = Kind::at_hand, .number = 0});
    checker_.calm();
    if (!folder_.plan()) plan_file({.at = 0, .kind = Kind::plan, .number = 0});
}

void World::at_the_end() {
    store_->verify();
    const Instant calm = clock_.now() - Seconds{script_.length - script_.calm_after};
    // A script that was cut short says nothing of the calm.
    if (clock_.now() - calm < healed_after) return;
    if (!process_->runtime.journal_trouble().empty())
        throw Violation{"I5", "the journal has not healed: " + process_->runtime.journal_trouble()};
    if (calm + settled_after < clock_.now()) checker_.all_settled(*engine(), calm + settled_after, clock_.now());
    if (server_.hung()) return;
    // A process that dies before it hears which id its notice got can't tell the next one (M2: it may be shown again).
    std::vector<app::ShownAs> known = store_->shown().value_or(std::vector<app::ShownAs>{});
    const auto is_known = [&](const Server::Entry& entry) {
        return std::any_of(known.begin(), known.end(),
                           [&](const app::ShownAs& one) { return one.notice == entry.notice.id && one.id == entry.id; });
    };
    for (const Server::Entry& entry : server_.entries()) {
        if (Checker::is_trial(entry.notice)) continue;
        if (entry.process != processes_ && !is_known(entry)) continue;
        if (entry.process != processes_)
            throw Violation{"I4", "notice " + std::to_string(entry.notice.id) + " (" + entry.notice.summary +
                                      ") of an earlier process is still on the screen"};
        Checker::on_screen(entry.notice, *engine());
    }
}

}   // namespace kith::simulation
