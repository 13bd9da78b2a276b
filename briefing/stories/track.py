"""Which story of earlier editions today's cluster goes on with, so that a story keeps its id from day to day.

Comes in: profiles (vector, names, words) of today's clusters and of the stories of earlier editions. Goes out: for
each cluster the past story it continues, if any. "The same event, next day" is another event of the same story line,
so this is looser than grouping: shared names weigh as much as meaning, and time hardly counts. Instalments of a series
("Markets: …", "Day 21") are no story line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.records import Citation, CoveredArticle, Document, Story, TimelineEntry
from briefing.stories import words
from briefing.stories.evidence import Signals
from briefing.stories.series import opening

__all__ = [
    "LINKED",
    "Affinities",
    "Neighbours",
    "Past",
    "PastPoint",
    "PastStory",
    "Profile",
    "is_dormant",
    "is_series",
    "link",
    "profile",
    "remember",
    "spread",
    "story_id",
]

Vector = npt.NDArray[np.float32]

LINKED = 1.72
"""Affinity from which a cluster goes on with a past story. On the seeds all lines but one lie above, and no others."""

_LEAST_LIKE = 0.48
# Cosine below which shared names alone make no story line: everything in a town shares its name.
_ABROAD = 0.6
# Likeness of names, by their consonants, below which stories in different languages have no affinity.
_ROUNDING = 1e-3
# Far more than two ways to compute one cosine differ by.
_ABROAD_ROUNDING = 0.02
# More than is lost where weights of names are rounded to four digits.
_BLOCK = 256
# Profiles whose products with all others are made at a time.
_DORMANT_DAYS = 3
# Days without an article after which a story line is dormant; it wakes under its old id.
_KEPT_ARTICLES, _KEPT_SENTENCES, _KEPT_POINTS = 8, 16, 160
# What is remembered of a day: articles of a story, sentences of each, and sentences over all its days.
_KEPT_WORDS = 80
# Words and names of a story kept in its profile, the heaviest first: enough to know it again, small in the database.


@dataclass(frozen=True)
class Profile:
    """What a story is recognised by. `vector` has length 1; the mappings are vectors of length 1 by folded word."""

    vector: Vector
    names: Mapping[str, float]
    words: Mapping[str, float]
    skeletons: Mapping[str, float]
    languages: frozenset[str]
    titles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PastPoint:
    """A sentence that an earlier edition's articles had; `printed` where the edition showed it as a key point."""

    citation: Citation
    language: str = "und"
    printed: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.citation.quote


