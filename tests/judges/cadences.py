"""Calendar cadences as values: how they are written, and random ones, aimed at where calendars and clocks are odd."""
import calendar
import dataclasses
import datetime
import functools
import random
import zoneinfo

from clocks import changes, wall

UNITS = ("day", "week", "month", "year") * 3 + ("weekday", "weekend")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
FIRST_DATE = datetime.date(1970, 1, 1)
DAY = 24 * 60

# Clocks that change at midnight, by half an hour or by two hours, at odd hours, or twice more around Ramadan.
ODD_ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "Africa/Juba", "Africa/Monrovia", "America/Asuncion", "America/Caracas", "America/Havana",
    "America/New_York", "America/Nuuk", "America/Santiago", "America/Scoresbysund", "America/St_Johns", "Antarctica/Casey", "Antarctica/Troll",
    "Asia/Amman", "Asia/Beirut", "Asia/Gaza", "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Tehran", "Atlantic/Azores", "Australia/Lord_Howe",
    "Europe/Berlin", "Europe/Dublin", "Europe/Lisbon", "Pacific/Apia", "Pacific/Chatham", "Pacific/Fakaofo", "Pacific/Kiritimati",
    "Pacific/Kwajalein", "UTC")
# Where the clocks left a whole date out.
LEFT_OUT = (("Pacific/Apia", datetime.date(2011, 12, 30)), ("Pacific/Fakaofo", datetime.date(2011, 12, 30)),
            ("Pacific/Kiritimati", datetime.date(1994, 12, 31)), ("Pacific/Kwajalein", datetime.date(1993, 8, 21)))
ODD_MINUTES = (0, 1, 30, 90, 119, 120, 121, 150, 180, 210, 239, 240, 720, 1410, 1439)


@dataclasses.dataclass(frozen=True)
class Cadence:
    """[interval] unit [on …] [at …]. `on` is one of the kinds below; a weekday counts from Monday = 0, nth is 1 to 4, or -1 for the last."""
    unit: str
    interval: int = 1
    on: object = None
    at: int | None = None   # minutes since midnight


@dataclasses.dataclass(frozen=True)
class Weekdays:
    days: tuple


@dataclasses.dataclass(frozen=True)
class MonthDay:   # 31 is the last day as well as the 31st
    day: int


@dataclasses.dataclass(frozen=True)
class LastDay:
    pass


@dataclasses.dataclass(frozen=True)
class NthWeekday:   # of the month; with `month`, of the year's month
    nth: int
    weekday: int
    month: int | None = None


@dataclasses.dataclass(frozen=True)
class YearDay:
    month: int
    day: int


@dataclasses.dataclass(frozen=True)
class Case:
    """What kithctl is asked."""
    text: str
    cadence: Cadence
    zone: str
    origin: datetime.date | None = None   # --from
    window: tuple | None = None           # --between, as minutes since midnight; the end may be 24:00

    def command(self, count):
        words = ["cadence", self.text, "--zone", self.zone, "--count", str(count), "--json"]
        if self.origin:
            words += ["--from", self.origin.isoformat()]
        if self.window:
            words += ["--between", "-".join(clock_text(minutes) for minutes in self.window)]
        return words


