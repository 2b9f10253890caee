#include "tests/simulation/world.hpp"

#include <algorithm>

#include "daemon/core/unroll.hpp"
#include "tests/simulation/model_store.hpp"
#include "tests/simulation/plan_text.hpp"
#include "tests/simulation/sqlite_store.hpp"

namespace kith::simulation {
namespace {

using core::Instant;
using core::Seconds;

constexpr std::int64_t day_seconds = 86'400;
constexpr int storm = 50;

}   // namespace

World::World(const Script& script, Disk disk, std::function<void(const std::string&)> say)
    : script_{script}, say_{std::move(say)}, zone_name_{script.zone}, clock_{Instant{Seconds{script.start}}} {
    if (disk == Disk::sqlite)
        store_ = std::make_unique<SqliteStore>(fuse_);
    else
        store_ = std::make_unique<ModelStore>(fuse_);
    store_->landed = [this](const std::vector<core::Record>& records, bool surely) { landed(records, surely); };
    store_->lost = [this](core::Sequence next) { lost(next); };
    server_.cap = script.cap;
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
    checker_.landed(records, surely && fresh && process_ && process_->runtime.unsaved() == 0, !blind_);
    blind_ = false;
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
    folder_.save(plan_text(script_.seed, 0, script_.items, script_.edition), script_.seed);
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

World::Process::Process(World& world, std::filesystem::path plan_file)
    : desktop{world.server_, world.fuse_, ++world.processes_},
      runtime{world.clock_, desktop, world.store_->journal(), [&world](const std::string& name) { return world.zone(name); },
              [](app::LogLevel, const std::string& text) {
                  if (text.find('\n') != std::string::npos) throw Violation{"I12", "a line of the log holds another: " + text};
              }},
      plan{std::move(plan_file), world.kept_, [&world](const std::vector<PlanText>& texts) { return world.folder_.read(texts); }},
      commands{runtime, plan.state(), "simulated"} {
    // Now and then somebody watches: what they are told must be sound.
    if (world.processes_ % 8 == 3) commands.on_notice(judge_notice);
}

void World::process_dies() {
    say(power_cut_ ? "the power is cut" : "the process dies");
    start_process(power_cut_ ? End::power_cut : End::killed);
}

void World::start_process(End end) {
    for (;;) {
        process_.reset();
        compared_.reset();
        blind_ = false;
        store_->process_ended(end, power_cut_.value_or(0));
        if (end == End::power_cut) {
            power_cut_.reset();
            if (server_.present()) {
                server_.go();
                server_.come();
            }
        }
        if (script_.server_drops) server_.drop_shown_by(processes_);
        try {
            store_->process_starts();
            if (auto saved = store_->load()) checker_.restarted(*saved);
            if (end == End::power_cut) store_->verify();
            process_ = std::make_unique<Process>(*this, folder_.path());
            process_->desktop.on_show = [this](const app::Notice& notice) {
                const app::Runtime& runtime = process_->runtime;
                checker_.shown(notice, runtime.engine(), clock_.now(), runtime.journal_trouble().empty() && runtime.unsaved() == 0);
            };
            // I6: a broken plan removes nothing, not over a restart either; no plan at all is none.
            plan_ = nullptr;
            knows_last_good_ = false;
            find_plan();
            if (plan_) checker_.uses(plan_, plan_zone(), clock_.now());
            process_->runtime.take_presence(presence_);
            read_plan_file();
            if (server_.present()) process_->desktop.server_came();
            process_->desktop.drain();
            blind_ = !process_->runtime.journal_trouble().empty();
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
        while (process_->desktop.drain()) {
        }
    } catch (const Died&) {
        return process_dies();
    }
    check();
}

void World::read_plan_file() {
    kept_.being_kept = folder_.plan();
    if (std::shared_ptr<const Plan> good = process_->plan.read()) process_->runtime.take_plan(std::move(good));
    process_->runtime.take_news({core::event::News::Subject::plan, process_->plan.trouble()});
}

// I6: the good one that is there; or, where a process meets a broken one before any good one, the last good one, looked for once.
void World::find_plan() {
    const auto& found = folder_.plan();
    if (found && !(plan_ && *plan_ == *found)) plan_ = found;
    if (!plan_ && !folder_.empty() && !knows_last_good_ && kept_.readable) plan_ = kept_.plan;
    if (!folder_.empty()) knows_last_good_ = true;
}

void World::take_plan() {
    find_plan();
    let([this] {
        if (plan_) checker_.uses(plan_, plan_zone(), clock_.now());
        read_plan_file();
    });
}

void World::check() {
    const core::Engine* const engine = this->engine();
    if ((engine != nullptr) != (plan_ != nullptr))
        throw Violation{"I6", engine != nullptr ? "a process that has no plan plans" : "a process that must have a plan has none"};
    if (engine != nullptr && engine->written_plan() != compared_) {
        compared_ = engine->written_plan();
        if (!(*compared_ == core::unrolled(*plan_))) throw Violation{"I6", "the plan in use is not the last good one"};
    }
    const app::Runtime& runtime = process_->runtime;
    const auto armed = clock_.next_alarm();
    if (const auto wanted = runtime.next_wakeup(); wanted && (!armed || *armed > std::max(*wanted, clock_.now())))
        throw Violation{"T6", "the timer is armed later than the engine wants"};
    if (engine == nullptr) return;
    checker_.nothing_waits(*engine, clock_.now());
    if (!runtime.journal_trouble().empty() || ++checks_ % 64 != 0) return;
    if (runtime.unsaved() != 0) throw Violation{"I3", "the journal is well and something is not written"};
    if (auto saved = store_->load()) Checker::same(*saved, engine->ledger().save());
}

}   // namespace kith::simulation
