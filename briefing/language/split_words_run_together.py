"""A sentence -> its parts where a page's markup was lost and two texts run together: "NEW AIR CHIEFAir Marshal Orr …".

A subheading, a bracket of links or a quotation ends without a mark or a blank, and the next sentence begins with a
capital right behind it. Names that are written so ("easyJet", "McDonald", "PhD") are no such places: what follows must
be a whole sentence's first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.language import of

__all__ = ["parted"]

# Two or more words in capitals, the last of which runs into a word: the capital before the small letters is its own.
_CAPITALS = r"(?:[A-ZÀ-Þ0-9\"“«][A-ZÀ-Þ0-9\"“«”»'’.,:&/-]*\s+)+[A-ZÀ-Þ0-9'’-]*[A-ZÀ-Þ0-9]"
_SUBHEADING = re.compile(rf"{_CAPITALS}(?=[A-ZÀ-Þ]['’]?[a-zà-ÿ]{{2}})|{_CAPITALS}(?P<short>(?=[A-ZÀ-Þ][a-zà-ÿ]\s))")
# Capitals of a subheading, at least.
_FEWEST_CAPITALS = 8
# A bracket of three words or more, before a capital: it is no part of a name.
_IN_BRACKETS = r"\((?:[^()\s]+\s+){2,60}[^()\s]*\)(?=[\"“«]?[A-ZÀ-Þ])"
_BRACKET = re.compile(_IN_BRACKETS)
_BRACKET_BEHIND = re.compile(rf"(?<=[a-zà-ÿ0-9.!?])\s?{_IN_BRACKETS}")
_QUOTATION = re.compile(r"(?<=[a-zà-ÿ.!?])[\"”»](?=[A-ZÀ-Þ][a-zà-ÿ])")
_SMALL_LETTERS = re.compile(r"\b[a-zà-ÿ]{4,}(?=(?P<next>[A-ZÀ-Þ][a-zà-ÿ]+)\s)")


def parted(text: str, span: tuple[int, int], language: str = "en") -> Iterator[tuple[int, int]]:
    """`span` of `text`, cut where two sentences run together."""
    start, end = span
    for place in sorted(set(_places(text, start, end, language))):
        if start < place < end:
            yield start, place
            start = place
    yield start, end


def _places(text: str, start: int, end: int, language: str) -> Iterator[int]:
    common = of(language).function_words
    if (found := _SUBHEADING.match(text, start, end)) and sum(map(str.isupper, found[0])) >= _FEWEST_CAPITALS:
        following = text[found.end() : found.end() + 2].lower()
        if found["short"] is None or following in common:
            yield found.end()
    if found := _BRACKET.match(text, start, end):
        yield found.end()
    for found in _BRACKET_BEHIND.finditer(text, start, end):
        yield found.end()
    for found in _QUOTATION.finditer(text, start, end):
        if found[0] != '"' or text.count('"', start, found.start()) % 2 == 1:
            yield found.end()
    for found in _SMALL_LETTERS.finditer(text, start, end):
        if found["next"].lower() in common:
            yield found.end()
