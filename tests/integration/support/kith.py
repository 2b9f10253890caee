"""kithd and kithctl in a lab: a plan with something due in seconds, the daemon as a process, the control program as a person types it."""
import contextlib
import json
import math
import re
import sqlite3
import time

# A moment is a whole minute. The daemon's clock is set ahead by so much that one begins this many seconds after the start.
LEAD = 3

# kithd's exit code where waiting would not mend what is wrong: a service manager need not try again.
NEEDS_A_PERSON = 78


class Kith:
    def __init__(self, lab, kithd, kithctl, lead=LEAD):
        self.lab = lab
        self.kithd = kithd
        self.kithctl = kithctl
        lab.env["TZ"] = "UTC"
        now = time.time()
        self.due = math.ceil((now + lead) / 60) * 60
        self.offset = round(self.due - lead - now)
        self.process = None
        self.plan = lab.folder / "home/.config/kith/plan.yaml"
        self.journal = lab.folder / "home/.local/share/kith/journal.db"
        self.socket = lab.folder / "run/kith/control.sock"
        self.plan.parent.mkdir(parents=True, exist_ok=True)

    def at(self, minutes=0):
        """HH:MM of the moment that is due in seconds, or so many minutes later."""
        return time.strftime("%H:%M", time.gmtime(self.due + 60 * minutes))

    def write_plan(self, text):
        self.plan.write_text(text)

    def launch(self, *options):
        """Starts kithd, and doesn't wait for it."""
        self.process = self.lab.spawn([self.kithd, "--clock-offset", str(self.offset), *options], log="kithd.log", out="kithd.out")
        return self.process

    def start(self, *options):
        self.launch(*options)
        self.lab.wait_until(lambda: self.ctl("status").returncode == 0, 10, lambda: "kithd to answer\n" + self.log())
        return self

    def leaves(self, codes=(1, NEEDS_A_PERSON)):
        """kithd must leave instead of running; what it said."""
        result = self.lab.run([self.kithd], 20)
        assert result.returncode in codes, f"kithd ended with {result.returncode}\n{result.stderr}"
        return plain(result.stderr)

    def kill(self):
        """As a power cut would: no chance to say goodbye."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(10)

    def log(self):
        path = self.lab.folder / "kithd.log"
        return path.read_text() if path.exists() else ""

    def out(self):
        return (self.lab.folder / "kithd.out").read_text()

    def ctl(self, *words, seconds=30):
        return self.lab.run([self.kithctl, *words], seconds)

    def say(self, *words):
        """A command that must work; what it printed."""
        result = self.ctl(*words)
        assert result.returncode == 0, f"kithctl {' '.join(words)}: {result.returncode}\n{result.stdout}{result.stderr}\n{self.log()}"
        return result.stdout

    def refused(self, *words):
        """A command that must be answered with no; what it said."""
        result = self.ctl(*words)
        assert result.returncode == 1, f"kithctl {' '.join(words)}: {result.returncode}\n{result.stdout}{result.stderr}\n{self.log()}"
        return plain(result.stderr)

    def ask(self, *words):
        return json.loads(self.say(*words, "--json"))

    def export(self):
        return [json.loads(line) for line in self.say("export").splitlines()]

    def remembered(self):
        """How many notices the journal knows a server's id of; without it a later process can't replace one."""
        with contextlib.closing(sqlite3.connect(f"file:{self.journal}?mode=ro", uri=True)) as journal:
            return journal.execute("SELECT count(*) FROM shown WHERE id > 0").fetchone()[0]

    def kinds(self):
        """The history, oldest first, as its kinds."""
        return [record["kind"] for record in self.export()]


def plain(text):
    return re.sub(r"\s+", " ", text).strip()
