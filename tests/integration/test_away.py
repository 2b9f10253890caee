"""What kithd does while the person can't be reached: nothing, and then once.

usage: test_away.py KITHD KITHCTL [TEST ...]
"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402
from presence import ME, Bus, InhibitingServer, Logind  # noqa: E402

KITHD = KITHCTL = ""

PLAN = """\
reflect: false
waking: 00:00-24:00
people:
  mum: {{name: Mum}}
touchpoints:
  call-mum: {{do: "Call {{name}}", with: mum, every: "day at {at}"}}
"""


class Away(unittest.TestCase):
    def begin(self, desktop):
        self.lab = self.enterContext(Lab(desktop))
        self.system = Bus(self.lab, "DBUS_SYSTEM_BUS_ADDRESS")
        self.system.start()
        self.kith = Kith(self.lab, KITHD, KITHCTL, lead=6)
        self.kith.write_plan(PLAN.format(at=self.kith.at()))

    def gate(self):
        return [moment.get("hold", {}).get("gate") for moment in self.kith.ask("today")["coming"]]

    def wait_for_gate(self, gate):
        self.lab.wait_until(lambda: self.gate() == [gate], 20, lambda: f"what is due to be held by {gate}\n{self.kith.log()}")

    def test_a_locked_screen_holds_what_is_due_until_it_is_unlocked(self):
        self.begin("mock")
        logind = Logind(self.system, ["c1", ME, True])
        self.kith.start()
        self.wait_for_gate("away")
        self.assertIsNone(self.lab.notification("Call Mum"))
        logind.lock("c1", False)
        self.lab.wait_until(lambda: self.lab.notification("Call Mum"), 20, lambda: f"the nudge\n{self.kith.log()}")
        self.assertEqual(self.kith.kinds().count("nudged"), 1)

    def test_a_server_that_is_not_to_disturb_holds_it_too(self):
        self.begin("none")
        server = InhibitingServer(self.session_bus(), inhibited=True)
        self.kith.start()
        self.wait_for_gate("do not disturb")
        server.inhibit(False)
        self.lab.wait_until(lambda: self.kith.kinds().count("nudged") == 1, 20, lambda: f"the nudge\n{self.kith.log()}")

    def session_bus(self):
        bus = Bus(self.lab, "DBUS_SESSION_BUS_ADDRESS")
        bus.connect()
        return bus


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
