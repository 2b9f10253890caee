"""kithctl changes the plan: killed at any moment, in a race with others, over links, and with kithd looking on (scenarios 21 to 25).

usage: test_plan_edits.py KITHD KITHCTL [--kills N] [--seed N] [TEST ...]
"""
import argparse
import os
import pathlib
import random
import re
import stat
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402

KITHD = KITHCTL = ""
KILLS = 400
SEED = 0

PEOPLE = 8
PLAN = "# Mine, and with care.\ngap: 30m   # enough\npeople:\n" + "".join(
    f"  p{number}: {{name: P{number}}}   # somebody\n" for number in range(PEOPLE)) + \
    "touchpoints:\n  call:\n    with: p0\n    every: week on sun at 16:00   # after tea\n"


class PlanEdits(unittest.TestCase):
    def kith(self, lab, text=PLAN):
        """With the plan behind a link, as people keep it who manage their settings."""
        kith = Kith(lab, KITHD, KITHCTL)
        target = lab.folder / "dotfiles/kith-plan.yaml"
        target.parent.mkdir()
        target.write_text(text)
        target.chmod(0o640)
        kith.plan.symlink_to(target)
        return kith, target

    def test_killed_at_any_moment(self):
        chance = random.Random(SEED)
        with Lab("none") as lab:
            kith, target = self.kith(lab)
            old, landed = PLAN, 0
            # How long it takes when nobody disturbs it, so that the kills are spread over all of it.
            begin = time.monotonic()
            kith.say("set", "gap", "30m", "--dry-run")
            whole = 2 * (time.monotonic() - begin)
            for number in range(KILLS):
                gap = f"{number % 40 + 1}m"
                new = re.sub(r"gap: \d+m", f"gap: {gap}", old)
                process = subprocess.Popen([KITHCTL, "set", "gap", gap], env=lab.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, whole))   # a load, not a wait: where it is killed is chance
                process.kill()
                process.wait()
                text = target.read_text()
                self.assertIn(text, (old, new), f"seed {SEED}, kill {number}")
                landed += text == new and new != old
                old = text
                self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o640)
                self.assertTrue(kith.plan.is_symlink())
            self.assertGreater(landed, 0, "some edits were done before the kill")
            self.assertLess(landed, KILLS, "some were not")
            # What a killed one leaves is taken away by the next.
            kith.say("set", "gap", "59m")
            self.assertEqual([one.name for one in target.parent.iterdir()], [target.name])

    def test_a_race_loses_nobodys_edit(self):
        with Lab("none") as lab:
            kith, target = self.kith(lab)
            done = {}

            def edit(number):
                for days in range(1, 13):
                    if kith.ctl("set", f"p{number}", "space", f"{days}d").returncode == 0:
                        done[number] = days
            threads = [threading.Thread(target=edit, args=[number]) for number in range(PEOPLE)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(len(done), PEOPLE, "each got through at least once")
            lines = target.read_text().splitlines()
            for number, days in done.items():
                self.assertIn(f"  p{number}: {{name: P{number}, space: {days}d}}   # somebody", lines)

    def test_an_editor_wins_a_race(self):
        with Lab("none") as lab:
            kith, target = self.kith(lab)
            saved = []
            stop = threading.Event()

            def write_like_an_editor():
                while not stop.is_set():
                    saved.append(f"# thought {len(saved)}")
                    fresh = target.with_suffix(".saving")
                    fresh.write_text(PLAN + "\n".join(saved) + "\n")
                    fresh.rename(target)
            editor = threading.Thread(target=write_like_an_editor)
            editor.start()
            answers = [kith.ctl("set", "gap", f"{number + 1}m") for number in range(40)]
            stop.set()
            editor.join()
            self.assertEqual([line for line in target.read_text().splitlines() if line.startswith("# thought")], saved)
            for answer in answers:
                self.assertIn(answer.returncode, (0, 1))
                if answer.returncode == 1:
                    self.assertRegex(answer.stderr, "changed")

    def test_read_only_and_missing(self):
        with Lab("none") as lab:
            kith, target = self.kith(lab)
            target.chmod(0o440)
            answer = kith.ctl("set", "gap", "1h")
            self.assertEqual(answer.returncode, 1)
            self.assertIn("is read-only, so nothing was changed", " ".join(answer.stderr.split()))
            self.assertEqual(target.read_text(), PLAN)
            target.unlink()
            answer = kith.ctl("set", "gap", "1h")
            self.assertEqual(answer.returncode, 1)
            self.assertIn("link to a file that is not there", answer.stderr)

    def test_kithd_takes_it_up_and_says_what_moves(self):
        with Lab("none") as lab:
            kith, target = self.kith(lab)
            kith.start("--console")
            said = kith.say("set", "call", "every", "week on mon at 19:00")
            self.assertRegex(said, r"call: every is now week on mon at 19:00\.\ncall moves from .*16:00 to .*19:00; next: .*19:00\.")
            self.assertEqual(target.read_text(), PLAN.replace("week on sun at 16:00", "week on mon at 19:00"))
            self.assertIn("call moves from", kith.say("plan", "undo"))
            self.assertEqual(target.read_text(), PLAN)
            self.assertRegex(kith.say("add", "touchpoint", "tea", "--with", "p1", "--every", "day at 15:00"), r"tea comes .*15:00")
            self.assertIn("tea", str(kith.ask("agenda")))
            self.assertIn("kithd has taken it up", kith.say("rename", "p1", "robin"))
            self.assertIn("  robin: {name: P1, was: [p1]}   # somebody", target.read_text().splitlines())
            kith.say("remove", "tea", "--yes")
            self.assertNotIn("tea:", target.read_text())

    def test_a_plan_made_with_kithctl_alone(self):
        with Lab("none") as lab:
            kith = Kith(lab, KITHD, KITHCTL)
            for words in (("add", "person", "Mum", "--circle", "family", "--born", "03-02"),
                          ("add", "person", "sam", "--name", "Sam", "--circle", "partner"),
                          ("set", "quiet", "21:30-08:00"),
                          ("set", "week.micro", "3"),
                          ("add", "touchpoint", "voice-note", "--do", "Send {name} a voice note", "--one-of", "mum, sam", "--every", "day",
                           "--between", "11:00-20:00", "--by", "voice", "--minimum", "true"),
                          ("add", "touchpoint", "dinner", "--do", "Have dinner with {name}", "--with", "sam", "--every",
                           "month on first fri at 19:00", "--heads-up", "3 days, 2h"),
                          ("add", "checkin", "sam-weekly", "--with", "sam", "--every", "week on sun at 18:30"),
                          ("add", "solitude", "long-walk", "--every", "week on sat", "--between", "10:00-12:00"),
                          ("add", "season", "grief", "--keep", "minimum", "--daily-limit", "1")):
                kith.say(*words)
            self.assertEqual(kith.plan.read_text(), """\
people:
  mum: {name: Mum, circle: family, born: 03-02}
  sam: {name: Sam, circle: partner}

quiet: [21:30-08:00]

week:
  micro: 3

touchpoints:
  voice-note:
    do: Send {name} a voice note
    one_of: [mum, sam]
    every: day
    between: 11:00-20:00
    by: voice
    minimum: true
  dinner:
    do: Have dinner with {name}
    with: sam
    every: month on first fri at 19:00
    heads_up: [3 days, 2h]

checkins:
  sam-weekly: {with: sam, every: week on sun at 18:30}

solitude:
  long-walk: {every: week on sat, between: 10:00-12:00}

seasons:
  grief: {keep: minimum, daily_limit: 1}
""")
            self.assertEqual(stat.S_IMODE(kith.plan.stat().st_mode), 0o600)
            kith.say("plan", "check")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kithd")
    parser.add_argument("kithctl")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    given, rest = parser.parse_known_args()
    KITHD, KITHCTL, KILLS, SEED = given.kithd, given.kithctl, given.kills, given.seed
    os.umask(0o077)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
