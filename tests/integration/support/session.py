"""A person's session as systemd makes it: a real user manager with kithd's units, its own journald, and a session bus.

A test file that needs it ends with run(): it is run again inside user_manager, with a home where kith lies as ./dev install puts it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from kith import Kith
from lab import HERE, Lab

HOME = pathlib.Path.home()
TESTS = "kith-tests"
SOURCE = HERE.parents[2]
UNITS = ("kithd.socket", "kithd.service")

# Hangs the daemon as a disk that never answers would: from then on, in whatever turn it writes to the journal.
HANG = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
int fdatasync(int fd) {
    const char *marker = getenv("KITH_HANG");
    if (marker && access(marker, F_OK) == 0) for (;;) pause();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
"""


def run(file, what):
    """The tests of this file, which was called with KITHD KITHCTL [TEST ...]. `what` names them, should they not be possible here."""
    if sys.argv[1] == "--inside":
        del sys.argv[1]
        unittest.main()
    kithd, kithctl, *tests = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="kith-home-") as folder:
        home = pathlib.Path(folder)
        programs, units = home / ".local/bin", home / ".local/share/systemd/user"
        for place in (programs, units):
            place.mkdir(parents=True)
        shutil.copy(kithd, programs / "kithd")
        shutil.copy(kithctl, programs / "kithctl")
        for unit in UNITS:
            shutil.copy(SOURCE / "systemd" / unit, units)
        shutil.copytree(HERE.parent, home / TESTS)
        subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", home / TESTS / "hang.so"], input=HANG, text=True, check=True)
        test = f"{TESTS}/{pathlib.Path(file).name}"
        code = subprocess.run([HERE / "user_manager", home, "/usr/bin/python3", "-B", test, "--inside", *tests], check=False).returncode
    if code == 77:
        print(f"Not run: {what}.")
    sys.exit(code)


class Session(Lab):
    """The session of the person whom user_manager made up. Notifications are read, and buttons pressed, as in any lab."""

    def __init__(self):
        super().__init__("none")
        self._manager = None
        newest = self.run(["journalctl", "--quiet", "--output", "json", "--lines", "1"]).stdout
        self._cursor = json.loads(newest)["__CURSOR"] if newest else None

    def _environment(self):
        return dict(os.environ, DBUS_SESSION_BUS_ADDRESS=f"unix:path={os.environ['XDG_RUNTIME_DIR']}/bus")

    def __enter__(self):
        try:
            self.login()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *unused):
        if self._manager:
            self.logout()
        super().__exit__(*unused)
        for place in (".config", ".local/share/kith"):
            shutil.rmtree(HOME / place, ignore_errors=True)

    def login(self):
        self._manager = self.spawn(["/usr/lib/systemd/systemd", "--user"], log="manager.log", env=dict(os.environ, SYSTEMD_LOG_TARGET="journal"))
        self.wait_until(lambda: self.run(["systemctl", "--user", "is-system-running"]).stdout.strip() == "running", 20, "the user manager to be up")
        # Then it writes down what units tell it.
        self.systemctl("log-level", "debug")
        self.start_bus()

    def logout(self):
        self.run(["systemctl", "--user", "--wait", "exit"])
        self._end(self._manager)
        self._end(self._monitor)
        self._manager = self._connection = None

    def start_bus(self):
        """systemd's own; the monitor's connection starts it."""
        begin = self._log.size()
        self.wait_until(self._connect, 10, "the session bus")
        self._monitor = self.spawn(["/usr/bin/python3", "-B", HERE / "bus_monitor.py", self.env["DBUS_SESSION_BUS_ADDRESS"]],
                                   out="seen.jsonl", log="monitor.log")
        self.wait_until(lambda: self._log.entries("ready", begin), 10, "the monitor of the bus")

    def systemctl(self, *words):
        """One that must work; what it printed."""
        result = self.run(["systemctl", "--user", *words])
        assert result.returncode == 0, f"systemctl {' '.join(words)}: {result.returncode}\n{result.stdout}{result.stderr}{self.said()}"
        return result.stdout.strip()

    def show(self, name, unit="kithd.service"):
        return self.systemctl("show", "--property", name, "--value", unit)

    def journal(self, *options):
        """What journald has of this session about kithd.service, each entry with all its fields."""
        after = [f"--after-cursor={self._cursor}"] if self._cursor else []
        lines = self.run(["journalctl", "--quiet", "--output", "json", "--user-unit", "kithd.service", *after, *options]).stdout
        return [json.loads(line) for line in lines.splitlines()]

    def entries(self):
        """kithd's own lines."""
        return self.journal("--identifier", "kithd")

    def datagrams(self):
        """What kithd told the manager so far: pairs of when, in seconds, and what."""
        entries = self.journal("--identifier", "systemd")
        found = [(entry, re.search(r"Got notification message from PID \d+ \((.*)\)", entry["MESSAGE"])) for entry in entries]
        return [(int(entry["__REALTIME_TIMESTAMP"]) / 1e6, match[1]) for entry, match in found if match]

    def told(self):
        return [text for _, text in self.datagrams()]

    def said(self):
        """The log, for a failure's message."""
        return "\n" + "\n".join(entry["MESSAGE"] for entry in self.journal() if int(entry["PRIORITY"]) < 7)


class Unit(Kith):
    """kithd as its unit runs it."""

    def __init__(self, session):
        super().__init__(session, "", HOME / ".local/bin/kithctl")
        self.session = session
        self.plan = HOME / ".config/kith/plan.yaml"
        self.journal = HOME / ".local/share/kith/journal.db"
        self.socket = pathlib.Path(session.env["XDG_RUNTIME_DIR"]) / "kith/control.sock"
        self.plan.parent.mkdir(parents=True, exist_ok=True)

    def adjust(self, text, name="test", unit="kithd.service"):
        """A drop-in: what a person writes with `systemctl --user edit`."""
        folder = HOME / f".config/systemd/user/{unit}.d"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.conf").write_text(f"[{unit.partition('.')[2].title()}]\n{text}\n")
        self.session.systemctl("daemon-reload")

    def set_clock(self, days=0, lead=6):
        """For the next start: so that what is due at at() comes then, or so many days later, in `lead` seconds."""
        offset = round(self.due + days * 86400 - lead - time.time())
        self.adjust(f"ExecStart=\nExecStart=%h/.local/bin/kithd --clock-offset {offset}", "clock")

    def start(self, *units):
        self.session.systemctl("start", *(units or UNITS))
        return self

    def pid(self):
        return int(self.session.show("MainPID"))

    def restarted(self, before, seconds=20):
        """Waits for another process than that to be ready."""
        self.lab.wait_until(lambda: self.pid() not in (0, before) and self.session.show("SubState") == "running", seconds,
                            lambda: f"another kithd than {before}{self.session.said()}")

    def log(self):
        return self.session.said()
