"""Civil time and instants by Python's zoneinfo, which reads the same database as kith and shares no code with it."""
import collections
import datetime
import functools
import zoneinfo

zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])

EPOCH = datetime.datetime(1970, 1, 1)
Change = collections.namedtuple("Change", "instant before after")   # from this instant on, offsets in seconds
# What a civil time means: Unix seconds, and whether it was an ordinary one, one in a gap or one in a fold.
Moment = collections.namedtuple("Moment", "instant kind")


@functools.lru_cache(maxsize=None)
def zone_of(name):
    return zoneinfo.ZoneInfo(name)


def wall(instant, offset):
    return EPOCH + datetime.timedelta(seconds=instant + offset)


def offset_at(zone, instant):
    """Seconds east of UTC at an instant."""
    utc = wall(instant, 0).replace(tzinfo=datetime.timezone.utc)
    return round(utc.astimezone(zone_of(zone)).utcoffset().total_seconds())


def moment(zone, date, minutes):
    """T1: inside a gap the first instant after it, inside a fold the first of the two. Minutes may go beyond the date."""
    civil = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minutes)
    seconds = round((civil - EPOCH).total_seconds())
    here = civil.replace(tzinfo=zone_of(zone))
    before, after = (round(here.replace(fold=fold).utcoffset().total_seconds()) for fold in (0, 1))
    if before < after:   # PEP 495: only inside a gap
        return Moment(first_with(zone, after, seconds - after, seconds - before), "gap")
    return Moment(seconds - before, "fold" if before > after else "plain")


def first_with(zone, offset, early, late):
    """The instant in (early, late] from which on the clocks of the zone have this offset."""
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (early, middle) if offset_at(zone, middle) == offset else (middle, late)
    return late


@functools.lru_cache(maxsize=None)
def changes(zone, year):
    """When the zone's clocks were, or will be, changed in that year; what was taken back within days may be missing."""
    start = round((datetime.datetime(year, 1, 1) - EPOCH).total_seconds())
    instants = [start + day * 86400 for day in range(0, 371, 10)]
    offsets = [offset_at(zone, instant) for instant in instants]
    return tuple(Change(first_with(zone, after, begin, end), before, after)
                 for begin, end, before, after in zip(instants, instants[1:], offsets, offsets[1:]) if before != after)
