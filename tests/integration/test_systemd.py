"""kithd's units under a real user manager: start, activation, reload, hang, kill, stop, log, and the sandbox they put kithd in.

usage: test_systemd.py KITHD KITHCTL [TEST ...]
"""
import json
import os
import pathlib
import signal
import socket
import stat
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import sandbox_probe  # noqa: E402
import session  # noqa: E402
from session import HOME, TESTS, Session, Unit  # noqa: E402

PLAN = """\
waking: 00:00-24:00
timezone: UTC
people:
  mum: {{name: Mum, circle: family}}
touchpoints:
  {item}: {{do: "Call {{name}}", with: mum, every: "day at {at}", by: call, from: 2020-01-01}}
"""


class Case(unittest.TestCase):
    def setUp(self):
        self.session = self.enterContext(Session())
        self.kith = Unit(self.session)
        # Hours from now: nothing comes due while a test runs.
        self.kith.write_plan(PLAN.format(item="call-mum", at=self.kith.at(600)))

    def wait(self, condition, what, seconds=15):
        return self.session.wait_until(condition, seconds, lambda: f"{what}{self.session.said()}")


class Life(Case):
    def test_enabling_is_all_that_follows(self):
        """The one line that ./dev install prints; and the next login needs none."""
        self.session.systemctl("enable", "--now", "kithd.socket", "kithd.service")
        self.assertEqual(self.session.show("ActiveState"), "active")
        self.assertEqual(self.kith.ask("status")["plan_state"], "good")
        self.assertRegex(self.session.show("StatusText"), r"^Asleep until [\w ]*\d\d:\d\d\.$")
        self.assertIn("READY=1", self.session.told()[0])
        self.session.logout()
        self.session.login()
        self.wait(lambda: self.session.show("ActiveState") == "active", "kithd to come with the login")
        self.kith.say("today")

    def test_the_first_question_starts_it(self):
        self.kith.start("kithd.socket")
        self.assertEqual(self.session.show("ActiveState"), "inactive")
        self.assertEqual(stat.S_IMODE(self.kith.socket.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.kith.socket.parent.stat().st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(self.kith.journal.parent.stat().st_mode), 0o700)
        self.assertEqual(self.kith.ask("next")["moments"][0]["item"], "call-mum")
        self.assertEqual(self.session.show("ActiveState"), "active")

    def test_another_data_home(self):
        """With the drop-ins that ./dev install writes; test_units.py holds their text."""
        elsewhere = HOME / "my data"
        self.kith.adjust(f'Environment="XDG_DATA_HOME={elsewhere}"\nReadWritePaths=\nReadWritePaths="{elsewhere}/kith"')
        self.kith.adjust(f'ExecStartPre=\nExecStartPre=/bin/mkdir -p -m 0700 "{elsewhere}/kith"', unit="kithd.socket")
        self.kith.start()
        self.kith.say("log", "mum")
        self.assertTrue((elsewhere / "kith/journal.db").exists())
        self.assertFalse(self.kith.journal.parent.exists())

    def test_reload(self):
        pid = self.kith.start().pid()
        self.session.systemctl("reload", "kithd.service")

        def told_since():
            told = self.session.told()
            return told[told.index("RELOADING=1"):] if "RELOADING=1" in told else []

        self.wait(lambda: any("READY=1" in one for one in told_since()), "the reload and its end to be told")
        self.wait(lambda: self.session.show("ActiveState") == "active", "the reload to end")
        self.assertEqual(self.kith.pid(), pid)

    def test_killed_it_comes_back_with_what_it_knew(self):
        pid = self.kith.start().pid()
        self.kith.say("log", "mum", "--kind", "call")
        before = self.kith.export()
        os.kill(pid, signal.SIGKILL)
        self.kith.restarted(pid)
        self.assertEqual(self.kith.export(), before)

    def test_stop(self):
        self.kith.start()
        self.kith.say("today")
        self.session.systemctl("stop", "kithd.socket", "kithd.service")
        self.assertEqual((self.session.show("Result"), self.session.show("ExecMainStatus")), ("success", "0"))
        self.assertIn("STOPPING=1", self.session.told())
        self.assertFalse(self.kith.socket.exists())
        self.assertEqual(self.kith.ctl("today").returncode, 3)
        # The last words too, though journald comes to them when the process is gone.
        self.assertIn("kithd leaves", self.session.entries()[-1]["MESSAGE"])

    def test_stopped_with_its_socket_left_the_next_question_starts_it_again(self):
        self.kith.start()
        self.session.systemctl("stop", "kithd.service")
        self.kith.say("today")

    def test_its_lines_in_the_log(self):
        """With priority and unit, and each sentence once: journald brings the time and the name."""
        self.kith.start()
        self.kith.write_plan("peple: {}\n")
        lines = self.wait(lambda: [line for line in self.session.entries() if "peple" in line["MESSAGE"]], "the broken plan in the log")
        self.assertEqual((lines[0]["PRIORITY"], lines[0]["USER_UNIT"]), ("4", "kithd.service"))
        self.assertIn(f"{self.kith.plan}:1:1: ", lines[0]["MESSAGE"])
        hello = [line for line in self.session.entries() if "is here" in line["MESSAGE"]]
        self.assertEqual([(line["PRIORITY"], line["_PID"]) for line in hello], [("6", str(self.kith.pid()))])


class Watchdog(Case):
    def start(self, limit):
        self.marker = self.kith.journal.parent / "hang"
        self.kith.adjust(f"WatchdogSec={limit}\nEnvironment=LD_PRELOAD=%h/{TESTS}/hang.so KITH_HANG={self.marker}")
        pid = self.kith.start().pid()
        self.kith.say("today")
        return pid

    def limit(self):
        return self.session.show("WatchdogUSec")

    def test_asleep_it_is_neither_killed_nor_woken(self):
        """Nothing is said for three times the limit, and none of it is missed."""
        pid = self.start(limit=1)
        self.wait(lambda: time.time() - self.session.datagrams()[-1][0] > 3, "kithd to be silent")
        self.assertEqual((self.limit(), self.kith.pid(), self.session.show("NRestarts")), ("0", pid, "0"))
        self.assertIn("WATCHDOG_USEC=1000000", self.session.told(), "in its turns it was armed")

    def test_a_hang_is_ended_and_kithd_comes_back(self):
        pid = self.start(limit=3)
        self.marker.touch()
        hung = self.session.spawn([self.kith.kithctl, "log", "mum"], log="hung.log")
        self.wait(lambda: self.limit() == "3s", "the watchdog to be armed in the turn that hangs")
        self.marker.unlink()
        self.kith.restarted(pid)
        self.assertIn("Watchdog timeout", self.session.said())
        self.assertNotEqual(hung.wait(20), 0, "what was not kept is not acknowledged")
        self.kith.say("log", "mum")


class Trouble(Case):
    def test_what_only_a_person_can_mend_is_not_tried_again_and_again(self):
        """Each question is one try, and told as such; mended, the next one is answered: no counter must be reset by hand."""
        folder = self.kith.journal.parent
        folder.mkdir(mode=0o700)
        folder.chmod(0o777)
        self.session.run(["systemctl", "--user", "start", "kithd.socket", "kithd.service"])
        for _ in range(3):
            self.assertEqual(self.kith.ctl("today").returncode, 3)
        self.wait(lambda: self.session.show("ActiveState") == "failed", "kithd to give up")
        self.assertEqual((self.session.show("ExecMainStatus"), self.session.show("NRestarts")), ("78", "0"))
        told = [entry for entry in self.session.entries() if f"chmod 700 {folder}" in entry["MESSAGE"]]
        self.assertEqual({entry["PRIORITY"] for entry in told}, {"3"})
        folder.chmod(0o700)
        self.kith.say("today")

    def test_by_hand_beside_the_service(self):
        """Scenario 12: the second says who has the lock, and leaves."""
        pid = self.kith.start().pid()
        second = self.session.run([HOME / ".local/bin/kithd", "--console"])
        self.assertEqual(second.returncode, 1)
        self.assertIn(f"process {pid}", second.stderr)
        self.kith.say("today")

    def test_by_hand_beside_the_waiting_socket(self):
        """It must not take the place that systemd keeps: one kithd in the end, the service's."""
        self.kith.start("kithd.socket")
        by_hand = self.session.run([HOME / ".local/bin/kithd", "--console"])
        self.assertEqual(by_hand.returncode, 1)
        self.assertIn("already listens", by_hand.stderr)
        self.wait(lambda: self.session.show("SubState") == "running", "the service")
        self.kith.say("today")


class Sandbox(Case):
    """Scenario 36."""

    def setUp(self):
        super().setUp()
        for path, text in ((HOME / ".ssh/id_ed25519", "secret"), (pathlib.Path("/tmp/of-others"), "x")):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        (HOME / ".config/systemd/user").mkdir(parents=True)
        self.other = self.session.spawn(["sleep", "infinity"])
        sandbox_probe.SYSTEM_BUS.unlink(missing_ok=True)
        self.enterContext(socket.create_server(str(sandbox_probe.SYSTEM_BUS), family=socket.AF_UNIX))

    def probe(self, name):
        return ["/usr/bin/python3", "-B", HOME / TESTS / "support/sandbox_probe.py", self.other.pid, self.kith.journal.parent / name]

    def results(self, name):
        return json.loads((self.kith.journal.parent / name).read_text())

    def test_probes_inside_are_blocked_and_what_kithd_needs_is_not(self):
        self.kith.start("kithd.socket")
        # Outside, to see that the probes themselves work: there an ordinary person can do all this.
        outside = self.session.run(self.probe("outside.json"))
        self.assertEqual(outside.returncode, 0, outside.stderr)
        for name in {**sandbox_probe.FORBIDDEN, **sandbox_probe.NEEDED}:
            with self.subTest("outside", name=name):
                self.assertIsNone(self.results("outside.json")[name])
        self.kith.adjust("Type=oneshot\nRestart=no\nWatchdogSec=0\nExecStart=\nExecStart=" + " ".join(map(str, self.probe("inside.json"))))
        self.kith.start("kithd.service")
        inside = self.results("inside.json")
        for name in {**sandbox_probe.FORBIDDEN, **sandbox_probe.FORBIDDEN_ANYWAY}:
            with self.subTest("inside", name=name):
                self.assertIsNotNone(inside[name], "it was possible")
        for name in sandbox_probe.NEEDED:
            with self.subTest("inside", name=name):
                self.assertIsNone(inside[name])

    def test_a_nudge_reaches_the_desktop_and_the_click_the_journal(self):
        self.kith.write_plan(PLAN.format(item="call-mum", at=self.kith.at()))
        self.session.start_server()
        self.kith.set_clock()
        self.kith.start()
        self.wait(lambda: self.session.notification("Call Mum"), "the nudge")
        self.session.act("Done")
        self.wait(lambda: "contact" in self.kith.kinds(), "the click to be kept")


if __name__ == "__main__":
    session.run(__file__, "the units under a user manager: start, activation, reload, watchdog, restart, stop, sandbox")
