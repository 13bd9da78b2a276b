"""Dates as publishers write them -> instants with a zone, or None.

A day without a time becomes noon UTC, which is the same day from UTC-12 to UTC+11. A time without a zone is taken as
UTC. Dates that cannot be right (before the web, or well after now) or that can be read in two ways (3/4/2025) are
dropped: an article is rather undated than misdated.

ISO and mail-style dates are read by the standard library, days in figures and the time of day here, months in words by
dateutil (English) and dateparser (the languages of `_LANGUAGES` and no others, since it guesses).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

from briefing.text.clock_times import at_clock
from briefing.text.plain_digits import plain_digits

__all__ = ["EARLIEST", "is_ambiguous", "parse", "plausible"]

# 1970-01-01 is what a publishing system writes when it does not know. No news site is older than the web.
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
# Clocks and zones go wrong by hours; an embargoed article may be dated tomorrow.
_AHEAD = dt.timedelta(days=2)
_LONGEST = 120
_RFC2822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{2,4} \d{1,2}:\d\d(:\d\d)? ([+-]\d{4}|GMT|UTC?|Z)$")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?!\d)[일日.]?")
_YEAR_LAST = re.compile(r"(?<![\d:])(\d{1,2})\s?(?P<sign>[-./])\s?(\d{1,2})\s?(?P=sign)\s?(\d{4}|\d\d)(?![\d:])")
# Two figures that may be a year where it stands first. Where it stands last, they always are.
_LIKELY_YEAR = 20
_WORD = r"[^\s\d,.]{2,}"
_OF = r"(?:d['’]|(?:de|del|of|di)\s+)?"
_ORDINAL = r"(?!\d)[^\s\d]{0,3}"
_IN_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d:])(?P<day>\d{{1,2}}){_ORDINAL}\s+{_OF}(?P<month>{_WORD})[.,]?\s+{_OF}(?P<year>\d{{4}}|\d\d(?=\s\d\d?:))(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})-(?P<month>{_WORD})-(?P<year>\d{{4}})(?!\d)",
        rf"(?P<month>{_WORD})[.,]?\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})\.?\s+(?P<month>{_WORD})\s+(?P<day>\d{{1,2}})(?!\d)",
    )
)
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "sv", "da", "nb", "fi", "cs", "ro", "hu", "tr", "el",
    "ca", "bg", "ar", "hi", "ja", "zh", "ko",
)  # fmt: skip
# Nothing of today's date is filled in, and "yesterday" is no date.
_STRICT = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "RETURN_AS_TIMEZONE_AWARE": False}
_MONTH_LIKE = re.compile(r"[A-Za-z]{3}")
# Letters; shorter abbreviations of weekdays are words in other languages.
_LEAST_WEEKDAY = 3


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
    text = plain_digits(value.strip())
    return plausible(_read(text), now=now) if 0 < len(text) <= _LONGEST else None


def is_ambiguous(text: str) -> bool:
    """Whether `text` holds a day in figures that can be read in two ways, or in none."""
    return any(len(_readings(found, text)) != 1 for found in _YEAR_LAST.finditer(text))


def _read(text: str) -> dt.datetime | None:
    for reader in (_iso, _rfc2822):
        moment = reader(text)
        if moment is not None:
            return moment
    for pattern, days in _READERS:
        found = pattern.search(text)
        if found is not None:
            read = days(found, text)
            return at_clock(read.pop(), f"{text[: found.start()]} {text[found.end() :]}") if len(read) == 1 else None
    return _written(text)


def _zoned(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None and moment.utcoffset() is not None else moment.replace(tzinfo=dt.UTC)


def _iso(text: str) -> dt.datetime | None:
    try:
        # A day alone is read as days in figures are.
        return _zoned(dt.datetime.fromisoformat(text)) if ":" in text or "T" in text else None
    except ValueError:
        return None


def _rfc2822(text: str) -> dt.datetime | None:
    try:
        return _zoned(parsedate_to_datetime(text)) if _RFC2822.match(text) else None
    except (ValueError, IndexError, OverflowError, TypeError):
        return None


def _days(*written: tuple[int, int, int]) -> set[dt.date]:
    """Those of (year, month, day) that a calendar has."""
    found = set()
    for year, month, day in written:
        try:
            found.add(dt.date(year, month, day))
        except ValueError:
            continue
    return found


def _year_first(found: re.Match[str], _: str) -> set[dt.date]:
    return _days((int(found[1]), int(found[2]), int(found[3])))


def _readings(found: re.Match[str], text: str) -> set[dt.date]:
    """The days that figures with the year at the end can stand for, in view of a weekday in `text`."""
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    short = len(found[4]) < 4
    year = 2000 + last if short else last
    day_first, month_first = (year, second, first), (year, first, second)
    if found["sign"] == ".":
        return _days(day_first) or _days(month_first)
    turned = [(2000 + first, second, last)] if short and first >= _LIKELY_YEAR else []
    days = _days(day_first, month_first, *turned)
    if len(days) < 2:
        return days
    named = [_weekdays()[word] for word in _words(text) if word in _weekdays()]
    return {day for day in days if all(day.weekday() in numbers for numbers in named)}


def _words(text: str) -> Iterator[str]:
    yield from (word.strip(".,:;()").casefold() for word in text.split())


@cache
def _weekdays() -> dict[str, set[int]]:
    """Names of weekdays in `_LANGUAGES`, whole and abbreviated; an abbreviation may be of two languages."""
    from babel import Locale

    known: dict[str, set[int]] = {}
    tables = [table for code in _LANGUAGES for forms in Locale.parse(code).days.values() for table in forms.values()]
    for number, name in (pair for table in tables for pair in table.items()):
        word = name.strip(".").casefold()
        if len(word) >= _LEAST_WEEKDAY:
            known.setdefault(word, set()).add(number)
    return known


def _in_words(found: re.Match[str], _: str) -> set[dt.date]:
    day = _worded(found["day"], found["month"], found["year"])
    # Neither parser may have taken one figure for another.
    right = day is not None and (day.day, day.year % 100) == (int(found["day"]), int(found["year"]) % 100)
    return {day} if day is not None and right else set()


@lru_cache(maxsize=4096)
def _worded(day: str, month: str, year: str) -> dt.date | None:
    from dateutil import parser

    words = f"{day} {month} {year}"
    try:
        read: dt.datetime = parser.parse(words, default=dt.datetime(1, 1, 1))
        return read.date()
    except (ValueError, OverflowError, TypeError, AttributeError):
        pass
    from dateparser import parse as parse_words

    found = parse_words(words, languages=list(_LANGUAGES), settings=_STRICT)
    return None if found is None else found.date()


def _written(text: str) -> dt.datetime | None:
    """English dates in other orders ("Wed Nov 5 10:15:00 2025")."""
    from dateutil import parser

    if not _MONTH_LIKE.search(text):
        return None
    # Parsed over two different defaults: what differs was not in the text.
    defaults = (dt.datetime(1, 1, 1, 12), dt.datetime(2, 2, 2, 12))
    try:
        first, second = (parser.parse(text, default=default, ignoretz=True) for default in defaults)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return at_clock(first.date(), text) if first == second else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], set[dt.date]]], ...] = (
    (_YEAR_FIRST, _year_first),
    (_YEAR_LAST, _readings),
    *((pattern, _in_words) for pattern in _IN_WORDS),
)
