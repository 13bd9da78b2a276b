"""Where outlets give different figures for one fact: "37 dead" beside "at least 40 dead".

Each figure of an article is held against those of the others (`figure_conflict_probability` says how likely both are of
one fact and exclude each other). Two that are each other's best match make a dispute; disputes that share a figure are
one conflict, with the figures of further articles that agree with one of its sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.language.quantities import agree
from briefing.records import Citation, Conflict, Document
from briefing.records import Claim as Side
from briefing.stories.figure_claims import FARTHEST, SAME_FACT, Claim, claims, contradicts, fact_name, same_fact
from briefing.stories.figure_conflict_probability import is_conflict, probability
from briefing.stories.figures_of_different_facts import is_known

__all__ = ["MOST", "conflicts"]

Vector = npt.NDArray[np.float32]

MOST = 4
"""Conflicts shown for one story, the surest first."""
# Cosine of their sentences from which two figures are looked at.
_LEAST_LIKE = 0.35
# More than two ways to compute one number differ by.
_ROUNDING = 1e-4


def conflicts(
    documents: Sequence[Document], vectors: Sequence[Vector], rivals: Sequence[tuple[int, int]]
) -> list[Conflict]:
    """Figures that contradict each other between the articles of `rivals`, pairs of numbers of `documents`.

    `vectors[i]` are document i's sentences. The surest come first.
    """
    found = [claims(document, rows, row) for row, (document, rows) in enumerate(zip(documents, vectors, strict=True))]
    sorts: dict[object, int] = {}
    told_by = [_Figures.of(own, sorts) for own in found]
    disputes = [dispute for one, two in rivals for dispute in _disputes(told_by[one], told_by[two])]
    disputes.sort(key=lambda row: (-round(row[0], 5), row[1].row, row[2].row, row[1].evidence.start))
    groups = [_with_agreeing(group, found) for group in _groups(disputes)[:MOST]]
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
