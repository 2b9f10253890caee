"""Saving the plan is enough: every way people save, and every way a save goes wrong (scenarios 20 to 22).

usage: test_live_reload.py KITHD KITHCTL [TEST ...]
"""
import os
import pathlib
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402

KITHD = KITHCTL = ""

PLAN = """\
# Written with care.
reflect: false
waking: 00:00-24:00
people:
  mum: {{name: Mum}}
touchpoints:
  {item}: {{do: "Call {{name}}", with: mum, every: "day at {at}", from: 2020-01-01}}
"""
NEEDS_A_LOOK = "Your plan needs a look"


class LiveReload(unittest.TestCase):
    def setUp(self):
        self.lab = self.enterContext(Lab("mock"))
        self.kith = Kith(self.lab, KITHD, KITHCTL)
        # Far from now: nothing comes due while a test runs.
        self.later = self.kith.at(600)
        self.kith.write_plan(self.plan("first"))

    def plan(self, item):
        return PLAN.format(item=item, at=self.later)

    def start(self):
        self.kith.start()
        self.expect("first")
        return self.kith

    def items(self):
        return [moment["item"] for moment in self.kith.ask("next")["moments"]]

    def expect(self, item):
        self.lab.wait_until(lambda: self.items() == [item], 10, lambda: f"the item {item}, not {self.items()}\n{self.kith.log()}")

    def status(self):
        return self.kith.ask("status")

    def expect_state(self, state):
        return self.lab.wait_until(lambda: self.status()["plan_state"] == state and self.status(), 10,
                                   lambda: f"the plan to be {state}\n{self.status()}\n{self.kith.log()}")

    def edit_with(self, *command):
        done = subprocess.run([str(word) for word in command], env=self.lab.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")

    def replace_file(self, text, path=None):
        """As most editors save: a new file beside it, renamed over it."""
        path = path or self.kith.plan
        fresh = path.with_name(".plan.yaml.tmp")
        fresh.write_text(text)
        os.rename(fresh, path)

    # -- every way to save (scenario 21) -------------------------------------------------------------------------------------------------

    def test_editors(self):
        self.start()
        self.edit_with("vim.tiny", "-e", "-s", "-u", "NONE", "-c", "%s/first:/by-vim:/", "-c", "wq", self.kith.plan)
        self.expect("by-vim")
        self.edit_with("sed", "-i", "s/by-vim:/by-sed:/", self.kith.plan)
        self.expect("by-sed")
        self.replace_file(self.plan("by-rename"))
        self.expect("by-rename")
        self.kith.write_plan(self.plan("in-place"))
        self.expect("in-place")
        self.edit_with("cp", "--", self.write_aside(self.plan("by-cp")), self.kith.plan)
        self.expect("by-cp")

    def write_aside(self, text):
        path = self.lab.folder / "aside.yaml"
        path.write_text(text)
        return path

    def test_a_hundred_saves_a_second_end_with_the_last(self):
        self.start()
        begin = time.monotonic()
        for number in range(200):
            (self.kith.write_plan if number % 2 else self.replace_file)(self.plan(f"save-{number}"))
            # The saves themselves are to be this fast; nothing is waited for.
            while time.monotonic() < begin + number / 100:
                pass
        self.expect("save-199")
        self.assertEqual(self.status()["plan_state"], "good")

    def test_links_are_followed_edited_and_repointed(self):
        """Scenario 22: a dotfile manager's chain of links."""
        farm = self.lab.folder / "dotfiles"
        farm.mkdir()
        self.kith.plan.unlink()
        (farm / "real.yaml").write_text(self.plan("first"))
        (farm / "middle.yaml").symlink_to("real.yaml")
        self.kith.plan.symlink_to(farm / "middle.yaml")
        self.start()
        self.replace_file(self.plan("behind-two-links"), farm / "real.yaml")
        self.expect("behind-two-links")
        self.edit_with("vim.tiny", "-e", "-s", "-u", "NONE", "-c", "%s/behind-two-links:/through-the-link:/", "-c", "wq", self.kith.plan)
        self.expect("through-the-link")
        self.assertTrue(self.kith.plan.is_symlink())
        (farm / "other.yaml").write_text(self.plan("elsewhere"))
        (farm / "fresh").symlink_to("other.yaml")
        os.rename(farm / "fresh", farm / "middle.yaml")
        self.expect("elsewhere")
        os.rename(farm / "real.yaml", farm / "away.yaml")
        (farm / "loop").symlink_to("middle.yaml")
        os.rename(farm / "loop", farm / "middle.yaml")
        self.expect_state("broken")
        self.expect("elsewhere")

    def test_a_plan_in_parts(self):
        """plan.d: parts come and go; a key that stands in two files is an error that names both."""
        self.start()
        parts = self.kith.plan.parent / "plan.d"
        parts.mkdir()
        (parts / "more.yaml").write_text("touchpoints:\n  aa: {with: mum, every: day at 00:01}\n  bb: {with: mum, every: day at 00:02}\n")
        self.lab.wait_until(lambda: self.status()["items"] == 3, 10, "both items of the part")
        (parts / "again.yaml").write_text("touchpoints:\n  aa: {with: mum, every: week}\n")
        text = self.expect_state("broken")["problems"][0]["text"]
        self.assertIn("again.yaml", text)
        self.assertIn("more.yaml", text)
        self.assertEqual(self.status()["items"], 3)
        (parts / "again.yaml").unlink()
        self.expect_state("good")
        (parts / "more.yaml").unlink()
        self.lab.wait_until(lambda: self.status()["items"] == 1, 10, "the part's items to go")

    # -- every way to break it (scenario 20) ---------------------------------------------------------------------------------------------

    def breakages(self):
        plan = self.kith.plan

        def instead(make):
            def act():
                plan.unlink()
                make()
            return act
        yield "unknown key", lambda: plan.write_text(self.plan("other") + "touchpints: {}\n")
        yield "empty", lambda: plan.write_text("")
        yield "null", lambda: plan.write_text("null\n")
        yield "only a comment", lambda: plan.write_text("# soon\n")
        yield "an unclosed quote", lambda: plan.write_text(self.plan("other").replace('"Call {name}"', '"Call {name}'))
        yield "a bomb", lambda: plan.write_text("a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20)))
        yield "invalid UTF-8", lambda: plan.write_bytes(b"people: {mum: {name: \xff\xfe}}\n")
        yield "oversized", lambda: plan.write_bytes(b"# " + b"x" * (33 << 20) + b"\n")
        yield "two documents", lambda: plan.write_text(self.plan("other") + "---\n" + self.plan("another"))
        yield "a fifo", instead(lambda: os.mkfifo(plan))
        yield "a folder", instead(plan.mkdir)
        yield "a link to nothing", instead(lambda: plan.symlink_to("nowhere.yaml"))
        yield "a link to itself", instead(lambda: plan.symlink_to("plan.yaml"))

    def mend(self):
        if self.kith.plan.is_dir() and not self.kith.plan.is_symlink():
            self.kith.plan.rmdir()
        else:
            self.kith.plan.unlink(missing_ok=True)
        self.kith.write_plan(self.plan("first"))
        self.expect_state("good")

    def test_a_broken_plan_changes_nothing_and_says_where(self):
        self.start()
        for name, breaks in self.breakages():
            with self.subTest(name):
                breaks()
                problem = self.expect_state("broken")["problems"][0]
                self.assertIn("plan.yaml", problem["text"])
                self.assertEqual(self.items(), ["first"])
                self.mend()
        self.kith.plan.unlink()
        self.expect_state("none")
        self.assertEqual(self.items(), ["first"], "a plan that is gone is no order to forget everything")

    def test_told_once_and_gone_when_mended(self):
        self.start()
        self.kith.write_plan(self.plan("other").replace("with: mum", "with: mumm"))
        told = self.lab.wait_until(lambda: self.lab.notification(NEEDS_A_LOOK), 10, lambda: f"the notice\n{self.kith.log()}")
        self.assertTrue(told.body.startswith("plan.yaml:7:"), told.body)
        self.assertIn("kithctl plan check", told.body)
        self.assertIn("plan.yaml:7:", self.kith.say("status"))
        self.kith.write_plan(self.plan("other").replace("every:", "evry:"))
        self.lab.wait_until(lambda: any("evry" in problem["text"] for problem in self.status()["problems"]), 10, "the second problem")
        self.assertEqual(len([one for one in self.lab.history() if one.summary == NEEDS_A_LOOK]), 1, "once is enough")
        self.kith.write_plan(self.plan("mended"))
        self.expect("mended")
        self.lab.wait_until(lambda: not self.lab.notification(NEEDS_A_LOOK), 10, "the notice to go")

    def test_a_restart_with_a_broken_plan_goes_on_with_the_last_good_one(self):
        self.start()
        self.kith.write_plan("people: {mum: {name: Mum}\n")
        self.expect_state("broken")
        for end in (self.kith.kill, self.kith.stop):
            end()
            self.kith.start()
            self.assertEqual(self.items(), ["first"])
            self.assertEqual(self.status()["plan_state"], "broken")
        self.mend()

    # -- edits are lived at once (L7) ----------------------------------------------------------------------------------------------------

    def test_what_an_edit_takes_away_leaves_the_screen(self):
        self.later = self.kith.at()
        self.kith.write_plan(self.plan("first"))
        self.start()
        self.lab.wait_until(lambda: self.lab.notification("Call Mum"), 15, lambda: f"the nudge\n{self.kith.log()}")
        self.kith.write_plan(self.plan("first").replace("Call {name}", "Ring {name}"))
        self.lab.wait_until(lambda: self.status()["plan_state"] == "good", 10, "the edit")
        self.assertEqual(len(self.lab.notifications()), 1, "an open one of the same key stays")
        self.kith.write_plan("people:\n  mum: {name: Mum}\n")
        self.lab.wait_until(lambda: not self.lab.notifications(), 10, lambda: f"the notification to go\n{self.kith.log()}")
        self.assertIn("withdrawn", self.kith.kinds())


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
