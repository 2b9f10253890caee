"""What kithd does when the disk or the journal isn't as it should be: real files, small disks of the test's own.

usage: test_store_faults.py KITHD KITHCTL [TEST ...]
"""
import contextlib
import hashlib
import os
import pathlib
import shutil
import sqlite3
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from disk import Disk, own_mounts  # noqa: E402
from kith import Kith, NEEDS_A_PERSON, plain  # noqa: E402
from lab import Lab  # noqa: E402

KITHD = KITHCTL = ""

PLAN = """\
reflect: false
gap: 1m
waking: 00:00-24:00
people:
  mum: {{name: Mum}}
  sam: {{name: Sam}}
touchpoints:
  call-mum: {{do: "Call {{name}}", with: mum, every: "day at {at}", by: call}}
  call-sam: {{do: "Call {{name}}", with: sam, every: "day at {later}", by: call}}
"""

# What a person may still be asked to wait for while something holds the journal; far above what it takes, far below a stall.
AT_ONCE = 2


class StoreFaults(unittest.TestCase):
    def kith(self, lab, lead=3):
        kith = Kith(lab, KITHD, KITHCTL, lead)
        kith.write_plan(PLAN.format(at=kith.at(), later=kith.at(30)))
        return kith

    def disk(self, lab):
        return Disk(lab.folder / "home/.local/share")

    def state(self, kith):
        return kith.ask("status")["journal_state"]

    def wait_for_nudge(self, lab, kith):
        return lab.wait_until(lambda: lab.notification("Call Mum"), 20, lambda: f"the nudge\n{kith.log()}")

    def assert_written(self, kith, kinds):
        """The journal is well, and holds these kinds of records beside those about the plan."""
        self.assertEqual((self.state(kith), kith.ask("status")["unsaved"]), ("good", 0))
        self.assertEqual([kind for kind in kith.kinds() if kind != "appeared"], kinds)


class FullDisk(StoreFaults):
    def test_13_while_running_it_reminds_refuses_and_heals_at_the_next_action(self):
        with Lab("mock") as lab, self.disk(lab) as disk:
            kith = self.kith(lab, lead=8).start()
            # A copy that fails for want of room would give back the room it took.
            lab.wait_until(lambda: list(kith.journal.parent.glob("backups/journal-*.db")), 5, "the day's backup to be made")
            disk.fill()
            self.assertIn("is full. Free some space", kith.refused("log", "sam"))

            self.wait_for_nudge(lab, kith)
            status = kith.ask("status")
            self.assertIn("is full", status["journal_state"])
            self.assertEqual(status["unsaved"], 1)
            self.assertIn("is full", plain(kith.say("today")))
            self.assertIn("is full", kith.refused("done", "call-mum"))
            self.assertEqual([moment["status"] for moment in kith.ask("today")["open"]], ["open"], "what was refused didn't happen")

            lab.act("Done")
            lab.wait_until(lambda: ["could not be kept" in one.body for one in lab.notifications()] == [True], 10, "the notice to say so")

            disk.free()
            kith.say("done", "call-mum")
            self.assert_written(kith, ["nudged", "done", "contact"])
            kith.kill()
            kith.start()
            self.assert_written(kith, ["nudged", "done", "contact"])

    def test_13_from_the_start_it_reminds_and_heals_by_itself(self):
        with Lab("mock") as lab, self.disk(lab) as disk:
            disk.fill()
            kith = self.kith(lab).start()
            self.wait_for_nudge(lab, kith)
            self.assertIn("is full", self.state(kith))
            self.assertIn("is full", kith.refused("done", "call-mum"))
            disk.free()
            # It tries every 30 s.
            lab.wait_until(lambda: self.state(kith) == "good", 60, "the journal to be well again")
            self.assert_written(kith, ["nudged"])
            kith.say("done", "call-mum")
            lab.wait_until(lambda: not lab.notifications(), 10, "the one notice to go")


