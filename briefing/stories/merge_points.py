"""Key points of several articles -> one list for their story.

Points that say the same become one, cited from every article that says it; the wording is that of the best of them.
A sentence is cited for a point of another article only if it says it (`briefing.verify.same_statement`, given as an
argument); asked are those that are near in meaning and give every figure of the point. An article with another figure
is no support (see `disputed_facts`), yet its point is not told a second time. Reprints of one text, and several
articles of one outlet, count as one source (`articles_of_one_source`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.language import of, quantities
from briefing.records import Citation, Document, EncodedArticle, Evidence, KeyPoint, Point
from briefing.stories.articles_of_one_source import plain, syndication_groups
from briefing.stories.encode_remaining_sentences import passage_vector
from briefing.stories.pronoun_means_another_person import speaks_of_another
from briefing.stories.sources_that_deny_a_point import Shown, undenied
from briefing.stories.statements_taken_back import LatestWord
from briefing.verify.contradictory_statements import Contradict, no_contradiction
from briefing.verify.same_statement import Pair, same_words

__all__ = ["CITED", "SaysIt", "merge_points"]

Vectors = npt.NDArray[np.float32]
SaysIt = Callable[[Sequence[Pair]], Sequence[bool]]
"""Whether the sentence of each pair says its point."""


# Cosine from which a point repeats one of another article (lower where both give the same figure), or of its own
# article. Between 0.5 and 0.66 the first changes the figures of the three gold streams by one change at most.
_REPEATED, _REPEATED_FIGURES, _REPEATED_OWN = 0.58, 0.48, 0.8
# Cosine from which a sentence of another article may back a point; lower where it gives all its figures. Of one article
# so many are asked about, the nearest first.
_SUPPORTS, _SUPPORTS_FIGURES, _ASKED = 0.66, 0.55, 3
# Added to a point's score for each further source, up to three.
_CORROBORATION = 0.12
# Added for points of the article that leads the story, less for those further down.
_CENTRAL_BONUS = 0.15
# Added for a point that earlier editions lacked; taken away for each day that its article is behind the latest.
_NEW_BONUS, _AGE_LOSS = 0.15, 0.8
# Added for a point that takes something back which an earlier report said: it is the news. A sentence that does so is a
# candidate though its article chose others; it then starts from the score of the least of these.
_LATEST_BONUS = 0.6
# Cosine from which a point is overtaken by a chosen one of an article that came out later, by so many days at least;
# the first is for what an article opens with, its news.
# With it, and the loss by age above, withdrawn sentences are told in 14 instead of 73 of 100 days of the half that both
# were set on, and in 57 instead of 87 of the other half (docs/benchmarks/latest_word.md).
_OVERTAKEN_NEWS, _OVERTAKEN, _LATER = 0.4, 0.5, 1 / 24
# Articles of a story, the most central first, that points are taken from.
_HEARD = 64
CITED = 256
"""Articles of a story, the most central first, that are looked through for backing. What the hundredth report adds has
been said; without a bound the work would grow with the square of a story's size."""
_NOTHING_NEWER = LatestWord()
# More than two ways to compute one cosine differ by.
_ROUNDING = 1e-4


@dataclass(frozen=True, slots=True)
class _Candidate:
    point: KeyPoint
    row: int
    vector: Vectors
    score: float
    place: float
    age: float
    language: str


def merge_points(
    items: Sequence[EncodedArticle],
    most: int,
    *,
    language: str | None = None,
    is_new: Callable[[KeyPoint, EncodedArticle], bool] = lambda _point, _item: False,
    groups: Sequence[int] | None = None,
    says_it: SaysIt = same_words,
    contradict: Contradict = no_contradiction,
    latest: LatestWord = _NOTHING_NEWER,
) -> tuple[Point, ...]:
    """At most `most` points of the story that `items` (the most central first) tell, in an order that reads well.

    `groups[i]` is the syndication group of item i (`articles_of_one_source.syndication_groups`), found out where it is
    not given. `says_it` is asked once, about the points that are told: which sentences are near enough decides what is
    told; `contradict` about what else the sources of these points say: a source that denies a point is not cited for
    it. Points in `language` are preferred: others are used only where no article has points in it. So are points that
    `is_new` says earlier editions lacked, and those of the latest articles. What `latest` says no longer holds is
    neither told nor cited.
    """
    items = items[:CITED]
    pool = _candidates(items, language, is_new, latest)
    groups = groups or syndication_groups([item.document for item in items])
    rows = {item.document.id: row for row, item in enumerate(items)}
    near = [[each for each in own if latest.holds(rows[each.article_id], each)] for own in _near(pool, items)]
    weights = [
        candidate.score + _CORROBORATION * min(3, _count(_first_of_each(candidate, passages), items, groups) - 1)
        for candidate, passages in zip(pool, near, strict=True)
    ]
    order = sorted(range(len(pool)), key=lambda place: (-round(weights[place], 6), pool[place].row, place))
    chosen: list[int] = []
    for place in order:
        if len(chosen) < most and not any(_repeats(pool[place], pool[other]) for other in chosen):
            chosen.append(place)
    told = sorted(chosen, key=lambda place: (pool[place].place, pool[place].row))
    backing = _backing([(pool[place], near[place]) for place in told], items, says_it)
    shown = [Shown(pool[place].point.text, pool[place].language, pool[place].vector) for place in told]
    backing = undenied(shown, backing, items, contradict)
    return tuple(_point(pool[place], own, items, groups) for place, own in zip(told, backing, strict=True))


