"""The notification server restarts fifty times and in every way, while nudges come due, are answered and are put away at random: scenario 28.
None is lost, none is doubled, and no answer is credited to another.

usage: test_notifier_restarts.py KITHD KITHCTL [TEST ...]
KITH_RESTARTS and KITH_SEED say how many, and which life to live again.
"""
import collections
import os
import pathlib
import random
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from notifier_case import NotifierCase, main  # noqa: E402
from nudges import call  # noqa: E402
from scripted_server import DISMISSED, EXPIRED  # noqa: E402

RESTARTS = int(os.environ.get("KITH_RESTARTS", "50"))
SEED = int(os.environ.get("KITH_SEED", "1"))

# What is due in one minute after noon each.
ROUNDS = [names.split() for names in ("ada ben cleo dan eva finn", "gus hana ida jon kay", "leo mia noah olga", "pia quinn rosa")]

# What becomes of a nudge: a button or a reason for closing, and the records this leaves in the history.
ANSWERS = {"Done": ["done", "contact"], "kithctl": ["done", "contact"], "Later": ["snoozed"], "Not today": ["skipped"],
           EXPIRED: ["expired"], DISMISSED: ["dismissed"]}


class Restarts(NotifierCase):
    def test_28_none_lost_none_miscredited(self):
        self.random = random.Random(SEED)
        self.answers = {}          # name -> what became of it
        self.restarts = 0
        self.plan(**{name: minute for minute, names in enumerate(ROUNDS) for name in names})
        try:
            for minute, names in enumerate(ROUNDS):
                self.live(minute, names, (minute + 1) * RESTARTS // len(ROUNDS))
        except BaseException as error:
            error.add_note(f"seed {SEED}, after {self.restarts} restarts; answered: {self.answers}")
            raise
        self.assertEqual(RESTARTS, self.restarts)
        self.check()

    def live(self, minute, names, until):
        """From seconds before that minute until so many restarts have been."""
        begin = self.restarts
        if minute > 0:
            self.random.choice((self.kith.kill, self.kith.stop))()
        self.kith.start_before(minute)
        while self.restarts < until:
            if self.restarts == (begin + until) // 2:
                # With a server, with none, or with one that hangs.
                self.random.choice((lambda: None, self.server.die, self.server.hang))()
                self.lab.wait_until(lambda: set(names) <= set(self.kith.nudged()), 20, lambda: f"{names} to come due, not {self.kith.nudged()}")
            self.restart()
            if self.random.random() < 0.7:
                self.expect_all()
            # Enough that most are answered, and some are left for the rounds to come.
            if self.random.random() < 0.8 * len(names) / (until - begin):
                self.expect_all()
                self.answer()
        self.expect_all()
        self.settle()

    def restart(self):
        """Ends it in some way, and starts another; some of those don't last either."""
        self.restarts += 1
        stalled = self.random.random() < 0.3   # then kithd learns of the one's end and the other's beginning at once
        if stalled:
            self.kith.process.send_signal(signal.SIGSTOP)
        self.random.choice((self.server.die, lambda: None))()   # or it is only replaced
        self.server.start(self.random.choice((lambda: None, self.ghosts, self.server.show_of_others)))
        if stalled:
            self.kith.process.send_signal(signal.SIGCONT)
        what = self.random.choice(("lives", "dies at once", "dies inside Notify", "hangs", "hangs and dies"))
        if what == "dies inside Notify":
            last = self.random.choice((self.server.die_unseen, self.server.die_showing, self.server.reply_and_die))
            self.server.at_notify = [None] * self.random.randrange(8) + [last]
            self.lab.wait_until(lambda: not self.lab.name_owner() or self.all_shown(), 10, self.wanting)
            self.server.at_notify = []
        elif what.startswith("hangs"):
            self.server.hang(*self.random.choice((["Notify"], ["GetServerInformation"], ["GetCapabilities"], [])))
        if "dies" in what:
            self.server.die()
            self.server.start()
        self.server.go_on()

    def ghosts(self):
        """Signals about ids that it has not given to anybody yet."""
        for ident in range(1, 12):
            self.server.emit("ActionInvoked", "(us)", (ident, "done"))
            self.server.emit("NotificationClosed", "(uu)", (ident, DISMISSED))

    def answer(self):
        shown = self.server.summaries()
        waiting = [name for name in self.kith.nudged() if call(name) in shown]
        if not waiting:
            return
        name = self.random.choice(waiting)
        answer = self.answers[name] = self.random.choice(list(ANSWERS))
        if answer == "kithctl":
            self.kith.say("done", f"call-{name}")
        elif answer in (EXPIRED, DISMISSED):
            self.server.close(call(name), answer)
        else:
            self.server.click(call(name), answer, self.random.choice((1, 2)))

    # -- what must hold ----------------------------------------------------------------------------------------------------------------------

    def expected(self):
        return sorted(call(name) for name in self.kith.nudged() if name not in self.answers)

    def all_shown(self):
        return self.server.summaries() == self.expected()

    def expect_all(self):
        self.lab.wait_until(self.all_shown, 10, self.wanting)

    def wanting(self):
        return f"{self.expected()}, not {self.server.summaries()}\n{self.kith.log()}"

    def check(self):
        """Each came due once; the history has what each answer leaves there, once; and what is open is on the screen, once."""
        everybody = [name for names in ROUNDS for name in names]
        wanted = collections.Counter(("nudged", name) for name in everybody)
        for name, answer in self.answers.items():
            wanted.update((kind, name) for kind in ANSWERS[answer])
        found = collections.Counter()
        by_notice = {}
        for record in self.kith.export():
            item = by_notice[record["notice"]] if record["kind"] in ("expired", "dismissed") else record.get("item")
            if record["kind"] == "nudged":
                by_notice[record["notice"]] = item
            if item and record["kind"] != "appeared":
                found[record["kind"], item.removeprefix("call-")] += 1
        self.assertEqual((collections.Counter(), collections.Counter()), (wanted - found, found - wanted), "what is missing, what is extra")
        self.assertEqual([], [name for name in self.kith.open() if self.answers.get(name) in ("Done", "Not today", "kithctl")])
        self.assertTrue(self.all_shown())


if __name__ == "__main__":
    main()
