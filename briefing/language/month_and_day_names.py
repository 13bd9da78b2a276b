"""Months, weekdays and the marks of decimals in a language, as babel (Unicode CLDR) has them."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from briefing.language import of
from briefing.text.decode_and_clean import lowered

__all__ = ["decimal_mark", "months", "names", "weekdays"]

_LIKE_APOSTROPHE = str.maketrans("ʼ’", "''")


@cache
def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


def _plain(name: str) -> str:
    return lowered(name).translate(_LIKE_APOSTROPHE).removesuffix(".")


@cache
def months(code: str) -> dict[str, int]:
    """The months in lower case, whole, inflected and abbreviated, with their numbers; empty for an unknown language."""
    locale = _locale(code)
    tables = locale.months.values() if locale else ()
    found = {
        _plain(name): number
        for forms in tables
        for width in ("abbreviated", "wide")
        for number, name in forms.get(width, {}).items()
        if sum(map(str.isalpha, name)) > 2
    }
    return found | dict(of(code).months)


@cache
def weekdays(code: str) -> frozenset[str]:
    """The weekdays in lower case, whole; empty for an unknown language."""
    locale = _locale(code)
    tables = locale.days.values() if locale else ()
    return frozenset(_plain(name) for forms in tables for name in forms["wide"].values()) | of(code).weekdays


@cache
def names(code: str) -> frozenset[str]:
    """The weekdays and months in lower case, whole."""
    locale = _locale(code)
    tables = locale.months.values() if locale else ()
    whole = frozenset(_plain(name) for forms in tables for name in forms["wide"].values())
    return whole | weekdays(code) | frozenset(of(code).months)


@cache
def decimal_mark(code: str) -> str:
    """What stands before decimals: "." or ","; empty where the language is not known, so that either may."""
    locale = _locale(code)
    symbols = locale.number_symbols if locale else {}
    mark = symbols.get("latn", symbols).get("decimal", "")
    return mark if mark in (".", ",") else ""
