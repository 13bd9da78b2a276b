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
from briefing.stories import damp_words_of_many_articles
from briefing.stories.article_names_words_and_figures import Signals
from briefing.stories.series_titles import opening

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
"""Affinity from which a cluster continues a past story: the middle of 1.5 to 2.0, within which statuses and lines of
the three gold streams (`tests/data/story_*.yaml`) do not change."""

# Cosine below which shared names alone make no story line: everything in a town shares its name.
_LEAST_LIKE = 0.48
# Likeness of names, by their consonants, below which stories in different languages have no affinity.
_ABROAD = 0.6
# Far more than two ways to compute one likeness differ by.
_ROUNDING = 2e-3
# More than is lost where weights of names are rounded to four digits.
_ABROAD_ROUNDING = 0.02
# Profiles whose products with all others are made at a time.
_BLOCK = 64
# Days without an article after which a story line is dormant; it wakes under its old id.
_DORMANT_DAYS = 3
# What is remembered of a day: articles of a story, sentences of each, and sentences over all its days.
_KEPT_ARTICLES, _KEPT_SENTENCES, _KEPT_POINTS = 8, 16, 160
# Words and names of a story kept in its profile, the heaviest first: enough to know it again, small in the database.
_KEPT_WORDS = 80


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
            known = self._lengths[id(row)] = (row, _length(row, factors))
        return known[1]


def _length(row: Mapping[str, float], factors: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum((value * factors.get(name, 1.0)) ** 2 for name, value in row.items()))


class Neighbours:
    """Which of many profiles can be of one story line with another at all, told from vectors, languages and names.

    `asked` are the profiles that will be asked about, in order: their products with the known vectors are made for many
    at a time, since one by one they would read all vectors anew each time. `factors` are those of the affinities.
    """

    def __init__(self, asked: Sequence[Profile], factors: Mapping[str, float]) -> None:
        self._asked = asked
        self._index = _Index(len(asked), factors)
        size = len(asked[0].vector) if asked else 0
        self._vectors = np.zeros((len(asked), size), dtype=np.float32)
        self._known = 0
        self._begin = 0
        self._changed: set[int] = set()
        self._likeness: Vector = np.zeros((0, 0), dtype=np.float32)

    def put(self, number: int, profile: Profile) -> None:
        """Make `profile` the one of that number, which is known already or the next one."""
        self._known = max(self._known, number + 1)
        self._vectors[number] = profile.vector
        self._changed.add(number)
        self._index.put(number, profile)

    def of(self, place: int) -> list[int]:
        """Numbers of those to which the profile at `place` of `asked` may have an affinity of LINKED, in order."""
        if place >= self._begin + len(self._likeness) or place < self._begin:
            self._begin, self._changed = place, set()
            block = self._asked[place : place + _BLOCK]
            self._likeness = np.stack([each.vector for each in block]) @ self._vectors.T
        profile = self._asked[place]
        likeness = self._likeness[place - self._begin].copy()
        changed = sorted(self._changed)
        likeness[changed] = self._vectors[changed] @ profile.vector
        return np.flatnonzero(self._index.likely(profile, likeness)[: self._known]).tolist()


