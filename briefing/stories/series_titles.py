"""Titles of series: "Markets, Tuesday: …", "Day 21", "The week in pictures". Instalments are no story line."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.language import en, fold_words, month_and_day_names, word_rarity_and_capitals

__all__ = ["opening", "without_number"]

# Words before a colon or dash; or one or two words and a number that counts nothing ("Day 21").
_OPENING = re.compile(
    r"^\s*(?:([^:–—|\d]{3,30}?)\s*(?::|\s–|\s—|\|)|(\w+(?:\s\w+)?)\s+(?:no\.?\s*|#\s*)?\d+\b(?!\s+\w+s\b))", re.I
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=8192)
def opening(title: str) -> str:
    """The part of a title before a colon, dash or number, if no word of it is a name: "markets", "the week in".

    Empty for a title without one, and for a story's own kicker ("Norvale bridge: …").
    """
    match = _OPENING.match(title)
    if not match:
        return ""
    said = match[1] or match[2]
    found = [
        word
        for word in map(fold_words.fold, fold_words.TOKEN.findall(said))
        if word not in month_and_day_names.names("en")
    ]
    text = " ".join(found)
    return "" if text in en.KICKERS or any(word_rarity_and_capitals.is_name(word) for word in found) else text


def without_number(title: str) -> str:
    """`title` in lower case with "#" for its numbers; empty where it has none.

    Titles that differ in their numbers alone are instalments: "Day 2 of the siege" and "Day 21 of the siege".
    """
    bare = _NUMBER.sub("#", title.lower())
    return bare if bare != title.lower() else ""
