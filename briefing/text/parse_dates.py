"""Dates as publishers write them -> instants with a zone, or None.

A day without a time becomes noon UTC, which is the same day from UTC-12 to UTC+11. A time without a zone is taken as
UTC. Dates that cannot be right (before the web, or well after now) are dropped: an article is rather undated than
misdated.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

__all__ = ["EARLIEST", "parse", "plausible"]

# 1970-01-01 is what a publishing system writes when it does not know. No news site is older than the web.
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
# Clocks and zones go wrong by hours; an embargoed article may be dated tomorrow.
_AHEAD = dt.timedelta(days=2)
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?$")
_CLOCK = re.compile(r"\d:\d|\dT\d|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_RFC2822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{2,4} \d")
_ZONES: dict[str, float] = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "HST": -10,
}
_ZONES |= {"BST": 1, "IST": 5.5, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3}
_ZONES |= {"MSK": 3, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AWST": 8, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12}
# Hours east of UTC, as newsrooms mean them: IST is India's, BST is Britain's summer. Others count as UTC.
_LONGEST = 80


def plausible(moment: dt.datetime | None, *, now: dt.datetime | None = None) -> dt.datetime | None:
    """`moment` if an article can have been published then, else None. `now` is the clock, for tests."""
    if moment is None:
        return None
    latest = (now or dt.datetime.now(dt.UTC)) + _AHEAD
    try:
        return moment if EARLIEST <= moment <= latest else None
    except OverflowError:
        return None


def parse(value: object, *, now: dt.datetime | None = None) -> dt.datetime | None:
    """The instant that `value` (text, date or datetime) stands for, or None where it is none or cannot be right."""
    if isinstance(value, dt.datetime):
        return plausible(_zoned(value), now=now)
    if isinstance(value, dt.date):
        return plausible(dt.datetime.combine(value, dt.time(12), tzinfo=dt.UTC), now=now)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not text or len(text) > _LONGEST:
        return None
    for reader in (_iso, _rfc2822, _written):
        moment = reader(text)
        if moment is not None:
            return plausible(moment, now=now)
    return None


def _zoned(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None and moment.utcoffset() is not None else moment.replace(tzinfo=dt.UTC)


def _zone(name: str | None, offset: int | None) -> dt.timezone:
    """The zone of a written time: its offset in seconds, else what its name stands for."""
    if offset is not None:
        return dt.timezone(dt.timedelta(seconds=offset))
    return dt.timezone(dt.timedelta(hours=_ZONES.get((name or "").upper(), 0)))


def _iso(text: str) -> dt.datetime | None:
    try:
        if _DAY.match(text):
            year, month, day = map(int, text.split("-"))
            return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)
        return _zoned(dt.datetime.fromisoformat(text))
    except ValueError:
        return None


def _rfc2822(text: str) -> dt.datetime | None:
    try:
        return _zoned(parsedate_to_datetime(text)) if _RFC2822.match(text) else None
    except (ValueError, IndexError, OverflowError, TypeError):
        return None


def _written(text: str) -> dt.datetime | None:
    """Dates in words, or with slashes where day and month cannot be mistaken for each other."""
    from dateutil import parser

    slashed = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}", text)
    if slashed and "." not in slashed[0] and slashed[1] != slashed[2] and max(int(slashed[1]), int(slashed[2])) <= 12:
        return None
    # Parsed over two different defaults: what differs was not in the text.
    defaults = (dt.datetime(1, 1, 1, 12), dt.datetime(2, 2, 2, 12))
    try:
        first, second = (
            parser.parse(text, default=default, dayfirst="." in text, tzinfos=_zone) for default in defaults
        )
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    if first != second:
        return None
    return _zoned(first if _CLOCK.search(text) else first.replace(hour=12, minute=0, second=0))
