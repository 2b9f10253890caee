// The table of gates.hpp as it is lived (G6): each kind of notice is brought about for noon while each gate holds, and comes then or does not,
// as its cell says.

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "config/plan_reader.hpp"
#include "daemon/core/engine.hpp"
#include "daemon/core/gates.hpp"
#include "daemon/core/unroll.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::core;

namespace {

using enum NoticeKind;

/// Of Sunday 2026-03-01; `day` -1: the Saturday before.
Instant at(int hour, int minute = 0, int day = 0) {
    return Zone{}.at(Date{2026, 3, 1} + day, TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)});
}

bool prepared_in_the_morning(NoticeKind kind) { return kind == snoozed || kind == repeated || kind == one_by_one; }

std::string item_of(NoticeKind kind, Gate gate) {
    constexpr const char* morning = "{with: sam, every: day, from: 2026-03-01, between: \"09:00-09:01\"}";
    switch (kind) {
        case planned:
            return "  item: {with: sam, every: day, from: 2026-03-01, between: \"12:00-12:30\"}\n";
        case exact:
            return "  item: {with: sam, every: day at 12:00, from: 2026-03-01}\n";
        case heads_up:
            // Kept by a season: of what rests nothing is announced.
            return "  item: {with: sam, every: day at 14:00, from: 2026-03-01, heads_up: 2h, minimum: true}\n";
        case repeated: {
            // Ends with which the minute that is drawn lies in the morning.
            const bool silent = gate == Gate::quiet || gate == Gate::solitude;
            const std::string end = gate == Gate::window ? "11:30" : silent ? "12:55" : "12:33";
            return "  item: {with: sam, every: day, from: 2026-03-01, between: \"09:00-" + end + "\"}\n";
        }
        case gathered:
        case snoozed:
            return std::string{"  item: "} + morning + '\n';
        case one_by_one:
            return std::string{"  item: "} + morning + "\n  second: " + morning + '\n';
        default:
            return {};
    }
}

/// What holds by the plan stands in it from the beginning; `other` is about somebody else, comes at 08:00 and brings about limit and gap.
std::string plan_text(NoticeKind kind, Gate gate, bool distant = false) {
    // Unfolded and put off in the morning already, or with a window of its own: only those without one go by `waking`.
    const bool by_waking = kind == birthday || kind == ask || kind == repair;
    std::string text = "reflect: ";
    text += kind == feeling ? "true\n" : "false\n";
    if (by_waking) text += gate == Gate::window ? "waking: 13:00-13:30\n" : "waking: 12:00-12:30\n";
    if (kind == gathered && gate == Gate::window) text += "waking: 12:40-21:00\n";
    text += gate == Gate::gap ? "gap: 1h\n" : "gap: 1m\n";
    const int places = 1 + (prepared_in_the_morning(kind) ? 1 : 0);
    text += "daily_limit: " + std::to_string(gate == Gate::daily_limit ? places : 20) + '\n';
    if (gate == Gate::quiet) text += "quiet: [11:55-12:45]\n";
    if (gate == Gate::solitude) text += "solitude: {walk: {every: day, between: \"11:55-12:45\"}}\n";
    text += "people:\n  mum: {name: Mum}\n  sam: {name: Sam";
    if (kind == birthday) text += ", born: 03-01";
    if (gate == Gate::space) text += ", space: 3d";
    if (gate == Gate::they_sleep) text += ", awake: \"08:30-09:30\"";
    if (distant) text += ", distance: true";
    text += "}\ntouchpoints:\n  a-other: {with: mum, every: day at 08:00, from: 2026-03-01}\n" + item_of(kind, gate);
    return text + "seasons: {grief: {keep: minimum}}\n";
}

std::shared_ptr<const Plan> plan_of(const std::string& text) {
    PlanReading reading = read_plan({{"plan.yaml", text}});
    INFO(text);
    REQUIRE(reading.plan);
    return std::make_shared<const Plan>(unrolled(*reading.plan));
}

class Noon {
  public:
    Noon(NoticeKind kind, Gate gate) : kind_{kind}, gate_{gate}, engine_{plan_of(plan_text(kind, gate)), Zone{}, Saved{}} {
        step(event::Back{}, at(9, 0, -1));
        step(event::ClockTrusted{}, at(9, 0, -1));
    }

    /// Whether a notice of the kind comes between 12:00 and 12:31.
    bool comes() {
        prepare();
        wait_until(at(11, 59));
        impose();
        wait_until(at(12));
        happens();
        wait_until(at(12, 31));
        return came_;
    }

  private:
    void prepare() {
        if (kind_ == repair) {
            wait_until(at(9, 30, -1));
            follow_up(FollowUpKind::promise, {.day = {}, .at = at(10, 0, -1)});
        }
        wait_until(at(8, 30));
        if (gate_ == Gate::gap) step(event::Snooze{"a-other", Duration{.seconds = (3 * 60 + 20) * 60}}, at(8, 30));   // until 11:50
        if (kind_ == promise) follow_up(FollowUpKind::promise, {.day = {}, .at = at(12)});
        if (kind_ == come_back) follow_up(FollowUpKind::come_back, {.day = {}, .at = at(12)});
        if (kind_ == ask) follow_up(FollowUpKind::ask, {.day = Date{2026, 3, 1}, .at = {}});
        if (kind_ == gathered) asleep_until(at(12));
        if (kind_ == snoozed) {
            wait_until(at(9));
            step(event::Snooze{"item", Duration{.seconds = 3 * 3600}}, at(9));
        }
        if (kind_ == repeated) {
            wait_until(at(11, 40));
            step(event::Left{notice_of("item"), Fate::expired}, at(11, 41));
            asleep_until(at(12));
        }
        if (kind_ == one_by_one) {
            asleep_until(at(9, 10));
            step(event::Back{.cause = event::Back::Cause::resumed, .clock_set_by = Seconds{0}, .asleep = Seconds{2400}}, at(9, 10));
            step(event::Clicked{notice_of("item"), Button::one_by_one}, at(9, 15));
            asleep_ = {};
        }
        // Held until noon, when its window is over.
        if (kind_ == planned && gate_ == Gate::window) step(event::Presence{.do_not_disturb = true, .away = false}, at(8, 31));
    }

