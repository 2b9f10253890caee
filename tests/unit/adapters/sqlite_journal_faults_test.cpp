// The world around the journal failing: no false acknowledgement, nothing half written, and it heals.

#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <random>

#include "tests/unit/adapters/faulty_vfs.hpp"
#include "tests/unit/adapters/journal_fixture.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace record = kith::core::record;

namespace {

/// Appends steps of one to three records, with state beside them, from where the journal stands.
class Writer {
  public:
    explicit Writer(SqliteJournal& journal, std::uint64_t seed) : journal_{&journal}, random_{seed} { catch_up(); }
    /// Takes the journal's word for what was written.
    bool catch_up() {
        const auto saved = journal_->load();
        if (!saved) return false;
        teller_ = Teller{saved->general.next_sequence};
        return true;
    }
    /// The last record's number when it was acknowledged.
    tl::expected<core::Sequence, app::StoreError> write(std::size_t text_bytes = 20) {
        std::vector<Teller::Part> parts;
        for (std::uint64_t n = 1 + random_() % 3; n > 0; --n)
            parts.push_back({contact({"p" + std::to_string(random_() % 10)}), std::string(text_bytes, 'n')});
        const Teller before = teller_;
        teller_.state.items = {{.id = "item" + std::to_string(random_() % 5),
                                .fingerprint = random_(),
                                .handled = {},
                                .open = {{}},
                                .last_nudge = {},
                                .elapsed = {},
                                .picked = {}}};
        const auto records = teller_.step(std::move(parts), true);
        if (auto done = journal_->append(records, teller_.state); !done) {
            teller_ = before;
            return tl::unexpected{done.error()};
        }
        return records.back().seq;
    }

  private:
    SqliteJournal* journal_;
    std::mt19937_64 random_;
    Teller teller_;
};

/// Everything up to `acknowledged` is there, and all that is there is sound.
void check_whole(SqliteJournal& journal, core::Sequence acknowledged) {
    const auto saved = journal.load();
    REQUIRE(saved);
    REQUIRE(saved->general.next_sequence > acknowledged);
    REQUIRE(history(journal, {.limit = 1'000'000}).size() == saved->general.next_sequence - 1);
    const auto found = findings(journal);
    REQUIRE(found == std::vector<std::string>{});
}

int exit_code(pid_t child) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}   // namespace

TEST_CASE("Scenario 14: whichever write or sync fails, once or for good, nothing is acknowledged falsely, and it heals") {
    const int code = GENERATE(SQLITE_IOERR_WRITE, SQLITE_FULL);
    const bool for_good = GENERATE(false, true);
    const char* vfs = faulty_vfs();
    REQUIRE(vfs != nullptr);
    int struck = 0;
    for (int n = 0;; ++n) {
        REQUIRE(n < 2000);
        TemporaryFolder folder;
        faults() = {n, for_good, code, false};
        auto made = open_journal(folder.kith(), vfs);
        REQUIRE(made);
        SqliteJournal& journal = **made;
        core::Sequence acknowledged = 0;
        if (journal.is_open()) {
            Writer writer{journal, 1};
            for (int i = 0; i < 4; ++i) {
                const auto done = writer.write();
                if (done) {
                    acknowledged = *done;
                    continue;
                }
                INFO(done.error().what);
                REQUIRE(done.error().temporary);
                REQUIRE(contains(done.error().what, "journal.db"));
                REQUIRE_FALSE(journal.is_open());
                REQUIRE_FALSE(journal.load());   // nothing is believed until it was opened anew
                if (for_good) REQUIRE_FALSE((journal.reopen().has_value() && writer.catch_up() && writer.write().has_value()));
                break;
            }
        } else {
            REQUIRE(journal.trouble()->temporary);
        }
        const bool fault_met = faults().struck;
        faults() = {};
        INFO("call " << n);
        if (!journal.is_open()) {
            const auto opened = journal.reopen();
            INFO((opened ? "" : opened.error().what));
            REQUIRE(opened);
        }
        check_whole(journal, acknowledged);
        Writer writer{journal, 2};
        const auto done = writer.write();
        REQUIRE(done);
        check_whole(journal, *done);
        if (!fault_met) break;
        ++struck;
    }
    CHECK(struck > 20);
}

TEST_CASE("Scenario 13: a disk that is full refuses with its name and heals by itself") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith(), faulty_vfs());
    Writer writer{*journal, 3};
    REQUIRE(writer.write());
    faults() = {0, true, SQLITE_FULL, false};
    const auto refused = writer.write();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().temporary);
    CHECK(contains(refused.error().what, "full"));
    CHECK(contains(refused.error().what, "journal.db"));
    CHECK(contains(refused.error().what, "Free some space"));
    faults() = {};
    REQUIRE(journal->reopen());
    REQUIRE(writer.catch_up());
    const auto healed = writer.write();
    REQUIRE(healed);
    check_whole(*journal, *healed);
}