class ReadOnlyOrMissing(StoreFaults):
    def test_15_read_only_from_the_start(self):
        for before in ("nothing", "left in peace", "killed"):
            with self.subTest(before), Lab("none") as lab, self.disk(lab) as disk:
                kith = self.kith(lab, lead=30)
                if before != "nothing":
                    kith.start()
                    kith.say("log", "sam", "--note", "before")
                    kith.stop() if before == "left in peace" else kith.kill()
                disk.read_only()
                kith.start()
                self.assertIn("can't be used just now", kith.refused("log", "mum"))
                self.assertRegex(self.state(kith), "(?i)read-?only|can't be opened")
                kith.say("next")
                disk.read_only(False)
                kith.say("log", "mum", "--note", "after")
                self.assertEqual(self.state(kith), "good")
                notes = [record.get("note") for record in kith.export() if record["kind"] == "contact"]
                self.assertEqual(notes, ["after"] if before == "nothing" else ["before", "after"])

    def test_15_no_folder_and_none_to_be_made(self):
        with Lab("mock") as lab, self.disk(lab) as disk:
            lab.env["XDG_DATA_HOME"] = str(disk.folder / "not/there")
            disk.read_only()
            kith = self.kith(lab).start()
            self.assertIn("Read-only", self.state(kith))
            self.assertIn("can't make the folder", kith.refused("log", "sam"))
            self.wait_for_nudge(lab, kith)
            disk.read_only(False)
            kith.say("done", "call-mum")
            self.assert_written(kith, ["nudged", "done", "contact"])

    def test_15_folder_moved_away_while_running_and_put_back(self):
        with Lab("none") as lab:
            kith = self.kith(lab, lead=30).start()
            kith.say("log", "sam", "--note", "before")
            folder, elsewhere = kith.journal.parent, lab.folder / "elsewhere"
            folder.rename(elsewhere)
            self.assertIn("was moved or deleted", kith.refused("log", "mum"))
            self.assertIn("was moved or deleted", self.state(kith))
            elsewhere.rename(folder)
            kith.say("log", "mum", "--note", "after")
            self.assert_written(kith, ["contact", "contact"])

    def test_15_folder_deleted_while_running(self):
        with Lab("mock") as lab:
            kith = self.kith(lab).start()
            self.wait_for_nudge(lab, kith)
            shutil.rmtree(kith.journal.parent)
            self.assertIn("was moved or deleted while kith was using it. Put it back", kith.refused("done", "call-mum"))
            kith.say("log", "mum", "--note", "into the new one")
            self.assertEqual(self.state(kith), "good")
            self.assertIn("into the new one", [record.get("note") for record in kith.export()])
            lab.wait_until(lambda: "begins a new journal" in kith.log(), 5, lambda: f"it to be told\n{kith.log()}")


class Refused(StoreFaults):
    def contents(self, kith):
        """The bytes of the journal; an empty log and what SQLite shares between processes hold nothing of it."""
        files = [path for path in kith.journal.parent.glob("journal.db*") if path.stat().st_size and not path.name.endswith("-shm")]
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def change(self, kith, *statements, crash=False):
        """Changes the file as another program would; with `crash`, one that was killed and left its -wal behind."""
        child = os.fork() if crash else 0
        if child:
            self.assertEqual(os.waitpid(child, 0)[1], 0)
            return
        with contextlib.closing(sqlite3.connect(kith.journal, isolation_level=None)) as journal:
            for statement in statements:
                journal.execute(statement)
            if crash:
                os._exit(0)

    def test_17_newer_foreign_and_other_programs_files_are_left_as_they_are(self):
        ours, theirs = True, False
        newer = "was written by a newer kith (journal version 1000, this one knows up to "
        foreign = "is another program's database, not a kith journal"
        for what, journal, statements, crash, said in (
                ("newer", ours, ["PRAGMA user_version = 1000"], False, newer),
                ("newer, and killed", ours, ["PRAGMA user_version = 1000", "CREATE TABLE later(x)"], True, newer),
                ("another application's id", ours, ["PRAGMA application_id = 4711"], False, foreign),
                ("another program's", theirs, ["CREATE TABLE bookmarks(url)", "INSERT INTO bookmarks VALUES('mine')"], False, foreign),
                ("another program's, and killed", theirs, ["PRAGMA journal_mode = WAL", "CREATE TABLE bookmarks(url)"], True, foreign)):
            with self.subTest(what), Lab("none") as lab:
                kith = self.kith(lab, lead=30)
                if journal is ours:
                    kith.start()
                    kith.say("log", "sam")
                    kith.stop()
                else:
                    kith.journal.parent.mkdir(mode=0o700)
                self.change(kith, *statements, crash=crash)
                before = self.contents(kith)
                self.assertIn("journal.db-wal" if crash else "journal.db", before)
                for _ in range(2):
                    told = kith.leaves([NEEDS_A_PERSON])
                    self.assertIn(f"{kith.journal} {said}", told)
                    self.assertIn("Update kith; the journal is left as it is" if said is newer else "Move it away, and kith makes its own", told)
                    self.assertEqual(self.contents(kith), before)


