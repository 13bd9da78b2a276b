"""Months and weekdays in a language, as babel (Unicode CLDR) has them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from briefing.language import of
from briefing.text.decode_and_clean import lowered

__all__ = ["months", "named_in", "names", "weekdays"]

# What the cases of a name that ends so leave out: Polish "wtorek", "wtorku".
_FLEETING = re.compile(r"[eо](?=[кkц]$)")
_VOWEL_END = re.compile(r"[aeiouyаеєиіоуюяы]$")
# What a case puts behind a name, and in place of its last vowel; "among" looks like a form of "Wednesday" in Russian.
_CASE = r"[^\W\d_]{0,2}"
_ENDING = r"(?:[аяуюиіыеєęąyio]|ою|ею|ой|ей)(?<!\bсреди)"
# "3月", "3월": a month in digits.
_COUNTED_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s?(?:月(?!份?间)|월)")
# Languages in which a short word is written together with the name behind it.
_JOINED = ("ar", "he")
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


@lru_cache(maxsize=4096)
def named_in(text: str, code: str) -> tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]:
    """The months and weekdays that `text` names for sure, and those that it may name ("may", "mars"), if any.

    They are ("month", 1) to 12 and ("day", 0 for Monday) to 6, in languages with cases also in the forms that babel
    lacks.
    """
    pattern, known, doubtful = _calendar(code)
    sure = {("month", int(month)) for month in _COUNTED_MONTH.findall(text)}
    perhaps: set[tuple[str, int]] = set()
    for match in pattern.finditer(text) if known else ():
        name = _plain(match[0])
        value = known.get(name) or next(known[stem] for stem in known if name.startswith(stem))
        (perhaps if name in doubtful and not match[0][0].isupper() else sure).add(value)
    return frozenset(sure), frozenset(perhaps)


@cache
def _calendar(code: str) -> tuple[re.Pattern[str], dict[str, tuple[str, int]], frozenset[str]]:
    """A pattern of every name, what each stands for by its longest stem, and names that are other words too."""
    locale, words = _locale(code), of(code)
    if locale is None:
        return re.compile("(?!)"), {}, frozenset()
    whole = _whole_names(locale) | {name: ("month", number) for name, number in words.months.items() if len(name) > 3}
    fixed = "|".join(map(re.escape, sorted(whole, key=len, reverse=True)))
    if not words.inflects_dates:
        # Names of scripts without spaces stand between other letters.
        spaced = all(name[0] < "\u0e00" or "\u0e80" <= name[0] < "\u2e80" for name in whole)
        # "Mondays" and "montags", but not "mais".
        days = "|".join(re.escape(name) for name, (kind, _) in whole.items() if kind == "day")
        pattern = rf"(?<!\w)(?:{fixed}|(?:{days})s)(?!\w)" if spaced and code not in _JOINED else f"(?:{fixed})"
        whole |= {f"{name}s": value for name, value in whole.items() if value[0] == "day"}
        return re.compile(pattern, re.IGNORECASE), whole, words.ambiguous_dates
    stems = {_FLEETING.sub("", name): value for name, value in whole.items()}
    open_stems = {_VOWEL_END.sub("", name): value for name, value in whole.items() if _VOWEL_END.search(name)}
    cased, opened = ("|".join(map(re.escape, each)) for each in (stems, open_stems))
    known = dict(sorted({**stems, **open_stems, **whole}.items(), key=lambda item: -len(item[0])))
    pattern = rf"(?<!\w)(?:{fixed}|(?:{cased}){_CASE}|(?:{opened}){_ENDING})(?!\w)"
    return re.compile(pattern, re.IGNORECASE), known, words.ambiguous_dates


def _whole_names(locale: Locale) -> dict[str, tuple[str, int]]:
    """Every month and weekday in full, but for those that are digits ("3月")."""
    return {
        _plain(name): (kind, number)
        for kind, table in (("month", locale.months), ("day", locale.days))
        for forms in table.values()
        for width in ("wide", "abbreviated")
        for number, name in forms[width].items()
        # Short forms of Chinese ("周一") are no other words.
        if not name[0].isdigit() and (width == "wide" or ("\u2e80" < name[0] < "\ua000" and len(name) > 1))
    }
