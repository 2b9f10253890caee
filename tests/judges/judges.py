"""The dates of a calendar cadence by two judges that know nothing of kith: libical's iterator and dateutil's rrule.

RFC 5545 leaves the 31st out of short months and 29 February out of common years, where kith takes the last day. Such rules are rewritten,
for each judge in its own way, so that a mistake in one rewriting shows as the two disagreeing.
"""
import datetime

import gi
from dateutil import rrule

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

from cadences import LastDay, MonthDay, NthWeekday, Weekdays, YearDay  # noqa: E402

DEFAULT_ORIGIN = datetime.date(2024, 1, 1)   # a Monday; intervals are counted from it where no `from` is given
LIBICAL_ENDS = datetime.date(2582, 1, 1)     # beyond it libical's iterator stops
RFC_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def on_of(cadence, origin):
    """Where no `on` is written, the day of `from` stands for it."""
    if cadence.on is not None or cadence.unit in ("day", "weekday", "weekend"):
        return cadence.on
    return {"week": Weekdays((origin.weekday(),)), "month": MonthDay(origin.day), "year": YearDay(origin.month, origin.day)}[cadence.unit]


def libical_rule(cadence, origin):
    """As RFC 5545 writes it. Day 31 is the last there is of 28 to 31."""
    on = on_of(cadence, origin)
    if cadence.unit == "weekday":
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if cadence.unit == "weekend":
        return "FREQ=WEEKLY;BYDAY=SA,SU"
    frequency = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}[cadence.unit]
    rule = f"FREQ={frequency};INTERVAL={cadence.interval};WKST=MO"
    if isinstance(on, Weekdays):
        rule += ";BYDAY=" + ",".join(RFC_DAYS[day] for day in on.days)
    elif isinstance(on, LastDay):
        rule += ";BYMONTHDAY=-1"
    elif isinstance(on, NthWeekday):
        rule += f";BYMONTH={on.month}" if on.month else ""
        rule += f";BYDAY={on.nth}{RFC_DAYS[on.weekday]}"
    elif isinstance(on, (MonthDay, YearDay)):
        rule += f";BYMONTH={on.month}" if isinstance(on, YearDay) else ""
        rule += f";BYMONTHDAY={','.join(str(day) for day in range(28, on.day + 1))};BYSETPOS=-1" if on.day > 28 else f";BYMONTHDAY={on.day}"
    return rule


def libical_dates(cadence, origin, since):
    """From the beginning of the first period, so that nothing hangs on how a rule treats a start in its middle.

    A week begins with its first day that counts: from a Monday, libical 3.0 takes "every second week on Sunday" to mean the Sunday before."""
    origin = origin or DEFAULT_ORIGIN
    start = origin
    if cadence.unit == "month":
        start = origin.replace(day=1)
    elif cadence.unit == "year":
        start = origin.replace(month=1, day=1)
    elif cadence.unit == "week":
        start = origin - datetime.timedelta(days=origin.weekday() - on_of(cadence, origin).days[0])
    elif cadence.unit in ("weekday", "weekend"):
        start = origin - datetime.timedelta(days=origin.weekday())
    rule = ICalGLib.Recurrence.new_from_string(libical_rule(cadence, origin))
    dates = ICalGLib.RecurIterator.new(rule, ICalGLib.Time.new_from_string(start.strftime("%Y%m%d")))
    while (found := dates.next()) is not None and not found.is_null_time():
        date = datetime.date(found.get_year(), found.get_month(), found.get_day())
        if date >= max(origin, since):
            yield date


def dateutil_rule(cadence, origin):
    """As dateutil's arguments. Day 31 is the first of the 31st and the last; a date is a day of the year, from March on counted from its end."""
    on = on_of(cadence, origin)
    if cadence.unit in ("weekday", "weekend"):
        return rrule.DAILY, {"byweekday": range(5) if cadence.unit == "weekday" else (5, 6)}
    frequency = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY, "year": rrule.YEARLY}[cadence.unit]
    if isinstance(on, Weekdays):
        return frequency, {"byweekday": on.days}
    if isinstance(on, MonthDay):
        return frequency, {"bymonthday": (on.day, -1), "bysetpos": 1}
    if isinstance(on, LastDay):
        return frequency, {"bymonthday": (28, 29, 30, 31), "bysetpos": -1}
    if isinstance(on, NthWeekday):
        return frequency, {"byweekday": on.weekday, "bysetpos": on.nth, **({"bymonth": on.month} if on.month else {})}
    if isinstance(on, YearDay):
        # In every year 1 March is as far from its end, and so is the day before it: 29 February, or the 28th.
        since_new_year = (datetime.date(2024, on.month, on.day) - datetime.date(2023, 12, 31)).days
        early = (on.month, on.day) < (2, 29)
        return frequency, {"byyearday": since_new_year if early else since_new_year - 367}
    return frequency, {}


def dateutil_dates(cadence, origin, since):
    origin = origin or DEFAULT_ORIGIN
    frequency, parts = dateutil_rule(cadence, origin)
    start = datetime.datetime.combine(origin, datetime.time())
    for found in rrule.rrule(frequency, start, interval=cadence.interval, wkst=rrule.MO, **parts):
        if found.date() >= since:
            yield found.date()
