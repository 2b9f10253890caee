// The folder, the lock, and files that aren't ours.

#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "daemon/adapters/data_folder.hpp"
#include "tests/unit/adapters/journal_fixture.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const fs::path& path) {
    struct stat info {};
    REQUIRE(lstat(path.c_str(), &info) == 0);
    return info.st_mode & 0777U;
}

class Umask {
  public:
    explicit Umask(mode_t mask) : before_{umask(mask)} {}
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;
    ~Umask() { umask(before_); }

  private:
    mode_t before_;
};

OpenError refusal(const fs::path& folder) {
    auto journal = open_journal(folder);
    REQUIRE_FALSE(journal);
    return journal.error();
}

}   // namespace

TEST_CASE("The data folder comes from the environment, and relative paths count as unset") {
    CHECK(data_folder("/data", "/home/me").value() == "/data/kith");
    CHECK(data_folder(nullptr, "/home/me").value() == "/home/me/.local/share/kith");
    CHECK(data_folder("", "/home/me").value() == "/home/me/.local/share/kith");
    CHECK(data_folder("data", "/home/me").value() == "/home/me/.local/share/kith");
    CHECK(contains(data_folder(nullptr, nullptr).error(), "HOME"));
    CHECK_FALSE(data_folder("x", "y"));
}

TEST_CASE("Scenario 35: whatever the umask, folders are 0700 and files 0600") {
    const mode_t mask = GENERATE(mode_t{0}, mode_t{0022}, mode_t{0277});
    TemporaryFolder folder;
    const fs::path kith = folder.path() / "share" / "deep" / "kith";
    if (mask == 0277) fs::create_directories(kith.parent_path());   // such a mask would take the parents from their owner too
    {
        const Umask masked{mask};
        auto journal = opened(kith);
        Teller teller;
        tell(*journal, teller, {{core::record::Vanished{"x"}, ""}});
        for (const char* file : {"journal.db", "journal.db-wal", "journal.db-shm", "journal.lock"}) {
            INFO(file);
            CHECK(mode_of(kith / file) == 0600);
        }
    }
    CHECK(mode_of(kith) == 0700);
    if (mask != 0277) CHECK(mode_of(kith.parent_path()) == 0700);
}

TEST_CASE("Reading rights of others are taken away") {
    TemporaryFolder folder;
    opened(folder.kith()).reset();
    chmod(folder.kith().c_str(), 0755);
    chmod(folder.database().c_str(), 0644);
    chmod((folder.kith() / "journal.lock").c_str(), 0666);
    auto journal = opened(folder.kith());
    CHECK(mode_of(folder.kith()) == 0700);
    CHECK(mode_of(folder.database()) == 0600);
    CHECK(mode_of(folder.kith() / "journal.lock") == 0600);
}

TEST_CASE("Scenario 35: a folder that others may write to, a link or a file in its place is refused in words") {
    TemporaryFolder folder;
    SECTION("group may write") {
        fs::create_directory(folder.kith());
        chmod(folder.kith().c_str(), 0770);
        const auto error = refusal(folder.kith());
        CHECK(error.kind == OpenError::Kind::unsafe_folder);
        CHECK(contains(error.what, "chmod 700 " + folder.kith().string()));
    }
    SECTION("a link") {
        fs::create_directory(folder.path() / "elsewhere");
        fs::create_symlink(folder.path() / "elsewhere", folder.kith());
        CHECK(refusal(folder.kith()).kind == OpenError::Kind::unsafe_folder);
        CHECK(refusal(folder.kith() / "").kind == OpenError::Kind::unsafe_folder);
        CHECK(fs::is_empty(folder.path() / "elsewhere"));
    }
    SECTION("a link that leads nowhere") {
        fs::create_symlink(folder.path() / "nowhere", folder.kith());
        CHECK(refusal(folder.kith()).kind == OpenError::Kind::unsafe_folder);
    }
    SECTION("a file") {
        std::ofstream{folder.kith()} << "x";
        CHECK(refusal(folder.kith()).kind == OpenError::Kind::unsafe_folder);
    }
    SECTION("a link instead of one of the files") {
        const auto name =
            GENERATE(as<std::string>{}, "journal.db", "journal.db-wal", "journal.db-shm", "journal.db-journal", "journal.lock");
        fs::create_directory(folder.kith());
        const fs::path precious = folder.path() / "precious";
        std::ofstream{precious} << "mine";
        fs::create_symlink(precious, folder.kith() / name);
        const auto error = refusal(folder.kith());
        CHECK(error.kind == OpenError::Kind::unsafe_folder);
        CHECK(contains(error.what, name));
        CHECK(fs::file_size(precious) == 4);
    }
    SECTION("somebody else's") {
        if (geteuid() != 0) return;   // only root can give folders away
        fs::create_directory(folder.kith());
        REQUIRE(chown(folder.kith().c_str(), 65534, 65534) == 0);
        const auto error = refusal(folder.kith());
        CHECK(error.kind == OpenError::Kind::unsafe_folder);
        CHECK(contains(error.what, "uid 65534"));
    }
}

