"""Which sentences of an article are its key points.

Comes in: a document and the vectors of its sentences. Goes out: a summary whose points are sentences, each its own
evidence, shortened where that is safe (`briefing.summarize.points`). A sentence scores by how central it is to the
article (cosine to the centroid, Radev et al. 2004), how early it stands (news leads with its news), and how close it is
to the title; then points are picked one by one, each penalised for what earlier picks already said (maximal marginal
relevance, Carbonell & Goldstein 1998).
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from briefing.config import SummarySettings
from briefing.records import Document, Summary
from briefing.summarize.points import key_point

__all__ = ["FINGERPRINT", "summarize"]

FINGERPRINT = "centroid-position-title/2"

Scores = npt.NDArray[np.float32]

_CENTRALITY, _POSITION, _TITLE = 0.35, 0.45, 0.20
_REDUNDANCY = 0.7
# Weight of the likest earlier pick in marginal relevance.
_DUPLICATE = 0.85
# Cosine above which a sentence repeats an earlier pick and is not taken at all.
_SHORTEST, _LONGEST = 5, 45
# Words. Shorter sentences are fragments; longer ones are hard to read at a glance and pay a penalty.
_DANGLING = re.compile(
    r"^(he|she|it|they|his|her|its|their|this|that|these|those|but|and|so|however|meanwhile|also)\b", re.IGNORECASE
)


def summarize(
    document: Document,
    vectors: npt.NDArray[np.float32],
    settings: SummarySettings,
    *,
    title_vector: npt.NDArray[np.float32] | None = None,
) -> Summary:
    """Key points of `document`, most important first.

    `vectors` has shape (sentences, dimensions) with unit rows; `title_vector` has shape (dimensions,).
    """
    usable = [index for index in range(len(document.sentences)) if _words(document.sentence(index)) >= _SHORTEST]
    if not usable:
        return Summary(document.id, (), FINGERPRINT, note="too short to summarize")
    scores = score(document, vectors, title_vector)
    chosen = choose(scores, vectors, usable, settings.points)
    points = tuple(key_point(document, index, float(scores[index]), compressed=settings.compress) for index in chosen)
    return Summary(document.id, points, FINGERPRINT)


def score(document: Document, vectors: Scores, title_vector: Scores | None) -> Scores:
    """Salience of every sentence in 0…1, shape (sentences,)."""
    count = len(document.sentences)
    centroid = vectors.mean(axis=0)
    centrality = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    position = 1.0 / np.sqrt(1.0 + np.arange(count))
    title = vectors @ title_vector if title_vector is not None else centrality
    raw = _CENTRALITY * centrality + _POSITION * position + _TITLE * title
    factors = np.array([_form(document.sentence(index), index) for index in range(count)])
    return np.asarray(np.clip(raw * factors, 0.0, 1.0), dtype=np.float32)


def choose(scores: Scores, vectors: Scores, usable: list[int], most: int) -> list[int]:
    """Up to `most` sentence indices out of `usable`, best first, none repeating another."""
    chosen: list[int] = []
    pool = list(usable)
    while pool and len(chosen) < most:
        best = max(pool, key=lambda index: (_marginal(index, scores, vectors, chosen), -index))
        pool.remove(best)
        if not chosen or float((vectors[chosen] @ vectors[best]).max()) < _DUPLICATE:
            chosen.append(best)
    return chosen


def _marginal(index: int, scores: Scores, vectors: Scores, chosen: list[int]) -> float:
    if not chosen:
        return float(scores[index])
    likest = float((vectors[chosen] @ vectors[index]).max())
    return float(scores[index]) - _REDUNDANCY * max(0.0, likest - 0.4)


def _form(sentence: str, index: int) -> float:
    """Factor for how well a sentence stands alone and reads at a glance."""
    factor = 1.0
    if _words(sentence) > _LONGEST:
        factor *= 0.8
    if index > 0 and _DANGLING.match(sentence):
        factor *= 0.75
    if sentence.startswith(('"', "“", "«", "'")):
        factor *= 0.8
    return factor


def _words(sentence: str) -> int:
    return len(sentence.split())
