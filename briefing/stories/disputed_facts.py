"""Where outlets differ about one fact: outcomes, figures, dates and places, side by side with their evidence.

Not a conflict: figures that agree within their rounding or hedge, the same quantity in other units, a figure that an
article gives beside the other one ("rose to 16 from 12"), and what a later article may simply know better.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from briefing.language.quantities import agree
from briefing.records import Citation, Conflict, Document
from briefing.records import Claim as Side
from briefing.stories import disputed_outcomes, disputed_places
from briefing.stories.disputed_outcomes import Outcome
from briefing.stories.figure_claims import (
    FARTHEST,
    SAME_FACT,
    Claim,
    claims,
    contradicts,
    fact_name,
    same_fact,
)
from briefing.stories.figure_conflict_probability import is_conflict, probability
from briefing.stories.figures_of_different_facts import is_known

__all__ = ["conflicts"]

Vector = npt.NDArray[np.float32]
# Pairs of articles that may contradict each other: of different syndication groups, at much the same time.
_Rivals = Sequence[tuple[int, int]]

# Articles further apart than this may differ because the facts have changed: that is a change, not a conflict.
_SAME_HOUR = dt.timedelta(hours=10)
# Cosine of their sentences from which two figures are looked at.
_LEAST_LIKE = 0.35
# Conflicts shown for one story, the surest first.
_MOST = 4
# More than two ways to compute one number differ by.
_ROUNDING = 1e-4
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
        *_of_figures(documents, vectors, rivals),
        *_of_place(documents, vectors, rivals),
    )
    published = {document.id: document.published for document in documents}
    return tuple(_newest_first(conflict, published) for conflict in found[:_MOST])


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


def _of_figures(documents: Sequence[Document], vectors: Sequence[Vector], rivals: _Rivals) -> list[Conflict]:
    found = [claims(document, rows, row) for row, (document, rows) in enumerate(zip(documents, vectors, strict=True))]
    sorts: dict[object, int] = {}
    told_by = [_Figures.of(own, sorts) for own in found]
    disputes = [dispute for one, two in rivals for dispute in _disputes(told_by[one], told_by[two])]
    disputes.sort(key=lambda row: (-round(row[0], 5), row[1].row, row[2].row, row[1].evidence.start))
    groups = [_with_agreeing(group, found) for group in _groups(disputes)[:_MOST]]
    told = [_conflict(group, documents) for group in _without_repeats(groups)]
    return [conflict for conflict in told if len(conflict.claims) > 1]


def _groups(disputes: Sequence[tuple[float, Claim, Claim]]) -> list[list[Claim]]:
    """The claims of each fact: a dispute joins the first group that has one of its sides, where it fits."""
    groups: list[list[Claim]] = []
    homes: dict[int, int] = {}
    # The first group of each claim, by the claim's own identity: equal words elsewhere are another claim.
    for _, *sides in disputes:
        number = min((homes[id(claim)] for claim in sides if id(claim) in homes), default=len(groups))
        if number == len(groups):
            groups.append([])
            joining = sides
        else:
            group = groups[number]
            joining = [claim for claim in sides if not _holds(group, claim) and _fits(claim, group)]
        groups[number] += joining
        homes.update((id(claim), min(number, homes.get(id(claim), number))) for claim in joining)
    return groups


def _without_repeats(groups: Sequence[list[Claim]]) -> list[list[Claim]]:
    """The groups, those of one role with the same figures as one: a toll that two languages give in their own words."""
    found: dict[object, list[Claim]] = {}
    for number, group in enumerate(groups):
        figures = frozenset((claim.quantity.unit, claim.quantity.value) for claim in group)
        role = frozenset.intersection(*(claim.roles for claim in group))
        home = found.setdefault((figures, role) if role else number, [])
        home += [claim for claim in group if not _holds(home, claim)]
    return [sorted(group, key=lambda claim: claim.row) for group in found.values()]


def _holds(group: Sequence[Claim], claim: Claim) -> bool:
    """Whether that very claim is in the group."""
    return any(other is claim for other in group)


def _sides(fact: str, claims: Sequence[tuple[str, str, Citation]]) -> Conflict:
    """The values of `claims` (value, words, where they stand), those of one value together."""
    shown: dict[str, str] = {}
    cited: dict[str, list[Citation]] = {}
    for value, text, citation in claims:
        shown.setdefault(value, text)
        cited.setdefault(value, []).append(citation)
    return Conflict(fact, tuple(Side(shown[value], tuple(cited[value])) for value in shown))


@dataclass(frozen=True, slots=True)
class _Figures:
    """The claims of an article, and what is compared of all of them at once: (claims, dimensions), and (claims,)."""

    claims: Sequence[Claim]
    vectors: Vector
    sorts: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.float64]
    """Their values without sign; of times, which have no size, 1."""

    @classmethod
    def of(cls, own: Sequence[Claim], numbers: dict[object, int]) -> _Figures:
        """Sorts of figures are numbered in `numbers`, one for all articles."""
        sorts = np.array([numbers.setdefault(claim.sort, len(numbers)) for claim in own], dtype=np.int64)
        sizes = np.array([1.0 if claim.quantity.is_time else abs(claim.quantity.value) for claim in own])
        return cls(
            own, np.stack([claim.vector for claim in own]) if own else np.zeros((0, 0), np.float32), sorts, sizes
        )


def _disputes(left_side: _Figures, right_side: _Figures) -> list[tuple[float, Claim, Claim]]:
    """Pairs of claims, each the other's best match, that contradict each other and are news to the other article."""
    one, two = left_side.claims, right_side.claims
    if not one or not two:
        return []
    table = _probabilities(left_side, right_side)
    rights, lefts = table.argmax(axis=1), table.argmax(axis=0)
    mutual = (table.max(axis=1) > 0) & (lefts[rights] == np.arange(len(one)))
    pairs = [
        (float(table[left, right]), one[left], two[right])
        for left, right in zip(np.flatnonzero(mutual).tolist(), rights[mutual].tolist(), strict=True)
    ]
    return [
        (sure, left, right)
        for sure, left, right in pairs
        if is_conflict(left, right) and not is_known(left, right, two) and not is_known(right, left, one)
    ]


