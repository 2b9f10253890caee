"""A kithd of the benchmarks' own: home, plan and process. Nothing of the person's is touched."""

import datetime
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

CADENCES = ("day", "weekday", "week on sun at 16:00", "2 weeks on mon", "month on last fri", "month on day 31", "3 times a week", "year on 02-29",
            "month on first mon at 19:00", "3 days")


def plan(items):
    """So many items, of every kind of cadence. They begin the day after tomorrow, so that none comes due while something is measured."""
    begin = datetime.date.today() + datetime.timedelta(days=2)
    people = max(2, items // 20)
    lines = ["people:", "  mum: {name: Mum, circle: family}"]
    lines += [f"  friend-{n}: {{name: Friend {n}, circle: friends}}" for n in range(1, people)]
    lines.append("touchpoints:")
    for n in range(items):
        person = f"friend-{n % people}" if n % people else "mum"
        lines += [f"  item-{n}:", f"    do: Say something to {{name}} about number {n}", f"    with: {person}",
                  f"    every: {CADENCES[n % len(CADENCES)]}", f"    from: {begin}"]
    return "\n".join(lines) + "\n"


class Home:
    """Folders for one kithd. Its data lie on the build's own disk, since a commit there is measured; its socket in a short path."""

    def __init__(self, parent, items):
        self.disk = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
        self.run = Path(tempfile.mkdtemp(prefix="kith-bench-"))
        self.socket = self.run / "kith" / "control.sock"
        self.variables = {"XDG_CONFIG_HOME": self.disk / "config", "XDG_DATA_HOME": self.disk / "data", "XDG_STATE_HOME": self.disk / "state",
                          "XDG_RUNTIME_DIR": self.run, "DBUS_SESSION_BUS_ADDRESS": ""}
        for folder in ("config/kith", "data", "state"):
            (self.disk / folder).mkdir(parents=True)
        self.plan = self.disk / "config" / "kith" / "plan.yaml"
        self.plan.write_text(plan(items))

    def words(self):
        """NAME=VALUE, as bench_pairs and bench_first_answer take them."""
        return [f"{name}={value}" for name, value in self.variables.items()]

    def environment(self):
        return {**os.environ, **{name: str(value) for name, value in self.variables.items()}}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.disk, ignore_errors=True)
        shutil.rmtree(self.run, ignore_errors=True)


class Server:
    """A process that listens on a socket; it is there once the socket takes connections."""

    def __init__(self, command, path, environment=None):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([str(word) for word in command], env=environment, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=subprocess.STDOUT)
        self.path = path
        self.wait_for_socket()

    def wait_for_socket(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket(socket.AF_UNIX) as peer:
                try:
                    peer.connect(str(self.path))
                    return
                except OSError:
                    time.sleep(0.01)
        self.log.seek(0)
        said = self.log.read().decode(errors="replace")
        self.__exit__()
        raise SystemExit(f"{self.process.args[0]} did not come up:\n{said}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def activity(self):
        """Context switches and ns of CPU of all threads since the start."""
        switches = nanoseconds = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            for line in (task / "status").read_text().splitlines():
                if "ctxt_switches" in line:
                    switches += int(line.split()[1])
            nanoseconds += int((task / "schedstat").read_text().split()[0])
        return switches, nanoseconds

    def settle(self, seconds=20):
        """Until nothing has happened for a second."""
        deadline = time.monotonic() + seconds
        before = self.activity()
        while time.monotonic() < deadline:
            time.sleep(1)
            after = self.activity()
            if after == before:
                return
            before = after

    def pss(self):
        """Its proportional share of memory, in bytes."""
        for line in Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        raise SystemExit("this kernel has no smaps_rollup")


def kithd(programs, home):
    return Server([programs / "kithd", "--console"], home.socket, home.environment())
