#!/usr/bin/python3
"""The patterns of config/plan.schema.json, put together from parts that can be read.

The reader takes words in any case, and a pattern that every editor understands has no flag for that: so "day" becomes [Dd][Aa][Yy], and
the patterns are too long to be written by hand. test_schema.py holds the schema against these; `patterns.py --write` puts them into it.
Only what the regular expressions of Python and of JavaScript share is used.
"""
import json
import pathlib
import re
import sys

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "config/plan.schema.json"


def any_case(text):
    """The letters of a pattern in either case."""
    return re.sub("[a-z]", lambda letter: f"[{letter[0].upper()}{letter[0]}]", text)


def never(text):
    """What follows holds this nowhere."""
    return rf"(?![\s\S]*{text})"


def whole(text):
    """This alone, with blanks around it, which the reader takes away."""
    return rf"^\s*(?:{text})\s*$"


def words(*parts):
    return r"\s+".join(parts)


AND, AT, ON = any_case("and"), any_case("at"), any_case("on")

# ---- names and texts

# Letters of any script, digits, - and _. Out are the signs of ASCII and Latin-1, general punctuation, most of CJK's, and private use.
LETTER = (r"[^\u0000-\u002c\u002e\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
          r"\u2000-\u200b\u200e-\u207f\u3000-\u3004\u3008-\u303f\ue000-\uefff\ufeff]")
NAME = rf"^(?!-){LETTER}+$"
# Something besides blanks, and no control characters.
TEXT = r"^[ \t\n]*[^ \u0000-\u001f\u007f][^\u0000-\u0008\u000b-\u001f\u007f]*$"

# ---- civil time

TIME = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
NOT_EMPTY = r"(?!0?([0-9]+:[0-9]+)\s*-\s*0?\1\s*$)"
MONTH_DAY = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
DATE = f"(?:19[7-9][0-9]|[2-9][0-9]{{3}})-{MONTH_DAY}"
DATES = rf"{DATE}(?:(?:\s*\.\.\s*|\s* {any_case('to')} \s*){DATE})?"
BORN = f"(?:(?:18[5-9][0-9]|19[0-9]{{2}}|[2-9][0-9]{{3}})-)?{MONTH_DAY}"
ZONE = r"^(?!localtime$)[A-Za-z0-9_+-][A-Za-z0-9/_+-]*$"

# ---- lengths of time

UNITS = [any_case("s(?:ec(?:ond)?s?)?"), f"m|{any_case('min(?:ute)?s?')}",   # a lone M could be minutes or months
         any_case("h(?:rs?|ours?)?"), any_case("d(?:ays?)?"), any_case("w(?:eeks?)?"), any_case("months?"), any_case("y(?:ears?)?")]
MINUTE, HOUR, DAY, MORE = r"[\s,]*[Mm](?![Oo])", r"[\s,]*[Hh]", r"[\s,]*[Dd]", r"[\s,]*(?:[WwYy]|[Mm][Oo])"
NO_UNIT_TWICE = "".join(never(rf"[0-9]{unit}[\s\S]*[0-9]{unit}")
                        for unit in (r"[\s,]*[Ss]", MINUTE, HOUR, DAY, r"[\s,]*[Ww]", r"[\s,]*[Mm][Oo]", r"[\s,]*[Yy]"))
PART = rf"[0-9]+[\s,]*(?:{'|'.join(UNITS)})(?![A-Za-z])"
JOINT = rf"(?:[\s,]+{AND}(?=[\s,0-9]|$))*[\s,]*"
DURATION = rf"{NO_UNIT_TWICE}[\s,]*(?:{PART}{JOINT})+$"
SOME = r"(?=[\s\S]*[1-9])"
# Up to a day, each part by itself; that their sum is longer only the reader can know.
BRIEF = (never(f"[1-9][0-9]*{MORE}") + never(f"(?:2[5-9]|[3-9][0-9]|[1-9][0-9]{{2,}}){HOUR}") +
         never(f"(?:144[1-9]|14[5-9][0-9]|1[5-9][0-9]{{2}}|[2-9][0-9]{{3}}|[1-9][0-9]{{4,}}){MINUTE}"))