def clock_text(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def months_before(date, months):
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(date.year * 12 + date.month - 1 - months, 12)
    if year < FIRST_DATE.year:
        return FIRST_DATE
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


@functools.lru_cache
def zones():
    """Every zone of the machine, links included. `localtime` is whatever the machine says, and no name."""
    return sorted(zoneinfo.available_timezones() - {"localtime"})


class Dice(random.Random):
    def one_in(self, n):
        return self.randrange(n) == 0

    def case(self):
        if self.one_in(12):
            zone, date = self.choice(LEFT_OUT)
            minutes = 0 if self.one_in(2) else self.randrange(DAY)
        else:
            zone = self.choice(zones()) if self.one_in(5) else self.choice(ODD_ZONES)
            date, minutes = self.aim(zone)
        cadence = self.cadence(date)
        origin = None if self.one_in(8) else self.origin(cadence, date)
        if origin is None and cadence.on is None and cadence.unit in ("week", "month", "year"):
            # Without both, kith chooses the day by hash, and nobody else can know it.
            cadence = dataclasses.replace(cadence, on=self.on_fitting(cadence.unit, date))
        window = None
        if self.one_in(2):
            cadence = dataclasses.replace(cadence, at=minutes)
        elif not self.one_in(6):
            window = self.window(minutes)
        return Case(self.spelled(cadence), cadence, zone, origin, window)

    def year(self):
        if self.one_in(20):
            return self.randrange(2400, 9900)
        return self.randrange(1970, self.choice((2038, 2038, 2150, 2400)))

    def aim(self, zone):
        """A date and a time of day; more often than not where the zone's clocks change."""
        years = [self.year() for _ in range(6)]
        found = next(filter(None, (changes(zone, year) for year in years)), None)
        if found and not self.one_in(4):
            change = self.choice(found)
            edges = [wall(change.instant, change.before), wall(change.instant, change.after)]
            edges.append(edges[0] + (edges[1] - edges[0]) / 2)
            moment = self.choice(edges) + datetime.timedelta(minutes=self.choice((-1, 0, 0, 0, 0, 0, 1, self.randrange(-60, 61))))
            return moment.date(), moment.hour * 60 + moment.minute
        year = years[0]
        date = datetime.date(year, 1, 1) + datetime.timedelta(days=self.randrange(365))
        if self.one_in(4):   # around the ends of months, and so 29 February
            date = datetime.date(year, date.month, 1) - datetime.timedelta(days=self.randrange(-1, 4))
        return max(date, FIRST_DATE), self.choice(ODD_MINUTES) if self.one_in(2) else self.randrange(DAY)

    def cadence(self, date):
        unit = self.choice(UNITS)
        if unit in ("weekday", "weekend"):
            return Cadence(unit)
        interval = 1 if self.one_in(2) else self.randrange(1, 1001) if self.one_in(8) else self.randrange(2, 8)
        on = None
        if unit != "day" and not self.one_in(5):
            on = self.on_anything(unit) if self.one_in(3) else self.on_fitting(unit, date)
        return Cadence(unit, interval, on)

    def on_fitting(self, unit, date):
        """An `on` that the date is one of."""
        if unit == "week":
            return Weekdays(tuple(sorted({date.weekday(), *self.choices(range(7), k=self.randrange(4))})))
        last = calendar.monthrange(date.year, date.month)[1]
        if self.one_in(3):
            nth = -1 if date.day > last - 7 else (date.day - 1) // 7 + 1
            return NthWeekday(nth, date.weekday(), date.month if unit == "year" else None)
        if unit == "year":
            return YearDay(date.month, date.day)
        if date.day != last:
            return MonthDay(date.day)
        return LastDay() if self.one_in(2) else MonthDay(self.randrange(last, 32))

    def on_anything(self, unit):
        if unit == "week":
            return Weekdays(tuple(sorted(set(self.choices(range(7), k=self.randrange(1, 8))))))
        month = self.randrange(1, 13)
        if self.one_in(3):
            return NthWeekday(self.choice(list(NTH)), self.randrange(7), month if unit == "year" else None)
        if unit == "year":
            return YearDay(2, 29) if self.one_in(3) else YearDay(month, self.randrange(1, calendar.monthrange(2024, month)[1] + 1))
        return LastDay() if self.one_in(4) else MonthDay(self.choice((28, 29, 30, 31, self.randrange(1, 32))))

    def origin(self, cadence, date):
        """A `from` some whole intervals before the date, so that the date is one of the first; sometimes just any before it."""
        back = self.randrange(4) * cadence.interval
        if self.one_in(4):
            back_days = self.randrange(40)
        elif cadence.unit in ("month", "year"):
            origin = months_before(date, back * (12 if cadence.unit == "year" else 1))
            return origin.replace(day=1) if cadence.on is not None and self.one_in(2) else origin
        else:
            back_days = back * (7 if cadence.unit == "week" else 1)
        return datetime.date.fromordinal(max(FIRST_DATE.toordinal(), date.toordinal() - back_days))

    def window(self, minutes):
        """One that begins or ends at the time given; it may cross midnight, and end at 24:00."""
        other = self.choice((self.randrange(DAY), self.choice(ODD_MINUTES), (minutes + self.randrange(1, 90)) % DAY))
        begin, end = (minutes, other) if self.one_in(2) else (other, minutes)
        if end == 0 and self.one_in(2):
            end = DAY
        return (begin, end) if begin != end else (begin, (begin + 60) % DAY)

    def spelled(self, cadence):
        """One of the ways to write it: plurals, full and short names, commas and "and", a bare time behind days, capitals."""
        text = cadence.unit + ("s" if self.one_in(4) else "")
        if cadence.interval > 1 or (cadence.unit not in ("weekday", "weekend") and self.one_in(8)):
            text = f"{cadence.interval} {cadence.unit}{'' if self.one_in(4) else 's'}"
        bare = cadence.unit in ("weekday", "weekend")
        if cadence.on is not None:
            bare = isinstance(cadence.on, Weekdays) and cadence.interval == 1 and self.one_in(3)
            text = self.place(cadence.on) if bare else f"{text} on {self.place(cadence.on)}"
        if cadence.at is not None:
            text += f"{' ' if bare and self.one_in(3) else ' at '}{clock_text(cadence.at)}"
        return text.title() if self.one_in(10) else text

    def place(self, on):
        if isinstance(on, Weekdays):
            names = [self.name(WEEKDAYS[day]) for day in self.sample(on.days, len(on.days))]
            return self.choice((",", ", ", " and ", ", and ")).join(names)
        if isinstance(on, MonthDay):
            return f"day {on.day}"
        if isinstance(on, LastDay):
            return "last day"
        if isinstance(on, YearDay):
            return f"{on.month:02}-{on.day:02}"
        return f"{NTH[on.nth]} {self.name(WEEKDAYS[on.weekday])}" + (f" of {self.name(MONTHS[on.month - 1])}" if on.month else "")

    def name(self, full):
        return full if self.one_in(3) else full[:3]
