"""Figures, months and weekdays of a translation and of its original: none may be lost, none added, none changed.

Both are read by the one reader of numbers, each in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.language import month_and_day_names, of
from briefing.language.quantities import Quantity, read
from briefing.text.plain_digits import plain_digits

__all__ = ["calendar_faults", "faults"]

# Kinds that need not have a counterpart: "both", "the third", the 16 of "F-16" where it is a word.
_LOOSE = frozenset(("loose", "ordinal"))
# Up to here a language whose number words are not known may have said a figure in words, and mostly did.
_IN_WORDS = 12
_SAME = 1e-6
_CALENDAR_DATE = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일號号]")
_MONTH = re.compile(r"(?<!\d)\d{1,2}\s?(?:月|월)")


def faults(text: str, original: str, source: str, target: str) -> tuple[list[str], list[str]]:
    """Reasons why the figures are not the same, and those of "numbers in words" and "units" that were not compared."""
    said, told = _figures(original, source), _figures(text, target)
    lost = [one for one in said if _counts(one, original) and not _has(told, one, source, target)]
    added = [one for one in told if _counts(one, text) and not _has(said, one, target, source)]
    # A figure in words that one language can read and the other cannot.
    blind = [one for one in lost if not of(target).numbers.values and _is_in_words(one, original)]
    blind += [
        one
        for one in added
        if not of(source).numbers.values and (0 < one.amount <= _IN_WORDS or _is_in_words(one, text))
    ]
    reasons = [f"the original has {_shown(one, original)}, which it lacks" for one in lost if one not in blind]
    reasons += [f"has {_shown(one, text)}, which the original lacks" for one in added if one not in blind]
    unread = any(
        one.unit and not any(one.unit == other.unit for other in others)
        for one, others in (*((one, told) for one in said), *((one, said) for one in told))
        if one.kind in ("money", "percent")
    )
    silent = bool(blind) or (not said and not told and not (of(source).numbers.values and of(target).numbers.values))
    return reasons, [*(["numbers in words"] if silent else ()), *(["units"] if unread else ())]


def calendar_faults(text: str, original: str, source: str, target: str) -> list[str]:
    """A reason for a month or weekday that only one of the two names."""
    said, told = month_and_day_names.named_in(original, source), month_and_day_names.named_in(text, target)
    found = []
    if said[0] - told[0] - told[1]:
        found.append("lacks a month or weekday of the original")
    if told[0] - said[0] - said[1]:
        found.append("has a month or weekday that the original lacks")
    return found


def _counts(one: Quantity, text: str) -> bool:
    """Whether it needs a counterpart; "one" may be an article, or a pronoun, in the other language."""
    return one.kind not in _LOOSE and not (one.amount == 1 and _is_in_words(one, text))


def _is_in_words(one: Quantity, text: str) -> bool:
    return not any(char.isdigit() for char in text[one.start : one.end])


def _has(others: Sequence[Quantity], one: Quantity, mine: str, theirs: str) -> bool:
    return any(_same(one, other, mine, theirs) for other in others)


def _same(one: Quantity, other: Quantity, mine: str, theirs: str) -> bool:
    """Whether both are one figure: in one unit, or by what is written where one language cannot read the unit."""
    if one.unit == other.unit:
        return _near(one.value, other.value)
    if one.unit and other.unit:
        return False
    bare, code = (one, mine) if not one.unit else (other, theirs)
    named = other if bare is one else one
    if (named.kind == "money" and of(code).currencies) or (named.kind == "percent" and of(code).percent):
        return False
    return _near(one.amount, other.amount)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def _shown(one: Quantity, text: str) -> str:
    plain = plain_digits(text) if one.kind == "date" else _plain(text)
    return f"“{plain[one.start : one.end].strip()}”"


def _figures(text: str, language: str) -> tuple[Quantity, ...]:
    return (*_days(text), *read(_plain(text), language))


def _plain(text: str) -> str:
    """`text` with ASCII digits, without days that are all digits."""
    return _MONTH.sub(" ", _CALENDAR_DATE.sub(" ", plain_digits(text)))


def _days(text: str) -> list[Quantity]:
    """Days that are all digits, as the reader of quantities has those with the name of a month."""
    found = []
    for match in _CALENDAR_DATE.finditer(plain_digits(text)):
        month, day = float(match[1]), float(match[2])
        found.append(Quantity(100 * month + day, "date", "date", "", 1.0, "", *match.span(), day, match.start()))
    return found
