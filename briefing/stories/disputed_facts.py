"""Where outlets differ about one fact: outcomes, figures, dates and places, side by side with their evidence.

Not a conflict: figures that agree within their rounding or hedge, the same quantity in other units, a figure that an
article gives beside the other one ("rose to 16 from 12"), and what a later article may simply know better.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from briefing.records import Citation, Conflict, Document
from briefing.records import Claim as Side
from briefing.stories import disputed_figures, disputed_outcomes, disputed_places
from briefing.stories.disputed_outcomes import Outcome

__all__ = ["conflicts"]

Vector = npt.NDArray[np.float32]
# Pairs of articles that may contradict each other: of different syndication groups, at much the same time.
_Rivals = Sequence[tuple[int, int]]

# Articles further apart than this may differ because the facts have changed: that is a change, not a conflict.
_SAME_HOUR = dt.timedelta(hours=10)
# Articles of a story, the most central first, that are held against each other: all pairs of them.
_HEARD = 48


def conflicts(documents: Sequence[Document], vectors: Sequence[Vector], groups: Sequence[int]) -> tuple[Conflict, ...]:
    """Conflicts between `documents` of one story; `vectors[i]` are document i's sentences, `groups[i]` its
    syndication group.

    The surest come first; of a conflict's values that of the latest report, then those in the order of the documents.
    """
    documents, vectors = documents[:_HEARD], vectors[:_HEARD]
    rivals = [
        (two, one)
        for one in range(len(documents))
        for two in range(one)
        if groups[one] != groups[two] and _contemporary(documents[one], documents[two])
    ]
    if not rivals:
        return ()
    found = (
        *_of_outcome(documents, vectors, rivals),
        *disputed_figures.conflicts(documents, vectors, rivals),
        *_of_place(documents, vectors, rivals),
    )
    published = {document.id: document.published for document in documents}
    return tuple(_newest_first(conflict, published) for conflict in found[: disputed_figures.MOST])


def _newest_first(conflict: Conflict, published: Mapping[str, dt.datetime | None]) -> Conflict:
    """Its sides by the time of their latest reports; as they are where a report is undated."""
    times = [[published[citation.article_id] for citation in side.citations] for side in conflict.claims]
    if any(time is None for own in times for time in own):
        return conflict
    latest = [max(time for time in own if time) for own in times]
    order = sorted(range(len(latest)), key=lambda place: latest[place], reverse=True)
    return replace(conflict, claims=tuple(conflict.claims[place] for place in order))


def _of_outcome(documents: Sequence[Document], vectors: Sequence[Vector], rivals: _Rivals) -> list[Conflict]:
    found = [disputed_outcomes.outcomes(document, vectors[row], row) for row, document in enumerate(documents)]
    disputes = [dispute for one, two in rivals for dispute in disputed_outcomes.pairs(found[one], found[two])]
    axes = dict.fromkeys(one.axis for _, one, _ in disputes)
    return [_outcome(axis, [pair for pair in disputes if pair[1].axis == axis], documents) for axis in axes]


def _outcome(axis: str, disputes: Sequence[tuple[float, Outcome, Outcome]], documents: Sequence[Document]) -> Conflict:
    sides = {claim.row: claim for _, one, two in disputes for claim in (one, two)}
    return _sides(
        axis,
        [
            (sides[row].value, sides[row].shown, Citation.of(sides[row].evidence, documents[row]))
            for row in sorted(sides)
        ],
    )


def _of_place(documents: Sequence[Document], vectors: Sequence[Vector], rivals: _Rivals) -> list[Conflict]:
    """At most one: the event's own place."""
    found = [disputed_places.places(document, vectors[row], row) for row, document in enumerate(documents)]
    names = [disputed_places.names_of(document) for document in documents]
    disputes = [
        dispute
        for one, two in rivals
        for dispute in disputed_places.pairs(found[one], found[two], (names[one], names[two]))
    ]
    if not disputes:
        return []
    best = max(disputes, key=lambda pair: (round(pair[0], 5), -pair[1].row, -pair[2].row))
    cited = [(claim.name, claim.shown, Citation.of(claim.evidence, documents[claim.row])) for claim in best[1:]]
    return [_sides("the place", cited)]


def _sides(fact: str, claims: Sequence[tuple[str, str, Citation]]) -> Conflict:
    """The values of `claims` (value, words, where they stand), those of one value together."""
    shown: dict[str, str] = {}
    cited: dict[str, list[Citation]] = {}
    for value, text, citation in claims:
        shown.setdefault(value, text)
        cited.setdefault(value, []).append(citation)
    return Conflict(fact, tuple(Side(shown[value], tuple(cited[value])) for value in shown))


def _contemporary(one: Document, two: Document) -> bool:
    return one.published is None or two.published is None or abs(one.published - two.published) <= _SAME_HOUR
