"""What bus_monitor.py wrote down, read as the story of each notification."""
import dataclasses
import json


@dataclasses.dataclass
class Notification:
    """One Notify as it went over the bus, and what became of it."""

    id: int
    app: str
    replaces: int
    summary: str
    body: str
    actions: list          # (key, label)
    hints: dict
    timeout: int
    closed: int = 0        # the reason, 0 while it is displayed; 5: its server is gone, 6: replaced

    def labels(self):
        return [label for _, label in self.actions]


class BusLog:
    def __init__(self, path):
        self.path = path

    def size(self):
        return self.path.stat().st_size if self.path.exists() else 0

    def entries(self, member=None, begin=0):
        """The complete lines from the byte `begin` on; those of one member, where one is named."""
        if not self.path.exists():
            return []
        data = self.path.read_bytes()[begin:]
        complete = data[: data.rfind(b"\n") + 1]
        found = [json.loads(line) for line in complete.splitlines()]
        return [entry for entry in found if member in (None, entry["member"])]

    def history(self):
        """Every notification that was ever accepted by a server, oldest first."""
        waiting = {}
        result = []

        def close(ident, reason):
            for one in result:
                if not one.closed and (ident is None or one.id == ident):
                    one.closed = reason

        for entry in self.entries():
            member = entry["member"]
            if member == "ready":
                close(None, 5)   # a new bus
            elif member == "Notify":
                waiting[tuple(entry["call"])] = entry["args"]
            elif member == "reply":
                app, replaces, _, summary, body, actions, hints, timeout = waiting.pop(tuple(entry["to"]))
                ident = entry["args"][0]
                close(ident, 6)
                result.append(Notification(ident, app, replaces, summary, body, list(zip(actions[::2], actions[1::2])), hints, timeout))
            elif member == "NotificationClosed":
                close(*entry["args"])
            elif member == "NameOwnerChanged" and entry["args"][1]:
                close(None, 5)
        return result
