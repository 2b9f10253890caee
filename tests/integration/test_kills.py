"""kithd is killed again and again while it is busy, and nothing it acknowledged is lost (scenario 9, rule M2).

usage: test_kills.py KITHD KITHCTL [--kills N] [--seed N] [TEST ...]
"""
import argparse
import collections
import contextlib
import pathlib
import random
import re
import shutil
import sqlite3
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from bus_log import BusLog  # noqa: E402
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402
from load import Action, Client, Reader, complaints, lasting, wait_for_all  # noqa: E402

KITHD = KITHCTL = ""
KILLS = 500
SEED = 0

CLIENTS = 4
ITEMS = 48         # one each half hour of the day, each about somebody else, so that no contact covers another one's
STEP = 360         # from one start to the next kithd's clock is so many seconds ahead: every fifth start something comes due
BUSY = 0.04        # for so many seconds at most kithd works (or starts) before it is killed
FRIENDS = ["mum", "kenji", "robin"]
TROUBLE = "warn|error|critical"


def plan():
    people = FRIENDS + [f"p{number}" for number in range(ITEMS)]
    text = "reflect: false\ngap: 1m\ndaily_limit: 100\nwaking: 00:00-24:00\npeople:\n"
    text += "".join(f"  {person}: {{name: {person.capitalize()}}}\n" for person in people)
    text += "touchpoints:\n"
    for number in range(ITEMS):
        text += f'  i{number}: {{do: Touch i{number}., with: p{number}, every: "day at {number // 2:02}:{number % 2 * 30:02}"}}\n'
    return text


def open_spans(records):
    """For each item, from which record to which an occurrence of it was open and not put off."""
    spans = collections.defaultdict(list)
    begun = {}
    for record in records:
        what = record.get("item"), record.get("slot")
        if record["kind"] == "nudged" or record["kind"] == "reopened" and not record["still_to_come"]:
            begun.setdefault(what, record["seq"])
        elif record["kind"] in ("done", "skipped", "covered", "lapsed", "withdrawn", "snoozed") and what in begun:
            spans[what[0]].append((begun.pop(what), record["seq"]))
    for (item, _), begin in begun.items():
        spans[item].append((begin, len(records)))
    return spans


