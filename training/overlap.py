"""ROUGE-1 and ROUGE-2 of sentence sets against one reference, fast enough to score every set of an article.

The same tokens and stems as the `rouge-score` package (lower case, letters and digits, Porter stems of words longer than
three letters); a bigram that crosses from one chosen sentence to the next is not counted, which moves a score by less
than 0.1. Final figures are made with `rouge-score` itself (`benchmarks/keypoints.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from nltk.stem.porter import PorterStemmer

_STEMMER = PorterStemmer()
_SPLIT = re.compile(r"[^a-z0-9]+")

Counts = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts of an article's sentences over the n-grams of its reference.

    `unigrams` (sentences, distinct reference unigrams) and `bigrams` likewise; `*_reference` are the reference's own
    counts; `lengths` are tokens of each sentence; `reference` is the reference's length.
    """

    unigrams: Counts
    bigrams: Counts
    unigrams_reference: Counts
    bigrams_reference: Counts
    lengths: Counts
    reference: int


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """The word as `rouge-score` compares it."""
    return _STEMMER.stem(word) if len(word) > 3 else word


def stems(text: str) -> list[str]:
    """Tokens of `text` as `rouge-score` makes them, stemmed."""
    return [stem(word) for word in _SPLIT.split(text.lower()) if word]


def overlap(sentences: list[str], reference: str) -> Overlap:
    """Counts of `sentences` against `reference`."""
    words = [stems(sentence) for sentence in sentences]
    wanted = stems(reference)
    one, one_reference = _counts([Counter(row) for row in words], Counter(wanted))
    two, two_reference = _counts([Counter(_pairs(row)) for row in words], Counter(_pairs(wanted)))
    return Overlap(one, two, one_reference, two_reference, np.array([len(r) for r in words], np.float32), len(wanted))


def scores(counts: Overlap, sets: npt.NDArray[np.int64]) -> tuple[Counts, Counts]:
    """ROUGE-1 and ROUGE-2 F1 of index sets, shape (sets, size); -1 fills a row that has fewer members."""
    member = np.zeros((len(sets), len(counts.lengths)), np.float32)
    rows, columns = np.nonzero(sets >= 0)
    member[rows, sets[rows, columns]] = 1.0
    lengths = member @ counts.lengths
    size = (sets >= 0).sum(axis=1)
    return (
        _f1(np.minimum(member @ counts.unigrams, counts.unigrams_reference).sum(axis=1), lengths, counts.reference),
        _f1(
            np.minimum(member @ counts.bigrams, counts.bigrams_reference).sum(axis=1),
            lengths - size,
            counts.reference - 1,
        ),
    )


def greedy(counts: Overlap, most: int = 3) -> list[int]:
    """The oracle: sentences added one by one while the sum of ROUGE-1 and ROUGE-2 grows."""
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        options = [index for index in range(len(counts.lengths)) if index not in chosen]
        if not options:
            break
        one, two = scores(counts, np.array([[*chosen, index] for index in options]))
        place = int(np.argmax(one + two))
        if one[place] + two[place] <= best:
            break
        best = float(one[place] + two[place])
        chosen.append(options[place])
    return sorted(chosen)


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    return list(zip(words, words[1:], strict=False))


def _counts(rows: list[Counter], reference: Counter) -> tuple[Counts, Counts]:
    keys = list(reference)
    table = np.array([[row[key] for key in keys] for row in rows], np.float32).reshape(len(rows), len(keys))
    return table, np.array([reference[key] for key in keys], np.float32)


def _f1(hits: Counts, found: Counts, wanted: int) -> Counts:
    return np.where(hits > 0, 2 * hits / np.maximum(found + wanted, 1), 0.0)
