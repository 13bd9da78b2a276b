"""Finds the countries that a text in a language names, by ISO 3166 code: "China", "the U.S.", "l'Ukraine".

The names are those of Unicode's CLDR (babel), in their basic form; abbreviations are the codes themselves.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from briefing.language.language_words import alternatives

__all__ = ["countries"]

_REMEMBERED = 8192
# "US", "U.S.", "UK": in capitals, with or without full stops.
_ABBREVIATION = re.compile(r"(?<![\w.])([A-Z])\.?([A-Z])(?:\.|(?![\w.]))")
# What is said for the code.
_SPOKEN = {"UK": "GB", "EU": "EU", "US": "US", "UN": ""}


@lru_cache(maxsize=_REMEMBERED)
def countries(text: str, language: str) -> frozenset[str]:
    """Codes of the countries that `text` names."""
    pattern, codes = _names(language)
    named = {codes[match] for match in pattern.findall(text)}
    short = {_SPOKEN.get(one + two, "") for one, two in _ABBREVIATION.findall(text)}
    return frozenset(named | short - {""})


@cache
def _names(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The names of all countries in a language, and their codes."""
    try:
        territories = Locale.parse(language).territories
    except (ValueError, LookupError, UnknownLocaleError):
        return re.compile("(?!)"), {}
    codes = {name: code for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return re.compile(rf"(?<!\w)({alternatives(codes)})(?!\w)"), codes
