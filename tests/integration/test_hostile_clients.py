"""Hostile clients of the control socket (scenario 33): honest ones and the nudges go on as ever, and nothing of the others stays behind.

usage: test_hostile_clients.py KITHD KITHCTL [TEST ...]
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))
import hostile  # noqa: E402
import hostile_words  # noqa: E402
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402
from wire import Wire, request  # noqa: E402

KITHD = KITHCTL = ""

PLAN = """\
reflect: false
waking: 00:00-24:00
people:
  mum: {{name: Mum, circle: family}}
  sam: {{name: Sam, circle: partner}}
touchpoints:
  call-mum: {{do: "Call {{name}}", with: mum, every: "day at {at}", by: call}}
"""

COPIES = 3              # of each kind at once: with the slow kinds, all that are at work together stay within the 64 connections there are
SECONDS = 0.4           # that each kind goes on, at least
LEAD = 8                # seconds from the start to the nudge: while the slow kinds hold on
WORST = 2.0             # seconds for an honest answer, on a machine that is busy with much else
LATE = 3.0              # seconds for the nudge, likewise
GROWTH = 32 << 20       # bytes of memory
EVIL = ("\x1b", "\x07", "\x7f", "\u202e", "\u2066", "\r", "\u0085")


class Honest(threading.Thread):
    """Asks what comes next, again and again, on one connection or each time on a new one."""

    def __init__(self, path, at, anew):
        super().__init__()
        self.path, self.at, self.anew = path, at, anew
        self.answers = []   # (when it was asked, seconds it took)
        self.wrong = []
        self.over = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()

    def run(self):
        try:
            wire = Wire(self.path)
            while not self.over.wait(0.003):
                begin = time.monotonic()
                if self.anew:
                    wire.socket.close()
                    wire = Wire(self.path)
                reply = wire.call("agenda.next", ident=begin.hex())
                self.answers.append((begin, time.monotonic() - begin))
                if reply["id"] != begin.hex() or not right(reply["result"], self.at):
                    self.wrong.append(reply)
            wire.socket.close()
        except Exception as problem:   # the thread's end; the test tells of it
            self.wrong.append(repr(problem))


def right(agenda, at):
    """Before and after the nudge the next moment is the call, on another day."""
    next_one = agenda["moments"][0]
    return (next_one["item"], next_one["what"], next_one["status"]) == ("call-mum", "Call Mum", "planned") and f"T{at}:00" in next_one["at"]


class Attack:
    """One kind at work."""

    def __init__(self, lab, path, kind, copies=COPIES, seconds=SECONDS):
        self.kind = kind.__name__
        self.begin = time.monotonic()
        command = ["/usr/bin/python3", "-B", hostile.__file__, path, self.kind, copies, seconds]
        self.process = lab.spawn(command, stdout=subprocess.PIPE, log="hostile.log")

    def finish(self, seconds=60):
        told = json.loads(self.process.communicate(timeout=seconds)[0] or "{}")
        assert told, f"{self.kind}: it broke off"
        self.end = self.begin + told["seconds"]
        self.connections, self.problems, self.not_run = told["connections"], told["problems"], told["not_run"]

    def meanwhile(self, answers):
        """How long each of the answers took that were given during it."""
        return [seconds for begin, seconds in answers if begin < self.end and self.begin < begin + seconds]


class Daemon:
    """What the kernel says of kithd."""

    def __init__(self, pid):
        self.proc = pathlib.Path(f"/proc/{pid}")

    def descriptors(self):
        return len(os.listdir(self.proc / "fd"))

    def memory(self):
        pages = int((self.proc / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def turns(self):
        """How often its loop was woken or pushed aside."""
        return [line for line in (self.proc / "status").read_text().splitlines() if "ctxt_switches" in line]

    def rests(self):
        before = self.turns()
        return not threading.Event().wait(0.3) and self.turns() == before


class HostileClients(unittest.TestCase):
    def start(self, lab, lead):
        kith = Kith(lab, KITHD, KITHCTL)
        kith.write_plan(PLAN.format(at=kith.at()))
        kith.offset = round(kith.due - lead - time.time())
        return kith.start()

    def nudge(self, lab, kith, seconds):
        """Waits for the nudge; how many seconds late it was."""
        lab.wait_until(lambda: lab.notification("Call Mum"), kith.due - kith.offset - time.time() + seconds, "the nudge")
        return time.time() + kith.offset - kith.due

    def run_by(self, kith, attack):
        """kithctl, as people use it, for as long as the attack goes on."""
        while True:
            self.assertTrue(right(kith.ask("next"), kith.at()), attack.kind)
            try:
                attack.process.wait(0.1)
                return attack.finish()
            except subprocess.TimeoutExpired:
                continue

    def test_honest_clients_and_the_nudge_go_on(self):
        """Every kind has its turn, while the slow ones hold on and one client stays, one comes anew each time, and kithctl is run."""
        with Lab("mock") as lab, concurrent.futures.ThreadPoolExecutor(1) as pool:
            kith = self.start(lab, LEAD)
            path = lab.folder / "run/kith/control.sock"
            daemon = Daemon(kith.process.pid)
            kith.say("log", "sam")   # whatever is opened on first use is open now
            descriptors, memory = daemon.descriptors(), daemon.memory()
            late = pool.submit(self.nudge, lab, kith, 30)
            rest = [kind for kind in hostile.KINDS.values() if kind not in [*hostile.SLOW, *hostile.CROWDS, hostile.FLOOD]]
            attacks = []
            with Honest(path, kith.at(), anew=False) as steady:
                with Honest(path, kith.at(), anew=True) as newcomer:
                    slow = [Attack(lab, path, kind, seconds=0) for kind in hostile.SLOW]
                    for kind in rest:
                        attacks.append(Attack(lab, path, kind))
                        self.run_by(kith, attacks[-1])
                    for attack in slow:
                        attack.finish()
                # A crowd takes every place, so that newcomers are told to try again; whoever is there already is served.
                for kind in hostile.CROWDS:
                    attacks.append(Attack(lab, path, kind))
                    attacks[-1].finish()
            attacks += slow

            for attack in attacks:
                with self.subTest(attack.kind):
                    self.assertEqual(attack.problems, [])
                    self.assertTrue(attack.meanwhile(steady.answers), "an honest client was there")
            self.assertEqual(steady.wrong + newcomer.wrong, [])
            lab.wait_until(lambda: daemon.descriptors() <= descriptors, 15, lambda: f"no more than {descriptors} descriptors, as before; {daemon.descriptors()}")
            lab.wait_until(daemon.rests, 15, "kithd to have nothing to do")
            grown = daemon.memory() - memory
            kith.say("status")
            self.assertIsNone(kith.process.poll(), "the same process as before")
            took = sorted(seconds for _, seconds in steady.answers + newcomer.answers)
            run = [attack for attack in attacks if not attack.not_run]
            connections = sum(attack.connections for attack in run)
            self.summary(run, connections, took, steady.answers + newcomer.answers, late.result(), grown)
            for attack in attacks:
                for why in attack.not_run:
                    print(f"not run: {attack.kind}: {why}")
            self.assertGreaterEqual(len(run), 25)
            self.assertGreaterEqual(connections, 1000)
            self.assertLess(took[-1], WORST)
            self.assertLess(late.result(), LATE)
            self.assertLess(grown, GROWTH)
            self.assertLess(len(kith.log()), 10_000, "they can't fill the log")

    def summary(self, run, connections, took, answers, late, grown):
        fast = [attack for attack in run if attack.kind not in [kind.__name__ for kind in hostile.SLOW]]
        worst = max(fast, key=lambda attack: max(attack.meanwhile(answers)))
        print(f"\n{len(run)} kinds of hostile clients, {connections} connections; {len(took)} honest answers, "
              f"p99 {took[len(took) * 99 // 100] * 1000:.1f} ms, longest {took[-1] * 1000:.0f} ms (beside {worst.kind}); "
              f"nudge {late:.2f} s late; memory {grown / (1 << 20):+.1f} MiB")

    def test_newcomers_get_in_beside_thousands_that_come_and_go(self):
        """Whoever has gone before kithd came to them must not keep others waiting outside."""
        with Lab("none") as lab:
            kith = self.start(lab, 20)
            path = lab.folder / "run/kith/control.sock"
            attack = Attack(lab, path, hostile.FLOOD, seconds=3)
            with Honest(path, kith.at(), anew=True) as newcomer:
                self.run_by(kith, attack)
            self.assertEqual(attack.problems, [])
            self.assertGreater(attack.connections, 1000)
            self.assertEqual(newcomer.wrong, [])
            self.assertLess(max(seconds for _, seconds in newcomer.answers), WORST)

    def test_texts_with_a_trick_are_inert_where_they_are_shown(self):
        """Scenario 34, as far as the socket goes: such texts may be said, and are kept as they are."""
        with Lab("none") as lab:
            kith = self.start(lab, 20)
            attack = Attack(lab, lab.folder / "run/kith/control.sock", hostile.KINDS["notes_with_a_trick"], copies=1, seconds=0)
            attack.finish()
            self.assertEqual(attack.problems, [])
            for command in (["history", "--limit", "100"], ["history", "--limit", "100", "--json"], ["export"], ["show", "sam"], ["today"]):
                shown = kith.say(*command)
                self.assertEqual([evil for evil in EVIL if evil in shown], [], command)
                self.assertTrue("DROP TABLE" in shown or command[0] in ("show", "today"), shown)
            self.assertEqual([one["note"] for one in kith.export() if "note" in one], hostile_words.TEXTS_WITH_A_TRICK)
            self.assertNotIn("DROP TABLE", kith.log())

    def test_trials_do_not_hold_up_a_nudge(self):
        """Trial notifications go the nudges' way; thousands of them must not stand before one."""
        with Lab("mock") as lab:
            kith = self.start(lab, 6)
            lab.wait_until(lambda: kith.ctl("try").returncode == 0, 10, "kithd and the server to meet")
            memory = Daemon(kith.process.pid).memory()
            with Wire(lab.folder / "run/kith/control.sock") as wire:
                while time.time() + kith.offset < kith.due:
                    wire.send(request("desktop.try") * 100)
                    for _ in range(100):
                        self.assertTrue(wire.reply()["result"]["shown"])
            self.assertLess(self.nudge(lab, kith, 60), LATE)
            self.assertLess(Daemon(kith.process.pid).memory() - memory, GROWTH)


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
