"""Which articles count as one source: reprints of an agency's text, and several pieces by one outlet."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.records import Document

__all__ = ["plain", "syndication_groups"]

_WORD = re.compile(r"\w+")
# Words in a row. Two reporters seldom write six in a row alike except in quotations.
_SHINGLE = 6
# Share of the shorter text's shingles found in the longer, above which it is the same text, cut or retouched.
_COPIED = 0.55


# Sentences whose words are remembered: those of a story are held against each other again and again.
_REMEMBERED = 8192


def syndication_groups(documents: Sequence[Document]) -> list[int]:
    """For each document the number of the first one of its group: of the same outlet, or with much the same text."""
    first = list(range(len(documents)))
    if len(first) < 2:
        return first

    def group(row: int) -> int:
        while first[row] != row:
            first[row] = row = first[first[row]]
        return row

    for row, other in (*_of_one_outlet(documents), *_copies(documents)):
        one, two = sorted((group(row), group(other)))
        first[two] = one
    return [group(row) for row in range(len(documents))]


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Words and figures alone, in lower case: equal for a sentence and its reprint."""
    return " ".join(_WORD.findall(text.lower()))


def _of_one_outlet(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Each document of an outlet with the outlet's first."""
    known: dict[str, int] = {}
    for row, document in enumerate(documents):
        if document.outlet is not None:
            yield row, known.setdefault(document.outlet.casefold(), row)


def _copies(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Pairs of documents that are much the same text, found by what they share: most share nothing."""
    shingles = [_shingles(document.text) for document in documents]
    counts = Counter(shingle for own in shingles for shingle in own)
    places: defaultdict[int, list[int]] = defaultdict(list)
    for row, own in enumerate(shingles):
        for shingle in own:
            if counts[shingle] > 1:
                places[shingle].append(row)
    for row, own in enumerate(shingles):
        shared = [shingle for shingle in own if counts[shingle] > 1]
        if len(shared) < _COPIED * len(own):
            # No copy of a longer text: a pair is found from its shorter one.
            continue
        for other, count in Counter(other for shingle in shared for other in places[shingle]).items():
            if other != row and count >= _COPIED * min(len(own), len(shingles[other])):
                yield row, other


def _shingles(text: str) -> frozenset[int]:
    found = _WORD.findall(text.lower())
    return frozenset(
        zlib.crc32(" ".join(found[start : start + _SHINGLE]).encode("utf-8", "replace"))
        for start in range(len(found) - _SHINGLE + 1)
    )
