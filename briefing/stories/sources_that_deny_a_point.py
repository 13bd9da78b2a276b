"""Points with the passages that back them -> the same without those of articles that deny elsewhere what they back.

An article may tell both that the company had promised to keep all jobs and that they are in danger: it is no source for
the promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.records import EncodedArticle, Evidence
from briefing.verify.contradictory_statements import Contradict
from briefing.verify.same_statement import Pair

__all__ = ["Shown", "undenied"]

# Cosine from which another sentence of a source may deny a point, how many are asked about, and the certainty from
# which it does.
_NEAR, _ASKED, _DENIES = 0.4, 3, 0.8


@dataclass(frozen=True, slots=True)
class Shown:
    """A point as it is told, its language, and the unit vector of its sentence."""

    text: str
    language: str
    vector: npt.NDArray[np.float32]


def undenied(
    points: Sequence[Shown],
    backing: Sequence[tuple[Evidence, ...]],
    items: Sequence[EncodedArticle],
    contradict: Contradict,
) -> list[tuple[Evidence, ...]]:
    """`backing`, of each point its own passage first, without that of `items` which contradict it elsewhere."""
    by_id = {item.document.id: item for item in items}
    asked = [
        (place, passage, Pair(point.text, sentence, point.language))
        for place, (point, (own, *others)) in enumerate(zip(points, backing, strict=True))
        for passage in others
        if passage.article_id != own.article_id
        for sentence in _beside(point, passage, by_id[passage.article_id])
    ]
    certainties = contradict([pair for *_, pair in asked])
    denied = {asked[row][:2] for row, certainty in enumerate(certainties) if certainty >= _DENIES}
    return [
        tuple(passage for passage in passages if (place, passage) not in denied)
        for place, passages in enumerate(backing)
    ]


def _beside(point: Shown, passage: Evidence, item: EncodedArticle) -> list[str]:
    """The other sentences of an article that is cited for the point, the nearest to it first."""
    document = item.document
    likeness = np.round(item.vectors @ point.vector, 5)
    near = [int(row) for row in np.argsort(-likeness, kind="stable") if likeness[row] >= _NEAR]
    others = [row for row in near if document.sentences[row] != (passage.start, passage.end)]
    return [document.sentence(row) for row in others[:_ASKED]]
