"""Finds the statements of earlier reports that a later one takes back: what was reported later wins.

Comes in: the articles of one story, and a judge of pairs of statements (`briefing.verify.contradictory_statements`).
Goes out: the statements of earlier reports that cannot be true beside a later one: a correction, a denial, an outcome
in place of a plan, a higher toll. They are told as "earlier: …", never as a point, a headline or a backing. Articles
without a date have no order, and what they say of each other is a conflict (`disputed_facts`). A politician who
disputes a decision takes nothing back: what somebody merely says is no contradiction of what was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from briefing.language import of, quantities
from briefing.records import Citation, Claim, Conflict, EarlierReport, EncodedArticle, Evidence
from briefing.stories import disputed_outcomes
from briefing.stories.figure_claims import SAME_FACT, claims, contradicts, is_sure, same_fact
from briefing.stories.figure_claims import Claim as Figure
from briefing.verify.contradictory_statements import LEAST_CERTAIN, Contradict, no_contradiction
from briefing.verify.same_statement import LANGUAGES, Pair

__all__ = ["LatestWord", "Statement", "Withdrawn", "latest_word"]

Floats = npt.NDArray[np.float32]

# Reports closer in time than this have no order.
_APART = dt.timedelta(minutes=10)
# Sentences of an article that may be taken back or take back: news stands at its start. Its title counts as well.
_SENTENCES = 6
# Articles of a story, the most central first, that are held against each other.
_HEARD = 24
# Least cosine of two statements that are compared, and how many of a later article are, the nearest first.
_NEAR, _NEAREST = 0.4, 3
# Probability of a contradiction from which the later statement takes the earlier one back; the second where the later
# article says itself that something has changed.
_CONTRADICTS, _CHANGED = 0.8, LEAST_CERTAIN
# Earlier reports that a story shows, the latest first.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """A title (without evidence) or a sentence of article `row`; both title and first sentence tell its `news`."""

    row: int
    text: str
    evidence: Evidence | None
    vector: Floats
    news: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A statement of an earlier report, and the later one that it cannot be true beside.

    Of a `figure` the rest of the earlier report still holds.
    """

    earlier: Statement
    by: Statement
    certainty: float
    figure: bool = False


@dataclass(frozen=True)
class LatestWord:
    """What of a story's reports no longer holds."""

    withdrawn: tuple[Withdrawn, ...] = ()

    @cached_property
    def rows(self) -> frozenset[int]:
        """Articles whose own news, the title or the first sentence, no longer holds."""
        return frozenset(each.earlier.row for each in self.withdrawn if each.earlier.news and not each.figure)

    @cached_property
    def titles(self) -> frozenset[int]:
        """Articles whose title must not head the story."""
        return self.rows | {each.earlier.row for each in self.withdrawn if each.earlier.evidence is None}

    @cached_property
    def _places(self) -> frozenset[Evidence]:
        return frozenset(each.earlier.evidence for each in self.withdrawn if each.earlier.evidence)

    @cached_property
    def replacing(self) -> frozenset[Evidence]:
        """The sentences that take something back."""
        return frozenset(each.by.evidence for each in self.withdrawn if each.by.evidence)

    def holds(self, row: int, evidence: Evidence) -> bool:
        """Whether a passage of article `row` may be told, or cited, as what is known now."""
        return row not in self.rows and not any(_overlap(evidence, place) for place in self._places)

    def standing(self, conflicts: Sequence[Conflict], rows: Mapping[str, int]) -> tuple[Conflict, ...]:
        """`conflicts` without the sides that were taken back; `rows` numbers the articles. Tolls stay side by side."""
        sides = (
            (conflict, tuple(side for side in conflict.claims if self._stands(side, rows))) for conflict in conflicts
        )
        return tuple(replace(conflict, claims=left) for conflict, left in sides if len(left) > 1)

    def _stands(self, side: Claim, rows: Mapping[str, int]) -> bool:
        places = [each.earlier.evidence for each in self.withdrawn if each.earlier.evidence and not each.figure]
        return not any(
            rows[citation.article_id] in self.rows or any(_overlap(citation.evidence, place) for place in places)
            for citation in side.citations
        )

    def earlier_reports(
        self, items: Sequence[EncodedArticle], conflicts: Sequence[Conflict]
    ) -> tuple[EarlierReport, ...]:
        """What is shown of it beside `conflicts`, one sentence an article, the latest report first."""
        shown_beside = {citation.evidence for each in conflicts for side in each.claims for citation in side.citations}
        best: dict[int, Withdrawn] = {}
        for each in sorted(self.withdrawn, key=lambda each: (each.earlier.evidence is None, _start(each))):
            if each.earlier.evidence not in shown_beside:
                best.setdefault(each.earlier.row, each)
        shown = sorted(
            best.values(), key=lambda each: (_time(items[each.earlier.row]), -each.earlier.row), reverse=True
        )
        return tuple(_report(each, items) for each in shown[:_SHOWN])


