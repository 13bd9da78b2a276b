"""Which sentences to take together: a summary is a set, not a list of single best sentences.

Comes in: what the salience model says of each sentence, the vectors and lengths. Goes out: the chosen indices. Every
combination of the most promising sentences is described by a few numbers (how salient, how long, how alike, how much
of the article it covers), and the model's second head rates each (after MatchSum, Zhong et al. 2020, with cheap
features in place of a second encoder). What is wanted differs with the kind of article: a feature's lead is an
anecdote, a brief's is the news. So the rater also sees what the article as a whole is like.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["SET_NAMES", "candidates", "choose", "context", "describe"]

Matrix = npt.NDArray[np.float32]
Sets = npt.NDArray[np.int64]

# 84 triples: the best set lies among the nine most salient sentences nearly as often as among twelve (220 triples).
_POOL = 9
# Larger sets are grown one by one: the combinations of five of nine and more say little that single scores do not.
_LARGEST = 4
SET_NAMES = [
    "mean odds",
    "least odds",
    "most odds",
    "mean earning",
    "least earning",
    "mean probability",
    "words",
    "words squared",
    "longest",
    "shortest",
    "mean cosine",
    "most cosine",
    "coverage",
    "first cosine",
    "mean place",
    "last place",
    "holds first",
    "holds second",
    "holds third",
    "best three",
    "size",
    "mean relative place",
    "title cosine",
    "spread of words",
]


def candidates(odds: Matrix, usable: Sequence[int], size: int) -> Sets:
    """Combinations of `size` among the best `usable` sentences, shape (sets, size), each in reading order.

    The lead is always one of them: of some articles nothing beats it.
    """
    best = sorted(sorted(usable, key=lambda index: (-float(odds[index]), index))[:_POOL])
    found = list(combinations(best, min(size, len(best))))
    lead = tuple(sorted(usable)[:size])
    return np.array(found if lead in found else [*found, lead], dtype=np.int64)


def describe(scores: Matrix, vectors: Matrix, lengths: Matrix, title: Matrix | None, sets: Sets) -> Matrix:
    """One row per set, columns as `SET_NAMES`. `scores` is the model's (sentences, 2), `lengths` counts words."""
    odds, earning = scores[:, 0][sets], scores[:, 1][sets]
    probability = 1 / (1 + np.exp(-odds))
    words = lengths[sets] / 25
    cosines = vectors @ vectors.T
    size = sets.shape[1]
    pairs = list(combinations(range(size), 2)) or [(0, 0)]
    alike = np.stack([cosines[sets[:, left], sets[:, right]] for left, right in pairs], axis=1)
    whole = vectors.mean(axis=0)
    middle = vectors[sets].mean(axis=1)
    covered = middle @ whole / np.maximum(np.linalg.norm(middle, axis=1) * np.linalg.norm(whole), 1e-9)
    best = set(np.argsort(-scores[:, 0], kind="stable")[:3].tolist())
    total = words.sum(axis=1)
    columns = [
        odds.mean(axis=1) / 3,
        odds.min(axis=1) / 3,
        odds.max(axis=1) / 3,
        earning.mean(axis=1),
        earning.min(axis=1),
        probability.mean(axis=1),
        total / size,
        (total / size) ** 2 / 2,
        words.max(axis=1),
        words.min(axis=1),
        alike.mean(axis=1),
        alike.max(axis=1),
        covered,
        cosines[sets, 0].mean(axis=1),
        np.log1p(sets).mean(axis=1) / 3,
        np.log1p(sets.max(axis=1)) / 3,
        (sets == 0).any(axis=1),
        (sets == 1).any(axis=1),
        (sets == 2).any(axis=1),
        [len(best.intersection(row)) / 3 for row in sets.tolist()],
        np.full(len(sets), size / 3),
        (sets / len(vectors)).mean(axis=1),
        np.zeros(len(sets)) if title is None else (vectors @ title)[sets].mean(axis=1),
        words.std(axis=1),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def context(features: Matrix, vectors: Matrix) -> Matrix:
    """What an article is like as a whole, shape (features + dimensions,): the means over its sentences."""
    return np.concatenate([features.mean(axis=0), vectors.mean(axis=0)]).astype(np.float32)


def choose(
    scores: Matrix,
    vectors: Matrix,
    lengths: Matrix,
    title: Matrix | None,
    usable: Sequence[int],
    size: int,
    rate: Callable[[Matrix], Matrix],
) -> list[int]:
    """The indices of the best set of up to `size` usable sentences, the most salient first.

    `rate` takes the rows of `describe` and returns one rating each.
    """
    first = min(size, _LARGEST, len(usable))
    sets = candidates(scores[:, 0], usable, first)
    ratings = rate(describe(scores, vectors, lengths, title, sets))
    chosen = sets[int(np.argmax(ratings))].tolist()
    chosen += _more(scores[:, 0], vectors, usable, chosen, min(size, len(usable)) - first)
    return sorted(chosen, key=lambda index: (-float(scores[index, 0]), index))


def _more(odds: Matrix, vectors: Matrix, usable: Sequence[int], chosen: list[int], count: int) -> list[int]:
    """`count` further sentences, each salient and unlike those taken."""
    taken = list(chosen)
    for _ in range(count):
        rest = [index for index in usable if index not in taken]
        alike = (vectors[rest] @ vectors[taken].T).max(axis=1)
        taken.append(rest[int(np.argmax(odds[rest] - 3 * np.maximum(alike - 0.5, 0)))])
    return taken[len(chosen) :]