MINUTES = "0*(?:[1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)"

# ---- cadences

WEEKDAY = any_case("(?:(?:mon|fri|sun)(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:r(?:sday)?)?|sat(?:urday)?)s?")
WEEKDAYS = rf"{WEEKDAY}(?:(?:\s*,\s*(?:{AND}\s+)?|\s+{AND}\s+){WEEKDAY})*"
NTH = any_case("(?:first|second|third|fourth|last)")
MONTH = any_case("(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?|september|oct(?:ober)?|"
                 "nov(?:ember)?|dec(?:ember)?)")
DAY_OF_MONTH = "|".join([words(any_case("day"), "0*(?:[1-9]|[12][0-9]|3[01])"), words(any_case("last"), any_case("day")),
                         words(NTH, WEEKDAY)])
DAY_OF_YEAR = "|".join([MONTH_DAY, words(NTH, WEEKDAY, any_case("of"), MONTH)])
INTERVAL = r"(?:0*(?:[1-9][0-9]{0,2}|1000)\s+)?"
COUNT = "0*(?:[1-9][0-9]?|100)"


def on(unit, places):
    return any_case(f"{unit}s?") + rf"(?:\s+{ON}\s+(?:{places}))?"


CALENDAR = rf"{INTERVAL}(?:{any_case('days?')}|{on('week', WEEKDAYS)}|{on('month', DAY_OF_MONTH)}|{on('year', DAY_OF_YEAR)})(?:\s+{AT}\s+{TIME})?"
BY_DAYS = rf"(?:{any_case('week(?:day|end)s?')}|{WEEKDAYS})(?:\s+(?:{AT}\s+)?{TIME})?"
QUOTA = words(f"(?:{any_case('once|twice')}|{COUNT}" + r"\s+" + any_case("times?") + ")", any_case("a"), any_case("(?:day|week|month)s?"))
ELAPSED = INTERVAL + words(any_case("(?:day|week|month|year)s?"), any_case("after"), any_case("contact"))

# By the names they have among the schema's definitions.
PATTERNS = {
    "id": NAME,
    "not_a_setting": f"^(?!(?:{'|'.join(json.loads(SCHEMA.read_text(encoding='utf-8'))['properties'])})$)",
    "text": TEXT,
    "filled_in": "^" + never(r"\{(?!name\})[^{}]+\}"),
    "zone": ZONE,
    "time": whole(TIME),
    "window": whole(rf"{NOT_EMPTY}{TIME}\s*-\s*(?:{TIME}|24:00)"),
    "date": whole(DATE),
    "dates": whole(DATES),
    "born": whole(BORN),
    "day": whole(f"{WEEKDAY}|{any_case('week(?:day|end)s?')}"),
    "duration": "^" + DURATION,
    "lead": "^" + SOME + DURATION,
    "gap": "^" + BRIEF + never(f"[1-9][0-9]*{DAY}") + DURATION,
    "length": f"^(?:{MINUTES}$|{SOME}{BRIEF}{never(f'(?:[2-9]|[1-9][0-9]+){DAY}')}{DURATION})",
    "cadence": whole(f"{CALENDAR}|{BY_DAYS}|{QUOTA}|{ELAPSED}"),
    # Of a cadence that reads, these tell what kind it is.
    "on_the_calendar": "^" + never(any_case("(?:contact|times?|once|twice)")),
    "after_contact": any_case("contact"),
}


def place_of(text, name):
    """Where in the schema's text the pattern of this definition stands, as a JSON string."""
    definition = text.index(f'\n    "{name}": {{', text.index('\n  "definitions": {'))
    begin = text.index('"pattern": "', definition) + len('"pattern": ')
    return begin, begin + json.JSONDecoder().raw_decode(text[begin:])[1]


def write():
    text = SCHEMA.read_text(encoding="utf-8")
    for name, pattern in PATTERNS.items():
        begin, end = place_of(text, name)
        text = text[:begin] + json.dumps(pattern) + text[end:]
    SCHEMA.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: patterns.py --write")
    write()
