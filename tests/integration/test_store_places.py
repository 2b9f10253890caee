"""Where kithd keeps things and listens: two daemons, bad folders, planted links (scenarios 12 and 35).

usage: test_store_places.py KITHD KITHCTL [TEST ...]
"""
import os
import pathlib
import shutil
import stat
import sys
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


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


class Places(unittest.TestCase):
    def kith(self, lab):
        kith = Kith(lab, KITHD, KITHCTL)
        kith.write_plan(PLAN)
        return kith


class TwoDaemons(Places):
    def test_12_of_ten_started_at_once_one_lives(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            for attempt in range(5):
                ten = [lab.spawn([KITHD], log=f"{attempt}-{number}.log") for number in range(10)]
                lab.wait_until(lambda: [one.poll() is None for one in ten].count(True) == 1, 30, "nine of ten to leave")
                winner = next(one for one in ten if one.poll() is None)
                lab.wait_until(lambda: kith.ctl("status").returncode == 0, 10, "the one to answer")
                for number, one in enumerate(ten):
                    if one is not winner:
                        self.assertEqual(one.returncode, 1)
                        self.assertIn("is already running on this journal", (lab.folder / f"{attempt}-{number}.log").read_text())
                self.assertIn(f"process {winner.pid}", kith.leaves([1]))
                kith.say("log", "mum", "--note", str(attempt))
                winner.kill()
                winner.wait()
            kith.start()
            self.assertEqual([record["note"] for record in kith.export() if record["kind"] == "contact"], list("01234"))

    def test_12_same_journal_or_same_socket_is_enough(self):
        for same, other in (("journal", "XDG_RUNTIME_DIR"), ("socket", "XDG_DATA_HOME")):
            with self.subTest(same), Lab("none") as lab:
                kith = self.kith(lab).start()
                folder = lab.folder / "other"
                folder.mkdir(mode=0o700)
                old = lab.env[other]
                lab.env[other] = str(folder)
                self.assertIn(f"process {kith.process.pid}", kith.leaves([1]))
                lab.env[other] = old
                kith.say("log", "mum")


class BadPlaces(Places):
    def test_35_nothing_is_open_to_others_whatever_the_umask(self):
        for umask in (0o000, 0o777):
            with self.subTest(oct(umask)), Lab("none") as lab:
                kith = self.kith(lab)
                lab.env["XDG_DATA_HOME"] = str(lab.folder / "home/new/data")
                kith.process = lab.spawn([KITHD], log="kithd.log", umask=umask)
                lab.wait_until(lambda: kith.ctl("log", "mum", "--note", "only ours").returncode == 0, 10, lambda: f"kithd\n{kith.log()}")
                backups = pathlib.Path(lab.env["XDG_DATA_HOME"]) / "kith/backups"
                lab.wait_until(lambda: list(backups.glob("journal-*.db")), 10, "the day's backup")
                data, runtime = lab.folder / "home/new", kith.socket.parent
                places = [data, *data.rglob("*"), runtime, *runtime.iterdir()]
                self.assertTrue({"journal.db", "journal.db-wal", "journal.lock", "control.sock"} <= {path.name for path in places}, places)
                for path in places:
                    self.assertEqual(oct(mode(path)), oct(0o700 if path.is_dir() else 0o600), path)

    def test_35_what_was_open_to_read_is_closed(self):
        with Lab("none") as lab:
            kith = self.kith(lab).start()
            kith.stop()
            kith.journal.parent.chmod(0o755)
            kith.journal.chmod(0o644)
            kith.start()
            self.assertEqual((mode(kith.journal.parent), mode(kith.journal)), (0o700, 0o600))

    def test_35_folder_that_others_may_write_to(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            kith.journal.parent.mkdir()
            kith.journal.parent.chmod(0o770)
            self.assertIn(f"chmod 700 {kith.journal.parent}", kith.leaves())
            self.assertEqual(list(kith.journal.parent.iterdir()), [])

    def test_35_bad_runtime_folder(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            run = pathlib.Path(lab.env["XDG_RUNTIME_DIR"])
            for value, rights, said in ((None, 0o700, "XDG_RUNTIME_DIR is not set"), ("", 0o700, "XDG_RUNTIME_DIR is not set"),
                                        ("run", 0o700, "XDG_RUNTIME_DIR is not an absolute path"), (f"{run}/none", 0o700, "none does not exist"),
                                        (str(run), 0o770, f"chmod 700 {run}"), (str(run), 0o701, f"chmod 700 {run}"),
                                        (f"{lab.folder}/{'long' * 30}", 0o700, "set XDG_RUNTIME_DIR to a shorter one")):
                with self.subTest(value=value, rights=oct(rights)):
                    lab.env.pop("XDG_RUNTIME_DIR", None)
                    if value is not None:
                        lab.env["XDG_RUNTIME_DIR"] = value
                    run.chmod(rights)
                    self.assertIn(said, kith.leaves())
                    self.assertEqual(list(run.iterdir()), [], "nothing was put there")

    def test_35_planted_things_are_refused_and_what_they_lead_to_is_untouched(self):
        places = ["data/kith", "data/kith/journal.db", "data/kith/journal.db-wal", "data/kith/journal.db-shm", "data/kith/journal.db-journal",
                  "data/kith/journal.lock", "run/kith", "run/kith/control.sock"]
        with Lab("none") as lab:
            kith = self.kith(lab)
            roots = {"data": kith.journal.parents[1], "run": kith.socket.parents[1]}
            for place in places:
                for kind in ("link to something", "link to nothing", "pipe", "wrong kind"):
                    with self.subTest(place, kind=kind):
                        root, _, name = place.partition("/")
                        path = roots[root] / name
                        path.parent.mkdir(mode=0o700, exist_ok=True)
                        self.plant(path, kind, folder=place.endswith("/kith"))
                        said = kith.leaves()
                        self.assertIn(str(path), said)
                        if kind.startswith("link"):
                            self.assertIn("is a symbolic link", said)
                        self.assert_untouched(path)
                    for folder in roots.values():
                        shutil.rmtree(folder)
                        folder.mkdir(mode=0o700)

    def test_35_planted_link_gets_no_backup(self):
        with Lab("none") as lab:
            kith = self.kith(lab)
            target = lab.folder / "target"
            target.mkdir()
            kith.journal.parent.mkdir(mode=0o700)
            (kith.journal.parent / "backups").symlink_to(target)
            kith.start()
            # How a backup went is told when the next thing is written.
            lab.wait_until(lambda: kith.say("log", "mum") and "No backup of the journal could be made" in kith.log(), 10, "it to be told")
            self.assertRegex(kith.log(), "No backup of the journal could be made: .*is a symbolic link")
            self.assertEqual(list(target.iterdir()), [])

    def plant(self, path, kind, folder):
        target = path.parent / "target"
        if kind.startswith("link"):
            path.symlink_to(target)
        if kind == "link to something":
            target.mkdir() if folder else target.write_text("precious")
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "wrong kind":
            path.write_text("precious") if folder else path.mkdir()

    def assert_untouched(self, path):
        """What was planted is still there, with nothing in it that wasn't."""
        for one in (path, path.parent / "target"):
            if one.is_file():
                self.assertEqual(one.read_text(), "precious")
            elif one.is_dir():
                self.assertEqual(list(one.iterdir()), [])
        self.assertTrue(path.is_symlink() or path.exists())
        if path.is_symlink():
            self.assertEqual(path.parent / "target", path.readlink())


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