def _candidates(
    items: Sequence[EncodedArticle],
    language: str | None,
    is_new: Callable[[KeyPoint, EncodedArticle], bool],
    latest: LatestWord,
) -> list[_Candidate]:
    rows = [row for row, item in enumerate(items) if item.summary.key_points]
    preferred = [row for row in rows if language and items[row].document.language in (language, "und")]
    if not preferred and rows:
        first = items[rows[0]].document.language
        preferred = [row for row in rows if items[row].document.language == first]
    found = []
    for row in preferred[:_HEARD]:
        document, age = items[row].document, _age(items, row)
        for point in (*items[row].summary.key_points, *_taking_back(items[row], latest)):
            evidence = point.evidence[0]
            if not all(latest.holds(row, each) for each in point.evidence):
                continue
            vector = passage_vector(document, items[row].vectors, evidence)
            place = evidence.start / max(1, len(document.text))
            score = point.score + _CENTRAL_BONUS / (1 + row) + _NEW_BONUS * is_new(point, items[row])
            score += _LATEST_BONUS * (evidence in latest.replacing)
            score -= _AGE_LOSS * age
            found.append(_Candidate(point, row, vector, score, place, age, document.language))
    return found


def _taking_back(item: EncodedArticle, latest: LatestWord) -> Iterator[KeyPoint]:
    """The sentences of an article that take something back, are none of its points, and can be understood alone."""
    document, points = item.document, item.summary.key_points
    chosen = {point.evidence[0] for point in points}
    for evidence in sorted(latest.replacing - chosen, key=lambda each: each.start):
        text = " ".join(evidence.quote(document).split()) if evidence.article_id == document.id else ""
        if text and not of(document.language).reading.dangling.match(text):
            yield KeyPoint(text, (evidence,), score=min(point.score for point in points))


def _age(items: Sequence[EncodedArticle], row: int) -> float:
    """Days between an article and the latest of the story; none where either is undated."""
    own, dated = items[row].document.published, [item.document.published for item in items if item.document.published]
    return (max(dated) - own).total_seconds() / 86400 if own and dated else 0.0


def _near(pool: Sequence[_Candidate], items: Sequence[EncodedArticle]) -> list[list[Evidence]]:
    """For each candidate the sentences of other articles that may say what it says."""
    if len(items) < 2:
        return [[] for _ in pool]
    said = _Sentences(items)
    return [said.near(candidate) for candidate in pool]


