"""The same article twice from one publisher, under another address or id: told by its words, and kept once.

A publisher is known by the outlet's name and by its site: feeds of one newspaper often bear different names. Two
outlets that print one agency text are left alone: that is for `stories` to notice and to say.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from briefing.records import Document
from briefing.text.canonical_urls_and_article_ids import canonical_url

__all__ = ["without_repeats"]

# 4 bytes each: those of a whole day are held at once.
_Shingles = npt.NDArray[np.uint32]
_SHINGLE = 5
# Makes one number of the words of a shingle (a polynomial modulo 2^64; the factor is 2^64 over the golden ratio).
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
# Jaccard similarity of five-word shingles. One changed paragraph in ten leaves about 0.85; follow-ups of the same
# story, which repeat its background, stay below 0.5.
_SAME = 0.8
# Smallest hashes kept to find candidates (bottom-k sketch, Broder 1997); at 0.8, two texts share one all but surely.
_SKETCH = 24


def without_repeats(documents: Sequence[Document]) -> tuple[list[Document], int]:
    """`documents` in their order without those that repeat another of their outlet, and how many were dropped.

    Of two versions the later one stays, for it is the corrected one.
    """
    newest = sorted(documents, key=_recency, reverse=True)
    candidates: defaultdict[int, list[_Shingles]] = defaultdict(list)
    dropped: set[int] = set()
    for document in newest:
        shingles = _shingles(document.text)
        keys = [
            zlib.crc32(name.encode("utf-8", "replace")) << 32 | value
            for name in _publishers(document)
            for value in shingles[:_SKETCH].tolist()
        ]
        others = {id(other): other for key in keys for other in candidates.get(key, ())}
        if any(_similar(shingles, other) for other in others.values()):
            dropped.add(id(document))
            continue
        for key in keys:
            candidates[key].append(shingles)
    return [document for document in documents if id(document) not in dropped], len(dropped)


def _publishers(document: Document) -> tuple[str, ...]:
    """Names that two documents of one publisher share at least one of."""
    host = urlsplit(canonical_url(document.url) or "").hostname or ""
    site = host.removeprefix("www.")
    return tuple(dict.fromkeys(name for name in (document.outlet or document.source, site) if name))


def _recency(document: Document) -> tuple[float, str]:
    return (document.published.timestamp() if document.published else float("-inf"), document.id)


def _shingles(text: str) -> _Shingles:
    """Hashes of the shingles of `text`, each once, in order."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < 2 * _SHINGLE:
        # Short texts, and those without spaces, are told by their characters.
        words = list("".join(words))
    known = {word: zlib.crc32(word.encode("utf-8", "replace")) for word in set(words)}
    hashes = np.fromiter(map(known.__getitem__, words), dtype=np.uint64, count=len(words))
    pieces = np.zeros(max(0, len(words) - _SHINGLE + 1), dtype=np.uint64)
    for start in range(_SHINGLE):
        pieces = pieces * _FACTOR + hashes[start : start + len(pieces)]
    # The high half is the well-mixed one.
    return np.unique((pieces * _FACTOR >> np.uint64(32)).astype(np.uint32))


def _similar(left: _Shingles, right: _Shingles) -> bool:
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared >= _SAME * (len(left) + len(right) - shared) > 0
