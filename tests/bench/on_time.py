"""A nudge that comes due in seconds, on a bus of the benchmark's own: when its Notify arrives, and what kithctl takes meanwhile."""

import math
import select
import statistics
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from scratch import Home, Server, plan

FEW = 10
LEAD = 4    # so long after the start the nudge comes due: time enough for kithd to be idle again, and for three seconds of the floor
LATEST = 20

# No service folders, so nothing is ever started by itself; only what is named here is on this bus.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class Desktop:
    """A session bus with a notification server that tells when a Notify has arrived."""

    def __init__(self, programs):
        self.programs = programs

    def __enter__(self):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kith-bench-")))
            socket, config = folder / "bus", folder / "bus.conf"
            config.write_text(BUS.format(path=socket))
            stack.enter_context(Server(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"], socket))
            self.address = f"unix:path={socket}"
            command = [str(self.programs / "bench_notified"), self.address]
            self.server = stack.enter_context(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0))
            stack.callback(self.server.terminate)
            self.line()   # "ready"
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()

    def line(self):
        ready, _, _ = select.select([self.server.stdout], [], [], LATEST)
        if not ready or not (line := self.server.stdout.readline()):
            raise SystemExit(f"nothing came over the bus within {LATEST} s")
        return line.decode()


def one_start(build, desktop, during):
    """A fresh kithd with one item due in LEAD seconds. Calls during(home, second), `second` being the one of the wall clock that the item is due
    at; gives what that gave, and how many ns after the second the Notify arrived."""
    with Home(build, FEW) as home:
        home.variables |= {"DBUS_SESSION_BUS_ADDRESS": desktop.address, "TZ": "UTC"}
        second = math.ceil(time.time()) + LEAD
        minute = math.ceil(second / 60) * 60   # moments are whole minutes, so kithd's clock is set ahead, by whole seconds
        at = time.strftime("%H:%M", time.gmtime(minute))
        home.plan.write_text(f"waking: 00:00-24:00\n{plan(FEW)}  due: {{do: 'Call {{name}}', with: mum, every: day at {at}}}\n")
        command = [desktop.programs / "kithd", "--clock-offset", minute - second]
        with Server(command, home.socket, home.environment()):
            told = during(home, second)
            late = int(desktop.line()) - second * 1_000_000_000
            if late < 0:
                raise SystemExit("a Notify came before anything was due")
            return told, late


def numbers(text):
    return [tuple(map(int, line.split())) for line in text.splitlines()]


def lateness(bench, desktop):
    """(ns of the floor until it is awake, until its commit, ns of ours) of one start; the floor is of the seconds just before."""
    def floor(home, second):
        return numbers(bench.tool("floor_due", home.disk / "floor.db", *range(second - LEAD + 1, second)))

    floors, ours = one_start(bench.build, desktop, floor)
    awake, kept = zip(*floors)
    return statistics.median(awake), statistics.median(kept), ours


def kithctl_meanwhile(bench, desktop):
    """(ns of kithctl while nothing happens, ns of the slowest one that ran between the second and the Notify) of one start. Of those before, too,
    the slowest of as many in a row counts."""
    runs, ours = one_start(bench.build, desktop, lambda home, second: numbers(bench.tool("bench_meanwhile", second, *bench.ctl(home, "next"))))
    idle = [end - begin for begin, end in runs if end <= 0]
    busy = [end - begin for begin, end in runs if end > 0 and begin < ours]
    row = len(busy)
    return statistics.median(max(idle[begin:begin + row]) for begin in range(0, len(idle) - row + 1, row)), max(busy)