class Kills(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(SEED)
        self.actions = []
        self.records = []      # of the journal, as far as they were read
        self.awaited = set()   # notes that were acknowledged by a kithd that is gone
        self.read = []         # (number of the kill, how many records there were when they were read shortly before it)
        self.processes = {}    # process -> number of its kill

    def test_09_nothing_acknowledged_is_lost(self):
        with Lab("mock") as lab:
            kith = Kith(lab, KITHD, KITHCTL)
            kith.write_plan(plan())
            begin = time.monotonic()
            for number in range(KILLS):
                self.one_round(kith, number)
            seconds = time.monotonic() - begin

            kith.start()
            self.processes[kith.process.pid] = KILLS
            records = kith.export()
            self.assertEqual(lasting(records[:len(self.records)]), lasting(self.records), "what was read before")
            self.assertEqual([record["seq"] for record in records], list(range(1, len(records) + 1)))
            wrong = complaints(self.actions, records)
            self.assertEqual(kith.stop(), 0)
            self.look_at_nudges(lab, records)
            # Each start checks the chain of the latest 300 records, and says so when one isn't what was written.
            self.assertNotRegex(kith.log(), TROUBLE)
            self.assertEqual(self.integrity(kith), [("ok",)])

            fates = [action.fate for action in self.actions]
            print(f"{KILLS} kills in {seconds:.0f} s (seed {SEED}): {fates.count('kept')} acknowledged, {len(wrong)} lost or doubled; "
                  f"{fates.count('unknown')} unanswered, {len(records)} records, {sum(record['kind'] == 'nudged' for record in records)} nudges")
            self.assertEqual(wrong, [])
            # Else it was no test.
            self.assertGreater(fates.count("kept"), KILLS)
            self.assertGreater(fates.count("unknown"), KILLS // 4)

    def test_09_killed_while_the_journal_is_made(self):
        with Lab("none") as lab:
            kith = Kith(lab, KITHD, KITHCTL)
            kith.write_plan(plan())
            for number in range(max(1, KILLS // 10)):
                with self.subTest(seed=SEED, kill=number):
                    kith.launch()
                    time.sleep(self.random.random() * 0.02)
                    kith.kill()
                    kith.start()
                    kith.say("log", "mum", "--note", "the first")
                    self.assertEqual([record.get("note") for record in kith.export() if record["kind"] == "contact"], ["the first"])
                    self.assertEqual(kith.stop(), 0)
                    shutil.rmtree(kith.journal.parent)
            self.assertNotRegex(kith.log(), TROUBLE)

    def one_round(self, kith, number):
        process = kith.launch()
        self.processes[process.pid] = number
        reader = Reader(kith.socket, max(0, len(self.records) - 1))   # the last one again: it must be what it was
        clients = [Client(kith.socket, random.Random(f"{SEED} {number} {client}"), self.chooser(kith, f"{number}-{client}"))
                   for client in range(CLIENTS)]
        if self.random.random() < 2 / 3:   # else it is killed while it starts
            clients[0].answered.wait(30)
        time.sleep(self.random.random() * BUSY)
        left = process.poll()
        kith.kill()
        self.assertIsNone(left, f"kithd left by itself (seed {SEED}, kill {number})\n{kith.log()[-2000:]}")
        wait_for_all([reader, *clients])
        kith.offset += STEP
        done = [action for client in clients for action in client.actions]
        self.actions += done
        kept = {action.note() for action in done if action.fate == "kept" and action.note()}
        if reader.complete:
            again = lasting(self.records[reader.after:])
            self.assertEqual(lasting(reader.found[:len(again)]), again, f"another record than before (seed {SEED}, kill {number})")
            self.records[reader.after:] = reader.found
            self.read.append((number, len(self.records)))
            found = {record.get("note") for record in reader.found}
            self.assertEqual(self.awaited - found, set(), f"acknowledged and lost (seed {SEED}, kill {number})")
            self.awaited = kept - found
        else:
            self.awaited |= kept

    def chooser(self, kith, who):
        """What a client does next: mostly notes of contacts, sometimes something about what came due lately."""
        minute = int(time.time() + kith.offset) // 60
        count = 0

        def choose(dice):
            nonlocal count
            count += 1
            item = {"name": f"i{(minute // 30 - dice.randrange(ITEMS // 2)) % ITEMS}"}
            note = {"note": f"{who}-{count}"}
            return dice.choices([
                Action("contact.log", {"people": [dice.choice(FRIENDS)], "minutes": dice.randint(1, 90), **note}),
                Action("occurrence.done", item | note),
                Action("occurrence.skip", item),
                Action("occurrence.snooze", item | {"to": "20m"}),
                Action("action.undo", {})], [40, 2, 1, 2, 1])[0]

        return choose

    def look_at_nudges(self, lab, records):
        """No occurrence is nudged twice for the first time (I1), no process shows one beside itself, and nothing closed is shown again (I4)."""
        first = [(record["item"], record["slot"]) for record in records
                 if record["kind"] == "nudged" and record["occasion"] in ("planned", "gathered")]
        self.assertEqual(len(first), len(set(first)))
        self.assertGreater(len(first), KILLS // 20)

        spans = open_spans(records)
        fresh = collections.Counter()
        for entry in BusLog(lab.folder / "seen.jsonl").entries("Notify"):
            _, replaces, _, summary, body, _, hints, _ = entry["args"]
            process = hints["sender-pid"]
            number = self.processes[process]
            begin = max([0] + [count for read, count in self.read if read < number])
            end = min([len(records)] + [count for read, count in self.read if read > number])
            for item in re.findall(r"Touch (i\d+)\.", summary + body):
                fresh[process, item] += replaces == 0
                self.assertTrue([span for span in spans[item] if span[0] <= end and span[1] >= begin],
                                f"{item} was shown between the records {begin} and {end}; it was open in {spans[item]}")
        self.assertEqual([what for what, count in fresh.items() if count > 1], [])
        self.assertGreater(len(fresh), KILLS // 10)   # else nothing was looked at

    def integrity(self, kith):
        with contextlib.closing(sqlite3.connect(kith.journal)) as journal:
            return journal.execute("PRAGMA integrity_check").fetchall()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kithd")
    parser.add_argument("kithctl")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    given, rest = parser.parse_known_args()
    KITHD, KITHCTL, KILLS, SEED = given.kithd, given.kithctl, given.kills, given.seed
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
