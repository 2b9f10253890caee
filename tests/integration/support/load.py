"""Several clients that keep kithd busy while it is killed, and know afterwards what it had acknowledged."""
import collections
import dataclasses
import json
import socket
import threading
import time

from wire import request

NOTHING_OPEN, NOTHING_TO_UNDO = 3, 5


@dataclasses.dataclass
class Action:
    """Something a person did, once. `fate` is "unknown" as long as no answer came: it may have happened, but not more than once."""

    method: str
    params: dict
    fate: str = "unknown"   # unknown, kept, refused

    def note(self):
        return self.params.get("note")

    def mark(self):
        """What the journal's record of it says, for those that carry no note."""
        kind = {"occurrence.skip": "skipped", "occurrence.snooze": "snoozed", "action.undo": "undone"}[self.method]
        return kind, self.params.get("name")


class Connected(threading.Thread):
    """Connects as soon as kithd listens, works until the connection ends, and keeps what went wrong otherwise."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path = str(path)
        self.over = threading.Event()   # kithd was killed
        self.trouble = None
        self.start()

    def run(self):
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as self.socket:
                self.socket.settimeout(30)
                while self.socket.connect_ex(self.path) != 0:
                    if self.over.wait(0.001):
                        return
                with self.socket.makefile("rb") as self.lines:
                    self.work()
        except ConnectionError:
            pass
        except Exception as error:   # it is told by the test, which joins the thread
            self.trouble = error

    def ask(self, *asked):
        """Sends all of (method, params), then gives the reply to each; what had no whole reply when kithd was killed is a ConnectionError."""
        self.socket.sendall("".join(request(method, params, number) for number, (method, params) in enumerate(asked)).encode())
        for number in range(len(asked)):
            line = self.lines.readline()
            if not line.endswith(b"\n"):
                raise ConnectionError
            reply = json.loads(line)
            assert reply["id"] == number, reply
            yield reply


class Client(Connected):
    """Sends what `choose` gives it, often one at a time, sometimes several before it looks at an answer."""

    def __init__(self, path, random, choose):
        self.random = random
        self.choose = choose
        self.actions = []
        self.answered = threading.Event()   # kithd is at work
        super().__init__(path)

    def work(self):
        while True:
            batch = [self.choose(self.random) for _ in range(self.random.choice((1, 1, 1, 5)))]
            self.actions += batch
            for action, reply in zip(batch, self.ask(*((action.method, action.params) for action in batch))):
                error = reply.get("error")
                assert not error or error["code"] in (NOTHING_OPEN, NOTHING_TO_UNDO), (action, reply)
                action.fate = "refused" if error else "kept"
                self.answered.set()


class Reader(Connected):
    """Reads the records of the journal that come after so many; `complete` when it came to their end."""

    def __init__(self, path, after):
        self.after = after
        self.found = []
        self.complete = False
        super().__init__(path)

    def work(self):
        more = True
        while more:
            for reply in self.ask(("history.export", {"after": self.after + len(self.found), "limit": 1000})):
                self.found += reply["result"]["records"]
                more = reply["result"]["more"]
        self.complete = True


def lasting(records):
    """What never changes about records: an undo marks what it takes back."""
    return [{key: value for key, value in record.items() if key != "undone"} for record in records]


def complaints(actions, records):
    """What the records have too much or too little of, in words."""
    found = []
    notes = collections.Counter(record["note"] for record in records if "note" in record)
    for action in actions:
        if action.note():
            count = notes.pop(action.note(), 0)
            if count not in {"kept": (1,), "refused": (0,), "unknown": (0, 1)}[action.fate]:
                found.append(f"{count} times in the journal: {action}")
    found += [f"nobody asked for the note {note}" for note in notes]

    marks = {}
    for action in actions:
        if not action.note():
            marks.setdefault(action.mark(), collections.Counter())[action.fate] += 1
    happened = collections.Counter((record["kind"], record.get("item")) for record in records)
    for mark, fates in marks.items():
        if not fates["kept"] <= happened[mark] <= fates["kept"] + fates["unknown"]:
            found.append(f"{mark} is {happened[mark]} times in the journal; {dict(fates)}")
    return found


def wait_for_all(threads, seconds=30):
    """After the kill: each of them has seen it, and none met anything else."""
    for thread in threads:
        thread.over.set()
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
        assert not thread.is_alive(), "a connection outlived kithd"
        if thread.trouble:
            raise thread.trouble
