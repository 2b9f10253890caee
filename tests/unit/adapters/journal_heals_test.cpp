// Scenario 16 as the runtime lives it: the journal is found damaged in the middle of a day, and its backup is of the morning.

#include "config/plan_reader.hpp"
#include "daemon/adapters/journal_backup.hpp"
#include "daemon/app/runtime.hpp"
#include "tests/support/model_clock.hpp"
#include "tests/support/model_desktop.hpp"
#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;

namespace {

std::shared_ptr<const Plan> plan() {
    PlanReading reading = read_plan({{"plan.yaml", R"(
reflect: false
people: {a: {name: Ann}, b: {name: Ben}, c: {name: Cleo}, d: {name: Dan}}
touchpoints:
  one: {do: "Call {name}", with: a, every: day at 10:00}
  two: {do: "Call {name}", with: b, every: day at 12:00}
  three: {do: "Call {name}", with: c, every: day at 14:00}
  four: {do: "Call {name}", with: d, every: day at 16:00}
)"}});
    REQUIRE(reading.plan);
    return std::make_shared<const Plan>(std::move(*reading.plan));
}

/// A day of kithd's. A second one on the same folder is its restart.
class Kithd {
  public:
    Kithd(const TemporaryFolder& folder, testing::ModelClock& clock) : clock_{&clock}, journal{opened(folder.kith())} {
        desktop.on_show = [this](const app::Notice& notice) { shown.push_back(notice.summary); };
        runtime.take_plan(plan());
        desktop.come();
    }
    void run_to(int hour, int minute = 0) {
        const core::Instant when = core::Zone{}.at(Date{2026, 3, 2}, TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)});
        while (clock_->next_alarm() && *clock_->next_alarm() <= when) {
            clock_->pass_to(*clock_->next_alarm());
            clock_->ring();
        }
        clock_->pass_to(when);
    }
    [[nodiscard]] std::ptrdiff_t times_shown(const std::string& name) const {
        return std::count_if(shown.begin(), shown.end(), [&](const std::string& each) { return each.find(name) != std::string::npos; });
    }
    [[nodiscard]] std::size_t open(const std::string& item) const {
        const auto index = runtime.engine()->ledger().find_item(item);
        return index ? runtime.engine()->ledger().item(*index).open.size() : 0;
    }
    bool done(const std::string& item) { return runtime.act(core::event::Done{item, {}, {}, {}, {}}).has_value(); }

  private:
    testing::ModelClock* clock_;

  public:
    std::vector<std::string> shown;
    std::unique_ptr<SqliteJournal> journal;
    testing::ModelDesktop desktop;
    app::Runtime runtime{*clock_, desktop, *journal, [](const std::string&) { return core::Zone{}; },
                         [](app::LogLevel, const std::string&) {}};
};

}   // namespace

TEST_CASE("Scenario 16: what was shown and answered since the backup is known as long as kithd runs, and then written to it") {
    const auto damage = GENERATE(as<std::string>{}, "its schema is damaged", "it is gone", "it and its backups are gone");
    INFO(damage);
    TemporaryFolder folder;
    testing::ModelClock clock{core::Zone{}.at(Date{2026, 3, 2}, TimeOfDay{8 * 60})};
    auto kithd = std::make_unique<Kithd>(folder, clock);
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-02", std::atomic<bool>{false}));
    const std::uint64_t events_in_backup = kithd->journal->status().events;
    kithd->run_to(10, 5);
    REQUIRE(kithd->done("one"));
    kithd->run_to(13);
    REQUIRE(kithd->open("two") == 1);
    REQUIRE(kithd->runtime.journal_trouble().empty());

    if (damage == "its schema is damaged")
        OtherProgram{folder.database()}.must(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'events'; "
            "PRAGMA schema_version = 77");
    else if (damage == "it is gone")
        std::filesystem::remove(folder.database());
    else
        std::filesystem::remove_all(folder.kith());
    kithd->run_to(14);
    CHECK_FALSE(kithd->runtime.journal_trouble().empty());
    CHECK(kithd->times_shown("Cleo") == 1);   // M3: shown all the same
    kithd->run_to(14, 5);
    CHECK(kithd->runtime.journal_trouble().empty());
    CHECK(kithd->runtime.unsaved() == 0);
    if (damage != "it and its backups are gone") {
        CHECK(kithd->journal->rescued().find("The backup of 2026-03-02") != std::string::npos);
        CHECK(kithd->journal->status().events > events_in_backup);
    }
    CHECK(kithd->times_shown("Ann") == 1);
    CHECK(kithd->open("one") == 0);
    CHECK(kithd->open("two") == 1);
    CHECK(kithd->open("three") == 1);
    CHECK(kithd->done("two"));
    CHECK(findings(*kithd->journal).empty());

    // And so does the next process.
    kithd.reset();
    kithd = std::make_unique<Kithd>(folder, clock);
    kithd->run_to(17);
    CHECK(kithd->journal->rescued().empty());
    CHECK(kithd->times_shown("Ann") == 0);
    CHECK(kithd->times_shown("Ben") == 0);
    CHECK(kithd->open("three") == 1);
    CHECK(kithd->open("four") == 1);
    CHECK(kithd->done("three"));
    CHECK(findings(*kithd->journal).empty());
}
