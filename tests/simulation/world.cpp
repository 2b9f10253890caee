#include "tests/simulation/world.hpp"

#include <algorithm>

#include "tests/simulation/model_store.hpp"
#include "tests/simulation/plan_text.hpp"
#include "tests/simulation/random.hpp"
#include "tests/simulation/sqlite_store.hpp"

namespace kith::simulation {
namespace {

using Kind = Op::Kind;
using core::Instant;
using core::Seconds;

constexpr std::int64_t day_seconds = 86'400;
/// In the calm, so long after it began everything that was upset has come right.
constexpr Seconds settled_after{10 * day_seconds};
constexpr int storm = 50;
constexpr core::NoticeId nobodys_notice = 1'000'000'000;

}   // namespace

World::World(const Script& script, Disk disk, std::function<void(const std::string&)> say)
    : script_{script}, say_{std::move(say)}, zone_name_{script.zone}, clock_{Instant{Seconds{script.start}}} {
    if (disk == Disk::sqlite)
        store_ = std::make_unique<SqliteStore>(fuse_);
    else
        store_ = std::make_unique<ModelStore>(fuse_);
    store_->landed = [this](const std::vector<core::Record>& records, bool surely) { landed(records, surely); };
    store_->lost = [this](core::Sequence next) { lost(next); };
    server_.appeared = [this](const Server::Entry& entry) { sees(entry); };
}

World::~World() = default;

void World::landed(const std::vector<core::Record>& records, bool surely) {
    if (say_)
        for (const core::Record& record : records) this->say(record);
    if (surely)
        before_doubt_.clear();
    else
        before_doubt_.push_back(checker_);
    const bool fresh = std::all_of(records.begin(), records.end(), [&](const core::Record& one) { return one.at == clock_.now(); });
    checker_.landed(records, surely && fresh && runtime_ && runtime_->unsaved() == 0);
}

void World::lost(core::Sequence next) {
    say("the disk has lost what came from record " + std::to_string(next) + " on");
    const auto then = std::find_if(before_doubt_.begin(), before_doubt_.end(), [&](const Checker& one) { return one.next() == next; });
    if (then == before_doubt_.end()) throw Violation{"I3", "record " + std::to_string(next) + " was synced and is lost"};
    checker_.goes_back_to(*then);
    before_doubt_.erase(then, before_doubt_.end());
}

core::Zone World::zone(const std::string& name) const {
    const std::string& wanted = name == "system" ? zone_name_ : name;
    absl::TimeZone found;
    if (!absl::LoadTimeZone(wanted, &found)) throw std::runtime_error{"no such zone: " + wanted};
    return core::Zone{found, wanted};
}

// --- Time --------------------------------------------------------------------------------------------------------------------------------

void World::run() {
    server_.come();
    plan_text_ = plan_text(script_.seed, 0, script_.items);
    plan_ = read(plan_text_);
    if (!plan_) throw std::runtime_error{"the simulator wrote a plan that is none:\n" + plan_text_};
    start_process(End::orderly);
    std::size_t next_op = 0;
    bool calm = false;
    std::int64_t day = 0;
    for (;;) {
        std::int64_t next = script_.length;
        if (next_op < script_.ops.size()) next = std::min(next, script_.ops[next_op].at);
        if (!calm) next = std::min(next, script_.calm_after);
        if (!intents_.empty()) next = std::min(next, intents_.top().at);
        next = std::min(next, day * day_seconds);
        if (const auto alarm = clock_.next_alarm()) {
            const std::int64_t rings = elapsed_ + std::max<std::int64_t>(0, (*alarm - clock_.now()).count());
            if (rings <= next && rings < script_.length) {
                pass_to(rings);
                ring();
                continue;
            }
        }
        pass_to(next);
        if (elapsed_ >= script_.length) break;
        if (!calm && elapsed_ >= script_.calm_after) {
            calm = true;
            calm_down();
        } else if (elapsed_ >= day * day_seconds) {
            plan_day_by_hand(day++);
        } else if (!intents_.empty() && intents_.top().at <= elapsed_) {
            const Intent intent = intents_.top();
            intents_.pop();
            does(intent);
        } else if (next_op < script_.ops.size()) {
            const Op& op = script_.ops[next_op++];
            if (!calm) happens(op);
        }
    }
    at_the_end();
}

void World::pass_to(std::int64_t elapsed) {
    if (elapsed <= elapsed_) return;
    clock_.pass_to(clock_.now() + Seconds{elapsed - elapsed_});
    elapsed_ = elapsed;
}

void World::ring() {
    // T6: between two wake-ups nothing happens, so they can't go on and on at one moment.
    alarms_at_once_ = clock_.now() == last_alarm_ ? alarms_at_once_ + 1 : 0;
    last_alarm_ = clock_.now();
    if (alarms_at_once_ > storm)
        throw Violation{"T6", "the engine wants to be woken at " + plan_zone().rfc3339(clock_.now()) + " again and again"};
    let([this] { clock_.ring(); });
}

// --- The process -------------------------------------------------------------------------------------------------------------------------

void World::process_dies() {
    say(power_cut_ ? "the power is cut" : "the process dies");
    start_process(power_cut_ ? End::power_cut : End::killed);
}

void World::start_process(End end) {
    for (;;) {
        runtime_.reset();
        store_->process_ended(end, power_cut_.value_or(0));
        if (end == End::power_cut) {
            power_cut_.reset();
            if (server_.present()) {
                server_.go();
                server_.come();
            }
        }
        if (desktop_ && script_.server_drops) server_.drop_shown_by(process_);
        desktop_ = std::make_unique<SimDesktop>(server_, fuse_, ++process_);
        desktop_->on_show = [this](const app::Notice& notice) {
            checker_.shown(notice, runtime_->engine(), clock_.now(), runtime_->journal_trouble().empty() && runtime_->unsaved() == 0);
        };
        try {
            store_->process_starts();
            if (auto saved = store_->load()) checker_.restarted(*saved);
            if (end == End::power_cut) store_->verify();
            runtime_ = std::make_unique<app::Runtime>(
                clock_, *desktop_, store_->journal(), [this](const std::string& name) { return zone(name); },
                [this](app::LogLevel, const std::string& text) {
                    if (text.find('\n') != std::string::npos) throw Violation{"I12", "a line of the log holds another: " + text};
                });
            checker_.uses(plan_, plan_zone());
            runtime_->take_plan(plan_);
            tell_of_plan();
            if (server_.present()) desktop_->server_came();
            desktop_->drain();
            check();
            return;
        } catch (const Died&) {
            end = power_cut_ ? End::power_cut : End::killed;
            say(power_cut_ ? "the power is cut" : "the process dies");
        }
    }
}

void World::let(const std::function<void()>& work) {
    try {
        work();
        while (desktop_->drain()) {
        }
    } catch (const Died&) {
        return process_dies();
    }
    check();
}

void World::take_plan() {
    std::shared_ptr<const Plan> plan = read(plan_text_);
    plan_is_good_ = plan != nullptr;
    if (plan && !(*plan == *plan_)) {
        plan_ = std::move(plan);
        let([this] {
            checker_.uses(plan_, plan_zone());
            runtime_->take_plan(plan_);
        });
    }
    let([this] { tell_of_plan(); });
}

void World::tell_of_plan() {
    runtime_->take_news({core::event::News::Subject::plan, plan_is_good_ ? "" : "plan.yaml:1:1: <b>a problem</b>"});
}

void World::check() {
    if (!runtime_->engine()) throw Violation{"I6", "a process that had a plan has none"};
    if (runtime_->engine()->plan().touchpoints.size() != checker_.series())
        throw Violation{"I6", "the plan in use is not the last good one"};
    const auto armed = clock_.next_alarm();
    if (const auto wanted = runtime_->next_wakeup(); wanted && (!armed || *armed > std::max(*wanted, clock_.now())))
        throw Violation{"T6", "the timer is armed later than the engine wants"};
    if (!runtime_->journal_trouble().empty() || ++checks_ % 16 != 0) return;
    if (runtime_->unsaved() != 0) throw Violation{"I3", "the journal is well and something is not written"};
    if (auto saved = store_->load()) Checker::same(*saved, runtime_->engine()->ledger().save());
}

// --- What happens from outside -----------------------------------------------------------------------------------------------------------

void World::happens(const Op& op) {
    ++faults_;
    if (say_) say("> " + to_text(op));
    switch (op.kind) {
        case Kind::suspend:
        case Kind::off:
        case Kind::crash:
        case Kind::power_cut:
        case Kind::clock:
        case Kind::doubtful:
        case Kind::trusted:
        case Kind::zone:
            return machine(op);
        case Kind::plan:
        case Kind::bad_plan:
        case Kind::no_plan:
            return plan_file(op);
        case Kind::server_gone:
        case Kind::server_back:
        case Kind::server_hung:
        case Kind::server_on:
        case Kind::expire:
        case Kind::forge:
        case Kind::click_twice:
            return servers(op);
        case Kind::disk_full:
        case Kind::disk_gone:
        case Kind::disk_well:
        case Kind::commit_lost:
        case Kind::commit_landed:
            return store_->happens(op);
    }
}

void World::machine(const Op& op) {
    constexpr const char* zones[] = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"};
    const auto number = static_cast<std::uint64_t>(op.number);
    switch (op.kind) {
        case Kind::suspend: {
            const Seconds asleep{std::min(op.number, script_.calm_after - elapsed_)};
            elapsed_ += asleep.count();
            return let([&] { clock_.sleep_to(clock_.now() + asleep); });
        }
        case Kind::off: {
            try {
                runtime_->leave();
            } catch (const Died&) {
            }
            const Seconds away{std::min(op.number, script_.calm_after - elapsed_)};
            elapsed_ += away.count();
            clock_.skip_to(clock_.now() + away);
            return start_process(End::orderly);
        }
        case Kind::clock: {
            const Instant to =
                std::clamp(clock_.now() + Seconds{op.number}, Instant{Seconds{946'684'800}}, Instant{Seconds{2'524'608'000}});
            return let([&] { clock_.set_to(to); });
        }
        case Kind::zone:
            zone_name_ = zones[number % std::size(zones)];
            return let([&] {
                checker_.uses(plan_, plan_zone());
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

void World::plan_file(const Op& op) {
    const auto edit = static_cast<std::uint64_t>(op.number) + 1;
    plan_text_ = op.kind == Kind::plan       ? plan_text(script_.seed, edit, script_.items)
                 : op.kind == Kind::bad_plan ? bad_plan_text(script_.seed, edit, script_.items)
                                             : std::string{};
    take_plan();
}

void World::servers(const Op& op) {
    const auto number = static_cast<std::uint64_t>(op.number);
    switch (op.kind) {
        case Kind::server_gone:
            server_.go();
            return desktop_->server_left();
        case Kind::server_back:
            if (server_.present()) return;
            server_.come();
            return let([&] { desktop_->server_came(); });
        case Kind::server_hung:
            return server_.hang();
        case Kind::server_on:
            server_.go_on();
            return let([&] { desktop_->server_went_on(); });
        case Kind::expire:
            if (server_.entries().empty()) return;
            return let([&] { desktop_->left(server_.entries()[number % server_.entries().size()].id, core::Fate::expired); });
        case Kind::forge: {
            const std::size_t before = checker_.actions();
            let([&] { desktop_->forge(nobodys_notice + number, static_cast<core::Button>(number % 7)); });
            if (checker_.actions() != before) throw Violation{"I4", "a click on a notice that never was is taken for an action"};
            return;
        }
        default:
            return click_again();
    }
}

void World::click_again() {
    if (last_clicked_ == 0) return;
    const bool on_screen = runtime_->engine()->shown(last_clicked_).has_value();
    const std::size_t before = checker_.actions();
    let([&] { desktop_->forge(last_clicked_, last_button_); });
    if (!on_screen && checker_.actions() != before)
        throw Violation{"I4", "a click on notice " + std::to_string(last_clicked_) + ", which is gone, is taken for an action"};
}

// --- The calm ----------------------------------------------------------------------------------------------------------------------------

void World::calm_down() {
    say("> from here on nothing goes wrong any more");
    fuse_.put_out();
    power_cut_.reset();
    store_->be_well();
    clock_.be_synchronised(true);
    if (!server_.present()) {
        server_.come();
        let([&] { desktop_->server_came(); });
    }
    server_.go_on();
    let([&] { desktop_->server_went_on(); });
    checker_.calm();
    if (!plan_is_good_) plan_file({.at = 0, .kind = Kind::plan, .number = 0});
}

void World::at_the_end() {
    const Instant calm = clock_.now() - Seconds{script_.length - script_.calm_after};
    if (!runtime_->journal_trouble().empty()) throw Violation{"I5", "the journal has not healed: " + runtime_->journal_trouble()};
    store_->verify();
    if (calm + settled_after < clock_.now()) checker_.all_settled(*runtime_->engine(), calm + settled_after, clock_.now());
    if (server_.hung()) return;
    // A process that dies before it hears which id its notice got can't tell the next one (M2: it may be shown again).
    std::vector<app::ShownAs> known = store_->shown().value_or(std::vector<app::ShownAs>{});
    const auto is_known = [&](const Server::Entry& entry) {
        return std::any_of(known.begin(), known.end(),
                           [&](const app::ShownAs& one) { return one.notice == entry.notice.id && one.id == entry.id; });
    };
    for (const Server::Entry& entry : server_.entries()) {
        if (entry.process != process_ && !is_known(entry)) continue;
        if (entry.process != process_)
            throw Violation{"I4", "notice " + std::to_string(entry.notice.id) + " (" + entry.notice.summary +
                                      ") of an earlier process is still on the screen"};
        Checker::on_screen(entry.notice, *runtime_->engine());
    }
}

}   // namespace kith::simulation
