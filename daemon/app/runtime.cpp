#include "daemon/app/runtime.hpp"

#include <utility>

#include "daemon/app/follow_up_text.hpp"
#include "daemon/core/unroll.hpp"

namespace kith::app {
namespace {

using core::Seconds;

/// T8: without a synchronised clock, this much monotonic time is taken for an answer.
constexpr Seconds trust_after{600};
/// M3: how soon a journal that can't be written is tried again: at first, and once that has failed so often. An action of the person's tries at once.
constexpr Seconds retry_soon{30}, retry_later{600};
constexpr int soon_tries = 20;
/// Readings are whole seconds, taken one after the other: less than this is no jump.
constexpr Seconds jump_at_least{2};

/// Without an engine nobody numbers notices; no engine counts that far.
constexpr core::NoticeId early_notice = UINT64_MAX;

/// Without the journal nobody knows which notice numbers were used; these lie beyond any that ever were.
core::NoticeId first_notice_without_journal(core::Instant now) {
    return static_cast<core::NoticeId>(now.time_since_epoch().count()) << 16U;
}

}   // namespace

Runtime::Runtime(Clock& clock, Desktop& desktop, Journal& journal, std::function<core::Zone(const std::string&)> zone, Log log)
    : clock_{clock},
      desktop_{desktop},
      journal_{journal},
      zone_{std::move(zone)},
      log_{std::move(log)},
      started_{clock.read().now},
      last_reading_{clock.read()} {
    listen();
}

void Runtime::listen() {
    clock_.listen({.due = [this] { clock_due(); },
                   .moved = [this] { clock_due(); },
                   .monotonic =
                       [this] {
                           trust_alarm_ = false;
                           if (engine_ && !engine_->clock_trusted()) take(core::event::ClockTrusted{});
                       },
                   .zone_changed =
                       [this] {
                           if (!engine_ || engine_->plan().timezone != "system") return;
                           core::Zone zone = zone_("system");
                           log_(LogLevel::info, "The machine's zone is now " + zone.name() + ".");
                           take(core::event::ZoneChanged{std::move(zone)});
                       }});
    if (auto shown = journal_.shown()) {
        for (const ShownAs& one : *shown) adopted_.push_back(one.notice);
        desktop_.adopt(std::move(*shown));
    }
    desktop_.listen({.clicked = [this](core::NoticeId notice, core::Button button) { clicked(notice, button); },
                     .left =
                         [this](core::NoticeId notice, core::Fate fate) {
                             if (engine_) take(core::event::Left{notice, fate});
                         },
                     .ready =
                         [this] {
                             desktop_ready_ = true;
                             if (engine_) take(core::event::DesktopReady{});
                             show_early_news();
                         },
                     // A convenience for the next process, never worth an error of its own.
                     .shown = [this](const ShownAs& shown) { (void)journal_.remember_shown(shown); },
                     .state_changed = [this] { tell({.status = true}); }});
}

// --- Plan ----------------------------------------------------------------------------------------------------------------------------

void Runtime::take_plan(std::shared_ptr<const Plan> plan) {
    plan = std::make_shared<const Plan>(core::unrolled(*plan));
    core::Zone zone = zone_(plan->timezone);
    if (!engine_) {
        start_engine(std::move(plan), std::move(zone));
    } else {
        // One step, so that no moment is judged by the one's times in the other's zone.
        const bool other = zone.name() != engine_->zone().name();
        take(core::event::PlanChanged{std::move(plan), other ? std::optional{std::move(zone)} : std::nullopt});
    }
    tell({.agenda = true, .history = false, .plan = true, .status = true});
}

void Runtime::start_engine(std::shared_ptr<const Plan> plan, core::Zone zone) {
    core::Saved saved;
    if (auto loaded = journal_.load()) {
        saved = std::move(*loaded);
        loaded_ = true;
        written_up_to_ = saved.general.next_sequence;
    } else {
        trouble(loaded.error());
        saved.general.next_notice = first_notice_without_journal(now());
    }
    engine_ = std::make_unique<core::Engine>(std::move(plan), std::move(zone), std::move(saved));
    engine_->begin_with(presence_, now());
    take(core::event::Back{});
    if (desktop_ready_) take(core::event::DesktopReady{});
    // What it told of was answered, or it only asked how it felt: its buttons have been dead since.
    if (loaded_)
        for (core::NoticeId notice : std::exchange(adopted_, {}))
            if (!engine_->shown(notice)) desktop_.withdraw(notice);
    desktop_.withdraw(early_notice);
    for (const core::event::News& news : std::exchange(early_news_, {})) take(news);
}

void Runtime::take_presence(const core::event::Presence& presence) {
    presence_ = presence;
    if (engine_) take(presence);
}

// --- News ----------------------------------------------------------------------------------------------------------------------------

void Runtime::take_news(const core::event::News& news) {
    if (engine_) return take(news);
    const bool was_told = !early_news_.empty();
    std::erase_if(early_news_, [&](const core::event::News& one) { return one.subject == news.subject; });
    if (!news.text.empty()) early_news_.push_back(news);
    if (early_news_.empty()) desktop_.withdraw(early_notice);
    if (!was_told) show_early_news();
}

// Before there is a plan nobody knows what is quiet, or private.
void Runtime::show_early_news() {
    if (engine_ || early_news_.empty()) return;
    Notice notice = core::news_words(early_news_.front(), Privacy::hidden);
    notice.id = early_notice;
    desktop_.show(std::move(notice));
}

// --- Events --------------------------------------------------------------------------------------------------------------------------

// After a sleep a click or a request may be handled before the timer: whatever comes first finds out that time has passed.
void Runtime::catch_up() {
    if (const std::optional<core::event::Back> back = what_happened_to_the_clock()) {
        trust_alarm_ = false;
        if (retry_at_) retry_at_ = now();
        step_and_keep(*back);
    }
}

void Runtime::take(const core::Event& event) {
    catch_up();
    step_and_keep(event);
}

void Runtime::step_and_keep(const core::Event& event) {
    const core::Step step = engine_->step(event, now());
    keep(step);
    perform(step);
    settle_trust();
    arm();
}

tl::expected<core::Step, ActionError> Runtime::act(const core::Event& event) {
    catch_up();
    if (!trouble_.empty() && !heal()) return not_kept();
    core::Step step = engine_->step(event, now());
    if (step.refusal) {
        ActionError error{.refusal = std::move(step.refusal), .journal = {}};
        return tl::unexpected{std::move(error)};
    }
    if (!step.changes_nothing()) {
        if (!written(journal_.append(step.records, step.changed))) {
            engine_->roll_back();
            landed_are_ours_ = false;
            // What came due in the same step is not the person's doing, and is shown all the same.
            take(core::event::Tick{});
            return not_kept();
        }
    }
    perform(step);
    settle_trust();
    arm();
    return step;
}

tl::unexpected<ActionError> Runtime::not_kept() {
    arm();
    return tl::unexpected<ActionError>{ActionError{.refusal = {}, .journal = trouble_}};
}

tl::expected<core::Step, ActionError> Runtime::undo() {
    if (!trouble_.empty() && !heal()) return not_kept();
    auto action = journal_.latest_action();
    if (!action) {
        trouble(action.error());
        return not_kept();
    }
    core::ActionRecords latest = std::move(*action).value_or(core::ActionRecords{});
    count_former_names(latest);
    return act(core::event::Undo{std::move(latest)});
}

void Runtime::clicked(core::NoticeId notice, core::Button button) {
    if (!engine_) return;
    if (act(core::event::Clicked{notice, button})) return;
    // The button closed it on the screen, and yet nothing was kept: it comes back and says so.
    const std::optional<core::Show> show = engine_->shown(notice);
    if (!show) return;
    // In a silent hour it waits for its end, like whatever a server has lost (G2).
    if (engine_->silent(now())) return take(core::event::DesktopReady{});
    Notice again = in_words(*show);
    again.body = "Your answer could not be kept: " + trouble_ + "\n" + again.body;
    desktop_.show(std::move(again));
}

// --- The journal ---------------------------------------------------------------------------------------------------------------------

void Runtime::keep(const core::Step& step) {
    if (step.changes_nothing()) return;
    if (trouble_.empty()) {
        if (written(journal_.append(step.records, step.changed))) return;
        landed_are_ours_ = true;
    }
    unsaved_.insert(unsaved_.end(), step.records.begin(), step.records.end());
    if (retry_at_ && *retry_at_ <= now()) (void)heal();
}

bool Runtime::written(const tl::expected<void, StoreError>& result) {
    if (!result) {
        trouble(result.error());
        return false;
    }
    written_up_to_ = engine_->ledger().general().next_sequence;
    return true;
}

void Runtime::trouble(const StoreError& error) {
    if (trouble_ != error.what) log_(LogLevel::error, "The journal can't be used: " + error.what);
    trouble_ = error.what;
    retry_at_ = now() + (++failures_ < soon_tries ? retry_soon : retry_later);
    tell({.status = true});
}

bool Runtime::heal() {
    if (auto opened = journal_.reopen(); !opened) {
        trouble(opened.error());
        return false;
    }
    if (engine_) {
        auto saved = journal_.load();
        if (!saved) {
            trouble(saved.error());
            return false;
        }
        if (loaded_ && saved->general.next_sequence < written_up_to_)
            engine_->go_on_from(saved->general.next_sequence, unsaved_);   // a backup, or a new one: the memory knows more
        else if (!loaded_ || saved->general.next_sequence != written_up_to_)
            stand_on(std::move(*saved));
        core::Saved all = engine_->ledger().save();
        // What was shown is written first.
        landed_are_ours_ = true;
        if (!written(journal_.append(unsaved_, {.general = all.general,
                                                .items = std::move(all.items),
                                                .people = std::move(all.people),
                                                .follow_ups = std::move(all.follow_ups)})))
            return false;
    }
    unsaved_.clear();
    trouble_.clear();
    retry_at_.reset();
    failures_ = 0;
    log_(LogLevel::info, "The journal is well again.");
    tell({.agenda = true, .history = true, .plan = false, .status = true});
    return true;
}

// The journal knows better than the memory: it was not readable at the start, or a commit that seemed to fail reached the disk after all.
void Runtime::stand_on(core::Saved saved) {
    const core::Sequence on_disk = saved.general.next_sequence;
    if (loaded_ && landed_are_ours_) std::erase_if(unsaved_, [&](const core::Record& record) { return record.seq < on_disk; });
    saved.general.next_notice = std::max(saved.general.next_notice, engine_->ledger().general().next_notice);
    auto engine = std::make_unique<core::Engine>(engine_->written_plan(), engine_->zone(), std::move(saved));
    engine->begin_with(presence_, now());
    engine->reapply(unsaved_);
    // An action that was refused and yet landed has closed what is still on the screen.
    const core::Ledger& before = engine_->ledger();
    for (std::size_t item = 0; item < before.items(); ++item)
        for (const core::Occurrence& open : before.item(item).open)
            if (open.visible && !engine->shown(open.notice)) desktop_.withdraw(open.notice);
    for (const core::FollowUp& one : before.follow_ups())
        if (one.visible && !engine->shown(one.notice)) desktop_.withdraw(one.notice);
    engine_ = std::move(engine);
    loaded_ = true;
    written_up_to_ = on_disk;
    auto go_on = [this](const core::Event& event) {
        const core::Step step = engine_->step(event, now());
        unsaved_.insert(unsaved_.end(), step.records.begin(), step.records.end());
        perform(step);
    };
    go_on(core::event::Back{});
    if (desktop_ready_) go_on(core::event::DesktopReady{});
}

// --- Effects -------------------------------------------------------------------------------------------------------------------------

void Runtime::perform(const core::Step& step) {
    for (core::NoticeId notice : step.withdrawn) desktop_.withdraw(notice);
    for (const core::Show& show : step.shows) desktop_.show(in_words(show));
    if (!step.records.empty()) tell({.agenda = true, .history = true, .plan = false, .status = false});
}

void Runtime::tell(const Changes& changes) {
    if (tell_) tell_(changes);
}

// --- The clock -----------------------------------------------------------------------------------------------------------------------

std::optional<core::event::Back> Runtime::what_happened_to_the_clock() {
    const Clock::Reading reading = clock_.read();
    const Clock::Reading before = std::exchange(last_reading_, reading);
    const Seconds set_by = (reading.now.time_since_epoch() - reading.since_boot) - (before.now.time_since_epoch() - before.since_boot);
    const Seconds asleep = (reading.since_boot - reading.awake) - (before.since_boot - before.awake);
    const bool was_set = std::chrono::abs(set_by) >= jump_at_least;
    const bool slept = asleep >= jump_at_least;
    if (!was_set && !slept) return std::nullopt;
    using Cause = core::event::Back::Cause;
    return core::event::Back{.cause = was_set ? Cause::clock_set : Cause::resumed,
                             .clock_set_by = was_set ? set_by : Seconds{0},
                             .asleep = slept ? asleep : Seconds{0}};
}

void Runtime::clock_due() {
    if (!engine_) return;
    if (!trouble_.empty() && retry_at_ && *retry_at_ <= now()) (void)heal();
    take(core::event::Tick{});
}

void Runtime::leave() {
    if (!engine_ || !trouble_.empty()) return;
    // The next start then knows since when nobody was there (M1).
    core::GeneralState general = engine_->ledger().general();
    general.last_seen = now();
    (void)journal_.append({}, {.general = general, .items = {}, .people = {}});
}

void Runtime::settle_trust() {
    if (engine_->clock_trusted()) return;
    if (clock_.synchronised()) return take(core::event::ClockTrusted{});
    if (trust_alarm_) return;
    clock_.arm_monotonic(trust_after);
    trust_alarm_ = true;
}

std::optional<core::Instant> Runtime::next_wakeup() const {
    std::optional<core::Instant> next = engine_ ? engine_->next_wakeup() : std::nullopt;
    if (!trouble_.empty() && retry_at_ && (!next || *retry_at_ < *next)) next = retry_at_;
    return next;
}

void Runtime::arm() { clock_.arm(next_wakeup()); }

}   // namespace kith::app
