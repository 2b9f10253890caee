// floor_index DATABASE: what all-time statistics take at least: one pass over a covering index of the facts (past.py makes it), counted by person
// and kind of contact and by item and ending, as a report has them.
#include <sqlite3.h>

#include <cstdio>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    sqlite3* base = nullptr;
    sqlite3_stmt* query = nullptr;
    if (sqlite3_open_v2(argv[1], &base, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(base, "SELECT name, how, count(*), min(at), max(at) FROM fact GROUP BY name, how", -1, &query, nullptr) !=
            SQLITE_OK) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(base));
        return 1;
    }
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(query)) == SQLITE_ROW)
        std::printf("%lld %lld %lld %lld\n", sqlite3_column_int64(query, 0), sqlite3_column_int64(query, 1), sqlite3_column_int64(query, 2),
                    sqlite3_column_int64(query, 4));
    return code == SQLITE_DONE ? 0 : 1;
}
