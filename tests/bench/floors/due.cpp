// floor_due DATABASE SECOND...: what it costs at least to be on time. An absolute timerfd wakes it at each of these seconds of the wall clock,
// and then it commits a row (WAL, FULL), as kithd does before it shows a nudge. Prints a line for each: how many ns after the second it was
// awake, and how many after it the row was on disk.
#include <sqlite3.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

std::int64_t nanoseconds_since(std::int64_t second) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return (now.tv_sec - second) * 1'000'000'000 + now.tv_nsec;
}

}   // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    sqlite3* base = nullptr;
    sqlite3_stmt* insert = nullptr;
    const char* schema =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL) STRICT;";
    if (sqlite3_open(argv[1], &base) != SQLITE_OK || sqlite3_exec(base, schema, nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(base, "INSERT INTO event (at, what) VALUES (?, 'the nudge of an item is shown')", -1, &insert, nullptr) !=
            SQLITE_OK)
        fail("database");
    const int timer = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);
    for (int i = 2; i < argc; ++i) {
        const std::int64_t second = std::atoll(argv[i]);
        if (nanoseconds_since(second) >= 0) fail("the second is over");
        itimerspec when{};
        when.it_value.tv_sec = second;
        std::uint64_t expired = 0;
        if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, nullptr) != 0 || read(timer, &expired, sizeof expired) != sizeof expired)
            fail("timerfd");
        const std::int64_t awake = nanoseconds_since(second);
        sqlite3_bind_int64(insert, 1, second);
        if (sqlite3_step(insert) != SQLITE_DONE) fail("commit");
        const std::int64_t kept = nanoseconds_since(second);
        sqlite3_reset(insert);
        std::printf("%lld %lld\n", static_cast<long long>(awake), static_cast<long long>(kept));
    }
}
