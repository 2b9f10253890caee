"""Outside judges of time: random cadences against libical's iterator and dateutil's rrule, in zones whose clocks do odd things (T1 to T3).

usage: test_judges.py KITHCTL [--cases N] [--seed S] [--case I] [TEST ...]

The dates are the judges', who must agree with each other; what a date's time means is zoneinfo's word, by T1. kith's own answer is what
`kithctl cadence --json` prints. A longer run is the same with more cases and another seed.
"""
import argparse
import collections
import datetime
import itertools
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time
import unittest
from unittest import mock

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import clocks  # noqa: E402
import judges  # noqa: E402
from cadences import Cadence, Case, Dice, LastDay, MonthDay, NthWeekday, Weekdays, YearDay, clock_text  # noqa: E402

OPTIONS = argparse.Namespace(kithctl="", cases=3000, seed=1, case=None)
COUNT = 20                                # moments asked of each cadence
LAST_DATE = datetime.date(9998, 12, 31)   # Python's calendar ends a year later, and a window may reach into the next day
WAKING = (9 * 60, 21 * 60)                # the window of whatever names none
MOST_TOLD = 5                             # differences, before the rest is left
# TZDIR would send kithctl to another time zone database than the judges'.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("TZ", "TZDIR")}


class Difference(Exception):
    """Two of the three don't say the same."""