TEST_CASE("Scenario 13, 14: a real limit on the size of files, met and lifted") {
    TemporaryFolder folder;
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        auto journal = open_journal(folder.kith());
        if (!journal || !(*journal)->is_open()) _exit(1);
        Writer writer{**journal, 4};
        rlimit limit{};
        getrlimit(RLIMIT_FSIZE, &limit);
        const rlimit tight{200'000, limit.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        core::Sequence acknowledged = 0;
        int written = 0;
        for (; written < 1000; ++written) {
            const auto done = writer.write(2'000);
            if (!done) {
                if (!done.error().temporary || !contains(done.error().what, "File too large")) _exit(2);
                break;
            }
            acknowledged = *done;
        }
        if (written == 0 || written == 1000 || (*journal)->is_open()) _exit(3);
        setrlimit(RLIMIT_FSIZE, &limit);
        if (!(*journal)->reopen() || !writer.catch_up() || (*journal)->load()->general.next_sequence <= acknowledged) _exit(4);
        if (!writer.write(2'000) || !(*journal)->verify_all()->empty()) _exit(5);
        _exit(0);
    }
    CHECK(exit_code(child) == 0);
}

TEST_CASE("Scenario 18: a journal locked by another program refuses at once and goes on when it is free") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Writer writer{*journal, 5};
    REQUIRE(writer.write());
    OtherProgram other{folder.database()};
    other.must("BEGIN IMMEDIATE");
    const auto begin = std::chrono::steady_clock::now();
    const auto refused = writer.write();
    const auto took = std::chrono::steady_clock::now() - begin;
    REQUIRE_FALSE(refused);
    CHECK(refused.error().temporary);
    CHECK(contains(refused.error().what, "another program"));
    CHECK(took < std::chrono::milliseconds{500});   // 20 ms, and room for a busy machine
    CHECK(journal->is_open());
    CHECK(journal->load());
    other.must("ROLLBACK");
    REQUIRE(writer.write());
}

TEST_CASE("Scenario 18: started while another program holds the whole file, kithd gets a journal that heals") {
    TemporaryFolder folder;
    opened(folder.kith()).reset();
    auto other = std::make_unique<OtherProgram>(folder.database());
    other->must("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO names(name) VALUES('x'); COMMIT; BEGIN EXCLUSIVE");
    auto journal = open_journal(folder.kith());
    REQUIRE(journal);
    REQUIRE_FALSE((*journal)->is_open());
    CHECK((*journal)->trouble()->temporary);
    CHECK_FALSE((*journal)->load());
    CHECK_FALSE((*journal)->append({}, {}));
    CHECK_FALSE((*journal)->latest_action());
    CHECK_FALSE((*journal)->history({}));
    CHECK_FALSE((*journal)->remember_shown({}));
    CHECK_FALSE((*journal)->shown());
    CHECK_FALSE((*journal)->reopen());
    other.reset();
    REQUIRE((*journal)->reopen());
    Writer writer{**journal, 6};
    REQUIRE(writer.write());
}

TEST_CASE("Scenario 15: a journal that is taken away is noticed before anything more is acknowledged") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    Writer writer{*journal, 7};
    const auto first = writer.write();
    REQUIRE(first);
    std::filesystem::rename(folder.kith(), folder.path() / "away");
    const auto refused = writer.write();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().temporary);
    CHECK(contains(refused.error().what, "moved or deleted"));
    std::filesystem::rename(folder.path() / "away", folder.kith());
    REQUIRE(journal->reopen());
    REQUIRE(writer.catch_up());
    check_whole(*journal, *first);
    REQUIRE(writer.write());

    std::filesystem::remove_all(folder.kith());
    REQUIRE_FALSE(writer.write());
    REQUIRE(journal->reopen());
    CHECK(journal->load()->general.next_sequence == 1);
    CHECK(contains(journal->take_warnings().at(0), "begins a new journal"));
}

TEST_CASE("Scenario 9, I3: killed at any moment, nothing that was acknowledged is lost") {
    TemporaryFolder folder;
    std::mt19937_64 random{20260329};
    core::Sequence acknowledged = 0;
    for (int round = 0; round < 30; ++round) {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(ends[0]);
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            auto journal = open_journal(folder.kith());
            if (!journal || !(*journal)->is_open()) _exit(1);
            Writer writer{**journal, static_cast<std::uint64_t>(round)};
            for (;;) {
                const auto done = writer.write();
                if (!done || write(ends[1], &*done, sizeof *done) != sizeof *done) _exit(2);
            }
        }
        close(ends[1]);
        for (std::uint64_t k = 1 + random() % 40; k > 0; --k) {
            core::Sequence done = 0;
            REQUIRE(read(ends[0], &done, sizeof done) == sizeof done);
            acknowledged = done;
        }
        kill(child, SIGKILL);
        REQUIRE(exit_code(child) == 128 + SIGKILL);
        core::Sequence done = 0;
        while (read(ends[0], &done, sizeof done) == sizeof done) acknowledged = done;   // acknowledged between the count and the kill
        close(ends[0]);
        auto journal = opened(folder.kith());
        INFO("round " << round);
        check_whole(*journal, acknowledged);
        REQUIRE(journal->take_warnings().empty());
    }
    CHECK(acknowledged > 300);
}