def _probabilities(one: _Figures, two: _Figures) -> npt.NDArray[np.float64]:
    """How likely each claim of one article is of one fact with each of the other's; 0 where it is not worth asking."""
    likeness = one.vectors @ two.vectors.T
    small, large = np.minimum(one.sizes[:, None], two.sizes), np.maximum(one.sizes[:, None], two.sizes)
    near = large <= small * (FARTHEST + _ROUNDING)
    worth = near & (likeness >= _LEAST_LIKE - _ROUNDING) & (one.sorts[:, None] == two.sorts)
    table = np.zeros(likeness.shape)
    for left, right in np.argwhere(worth).tolist():
        table[left, right] = probability(one.claims[left], two.claims[right])
    return table


def _contemporary(one: Document, two: Document) -> bool:
    return one.published is None or two.published is None or abs(one.published - two.published) <= _SAME_HOUR


def _fits(claim: Claim, group: Sequence[Claim]) -> bool:
    return any(same_fact(claim, other) >= SAME_FACT for other in group) and all(
        claim.row != other.row for other in group
    )


def _with_agreeing(group: list[Claim], found: Sequence[Sequence[Claim]]) -> list[Claim]:
    """The group with the claims of further articles that agree with one of its values."""
    rows = {claim.row for claim in group}
    for own in found:
        scored = [
            (same_fact(claim, other), -place)
            for place, claim in enumerate(own)
            for other in group
            if claim.row not in rows and agree(claim.quantity, other.quantity)
        ]
        score, place = max(scored, default=(0.0, 0))
        if score >= SAME_FACT:
            group = [*group, own[-place]]
            rows.add(own[-place].row)
    return sorted(group, key=lambda claim: claim.row)


def _conflict(group: Sequence[Claim], documents: Sequence[Document]) -> Conflict:
    values: list[tuple[Claim, list[Citation]]] = []
    for claim in group:
        citation = Citation.of(claim.evidence, documents[claim.row])
        same = next((cited for first, cited in values if not contradicts(first, claim)), None)
        if same is None:
            values.append((claim, [citation]))
        else:
            same.append(citation)
    return Conflict(fact_name(group), tuple(Side(_shown(claim), tuple(cited)) for claim, cited in values))


def _shown(claim: Claim) -> str:
    """The figure as its article wrote it, with its hedge and what it counts."""
    quantity = claim.quantity
    text = claim.sentence[quantity.opening : max(quantity.end, quantity.closing)]
    if quantity.opening < quantity.start:
        text = text[0].lower() + text[1:]
    return text if quantity.noun in text.lower().split() else f"{text} {quantity.noun}".strip()
