"""A damaged journal costs what happened since the latest backup, and nothing else (scenario 16).

usage: test_journal_rescue.py KITHD KITHCTL [TEST ...]
"""
import contextlib
import pathlib
import random
import shutil
import sqlite3
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402

KITHD = KITHCTL = ""

PLAN = """\
people:
  mum: {name: Mum}
touchpoints:
  call-mum: {with: mum, every: week on sun at 16:00, by: call}
"""
DAY = 86400
NOISE = bytes(range(7, 250)) * 400


class Rescue(unittest.TestCase):
    def kith(self, lab):
        kith = Kith(lab, KITHD, KITHCTL)
        kith.write_plan(PLAN)
        return kith

    def backups(self, kith):
        """Those that are complete: one that is being made has another name."""
        return set((kith.journal.parent / "backups").glob("journal-*.db"))

    def holds(self, backup, note):
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(f"file:{backup}?immutable=1", uri=True)) as copy:
            return copy.execute("SELECT count(*) FROM texts WHERE text = ?", (note,)).fetchone()[0] == 1

    def live_a_day(self, lab, kith, note):
        """Logs a contact, and waits on the next day until a backup holds it. kithd runs afterwards."""
        kith.start()
        kith.say("log", "mum", "--note", note)
        kith.stop()
        kith.offset += DAY
        kith.start()
        kith.say("log", "mum", "--note", f"the morning after {note}")
        lab.wait_until(lambda: any(self.holds(backup, note) for backup in self.backups(kith)), 20, lambda: f"a backup\n{kith.log()}")

    def notes(self, kith):
        return [record["note"] for record in kith.export() if "note" in record]

    def set_aside(self, kith, content):
        """The files that hold what was damaged, wherever they are now."""
        return [path for path in kith.journal.parent.rglob("*") if path.is_file() and path.read_bytes() == content]

    def news(self, lab):
        """What was told on the desktop about the journal, ever; put in the place of the same, as when a server comes, counts once."""
        return [one for one in lab.history() if "journal" in one.summary and not one.replaces]

    def assert_rescued(self, lab, kith, note, *damaged):
        """kithd runs on what was restored and says so once, and what was damaged can still be looked at."""
        mark = len(kith.log())
        kith.start()
        self.assertIn(note, self.notes(kith))
        self.assertEqual(kith.ask("status")["journal_state"], "good")
        told = kith.log()[mark:]
        self.assertRegex(told, r"The backup of \S+ was put in its place, without what was recorded since")
        for content in damaged:
            (aside,) = self.set_aside(kith, content)
            self.assertNotEqual(aside.parent, kith.journal.parent)
            self.assertEqual((aside.stat().st_mode | aside.parent.stat().st_mode) & 0o077, 0)
            self.assertIn(f"is kept in {aside.parent}", told)
        lab.wait_until(lambda: self.news(lab), 10, "the person to be told")

        kith.say("log", "mum", "--note", "life goes on")
        for _ in range(2):
            kith.kill()
            mark = len(kith.log())
            kith.start()
            self.assertIn("life goes on", self.notes(kith))
            self.assertNotRegex(kith.log()[mark:], "backup|warn|error")
        # When the trial is shown, whatever there was to say before it has been said.
        lab.wait_until(lambda: kith.ctl("try").returncode == 0, 10, "the trial notification")
        self.assertEqual(len(self.news(lab)), 1, self.news(lab))

    def test_16_damaged_journal_makes_room_for_the_newest_backup(self):
        damages = {
            "its head": lambda whole: NOISE[:4096] + whole[4096:],
            "all but its head": lambda whole: whole[:4096] + (NOISE * 10)[:len(whole) - 4096],
            "cut in half": lambda whole: whole[:len(whole) // 2],
            "another kind of file": lambda whole: b"Dear diary,\n" * 1000,
        }
        for what, damage in damages.items():
            with self.subTest(what), Lab("mock") as lab:
                kith = self.kith(lab)
                self.live_a_day(lab, kith, "kept")
                self.assertEqual(kith.stop(), 0)
                damaged = damage(kith.journal.read_bytes())
                kith.journal.write_bytes(damaged)
                self.assert_rescued(lab, kith, "kept", damaged)

    def test_16_journal_that_is_empty_or_gone_comes_back_from_its_backup(self):
        for what, lose in (("empty", lambda path: path.write_bytes(b"")), ("gone", lambda path: path.unlink())):
            with self.subTest(what), Lab("mock") as lab:
                kith = self.kith(lab)
                self.live_a_day(lab, kith, "kept")
                self.assertEqual(kith.stop(), 0)
                lose(kith.journal)
                self.assert_rescued(lab, kith, "kept")

    def test_16_log_of_another_time_goes_aside_with_its_journal(self):
        with Lab("mock") as lab:
            kith = self.kith(lab)
            self.live_a_day(lab, kith, "kept")
            kith.stop()
            old = kith.journal.read_bytes()
            kith.start()
            for number in range(300):
                kith.say("log", "mum", "--note", f"one of many {number}")
            kith.stop()
            kith.start()
            kith.say("log", "mum", "--note", "the last")
            kith.kill()
            log = self.log_of(kith.journal).read_bytes()
            kith.journal.write_bytes(old)
            self.assert_rescued(lab, kith, "kept", old, log)

    def test_16_log_of_another_program_goes_aside_with_the_journal(self):
        with Lab("mock") as lab:
            kith = self.kith(lab)
            self.live_a_day(lab, kith, "kept")
            kith.stop()
            theirs = lab.folder / "theirs.db"
            with contextlib.closing(sqlite3.connect(theirs, isolation_level=None)) as other:
                other.execute("PRAGMA journal_mode = WAL")
                other.execute("CREATE TABLE bookmarks(url)")
                log = self.log_of(theirs).read_bytes()
            whole = kith.journal.read_bytes()
            self.log_of(kith.journal).write_bytes(log)
            self.assert_rescued(lab, kith, "kept", whole, log)

    def log_of(self, database):
        return database.with_name(database.name + "-wal")

    def test_16_backup_that_is_damaged_too_is_passed_over(self):
        with Lab("mock") as lab:
            kith = self.kith(lab)
            self.live_a_day(lab, kith, "first")
            before = self.backups(kith)
            kith.stop()
            self.live_a_day(lab, kith, "second")
            kith.stop()
            for backup in self.backups(kith) - before:
                backup.write_bytes(backup.read_bytes()[:4096] + NOISE)
            kith.journal.write_bytes(NOISE)
            self.assert_rescued(lab, kith, "first", NOISE)
            self.assertNotIn("second", self.notes(kith))

    def test_16_without_a_backup_a_new_journal_begins(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            kith.journal.parent.mkdir(mode=0o700)
            kith.journal.write_bytes(NOISE)
            kith.start()
            self.assertEqual(len(self.set_aside(kith, NOISE)), 1)
            kith.say("log", "mum", "--note", "life goes on")
            kith.kill()
            kith.start()
            self.assertEqual(self.notes(kith), ["life goes on"])

    def test_16_killed_in_the_middle_of_it(self):
        dice = random.Random()
        with Lab("none") as lab:
            kith = self.kith(lab)
            self.live_a_day(lab, kith, "kept")
            kith.stop()
            kith.journal.write_bytes(NOISE)
            folder, before = kith.journal.parent, lab.folder / "before"
            shutil.copytree(folder, before)
            for _ in range(30):
                seconds = dice.random() * 0.03
                with self.subTest(seconds=seconds):
                    kith.launch()
                    time.sleep(seconds)
                    kith.kill()
                    kith.start()
                    self.assertIn("kept", self.notes(kith))
                    self.assertEqual(len(self.set_aside(kith, NOISE)), 1)
                    kith.kill()
                shutil.rmtree(folder)
                shutil.copytree(before, folder)


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
