"""Articles as the stories get them, and the vectors that they still lack when their story is told.

To choose an article's points only the sentences that matter are encoded. An article that has its event to itself needs
no more; where several tell of it, every sentence may back, repeat or contradict one of another article. So the rest is
encoded once it is known who tells of what, many stories at a time, so that batches are full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from briefing.records import Document, EncodedArticle, Evidence, VectorsInMemory

__all__ = ["completed", "passage_vector"]

Vectors = npt.NDArray[np.float32]

# Sentences encoded at a time, about as many as where articles are summarized.
_TOGETHER = 2048


@dataclass(frozen=True, slots=True)
class _Lack:
    """An article with the rows of its vectors that are still to be filled."""

    item: EncodedArticle
    rows: list[int]

    def filled(self, fresh: Vectors) -> EncodedArticle:
        """The article with the rows `fresh` (rows, dimensions)."""
        if not self.rows:
            return self.item
        vectors = self.item.vectors.copy()
        vectors[self.rows] = fresh
        return replace(self.item, rows=VectorsInMemory(vectors, self.item.title_vector))


def completed(
    stories: Iterable[Sequence[EncodedArticle]], encode: Callable[[Sequence[str]], Vectors], *, most: int
) -> Iterator[list[EncodedArticle]]:
    """The articles of every story, in order, with all vectors that telling it takes; `encode` gives unit vectors.

    Of a story's articles the first `most` are held against each other, sentence by sentence. A row of zeros is a
    sentence that was not encoded; of openings and points there is none.
    """
    waiting: list[list[_Lack]] = []
    count = 0
    for items in stories:
        waiting.append([_lack(item, whole=len(items) > 1 and place < most) for place, item in enumerate(items)])
        count += sum(len(lack.rows) for lack in waiting[-1])
        if count >= _TOGETHER:
            yield from _filled(waiting, encode)
            waiting, count = [], 0
    yield from _filled(waiting, encode)


def passage_vector(document: Document, vectors: Vectors, evidence: Evidence) -> Vectors:
    """Unit vector of the sentences that `evidence` overlaps, (dimensions,); zeros where it overlaps none."""
    rows = [row for row, (start, end) in enumerate(document.sentences) if start < evidence.end and evidence.start < end]
    if not rows:
        return np.zeros(vectors.shape[1] if vectors.ndim == 2 else 0, dtype=np.float32)
    mean = vectors[rows].mean(axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean, dtype=np.float32)


def _lack(item: EncodedArticle, *, whole: bool) -> _Lack:
    vectors = item.vectors if whole else ()
    return _Lack(item, np.flatnonzero(~np.any(vectors, axis=1)).tolist() if len(vectors) else [])


def _filled(
    waiting: Sequence[Sequence[_Lack]], encode: Callable[[Sequence[str]], Vectors]
) -> Iterator[list[EncodedArticle]]:
    lacks = [lack for story in waiting for lack in story]
    texts = [lack.item.document.sentence(row) for lack in lacks for row in lack.rows]
    fresh = iter(encode(texts)) if texts else iter(())
    for story in waiting:
        yield [lack.filled(np.array([next(fresh) for _ in lack.rows], dtype=np.float32)) for lack in story]
