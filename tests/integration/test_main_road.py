"""A nudge from the plan to the desktop and back, with the built programs and real notification servers.

usage: test_main_road.py KITHD KITHCTL [TEST ...]
"""
import json
import os
import pathlib
import signal
import stat
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from kith import Kith, plain  # noqa: E402
from lab import Lab  # noqa: E402

KITHD = KITHCTL = ""

PLAN = """\
reflect: {reflect}
waking: 00:00-24:00
people:
  mum: {{name: "Mum <b>&", circle: family}}
  sam: {{name: Sam, circle: partner}}
touchpoints:
  call-mum: {{do: "Call {{name}}", with: mum, every: "day at {at}", by: call, prompts: ["What made you laugh?"]}}
"""


class MainRoad(unittest.TestCase):
    def kith(self, lab, reflect="false"):
        kith = Kith(lab, KITHD, KITHCTL)
        kith.write_plan(PLAN.format(at=kith.at(), reflect=reflect))
        return kith

    def wait_for_nudge(self, lab, kith, summary="Call Mum <b>&"):
        return lab.wait_until(lambda: lab.notification(summary), 15, lambda: f"the nudge\n{kith.log()}")

    def test_done_lands_in_the_history_and_survives_a_kill(self):
        for server in ("dunst", "xfce4-notifyd"):
            with self.subTest(server), Lab(server) as lab:
                kith = self.kith(lab, reflect="true").start()
                self.assertEqual(kith.ask("next")["moments"][0]["item"], "call-mum")
                nudge = self.wait_for_nudge(lab, kith)
                self.assertEqual(nudge.labels(), ["Done", "Later", "Not today"])
                self.assertIn("What made you laugh?", nudge.body)
                self.assertEqual([moment["item"] for moment in kith.ask("today")["open"]], ["call-mum"])

                lab.act("Done", "Call Mum <b>&")
                lab.wait_until(lambda: "contact" in kith.kinds(), 5, "the click to be kept")
                question = lab.wait_until(lambda: [one for one in lab.notifications() if "Lighter" in one.labels()], 5, "the question how it felt")
                self.assertEqual(len(lab.notifications()), 1, "the nudge itself is closed")
                lab.act("Lighter", question[0].summary)
                lab.wait_until(lambda: "felt" in kith.kinds(), 5, "the answer to be kept")

                before = kith.export()
                kith.kill()
                kith.start()
                self.assertEqual(kith.export(), before)
                self.assertIn("done", kith.say("history"))
                today = kith.ask("today")
                self.assertEqual((today["open"], [moment["status"] for moment in today["ended"]]), ([], ["done"]))
                self.assertEqual(len([one for one in lab.notifications() if "Done" in one.labels()]), 0, "nothing closed is shown again")

    def test_open_notice_is_replaced_not_stacked_after_a_kill(self):
        with Lab("dunst") as lab:
            kith = self.kith(lab).start()
            first = self.wait_for_nudge(lab, kith)
            lab.wait_until(lambda: kith.remembered() == 1, 5, "the notice's id to be recorded")
            kith.kill()
            kith.start()
            # A call counts before the server has answered it: what it replaces is known then.
            lab.wait_until(lambda: [one.replaces for one in lab.notifications()] == [first.id], 10, "the notice to be shown again in its own place")
            self.assertEqual((lab.notify_calls(), [one.summary for one in lab.notifications()]), (2, [first.summary]))
            lab.act("Done")
            lab.wait_until(lambda: "contact" in kith.kinds(), 5, "the click to be kept")
            self.assertEqual(kith.kinds().count("nudged"), 1, "shown again is not nudged again")

    def test_later_and_not_today(self):
        with Lab("dunst") as lab:
            kith = self.kith(lab).start()
            self.wait_for_nudge(lab, kith)
            lab.act("Later")
            lab.wait_until(lambda: [m["status"] for m in kith.ask("today")["open"]] == ["snoozed"], 5, "the nudge to be put off")
            lab.wait_until(lambda: not lab.notifications(), 5, "the notice to go")
            self.assertIn("Taken back", kith.say("undo"))
            self.assertEqual([m["status"] for m in kith.ask("today")["open"]], ["open"])
            kith.say("skip", "call")
            self.assertEqual(kith.ask("today")["open"], [])

    def test_no_server_for_a_while(self):
        with Lab("none") as lab:
            kith = self.kith(lab).start()
            lab.wait_until(lambda: "nudged" in kith.kinds(), 15, "the moment to come")
            self.assertIn("notification", kith.ask("status")["desktop"])
            lab.server = "mock"
            lab.start_server()
            begin = time.monotonic()
            self.wait_for_nudge(lab, kith)
            self.assertLess(time.monotonic() - begin, 5)
            self.assertEqual(kith.kinds().count("nudged"), 1)

    def test_server_restarts_and_an_old_click_counts_nothing(self):
        with Lab("mock") as lab:
            kith = self.kith(lab).start()
            old = self.wait_for_nudge(lab, kith)
            lab.kill_server()
            lab.start_server()
            self.wait_for_nudge(lab, kith)
            kith.say("done", "call-mum")
            lab.wait_until(lambda: not lab.notifications(), 5, "the notice to go")
            before = len(kith.export())
            lab.emit("ActionInvoked", "(us)", (old.id, "done"))
            lab.emit("ActionInvoked", "(us)", (4711, "done"))
            kith.say("try")
            self.assertEqual(len(kith.export()), before)

    def test_hung_server_delays_nobody(self):
        with Lab("mock") as lab:
            kith = self.kith(lab).start()
            lab.stop_server()
            lab.wait_until(lambda: "nudged" in kith.kinds(), 15, "the moment to come")
            begin = time.monotonic()
            kith.say("today")
            self.assertLess(time.monotonic() - begin, 1)
            lab.cont_server()
            self.wait_for_nudge(lab, kith)
            self.assertEqual(len(lab.notifications()), 1)

    def test_on_a_terminal_without_a_session_bus(self):
        with Lab("none") as lab:
            del lab.env["DBUS_SESSION_BUS_ADDRESS"]
            kith = self.kith(lab).start()
            lab.wait_until(lambda: "Call Mum" in kith.out(), 15, lambda: f"the nudge on the terminal\n{kith.log()}")
            self.assertIn("kithctl done call-mum", kith.out())
            self.assertNotIn("\x1b", kith.out())

    def test_the_daemon_is_away_or_hangs(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            away = kith.ctl("today")
            self.assertEqual(away.returncode, 3)
            self.assertIn("kithd", away.stderr)
            kith.start()
            kith.process.send_signal(signal.SIGSTOP)
            begin = time.monotonic()
            hung = kith.ctl("next")
            self.assertEqual(hung.returncode, 3)
            self.assertLess(time.monotonic() - begin, 6)
            kith.process.send_signal(signal.SIGCONT)
            kith.say("next")

    def test_a_second_daemon_leaves(self):
        with Lab("none") as lab:
            kith = self.kith(lab).start()
            second = lab.run([KITHD])
            self.assertNotEqual(second.returncode, 0)
            self.assertIn(str(kith.process.pid), second.stderr)
            kith.say("today")
            self.assertEqual(kith.stop(), 0)

    def test_private_files(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            old = os.umask(0)
            try:
                kith.start()
            finally:
                os.umask(old)
            kith.say("log", "sam", "--note", "only ours")
            data = lab.folder / "home/.local/share/kith"
            runtime = lab.folder / "run/kith"
            for path in (data, runtime, *data.iterdir(), *runtime.iterdir()):
                self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_a_first_plan_with_three_mistakes(self):
        with Lab("none") as lab:
            kith = Kith(lab, KITHD, KITHCTL)
            kith.write_plan("peple:\n  mum: {name: Mum}\ntouchpoints:\n  call-mum:\n    with: mun\n    every: wek on sunday\n")
            check = kith.ctl("plan", "check")
            self.assertEqual(check.returncode, 1)
            text = plain(check.stdout + check.stderr)
            for part in ("plan.yaml:1:1:", "people", "plan.yaml:5:11:", "mun", "plan.yaml:6:12:", "week on sun"):
                self.assertIn(part, text)
            kith.start()
            today = kith.ctl("today")
            self.assertEqual(today.returncode, 1)
            self.assertIn("plan check", today.stderr)

    def test_what_is_rehearsed_comes_so_and_nothing_is_recorded(self):
        with Lab("mock") as lab:
            kith = self.kith(lab).start()
            before = kith.export()
            foretold = kith.ask("rehearse", "2d")
            self.assertEqual([one["items"] for one in foretold], [["call-mum"]] * 2)
            self.assertEqual(kith.export(), before)
            self.assertIn("Call Mum <b>&", kith.say("rehearse"))
            self.wait_for_nudge(lab, kith)
            nudged = [record for record in kith.export() if record["kind"] == "nudged"]
            self.assertEqual([record["planned"] for record in nudged], [foretold[0]["at"]])
            # Open now: told first, and not foretold again.
            self.assertEqual(kith.ask("rehearse", "2d"), foretold[1:])
            self.assertIn("Open now", kith.say("rehearse"))

            kith.write_plan("peple:\n")
            lab.wait_until(lambda: kith.ask("status")["plan_state"] == "broken", 10, "the mistake to be seen")
            last_good = kith.ctl("rehearse", "2d", "--json")
            self.assertEqual(json.loads(last_good.stdout), foretold[1:])
            self.assertIn("last good plan", plain(last_good.stderr))
            kith.stop()
            self.assertEqual(kith.ctl("rehearse").returncode, 3)
            kith.write_plan(PLAN.format(at="23:59", reflect="false"))
            self.assertIn("23:59", kith.say("rehearse", "--without-state", str(kith.plan)))

    def test_people_log_undo_export(self):
        with Lab("none") as lab:
            kith = self.kith(lab).start()
            kith.say("log", "mum", "sam", "--kind", "call", "--minutes", "30", "--on", "yesterday")
            self.assertTrue(all("last_contact" in person for person in kith.ask("people")["people"] if person["id"] != "self"))
            self.assertEqual(kith.ctl("log", "mum", "--on", "2999-01-01").returncode, 1)
            self.assertIn("Did you mean mum", plain(kith.ctl("log", "mun").stderr))
            kith.say("undo")
            self.assertFalse(any("last_contact" in person for person in kith.ask("people")["people"]))
            self.assertEqual(kith.ctl("undo").returncode, 1)
            for command in (["today"], ["agenda"], ["next", "3"], ["show", "mum"], ["show", "call-mum"], ["why", "call-mum"], ["why", "sam"], ["people"],
                            ["history"], ["status"], ["plan", "path"], ["plan", "show"], ["plan", "check"]):
                self.assertTrue(kith.say(*command).strip(), command)


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
