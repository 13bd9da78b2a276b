"""The time of day and its zone, as publishers write them behind a date."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

__all__ = ["at_clock"]

# Hours east of UTC, as newsrooms mean them: IST is India's, BST is Britain's summer. Others count as UTC.
_HOURS: dict[str, float] = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "AST": -4,
    "ADT": -3,
    "NST": -3.5,
    "NDT": -2.5,
    "BRT": -3,
    "ART": -3,
    "UYT": -3,
    "CLT": -4,
    "CLST": -3,
    "BOT": -4,
    "VET": -4,
    "COT": -5,
    "PET": -5,
    "GMT": 0,
    "UTC": 0,
    "UT": 0,
    "Z": 0,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "EET": 2,
    "EEST": 3,
    "SAST": 2,
    "CAT": 2,
    "WAT": 1,
    "EAT": 3,
    "IDT": 3,
    "MSK": 3,
    "TRT": 3,
    "GST": 4,
    "PKT": 5,
    "IST": 5.5,
    "NPT": 5.75,
    "BDT": 6,
    "ICT": 7,
    "WIB": 7,
    "WITA": 8,
    "WIT": 9,
    "JST": 9,
    "KST": 9,
    "SGT": 8,
    "HKT": 8,
    "PHT": 8,
    "MYT": 8,
    "AWST": 8,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
# Names that are used all the year round.
_ALL_YEAR = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_NOON, _HALF_DAY = 12, 12
_FURTHEST = dt.timedelta(hours=14)
_PM = r"p\.?\s?m\b\.?|μ\.?\s?μ\.?"
_AM = r"a\.?\s?m\b\.?|π\.?\s?μ\.?"
_CLOCK = re.compile(
    rf"(?P<before>오후|下午|午後|오전|上午|午前)?\s?(?<!\d)(?P<hour>\d{{1,2}})"
    rf"(?:\s?[:.h時时点시]\s?(?P<minute>\d\d)(?!\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?|(?=\s?(?:{_AM}|{_PM}|h\b|Uhr\b)))"
    rf"\s?(?:(?P<pm>{_PM})|(?P<am>{_AM})|h\b|Uhr\b|분)?"
    r"[\s,]*(?:(?-i:GMT|UTC|UT)?\s?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?!\d)"
    r"|\(?(?P<zone>(?-i:[A-Z]{1,5}))\b\)?)?",
    re.IGNORECASE,
)
_AFTERNOON = ("오후", "下午", "午後")
_MORNING = ("오전", "上午", "午前")


def at_clock(day: dt.date, rest: str) -> dt.datetime | None:
    """`day` at the first time of day in `rest`, the text around the date; noon UTC where it has none.

    None for a time that no clock shows.
    """
    found = _CLOCK.search(rest)
    if found is None:
        return dt.datetime.combine(day, dt.time(_NOON), tzinfo=dt.UTC)
    try:
        clock = dt.time(_hour(found), int(found["minute"] or 0), int(found["second"] or 0))
        return dt.datetime.combine(day, clock, tzinfo=_zone(found))
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"])
    if found["pm"] or found["before"] in _AFTERNOON:
        return hour + _HALF_DAY if hour < _HALF_DAY else hour
    return 0 if hour == _HALF_DAY and (found["am"] or found["before"] in _MORNING) else hour


def _zone(found: re.Match[str]) -> dt.tzinfo:
    """The zone of a written time: its offset, else what its name stands for."""
    if found["sign"]:
        offset = dt.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        if offset > _FURTHEST:
            return dt.UTC
        return dt.timezone(-offset if found["sign"] == "-" else offset)
    name = found["zone"] or ""
    return ZoneInfo(_ALL_YEAR[name]) if name in _ALL_YEAR else dt.timezone(dt.timedelta(hours=_HOURS.get(name, 0)))