def ask_kith(case):
    """What kithctl lists, as (begin, end or None), and the second at which it was asked."""
    while True:
        now = int(time.time())
        result = subprocess.run([OPTIONS.kithctl, *case.command(COUNT)], capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
        if result.returncode != 0:
            raise Difference(f"kithctl ends with {result.returncode}: {result.stderr.strip()}")
        if case.origin or int(time.time()) == now:
            break
    listed = [(entry["start"], entry.get("end")) for entry in json.loads(result.stdout)["next"]]
    return list(itertools.takewhile(lambda entry: entry[0][:10] <= LAST_DATE.isoformat(), listed)), now


def judged_dates(case, since):
    """The dates of the cadence from `since` on, as both judges see them; they end with Python's years."""
    theirs = judges.libical_dates(case.cadence, case.origin, since)
    for index, date in enumerate(judges.dateutil_dates(case.cadence, case.origin, since)):
        if date > LAST_DATE:
            return
        if date < judges.LIBICAL_ENDS and (other := next(theirs, None)) != date:
            raise Difference(f"the judges disagree on date {index + 1}: dateutil {date}, libical {other}\n"
                             f"  {judges.libical_rule(case.cadence, case.origin or judges.DEFAULT_ORIGIN)}")
        yield date


def judged_moments(case, now, met):
    """What kith should list: begins and ends by T1, the window belonging to the date it begins on (T3). `met` gathers what was odd."""
    begin, end = (case.cadence.at, None) if case.cadence.at is not None else case.window or WAKING
    if end is not None and end <= begin:
        end += 24 * 60
        met.add("across midnight")
    # Without --from it lists what is not over yet; where a zone left a date out, a window may have begun two dates ago.
    since = case.origin or clocks.wall(now, 0).date() - datetime.timedelta(days=4)
    last = None
    for date in judged_dates(case, since):
        first = clocks.moment(case.zone, date, begin)
        met.add(first.kind)
        if end is None:
            # A date that a zone left out shares its instant with the next: one moment, not two.
            if first.instant == last:
                met.add("shared")
            elif case.origin or first.instant > now:
                yield first.instant, None
            last = first.instant
            continue
        over = clocks.moment(case.zone, date, end)
        met.add(over.kind)
        if over.instant == first.instant:
            met.add("swallowed")   # the whole window lies in a gap: no free part, no slot (S1)
        elif case.origin or over.instant > now:
            yield first.instant, over.instant


def as_printed(zone, instant):
    """RFC 3339 in the zone; an offset has no seconds there."""
    offset = int(clocks.offset_at(zone, instant) / 60)
    return f"{clocks.wall(instant, offset * 60).isoformat()}{'-' if offset < 0 else '+'}{clock_text(abs(offset))}"


def judge(case, seen):
    answer, now = ask_kith(case)
    met = set()
    moments = itertools.islice(judged_moments(case, now, met), COUNT)
    expected = [tuple(instant if instant is None else as_printed(case.zone, instant) for instant in moment) for moment in moments]
    seen.update(met, moments=len(expected))
    for index, (ours, theirs) in enumerate(itertools.zip_longest(answer, expected)):
        if ours != theirs:
            near = slice(max(0, index - 2), index + 2)
            raise Difference(f"moment {index + 1}: kith {ours}, both judges {theirs}\n"
                             f"  kith:   {[begin for begin, _ in answer[near]]}\n  judges: {[begin for begin, _ in expected[near]]}")


def numbered(index):
    return Dice(f"{OPTIONS.seed}/{index}").case()


def trouble_with(index, seen):
    """None, or what differs in the case of that number, and how to see it again."""
    case = numbered(index)
    try:
        judge(case, seen)
    except Difference as difference:
        again = shlex.join([sys.executable, sys.argv[0], OPTIONS.kithctl, "--seed", str(OPTIONS.seed), "--case", str(index)])
        return f"{shlex.join(['kithctl', *case.command(COUNT)])}\n  {difference}\n  again: {again} Judged.test_random_cadences"
    return None


class Judged(unittest.TestCase):
    def test_random_cadences(self):
        """T1, T2, T3; scenarios 2, 3 and 8."""
        seen = collections.Counter()
        numbers = range(OPTIONS.cases) if OPTIONS.case is None else [OPTIONS.case]
        found = list(itertools.islice(filter(None, (trouble_with(index, seen) for index in numbers)), MOST_TOLD))
        if found:
            self.fail(f"seed {OPTIONS.seed}\n\n" + "\n\n".join(found))
        print(f"{len(numbers)} cadences, {', '.join(f'{what} {count}' for what, count in sorted(seen.items()))}", file=sys.stderr)
        if len(numbers) >= 3000:   # a run that never meets what it is for proves nothing
            for what, one_in in (("gap", 15), ("fold", 15), ("across midnight", 15), ("swallowed", 150), ("shared", 3000)):
                self.assertGreaterEqual(seen[what], len(numbers) / one_in, what)


class TheJudgesThemselves(unittest.TestCase):
    def test_clocks_as_published(self):
        """T1, by hand."""
        for zone, date, minutes, printed, kind in (
                ("Europe/Berlin", "2026-03-29", 150, "2026-03-29T03:00:00+02:00", "gap"),
                ("Europe/Berlin", "2026-10-25", 150, "2026-10-25T02:30:00+02:00", "fold"),
                ("Europe/Berlin", "2060-03-28", 150, "2060-03-28T03:00:00+02:00", "gap"),
                ("Europe/Dublin", "2026-10-25", 60, "2026-10-25T01:00:00+01:00", "fold"),
                ("Australia/Lord_Howe", "2026-10-04", 135, "2026-10-04T02:30:00+11:00", "gap"),
                ("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-05T01:45:00+11:00", "fold"),
                ("Antarctica/Troll", "2026-03-29", 70, "2026-03-29T03:00:00+02:00", "gap"),
                ("America/Havana", "2026-03-08", 0, "2026-03-08T01:00:00-04:00", "gap"),
                ("Atlantic/Azores", "2026-03-29", 30, "2026-03-29T01:00:00+00:00", "gap"),
                ("Pacific/Apia", "2011-12-30", 720, "2011-12-31T00:00:00+14:00", "gap"),
                ("Africa/Monrovia", "1972-01-07", 30, "1972-01-07T00:44:30+00:00", "gap")):
            with self.subTest(zone=zone, date=date):
                moment = clocks.moment(zone, datetime.date.fromisoformat(date), minutes)
                self.assertEqual((as_printed(zone, moment.instant), moment.kind), (printed, kind))

    def test_dates_as_written(self):
        """The rules that were rewritten, by hand."""
        for cadence, origin, dates in (
                (Cadence("month", 1, MonthDay(31)), "2024-01-31", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
                (Cadence("month", 1, MonthDay(29)), "2023-02-01", ["2023-02-28", "2023-03-29"]),
                (Cadence("month", 6), "2023-08-30", ["2023-08-30", "2024-02-29", "2024-08-30"]),
                (Cadence("month", 2, LastDay()), "2024-12-05", ["2024-12-31", "2025-02-28"]),
                (Cadence("year"), "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
                (Cadence("year", 1, YearDay(12, 31)), "2024-01-01", ["2024-12-31", "2025-12-31"]),
                (Cadence("year", 1, NthWeekday(-1, 0, 5)), "2026-05-26", ["2027-05-31", "2028-05-29"]),
                (Cadence("week", 2, Weekdays((0, 6))), "2024-01-03", ["2024-01-07", "2024-01-15", "2024-01-21"]),
                (Cadence("week", 2, Weekdays((0,))), None, ["2024-01-01", "2024-01-15"]),
                (Cadence("weekend"), "2026-03-29", ["2026-03-29", "2026-04-04", "2026-04-05"])):
            with self.subTest(cadence=cadence, origin=origin):
                origin = origin and datetime.date.fromisoformat(origin)
                found = judged_dates(Case("", cadence, "UTC", origin), origin or judges.DEFAULT_ORIGIN)
                self.assertEqual([date.isoformat() for date in itertools.islice(found, len(dates))], dates)

    def test_planted_mistakes_are_found(self):
        """As if kith and the judges understood a rule differently: a few hundred cases suffice to see each."""
        true_moment, true_on = clocks.moment, judges.on_of

        def second_of_a_fold(zone, date, minutes):
            civil = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minutes)
            moment = true_moment(zone, date, minutes)
            if moment.kind != "fold":
                return moment
            return moment._replace(instant=round(civil.replace(tzinfo=clocks.zone_of(zone), fold=1).timestamp()))

        def as_far_after_the_gap(zone, date, minutes):
            civil = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minutes)
            return true_moment(zone, date, minutes)._replace(instant=round(civil.replace(tzinfo=clocks.zone_of(zone)).timestamp()))

        def no_29_february(cadence, origin):
            on = true_on(cadence, origin)
            return YearDay(2, 28) if on == YearDay(2, 29) else on

        def the_30th_for_the_31st(cadence, origin):
            on = true_on(cadence, origin)
            return MonthDay(30) if on == MonthDay(31) else on

        for name, planted in (("second of a fold", mock.patch.object(clocks, "moment", second_of_a_fold)),
                              ("as far after the gap", mock.patch.object(clocks, "moment", as_far_after_the_gap)),
                              ("no 29 February", mock.patch.object(judges, "on_of", no_29_february)),
                              ("the 30th for the 31st", mock.patch.object(judges, "on_of", the_30th_for_the_31st)),
                              ("another week to count from", mock.patch.object(judges, "DEFAULT_ORIGIN", datetime.date(2024, 1, 8))),
                              ("weeks begin on Sunday", mock.patch.object(judges.rrule, "MO", judges.rrule.SU)),
                              ("another waking", mock.patch.dict(globals(), WAKING=(9 * 60, 21 * 60 + 1)))):
            with self.subTest(name), planted:
                self.assertTrue(any(trouble_with(index, collections.Counter()) for index in range(1000)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kithctl")
    parser.add_argument("--cases", type=int, default=OPTIONS.cases, help="how many random cadences")
    parser.add_argument("--seed", type=int, default=OPTIONS.seed)
    parser.add_argument("--case", type=int, help="only the case of this number")
    _, rest = parser.parse_known_args(namespace=OPTIONS)
    unittest.main(argv=sys.argv[:1] + rest, verbosity=2)


if __name__ == "__main__":
    main()
