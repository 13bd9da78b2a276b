"""Splits sentences at spaces, for a language that ends them with one and no mark, as Thai does.

A space also parts clauses, names, figures and lists there. So one ends a sentence only where what stands on both sides
is long enough to be a clause of its own, nothing before it leads on and nothing behind it hangs on; the words that do
are the language's (`LANGUAGE.spaced`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.language.language_words import SpacedSentences

__all__ = ["parted"]

_SPACE = re.compile(r"\s+")
_OPENING, _CLOSING = "“‘\"'([{«", "”’\"')]}»"
# Signs that more follows.
_JOINED_BEHIND = "ๆ,;:–—-/"


def parted(text: str, span: tuple[int, int], words: SpacedSentences) -> Iterator[tuple[int, int]]:
    """`text[slice(*span)]` as (start, end) of its sentences, which spaces part."""
    start, end = span
    gaps = [gap.span() for gap in _SPACE.finditer(text, start, end)]
    for (left, right), (stop, _) in zip(gaps, [*gaps[1:], (end, end)], strict=False):
        told = text[start:left]
        if not _is_inside_quotation(told) and _ends(told, text[right:stop], words):
            yield start, left
            start = right
    yield start, end


def _ends(told: str, after: str, words: SpacedSentences) -> bool:
    """Whether a sentence that so far is `told` ends before the piece `after`."""
    pieces = [piece.rstrip(_CLOSING) for piece in told.split()]
    opening = after.lstrip(_OPENING)
    if _length(told) < words.shortest or min(_length(pieces[-1]), _length(after)) < words.shortest / 2:
        return False
    if pieces[-1][-1:] in _JOINED_BEHIND or not opening[:1].isalpha() or opening[:1].isascii():
        return False
    if len(pieces) == 1 and words.waits.match(pieces[0].lstrip(_OPENING)):
        return False
    return not (words.leads_on.search(pieces[-1]) or words.hangs_on.match(opening))


def _length(piece: str) -> int:
    return sum(map(str.isalpha, piece))


def _is_inside_quotation(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1 or text.count("(") > text.count(")")
