"""Which articles count as one voice: reprints of an agency's text, and several pieces by one outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.records import Document

__all__ = ["plain", "voices"]

_WORD = re.compile(r"\w+")
_SHINGLE = 6
# Words in a row. Two reporters seldom write six in a row alike except in quotations.
_COPIED = 0.55
# Share of the shorter text's shingles found in the longer, above which it is the same text, cut or retouched.


def voices(documents: Sequence[Document]) -> list[int]:
    """For each document the number of the first one that is the same voice: same outlet, or much the same text."""
    found = list(range(len(documents)))
    if len(found) < 2:
        return found
    shingles = [_shingles(document.text) for document in documents]
    for row, document in enumerate(documents):
        for earlier in range(row):
            if _same_outlet(document, documents[earlier]) or _copied(shingles[row], shingles[earlier]):
                one, two = sorted((found[earlier], found[row]))
                found = [one if voice == two else voice for voice in found]
    return found


def plain(text: str) -> str:
    """Words and figures alone, in lower case: equal for a sentence and its reprint."""
    return " ".join(_WORD.findall(text.lower()))


def _same_outlet(one: Document, two: Document) -> bool:
    return one.outlet is not None and two.outlet is not None and one.outlet.casefold() == two.outlet.casefold()


def _shingles(text: str) -> frozenset[str]:
    found = _WORD.findall(text.lower())
    return frozenset(" ".join(found[start : start + _SHINGLE]) for start in range(len(found) - _SHINGLE + 1))


def _copied(one: frozenset[str], two: frozenset[str]) -> bool:
    shorter = min(len(one), len(two))
    return shorter > 0 and len(one & two) / shorter >= _COPIED