def _first_of_each(candidate: _Candidate, passages: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The candidate's own passages, and of the others the first of each article."""
    first: dict[str, Evidence] = {}
    for passage in passages:
        first.setdefault(passage.article_id, passage)
    return (*candidate.point.evidence, *first.values())


def _backing(
    told: Sequence[tuple[_Candidate, Sequence[Evidence]]], items: Sequence[EncodedArticle], says_it: SaysIt
) -> list[tuple[Evidence, ...]]:
    """For each candidate the passages that say what it says: its own, and at most one of every other article."""
    documents = {item.document.id: item.document for item in items}
    told = [
        (
            candidate,
            [each for each in near if not speaks_of_another(candidate.point.text, each, documents[each.article_id])],
        )
        for candidate, near in told
    ]
    asked = [(candidate, each) for candidate, near in told for each in near]
    wordings = [_pairs(candidate, each, documents) for candidate, each in asked]
    answers = iter(says_it([pair for pairs in wordings for pair in pairs]))
    answered = [[next(answers) for _ in pairs] for pairs in wordings]
    said = iter(map(any, answered))
    return [_first_of_each(candidate, [each for each in near if next(said)]) for candidate, near in told]


def _pairs(candidate: _Candidate, passage: Evidence, documents: Mapping[str, Document]) -> list[Pair]:
    """What is asked of a passage: whether it says the point or, where words were only left out, its whole sentence."""
    document = documents[passage.article_id]
    language = candidate.language if candidate.language == document.language else "und"
    quote, point = passage.quote(document), candidate.point
    wordings = [point.text]
    if _is_shortened(point):
        wordings.append(point.evidence[0].quote(documents[point.evidence[0].article_id]))
    return [Pair(text, quote, language) for text in wordings]


def _is_shortened(point: KeyPoint) -> bool:
    """Whether the point is its sentence with words left out, and none put in."""
    return point.kind == "compressed" and "[" not in point.text


class _Sentences:
    """The sentences of a story's articles, to be asked which of them are near to a point."""

    def __init__(self, items: Sequence[EncodedArticle]) -> None:
        self._items = items
        self._vectors = [item.vectors for item in items]
        filled = [row for row, rows in enumerate(self._vectors) if len(rows)]
        self._rows = np.array(filled, dtype=np.int64)
        self._starts = np.cumsum([0, *(len(self._vectors[row]) for row in filled)])[:-1]
        self._all = np.concatenate([self._vectors[row] for row in filled]) if filled else np.zeros((0, 0), np.float32)
        self._by_words: dict[str, list[int]] = {}
        for row in filled:
            document = items[row].document
            for start, end in document.sentences:
                self._by_words.setdefault(plain(document.text[start:end]), []).append(row)

    def near(self, candidate: _Candidate) -> list[Evidence]:
        """Passages of other articles that may say what the candidate says, the nearest of each article first."""
        needed = quantities.values(candidate.point.text, candidate.language)
        least = _SUPPORTS_FIGURES if needed else _SUPPORTS
        others = (row for row in self._rows_near(candidate, least) if row != candidate.row)
        return [passage for row in others for passage in self._passages(row, candidate, needed, least)]

    def _rows_near(self, candidate: _Candidate, least: float) -> list[int]:
        """Rows of the articles that have a sentence like the candidate or with the same words, in order."""
        if not len(self._rows):
            return []
        best = np.maximum.reduceat(self._all @ candidate.vector, self._starts)
        near = self._rows[best >= least - _ROUNDING].tolist()
        return sorted({*near, *(row for text in self._wordings(candidate) for row in self._by_words.get(text, ()))})

    def _wordings(self, candidate: _Candidate) -> set[str]:
        """The plain words of the candidate and, where it is shortened, those of its sentence."""
        evidence = candidate.point.evidence[0]
        document = self._items[candidate.row].document
        whole = [plain(evidence.quote(document))] if _is_shortened(candidate.point) else []
        return {plain(candidate.point.text), *whole}

    def _passages(
        self, row: int, candidate: _Candidate, needed: frozenset[tuple[str, float]], least: float
    ) -> Iterator[Evidence]:
        """The sentences of one article that are near to the candidate or have its words."""
        document, wordings = self._items[row].document, self._wordings(candidate)
        likeness = self._vectors[row] @ candidate.vector
        for place in np.argsort(-np.round(likeness, 5), kind="stable")[:_ASKED]:
            sentence = document.sentence(int(place))
            if plain(sentence) in wordings or (
                likeness[place] >= least and needed <= quantities.values(sentence, document.language)
            ):
                yield Evidence(document.id, *document.sentences[int(place)])


def _count(evidence: Sequence[Evidence], items: Sequence[EncodedArticle], groups: Sequence[int]) -> int:
    """How many independent sources the passages come from: a sentence printed word for word twice has one source."""
    rows = {item.document.id: row for row, item in enumerate(items)}
    heard: dict[int, str] = {}
    for passage in evidence:
        row = rows[passage.article_id]
        heard.setdefault(groups[row], plain(passage.quote(items[row].document)))
    return len(set(heard.values()))


def _repeats(candidate: _Candidate, chosen: _Candidate) -> bool:
    """Whether the candidate tells again what a chosen point tells."""
    likeness = float(candidate.vector @ chosen.vector)
    if candidate.row == chosen.row:
        return likeness >= _REPEATED_OWN
    if candidate.age - chosen.age >= _LATER and likeness >= (_OVERTAKEN_NEWS if not candidate.place else _OVERTAKEN):
        return True
    own, other = (quantities.values(each.point.text, each.language) for each in (candidate, chosen))
    return likeness >= (_REPEATED_FIGURES if own & other else _REPEATED)


def _point(
    candidate: _Candidate, evidence: tuple[Evidence, ...], items: Sequence[EncodedArticle], groups: Sequence[int]
) -> Point:
    documents = {item.document.id: item.document for item in items}
    point = candidate.point
    return Point(
        text=point.text,
        kind=point.kind,
        verdict=point.verdict,
        score=point.score,
        citations=tuple(Citation.of(passage, documents[passage.article_id]) for passage in evidence),
        outlets=max(1, _count(evidence, items, groups)),
    )
