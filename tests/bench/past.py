"""A long past: journals made for the measuring, and the floor's database of the same facts."""

import sqlite3

YEAR = 365 * 86_400


def make(build, home, events, seconds, items):
    """A journal of so many events over so many seconds in this home. Gives its size in bytes."""
    folder = home.disk / "data" / "kith"
    build.tool("bench_history", folder, events, max(1, seconds // events), items)
    with sqlite3.connect(folder / "journal.db") as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (folder / "journal.db").stat().st_size


def covering_index(home):
    """The floor's database: a row for each event, and an index that has all that is asked of it."""
    path = home.disk / "facts.db"
    with sqlite3.connect(path) as base:
        base.execute("ATTACH ? AS journal", (str(home.disk / "data" / "kith" / "journal.db"),))
        base.execute("CREATE TABLE fact(id INTEGER PRIMARY KEY, name INTEGER, how INTEGER, at INTEGER) STRICT")
        base.execute("INSERT INTO fact SELECT id, item, how, at FROM journal.events")
        base.execute("CREATE INDEX all_of_it ON fact(name, how, at)")
    return path
