"""Words that too many articles of a collection have tell little there: the town of a local paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

__all__ = ["damp", "damping"]

# Share of a collection's texts beyond which a name tells little there: the town of a local paper. The share is taken
# as if there were a few more texts, so that in a small collection what two articles share still counts.
_EVERYWHERE, _FEW = 0.15, 15


def damp(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Factors below 1 for the words that too many of `rows` have; a word that is not in it keeps its weight."""
    counts: Counter[str] = Counter()
    total = _FEW
    for row in rows:
        counts.update(row.keys())
        total += 1
    limit = _EVERYWHERE * total
    return {word: (limit / count) ** 2 for word, count in counts.items() if count > limit}


def damping(counts: npt.NDArray[np.int64], rows: int) -> npt.NDArray[np.float64]:
    """The factors of `damp` for words that stand in `counts` of `rows` rows each."""
    limit = _EVERYWHERE * (rows + _FEW)
    return np.where(counts > limit, (limit / np.maximum(counts, 1)) ** 2, 1.0)
