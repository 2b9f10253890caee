"""Many spellings of the values that have a grammar, right ones and wrong ones. The schema and the reader have to agree on each.

What only the reader can know (which years have a 29th of February, how long several parts are together) is left out here.
"""
from itertools import product

WEEKDAYS = ("mon tue wed thu fri sat sun mons monday tuesdays wednesday thursdays friday saturdays sunday thur tues thurs "
            "Mon TUE weD mo tueday thurday suns,").split()
MONTHS = ("jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august sept september october november "
          "december septem juni JULY").split()
TIMES = "9:00 09:00 00:00 23:59 24:00 9:5 12:60 9 9am 900".split()
NUMBERS = "0 1 2 007 99 100 101 1000 1001 1.5 -1 two".split()
UNITS = "day days week weeks month months year years fortnight DAY Weeks".split()
NTH = "first Second third fourth last".split()
DAYS_OF_YEAR = [f"{month:02}-{day:02}" for month, day in product(range(14), [0, 1, 28, 29, 30, 31, 32])]
JOINTS = [",", ", ", " , ", " and ", ", and ", ",and ", " ", " and, ", " & "]


def cadences():
    yield from UNITS + WEEKDAYS + ["weekday", "weekdays", "weekend", "weekends", "Weekend", "once", "every day", "", " day ", "day,"]
    yield from (f"{number} {unit}{rest}"
                for number, unit, rest in product(NUMBERS, UNITS, ["", " after contact", " at 9:00", " after contact at 9:00"]))
    yield from (f"{number} {times} a {unit}" for number, times, unit in product(NUMBERS, ["time", "times", "x"], UNITS))
    yield from (f"{count} {a} {unit}{rest}"
                for count, a, unit, rest in product(["once", "twice", "thrice", "ONCE"], ["a", "per"], UNITS, ["", " on sun"]))
    yield from (f"{days}{at}{time}"
                for days, at, time in product(["day", "mon", "weekend", "week on mon", "3 months", "weekdays"], [" ", " at ", " AT ", " at"], TIMES))
    yield from (f"{unit} on {day}" for unit, day in product(["week", "2 weeks", "day", "month", "year"], WEEKDAYS))
    yield from (f"week on mon{joint}thu{rest}" for joint, rest in product(JOINTS, ["", " at 9:00", " 9:00", ",sat", " and"]))
    yield from (f"mon{joint}thu{rest}" for joint, rest in product(JOINTS, ["", " at 9:00", " 9:00"]))
    yield from (f"{unit} on day {number}" for unit, number in product(["month", "2 months", "week"], "0 1 01 28 31 32 031".split()))
    yield from (f"{unit} on {nth} {day}"
                for unit, nth, day in product(["month", "year", "week"], [*NTH, "fifth", "1st"], ["day", "fri", "sundays", ""]))
    yield from (f"year on {nth} sun {of} {month}" for nth, of, month in product(["first", "last"], ["of", "in"], MONTHS))
    yield from (f"{unit} on {day}" for unit, day in product(["year", "2 years", "month"], DAYS_OF_YEAR))
    yield from ("year on 3-2", "year on 02-29 at 9:00", "day at 9:00 and 17:00", "week\ton\u00a0sun", "month on last  day", "week on")


def durations():
    units = ("m min mins minute minutes h hr hrs hour hours d day days w week weeks month months y year years s sec secs second seconds "
             "M Min MINUTES H Days mo mon wk x").split()
    yield from (f"{number}{blank}{unit}" for number, blank, unit in product("0 1 05 90 1.5 -1 1,5".split(), ["", " ", ","], units))
    yield from (f"{first}{joint}{second}"
                for first, joint, second in product(["1h", "2 days", "1 month"], ["", *JOINTS], ["30m", "3 weeks", "1 HOUR", "and"]))
    yield from ("", "h", "30", "and 1h", ",1h", "1h,", "1h and", "1 and h", "one hour", "1h30", " 1h ", "1h and and 5m", "1h 5m 3s and 2 days")


def lengths():
    yield from durations()
    yield from (f"{number}{unit}"
                for number, unit in product([0, 1, 2, 24, 25, 60, 100, 1440, 1441, 2000, 10000], ["", "m", " min", "h", " days", "w", " months"]))


def windows():
    yield from (f"{begin}{dash}{end}" for begin, dash, end in product(TIMES, ["-", " - ", "–", " to "], TIMES))


def times():
    yield from TIMES
    yield from (f"{hour}:{minute}" for hour, minute in product(["", *range(26), "00", "09", "012"], ["00", "59", "60", "5", "000"]))


def dates():
    yield from (f"{year}-{day}" for year, day in product("1849 1850 1969 1970 2024 9999 999".split(), DAYS_OF_YEAR) if day != "02-29")
    yield from ("", "2026-3-9", "20260309", "tomorrow", " 2026-03-09 ", "29.03.2026", "2026-03-09T10:00")


def ranges():
    yield from dates()
    yield from (f"2026-07-01{between}{end}"
                for between, end in product(["..", " .. ", " to ", " TO ", "  to  ", "to", " - ", "/", "..."], ["2026-07-14", "2026-07-32", ""]))


def births():
    yield from dates()
    yield from DAYS_OF_YEAR


def days():
    yield from WEEKDAYS + ["weekday", "Weekends", "weekdays", "weekend", " sat ", "sat,sun", "day", ""]


def names():
    signs = [chr(code) for code in range(0x20, 0x250) if code not in (0x7F, 0x85)]
    signs += list("€–—…\u200c\u200d\u2028\u2060\u3000\u3001々〆〇あ中가\uf000😀")
    yield from (f"a{sign}b" for sign in signs)
    yield from ("", "-a", "a-", "_", "7", "m" * 64, "m" * 65, "self", "selfish", "gap", "gaps", "waking", "null", "true")


# The head of a plan, the line below it that holds a value, the schema's definition that answers for such a value, and the values.
TABLES = {
    "cadence": ("touchpoints:", "  t{number}: {{with: self, every: {value}}}", "cadence", cadences),
    "duration": ("people:", "  p{number}: {{space: {value}}}", "duration", durations),
    "length": ("checkins:", "  c{number}: {{with: self, every: day, phases: [{value}]}}", "length", lengths),
    "window": ("people:", "  p{number}: {{awake: {value}}}", "window", windows),
    "time": ("touchpoints:", "  t{number}: {{with: self, every: day, minimum: {{at: {value}}}}}", "time", times),
    "date": ("seasons:", "  s{number}: {{from: {value}}}", "date", dates),
    "range of dates": ("touchpoints:", "  t{number}: {{with: self, every: day, except: {value}}}", "dates", ranges),
    "birthday": ("people:", "  p{number}: {{born: {value}}}", "born", births),
    "day of quiet": ("quiet:", "  - {{days: {value}, between: 1:00-2:00}}", "day", days),
    "kind": ("touchpoints:", "  t{number}: {{with: self, every: day, by: {value}}}", "id", names),
    "person": ("people:", "  {value}: {{name: P{number}}}", "id_of_person", names),
    "season": ("seasons:", "  {value}: {{daily_limit: {number}}}", "id_of_item", names),
}
