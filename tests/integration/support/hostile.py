"""Hostile clients of kithd's control socket, one kind at a time, several copies at once.

usage: hostile.py SOCKET KIND COPIES SECONDS

A process of its own, so that it does not slow down the one that measures. Each copy goes through its kind again and again for SECONDS, and at
least once. A kind also holds kithd to what the protocol promises it: the right error, the right end. What went otherwise is told at the end, in
one JSON object.
"""
import json
import pathlib
import sys
import threading
import time

import hostile_bytes
import hostile_words
from wire import Wire


class Door:
    """Where a kind gets its connections from, so that they are counted."""

    def __init__(self, path):
        self.path = path
        self.opened = 0
        self._lock = threading.Lock()

    def count(self, connections=1):
        with self._lock:
            self.opened += connections

    def open(self, seconds=20):
        wire = Wire(self.path, seconds)
        self.count()
        return wire


def kinds(module):
    """Every function that the module itself defines."""
    return {name: value for name, value in vars(module).items()
            if callable(value) and getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")}


SLOW = hostile_bytes.SLOW       # hold on until a deadline of the daemon's
CROWDS = hostile_bytes.CROWDS   # leave no place for others
FLOOD = hostile_bytes.a_crowd_that_leaves_work_behind
KINDS = {**kinds(hostile_bytes), **kinds(hostile_words)}


def main():
    path, name, copies, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    door = Door(pathlib.Path(path))
    problems = []
    not_run = []
    begin = time.monotonic()

    def copy():
        try:
            while True:
                reason = KINDS[name](door)   # most have none not to be run
                not_run.extend([reason] if reason else [])
                if not_run or time.monotonic() > begin + seconds:
                    return
        except Exception as problem:   # all of it is for the test to tell
            problems.append(f"{name}: {type(problem).__name__}: {problem}")

    threads = [threading.Thread(target=copy) for _ in range(copies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {"connections": door.opened, "seconds": time.monotonic() - begin, "problems": problems, "not_run": not_run[:1]}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