    void impose() {
        const Instant now = at(11, 59);
        switch (gate_) {
            case Gate::distance:
                return step(event::PlanChanged{plan_of(plan_text(kind_, gate_, true)), {}}, now);
            case Gate::paused:
                return step(event::Pause{"sam", {}}, now);
            case Gate::hushed:
                return step(event::Hush{at(12, 45)}, now);
            case Gate::season:
                return step(event::Season{"grief", {}}, now);
            case Gate::energy:
                return step(event::Energy{core::Energy::low}, now);
            case Gate::space:
                return step(event::Log{.people = {"sam"}, .kind = "message", .minutes = {}, .felt = {}, .when = at(20, 0, -1), .note = {}},
                            now);
            case Gate::do_not_disturb:
                return step(event::Presence{.do_not_disturb = true, .away = false}, now);
            case Gate::away:
                return step(event::Presence{.do_not_disturb = false, .away = true}, now);
            default:
                return;
        }
    }

    void happens() {
        if (kind_ == gathered || kind_ == repeated) {
            asleep_ = {};
            const Instant since = kind_ == gathered ? at(8, 31) : at(11, 42);
            step(event::Back{.cause = event::Back::Cause::resumed, .clock_set_by = Seconds{0}, .asleep = at(12) - since}, at(12));
        }
        if (kind_ == one_by_one) {
            const bool first = engine_.ledger().item(*engine_.find_item("item")).open.empty() ||
                               !engine_.ledger().item(*engine_.find_item("item")).open.front().visible;
            step(event::Skip{first ? "second" : "item"}, at(12));
        }
        if (kind_ == news) step(event::News{event::News::Subject::journal, "It was mended."}, at(12));
        if (kind_ == feeling)
            step(event::Log{.people = {"sam"}, .kind = "call", .minutes = {}, .felt = {}, .when = {}, .note = {}}, at(12));
        if (kind_ == planned && gate_ == Gate::window) {
            wait_until(at(12, 30));
            step(event::Presence{}, at(12, 30));
        }
    }

    void follow_up(FollowUpKind kind, FollowUpTime time) {
        step(event::FollowUp{.kind = kind, .person = "sam", .time = time, .text = "the trip"}, last_);
    }

    /// No alarm rings until then.
    void asleep_until(Instant until) { asleep_ = until; }

    void wait_until(Instant until) {
        for (std::optional<Instant> wake = engine_.next_wakeup(); wake && *wake <= until && !(asleep_ && *wake < *asleep_);
             wake = engine_.next_wakeup())
            step(event::Tick{}, std::max(*wake, last_));
        last_ = until;
    }

    void step(const Event& event, Instant now) {
        last_ = now;
        const Step step = engine_.step(event, now);
        for (const Show& show : step.shows)
            if (show.first_time && at(12) <= now && now < at(12, 31) && is_of_the_kind(show)) came_ = true;
    }

    [[nodiscard]] bool is_of_the_kind(const Show& show) const {
        const auto nudges = [&](Occasion occasion) {
            const bool nudge = show.kind == Show::Kind::nudge || show.kind == Show::Kind::gathered;
            return nudge && show.occasion == occasion && show.lines.front().people == std::vector<std::string>{"sam"};
        };
        switch (kind_) {
            case planned:
            case exact:
            case birthday:
                return nudges(Occasion::planned);
            case gathered:
                return nudges(Occasion::gathered);
            case snoozed:
                return nudges(Occasion::snoozed);
            case repeated:
                return nudges(Occasion::again);
            case one_by_one:
                return nudges(Occasion::one_by_one);
            case heads_up:
                return nudges(Occasion::heads_up);
            case ask:
            case promise:
            case come_back:
                return show.kind == Show::Kind::follow_up && !show.follow_up.repairs;
            case repair:
                return show.kind == Show::Kind::follow_up && show.follow_up.repairs;
            case news:
                return show.kind == Show::Kind::news;
            case feeling:
                return show.kind == Show::Kind::reflect;
            default:
                return false;
        }
    }

    [[nodiscard]] NoticeId notice_of(const std::string& item) const {
        const std::vector<Occurrence>& open = engine_.ledger().item(*engine_.find_item(item)).open;
        REQUIRE_FALSE(open.empty());
        return open.front().notice;
    }

    NoticeKind kind_;
    Gate gate_;
    Engine engine_;
    Instant last_ = at(9, 0, -1);
    std::optional<Instant> asleep_;
    bool came_ = false;
};

}   // namespace

TEST_CASE("G6: each kind of notice minds each gate as its cell says, and comes where nothing holds it") {
    for (std::size_t kind = 0; kind < notice_kinds; ++kind) {
        const auto of = static_cast<NoticeKind>(kind);
        if (of == checkin || of == session) continue;   // not run yet
        for (std::size_t number = 0; number < gates; ++number) {
            const auto gate = static_cast<Gate>(number);
            // An exact time's own minute is its window: scenario late_exact has the later days. No session runs yet.
            if (gate == Gate::session || (of == exact && gate == Gate::window)) continue;
            DYNAMIC_SECTION("kind " << kind << ", gate " << number) { CHECK(Noon(of, gate).comes() == !minds(of, gate)); }
        }
    }
}