class Locked(StoreFaults):
    def assert_answers_at_once(self, kith):
        begin = time.monotonic()
        self.assertTrue(kith.ask("next")["moments"])
        self.assertLess(time.monotonic() - begin, AT_ONCE)

    def test_18_locked_by_another_program_while_running(self):
        with Lab("mock") as lab:
            kith = self.kith(lab, lead=8).start()
            with contextlib.closing(sqlite3.connect(kith.journal, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                while not lab.notification("Call Mum"):
                    self.assert_answers_at_once(kith)
                    begin = time.monotonic()
                    self.assertIn("another program is holding", kith.refused("log", "sam"))
                    self.assertLess(time.monotonic() - begin, AT_ONCE)
                self.assertIn("another program is holding", self.state(kith))
                self.assertIn("another program is holding", kith.refused("done", "call-mum"))
                self.assert_answers_at_once(kith)
                other.execute("ROLLBACK")
            kith.say("done", "call-mum")
            self.assert_written(kith, ["nudged", "done", "contact"])

    def test_18_locked_by_another_program_from_the_start(self):
        with Lab("mock") as lab:
            kith = self.kith(lab, lead=8).start()
            kith.say("log", "sam")
            kith.stop()
            with contextlib.closing(sqlite3.connect(kith.journal, isolation_level=None)) as other:
                other.execute("PRAGMA locking_mode = EXCLUSIVE")   # readers are shut out too
                other.execute("BEGIN EXCLUSIVE")
                kith.start()
                self.wait_for_nudge(lab, kith)
                self.assertIn("another program is holding", self.state(kith))
                self.assertIn("another program is holding", kith.refused("done", "call-mum"))
                self.assert_answers_at_once(kith)
            kith.say("done", "call-mum")
            self.assert_written(kith, ["contact", "nudged", "done", "contact"])


class PoisonedRows(StoreFaults):
    def test_10_what_is_damaged_is_set_aside_and_told_and_the_others_fire(self):
        with Lab("mock") as lab:
            kith = self.kith(lab, lead=8).start()
            kith.say("log", "mum")
            kith.say("log", "sam")
            kith.kill()
            with contextlib.closing(sqlite3.connect(kith.journal)) as journal:
                journal.execute("UPDATE items SET sum = sum + 1 WHERE item = (SELECT id FROM names WHERE name = 'call-sam')")
                journal.execute("UPDATE people SET sum = sum + 1 WHERE person = (SELECT id FROM names WHERE name = 'sam')")
                journal.execute("UPDATE general SET sum = sum + 1")
                guard = journal.execute("SELECT sql FROM sqlite_schema WHERE name = 'events_keep'").fetchone()[0]
                journal.execute("DROP TRIGGER events_keep")
                journal.execute("UPDATE events SET at = at + 1 WHERE id = 1")
                journal.execute(guard)
                journal.commit()
            kith.start()
            self.wait_for_nudge(lab, kith)
            self.assertEqual({moment["item"] for moment in kith.ask("next", "2")["moments"]}, {"call-mum", "call-sam"}, "it begins anew")
            self.assertEqual({person["id"] for person in kith.ask("people")["people"] if "last_contact" in person}, {"mum"})
            kith.say("done", "call-mum")
            self.assertEqual(kith.kinds()[-3:], ["nudged", "done", "contact"])
            for told in ("of the events in", "the state of call-sam is damaged", "what the journal knows of sam is damaged",
                         "the journal's general state is damaged"):
                self.assertIn(told, kith.log())


if __name__ == "__main__":
    own_mounts()
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