TEST_CASE("A link above the folder is the person's own arrangement") {
    TemporaryFolder folder;
    fs::create_directory(folder.path() / "big-disk");
    fs::create_directory_symlink(folder.path() / "big-disk", folder.path() / "share");
    auto journal = opened(folder.path() / "share" / "kith");
    CHECK(fs::exists(folder.path() / "big-disk" / "kith" / "journal.db"));
}

TEST_CASE("Scenario 15: where nothing can be written there is a journal that waits, and works once it can") {
    TemporaryFolder folder;
    const fs::path share = folder.path() / "share";
    fs::create_directory(share);
    chmod(folder.path().c_str(), 0755);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        if (geteuid() == 0) {   // root may write anywhere
            if (chown(share.c_str(), 65534, 65534) != 0 || setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0) _exit(1);
        }
        chmod(share.c_str(), 0500);
        auto journal = open_journal(share / "kith");
        if (!journal || (*journal)->is_open()) _exit(2);
        const auto refused = (*journal)->load();
        if (refused || !refused.error().temporary || !contains(refused.error().what, share.string())) _exit(3);
        if ((*journal)->reopen()) _exit(4);
        chmod(share.c_str(), 0700);
        if (!(*journal)->reopen() || !(*journal)->load()) _exit(5);

        chmod((share / "kith" / "journal.db").c_str(), 0400);   // prepare_file gives it back: it is ours
        if (!(*journal)->reopen()) _exit(6);
        Teller teller;
        if (!(*journal)->append(teller.step({{core::record::Vanished{"x"}, ""}}), teller.state)) _exit(7);
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("Scenario 12: the second daemon says who has the journal, and may have it when that one is gone") {
    TemporaryFolder folder;
    SECTION("in this process") {
        auto journal = opened(folder.kith());
        const auto error = refusal(folder.kith());
        CHECK(error.kind == OpenError::Kind::locked);
        CHECK(error.holder == getpid());
        CHECK(contains(error.what, std::to_string(getpid())));
        CHECK(journal->reopen());   // which keeps the lock
        CHECK(refusal(folder.kith()).kind == OpenError::Kind::locked);
        journal.reset();
        CHECK(opened(folder.kith())->is_open());
    }
    SECTION("in another, killed without warning") {
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(ends[0]);
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            auto journal = open_journal(folder.kith());
            const char ready = journal && (*journal)->is_open() ? 'y' : 'n';
            if (write(ends[1], &ready, 1) == 1 && ready == 'y') pause();
            _exit(1);
        }
        char ready = 0;
        REQUIRE(read(ends[0], &ready, 1) == 1);
        REQUIRE(ready == 'y');
        CHECK(refusal(folder.kith()).holder == child);
        kill(child, SIGKILL);
        REQUIRE(waitpid(child, nullptr, 0) == child);
        close(ends[0]);
        close(ends[1]);
        CHECK(opened(folder.kith())->is_open());
    }
}

TEST_CASE("Scenario 17: another program's database and a later kith's are left as they are") {
    TemporaryFolder folder;
    fs::create_directory(folder.kith());
    chmod(folder.kith().c_str(), 0700);
    OpenError::Kind expected{};
    SECTION("another program's, marked") {
        OtherProgram{folder.database()}.must("PRAGMA application_id = 7; CREATE TABLE precious(x)");
        expected = OpenError::Kind::foreign;
    }
    SECTION("another program's, unmarked") {
        OtherProgram{folder.database()}.must("CREATE TABLE precious(x)");
        expected = OpenError::Kind::foreign;
    }
    SECTION("a later kith's") {
        opened(folder.kith()).reset();
        OtherProgram{folder.database()}.must("PRAGMA user_version = 99");
        expected = OpenError::Kind::newer;
    }
    std::ifstream before{folder.database(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{before}, {}};
    const auto error = refusal(folder.kith());
    CHECK(error.kind == expected);
    CHECK(contains(error.what, "journal.db"));
    std::ifstream after{folder.database(), std::ios::binary};
    CHECK(std::string{std::istreambuf_iterator<char>{after}, {}} == bytes);
}

TEST_CASE("Scenario 9: a file that was only just begun becomes a journal") {
    TemporaryFolder folder;
    fs::create_directory(folder.kith());
    chmod(folder.kith().c_str(), 0700);
    SECTION("empty") { std::ofstream{folder.database()}; }
    SECTION("with its header only") { OtherProgram{folder.database()}.must("PRAGMA journal_mode = WAL"); }
    auto journal = opened(folder.kith());
    CHECK(journal->status().device.size() == 16);
    CHECK(findings(*journal).empty());
}

TEST_CASE("The file says what it is, and how it keeps its word") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    OtherProgram other{folder.database()};
    CHECK(other.value("PRAGMA application_id") == std::to_string(0x6B697468));
    CHECK(other.value("PRAGMA user_version") == "4");
    CHECK(other.value("PRAGMA journal_mode") == "wal");
    CHECK(other.value("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND "
                      "NOT strict") == "0");
}
