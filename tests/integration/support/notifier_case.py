"""What the tests of a failing notification server have in common: a bus, a server that does as it is told, kithd, and what must hold in the end."""
import sys
import time
import unittest

from lab import Lab
from nudges import Nudges, call
from scripted_server import DISMISSED, ScriptedServer

TRIAL = "Hello from kith"


class NotifierCase(unittest.TestCase):
    programs = ()          # kithd and kithctl

    def setUp(self):
        self.lab = self.enterContext(Lab("none"))
        self.server = self.enterContext(ScriptedServer(self.lab))

    def plan(self, *names, more="", **minutes):
        """These calls are due at noon, or so many minutes later."""
        self.kith = Nudges(self.lab, *self.programs, dict.fromkeys(names, 0) | minutes, more)

    def begin(self, *names, more=""):
        """A server, kithd in touch with it, and these calls due in seconds."""
        self.plan(*names, more=more)
        self.server.start()
        self.kith.start_before(0)
        self.wait_for_desktop("scripted 1.0")

    def wait_for_desktop(self, words):
        self.lab.wait_until(lambda: words in self.kith.ask("status")["desktop"], 10, lambda: f"{words!r} in {self.kith.ask('status')}")

    def wait_for_moment(self, *names):
        """Waits until these calls have come due, on the screen or not."""
        self.lab.wait_until(lambda: self.kith.nudged() == sorted(names), 20, lambda: f"{names} to come due, not {self.kith.nudged()}")

    def expect_on_screen(self, *names, seconds=10):
        """Comes to show each of these calls once, and nothing else."""
        wanted = sorted(call(name) for name in names)
        self.lab.wait_until(lambda: self.server.summaries() == wanted, seconds, lambda: f"{wanted}, not {self.server.screen()}\n{self.kith.log()}")

    def expect_called(self, *names):
        self.lab.wait_until(lambda: self.kith.called() == sorted(names), 10, lambda: f"the calls of {names}, not {self.kith.called()}")

    def trial_is_shown(self):
        shown = TRIAL in self.server.summaries()
        # kithd shows one a second: the one asked for may have been one too many.
        if not shown:
            self.kith.ctl("try")
        return shown

    def settle(self):
        """What a server has said so far is in the journal, and what was to be shown is shown: a notice goes the whole way after it."""
        self.lab.wait_until(lambda: self.server.knows_kithd() and self.kith.ctl("try").returncode == 0, 10, "kithd and the server to meet")
        self.lab.wait_until(self.trial_is_shown, 10, "the trial notice")
        self.server.close(TRIAL, DISMISSED)

    def expect_settled(self, screen, called):
        """It comes to be so and stays so, and nobody was nudged for twice."""
        self.expect_on_screen(*screen)
        self.settle()
        self.assertEqual(sorted(call(name) for name in screen), self.server.summaries())
        self.assertEqual(sorted(called), self.kith.called())
        self.assertEqual(sorted(set(self.kith.nudged())), self.kith.nudged())

    def assert_nobody_waits(self):
        for command in (["today"], ["next"], ["status"]):
            begin = time.monotonic()
            self.kith.say(*command)
            self.assertLess(time.monotonic() - begin, 2, command)


def main():
    NotifierCase.programs = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
