// floor_server SOCKET [DATABASE]: an epoll loop that sends back the line it gets. With a database a line that begins with 'c' is committed
// first (WAL, FULL), as an event is. It is linked with all of kithd's libraries, so its start and its memory are the floor of kithd's.
#include <sqlite3.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

struct Store {
    sqlite3* base = nullptr;
    sqlite3_stmt* insert = nullptr;
};

Store open_store(const char* path) {
    Store store;
    const char* schema =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL) STRICT;";
    if (sqlite3_open(path, &store.base) != SQLITE_OK || sqlite3_exec(store.base, schema, nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(store.base, "INSERT INTO event (at, what) VALUES (1, ?)", -1, &store.insert, nullptr) != SQLITE_OK)
        fail("database");
    return store;
}

void commit(const Store& store, const char* text, int length) {
    sqlite3_bind_text(store.insert, 1, text, length, SQLITE_STATIC);
    if (sqlite3_step(store.insert) != SQLITE_DONE) fail("commit");
    sqlite3_reset(store.insert);
}

int listen_at(const char* path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (std::strlen(path) >= sizeof address.sun_path) fail("path too long");
    std::memcpy(address.sun_path, path, std::strlen(path));
    unlink(path);
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(listener, 64) != 0)
        fail(path);
    return listener;
}

void watch(int poller, int what) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = what;
    if (epoll_ctl(poller, EPOLL_CTL_ADD, what, &event) != 0) fail("epoll_ctl");
}

}   // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const Store store = argc > 2 ? open_store(argv[2]) : Store{};
    const int listener = listen_at(argv[1]);
    const int poller = epoll_create1(EPOLL_CLOEXEC);
    watch(poller, listener);
    char line[65536];
    for (;;) {
        epoll_event ready[16];
        const int count = epoll_wait(poller, ready, 16, -1);
        for (int i = 0; i < count; ++i) {
            const int peer = ready[i].data.fd;
            if (peer == listener) {
                if (const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC); client >= 0) watch(poller, client);
                continue;
            }
            const ssize_t got = read(peer, line, sizeof line);
            if (got <= 0) {
                close(peer);
                continue;
            }
            if (store.base != nullptr && line[0] == 'c') commit(store, line, static_cast<int>(got));
            if (write(peer, line, static_cast<std::size_t>(got)) != got) close(peer);
        }
    }
}