@dataclass(frozen=True)
class PastStory:
    """A story as the edition of `day` left it. `points` are the sentences of its articles up to `day`, latest first.

    `article_ids` are the articles of `day`, `articles` those that `points` are taken from.
    """

    id: str
    day: dt.date
    first_seen: dt.date
    headline: str
    profile: Profile
    points: tuple[PastPoint, ...] = ()
    article_ids: tuple[str, ...] = ()
    articles: tuple[CoveredArticle, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier editions know. `before` has each story as its last edition before the day left it; `same_day` is
    what an earlier build of this very day left, so that a rerun keeps its ids.
    """

    before: Sequence[PastStory] = ()
    same_day: Sequence[PastStory] = ()


def profile(documents: Sequence[Document], leads: Sequence[Vector], signals: Sequence[Signals]) -> Profile:
    """The profile of a story told by `documents`; `leads` are their lead vectors."""
    total = np.sum(leads, axis=0)
    length = float(np.linalg.norm(total))
    return Profile(
        vector=np.asarray(total / length if length else total, dtype=np.float32),
        names=_mean([item.names for item in signals]),
        words=_mean([item.words for item in signals]),
        skeletons=_mean([item.skeletons for item in signals]),
        languages=frozenset(document.language for document in documents),
        titles=tuple(sorted({(document.outlet or "", document.title or "") for document in documents})),
    )


class Affinities:
    """How much profiles look like one story line. `factors` lessens the words that too many stories have (`spread`)."""

    def __init__(self, factors: Mapping[str, float]) -> None:
        self._factors = factors
        self._lengths: dict[int, tuple[Mapping[str, float], float]] = {}

    def between(self, one: Profile, two: Profile) -> float:
        """0 … 3, the sum of three likenesses; of two where all three could not make a story line."""
        if one.vector.shape != two.vector.shape:
            return 0.0
        if not one.languages & two.languages:
            abroad = math.sqrt(self._shared(one.skeletons, two.skeletons, {}))
            return 3 * abroad if abroad > _ABROAD else 0.0
        likeness = float(one.vector @ two.vector)
        if likeness < _LEAST_LIKE:
            return 0.0
        known = likeness + math.sqrt(self._shared(one.names, two.names, self._factors))
        if known + 1 < LINKED:
            # No story line, whatever their words: those are not looked at.
            return round(known, 5)
        return round(known + math.sqrt(self._shared(one.words, two.words, self._factors)), 5)

    def _shared(self, one: Mapping[str, float], two: Mapping[str, float], factors: Mapping[str, float]) -> float:
        """Cosine of two bags of words whose weights are lessened, in 0 … 1."""
        lengths = self._length(one, factors) * self._length(two, factors)
        shared = math.fsum(one[name] * two[name] * factors.get(name, 1.0) ** 2 for name in one.keys() & two.keys())
        return min(1.0, shared / lengths) if lengths else 0.0

    def _length(self, row: Mapping[str, float], factors: Mapping[str, float]) -> float:
        # The row is kept beside its length, so that no other can take its place in memory.
        known = self._lengths.get(id(row))
        if known is None:
            length = math.sqrt(math.fsum((value * factors.get(name, 1.0)) ** 2 for name, value in row.items()))
            known = self._lengths[id(row)] = (row, length)
        return known[1]


class Neighbours:
    """Which of many profiles can have an affinity to another at all, told from their vectors, languages and names.

    `asked` are the profiles that will be asked about, in order: their products with the known vectors are made for many
    at a time, since one by one they would read all vectors anew each time.
    """

    def __init__(self, asked: Sequence[Profile]) -> None:
        self._asked = asked
        size = len(asked[0].vector) if asked else 0
        self._vectors = np.zeros((len(asked), size), dtype=np.float32)
        self._speaks: dict[str, npt.NDArray[np.bool_]] = {}
        self._namesakes = _Namesakes(len(asked))
        self._known = 0
        self._begin = 0
        self._changed: set[int] = set()
        self._near: npt.NDArray[np.bool_] = np.zeros((0, 0), dtype=np.bool_)

    def put(self, number: int, profile: Profile) -> None:
        """Make `profile` the one of that number, which is known already or the next one."""
        self._known = max(self._known, number + 1)
        self._vectors[number] = profile.vector
        self._changed.add(number)
        self._namesakes.put(number, profile)
        for language in profile.languages:
            self._speaks.setdefault(language, np.zeros(len(self._asked), dtype=np.bool_))
        for language, speaks in self._speaks.items():
            speaks[number] = language in profile.languages

    def of(self, place: int) -> list[int]:
        """Numbers of those to which the profile at `place` of `asked` may have an affinity above 0, in order."""
        if place >= self._begin + len(self._near) or place < self._begin:
            self._begin, self._changed = place, set()
            self._near = _is_near([each.vector for each in self._asked[place : place + _BLOCK]], self._vectors)
        profile = self._asked[place]
        found = self._near[place - self._begin].copy()
        changed = sorted(self._changed)
        found[changed] = _is_near([profile.vector], self._vectors[changed])[0]
        silent = [self._speaks[language] for language in profile.languages if language in self._speaks]
        foreign = ~np.logical_or.reduce(silent) if silent else np.ones(len(found), dtype=np.bool_)
        alike = self._namesakes.of(profile) if foreign[: self._known].any() else foreign
        return np.flatnonzero((found | (foreign & alike))[: self._known]).tolist()


class _Namesakes:
    """Which of `count` profiles have names, by their consonants, so like those of another that it may be one story."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._holders: dict[str, tuple[array[int], array[float]]] = {}

    def put(self, number: int, profile: Profile) -> None:
        """Make `profile` the one of that number. What it had before may count as well: some are found too much."""
        for name, weight in profile.skeletons.items():
            numbers, weights = self._holders.setdefault(name, (array("q"), array("d")))
            numbers.append(number)
            weights.append(weight)

    def of(self, profile: Profile) -> npt.NDArray[np.bool_]:
        """Whether each may have an affinity to `profile` of another language, (count,)."""
        shared = np.zeros(self._count)
        for name, weight in profile.skeletons.items():
            if name in self._holders:
                numbers, weights = self._holders[name]
                # Where a number has been put twice, its last weight counts.
                shared[np.frombuffer(numbers, dtype=np.int64)] += weight * np.frombuffer(weights)
        return np.asarray(shared > _ABROAD**2 - _ABROAD_ROUNDING)


def _is_near(rows: Sequence[Vector], others: Vector) -> npt.NDArray[np.bool_]:
    """Whether the cosine of each of `rows` with each of `others` is high enough for an affinity."""
    return np.asarray(np.stack(rows) @ others.T >= _LEAST_LIKE - _ROUNDING)


def link(today: Sequence[Profile], past: Sequence[PastStory]) -> list[PastStory | None]:
    """For each of `today` the past story it goes on with. Several clusters may go on with one story."""
    comparable = [story for story in past if today and story.profile.vector.shape == today[0].vector.shape]
    if not comparable:
        return [None] * len(today)
    affinities = Affinities(spread([*today, *(story.profile for story in past)]))
    vectors = np.stack([story.profile.vector for story in comparable])
    namesakes = _Namesakes(len(comparable))
    for number, story in enumerate(comparable):
        namesakes.put(number, story.profile)
    found: list[PastStory | None] = []
    for start in range(0, len(today), _BLOCK):
        block = today[start : start + _BLOCK]
        for own, near in zip(block, _is_near([each.vector for each in block], vectors), strict=True):
            possible = (
                story
                for story, close, alike in zip(comparable, near, namesakes.of(own), strict=True)
                if close or (alike and not story.profile.languages & own.languages)
            )
            found.append(_continued(own, possible, affinities))
    return found


def _continued(own: Profile, stories: Iterable[PastStory], affinities: Affinities) -> PastStory | None:
    """Of `stories` the one that `own` goes on with."""
    scored = [(affinities.between(own, story.profile), story.day, story.id, story) for story in stories]
    linked = [row for row in scored if row[0] >= LINKED and not is_series(own, row[3].profile)]
    return max(linked, key=lambda row: row[:3])[3] if linked else None


def spread(profiles: Sequence[Profile]) -> dict[str, float]:
    """Factors below 1 for the names and words that too many of `profiles` have."""
    return words.damp([profile.words for profile in profiles]) | words.damp([profile.names for profile in profiles])


def is_series(one: Profile, two: Profile) -> bool:
    """Whether both hold an instalment of one series: titles of one outlet with the same opening that names no one."""
    openings = {(outlet, opening(title)) for outlet, title in one.titles} & {
        (outlet, opening(title)) for outlet, title in two.titles
    }
    return any(shared for _, shared in openings)


def remember(
    story: Story, documents: Sequence[Document], profile: Profile, past: PastStory | None, day: dt.date
) -> PastStory:
    """What later editions need to know of `story`, told by `documents` on `day`, and of what went before."""
    printed = {(passage.article_id, passage.start) for point in story.points for passage in point.point.evidence}
    fresh = [
        PastPoint(
            Citation(document.id, start, end, document.text[start:end]),
            document.language,
            (document.id, start) in printed,
        )
        for document in documents[:_KEPT_ARTICLES]
        for start, end in document.sentences[:_KEPT_SENTENCES]
    ]
    points = (*fresh, *(past.points if past else ()))[:_KEPT_POINTS]
    known = {article.id: article for article in (*(past.articles if past else ()), *map(CoveredArticle.of, documents))}
    return PastStory(
        id=story.id,
        day=day,
        first_seen=story.first_seen or day,
        headline=story.headline,
        profile=profile,
        points=points,
        article_ids=story.article_ids,
        articles=tuple(known[name] for name in dict.fromkeys(point.citation.article_id for point in points)),
        timeline=(*(past.timeline if past else ()), TimelineEntry(day, story.headline, len(documents))),
    )


def is_dormant(story: PastStory, day: dt.date) -> bool:
    """Whether nothing has been heard of `story` for so long before `day` that it counts as asleep."""
    return (day - story.day).days > _DORMANT_DAYS


def story_id(article_ids: Sequence[str], day: dt.date) -> str:
    """A new story's id: the day it was first told and a digest of its articles' ids."""
    digest = hashlib.sha256("\n".join(sorted(article_ids)).encode()).hexdigest()
    return f"{day:%Y%m%d}-{digest[:8]}"


def _mean(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for row in rows:
        for name, value in row.items():
            total[name] = total.get(name, 0.0) + value
    kept = sorted(total, key=lambda name: (-round(total[name], 6), name))[:_KEPT_WORDS]
    length = math.sqrt(math.fsum(total[name] ** 2 for name in kept))
    return {name: round(total[name] / length, 4) for name in kept}