def latest_word(items: Sequence[EncodedArticle], contradict: Contradict = no_contradiction) -> LatestWord:
    """What of the reports `items` (the most central first) no longer holds."""
    heard = [(row, item) for row, item in enumerate(items[:_HEARD]) if item.document.published]
    ordered = [
        (later, earlier) for later in heard for earlier in heard if _time(later[1]) - _time(earlier[1]) >= _APART
    ]
    if not ordered:
        return LatestWord()
    found = [*_contradicted(ordered, contradict), *_outcomes(ordered), *_tolls(ordered)]
    best: dict[tuple[int, Evidence | None], Withdrawn] = {}
    for each in sorted(found, key=lambda each: -each.certainty):
        best.setdefault((each.earlier.row, each.earlier.evidence), each)
    # What has been taken back itself takes nothing back.
    gone = {key for key, each in best.items() if not each.figure}
    return LatestWord(tuple(each for each in best.values() if (each.by.row, each.by.evidence) not in gone))


_Rowed = tuple[int, EncodedArticle]


def _contradicted(ordered: Sequence[tuple[_Rowed, _Rowed]], contradict: Contradict) -> Iterator[Withdrawn]:
    """Statements that the judge finds contradicted by a later article."""
    stated = {row: _statements(row, item) for row, item in _each_once(ordered).items()}
    pairs = [
        (earlier, later, late.document.language)
        for (late_row, late), (early_row, early) in ordered
        if {late.document.language, early.document.language} <= LANGUAGES
        for earlier in stated[early_row]
        for later in _nearest(earlier, stated[late_row])
    ]
    certainties = contradict([Pair(earlier.text, later.text, language) for earlier, later, language in pairs])
    changed = {row for row, item in _each_once(ordered).items() if _says_it_changed(item)}
    for (earlier, later, _), value in zip(pairs, certainties, strict=True):
        if value >= (_CHANGED if later.row in changed else _CONTRADICTS):
            # Of two figures either may be wrong: the earlier one is not told, but stays beside the later one.
            yield Withdrawn(earlier, later, value, figure=_differ_in_figures(earlier.text, later.text))


def _differ_in_figures(one: str, other: str) -> bool:
    figures = quantities.values(one, "en"), quantities.values(other, "en")
    return all(figures) and figures[0] != figures[1]


def _statements(row: int, item: EncodedArticle) -> list[Statement]:
    # Read once: they may be on disk.
    document, vectors, title = item.document, item.vectors, item.title_vector
    found = [Statement(row, document.title, None, title, news=True)] if document.title and title is not None else []
    for number, (start, end) in enumerate(document.sentences[:_SENTENCES]):
        place = Evidence(document.id, start, end)
        found.append(Statement(row, document.text[start:end], place, vectors[number], news=number == 0))
    return found


