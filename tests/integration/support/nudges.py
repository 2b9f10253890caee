"""kithd with calls that come due in minutes of a test's choosing, and what its history says of them."""
import time

from kith import LEAD, Kith

PLAN = """\
reflect: false
waking: 00:00-24:00
gap: 0m
daily_limit: 100
people:
{people}
touchpoints:
{touchpoints}
"""

PERSON = "  {name}: {{name: {shown}, circle: friends}}"
# A window of one minute: it is shown when that begins, and by itself, however many begin with it.
TOUCHPOINT = "  call-{name}: {{do: \"Call {{name}}\", with: {name}, every: day, between: {begin}-{end}, by: call{more}}}"


def call(name):
    """What the notification of a call says."""
    return f"Call {name.capitalize()}"


class Nudges(Kith):
    def __init__(self, lab, kithd, kithctl, minutes, more=""):
        """minutes: whom to call -> the minute after noon in which that is due; more: for each call."""
        super().__init__(lab, kithd, kithctl)
        # Tomorrow at noon, so that no window and no plan day ends while a test runs, whenever it runs.
        self.due = (int(time.time()) // 86400 + 1) * 86400 + 12 * 3600
        self.write_plan(PLAN.format(
            people="\n".join(PERSON.format(name=name, shown=name.capitalize()) for name in minutes),
            touchpoints="\n".join(TOUCHPOINT.format(name=name, begin=self.at(minute), end=self.at(minute + 1), more=more)
                                  for name, minute in minutes.items())))

    def start_before(self, minute, seconds=LEAD):
        """Starts kithd so that this minute begins in so many seconds."""
        self.offset = round(self.due + 60 * minute - seconds - time.time())
        return self.start()

    def _items(self, kind):
        return sorted(record["item"].removeprefix("call-") for record in self.export() if record["kind"] == kind)

    def nudged(self):
        """Who came due, once for each nudge."""
        return self._items("nudged")

    def called(self):
        """Who was called, once for each time it was noted."""
        return self._items("contact")

    def open(self):
        return sorted(moment["item"].removeprefix("call-") for moment in self.ask("today")["open"])
