"""A laptop's day in a session of systemd's, from login to logout, with what goes wrong in one.

usage: test_session_day.py KITHD KITHCTL [TEST ...]
"""
import os
import pathlib
import signal
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import session as sessions  # noqa: E402
from session import Session, Unit  # noqa: E402

PLAN = """\
reflect: false
waking: 00:00-24:00
people:
  mum: {{name: Mum, circle: family}}
  sam: {{name: Sam, circle: partner}}
touchpoints:
  call-mum: {{do: "Call {{name}}", with: mum, every: "day at {at}", by: call, from: 2020-01-01}}
"""
MORE = """\
  write-sam: {{do: "Write to {{name}}", with: sam, every: "day at {later}", from: 2020-01-01}}
"""


def live_at(east):
    """Sets the machine's zone, so many hours east of Greenwich, as timedatectl does: the link is replaced in one step."""
    fresh = pathlib.Path("/etc/localtime.new")
    fresh.symlink_to(f"/usr/share/zoneinfo/Etc/GMT{-east:+d}")   # counted westward there
    fresh.rename("/etc/localtime")


class Day(unittest.TestCase):
    def test_from_login_to_logout(self):
        session = self.enterContext(Session())
        kith = Unit(session)
        # Wherever it is noon now: the day must not end during the test.
        here = 12 - time.gmtime(kith.due).tm_hour
        live_at(here)
        due, later = (time.strftime("%H:%M", time.gmtime(kith.due + (here + hours) * 3600)) for hours in (0, 5))

        def wait(condition, what):
            return session.wait_until(condition, 20, lambda: f"{what}{session.said()}")

        # The first login: no plan, and nobody who could show a notification.
        session.systemctl("enable", "--now", "kithd.socket", "kithd.service")
        status = kith.ask("status")
        self.assertEqual(status["plan_state"], "none")
        self.assertIn("notification", status["desktop"])

        # A plan is written, and its first moment comes while still nobody can show it. Then somebody can.
        kith.set_clock()
        session.systemctl("restart", "kithd.service")
        kith.write_plan(PLAN.format(at=due))
        wait(lambda: "nudged" in kith.kinds(), "the moment")
        session.start_server()
        wait(lambda: session.notification("Call Mum"), "the nudge")
        session.act("Done", "Call Mum")
        wait(lambda: "contact" in kith.kinds(), "the click to be kept")
        self.assertEqual([moment["status"] for moment in kith.ask("today")["ended"]], ["done"])

        # The plan is edited, badly at first: the place of the mistake is told, and what was planned stays.
        kith.write_plan(PLAN.format(at=due).replace("with: mum", "with: mun"))
        status = wait(lambda: kith.ask("status")["plan_state"] == "broken" and kith.say("status"), "the mistake to be noticed")
        self.assertRegex(status, r"plan\.yaml:7:\d+: .*mun")
        self.assertEqual(kith.ask("next")["moments"][0]["item"], "call-mum")
        kith.write_plan((PLAN + MORE).format(at=due, later=later))
        wait(lambda: kith.ask("next")["moments"][0]["item"] == "write-sam", "the new plan to be taken up")

        # kithd is killed. It comes back by itself, and repeats nothing.
        before, shown, pid = kith.export(), session.notify_calls(), kith.pid()
        os.kill(pid, signal.SIGKILL)
        kith.restarted(pid)
        self.assertEqual(kith.export(), before)
        self.assertEqual(kith.ask("next")["moments"][0]["item"], "write-sam")

        # The next morning: the clock is a day further.
        kith.set_clock(days=1)
        session.systemctl("restart", "kithd.service")
        wait(lambda: session.notify_calls() > shown and session.notification("Call Mum"), "the next day's nudge")
        self.assertEqual([record["item"] for record in kith.export() if record["kind"] == "nudged"].count("call-mum"), 2)

        # The laptop travels, and 16:00 is 16:00 there too.
        there = here + 1 or 1
        live_at(there)
        wait(lambda: any("The machine's zone is now" in entry["MESSAGE"] for entry in session.entries()), "the new zone to be noticed")
        self.assertRegex(kith.ask("next")["moments"][0]["at"], rf"T{later}:00\{there:+03d}:00$")

        # Logout; and at the next login kithd is there with all it knew, the open nudge as well.
        history = kith.export()
        session.logout()
        session.login()
        wait(lambda: session.show("ActiveState") == "active", "kithd to come with the login")
        self.assertEqual(kith.export()[:len(history)], history)
        self.assertEqual([moment["item"] for moment in kith.ask("today")["open"]], ["call-mum"])
        leaving = [entry for entry in session.entries() if "kithd leaves" in entry["MESSAGE"]]
        self.assertEqual(len(leaving), 3, "two restarts and the logout, all in order")


if __name__ == "__main__":
    sessions.run(__file__, "a laptop's day under a user manager")