def _nearest(earlier: Statement, others: Sequence[Statement]) -> list[Statement]:
    scored = sorted(((round(float(earlier.vector @ other.vector), 5), -place) for place, other in enumerate(others)))
    return [others[-place] for likeness, place in reversed(scored[-_NEAREST:]) if likeness >= _NEAR]


def _says_it_changed(item: EncodedArticle) -> bool:
    """Whether a report says itself that something said before no longer holds."""
    pattern = of(item.document.language).events.corrected
    opening = item.document.sentences[:_SENTENCES]
    text = item.document.text[: opening[-1][1]] if opening else ""
    return bool(pattern.search(f"{item.document.title or ''}\n{text}"))


def _outcomes(ordered: Sequence[tuple[_Rowed, _Rowed]]) -> Iterator[Withdrawn]:
    """Outcomes that a later article gives otherwise, by the words for them, and says so, or has from the same outlet.

    Of two outlets either may be wrong: that is a conflict.
    """
    stated = {
        row: disputed_outcomes.outcomes(item.document, item.vectors, row) for row, item in _each_once(ordered).items()
    }
    for (late_row, late), (early_row, early) in ordered:
        if not (_says_it_changed(late) or (late.document.outlet and late.document.outlet == early.document.outlet)):
            continue
        for certainty, one, two in disputed_outcomes.pairs(stated[early_row], stated[late_row]):
            yield Withdrawn(_said(early_row, early, one.evidence), _said(late_row, late, two.evidence), certainty)


def _each_once(ordered: Sequence[tuple[_Rowed, _Rowed]]) -> dict[int, EncodedArticle]:
    return dict(rowed for pair in ordered for rowed in pair)


def _tolls(ordered: Sequence[tuple[_Rowed, _Rowed]]) -> Iterator[Withdrawn]:
    """Counts of people that a later article gives higher, or as one that has changed."""
    tolls = {
        row: [claim for claim in claims(item.document, item.vectors, row) if _is_toll(claim)]
        for row, item in _each_once(ordered).items()
    }
    for (late_row, late), (early_row, early) in ordered:
        for claim in tolls[early_row]:
            if newer := next((other for other in tolls[late_row] if _replaces(other, claim)), None):
                said = _said(early_row, early, claim.evidence)
                yield Withdrawn(said, _said(late_row, late, newer.evidence), 1.0, figure=True)


def _is_toll(claim: Figure) -> bool:
    return claim.quantity.kind == "count" and bool(claim.roles) and not claim.partial


def _replaces(later: Figure, earlier: Figure) -> bool:
    if not contradicts(later, earlier) or same_fact(later, earlier) < SAME_FACT:
        return False
    grown = later.quantity.value > earlier.quantity.value
    return (later.moved or grown) and is_sure(replace(later, moved=earlier.moved), earlier)


def _said(row: int, item: EncodedArticle, evidence: Evidence) -> Statement:
    document = item.document
    news = (evidence.start, evidence.end) == document.sentences[0]
    return Statement(row, evidence.quote(document), evidence, np.zeros(0, dtype=np.float32), news=news)


def _report(each: Withdrawn, items: Sequence[EncodedArticle]) -> EarlierReport:
    """The earlier statement; a title is shown by the first sentence under it."""
    document, late = items[each.earlier.row].document, items[each.by.row].document
    place = each.earlier.evidence or Evidence(document.id, *document.sentences[0])
    by = each.by.evidence or Evidence(late.id, *late.sentences[0])
    return EarlierReport(place.quote(document), Citation.of(place, document), Citation.of(by, late))


def _time(item: EncodedArticle) -> dt.datetime:
    return item.document.published or dt.datetime.min.replace(tzinfo=dt.UTC)


def _start(each: Withdrawn) -> int:
    return each.earlier.evidence.start if each.earlier.evidence else 0


def _overlap(one: Evidence, two: Evidence) -> bool:
    return one.article_id == two.article_id and one.start < two.end and two.start < one.end