class _Index:
    """`count` numbered profiles, to be asked which of them may have an affinity of LINKED to another.

    What a profile had before it was put anew may count as well: some are found too much, none is missed.
    """

    def __init__(self, count: int, factors: Mapping[str, float]) -> None:
        self._count = count
        self._speaks: dict[str, npt.NDArray[np.bool_]] = {}
        self._names = _Postings(count, factors)
        self._skeletons = _Postings(count, {})

    def put(self, number: int, profile: Profile) -> None:
        """Make `profile` the one of that number."""
        self._names.put(number, profile.names)
        self._skeletons.put(number, profile.skeletons)
        for language in profile.languages:
            self._speaks.setdefault(language, np.zeros(self._count, dtype=np.bool_))
        for language, speaks in self._speaks.items():
            speaks[number] = language in profile.languages

    def likely(self, profile: Profile, likeness: Vector) -> npt.NDArray[np.bool_]:
        """Whether each may be of one line with `profile`; `likeness` are the cosines of the vectors, (count,)."""
        known = likeness + np.sqrt(self._names.cosines(profile.names))
        near = (likeness >= _LEAST_LIKE - _ROUNDING) & (known + 1 >= LINKED - _ROUNDING)
        spoken = [self._speaks[language] for language in profile.languages if language in self._speaks]
        at_home = np.logical_or.reduce(spoken) if spoken else np.zeros(self._count, dtype=np.bool_)
        if at_home.all():
            return near
        abroad = self._skeletons.cosines(profile.skeletons) > _ABROAD**2 - _ABROAD_ROUNDING
        return np.where(at_home, near, abroad)


class _Postings:
    """An inverted index of `count` numbered bags of weighted words, whose weights are lessened by `factors`."""

    def __init__(self, count: int, factors: Mapping[str, float]) -> None:
        self._count = count
        self._factors = factors
        self._holders: dict[str, tuple[array[int], array[float]]] = {}

    def put(self, number: int, bag: Mapping[str, float]) -> None:
        """Make `bag` the one of that number; words that it had before stay."""
        length = _length(bag, self._factors) or 1.0
        for word, weight in bag.items():
            numbers, weights = self._holders.setdefault(word, (array("q"), array("d")))
            numbers.append(number)
            weights.append(weight * self._factors.get(word, 1.0) / length)

    def cosines(self, bag: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """The cosine of each with `bag`, or more, (count,)."""
        shared = np.zeros(self._count)
        length = _length(bag, self._factors) or 1.0
        for word, weight in bag.items():
            if word in self._holders:
                numbers, weights = self._holders[word]
                # Where a number has been put twice, its last weight counts.
                own = weight * self._factors.get(word, 1.0) / length
                shared[np.frombuffer(numbers, dtype=np.int64)] += own * np.frombuffer(weights)
        return shared


def link(today: Sequence[Profile], past: Sequence[PastStory]) -> list[PastStory | None]:
    """For each of `today` the past story it goes on with. Several clusters may go on with one story."""
    comparable = [story for story in past if today and story.profile.vector.shape == today[0].vector.shape]
    if not comparable:
        return [None] * len(today)
    factors = spread([*today, *(story.profile for story in past)])
    affinities, index = Affinities(factors), _Index(len(comparable), factors)
    for number, story in enumerate(comparable):
        index.put(number, story.profile)
    vectors = np.stack([story.profile.vector for story in comparable])
    found: list[PastStory | None] = []
    for start in range(0, len(today), _BLOCK):
        block = today[start : start + _BLOCK]
        for own, likeness in zip(block, np.stack([each.vector for each in block]) @ vectors.T, strict=True):
            likely = np.flatnonzero(index.likely(own, likeness)).tolist()
            found.append(_continued(own, [comparable[number] for number in likely], affinities))
    return found


def _continued(own: Profile, stories: Iterable[PastStory], affinities: Affinities) -> PastStory | None:
    """Of `stories` the one that `own` goes on with."""
    scored = [(affinities.between(own, story.profile), story.day, story.id, story) for story in stories]
    linked = [row for row in scored if row[0] >= LINKED and not is_series(own, row[3].profile)]
    return max(linked, key=lambda row: row[:3])[3] if linked else None


def spread(profiles: Sequence[Profile]) -> dict[str, float]:
    """Factors below 1 for the names and words that too many of `profiles` have."""
    return damp_words_of_many_articles.damp([profile.words for profile in profiles]) | damp_words_of_many_articles.damp(
        [profile.names for profile in profiles]
    )


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
    printed = {(citation.article_id, citation.start) for point in story.points for citation in point.citations}
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
